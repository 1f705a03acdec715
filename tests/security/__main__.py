"""`python -m tests.security` (`make security`): 0 when all is clean, 1 when something was found, 2 when not audited."""

from __future__ import annotations

import sys

from tests.security import checks
from tests.security.checks import Verdict

NAMES = {"bandit": checks.code, "pip-audit": checks.libraries, "secrets": checks.secrets}


def main() -> int:
    """Run the checks, print a line for each, and what each found."""
    verdicts = set()
    for name, check in NAMES.items():
        outcome = check()
        verdicts.add(outcome.verdict)
        print(f"{name:12}{outcome.verdict}", *outcome.lines, sep="\n  ")
    if Verdict.FOUND in verdicts:
        return 1
    return 2 if Verdict.NOT_AUDITED in verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
