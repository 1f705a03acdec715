"""A browser without a screen: HTTP with a cookie jar, and Streamlit's own websocket protocol."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE_SECONDS = 60
ENDS = ("script_finished", "file_urls_response", "backend_operation_response")
FILE = re.compile(rb"/media/[\w.-]+|/_stcore/upload_file/[\w-]+/[\w-]+")


class TurnedAway(Exception):
    """The websocket was not opened, or was closed on us."""


@dataclass
class Screen:
    """Everything that a run of the script sent to the browser."""

    raw: bytes = b""
    session_id: str = ""
    messages: list[ForwardMsg] = field(default_factory=list)

    def says(self, *words: str) -> bool:
        return all(word.encode() in self.raw for word in words)

    @property
    def files(self) -> list[str]:
        return sorted({found.decode() for found in FILE.findall(self.raw)})

    @property
    def downloads(self) -> list[str]:
        """The numbers of the downloads that are made when their button is pressed."""
        buttons = [one.delta.new_element.download_button for one in self.messages if one.HasField("delta")]
        return [one.deferred_file_id for one in buttons if one.deferred_file_id]


class Line:
    """One open page."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.session_id = ""

    def run(self, page: str = "", **query: str) -> Screen:
        """Run the script for a page (`board`) and give everything it sent."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(query)
        asked.rerun_script.page_name = page
        return self.ask(asked)

    def fetch(self, number: str) -> Screen:
        """Press a download button whose file is made only now; its address is in the answer."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.session_id = self.session_id
        asked.backend_operation_request.deferred_file.file_id = number
        return self.ask(asked)

    def upload_address(self, name: str = "x.xlsx") -> str:
        """Where a file may be sent to on this page."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "2"
        asked.file_urls_request.session_id = self.session_id
        asked.file_urls_request.file_names.append(name)
        return self.ask(asked).files[0]

    def ask(self, asked: BackMsg) -> Screen:
        shown = Screen()
        try:
            self.socket.send(asked.SerializeToString())
            while True:
                raw = self.socket.recv(PATIENCE_SECONDS)
                message = ForwardMsg.FromString(raw)
                shown.raw += raw
                shown.messages.append(message)
                if message.HasField("new_session"):
                    shown.session_id = self.session_id = message.new_session.initialize.session_id
                if any(message.HasField(end) for end in ENDS):
                    return shown
        except ConnectionClosed as closed:
            raise TurnedAway(str(closed)) from closed


class Browser:
    """Somebody at one browser; nobody until they have signed in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = requests.Session()

    def get(self, path: str, *, is_page: bool = True, **headers: str) -> requests.Response:
        accept = "text/html" if is_page else "*/*"
        given = {"accept": accept} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.get(self.address + path, headers=given, allow_redirects=False, timeout=PATIENCE_SECONDS)

    def send(self, method: str, path: str, data: object = None, **headers: str) -> requests.Response:
        given = {"origin": self.address, "sec-fetch-site": "same-origin"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        given = {name: value for name, value in given.items() if value}
        url = self.address + path
        return self.http.request(method, url, data=data, headers=given, allow_redirects=False, timeout=PATIENCE_SECONDS)

    def sign_in(self, name: str, password: str, wanted: str = "/") -> requests.Response:
        return self.send("POST", "/sign-in", {"name": name, "password": password, "next": wanted})

    def plant(self, value: str) -> None:
        """Put a session cookie of our own choice into the browser."""
        self.http.cookies.set("tidtam", value, domain="127.0.0.1", path="/")

    @property
    def cookie(self) -> str:
        return self.http.cookies.get("tidtam") or ""

    def line(self, *, origin: str | None = "", resume: str = "", **headers: str) -> Line:
        """Open a page's websocket. Raises TurnedAway."""
        parts = urlsplit(self.address)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.http.cookies:
            given["Cookie"] = "; ".join(f"{one.name}={one.value}" for one in self.http.cookies)
        try:
            socket = connect(
                f"ws://{parts.netloc}/_stcore/stream",
                origin=None if origin is None else (origin or self.address),
                additional_headers=given,
                subprotocols=[Subprotocol(one) for one in ("streamlit", "no-token", resume) if one],
                max_size=None,
                compression=None,
                legacy=True,
            )
        except (InvalidStatus, ConnectionClosed) as refused:
            raise TurnedAway(str(refused)) from refused
        return Line(socket)

    def open(self, page: str = "", **query: str) -> Screen:
        """One page, from the opening of the line to the end of the script."""
        line = self.line()
        try:
            return line.run(page, **query)
        finally:
            line.socket.close()
