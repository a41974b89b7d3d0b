"""Tells a chat of what happens in a space: subscribes to events, and posts a line for each one that is signed.

    TOKEN=… python3 receive.py http://harbour.localhost:3000 CHAT_URL [EVENT…]

CHAT_URL takes {"text": "…"}, as incoming webhooks of Slack, Mattermost, Rocket.Chat and Google Chat do. Without events it is
created_booking, created_membership and created_checkin. Needs nothing but Python. PORT and CALLBACK_URL say where it listens and
where it is called; without them that is a free port of this machine, which suits the demo.
"""

import base64
import hashlib
import hmac
import http.server
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections import OrderedDict

TOLERANCE = 5 * 60  # seconds that a signature may be old, or early

# Not every resolver knows *.localhost, where the demo is.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if str(host).endswith(".localhost") else host, *rest, **more)


class Refused(Exception):
    """What was sent is not to be believed."""


def verify(secret, headers, body):
    """Standard Webhooks: who knows the secret has signed exactly this, just now."""
    ids = headers.get("webhook-id"), headers.get("webhook-timestamp"), headers.get("webhook-signature")
    if not all(ids):
        raise Refused("it is not signed")
    message, at, signatures = ids
    if not at.isdecimal() or abs(time.time() - int(at)) > TOLERANCE:
        raise Refused("it was signed at another time")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    right = base64.b64encode(hmac.digest(key, f"{message}.{at}.".encode() + body, hashlib.sha256)).decode()
    # There are several while a secret is being replaced, and v1a ones that are of another kind.
    given = [signature[3:] for signature in signatures.split(" ") if signature.startswith("v1,")]
    if not any(hmac.compare_digest(right, signature) for signature in given):
        raise Refused("the signature is not of this secret")


def ask(token, url, body=None, method=None):
    """One request to API 1; what it answers."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=10) as response:
        text = response.read()
    return json.loads(text) if text else None


def words(event, thing):
    """A line about what happened. What it happened to may be gone already."""
    what = event.replace("_", " ").replace("checkin", "check-in")
    if thing is None:
        return f"{what} (it is gone already)"
    of = [thing.get("name"), (thing.get("membership") or {}).get("name"), (thing.get("resource") or {}).get("name"), thing.get("title")]
    when = thing.get("from") or thing.get("valid_from") or thing.get("starts_at")
    return ": ".join([what, ", ".join([text for text in [*of, when] if text])])


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        secret = self.server.secrets.get(self.path)
        body = self.rfile.read(min(int(self.headers.get("content-length") or 0), 1 << 20))
        try:
            if secret is None:
                raise Refused("nobody is called here")
            verify(secret, self.headers, body)
            self.told(json.loads(body))
        except Refused as why:
            print(f"refused: {why}", file=sys.stderr)
            return self.answer(401)
        except OSError as why:
            print(f"not told: {why}", file=sys.stderr)
            return self.answer(503)  # it is sent again
        self.answer(204)

    def told(self, event):
        """The same event may come again: it has the same id, and is told once."""
        told, message = self.server.told, self.headers["webhook-id"]
        if message in told:
            return
        kind = self.headers["webhook-event"]
        try:
            thing = ask(self.server.token, event["url"])
        except urllib.error.HTTPError as gone:
            if gone.code != 404:
                raise
            thing = None
        line = json.dumps({"text": words(kind, thing)}).encode()
        chat = urllib.request.Request(self.server.chat, line, {"Content-Type": "application/json"})
        urllib.request.urlopen(chat, timeout=10).close()
        told[message] = True
        while len(told) > 1000:
            told.popitem(last=False)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    if len(sys.argv) < 3 or not os.environ.get("TOKEN"):
        sys.exit(__doc__)
    space, chat, *events = sys.argv[1:]
    token = os.environ["TOKEN"]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 0))), Receiver)
    server.token, server.chat, server.told, server.secrets = token, chat, OrderedDict(), {}
    home = os.environ.get("CALLBACK_URL", f"http://127.0.0.1:{server.server_port}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    made = []
    try:
        for event in events or ["created_booking", "created_membership", "created_checkin"]:
            subscription = ask(token, f"{space}/api/subscriptions", {"event": event, "callback_url": f"{home}/{event}"})
            server.secrets[f"/{event}"] = subscription["secret"]
            made.append(subscription["url"])
        print(f"listening at {home}", flush=True)
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        for url in made:  # nobody is called who has gone
            ask(token, url, method="DELETE")


if __name__ == "__main__":
    main()
