"""Settings from the environment, read once at start; a fault names the variable.

TIDTAM_DATA       folder of the ledger and the builds (default: data)
TIDTAM_LEDGER     SQLAlchemy URL of the ledger (default: sqlite:///<TIDTAM_DATA>/ledger.sqlite)
TIDTAM_AUDIT_KEY  key of the audit chain, at least 32 characters (default: made once, kept in <TIDTAM_DATA>/audit.key)
TIDTAM_USER       who acts on the command line when --as is not given (default: admin)
TIDTAM_URL        address at which people open the app, for links and QR codes on paper (default: http://localhost:8501)
TIDTAM_PAPERS     folder of the office's own letter.docx, memo.docx, report.docx, slides.pptx,
                  emblem.png, office.toml
TIDTAM_GOOGLE_KEY path of the service account's key file (.json), for Google Sheets; without it nothing is pulled
TIDTAM_GOOGLE_API address of another server that speaks Google's APIs (default: Google's own)
TIDTAM_BACKUPS    folder of the backups (default: <TIDTAM_DATA>/backups; a disk of its own is better)
TIDTAM_BACKUPS_KEPT how many backups are kept there (default: 30)
TIDTAM_KEEP_DAYS  days that ended sessions, used links and counted mistakes are kept (default: 90); ledger tidy
TIDTAM_BACKUP_KEY backups are encrypted with this key, at least 32 characters (default: not encrypted)
TIDTAM_SMTP_*     sending by e-mail: see base/smtp.py
TIDTAM_LOG        json = the server's log as JSON lines, without personal data (base/logs.py)
TIDTAM_TRAINING   1 on a training machine: positions may be chosen beside other data, until the first account is opened

Signing in at the organisation's own provider (OpenID Connect), all three or none:
TIDTAM_OIDC_ISSUER         address of the provider, as it calls itself
TIDTAM_OIDC_CLIENT_ID      what the provider calls this system
TIDTAM_OIDC_CLIENT_SECRET  the secret it gave this system
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from base.words import Text

KEY_MIN = 32
BACKUPS_KEPT = 30
KEEP_DAYS = 90
KEY_FILE = "audit.key"
"""Where the key of the audit chain is kept, in the data folder, unless it is given."""
LOCAL_URL = "http://localhost:8501"


class SettingFault(ValueError):
    """A setting that cannot be used; `text` names the variable and says what to write there."""

    def __init__(self, variable: str, text: Text) -> None:
        self.variable = variable
        self.text = Text(f"{variable}: {text.th}", f"{variable}: {text.en}")
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class Oidc:
    """The outside provider of identities; the issuer without a slash at its end."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept and who acts by default."""

    data_dir: Path
    ledger_url: str
    audit_key: bytes
    default_user: str
    public_url: str = LOCAL_URL
    """Without a slash at its end."""
    papers_dir: Path | None = None
    """The office's own templates of letters, reports and slides; ours where a file is not there."""
    google_key: Path | None = None
    """Where the key file of the service account is; what stands in it is read when it is used, and never kept."""
    google_api: str | None = None
    """Without a slash at its end; None = Google's own addresses."""
    is_training: bool = False
    oidc: Oidc | None = None
    backups: Path | None = None
    backups_kept: int = BACKUPS_KEPT
    keep_days: int = KEEP_DAYS
    backup_key: str | None = field(default=None, repr=False)

    @property
    def is_https(self) -> bool:
        """Whether people reach the app by https, so that a cookie may go no other way."""
        return self.public_url.startswith("https://")

    @property
    def backups_dir(self) -> Path:
        return self.backups or self.data_dir / "backups"

    @property
    def builds_dir(self) -> Path:
        return self.data_dir / "builds"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises SettingFault, naming the variable, when a value cannot be used.
    """
    env = os.environ if environ is None else environ
    data_dir = _data_dir(env.get("TIDTAM_DATA", "data"))
    url = env.get("TIDTAM_LEDGER") or f"sqlite:///{data_dir / 'ledger.sqlite'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingFault(
            "TIDTAM_LEDGER",
            Text(
                "ต้องขึ้นต้นด้วย sqlite:/// หรือ postgresql+psycopg://",
                "must begin with sqlite:/// or postgresql+psycopg://",
            ),
        )
    key = _audit_key(env.get("TIDTAM_AUDIT_KEY"), data_dir)
    return Settings(
        data_dir,
        url,
        key,
        env.get("TIDTAM_USER", "admin"),
        _url("TIDTAM_URL", env.get("TIDTAM_URL")) or LOCAL_URL,
        _papers_dir(env.get("TIDTAM_PAPERS")),
        google_key=Path(env["TIDTAM_GOOGLE_KEY"]).resolve() if env.get("TIDTAM_GOOGLE_KEY") else None,
        google_api=_url("TIDTAM_GOOGLE_API", env.get("TIDTAM_GOOGLE_API")),
        is_training=env.get("TIDTAM_TRAINING") == "1",
        oidc=_oidc(env),
        backups=Path(env["TIDTAM_BACKUPS"]).resolve() if env.get("TIDTAM_BACKUPS") else None,
        backups_kept=_count("TIDTAM_BACKUPS_KEPT", env.get("TIDTAM_BACKUPS_KEPT"), BACKUPS_KEPT),
        keep_days=_count("TIDTAM_KEEP_DAYS", env.get("TIDTAM_KEEP_DAYS"), KEEP_DAYS),
        backup_key=_long_enough("TIDTAM_BACKUP_KEY", env.get("TIDTAM_BACKUP_KEY") or None),
    )


def _count(variable: str, value: str | None, default: int) -> int:
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and int(value) >= 1):
        raise SettingFault(variable, Text("ต้องเป็นจำนวนเต็มตั้งแต่ 1 ขึ้นไป", "must be a whole number, 1 or more"))
    return int(value)


def _long_enough(variable: str, value: str | None) -> str | None:
    if value is not None and len(value) < KEY_MIN:
        raise SettingFault(variable, Text(f"ต้องยาวอย่างน้อย {KEY_MIN} ตัวอักษร", f"must be at least {KEY_MIN} characters"))
    return value


def _papers_dir(value: str | None) -> Path | None:
    if not value:
        return None
    folder = Path(value).resolve()
    if not folder.is_dir():
        raise SettingFault("TIDTAM_PAPERS", Text(f"ไม่พบโฟลเดอร์ {folder}", f"there is no folder {folder}"))
    return folder


def _oidc(env: Mapping[str, str]) -> Oidc | None:
    names = ("TIDTAM_OIDC_ISSUER", "TIDTAM_OIDC_CLIENT_ID", "TIDTAM_OIDC_CLIENT_SECRET")
    given = [env.get(name, "").strip() for name in names]
    if not any(given):
        return None
    for name, value in zip(names, given, strict=True):
        if not value:
            raise SettingFault(
                name, Text("ต้องตั้งค่านี้ด้วย เพราะตั้ง TIDTAM_OIDC_* อื่นไว้แล้ว", "must be set, as its sisters are")
            )
    parts = urlsplit(given[0])
    is_local = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or parts.scheme != "https" and not (is_local and parts.scheme == "http"):
        raise SettingFault(names[0], Text("ต้องขึ้นต้นด้วย https://", "must begin with https://"))
    return Oidc(given[0].rstrip("/"), given[1], given[2])


def _url(variable: str, value: str | None) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingFault(
            variable,
            Text(
                "ต้องเป็นที่อยู่เว็บที่ขึ้นต้นด้วย http:// หรือ https://", "must be an address that begins with http:// or https://"
            ),
        )
    return value.rstrip("/")


def _data_dir(value: str) -> Path:
    folder = Path(value).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise SettingFault(
            "TIDTAM_DATA", Text(f"สร้างโฟลเดอร์ {folder} ไม่ได้", f"cannot make the folder {folder}")
        ) from fault
    return folder


def _audit_key(value: str | None, data_dir: Path) -> bytes:
    if (given := _long_enough("TIDTAM_AUDIT_KEY", value)) is not None:
        return given.encode()
    return _kept_key(data_dir / KEY_FILE)


def _kept_key(path: Path) -> bytes:
    """The key kept beside the ledger; made by whoever comes first, complete before it has its name."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
