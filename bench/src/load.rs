//! A load generator: as little of its own as can be, since it shares the machine with the server.

use crate::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[derive(Clone, Copy, Debug)]
pub struct Effort {
    pub connections: usize,
    pub duration: Duration,
}

/// What came of one measurement.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub requests: u64,
    pub refused: u64,
    pub seconds: f64,
    /// Microseconds, sorted.
    latencies: Vec<u32>,
}

impl Outcome {
    pub fn rate(&self) -> f64 {
        if self.seconds > 0.0 { count(self.requests) / self.seconds } else { 0.0 }
    }
    /// Milliseconds below which the share of the requests was answered.
    pub fn percentile(&self, share: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index into a list that fits in memory")]
        let at = (count(self.latencies.len() as u64) * share) as usize;
        f64::from(self.latencies.get(at).or(self.latencies.last()).copied().unwrap_or_default()) / 1000.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn count(n: u64) -> f64 {
    n as f64
}

/// Makes the bytes of the n-th request.
pub type Request = Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync>;

/// Sends requests until the time is over; any answer that is not 2xx counts as refused.
pub async fn run(address: &str, request: Request, effort: &Effort) -> Result<Outcome> {
    let (number, begun) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let until = begun + effort.duration;
    let mut tasks = Vec::new();
    for _ in 0..effort.connections {
        let (address, request, number) = (address.to_owned(), Arc::clone(&request), Arc::clone(&number));
        tasks.push(tokio::spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let mut own = Outcome::default();
            while Instant::now() < until {
                let bytes = request(number.fetch_add(1, Ordering::Relaxed));
                let sent = Instant::now();
                let (status, _) = connection.exchange(&bytes).await?;
                own.latencies.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
                own.requests += 1;
                own.refused += u64::from(!(200..300).contains(&status));
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(own)
        }));
    }
    let mut all = Outcome::default();
    for task in tasks {
        let own = task.await??;
        all.requests += own.requests;
        all.refused += own.refused;
        all.latencies.extend(own.latencies);
    }
    all.seconds = begun.elapsed().as_secs_f64();
    all.latencies.sort_unstable();
    Ok(all)
}

/// One connection kept alive.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(1 << 16) })
    }

    /// Sends a request and reads the whole answer: status and body. Answers must have a length.
    pub async fn exchange(&mut self, request: &[u8]) -> Result<(u16, Vec<u8>)> {
        let (status, _, body) = self.exchange_whole(request).await?;
        Ok((status, body))
    }

    /// The same, with the head as it came.
    pub async fn exchange_whole(&mut self, request: &[u8]) -> Result<(u16, String, Vec<u8>)> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break end + 4;
            }
            self.read().await?;
        };
        let shown = String::from_utf8_lossy(self.buffer.get(..head).unwrap_or_default()).into_owned();
        let text = shown.to_ascii_lowercase();
        let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("no status")?;
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:")).map_or(Ok(0), |n| n.trim().parse::<usize>())?;
        while self.buffer.len() < head + length {
            self.read().await?;
        }
        Ok((status, shown, self.buffer.get(head..head + length).unwrap_or_default().to_vec()))
    }

    async fn read(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err("the server closed the connection".into());
        }
        Ok(())
    }
}
