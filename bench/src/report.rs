//! The table at the end.

use crate::Backend;
use crate::load::Outcome;
use std::fmt;
use std::time::Duration;

/// Memory of a process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    pub now_megabytes: f64,
    pub peak_megabytes: f64,
}

#[derive(Default)]
pub struct Table(Vec<String>);

impl Table {
    pub fn started(&mut self, backend: Backend, bookings: u32, took: Duration, memory: Memory) {
        self.0.push(format!(
            "\n{backend:?}, {bookings} bookings: started in {} ms on an existing database, idle at {:.0} MB",
            took.as_millis(),
            memory.now_megabytes
        ));
        let head = "";
        self.0.push(format!(
            "{head:<34}{:>10}{:>9}{:>9}{:>12}{:>8}{:>9}",
            "requests/s", "p50 ms", "p99 ms", "floor req/s", "ratio", "refused"
        ));
    }

    pub fn measured(&mut self, _: Backend, _: u32, name: &str, ours: &Outcome, floor: &Outcome) {
        let ratio = if floor.rate() > 0.0 { ours.rate() / floor.rate() } else { 0.0 };
        let line = format!(
            "{name:<34}{:>10.0}{:>9.2}{:>9.2}{:>12.0}{ratio:>8.2}{:>9}",
            ours.rate(),
            ours.percentile(0.5),
            ours.percentile(0.99),
            floor.rate(),
            ours.refused
        );
        eprintln!("{line}");
        self.0.push(line);
    }

    /// Lines that are no comparison of that kind.
    pub fn lines(&mut self, lines: Vec<String>) {
        self.0.extend(lines);
    }

    pub fn peak(&mut self, _: Backend, _: u32, memory: Memory) {
        self.0.push(format!("peak memory {:.0} MB", memory.peak_megabytes));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
