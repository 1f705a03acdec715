"""The service account of the Office: read from its key file when it is needed, never shown, logged or stored."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from google.oauth2 import service_account

from base.settings import Settings
from etl.sheets.faults import GoogleFault, Wrong

READ = ("https://www.googleapis.com/auth/spreadsheets.readonly", "https://www.googleapis.com/auth/drive.readonly")
WRITE = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")
"""Asked for only to create a sheet or to write a check back."""


class _Credentials(service_account.Credentials):
    """Google's own, without its question to a third address about regions, which neither Sheets nor Drive needs."""

    def _maybe_start_regional_access_boundary_refresh(self, request: Any, url: str) -> None:
        return


@dataclass(frozen=True, slots=True)
class Account:
    """A service account. `email` is the address that agencies share their sheets with; the key itself shows nowhere."""

    email: str
    _told: dict[str, Any] = field(repr=False, compare=False)

    def credentials(self, scopes: tuple[str, ...]) -> service_account.Credentials:
        """What signs its requests. Raises GoogleFault when the key is none."""
        try:
            made: service_account.Credentials = _Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
                self._told, scopes=list(scopes)
            )
        except Exception:  # whatever the cryptography says of a damaged key, its words could hold parts of it
            raise GoogleFault(Wrong.BAD_KEY) from None
        return made


def account_of(settings: Settings) -> Account:
    """The account of the settings. Raises GoogleFault: no key file is named, or it is none."""
    if settings.google_key is None:
        raise GoogleFault(Wrong.NO_KEY)
    return _read(settings.google_key)


def _read(path: Path) -> Account:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["type"] != "service_account" or not told["private_key"] or not told["token_uri"]:
            raise ValueError
        return Account(str(told["client_email"]), told)
    except (OSError, ValueError, KeyError, TypeError):
        raise GoogleFault(Wrong.BAD_KEY) from None
