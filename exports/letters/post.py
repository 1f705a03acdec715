"""Letters through a mail server: one connection for many, each message tried again, nothing accepted sent twice."""

from __future__ import annotations

import smtplib
import ssl
import time
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self

from base.smtp import Smtp, is_address
from base.words import Text
from ledger.mailings import State

ATTEMPTS = 3
PAUSE_SECONDS = 1.0
LONGEST_DETAIL = 200
NO_SERVER = Text("ติดต่อเครื่องส่งอีเมล {host} ไม่ได้ ({why})", "The mail server {host} cannot be used ({why})")
BAD_ADDRESS = "ที่อยู่อีเมลไม่ถูกต้อง"


class MailFault(Exception):
    """The mail server cannot be reached, trusted or signed in to; `text` says which, never the password."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the server said to one message."""

    state: State
    """ACCEPTED, REFUSED for good, or FAILED for now."""
    detail: str = ""


class Post:
    """A mail server, connected when first needed. Use it in a `with` block."""

    def __init__(self, server: Smtp, *, pause_seconds: float = PAUSE_SECONDS) -> None:
        self.server = server
        self._pause_seconds = pause_seconds
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def deliver(self, address: str, message: EmailMessage) -> Outcome:
        """Hand one message over for one address; a line that breaks or a server that is busy is tried again.

        Raises MailFault when there is no server to hand it to.
        """
        if not is_address(address):
            return Outcome(State.REFUSED, BAD_ADDRESS)
        outcome = Outcome(State.FAILED)
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(self._pause_seconds * attempt)
            outcome = self._attempt(address, message)
            if outcome.state is not State.FAILED:
                break
            self._hang_up()
        return outcome

    def _attempt(self, address: str, message: EmailMessage) -> Outcome:
        line = self._connected()
        try:
            line.send_message(message, self.server.sender, [address])
        except smtplib.SMTPRecipientsRefused as fault:
            return self._said(*fault.recipients[address])
        except smtplib.SMTPResponseException as fault:
            return self._said(fault.smtp_code, fault.smtp_error)
        except (smtplib.SMTPException, OSError) as fault:
            return Outcome(State.FAILED, self._without_password(type(fault).__name__))
        return Outcome(State.ACCEPTED)

    def _said(self, code: int, answer: bytes | str) -> Outcome:
        """4xx means later, 5xx never (RFC 5321 4.2.1)."""
        words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
        detail = self._without_password(f"{code} {' '.join(words.split())}")[:LONGEST_DETAIL]
        return Outcome(State.REFUSED if code >= 500 else State.FAILED, detail)

    def _connected(self) -> smtplib.SMTP:
        if self._line is not None:
            return self._line
        why = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(self._pause_seconds * attempt)
            try:
                self._line = self._dial()
                return self._line
            except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as fault:
                # Another attempt would say the same, and too many lock the account.
                why = self._why(fault)
                break
            except (smtplib.SMTPException, OSError) as fault:
                why = self._why(fault)
        raise MailFault(NO_SERVER.filled(host=f"{self.server.host}:{self.server.port}", why=why))

    def _dial(self) -> smtplib.SMTP:
        server = self.server
        trust = ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)
        line: smtplib.SMTP
        if server.security == "tls":
            line = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_seconds, context=trust)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds)
        try:
            if server.security == "starttls":
                line.starttls(context=trust)
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line

    def _why(self, fault: Exception) -> str:
        code = f" {fault.smtp_code}" if isinstance(fault, smtplib.SMTPResponseException) else ""
        return f"{type(fault).__name__}{code}"

    def _without_password(self, text: str) -> str:
        return text.replace(self.server.password, "…") if self.server.password else text

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        try:
            line.quit()
        except (smtplib.SMTPException, OSError):
            line.close()
