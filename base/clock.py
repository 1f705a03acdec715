"""The clock of the house: naive Asia/Bangkok time (UTC+7, no daylight saving)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

BANGKOK_OFFSET = timedelta(hours=7)


def now() -> datetime:
    """This moment in Bangkok, naive, to the microsecond."""
    return (datetime.now(UTC) + BANGKOK_OFFSET).replace(tzinfo=None)


def parse_moment(text: str) -> datetime:
    """`"2021-04-04T10:00"` or `"2021-04-04"` → a naive Bangkok moment.

    A time that names its own offset is carried over to Bangkok. Raises ValueError on anything else.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = (moment.astimezone(UTC) + BANGKOK_OFFSET).replace(tzinfo=None)
    return moment
