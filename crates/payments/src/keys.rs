//! What opens an account at a provider. Secrets are never printed.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Of one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "provider", rename_all = "lowercase")]
pub enum Keys {
    Stripe(StripeKeys),
    PayPal(PayPalKeys),
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StripeKeys {
    pub secret: String,
    /// For browsers; anybody may know it.
    pub publishable: String,
    /// Signs the messages to us.
    pub webhook_secret: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayPalKeys {
    /// For browsers, too; anybody may know it.
    pub client_id: String,
    pub secret: String,
    pub merchant_id: String,
    /// Names the subscription to messages, which are checked against it.
    pub webhook_id: Option<String>,
}

impl Keys {
    /// As payment methods name their provider.
    pub fn provider(&self) -> &'static str {
        match self {
            Self::Stripe(_) => "stripe",
            Self::PayPal(_) => "paypal",
        }
    }
}

impl fmt::Debug for StripeKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StripeKeys").field("publishable", &self.publishable).finish_non_exhaustive()
    }
}

impl fmt::Debug for PayPalKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PayPalKeys").field("client_id", &self.client_id).field("merchant_id", &self.merchant_id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_printed() {
        let stripe = StripeKeys { secret: "sk_hidden".into(), publishable: "pk_seen".into(), webhook_secret: Some("whsec_hidden".into()) };
        let paypal =
            PayPalKeys { client_id: "seen".into(), secret: "hidden".into(), merchant_id: "M".into(), webhook_id: Some("W".into()) };
        let printed = format!("{:?} {:?}", Keys::Stripe(stripe), Keys::PayPal(paypal));
        assert!(printed.contains("pk_seen") && !printed.contains("hidden"), "{printed}");
    }
}
