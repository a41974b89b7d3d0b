//! The program itself, started as an operator would, for tests that `cargo xtask conformance` runs.

use crate::client::Client;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;
use testkit::provider::Provider;

/// Killed when dropped.
pub struct Program {
    process: Child,
    address: SocketAddr,
}

/// What `faketime` loads into a program; it would itself stand between the program and us, who end it.
static FAKETIME: LazyLock<String> = LazyLock::new(|| {
    let asked = Command::new("faketime").args(["-f", "+0", "printenv", "LD_PRELOAD"]).output().expect("faketime is not installed");
    String::from_utf8(asked.stdout).unwrap().trim().to_owned()
});

/// `KONTOR_PROGRAM` at the instant at which the furnished world stands; from there its clock runs.
fn program(database: &str) -> Command {
    let binary = std::env::var_os("KONTOR_PROGRAM").expect("KONTOR_PROGRAM names the program: run cargo xtask conformance");
    let mut command = Command::new(binary);
    command.env("LD_PRELOAD", &*FAKETIME).env("FAKETIME", "@2026-03-02 12:00:00").env("FAKETIME_DONT_FAKE_MONOTONIC", "1").env("TZ", "UTC");
    command.env("KONTOR_DATABASE_URL", database).env("KONTOR_LOG", "error").stdout(Stdio::null());
    command
}

/// What `kontor seed` puts into a database: two spaces with members, rooms and a year of bookings.
pub fn seed(database: &str) {
    let sizes = ["--spaces", "2", "--members", "40", "--resources", "8", "--bookings", "400"];
    assert!(program(database).arg("seed").args(sizes).status().unwrap().success());
}

pub fn suspend(database: &str, subdomain: &str) {
    assert!(program(database).args(["subscription", "suspend", subdomain]).status().unwrap().success());
}

impl Program {
    /// `limit` is in requests a minute; 0 for none.
    pub async fn serve(database: &str, limit: u32) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let provider = Provider::shared();
        let mut command = program(database);
        command.args(["serve", "--base-url", "https://kontor.test", "--stripe-key", "sk_operator"]);
        command.args(["--listen", &address.to_string(), "--rate-limit", &limit.to_string()]);
        command.args(["--stripe-url", provider.url(), "--paypal-url", provider.url()]);
        let program = Self { process: command.spawn().unwrap(), address };
        for _ in 0..400 {
            if tokio::net::TcpStream::connect(address).await.is_ok() {
                return program;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the program does not listen");
    }

    pub fn client(&self, token: Option<&str>) -> Client {
        Client::calling(self.address, token)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
