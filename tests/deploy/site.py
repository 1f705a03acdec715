"""The site of deploy/nginx.conf as a configuration that runs here: free ports, a certificate of our own."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "deploy" / "nginx.conf"


def written(folder: Path, upstream: str = "127.0.0.1:8501") -> tuple[Path, int]:
    """The configuration file and the port it answers https on."""
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-days", "2", "-nodes"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command = ["openssl", "req", "-x509", *curve, "-keyout", key, "-out", certificate, *subject]
    subprocess.run(command, check=True, capture_output=True)
    plain, https = _free_ports()
    site = SITE.read_text().replace("127.0.0.1:8501", upstream)
    site = re.sub(r"listen \[::\].*;\n", "", site)
    site = site.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("listen 443", f"listen 127.0.0.1:{https}")
    site = site.replace("/etc/ssl/tidtam", str(folder)).replace("/var/log/nginx", str(folder))
    whole = f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n"
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi"))
    path = folder / "nginx.conf"
    path.write_text(f"{whole}{places}scgi_temp_path {folder}/scgi;\n{site}\n}}\n")
    return path, https


@contextmanager
def running(folder: Path, upstream: str) -> Iterator[str]:
    """nginx in front of a server; gives its https address."""
    path, port = written(folder, upstream)
    process = subprocess.Popen(["nginx", "-c", path], stderr=subprocess.DEVNULL)
    try:
        while True:
            assert process.poll() is None, (folder / "error.log").read_text()
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _free_ports() -> list[int]:
    found = [socket.socket() for _ in range(2)]
    for one in found:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in found]
    for one in found:
        one.close()
    return ports
