"""The local Google over real HTTP: the token endpoint, the two APIs, quota, faults on demand."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt

from tests.google.service import LATENCY_SECONDS, TOO_MANY, Google, as_json

EMAIL = "tidtam@example-project.iam.gserviceaccount.com"
STALL_SECONDS = (8.0, 15.0, 30.0)
"""What a request that is never answered costs on the virtual clock, the first time, the second …"""
_AUDIENCE = "https://oauth2.googleapis.com/token"
"""What an assertion must be meant for, wherever the token is asked."""
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_BROKEN = {
    "500": (500, {"error": {"code": 500, "message": "Internal error encountered.", "status": "INTERNAL"}}),
    "503": (503, {"error": {"code": 503, "message": "The service is currently unavailable.", "status": "UNAVAILABLE"}}),
}


class Account:
    """A service account: its key pair, and the file that its owner downloads."""

    def __init__(self, email: str = EMAIL) -> None:
        self.email = email
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def public_pem(self) -> bytes:
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self._key.public_key().public_bytes(serialization.Encoding.PEM, form)

    def file(self, token_uri: str) -> dict[str, str]:
        """What stands in the key file."""
        pem = self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "example-project",
            "private_key_id": "key-1",
            "private_key": pem.decode(),
            "client_email": self.email,
            "client_id": "100",
            "token_uri": token_uri,
        }


class LocalGoogle:
    """A running server. `url` is the address of both APIs."""

    def __init__(self, google: Google, account: Account) -> None:
        self.google, self.account = google, account
        self.stall_real_seconds = 0.4
        self.latency_seconds = LATENCY_SECONDS
        self._stalls: dict[str, int] = {}
        handler = type("Handler", (_Handler,), {"local": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def key_file(self, folder: Path) -> Path:
        """The account's file, written into a folder."""
        path = folder / "google-key.json"
        path.write_text(json.dumps(self.account.file(f"{self.url}/token")))
        return path

    def token(self, form: dict[str, list[str]]) -> tuple[int, Any]:
        """An access token for a signed assertion. The signature, the audience and the times are looked at."""
        try:
            if form["grant_type"] != [_GRANT]:
                raise ValueError("unsupported grant type")
            told = jwt.decode(form["assertion"][0], certs=self.account.public_pem, audience=_AUDIENCE)
            if told["iss"] != self.account.email or told["exp"] - told["iat"] > 3600:
                raise ValueError("not this account, or for too long")
        except (KeyError, ValueError) as fault:
            return 400, {"error": "invalid_grant", "error_description": f"Invalid JWT Signature. {fault}"}
        access = self.google.issue(told["iss"], told["scope"])
        return 200, {"access_token": access, "token_type": "Bearer", "expires_in": 3599}

    def stall(self, path: str) -> None:
        """Let the other side wait until it gives up."""
        count = self._stalls[path] = self._stalls.get(path, 0) + 1
        self.google.clock.wait(STALL_SECONDS[min(count, len(STALL_SECONDS)) - 1])
        time.sleep(self.stall_real_seconds)

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def running(google: Google | None = None) -> Iterator[LocalGoogle]:
    """A server for the length of a test."""
    local = LocalGoogle(google or Google(), Account())
    local.start()
    try:
        yield local
    finally:
        local.stop()


class _Handler(BaseHTTPRequestHandler):
    local: LocalGoogle
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    """Header and body go out together: else Nagle's waiting costs 40 ms for each answer."""

    def log_message(self, *_told: object) -> None:
        return

    def _any(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        if parts.path == "/token":
            self._say(*self.local.token(parse_qs(data.decode())))
            return
        google = self.local.google
        google.clock.wait(self.local.latency_seconds)
        is_sheets = parts.path.startswith("/v4/")
        fault = google.faults.next(self.command, parts.path) if is_sheets else None
        kind = "read" if self.command == "GET" else "write"
        authorization = self.headers.get("Authorization", "")
        if fault in ("429", "429-after"):
            after = {"Retry-After": str(google.faults.retry_after_seconds)} if fault == "429-after" else {}
            self._say(429, as_json(TOO_MANY), after)
        elif is_sheets and not google.quota.take(kind, self._account(authorization)):
            self._say(429, as_json(TOO_MANY))
        elif fault in _BROKEN:
            self._say(*_BROKEN[fault])
        elif fault == "stall":
            self.local.stall(parts.path)
            self._cut()
        else:
            self._work(data, authorization, is_cut=fault == "cut")

    def _account(self, authorization: str) -> str:
        token = self.local.google.tokens.get(authorization.removeprefix("Bearer "))
        return token.email if token else "nobody"

    def _work(self, data: bytes, authorization: str, *, is_cut: bool) -> None:
        status, answer = self.local.google.answer(
            self.command, self.path, json.loads(data) if data else None, authorization
        )
        if is_cut:
            self._cut()
        else:
            self._say(status, answer)

    def _cut(self) -> None:
        """The connection is reset before a word was said."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _say(self, status: int, answer: Any, headers: dict[str, str] | None = None) -> None:
        body = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _any
