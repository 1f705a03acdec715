"""`python -m tests.faults.builder`: builds, and builds from scratch, again and again until it is killed."""

from __future__ import annotations

from etl.__main__ import main

if __name__ == "__main__":
    while True:
        main(["build"])
        main(["build", "--from-scratch"])
