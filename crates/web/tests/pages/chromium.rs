//! A real browser, told what to do by the DevTools protocol over a pipe: for what scripts do. Without Chromium these
//! tests say that they are skipped; with `CI` set that is a failure.

use crate::browser::{House, PASSWORD};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::oneshot;

/// Names that it goes by.
const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// How long a page may take for what a test waits for.
const PATIENCE: Duration = Duration::from_mins(1);

type Answers = Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>;

/// The program, with a profile of its own that is gone with it.
pub struct Chromium {
    _child: Child,
    _profile: tempfile::TempDir,
    pipe: tokio::sync::Mutex<ChildStdin>,
    answers: Answers,
    next: AtomicU64,
}

fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("KONTOR_TEST_CHROMIUM") {
        return Some(named.into());
    }
    let paths = std::env::var_os("PATH").unwrap_or_default();
    PROGRAMS.iter().flat_map(|name| std::env::split_paths(&paths).map(move |path| path.join(name))).find(|path| path.is_file())
}

impl Chromium {
    /// None where there is no Chromium.
    pub fn start() -> Option<Self> {
        let Some(program) = program() else {
            assert!(!testkit::in_ci(), "Chromium is needed");
            eprintln!("skipped: there is no Chromium");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        // The protocol goes over the descriptors 3 and 4.
        let script = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1";
        let flags = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update",
            "--remote-debugging-pipe",
            "--host-resolver-rules=MAP *.localhost 127.0.0.1",
        ];
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(program).args(flags);
        command.arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let pipe = tokio::sync::Mutex::new(child.stdin.take().unwrap());
        let mut told = BufReader::new(child.stdout.take().unwrap());
        let answers = Answers::default();
        let waiting = answers.clone();
        tokio::spawn(async move {
            let mut message = Vec::new();
            while told.read_until(0, &mut message).await.is_ok_and(|length| length > 0) {
                let value: Value = serde_json::from_slice(message.strip_suffix(&[0]).unwrap_or(&message)).unwrap_or_default();
                let asked = value["id"].as_u64().and_then(|id| waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&id));
                if let Some(asked) = asked {
                    let _ = asked.send(value);
                }
                message.clear();
            }
        });
        Some(Self { _child: child, _profile: profile, pipe, answers, next: AtomicU64::new(1) })
    }

    async fn call(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (answer, told) = oneshot::channel();
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(id, answer);
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.pipe.lock().await.write_all(&bytes).await.unwrap();
        let value = tokio::time::timeout(PATIENCE, told).await.unwrap_or_else(|_| panic!("no answer to {method}")).unwrap();
        // A page that is left while it is asked has no answer.
        if value["error"]["message"] == "Inspected target navigated or closed" {
            return Value::Null;
        }
        assert!(value["error"].is_null(), "{method}: {}", value["error"]);
        value["result"].clone()
    }

    /// Somebody's own window: with cookies that no other has.
    pub async fn person<'a>(&'a self, site: &str, screen: (u32, u32)) -> Tab<'a> {
        let context = self.call(None, "Target.createBrowserContext", json!({})).await;
        let target = json!({"url": "about:blank", "browserContextId": context["browserContextId"]});
        let target = self.call(None, "Target.createTarget", target).await;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.call(None, "Target.attachToTarget", attach).await["sessionId"].as_str().unwrap().to_owned();
        let tab = Tab { chromium: self, session, site: site.to_owned() };
        let (width, height) = screen;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        tab.call("Emulation.setDeviceMetricsOverride", metrics).await;
        tab
    }
}

/// A page.
pub struct Tab<'a> {
    chromium: &'a Chromium,
    session: String,
    site: String,
}

impl Tab<'_> {
    pub async fn call(&self, method: &str, params: Value) -> Value {
        self.chromium.call(Some(&self.session), method, params).await
    }

    /// What an expression gives; promises are waited for.
    pub async fn eval(&self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let found = self.call("Runtime.evaluate", params).await;
        assert!(found["exceptionDetails"].is_null(), "{expression}: {}", found["exceptionDetails"]);
        found["result"]["value"].clone()
    }

    /// What an expression gives in the first frame of the page, whatever its origin; null while there is none.
    pub async fn inside_frame(&self, expression: &str) -> Value {
        let targets = self.chromium.call(None, "Target.getTargets", json!({})).await;
        let own = self.call("Target.getTargetInfo", json!({})).await["targetInfo"].clone();
        // In a process of its own where its origin is another.
        let apart = targets["targetInfos"]
            .as_array()
            .and_then(|all| all.iter().find(|one| one["type"] == "iframe" && one["browserContextId"] == own["browserContextId"]).cloned());
        let Some(target) = apart else { return Value::Null };
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.chromium.call(None, "Target.attachToTarget", attach).await["sessionId"].as_str().unwrap_or_default().to_owned();
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let found = self.chromium.call(Some(&session), "Runtime.evaluate", params).await;
        self.chromium.call(None, "Target.detachFromTarget", json!({"sessionId": session})).await;
        found["result"]["value"].clone()
    }

    /// Waits until it is true. Pages that are on their way answer nothing yet.
    pub async fn until(&self, expression: &str) {
        let end = tokio::time::Instant::now() + PATIENCE;
        let wanted = json!({"expression": format!("Boolean({expression})"), "returnByValue": true});
        loop {
            let found = self.call("Runtime.evaluate", wanted.clone()).await;
            if found["result"]["value"] == json!(true) {
                return;
            }
            if tokio::time::Instant::now() > end {
                let seen = self.eval("location.href + '\\n' + document.body.innerText").await;
                panic!("never: {expression}\n{seen}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Opens an address of the site and waits until it is there, with its scripts.
    pub async fn open(&self, path: &str) {
        self.call("Page.navigate", json!({"url": format!("{}{path}", self.site)})).await;
        self.until("location.href !== 'about:blank' && document.readyState === 'complete'").await;
    }

    pub async fn without_scripts(&self) {
        self.call("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    }

    /// Signs in with the usual password.
    pub async fn sign_in(&self, email: &str) {
        self.open("/session/new").await;
        let fill = format!(
            "(() => {{ const form = document.querySelector('form[action=\"/session/new\"]'); form.elements.email.value = '{email}'; \
             form.elements.password.value = '{PASSWORD}'; form.requestSubmit(); }})()"
        );
        self.eval(&fill).await;
        self.until("location.pathname === '/account' && document.readyState === 'complete'").await;
    }

    /// The middle of what a selector finds, `down` pixels below its upper edge if that is given.
    pub async fn place(&self, selector: &str, down: Option<f64>) -> (f64, f64) {
        let script = format!(
            "(() => {{ const found = document.querySelector({selector:?}); found.scrollIntoView({{block: 'center', behavior: 'instant'}}); \
             const frame = found.getBoundingClientRect(); return [frame.x + frame.width / 2, frame.y, frame.height]; }})()"
        );
        let found = self.eval(&script).await;
        let at = |index: usize| found[index].as_f64().unwrap_or_else(|| panic!("{selector}: {found}"));
        (at(0), at(1) + down.unwrap_or(at(2) / 2.0))
    }

    pub async fn mouse(&self, kind: &str, (x, y): (f64, f64)) {
        let buttons = i32::from(kind != "mouseReleased");
        let params = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1});
        self.call("Input.dispatchMouseEvent", params).await;
    }

    /// Presses, moves in steps and does not let go.
    pub async fn pull(&self, from: (f64, f64), to: (f64, f64)) {
        self.mouse("mousePressed", from).await;
        for step in 1..=4 {
            let part = f64::from(step) / 4.0;
            self.mouse("mouseMoved", (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)).await;
        }
    }

    /// A finger: `touchStart`, `touchMove`, or `touchEnd`, which is nowhere.
    pub async fn touch(&self, kind: &str, at: Option<(f64, f64)>) {
        let points: Vec<_> = at.iter().map(|(x, y)| json!({"x": x, "y": y})).collect();
        self.call("Input.dispatchTouchEvent", json!({"type": kind, "touchPoints": points})).await;
    }

    pub async fn click(&self, selector: &str) {
        let at = self.place(selector, None).await;
        self.mouse("mousePressed", at).await;
        self.mouse("mouseReleased", at).await;
    }

    pub async fn key(&self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            let text = if key == "Enter" { "\r" } else { "" };
            let code = if key == "Enter" { 13 } else { 27 };
            let params = json!({"type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": code});
            self.call("Input.dispatchKeyEvent", params).await;
        }
    }

    pub async fn text(&self, selector: &str) -> String {
        self.eval(&format!("document.querySelector({selector:?})?.textContent ?? ''")).await.as_str().unwrap().to_owned()
    }
}

/// A house that a real browser can reach, and the site of its space `harbour`.
pub async fn served(db: db::Db) -> (House, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let house = House::at(db, &format!("http://localhost:{port}"));
    house.serve(listener);
    (house, format!("http://harbour.localhost:{port}"))
}
