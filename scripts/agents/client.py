"""Connects the official client of the Model Context Protocol, books a room with it, and reads the calendar that shows it.

client.py WWW API SPACE EMAIL PASSWORD LOOKING_TOKEN
"""

import asyncio
import html
import re
import socket
import sys
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2
import icalendar
from mcp import Client, MCPError
from mcp.client.auth import AuthorizationCodeResult, OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientMetadata

# Not every resolver knows *.localhost.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve(
    "127.0.0.1" if (host.decode() if isinstance(host, bytes) else str(host)).endswith("localhost") else host, *rest, **more
)

www, api, space, email, password, looking = sys.argv[1:]
redirect_uri = "http://127.0.0.1:4711/callback"


def hidden(page, field):
    found = re.search(f'name="{field}" value="([^"]*)"', page)
    return html.unescape(found.group(1)) if found else ""


class Browser:
    """A person's browser: keeps cookies, fills in the pages that it is led to."""

    def __init__(self):
        self.http = httpx2.Client(timeout=30)

    def go(self, url, form=None):
        response = self.http.post(url, data=form) if form else self.http.get(url)
        for _ in range(12):
            if "location" in response.headers:
                url = urljoin(url, response.headers["location"])
                if url.startswith(redirect_uri):
                    return url, None
                response = self.http.get(url)
                continue
            page = response.text
            assert response.status_code == 200, (url, response.status_code, page)
            if 'action="/oauth/consent"' in page:
                action, form = "/oauth/consent", {"request": hidden(page, "request"), "decision": "allow"}
            elif 'name="password"' in page and 'action="/session/new"' in page:
                action, form = "/session/new", {"return_to": hidden(page, "return_to"), "email": email, "password": password}
            else:
                return url, page
            url = urljoin(url, action)
            response = self.http.post(url, data={"csrf": hidden(page, "csrf"), **form})
        raise AssertionError(f"no way out of {url}")


class Memory:
    tokens = client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


def signing_in(scope):
    """Registers, asks the person and fetches a token, all led by the answer 401."""
    arrived = {}

    async def show(url):
        url, _ = await asyncio.to_thread(Browser().go, url)
        arrived.update({name: values[0] for name, values in parse_qs(urlsplit(url).query).items()})

    async def arrive():
        return AuthorizationCodeResult(code=arrived["code"], state=arrived["state"], iss=arrived.get("iss"))

    metadata = OAuthClientMetadata(redirect_uris=[redirect_uri], client_name="Assistant", scope=scope)
    return OAuthClientProvider(f"{api}/mcp", metadata, Memory(), show, arrive)


def connected(mode, **access):
    http = httpx2.AsyncClient(timeout=60, **access)
    return Client(streamable_http_client(f"{api}/mcp", http_client=http), mode=mode)


def said(result):
    return "\n".join(part.text for part in result.content)


async def work(mode, day):
    """What an assistant does for a member, from the first hello to a booking; the booking's id."""
    async with connected(mode, auth=signing_in(None)) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        book = tools["create-membership-booking"]
        assert book.annotations.read_only_hint is False and "dryRun" in book.input_schema["properties"], book
        assert tools["get-booking"].annotations.read_only_hint is True

        async def call(name, **arguments):
            result = await client.call_tool(name, arguments)
            assert not result.is_error, said(result)
            return result.structured_content

        me = (await call("get-user"))["data"]["relationships"]
        place, member = me["memberOf"]["data"][0]["id"], me["memberships"]["data"][0]["id"]
        start = datetime.now(timezone.utc).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=day)
        window = {"from": start.isoformat(), "to": (start + timedelta(hours=1)).isoformat()}
        free = await call("get-available-resources", spaceId=place, filter_from=window["from"], filter_to=window["to"])
        room = next(one["id"] for one in free["data"] if one["attributes"]["units"] == 1)
        wish = {
            "membershipId": member,
            "attributes": {**window, "title": "Standup, with coffee"},
            "relationships": {"resource": room, "membership": member},
        }
        tried = await call("create-membership-booking", **wish, dryRun=True)
        assert tried["meta"]["dryRun"] is True
        missing = await client.call_tool("get-booking", {"id": tried["data"]["id"]})
        assert missing.is_error and "not_found" in said(missing), missing
        made = (await call("create-membership-booking", **wish))["data"]
        assert (await call("get-booking", id=made["id"]))["data"]["attributes"]["title"] == "Standup, with coffee"
        again = await client.call_tool("create-membership-booking", wish)
        assert again.is_error and "slot_taken" in said(again), again
        try:
            await client.call_tool("open-door", {})
            raise AssertionError("there is no such tool")
        except MCPError as error:
            assert error.error.code == -32602, error
    return made["id"]


async def be_refused(booking):
    """An assistant that may only look, and see no names."""
    # The client asks for all scopes that the server names, whatever it is told: the token is made beside it.
    async with connected("auto", headers={"Authorization": f"Bearer {looking}"}) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert "get-booking" in names and "delete-space-booking" not in names, names
        seen = (await client.call_tool("get-booking", {"id": booking})).structured_content
        assert seen["data"]["attributes"]["name"] == "[redacted]" and seen["meta"]["redactedWithout"] == ["read_memberships"], seen
        refused = await client.call_tool("delete-space-booking", {"id": booking})
        assert refused.is_error and "write_bookings" in said(refused), refused


def read_calendar(booking):
    """Makes a calendar on the page, and reads it as a calendar program does."""
    browser = Browser()
    url, page = browser.go(f"{space}/calendars")
    made = browser.http.post(url, data={"csrf": hidden(page, "csrf"), "subject": "own", "label": ""})
    address = html.unescape(re.search(r"<code>(http[^<]*\.ics)</code>", made.text).group(1))
    response = httpx2.get(address, timeout=30)
    assert response.headers["content-type"].startswith("text/calendar"), response.headers
    assert httpx2.get(address, headers={"If-None-Match": response.headers["etag"]}, timeout=30).status_code == 304
    calendar = icalendar.Calendar.from_ical(response.content)
    assert not calendar.errors and all(not part.errors for part in calendar.walk()), calendar.errors
    entry = next(entry for entry in calendar.walk("VEVENT") if entry["UID"].startswith(booking))
    assert str(entry["SUMMARY"]) == "Standup, with coffee" and entry["STATUS"] == "CONFIRMED", entry
    # The zone that came with the calendar says the same as the one that Python knows.
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    begins = entry["DTSTART"].dt
    assert begins.replace(tzinfo=zone).utcoffset() == begins.utcoffset() and begins.astimezone(timezone.utc).hour == 10, begins
    assert httpx2.get(address.replace(".ics", "0.ics"), timeout=30).status_code == 404


booked = [asyncio.run(work(mode, day)) for mode, day in [("auto", 20), ("legacy", 150)]]
asyncio.run(be_refused(booked[0]))
for booking in booked:
    read_calendar(booking)
print("mcp: sign-in, tools, dry run, booking, refusal, in both eras; icalendar: calendar, zone, secret")
