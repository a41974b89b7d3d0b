"""Has webhooks of the running demo called, and keeps what arrived with what must not be taken.

record.py SPACE TOKEN README FOLDER

Writes cases.json into the folder: secret, headers and body, and whether a verifier must take them. Then runs the receiver
of the README, has it called, and sends it what it must refuse."""

import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

# Not every resolver knows *.localhost.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if str(host).endswith("localhost") else host, *rest, **more)

space, token, readme, folder = sys.argv[1:]
arrived = []


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        arrived.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def ask(method, path, body=None):
    """One request to API 1."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{space}{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        text = response.read()
        return json.loads(text) if text else None


def until(what, holds):
    for _ in range(600):
        if found := holds():
            return found
        time.sleep(0.05)
    sys.exit(f"{what}: not within 30 seconds")


def subscribe(port, event="created_booking"):
    made = ask("POST", "/api/subscriptions", {"event": event, "callback_url": f"http://127.0.0.1:{port}/hook"})
    return made["id"], made["secret"]


def delivered(subscription):
    """Has a trial sent, and gives it as it arrived."""
    before = len(arrived)
    ask("POST", f"/api/subscriptions/{subscription}/test")
    until("a trial arrives", lambda: len(arrived) > before)
    return arrived[-1]


def changed(text):
    """With one byte changed, one variant for each place."""
    for place in range(len(text)):
        other = "x" if text[place] != "x" else "y"
        yield text[:place] + other + text[place + 1 :]


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
cases = []


def case(good, what, secret, headers, body):
    cases.append({"good": good, "what": what, "secret": secret, "headers": headers, "body": body})


one, first = subscribe(server.server_port)
headers, body = delivered(one)
case(True, "a trial", first, headers, body)
second = ask("POST", f"/api/subscriptions/{one}/secret")["secret"]
case(False, "another secret", second, headers, body)
headers, body = delivered(one)
case(True, "the secret before, for a day", first, headers, body)
case(True, "the new secret", second, headers, body)
third = ask("POST", f"/api/subscriptions/{one}/secret")["secret"]
headers, body = delivered(one)
case(False, "a secret that is retired", first, headers, body)
case(True, "the newest secret", third, headers, body)

# An event, not a trial: the first room is booked.
room = ask("GET", "/api/resources")[0]["id"]
ask("POST", f"/api/resources/{room}/bookings", {"from": "2031-05-06T10:00:00Z", "to": "2031-05-06T11:00:00Z"})
headers, body = until("a booking arrives", lambda: next((call for call in arrived if call[0]["webhook-event"] == "created_booking"), None))
case(True, "an event", third, headers, body)
for other in changed(body):
    case(False, "a changed byte of the body", third, headers, other)
for name in ["webhook-id", "webhook-timestamp"]:
    for other in changed(headers[name]):
        case(False, f"a changed byte of {name}", third, {**headers, name: other}, body)
only_v1 = headers["webhook-signature"].split(" ")[0]
for other in changed(only_v1.rstrip("=")[:-1]):
    case(False, "a changed byte of the signature", third, {**headers, "webhook-signature": other}, body)
old = str(int(headers["webhook-timestamp"]) - 6 * 60)
case(False, "an old timestamp", third, {**headers, "webhook-timestamp": old}, body)
for name in ["webhook-id", "webhook-timestamp", "webhook-signature"]:
    case(False, f"no {name}", third, {key: value for key, value in headers.items() if key != name}, body)
Path(folder, "cases.json").write_text(json.dumps(cases))

# The receiver that the README shows, as it stands there.
shown = re.search(r"```python\n(.*?)```", Path(readme).read_text(), re.S).group(1)
Path(folder, "hook.py").write_text(shown)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
two, secret = subscribe(port)
command = [sys.executable, "-m", "flask", "--app", "hook", "run", "--port", str(port)]
with open(Path(folder, "hook.log"), "w") as log:
    hook = subprocess.Popen(command, cwd=folder, env={**os.environ, "SECRET": secret}, stdout=log, stderr=log)
try:
    until("the README's receiver listens", lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
    trial = ask("POST", f"/api/subscriptions/{two}/test")
    path = f"/api/subscriptions/{two}/deliveries/{trial['id']}"
    sent = until("the README's receiver is called", lambda: (found := ask("GET", path))["attempts"] and found)
    assert sent["status"] == "delivered" and sent["attempts"][0]["status"] == 204, sent
    forged = urllib.request.Request(f"http://127.0.0.1:{port}/hook", body.encode(), {**headers, "content-length": str(len(body))})
    try:
        urllib.request.urlopen(forged, timeout=30)
        sys.exit("the README's receiver takes what another secret has signed")
    except urllib.error.HTTPError as refused:
        assert refused.code >= 400
finally:
    hook.terminate()
    hook.wait()
print(f"{len(cases)} cases recorded; the README's receiver verifies")
