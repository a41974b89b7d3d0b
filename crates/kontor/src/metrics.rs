//! Numbers for Prometheus, at an address of their own, so that they are not public by accident.

use crate::failure::Failure;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use db::Db;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;

/// Upper bounds of the classes into which times are sorted, in seconds.
const SECONDS: &[f64] = &[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// From here on everything that is counted is kept.
pub fn record() -> Result<PrometheusHandle, Failure> {
    let failed = |error: metrics_exporter_prometheus::BuildError| Failure::new(error.to_string(), "start without --metrics-listen");
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".into()), SECONDS).map_err(failed)?;
    let handle = builder.install_recorder().map_err(failed)?;
    metrics::describe_gauge!("kontor_build_info", "1, with the version as label");
    metrics::gauge!("kontor_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// Keeps the memory of what was recorded small, for ever.
pub async fn tidy(handle: PrometheusHandle) {
    let mut every = tokio::time::interval(Duration::from_secs(5));
    loop {
        every.tick().await;
        handle.run_upkeep();
    }
}

/// Serves `/metrics`. Gauges are read when somebody asks.
pub fn router(handle: PrometheusHandle, db: Db) -> Router {
    let render = move || {
        let (handle, db) = (handle.clone(), db.clone());
        async move {
            db.report_metrics();
            if let Some(bytes) = resident_memory().await {
                metrics::gauge!("process_resident_memory_bytes").set(bytes);
            }
            ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render())
        }
    };
    Router::new().route("/metrics", get(render))
}

/// Memory that the process holds now, in bytes, where the system tells it as Linux does.
async fn resident_memory() -> Option<f64> {
    let status = tokio::task::spawn_blocking(|| std::fs::read_to_string("/proc/self/status")).await.ok()?.ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u32 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(f64::from(kilobytes) * 1024.0)
}
