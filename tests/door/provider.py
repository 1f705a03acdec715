"""An OpenID Connect provider on this machine: real HTTP, discovery, PKCE, signed tokens; it lies when it is told to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tidtam", "the secret between the provider and the app"


class Provider:
    """Who signs in next is `who`; `lie` changes the token's claims, `forge` the way it is signed."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.who: dict[str, Any] = {}
        self.lie: dict[str, Any] = {}
        self.forge = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.issuer = ""

    def metadata(self) -> dict[str, Any]:
        ends = {name: f"{self.issuer}/{name.split('_')[0]}" for name in ("authorization_endpoint", "token_endpoint")}
        return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **ends}

    def authorize(self, asked: dict[str, str]) -> str:
        """What the provider's own sign-in page ends with: back to the app with a code."""
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT and "openid" in asked["scope"]
        assert asked["code_challenge_method"] == "S256" and len(asked["state"]) > 30 and len(asked["nonce"]) > 30
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str], authorization: str) -> dict[str, str] | None:
        """The tokens for a code that was not used yet, to whoever has the secret and the verifier."""
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "+").encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(given.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        is_client = authorization.removeprefix("Basic ") in (basic, plain)
        if asked is None or not is_client or challenge.decode().rstrip("=") != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "nobody", "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], **self.who, **self.lie}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": "RS256", "kid": "one"}
        if self.forge == "another key":
            return jwt.encode(header, claims, RSAKey.generate_key(2048, parameters={"kid": "one"}))
        if self.forge == "public key as secret":
            signed = _unsigned({"alg": "HS256", "kid": "one"}, claims)
            digest = hmac.new(self.key.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
            return f"{signed}.{_text(digest)}"
        if self.forge == "none":
            return f"{_unsigned({'alg': 'none'}, claims)}."
        token = jwt.encode(header, claims, self.key)
        if self.forge == "altered":
            return f"{_unsigned(header, claims | {'iat': 1})}.{token.split('.')[2]}"
        return token


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return ".".join(_text(json.dumps(part).encode()) for part in (header, claims))


@contextmanager
def provider() -> Iterator[Provider]:
    """A running provider."""
    made = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path)
            asked = {name: some[0] for name, some in parse_qs(path.query).items()}
            if path.path == "/authorization":
                self.send_response(302)
                self.send_header("location", made.authorize(asked))
                self.end_headers()
                return
            keys = {"keys": [made.key.as_dict(private=False)]}
            known = {"/.well-known/openid-configuration": made.metadata(), "/jwks": keys}
            self._say(known.get(path.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            given = {name: some[0] for name, some in parse_qs(body).items()}
            self._say(made.token(given, self.headers.get("authorization", "")))

        def _say(self, answer: object) -> None:
            self.send_response(200 if answer else 400)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer or {"error": "invalid_grant"}).encode())

        def log_message(self, *_: object) -> None:
            """Nothing on the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
