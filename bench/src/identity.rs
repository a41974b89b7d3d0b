//! What identity costs: a token's check beside the same request of a known caller; codes for tokens, and what bounds them: one
//! RSA signature for each id token, one Argon2id hash for each password.

use crate::load::{self, Connection, Effort};
use crate::server::{Database, Kontor};
use crate::{Backend, Result};
use app::access::{self, Door, Place};
use argon2::PasswordHasher as _;
use domain::scopes::Scope;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const HOST: &str = "www.kontor.test";
const BACK: &str = "http://127.0.0.1:9/back";
/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Lines for the table.
pub async fn measure(backend: Backend, binary: &Path, database: &Database, kontor: &Kontor, effort: &Effort) -> Result<Vec<String>> {
    let mut lines = vec![format!("\n{backend:?}, identity")];
    lines.push(token_check(database, kontor, effort).await?);
    let client = client(binary, database)?;
    let (asked, exchanged) = codes(kontor, &client, effort).await?;
    lines.push(format!("codes given: {asked:.0}/s; codes exchanged for tokens with an id token: {exchanged:.0}/s"));
    lines.push(bare_costs(effort.duration)?);
    for line in &lines {
        eprintln!("{line}");
    }
    Ok(lines)
}

/// What the check of a token adds to the request that it lets in: a caller is let into the space by the token and, in turns,
/// as somebody who is known already; the rest of the request is as the real server takes it, one at a time.
async fn token_check(database: &Database, kontor: &Kontor, effort: &Effort) -> Result<String> {
    let db = db::Db::connect(&database.url, &db::Options::default())?;
    let hosts = app::BaseUrl::parse("http://kontor.test")?;
    let app = app::App::new(db, app::Clock::System, app::Chance::System, hosts);
    let place = || Place::Subdomain("seed-1".into());
    let scopes = [Scope::ReadBookings];
    let caller = access::authenticate(&app, &kontor.token).await?;
    let (mut checked, mut known) = (Duration::ZERO, Duration::ZERO);
    let (until, mut turns) = (Instant::now() + effort.duration, 0);
    while Instant::now() < until {
        let begun = Instant::now();
        access::enter(&app, Some(&kontor.token), place(), &scopes, Door::Related).await?;
        checked += begun.elapsed();
        let begun = Instant::now();
        access::enter_as(&app, &caller, place(), &scopes, Door::Related).await?;
        known += begun.elapsed();
        turns += 1;
    }
    let micros = |sum: Duration| sum.as_secs_f64() * 1e6 / f64::from(turns);
    let (checked, known) = (micros(checked), micros(known));
    let bytes = format!("GET /api/spaces/seed-1 HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {}\r\n\r\n", kontor.token).into_bytes();
    let alone = Effort { connections: 1, ..*effort };
    let request = load::run(&kontor.address, Arc::new(move |_| bytes.clone()), &alone).await?.percentile(0.5) * 1000.0;
    let added = (checked - known) / (request - checked + known) * 100.0;
    Ok(format!(
        "let in by a token {checked:.1} µs, known already {known:.1} µs; a space's profile takes {request:.0} µs: the check adds {added:.1} %"
    ))
}

struct Client {
    id: String,
    secret: String,
}

fn client(binary: &Path, database: &Database) -> Result<Client> {
    let mut command = database.command(binary);
    let made = command.args(["client", "create", "--name", "Bench", "--redirect-uri", BACK, "--scope", "openid email"]).output()?;
    let client: Value =
        serde_json::from_slice(&made.stdout).map_err(|e| format!("no client: {e} {}", String::from_utf8_lossy(&made.stderr)))?;
    let text = |name: &str| client.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| format!("no {name}"));
    Ok(Client { id: text("client_id")?, secret: text("client_secret")? })
}

/// A browser as far as forms need it.
struct Browser {
    connection: Connection,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    async fn send(&mut self, line: &str, form: &[(&str, &str)]) -> Result<(String, String)> {
        let body = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let (_, head, answer) = self.connection.exchange_whole(format!("{head}{body}").as_bytes()).await?;
        for cookie in headers(&head, "set-cookie") {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok((head, String::from_utf8_lossy(&answer).into_owned()))
    }

    /// Signs the owner in.
    async fn sign_in(address: &str) -> Result<Self> {
        let mut browser = Self { connection: Connection::open(address).await?, cookies: BTreeMap::new() };
        let (_, page) = browser.send("GET /session/new", &[]).await?;
        let csrf = hidden(&page, "csrf")?;
        let form = [("csrf", csrf.as_str()), ("email", "owner-1@seed.test"), ("password", "kontor-seed"), ("return_to", "")];
        browser.send("POST /session/new", &form).await?;
        Ok(browser)
    }
}

fn headers<'a>(head: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let pairs = head.lines().filter_map(|line| line.split_once(':'));
    pairs.filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

fn hidden(page: &str, name: &str) -> Result<String> {
    let value = page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
    Ok(value.ok_or_else(|| format!("no field {name}"))?.replace("&#38;", "&").replace("&amp;", "&"))
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn code(head: &str) -> Result<String> {
    let target = headers(head, "location").next().ok_or("nothing leads back")?;
    let code = target.split(['?', '&']).find_map(|pair| pair.strip_prefix("code="));
    Ok(code.ok_or_else(|| format!("no code: {target}"))?.to_owned())
}

/// Codes given and exchanged a second, by all connections together. Consent is given once before.
async fn codes(kontor: &Kontor, client: &Client, effort: &Effort) -> Result<(f64, f64)> {
    let ask = format!(
        "GET /oauth/authorize?response_type=code&client_id={}&redirect_uri={}&scope=openid%20email&state=s&code_challenge={CHALLENGE}&code_challenge_method=S256",
        client.id,
        encoded(BACK)
    );
    let mut browser = Browser::sign_in(&kontor.address).await?;
    let (_, page) = browser.send(&ask, &[]).await?;
    let (request, csrf) = (hidden(&page, "request")?, hidden(&page, "csrf")?);
    browser.send("POST /oauth/consent", &[("request", &request), ("csrf", &csrf), ("decision", "allow")]).await?;
    let until = Instant::now() + effort.duration;
    let mut tasks = Vec::new();
    for _ in 0..effort.connections {
        let mut browser = Browser { connection: Connection::open(&kontor.address).await?, cookies: browser.cookies.clone() };
        let (ask, id, secret) = (ask.clone(), client.id.clone(), client.secret.clone());
        tasks.push(tokio::spawn(async move {
            let (mut count, mut asking, mut exchanging) = (0_u32, Duration::ZERO, Duration::ZERO);
            while Instant::now() < until {
                let begun = Instant::now();
                let code = code(&browser.send(&ask, &[]).await?.0)?;
                asking += begun.elapsed();
                let form = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", BACK), ("client_id", &id)];
                let form = [form.as_slice(), &[("client_secret", secret.as_str()), ("code_verifier", VERIFIER)]].concat();
                let begun = Instant::now();
                let (_, answer) = browser.send("POST /oauth/access_token", &form).await?;
                exchanging += begun.elapsed();
                if !answer.contains("id_token") {
                    return Err(format!("no id token: {answer}").into());
                }
                count += 1;
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>((f64::from(count), asking, exchanging))
        }));
    }
    // Each rate as if all connections did nothing else.
    let (mut asked, mut exchanged) = (0.0, 0.0);
    for task in tasks {
        let (count, asking, exchanging) = task.await??;
        asked += count / asking.as_secs_f64();
        exchanged += count / exchanging.as_secs_f64();
    }
    Ok((asked, exchanged))
}

/// On one core, nothing around them.
fn bare_costs(duration: Duration) -> Result<String> {
    let rate = |work: &mut dyn FnMut() -> Result<()>| -> Result<f64> {
        let (begun, mut count) = (Instant::now(), 0_u32);
        while begun.elapsed() < duration / 2 {
            work()?;
            count += 1;
        }
        Ok(f64::from(count) / begun.elapsed().as_secs_f64())
    };
    let der = oauth::jose::generate(oauth::jose::Algorithm::Rs256)?;
    let key = oauth::jose::SigningKey::from_der(oauth::jose::Algorithm::Rs256, &der)?;
    let claims = serde_json::json!({"iss": "http://www.kontor.test", "sub": "a", "aud": "b", "exp": 1, "iat": 1, "email": "a@b.test"});
    let signed = rate(&mut || Ok(key.sign(&claims).map(drop)?))?;
    let pair = ring::rsa::KeyPair::from_der(&der).map_err(|e| e.to_string())?;
    let (random, mut out) = (ring::rand::SystemRandom::new(), vec![0; pair.public().modulus_len()]);
    let rsa = rate(&mut || Ok(pair.sign(&ring::signature::RSA_PKCS1_SHA256, &random, b"bare", &mut out).map_err(|e| e.to_string())?))?;
    // As Kontor hashes: Argon2id with the parameters that its crate recommends.
    let argon2 = rate(&mut || {
        argon2::Argon2::default().hash_password_with_salt(b"brass otter vineyard", &[7; 16]).map(drop).map_err(|e| e.to_string().into())
    })?;
    Ok(format!("on one core: id tokens signed {signed:.0}/s, RSA-2048 alone {rsa:.0}/s, Argon2id {argon2:.0} passwords/s"))
}
