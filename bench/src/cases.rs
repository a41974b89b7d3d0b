//! What is measured: the requests, and the question the floor is asked instead.

use crate::Result;
use crate::load::{self, Connection, Effort, Outcome, Request};
use crate::server::Kontor;
use serde_json::Value;
use std::sync::Arc;

pub const MEDIA: &str = "application/vnd.api+json";
/// Lists look at a month of the year that seeds fill.
const MONTH: &str = "from={from}&to={to}";

/// What the requests refer to, found through the API.
pub struct Target {
    token: String,
    space: String,
    subdomain: String,
    booking: String,
    resources: Vec<String>,
    from: String,
    to: String,
}

impl Target {
    pub async fn find(kontor: &Kontor) -> Result<Self> {
        let (subdomain, from, to) = ("seed-1".to_owned(), "2026-03-01T00:00:00Z".to_owned(), "2026-04-01T00:00:00Z".to_owned());
        let mut connection = Connection::open(&kontor.address).await?;
        let mut ask = async |host: &str, path: &str| {
            let (status, body) = connection.exchange(&get(host, path, &kontor.token)).await?;
            if status == 200 { Ok(serde_json::from_slice::<Value>(&body)?) } else { Err(format!("{path}: {status}").into()) }
        };
        let space = ask("kontor.test", &format!("/api/spaces/{subdomain}")).await?;
        let space = text(&space, "/id")?;
        let bookings: Result<Value> =
            ask("api.kontor.test", &format!("/spaces/{space}/bookings?filter[from]={from}&filter[to]={to}&page[size]=1")).await;
        let booking = text(&bookings?, "/data/0/id")?;
        let mut resources = Vec::new();
        let page: Result<Value> = ask("api.kontor.test", &format!("/spaces/{space}/resources?include=&page[size]=200")).await;
        for resource in page?.pointer("/data").and_then(Value::as_array).into_iter().flatten() {
            resources.push(text(resource, "/id")?);
        }
        Ok(Self { token: kontor.token.clone(), space, subdomain, booking, resources, from, to })
    }
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    Ok(value.pointer(pointer).and_then(Value::as_str).ok_or_else(|| format!("no {pointer} in {value}"))?.to_owned())
}

pub fn get(host: &str, path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nAccept: */*\r\n\r\n").into_bytes()
}

/// One measurement.
pub struct Case {
    pub name: &'static str,
    request: Request,
    floor: &'static str,
}

impl Case {
    /// Drives the real server; the outcome, and how many bytes an answer has.
    pub async fn drive(&self, address: &str, effort: &Effort) -> Result<(Outcome, usize)> {
        // Numbers far away from those of the measurement, so that the trial takes no slot of it.
        let (status, body) = Connection::open(address).await?.exchange(&(self.request)(90_000_000)).await?;
        if !(200..300).contains(&status) {
            return Err(format!("{}: {status} {}", self.name, String::from_utf8_lossy(&body)).into());
        }
        Ok((load::run(address, Arc::clone(&self.request), effort).await?, body.len()))
    }

    /// Asks the bare handler for as many bytes.
    pub async fn drive_floor(&self, address: &str, effort: &Effort, bytes: usize) -> Result<Outcome> {
        let path = self.floor;
        let request = move |n| format!("GET {path}?bytes={bytes}&n={n} HTTP/1.1\r\nHost: floor\r\n\r\n").into_bytes();
        let outcome = load::run(address, Arc::new(request), effort).await?;
        if outcome.refused > 0 { Err(format!("the floor of {} refused {}", self.name, outcome.refused).into()) } else { Ok(outcome) }
    }
}

fn read(name: &'static str, floor: &'static str, host: &str, path: &str, target: &Target) -> Case {
    let bytes = get(host, path, &target.token);
    Case { name, floor, request: Arc::new(move |_| bytes.clone()) }
}

/// Requests that change nothing.
pub fn reads(target: &Target) -> Vec<Case> {
    let Target { space, subdomain, booking, resources, from, to, .. } = target;
    let (api, own) = ("api.kontor.test", format!("{subdomain}.kontor.test"));
    let window = format!("filter[from]={from}&filter[to]={to}");
    let month = MONTH.replace("{from}", from).replace("{to}", to);
    let all = resources.join(",");
    vec![
        read("get a booking (API 2)", "/get", api, &format!("/bookings/{booking}"), target),
        read("list 50 bookings (API 2)", "/list", api, &format!("/spaces/{space}/bookings?{window}&page[size]=50"), target),
        read("list 50 bookings (API 1)", "/list", &own, &format!("/api/bookings?{month}&limit=50"), target),
        read("list 1,000 memberships (API 1)", "/members", &own, "/api/memberships", target),
        read(
            "availability, 200 x 31 days",
            "/availability",
            api,
            &format!("/spaces/{space}/resource_availabilities?filter[resource_ids]={all}&{window}&page[size]=200"),
            target,
        ),
    ]
}

/// Requests that book free slots.
pub fn writes(target: &Target) -> Vec<Case> {
    let (token, resources) = (target.token.clone(), target.resources.clone());
    let request = move |n: u64| {
        let (slot, resource) = slot(n, &resources);
        let body = format!(
            r#"{{"data":{{"type":"bookings","attributes":{{"from":"{slot}:00:00Z","to":"{slot}:55:00Z","title":"Bench"}},"relationships":{{"resource":{{"data":{{"type":"resources","id":"{resource}"}}}}}}}}}}"#
        );
        let head = format!(
            "POST /bookings HTTP/1.1\r\nHost: api.kontor.test\r\nAuthorization: Bearer {token}\r\nAccept: {MEDIA}\r\nContent-Type: {MEDIA}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.into_bytes(), body.into_bytes()].concat()
    };
    vec![Case { name: "create a booking (API 2)", floor: "/create", request: Arc::new(request) }]
}

/// The n-th free hour, as `2031-02-03T04`, and the resource: one hour of all resources, then the next.
fn slot(n: u64, resources: &[String]) -> (String, &str) {
    let many = resources.len().max(1) as u64;
    let (hour, resource) = (n / many, usize::try_from(n % many).unwrap_or_default());
    let (day, hour) = (hour / 24, hour % 24);
    let (month, day) = (day / 28, day % 28 + 1);
    let (year, month) = (2031 + month / 12 % 60, month % 12 + 1);
    (format!("{year}-{month:02}-{day:02}T{hour:02}"), resources.get(resource).map_or("", String::as_str))
}
