//! A door that opens for members who hold a card to its reader, and checks them in.
//!
//!     TOKEN=… cargo run -- http://harbour.localhost:3000 < /dev/ttyACM0
//!
//! Most readers behave like a keyboard or a serial line: a line for each card. Cards are given to members with
//! `POST /api/check_in_tokens`. OPEN is the command that opens the door, such as `gpioset -t 3s,0 10=1`; without one it is only
//! said.

use serde_json::{Value, json};
use std::io::BufRead;
use std::process::{Command, ExitCode};
use std::time::Duration;

struct Door {
    agent: ureq::Agent,
    space: String,
    token: String,
    open: Option<String>,
}

/// What the server makes of a card.
enum Answer {
    Welcome {
        name: String,
        until: String,
    },
    /// The card is nobody's.
    Unknown,
    /// Somebody's, who may not come in now: no pass is left, or the membership has ended.
    Refused(String),
}

impl Door {
    fn ask(&self, card: &str) -> Result<Answer, ureq::Error> {
        let (place, host) = place(&self.space);
        let mut request = self.agent.post(format!("{place}/api/check_ins")).header("Authorization", format!("Bearer {}", self.token));
        if let Some(host) = host {
            request = request.header("Host", host);
        }
        let mut response = request.send_json(json!({"token": card}))?;
        let status = response.status().as_u16();
        if status == 204 {
            return Ok(Answer::Unknown);
        }
        let body: Value = response.body_mut().read_json().unwrap_or_default();
        Ok(match status {
            200 | 201 => Answer::Welcome { name: text(&body["membership"]["name"]), until: text(&body["valid_until"]) },
            422 => Answer::Refused(text(&body["base"][0])),
            _ => Answer::Refused(format!("the server answers {status}: {body}")),
        })
    }

    /// A door that cannot ask stays closed.
    fn hold(&self, card: &str) {
        match self.ask(card) {
            Ok(Answer::Welcome { name, until }) => {
                println!("open: {name}, until {until}");
                self.turn();
            }
            Ok(Answer::Unknown) => println!("closed: nobody has this card"),
            Ok(Answer::Refused(why)) => println!("closed: {why}"),
            Err(error) => println!("closed: {error}"),
        }
    }

    fn turn(&self) {
        if let Some(open) = &self.open {
            let turned = Command::new("sh").args(["-c", open]).status();
            if !turned.is_ok_and(|status| status.success()) {
                eprintln!("the command that opens the door has failed");
            }
        }
    }
}

/// Where to connect to, and the name to ask for: not every resolver knows *.localhost, where the demo is.
fn place(space: &str) -> (String, Option<&str>) {
    let host = space.strip_prefix("http://").unwrap_or_default().trim_end_matches('/');
    match host.split_once(':').unwrap_or((host, "80")) {
        (name, port) if name.ends_with(".localhost") => (format!("http://127.0.0.1:{port}"), Some(host)),
        _ => (space.trim_end_matches('/').to_owned(), None),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn main() -> ExitCode {
    let (Some(space), Ok(token)) = (std::env::args().nth(1), std::env::var("TOKEN")) else {
        eprintln!("TOKEN=… door-by-card SPACE");
        return ExitCode::from(2);
    };
    // What a server refuses is an answer here, and nobody waits long before a door.
    let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(5))).build();
    let door = Door { agent: config.into(), space, token, open: std::env::var("OPEN").ok() };
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return ExitCode::FAILURE };
        if !line.trim().is_empty() {
            door.hold(line.trim());
        }
    }
    ExitCode::SUCCESS
}
