"""What a request says about where it comes from: its cookie, its origin, the page it wants afterwards."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

from base.settings import Settings

IDENTITY_PREFIX = b"x-tidtam-"
SESSION_HEADER = "x-tidtam-session"
"""Set by the gate alone: the hash of the session, never its secret."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_PATH = 512
_LOCAL = re.compile(r"/(?:[\w-]+(?:/[\w-]+)*/?)?(?:\?[\w.~%=&:+,;@-]*)?", re.A)
_BEFORE_SIGN_IN = re.compile(r"/(sign-in|sign-out|set-up|password|oidc)\b")


def cookie_name(settings: Settings) -> str:
    """Behind https the name itself forbids a cookie from anywhere but this very host."""
    return "__Host-tidtam" if settings.is_https else "tidtam"


def secret_of(headers: Headers, settings: Settings) -> str:
    """The session's secret as the browser sent it; empty when there is none."""
    return cookie_parser(headers.get("cookie", "")).get(cookie_name(settings), "")


def give_cookie(response: Response, secret: str, settings: Settings) -> None:
    """Let the browser keep the session's secret: no script sees it, no other site sends it."""
    response.set_cookie(
        cookie_name(settings), secret, path="/", httponly=True, samesite="lax", secure=settings.is_https
    )


def take_cookie(response: Response, settings: Settings) -> None:
    """Have the browser forget the session."""
    response.delete_cookie(cookie_name(settings), path="/", httponly=True, samesite="lax", secure=settings.is_https)


def is_same_origin(headers: Headers, settings: Settings) -> bool:
    """Whether the origin named is this very site, as the browser addressed it or as the settings say."""
    origin = urlsplit(headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc in (headers.get("host"), urlsplit(settings.public_url).netloc)


def may_change(scope: Scope, headers: Headers, settings: Settings) -> bool:
    """Whether a request that changes something was made by a page of ours; one that does not say so was not."""
    if scope["method"] in SAFE_METHODS:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    return is_same_origin(headers, settings) if "origin" in headers else site == "same-origin"


def local(path: str) -> str:
    """The page to go to after signing in: a path of this site, or the first page."""
    is_ours = len(path) <= LONGEST_PATH and _LOCAL.fullmatch(path) and not _BEFORE_SIGN_IN.match(path)
    return path if is_ours else "/"


def to_sign_in(scope: Scope) -> str:
    """The address of the sign-in page that leads back to what this request asked for."""
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = local(scope["path"] + (f"?{query}" if query else ""))
    return "/sign-in" + (f"?next={quote(wanted, safe='')}" if wanted != "/" else "")
