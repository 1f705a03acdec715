"""Programs of the product in processes of their own, forked from one that has imported everything once.

To import Streamlit and the app takes four seconds of processor, and some thirty servers start in one run of the tests.
A forked one differs from `python -m streamlit run app.py` in nothing else: it has a process, environment, arguments
and log of its own. What is about starting itself, or about a server that is changed from outside, starts afresh.
"""

from __future__ import annotations

import os
import runpy
import sys
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_forks = get_context("forkserver")
_forks.set_forkserver_preload(["streamlit.web.cli", "app"])


def start(module: str, arguments: list[str], environ: dict[str, str], folder: Path, log: Path) -> ForkServerProcess:
    """`python -m module arguments`, with this environment and no other, in `folder`, its words in `log`."""
    process = _forks.Process(target=_run, args=(module, arguments, environ, str(folder), str(log)))
    process.start()
    return process


def _run(module: str, arguments: list[str], environ: dict[str, str], folder: str, log: str) -> None:
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    words = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(words, 1)
    os.dup2(words, 2)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
