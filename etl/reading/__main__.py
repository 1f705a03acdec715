"""`python -m etl.reading`: the zygote, with its socket as standard input."""

import socket
import sys
from typing import Any, cast

# openpyxl imports numpy when it is there; numpy starts threads, and a process with threads must not fork.
cast("dict[str, Any]", sys.modules)["numpy"] = None

from etl.reading.zygote import serve  # noqa: E402 (after numpy was put out of reach)

if __name__ == "__main__":
    serve(socket.socket(fileno=0))
