"""gspread's client with our own way of asking: one queue, patience with an end, sentences instead of codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import gspread
import requests
from google.auth import exceptions as auth_faults
from google.auth.transport.requests import AuthorizedSession

from base.settings import Settings
from etl.sheets.credential import READ, Account, account_of
from etl.sheets.faults import Again, GoogleFault, Wrong
from etl.sheets.patience import ATTEMPTS, Patience

_BUSY = frozenset({408, 500, 502, 503, 504})
_QUOTA_REASONS = ("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded")
_MOST_SECONDS = 60.0
"""A server that asks for a longer pause is heard at the next pull."""


class Client(gspread.HTTPClient):
    """The one way to Google, for one thread; `twin` gives another thread a place in the same queue."""

    def __init__(
        self, account: Account, api: str | None = None, patience: Patience | None = None, scopes: tuple[str, ...] = READ
    ) -> None:
        self.account = account
        self.patience = patience or Patience()
        self._base, self._scopes = api, scopes
        self._api = urlsplit(api) if api else None
        credentials = account.credentials(scopes)
        super().__init__(credentials, AuthorizedSession(credentials))  # type: ignore[no-untyped-call]

    @classmethod
    def of(cls, settings: Settings, patience: Patience | None = None, scopes: tuple[str, ...] = READ) -> Client:
        """The client of the settings. Raises GoogleFault when there is no usable key."""
        return cls(account_of(settings), settings.google_api, patience, scopes)

    def twin(self) -> Client:
        """Another connection of the same account, in the same queue, for another thread."""
        return Client(self.account, self._base, self.patience, self._scopes)

    def request(
        self,
        method: str,
        endpoint: str,
        params: Mapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """One answer, asked for again while there is hope. A write that may have been done already is not repeated.

        Raises GoogleFault.
        """
        for attempt in range(ATTEMPTS):
            try:
                return self.attempt(method, endpoint, params, json, attempt=attempt)
            except Again as again:
                self.pause(again, attempt)
        raise GoogleFault(Wrong.NO_ANSWER)

    def pause(self, again: Again, attempt: int) -> None:
        """Waits before the next attempt. Raises GoogleFault when nothing has gone well for too long."""
        seconds = self.patience.pause_seconds(attempt, again.retry_after_seconds)
        if attempt + 1 >= ATTEMPTS or self.patience.is_hopeless(seconds):
            raise GoogleFault(again.wrong)
        self.patience.clock.sleep(seconds)

    def attempt(
        self,
        method: str,
        endpoint: str,
        params: Mapping[str, Any] | None = None,
        json: Mapping[str, Any] | None = None,
        *,
        attempt: int = 0,
    ) -> requests.Response:
        """One attempt. Raises Again when another may be made, GoogleFault when none is of use."""
        kind = "read" if method.upper() == "GET" else "write"
        turn = self.patience.take_turn(kind)
        try:
            answer: requests.Response = self.session.request(
                method=method.upper(),
                url=self._address(endpoint),
                params=None if params is None else {name: one for name, one in params.items() if one is not None},
                json=json,
                timeout=self.patience.timeout_seconds(attempt),
            )
        except auth_faults.RefreshError as fault:
            raise (Again(Wrong.NO_ANSWER) if fault.retryable else GoogleFault(Wrong.KEY_REFUSED)) from None
        except (requests.RequestException, auth_faults.TransportError):
            raise _unheard(method) from None
        if answer.ok:
            self.patience.went_well()
            return answer
        refusal = _refusal(answer, method)
        if isinstance(refusal, Again) and refusal.wrong is Wrong.QUOTA:
            self.patience.give_back(kind, turn)
        raise refusal

    def _address(self, endpoint: str) -> str:
        if self._api is None:
            return endpoint
        parts = urlsplit(endpoint)
        return urlunsplit((self._api.scheme, self._api.netloc, self._api.path + parts.path, parts.query, ""))


def _unheard(method: str) -> Exception:
    """No answer was heard. What only reads, or puts the same in the same place, may be asked again."""
    return Again(Wrong.NO_ANSWER) if method.upper() in ("GET", "PUT") else GoogleFault(Wrong.UNSURE)


def _refusal(answer: requests.Response, method: str) -> Exception:
    status = answer.status_code
    if status == 429 or (status == 403 and any(reason in answer.text for reason in _QUOTA_REASONS)):
        return Again(Wrong.QUOTA, _retry_after_seconds(answer))
    if status in _BUSY:
        # Google may have done the work before it stumbled over the answer.
        again = Again(Wrong.NO_ANSWER, _retry_after_seconds(answer))
        return again if method.upper() in ("GET", "PUT") else GoogleFault(Wrong.UNSURE)
    known = {401: Wrong.KEY_REFUSED, 403: Wrong.NO_ACCESS, 404: Wrong.GONE}
    return GoogleFault(known.get(status, Wrong.REFUSED), str(status))


def _retry_after_seconds(answer: requests.Response) -> float | None:
    """Retry-After in seconds, as far as we are willing to wait; dates are not used by these APIs."""
    said = answer.headers.get("Retry-After", "")
    return min(float(said), _MOST_SECONDS) if said.isascii() and said.isdigit() else None
