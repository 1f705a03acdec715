"""`python -m tests.ledger.writing URL KEY COUNT`: a process that writes versions and says each one it was promised.

It begins when a line arrives, so that several can begin at the same moment.
"""

from __future__ import annotations

import os
import sys

from ledger import decisions, submissions
from ledger.store import Ledger
from tests.ledger.samples import new


def main(url: str, key: str, count: int) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    ledger = Ledger.open(url, key.encode())
    for number in range(count):
        data = f"{os.getpid()} writes {number}".encode()
        with ledger.write("agency.DOE") as writer:
            kept = submissions.keep(writer, new(data))
            decisions.decide(writer, "accept", submission_id=kept.submission_id)
        print(kept.submission_id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
