//! Runs the binary in a folder of its own and talks to it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A working directory and home, with nothing of the developer's environment.
pub struct Desk(TempDir);

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    /// The program, with arguments separated by spaces.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kontor"));
        command.args(arguments.split_whitespace()).current_dir(self.path()).env_clear().env("HOME", self.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &str) -> Ended {
        ended(&mut self.command(arguments))
    }

    /// The result of a command that must succeed, without the line's end.
    pub fn result(&self, arguments: &str) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments}: {ended:?}");
        ended.stdout.strip_suffix('\n').unwrap().to_owned()
    }

    /// Serves, at a port that is free.
    pub fn serve(&self, arguments: &str) -> Server {
        self.start("serve", arguments).0
    }

    /// Serves the demo, and what it says: up to the last call to paste.
    pub fn demo(&self, arguments: &str) -> (Server, Vec<String>) {
        let (server, said) = self.start("demo", arguments);
        let mut lines = Vec::new();
        for line in said.lines() {
            lines.push(line.unwrap());
            if lines.iter().filter(|line| line.starts_with("curl ")).count() == 2 {
                break;
            }
        }
        (server, lines)
    }

    fn start(&self, what: &str, arguments: &str) -> (Server, BufReader<std::process::ChildStdout>) {
        let mut command = self.command(arguments);
        command.args([what, "--listen", "127.0.0.1:0", "--log-format", "json"]).env("TMPDIR", self.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        log.read_line(&mut line).unwrap();
        let Ok(said) = serde_json::from_str::<serde_json::Value>(&line) else { panic!("it does not serve: {line}") };
        let address = |name: &str| said[name].as_str().map(|address| address.parse().unwrap());
        let out = BufReader::new(child.stdout.take().unwrap());
        (Server { child, log, address: address("listening").unwrap(), metrics: address("metrics") }, out)
    }
}

pub fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

impl Ended {
    /// It failed with 1 and one line, which has all of these words; and said nothing else.
    pub fn fails_with(&self, words: &[&str]) {
        assert_eq!((self.code, self.stdout.as_str()), (Some(1), ""), "{self:?}");
        assert!(self.stderr.starts_with("kontor: ") && self.stderr.lines().count() == 1, "{self:?}");
        assert!(words.iter().all(|word| self.stderr.contains(word)), "{words:?} in {self:?}");
    }

    /// The arguments cannot be used, for a reason with all of these words.
    pub fn is_unusable(&self, words: &[&str]) {
        assert_eq!((self.code, self.stdout.as_str()), (Some(2), ""), "{self:?}");
        assert!(words.iter().all(|word| self.stderr.contains(word)), "{words:?} in {self:?}");
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    log: BufReader<std::process::ChildStderr>,
    pub address: SocketAddr,
    pub metrics: Option<SocketAddr>,
}

impl Server {
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended.
    pub fn wait(&mut self) {
        self.child.wait().unwrap();
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// How it ended, with the rest of its log; within 15 seconds.
    pub fn end(mut self) -> (ExitStatus, String) {
        let begin = Instant::now();
        while self.is_running() {
            assert!(begin.elapsed() < Duration::from_secs(15), "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
        let mut log = String::new();
        self.log.read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap(), log)
    }

    /// A whole answer to `GET host/path`, with further header lines.
    pub fn get(&self, host: &str, path: &str, headers: &[&str]) -> Answer {
        self.begin(host, path, headers).finish()
    }

    /// Sends the request and does not wait.
    pub fn begin(&self, host: &str, path: &str, headers: &[&str]) -> Pending {
        let mut stream = connect(self.address).unwrap();
        let headers: String = headers.iter().flat_map(|line| [*line, "\r\n"]).collect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n").unwrap();
        Pending(stream)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(15)))?;
    Ok(stream)
}

pub struct Pending(TcpStream);

/// An answer, as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Headers with names in lower case, one a line.
    pub head: String,
    pub body: String,
}

impl Pending {
    pub fn finish(mut self) -> Answer {
        let mut text = String::new();
        self.0.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }
}
