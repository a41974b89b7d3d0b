//! Counts shared by several processes, in Redis or Valkey.

use super::{Key, Verdict, Who};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Script};
use std::time::Duration;

/// One key a caller and operation: the time, in microseconds, at which all of the share is back. Time is Redis's own,
/// so that processes with differing clocks agree. Answers: remaining, microseconds to wait.
const TAKE: &str = r"
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local interval = tonumber(ARGV[1])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + interval
local ahead = full - now
if ahead > 60000000 then return {0, ahead - 60000000} end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil(ahead / 1000))
return {math.floor((60000000 - ahead) / interval), 0}
";

/// The longest a request waits for Redis.
const PATIENCE: Duration = Duration::from_millis(250);

pub struct Shared {
    connection: ConnectionManager,
    script: Script,
}

impl Shared {
    /// Connects when first needed, and again when the connection is lost.
    pub fn new(url: &str) -> Result<Self, String> {
        let client = Client::open(url).map_err(|error| format!("the URL of Redis cannot be read: {error}"))?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1);
        let connection = ConnectionManager::new_lazy_with_config(client, config).map_err(|error| error.to_string())?;
        Ok(Self { connection, script: Script::new(TAKE) })
    }

    /// None when Redis does not answer: a service without limits is better than none at all.
    pub async fn take(&self, key: Key, quota: u32) -> Option<Verdict> {
        let who = match key.who {
            Who::User(user) => user.to_string(),
            Who::Address(address) => address.to_string(),
        };
        let name = format!("kontor:limit:{}:{who}", key.operation);
        let interval = 60_000_000 / u64::from(quota.max(1));
        let mut connection = self.connection.clone();
        let mut invocation = self.script.key(name);
        let invocation = invocation.arg(interval);
        let answer = tokio::time::timeout(PATIENCE * 2, invocation.invoke_async::<(u32, u64)>(&mut connection)).await;
        match answer {
            Ok(Ok((remaining, 0))) => Some(Verdict { quota, remaining, refused: None }),
            Ok(Ok((_, wait))) => Some(Verdict { quota, remaining: 0, refused: Some(wait.div_ceil(1_000_000).max(1)) }),
            failure => {
                metrics::counter!("kontor_rate_limit_failures_total").increment(1);
                let cause = match failure {
                    Ok(Err(error)) => error.to_string(),
                    _ => "no answer in time".to_owned(),
                };
                tracing::warn!(cause, "requests are not limited, as Redis does not answer");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    /// Needs a real server, named by `KONTOR_TEST_REDIS_URL`.
    #[tokio::test]
    async fn processes_share_their_counts() {
        let Ok(url) = std::env::var("KONTOR_TEST_REDIS_URL") else {
            assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty()), "KONTOR_TEST_REDIS_URL is not set");
            eprintln!("skipped: KONTOR_TEST_REDIS_URL is not set");
            return;
        };
        let (one, other) = (Shared::new(&url).unwrap(), Shared::new(&url).unwrap());
        let octets = std::process::id().to_be_bytes();
        let key = Key { operation: "processes_share_their_counts", who: Who::Address(IpAddr::V4(Ipv4Addr::from(octets))) };
        assert_eq!(one.take(key, 3).await.unwrap().remaining, 2);
        assert_eq!(other.take(key, 3).await.unwrap().remaining, 1);
        assert_eq!(one.take(key, 3).await.unwrap().remaining, 0);
        let refused = other.take(key, 3).await.unwrap();
        assert_eq!((refused.remaining, refused.refused), (0, Some(20)));
    }

    #[tokio::test]
    async fn without_redis_requests_pass() {
        let nowhere = Shared::new("redis://127.0.0.1:1/").unwrap();
        let key = Key { operation: "any", who: Who::Address(IpAddr::V4(Ipv4Addr::LOCALHOST)) };
        assert_eq!(nowhere.take(key, 60).await, None);
        assert!(Shared::new("not a url").is_err());
    }
}
