"""Signs in with Authlib: discovery, code and PKCE, userinfo, refresh, logout. python.py ISSUER WWW EMAIL PASSWORD NAME"""

import html
import os
import re
import socket
import sys
from urllib.parse import urlencode, urljoin, urlsplit

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt

# Not every resolver knows *.localhost.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if str(host).endswith("localhost") else host, *rest, **more)

issuer, www, email, password, name = sys.argv[1:]
redirect_uri, goodbye = "https://rp.test/cb", "https://rp.test/bye"
cookies = {}


def send(url, form=None):
    """One request with the cookies of this browser, no redirect followed."""
    response = requests.request("POST" if form else "GET", url, data=form, cookies=cookies, allow_redirects=False, timeout=30)
    for key, value in response.cookies.items():
        cookies[key] = value
    return response


def browse(url):
    """Follows redirects and fills in pages until the browser leaves for the client."""
    response = send(url)
    for _ in range(12):
        if "location" in response.headers:
            url = urljoin(url, response.headers["location"])
            if urlsplit(url).netloc == "rp.test":
                return url
            response = send(url)
            continue
        page = response.text
        assert response.status_code == 200, page

        def hidden(field):
            found = re.search(f'name="{field}" value="([^"]*)"', page)
            return html.unescape(found.group(1)) if found else ""

        if 'action="/oauth/consent"' in page:
            action, form = "/oauth/consent", {"request": hidden("request"), "decision": "allow"}
        else:
            action, form = "/session/new", {"return_to": hidden("return_to"), "email": email, "password": password}
        url = urljoin(url, action)
        response = send(url, {"csrf": hidden("csrf"), **form})
    raise AssertionError(f"no way out of {url}")


metadata = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=30).json()
assert metadata["issuer"] == issuer, metadata
registered = requests.post(
    f"{www}/oauth/register",
    json={
        "redirect_uris": [redirect_uri],
        "post_logout_redirect_uris": [goodbye],
        "client_name": "Python",
        "scope": "openid email",
        "grant_types": ["authorization_code", "refresh_token"],
        "id_token_signed_response_alg": "ES256",
    },
    timeout=30,
).json()
client = OAuth2Session(
    registered["client_id"],
    registered["client_secret"],
    scope="openid email",
    redirect_uri=redirect_uri,
    code_challenge_method="S256",
    token_endpoint=metadata["token_endpoint"],
)
verifier, nonce = generate_token(48), generate_token(20)
address, state = client.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
token = client.fetch_token(metadata["token_endpoint"], authorization_response=browse(address), code_verifier=verifier)
keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=30).json())
expected = {"iss": {"value": issuer}, "aud": {"value": registered["client_id"]}, "nonce": {"value": nonce}}
claims = jwt.decode(token["id_token"], keys, claims_options=expected)
claims.validate()
assert claims.header["alg"] == "ES256" and ("name" in claims) == (name == "named"), claims
info = client.get(metadata["userinfo_endpoint"]).json()
assert info["email"] == email and info["sub"] == claims["sub"], info
old = token["refresh_token"]
renewed = client.refresh_token(metadata["token_endpoint"], refresh_token=old)
assert renewed["refresh_token"] != old
assert client.get(metadata["userinfo_endpoint"]).json()["sub"] == claims["sub"]
query = urlencode({"id_token_hint": renewed["id_token"], "post_logout_redirect_uri": goodbye, "state": "s"})
assert browse(f"{metadata['end_session_endpoint']}?{query}") == f"{goodbye}?state=s"
print(f"Authlib: {issuer}: discovery, code and PKCE, userinfo, refresh, logout")
