//! Providers that move money, spoken to over HTTPS: Stripe by payment intents, PayPal by orders.
//!
//! Nothing here knows of spaces, purchases or the database. Card data never comes by: a browser gives them to the
//! provider, and what is passed on here are the provider's own ids. Every request that changes something carries a key,
//! so that the provider does it once however often it is sent.

mod error;
mod keys;
mod notice;
mod paypal;
mod signature;
mod stripe;
mod wire;

pub use error::{Error, Result};
pub use keys::{Keys, PayPalKeys, StripeKeys};
pub use notice::{Headers, Notice};
pub use wire::check_url;

use domain::money::{Amount, Currency};
use wire::Wire;

/// Where the providers are. Cheap to clone; connections are opened when the first is needed.
#[derive(Clone, Debug)]
pub struct Gateway {
    stripe: Wire,
    paypal: Wire,
}

impl Default for Gateway {
    fn default() -> Self {
        Self::at(Self::STRIPE, Self::PAYPAL)
    }
}

/// Money that somebody is to pay.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The same for every attempt at the same thing.
    pub key: &'a str,
    pub amount: Amount,
    pub currency: Currency,
    /// For people who look at the provider's pages.
    pub description: &'a str,
}

/// What a browser needs to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// A payment intent of Stripe.
    Intent { id: String, client_secret: String },
    /// A setup intent of Stripe: a card to be charged later.
    Setup { id: String, client_secret: String },
    /// An order of PayPal.
    Order { id: String },
}

impl Begun {
    /// What the provider calls it.
    pub fn reference(&self) -> &str {
        match self {
            Self::Intent { id, .. } | Self::Setup { id, .. } | Self::Order { id } => id,
        }
    }
}

/// Where a provider's own page leads afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    pub done: &'a str,
    pub canceled: &'a str,
}

/// A payment that is made on a page of the provider.
#[derive(Clone, Debug)]
pub struct Hosted {
    /// What the provider calls it, until it knows the payment itself.
    pub reference: String,
    /// Where somebody pays.
    pub url: String,
}

/// How far a payment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The payer has still to do something.
    Waiting,
    /// The money is set aside and may be taken.
    Authorized,
    /// The bank works on it.
    Processing,
    Succeeded,
    /// It will not come.
    Ended,
}

/// A payment as the provider has it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub reference: String,
    pub progress: Progress,
    pub amount: Amount,
    pub currency: Currency,
    /// What a refund names.
    pub capture: Option<String>,
}

/// Whom a provider can charge without being asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub customer: String,
    pub method: String,
}

/// What people may see of a card or an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Card { last4: String, month: u8, year: u16 },
    SepaDebit { last4: String },
}

impl Gateway {
    pub const STRIPE: &'static str = "https://api.stripe.com";
    pub const PAYPAL: &'static str = "https://api-m.paypal.com";

    /// Providers at these addresses, as [`check_url`] lets them through.
    pub fn at(stripe: &str, paypal: &str) -> Self {
        Self { stripe: Wire::to(stripe), paypal: Wire::to(paypal) }
    }

    /// No provider at all: whoever asks is told that none can be reached here.
    pub fn closed() -> Self {
        Self { stripe: Wire::closed(), paypal: Wire::closed() }
    }

    /// Whether the keys are good for anything.
    pub async fn test(&self, keys: &Keys) -> Result<()> {
        match keys {
            Keys::Stripe(keys) => stripe::test(&self.stripe, keys).await,
            Keys::PayPal(keys) => paypal::token(&self.paypal, keys).await.map(drop),
        }
    }

    /// Begins a payment, which a browser completes and [`Gateway::capture`] takes.
    pub async fn begin(&self, keys: &Keys, order: Order<'_>) -> Result<Begun> {
        match keys {
            Keys::Stripe(keys) => stripe::begin(&self.stripe, keys, order).await,
            Keys::PayPal(keys) => paypal::begin(&self.paypal, keys, order).await,
        }
    }

    /// The same on a page of the provider, for browsers that run none of its scripts.
    pub async fn begin_page(&self, keys: &Keys, order: Order<'_>, way: Way<'_>) -> Result<Hosted> {
        match keys {
            Keys::Stripe(keys) => stripe::begin_page(&self.stripe, keys, order, way).await,
            Keys::PayPal(keys) => paypal::begin_page(&self.paypal, keys, order, way).await,
        }
    }

    /// Begins to keep a card of a customer on a page of Stripe, to be charged later in this currency.
    pub async fn set_up_page(&self, keys: &StripeKeys, customer: &str, order: Order<'_>, way: Way<'_>) -> Result<Hosted> {
        stripe::set_up_page(&self.stripe, keys, customer, order, way).await
    }

    pub async fn look(&self, keys: &Keys, reference: &str) -> Result<Seen> {
        match keys {
            Keys::Stripe(keys) => stripe::look(&self.stripe, keys, reference).await,
            Keys::PayPal(keys) => paypal::look(&self.paypal, keys, reference).await,
        }
    }

    /// Takes the money that is set aside.
    pub async fn capture(&self, keys: &Keys, reference: &str, key: &str) -> Result<Seen> {
        match keys {
            Keys::Stripe(keys) => stripe::capture(&self.stripe, keys, reference, key).await,
            Keys::PayPal(keys) => paypal::capture(&self.paypal, keys, reference, key).await,
        }
    }

    /// Pays a part or all of what was taken back.
    pub async fn refund(&self, keys: &Keys, capture: &str, amount: Amount, currency: Currency, key: &str) -> Result<()> {
        match keys {
            Keys::Stripe(keys) => stripe::refund(&self.stripe, keys, capture, amount, currency, key).await,
            Keys::PayPal(keys) => paypal::refund(&self.paypal, keys, capture, amount, currency, key).await,
        }
    }

    /// Lets money go that was not taken. PayPal does so by itself.
    pub async fn cancel(&self, keys: &Keys, reference: &str, key: &str) -> Result<()> {
        match keys {
            Keys::Stripe(keys) => stripe::cancel(&self.stripe, keys, reference, key).await,
            Keys::PayPal(_) => Ok(()),
        }
    }

    /// What a provider's message says, if it is from the provider. `now` in seconds since 1970.
    pub async fn notice(&self, keys: &Keys, headers: Headers<'_>, body: &[u8], now: i64) -> Result<Notice> {
        match keys {
            Keys::Stripe(keys) => stripe::notice(keys, headers, body, now),
            Keys::PayPal(keys) => paypal::notice(&self.paypal, keys, headers, body).await,
        }
    }

    /// Begins to keep a card of a customer, to be charged later.
    pub async fn set_up(&self, keys: &StripeKeys, customer: &str, key: &str) -> Result<Begun> {
        stripe::set_up(&self.stripe, keys, customer, key).await
    }

    /// The card that a setup intent has kept; none until the browser is done with it.
    pub async fn kept(&self, keys: &StripeKeys, setup: &str) -> Result<Option<Source>> {
        stripe::kept(&self.stripe, keys, setup).await
    }

    /// Charges somebody who is not there.
    pub async fn charge(&self, keys: &StripeKeys, source: &Source, order: Order<'_>) -> Result<Seen> {
        stripe::charge(&self.stripe, keys, source, order).await
    }

    pub async fn customer(&self, keys: &StripeKeys, name: &str, email: Option<&str>, key: &str) -> Result<String> {
        stripe::customer(&self.stripe, keys, name, email, key).await
    }

    /// Gives a customer a payment method, and tells what may be shown of it.
    pub async fn attach(&self, keys: &StripeKeys, source: &Source, key: &str) -> Result<Shown> {
        stripe::attach(&self.stripe, keys, source, key).await
    }
}
