"""How the server writes its log: lines for a terminal, or one JSON object a line for a machine (TIDTAM_LOG=json).

No personal data: of a fault its kind and the places in the programme, never its words (they may quote a cell);
of other libraries' messages the sentence without what was put into it; no addresses of readers.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))
OURS = "tidtam"
QUIET = ("uvicorn.access", "streamlit.web.server.starlette.starlette_app")


class JsonLines(logging.Formatter):
    """One JSON object for each message: at, level, logger, message, and of a fault its kind and places."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of this record, without its end."""
        is_ours = record.name.partition(".")[0] == OURS
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).astimezone(BANGKOK).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if is_ours else str(record.msg),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["places"] = [f"{os.path.relpath(one.filename)}:{one.lineno} {one.name}" for one in frames[-12:]]
        return json.dumps(line, ensure_ascii=False)


def begin(environ: Mapping[str, str] | None = None) -> None:
    """Make every logger of this process write JSON lines, when TIDTAM_LOG says so; otherwise nothing changes."""
    if (os.environ if environ is None else environ).get("TIDTAM_LOG") != "json":
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    for one in known:
        for own in one.handlers:
            own.setFormatter(JsonLines())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
