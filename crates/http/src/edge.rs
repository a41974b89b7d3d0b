//! What the edge needs beside the use cases, and its settings.

use crate::hosts::Cidr;
use crate::limits::Limits;
use app::App;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

/// Settings of the edge.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Requests a minute, per user and operation; 0 turns limits off.
    pub requests_per_minute: u32,
    /// `redis://…`; several processes then share their counts.
    pub redis_url: Option<String>,
    /// Peers whose `X-Forwarded-…` headers are believed.
    pub trusted_proxies: Vec<Cidr>,
    /// How long a stream of events is silent at most: it says then that it lives.
    pub heartbeat: Duration,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { requests_per_minute: 60, redis_url: None, trusted_proxies: Vec::new(), heartbeat: Duration::from_secs(15) }
    }
}

/// See the module. Cheap to clone.
#[derive(Clone)]
pub struct Edge(Arc<Inner>);

pub struct Inner {
    pub app: App,
    pub limits: Limits,
    pub trusted_proxies: Vec<Cidr>,
    pub heartbeat: Duration,
}

impl Edge {
    /// Fails with a text that says so when the URL of Redis cannot be read.
    pub fn new(app: App, config: &HttpConfig) -> Result<Self, String> {
        let limits = Limits::new(config.requests_per_minute, config.redis_url.as_deref())?;
        Ok(Self(Arc::new(Inner { app, limits, trusted_proxies: config.trusted_proxies.clone(), heartbeat: config.heartbeat })))
    }
}

impl Deref for Edge {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
