"""The server's log for a machine: one JSON object a line, and nobody's data in it."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import logging
from base import logs
before = logging.getLogger("streamlit.somewhere")
before.addHandler(logging.StreamHandler())
before.propagate = False
logs.begin({"TIDTAM_LOG": "json"})
def read(cell):
    raise ValueError(f"not a number: {cell}")
for name in ("tidtam", "streamlit.somewhere", "elsewhere"):
    try:
        read("1234567890123 สมชาย")
    except ValueError:
        logging.getLogger(name).error("fault %s", "A1B2", exc_info=True)
logging.getLogger("uvicorn.access").info("10.1.2.3 GET /")
"""


def test_a_fault_is_its_kind_and_its_places_and_no_word_of_the_data() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["logger"], line["message"]) for line in lines] == [
        ("tidtam", "fault A1B2"),
        ("streamlit.somewhere", "fault %s"),
        ("elsewhere", "fault %s"),
    ]
    for line in lines:
        assert line["fault"] == "ValueError" and line["level"] == "error" and line["at"].endswith("+07:00")
        assert line["places"][-1].endswith(" read")
    assert "1234567890123" not in done.stderr and "สมชาย" not in done.stderr
