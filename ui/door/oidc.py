"""Signing in at the organisation's own provider (OpenID Connect, authorization code with PKCE).

The provider says who somebody is; which account that is and what it may do, the ledger says. What the browser carries
between the two steps is one signed, HttpOnly cookie that lasts ten minutes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import secrets
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import requests
from authlib.common.errors import AuthlibBaseError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.responses import RedirectResponse, Response

from base.settings import Oidc, Settings
from base.words import Text
from ledger import accounts, sign_in
from ledger.sign_in import SignInRefused
from ui.door import callers, paper

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session

    from ui.door.routes import Visitor

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Signatures only: neither `none` nor one made with a shared secret."""
LASTS_SECONDS = 600
LEEWAY_SECONDS = 60
TIMEOUT_SECONDS = 10
DISCOVERY_LASTS_SECONDS = 300

NOT_OFFERED = Text("ระบบนี้ไม่ได้เปิดให้เข้าด้วยบัญชีภายนอก", "Signing in with an outside account is not offered here")
NOT_TRUE = Text(
    "ยืนยันตัวตนจากบัญชีภายนอกไม่สำเร็จ กรุณาเริ่มเข้าสู่ระบบใหม่", "The outside account could not be verified; please sign in again"
)
NO_ANSWER = Text(
    "ติดต่อระบบบัญชีภายนอกไม่ได้ กรุณาลองใหม่ หรือใช้ชื่อบัญชีและรหัสผ่านของระบบนี้",
    "The outside account system does not answer; try again, or use an account name and password of this system",
)

log = logging.getLogger("tidtam.oidc")


class NotTrue(Exception):
    """What came back from the provider, or through the browser, cannot be believed. The reason is for the log."""


async def start(visitor: Visitor) -> Response:
    """Send the browser to the provider."""
    settings = visitor.settings
    if settings.oidc is None:
        return paper.sentence(visitor.language, NOT_OFFERED, 404)
    kept = {"state": secrets.token_urlsafe(32), "nonce": secrets.token_urlsafe(32), "next": visitor.wanted}
    kept |= {
        "verifier": secrets.token_urlsafe(64),
        "lang": visitor.language,
        "until": str(int(time.time()) + LASTS_SECONDS),
    }
    try:
        address = await anyio.to_thread.run_sync(_address, settings, settings.oidc, kept)
    except (requests.RequestException, NotTrue) as fault:
        log.error("%s", fault)
        return paper.sentence(visitor.language, NO_ANSWER, 502)
    answer = RedirectResponse(address, 303, {"cache-control": "no-store"})
    answer.set_cookie(
        _cookie(settings),
        _sealed(kept, settings),
        LASTS_SECONDS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.is_https,
    )
    return answer


async def callback(visitor: Visitor) -> Response:
    """The browser comes back with a code: exchange it, verify the token, find the account."""
    settings, language = visitor.settings, visitor.language
    if settings.oidc is None:
        return paper.sentence(language, NOT_OFFERED, 404)
    try:
        kept = _opened(visitor.cookies.get(_cookie(settings), ""), settings)
        language = "en" if kept["lang"] == "en" else "th"
        ids = await anyio.to_thread.run_sync(_verified, settings, settings.oidc, kept, visitor.fields)
        secret = await anyio.to_thread.run_sync(sign_in.from_outside, visitor.ledger, ids, visitor.session)
    except SignInRefused as refused:
        answer: Response = paper.sentence(language, refused.text, 403)
    except requests.RequestException as fault:
        log.error("%s", fault)
        answer = paper.sentence(language, NO_ANSWER, 502)
    except (NotTrue, JoseError, AuthlibBaseError, ValueError, KeyError, TypeError) as fault:
        log.warning("refused: %s", fault)
        answer = paper.sentence(language, NOT_TRUE, 401)
    else:
        answer = visitor.let_in(secret, callers.local(kept["next"]))
    answer.delete_cookie(_cookie(settings), path="/", httponly=True, samesite="lax", secure=settings.is_https)
    return answer


def claims_of(token: str, keys: dict[str, Any], oidc: Oidc, issuer: str, nonce: str) -> dict[str, Any]:
    """What an ID token says, once everything about it is true.

    Raises JoseError or NotTrue: signature, algorithm, issuer, audience, time or nonce is wrong.
    """
    decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)
    claims: dict[str, Any] = decoded.claims
    jwt.JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": oidc.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    ).validate(claims)
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise NotTrue("the nonce is not the one we sent")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != oidc.client_id:
        raise NotTrue("the token was made for several, and not first for us")
    return claims


def external_ids(claims: dict[str, Any]) -> set[str]:
    """The subject, and the e-mail address if the provider says that it is verified."""
    found = {accounts.of_subject(str(claims["sub"]))}
    if claims.get("email_verified") is True and claims.get("email"):
        found.add(accounts.of_email(str(claims["email"])))
    return found


def _address(settings: Settings, oidc: Oidc, kept: dict[str, str]) -> str:
    with _session(settings, oidc) as session:
        address, _ = session.create_authorization_url(
            _discovered(oidc, _now_slot())["authorization_endpoint"],
            state=kept["state"],
            nonce=kept["nonce"],
            code_verifier=kept["verifier"],
        )
        return str(address)


def _verified(settings: Settings, oidc: Oidc, kept: dict[str, str], fields: dict[str, str]) -> set[str]:
    if not hmac.compare_digest(fields.get("state", "").encode(), kept["state"].encode()):
        raise NotTrue("the state is not the one we sent")
    if "code" not in fields:
        raise NotTrue(f"no code: {fields.get('error', '')[:40]}")
    found = _discovered(oidc, _now_slot())
    if fields.get("iss", found["issuer"]) != found["issuer"]:
        raise NotTrue("another provider answered")
    with _session(settings, oidc) as session:
        token = session.fetch_token(
            found["token_endpoint"],
            code=fields["code"],
            code_verifier=kept["verifier"],
            timeout=TIMEOUT_SECONDS,
        )
    keys = _fetched(found["jwks_uri"])
    return external_ids(claims_of(token["id_token"], keys, oidc, found["issuer"], kept["nonce"]))


def _session(settings: Settings, oidc: Oidc) -> OAuth2Session:
    from authlib.integrations.requests_client import OAuth2Session  # most offices never sign in this way

    return OAuth2Session(
        oidc.client_id,
        oidc.client_secret,
        scope="openid email",
        redirect_uri=f"{settings.public_url}/oidc/callback",
        code_challenge_method="S256",
    )


@lru_cache(maxsize=2)
def _discovered(oidc: Oidc, _slot: int) -> dict[str, Any]:
    found = _fetched(f"{oidc.issuer}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != oidc.issuer:
        raise NotTrue(f"the provider calls itself {found.get('issuer')}")
    return found


def _now_slot() -> int:
    """What the provider says of itself is asked again every few minutes."""
    return int(time.time() // DISCOVERY_LASTS_SECONDS)


def _fetched(address: str) -> dict[str, Any]:
    answer = requests.get(address, timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _cookie(settings: Settings) -> str:
    return f"{callers.cookie_name(settings)}-oidc"


def _sealed(kept: dict[str, str], settings: Settings) -> str:
    body = base64.urlsafe_b64encode(json.dumps(kept).encode()).decode()
    return f"{body}.{_seal(body, settings)}"


def _opened(cookie: str, settings: Settings) -> dict[str, str]:
    body, _, seal = cookie.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(body, settings).encode()):
        raise NotTrue("the cookie of this sign-in is missing or not ours")
    kept: dict[str, str] = json.loads(base64.urlsafe_b64decode(body))
    if int(kept["until"]) < time.time():
        raise NotTrue("the sign-in took too long")
    return kept


def _seal(body: str, settings: Settings) -> str:
    key = hmac.new(settings.audit_key, b"tidtam oidc cookie", hashlib.sha256).digest()
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()
