"""Everybody of a deadline night but the browsers: readers that change a filter, centres that upload, a watch.

`python -m benchmarks.crowd PLAN` reads what to do from a JSON file and prints what happened as JSON; a process of its
own, so that it can be niced and its processor time told. Real pages, real websockets, real files, through the proxy.
"""

from __future__ import annotations

import json
import random
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import requests
import urllib3
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from benchmarks.line import Line, opened
from tests.pages.wire import Screen, screen_of

EVERY_S = 5.0
PATIENCE_S = 120
OLDEST_RUNS = 2
"""Streamlit's `global.maxCachedMessageAge`."""
BROWSER_GIVES_UP_S = 15
"""How long Streamlit's own script waits for a line before it tries again."""
UPLOADERS = 8
RECEIPT = re.compile(r"receipt_(S\d{6,})")
BUILD = re.compile(r"build-(\d{9,})-[0-9a-f]{8}")


@dataclass
class Told:
    """What was found: seconds of each upload, filter change and catching up, and what went wrong."""

    uploads_s: list[float] = field(default_factory=list)
    filters_s: list[float] = field(default_factory=list)
    caught_up_s: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Kept(dict[str, tuple[ForwardMsg, int]]):
    """The large messages that a browser keeps, so that the server need only name them: hash → message, last run.

    As Streamlit's own scripts do it: whatever two runs of its part of the page did not use is forgotten.
    """

    run = 0

    def whole(self, heard: ForwardMsg) -> ForwardMsg:
        """The message itself, or the kept one that it names. Raises KeyError where that is not kept."""
        name = heard.ref_hash if heard.WhichOneof("type") == "ref_hash" else heard.hash
        if name != heard.hash:
            message = ForwardMsg.FromString(self[name][0].SerializeToString())
            message.metadata.CopyFrom(heard.metadata)
        else:
            message = heard
        if name in self or heard.metadata.cacheable:
            self[name] = message, self.run
        return message

    def end_run(self, part: str) -> None:
        """A run of the page, or of a part of it alone, has ended."""
        self.run += 1
        for name, (message, used) in list(self.items()):
            if self.run - used > OLDEST_RUNS and (not part or message.delta.fragment_id == part):
                del self[name]


@dataclass
class Tab:
    """One open page of somebody who is signed in."""

    address: str
    secret: str
    line: Line
    session_id: str = ""
    kept: Kept = field(default_factory=Kept)
    heard: list[ForwardMsg] = field(default_factory=list)
    """What was answered to the last question, also where the line broke in the midst of it."""

    def ask(self, asked: BackMsg) -> list[ForwardMsg]:
        """Send what a browser would and read until the page has come to rest."""
        if asked.HasField("rerun_script"):
            asked.rerun_script.cached_message_hashes.extend(self.kept)
        self.line.send(asked.SerializeToString())
        answers = self.heard = []
        while True:
            answer = self.kept.whole(ForwardMsg.FromString(self.line.recv(PATIENCE_S)))
            answers.append(answer)
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self.session_id = answer.new_session.initialize.session_id or self.session_id
            if kind in ("file_urls_response", "backend_operation_response"):
                return answers
            if kind == "delta" and answer.delta.new_element.HasField("exception"):
                raise RuntimeError(answer.delta.new_element.exception.message)
            if kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.kept.end_run(asked.rerun_script.fragment_id)
                return answers

    def open(self, page: str) -> Screen:
        asked = BackMsg()
        asked.rerun_script.page_name = page
        shown = screen_of(self.ask(asked))
        # The page itself, as the menu names it: the run began before it was known which one that is.
        return replace(shown, page_hash=shown.menu.get(page, shown.page_hash))

    def again(self, screen: Screen, part: str, fill: Callable[[Any], None]) -> Screen:
        """Run a part of the page again, with the widgets as `fill` puts them."""
        asked = BackMsg()
        asked.rerun_script.fragment_id = part
        asked.rerun_script.page_script_hash = screen.page_hash
        asked.rerun_script.query_string = screen.query
        fill(asked.rerun_script.widget_states.widgets)
        found = screen_of(self.ask(asked))
        return replace(found, menu=screen.menu, page_hash=screen.page_hash, query=found.query or screen.query)

    def pick(self, screen: Screen, key: str, value: str) -> Screen:
        """One of several buttons in a row, such as the round."""
        (group,) = [one for one in screen.of("button_group") if one.keys[-1] == key]
        name = group.element.button_group.id
        return self.again(
            screen, group.part, lambda widgets: widgets.add(id=name).string_array_value.data.append(value)
        )

    def click(self, screen: Screen, key: str) -> Screen:
        """A button."""
        (button,) = [one for one in screen.of("button") if one.keys[-1] == key]
        return self.again(
            screen, button.part, lambda widgets: widgets.add(id=button.element.button.id, trigger_value=True)
        )

    def take(self, screen: Screen, key: str) -> bytes:
        """The file behind a button for downloading, made now where it is made at the press."""
        (found,) = [one for one in screen.of("download_button") if one.keys[-1] == key]
        url = found.element.download_button.url
        if deferred := found.element.download_button.deferred_file_id:
            asked = BackMsg()
            asked.backend_operation_request.request_id = "1"
            asked.backend_operation_request.session_id = self.session_id
            asked.backend_operation_request.deferred_file.file_id = deferred
            answer = self.ask(asked)[-1].backend_operation_response
            if answer.error_msg:
                raise RuntimeError(answer.error_msg)
            url = answer.deferred_file.url
        got = requests.get(
            self.address + url, headers={"cookie": f"tidtam={self.secret}"}, verify=False, timeout=PATIENCE_S
        )
        got.raise_for_status()
        return got.content

    def send_file(self, path: Path) -> Screen:
        """The page of uploading from its opening to the receipt: choose, check, confirm."""
        screen, chosen = self.choose(path)
        for key in ("upload_check", "upload_confirm"):
            screen = self.press(screen, key, chosen)
        return screen

    def choose(self, path: Path) -> tuple[Screen, Callable[[Any], None]]:
        """The page of uploading with this file chosen, and what fills the chooser from here on."""
        screen = self.open("upload")
        (chooser,) = [one for one in screen.of("file_uploader") if one.keys[-1] == "upload_files"]
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.session_id = self.session_id
        asked.file_urls_request.file_names.append(path.name)
        (urls,) = self.ask(asked)[-1].file_urls_response.file_urls
        token = generate_xsrf_token_string()  # the page sends the token of its own cookie along
        cookie = f"tidtam={self.secret}; _streamlit_xsrf={token}"
        put = requests.put(
            self.address + urls.upload_url,
            files={"file": (path.name, path.read_bytes())},
            headers={"origin": self.address, "x-xsrftoken": token, "cookie": cookie},
            verify=False,
            timeout=PATIENCE_S,
        )
        put.raise_for_status()

        def chosen(widgets: Any) -> None:
            info = widgets.add(id=chooser.element.file_uploader.id).file_uploader_state_value.uploaded_file_info.add()
            info.name, info.size, info.file_id = path.name, path.stat().st_size, urls.file_id
            info.file_urls.CopyFrom(urls)

        return self.again(screen, chooser.part, chosen), chosen

    def press(self, screen: Screen, key: str, chosen: Callable[[Any], None]) -> Screen:
        """Press a button while the widgets are as `chosen` puts them."""
        (button,) = [one for one in screen.of("button") if one.keys[-1] == key]

        def pressed(widgets: Any) -> None:
            chosen(widgets)
            widgets.add(id=button.element.button.id, trigger_value=True)

        return self.again(screen, button.part, pressed)


@contextmanager
def tab(address: str, secret: str) -> Iterator[Tab]:
    """A new tab of whoever has this session; it tries again as a browser does, and all of that is waiting."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            line = opened(address, f"tidtam={secret}", BROWSER_GIVES_UP_S)
            break
        except TimeoutError:
            if time.monotonic() > until:
                raise
    with closing(line):
        yield Tab(address, secret, line)


def reader(address: str, secret: str, begin: float, end: float, told: Told) -> None:
    """Open the overview, then press the other round every five seconds, at moments of one's own."""
    time.sleep(max(0.0, begin - time.time()))
    try:
        with tab(address, secret) as mine:
            screen = mine.open("")
            turn = 0
            while time.time() < end:
                started = time.perf_counter()
                mine.pick(screen, "choice_round", str(turn % 2 + 1))
                taken = time.perf_counter() - started
                told.filters_s.append(taken)
                turn += 1
                time.sleep(max(0.0, EVERY_S - taken))
    except Exception as fault:  # whatever went wrong with a session is what is being counted
        told.faults.append(f"reader: {fault!r}"[:300])


def upload(address: str, job: dict[str, Any], told: Told, servers: dict[str, str]) -> None:
    """One centre's workbook at its moment; every so often, how long until all processes know of it."""
    time.sleep(max(0.0, job["at"] - time.time()))
    started = time.perf_counter()
    try:
        with tab(address, job["secret"]) as mine:
            shown = mine.send_file(Path(job["path"]))
        told.uploads_s.append(time.perf_counter() - started)
        (number,) = {found[1] for one in shown.of("download_button") if (found := RECEIPT.fullmatch(one.keys[-1]))}
        told.receipts.append(number)
        if job["is_watched"]:
            told.caught_up_s.append(catching_up(int(number[1:]), servers))
    except Exception as fault:
        told.faults.append(f"{Path(job['path']).name}: {fault!r}"[:300])


def catching_up(seq: int, servers: dict[str, str]) -> float:
    """Seconds from a receipt until each process shows a build that holds it."""
    started = time.perf_counter()

    def until_shown(pair: tuple[str, str]) -> None:
        while time.perf_counter() - started < PATIENCE_S:
            with tab(*pair) as mine:
                found = BUILD.findall(mine.open("board").html)
            if found and max(map(int, found)) >= seq:
                return
        raise TimeoutError(f"{pair[0]} never showed {seq}")

    with ThreadPoolExecutor(len(servers)) as eyes:
        list(eyes.map(until_shown, servers.items()))
    return time.perf_counter() - started


def main(plan: dict[str, Any]) -> Told:
    """Everything that the plan says, from `begin` to `end` (seconds since 1970)."""
    urllib3.disable_warnings()
    told, chance = Told(), random.Random(1)
    came = [plan["begin"] + chance.uniform(0, EVERY_S * 2) for _ in plan["readers"]]
    crowd = [
        threading.Thread(target=reader, args=(plan["address"], secret, at, plan["end"], told))
        for secret, at in zip(plan["readers"], came, strict=True)
    ]
    for one in crowd:
        one.start()
    with ThreadPoolExecutor(UPLOADERS) as centres:
        list(centres.map(lambda job: upload(plan["address"], job, told, plan["servers"]), plan["uploads"]))
    for one in crowd:
        one.join()
    return told


if __name__ == "__main__":
    print(json.dumps(asdict(main(json.loads(Path(sys.argv[1]).read_text())))))
