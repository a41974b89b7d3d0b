//! How often one may call: per user and operation, per address where nobody is signed in.
//!
//! The generic cell rate algorithm: a full minute's share may be used at once, then it comes back evenly. Counted in
//! this process, or in Redis (Valkey) for several.

mod local;
mod shared;

use crate::operation::{Limit, OperationInfo};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use domain::ids::UserId;
use local::Local;
use shared::Shared;
use std::net::{IpAddr, Ipv4Addr};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// The counts.
pub struct Limits {
    usual: u32,
    backend: Backend,
}

enum Backend {
    Local(Box<Local>),
    Shared(Box<Shared>),
}

/// Whose requests are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Who {
    User(UserId),
    Address(IpAddr),
}

/// Requests are counted by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    operation: &'static str,
    who: Who,
}

/// What counting a request gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Requests a minute.
    pub quota: u32,
    /// How many may follow at once.
    pub remaining: u32,
    /// Seconds to wait, where the request is one too many.
    pub refused: Option<u64>,
}

impl Verdict {
    /// The headers of draft-ietf-httpapi-ratelimit-headers.
    pub fn write(self, headers: &mut HeaderMap) {
        let quota = self.quota.max(1);
        // Until all is there again; until the next one is where none is left.
        let reset = (u64::from(quota - self.remaining.min(quota)) * 60).div_ceil(u64::from(quota));
        let reset = self.refused.unwrap_or(reset);
        let policy = HeaderValue::from_str(&format!("\"default\";q={quota};w=60"));
        let state = HeaderValue::from_str(&format!("\"default\";r={};t={reset}", self.remaining));
        if let (Ok(policy), Ok(state)) = (policy, state) {
            headers.insert(POLICY, policy);
            headers.insert(LIMIT, state);
        }
    }
}

impl Limits {
    /// `usual` requests a minute, none counted if it is 0.
    pub fn new(usual: u32, redis_url: Option<&str>) -> Result<Self, String> {
        let backend = match redis_url {
            Some(url) if usual > 0 => Backend::Shared(Box::new(Shared::new(url)?)),
            _ => Backend::Local(Box::default()),
        };
        Ok(Self { usual, backend })
    }

    /// Requests a minute where an operation has no limit of its own; 0: no limits.
    pub fn usual(&self) -> u32 {
        self.usual
    }

    /// Counts a request. None where nothing is limited, or nothing can be known.
    pub async fn take(&self, row: &OperationInfo, user: Option<UserId>, client: Option<IpAddr>) -> Option<Verdict> {
        if self.usual == 0 {
            return None;
        }
        let quota = match row.limit {
            Limit::Usual => self.usual,
            Limit::PerMinute(quota) => quota.max(1),
        };
        let nobody = || Who::Address(client.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)));
        let key = Key { operation: row.id, who: user.map_or_else(nobody, Who::User) };
        self.count(key, quota).await
    }

    /// Counts a request of an address to what is no operation of the table. None as with [`Limits::take`].
    pub async fn take_of_address(&self, operation: &'static str, per_minute: u32, address: IpAddr) -> Option<Verdict> {
        if self.usual == 0 {
            return None;
        }
        self.count(Key { operation, who: Who::Address(address) }, per_minute.max(1)).await
    }

    async fn count(&self, key: Key, quota: u32) -> Option<Verdict> {
        match &self.backend {
            Backend::Local(local) => Some(local.take(key, quota)),
            Backend::Shared(shared) => shared.take(key, quota).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(verdict: Verdict) -> (String, String) {
        let mut headers = HeaderMap::new();
        verdict.write(&mut headers);
        let text = |name: HeaderName| headers.get(name).unwrap().to_str().unwrap().to_owned();
        (text(POLICY), text(LIMIT))
    }

    #[test]
    fn headers_say_what_is_left_and_when_it_is_back() {
        let first = Verdict { quota: 60, remaining: 59, refused: None };
        assert_eq!(shown(first), ("\"default\";q=60;w=60".into(), "\"default\";r=59;t=1".into()));
        let slow = Verdict { quota: 6, remaining: 0, refused: Some(10) };
        assert_eq!(shown(slow), ("\"default\";q=6;w=60".into(), "\"default\";r=0;t=10".into()));
    }
}
