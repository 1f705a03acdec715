"""A real mail server on this machine: over TLS, with an account, and with the faults that servers have."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "tidtam", "rahat-lap-2564"
Answer = Callable[[SMTP, str], str]


def accept(_: SMTP, __: str) -> str:
    return "250 OK"


@dataclass
class Inbox:
    """What the server accepted, and how it answers to a recipient."""

    answer: Answer = accept
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Every address it was offered."""

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]) -> str:
        self.asked.append(address)
        said = self.answer(server, address)
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = message_from_bytes(envelope.content, policy=policy.default)
        self.got += [(address, content) for address in envelope.rcpt_tos]
        return "250 Accepted"

    @property
    def delivered(self) -> list[str]:
        return [address for address, _ in self.got]


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key; no public authority knows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "server.pem", folder / "server.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


@contextmanager
def serving(folder: Path, inbox: Inbox, security: str = "starttls") -> Iterator[dict[str, str]]:
    """The server, running; gives the settings by which it is used."""
    pem, key = certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)

    def signed_in(_server: object, _session: object, _envelope: object, _how: str, told: object) -> AuthResult:
        is_known = (told.login, told.password) == (USER.encode(), PASSWORD.encode())  # type: ignore[attr-defined]
        return AuthResult(success=is_known, handled=False)

    common = {"hostname": "127.0.0.1", "port": 0, "authenticator": signed_in, "auth_required": True}
    if security == "tls":
        server = Port(inbox, ssl_context=context, auth_require_tls=False, **common)
    else:
        server = Port(inbox, tls_context=context, require_starttls=True, **common)
    server.start()
    try:
        yield {
            "TIDTAM_SMTP_HOST": "127.0.0.1",
            "TIDTAM_SMTP_PORT": str(server.real_port),
            "TIDTAM_SMTP_SECURITY": security,
            "TIDTAM_SMTP_FROM": "kpi@office.example",
            "TIDTAM_SMTP_USER": USER,
            "TIDTAM_SMTP_PASSWORD": PASSWORD,
            "TIDTAM_SMTP_CA": str(pem),
            "TIDTAM_SMTP_TIMEOUT": "5",
        }
    finally:
        server.stop()


class Port(Controller):
    """A server on whichever port is free."""

    @property
    def real_port(self) -> int:
        assert self.server is not None
        return int(self.server.sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        self.port = self.real_port
        super()._trigger_server()
