"""A session without a browser: what a browser would send over the websocket, and what the server answers.

Real server, real session, real messages; a fiftieth of the browser's cost. What cannot be seen here (layout, colours,
the browser's own words) is seen in `test_every_page.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE_SECONDS = 90
ELEMENT_ID = re.compile(r"^\$\$ID-[0-9a-f]+-")
MARKUP = re.compile(r"<[^>]*>")
UNSEEN = re.compile(r"(?s)<(style|script|svg)\b.*?</\1>")
SPOKEN = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"]*)"')


@dataclass(frozen=True)
class Piece:
    """One element of a screen: its kind, what it is, and the keys of the containers and of itself around it."""

    kind: str
    element: Element
    keys: tuple[str, ...]
    part: str = ""
    """The part of the page that is run again, alone, when it is pressed."""

    @property
    def html(self) -> str:
        """The markup of an `st.html`, without styles and scripts; empty for every other kind."""
        return UNSEEN.sub("", self.element.html.body) if self.kind == "html" else ""

    def texts(self) -> list[str]:
        """The words a reader is shown or read: of markup, or of a widget with its choices."""
        if self.kind == "html":
            whole = self.html
            return [
                unescape(words).strip() for words in [*MARKUP.split(whole), *SPOKEN.findall(whole)] if words.strip()
            ]
        inside = getattr(self.element, self.kind)
        said = [getattr(inside, name, "") for name in ("label", "help", "placeholder", "body")]
        options = [getattr(option, "content", option) for option in getattr(inside, "options", ())]
        return [words for words in (*said, *options) if isinstance(words, str) and words.strip()]


@dataclass(frozen=True)
class Screen:
    """What one run of the script put on the page."""

    pieces: tuple[Piece, ...]
    menu: dict[str, str]
    """Slug → the hash by which a browser asks for the page."""
    is_refused: bool
    """The server said there is no such page."""
    page_hash: str = ""
    """The page it is; empty where only a part of the page was run."""
    query: str = ""
    """What the run wrote into the address; empty where that says the same already."""

    @property
    def html(self) -> str:
        return "".join(piece.html for piece in self.pieces)

    @property
    def title(self) -> str:
        return " / ".join(unescape(words) for words in re.findall(r"<h1>(.*?)</h1>", self.html))

    def held(self, key: str) -> str:
        """The words that the selectbox with this key stands at."""
        (box,) = [piece.element.selectbox for piece in self.of("selectbox") if piece.keys[-1] == key]
        return str(box.raw_value if box.set_value else box.options[box.default])

    def of(self, kind: str) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind == kind]


class Session:
    """One visitor's tab."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.chosen: dict[str, str] = {}
        self.ticked: set[str] = set()
        self.query = ""
        """What stands in the address bar."""
        self.page_hash = ""
        """The page that is before the visitor."""

    def open(self, slug: str, query: str, *, page_hash: str = "") -> Screen:
        """Ask for a page as a browser does: by name, or by hash as after a press on the menu."""
        wanted = BackMsg()
        wanted.rerun_script.query_string = query
        wanted.rerun_script.page_name = "" if page_hash else slug
        wanted.rerun_script.page_script_hash = page_hash
        wanted.rerun_script.widget_states.widgets.extend(self._states())
        return self._run(wanted, ForwardMsg.FINISHED_SUCCESSFULLY)

    def choose(self, screen: Screen, key: str, value: str) -> None:
        """From the next page or press on, the selectbox with this key stands at `value`."""
        (box,) = [piece.element.selectbox for piece in screen.of("selectbox") if piece.keys[-1] == key]
        assert value in box.options, list(box.options)
        self.chosen[box.id] = value

    def fill(self, screen: Screen, key: str, words: str) -> None:
        """From the next press on, the text field with this key holds `words`."""
        (field,) = [piece.element.text_input for piece in screen.of("text_input") if piece.keys[-1] == key]
        self.chosen[field.id] = words

    def tick(self, screen: Screen, key: str) -> None:
        """From the next press on, the box with this key is ticked."""
        (box,) = [piece.element.checkbox for piece in screen.of("checkbox") if piece.keys[-1] == key]
        self.ticked.add(box.id)

    def press(self, screen: Screen, key: str, value: str) -> Screen:
        """Press one of several buttons in a row: the part of the page that they stand in is run again, alone."""
        (group,) = [piece for piece in screen.of("button_group") if piece.keys[-1] == key]
        state = WidgetState(id=group.element.button_group.id)
        state.string_array_value.data.append(value)
        return self._part(group, state)

    def click(self, screen: Screen, key: str) -> Screen:
        """Press a button: the part of the page that it stands in is run again, or all of it where that asks for it."""
        (button,) = [piece for piece in screen.of("button") if piece.keys[-1] == key]
        return self._part(button, WidgetState(id=button.element.button.id, trigger_value=True))

    def type(self, screen: Screen, row: int, **cells: str) -> Screen:
        """Type into cells of a row of the only table there is to type in, by the names of its columns."""
        (table,) = [piece for piece in screen.of("dataframe") if piece.element.dataframe.id]
        edits = json.dumps({"edited_rows": {str(row): cells}, "added_rows": [], "deleted_rows": []})
        return self._part(table, WidgetState(id=table.element.dataframe.id, string_value=edits))

    def _part(self, piece: Piece, state: WidgetState) -> Screen:
        asked = BackMsg()
        asked.rerun_script.fragment_id = piece.part
        asked.rerun_script.page_script_hash = self.page_hash
        asked.rerun_script.query_string = self.query
        asked.rerun_script.widget_states.widgets.extend([*self._states(), state])
        return self._run(asked, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY, ForwardMsg.FINISHED_SUCCESSFULLY)

    def _states(self) -> list[WidgetState]:
        said = [WidgetState(id=name, string_value=value) for name, value in self.chosen.items()]
        return said + [WidgetState(id=name, bool_value=True) for name in self.ticked]

    def _run(self, asked: BackMsg, *ends: int) -> Screen:
        self.line.send(asked.SerializeToString())
        shown = screen_of(list(self._answers(ends)))
        self.page_hash = shown.page_hash or self.page_hash
        self.query = shown.query or asked.rerun_script.query_string
        return shown

    def _answers(self, ends: tuple[int, ...]) -> Iterator[ForwardMsg]:
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self.line.recv(PATIENCE_SECONDS))
            kind = answer.WhichOneof("type")
            assert kind != "ref_hash", "the server believes that we keep what it sent before"
            if kind == "script_finished":
                if answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue  # the page wrote its choices into the address, or asked for another run
                assert answer.script_finished in ends, answer.script_finished
                return
            yield answer


@contextmanager
def session(server: str) -> Iterator[Session]:
    """A new tab at the server; nothing has been asked for yet."""
    address = f"{server.replace('http', 'ws')}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as line:
        yield Session(line)


def screen_of(answers: list[ForwardMsg]) -> Screen:
    menu: dict[str, str] = {}
    names: dict[tuple[int, ...], str] = {}
    pieces: dict[tuple[int, ...], Piece] = {}
    is_refused, page_hash, query = False, "", ""
    for answer in answers:
        kind = answer.WhichOneof("type")
        is_refused = is_refused or kind == "page_not_found"
        if kind == "new_session":
            names, pieces = {}, {}
        elif kind == "page_info_changed":
            query = answer.page_info_changed.query_string
        elif kind == "navigation":
            page_hash = answer.navigation.page_script_hash
            menu = {page.url_pathname: page.page_script_hash for page in answer.navigation.app_pages}
        elif kind == "delta":
            place = tuple(answer.metadata.delta_path)
            if answer.delta.WhichOneof("type") == "add_block":
                names[place] = _key(answer.delta.add_block.id)
            elif answer.delta.WhichOneof("type") == "new_element":
                pieces[place] = _piece(answer.delta, place, names)
    return Screen(tuple(pieces[place] for place in sorted(pieces)), menu, is_refused, page_hash, query)


def _piece(delta: Delta, place: tuple[int, ...], names: dict[tuple[int, ...], str]) -> Piece:
    element = delta.new_element
    kind = element.WhichOneof("type") or ""
    around = [names.get(place[:depth], "") for depth in range(1, len(place))]
    own = _key(getattr(getattr(element, kind, None), "id", ""))
    return Piece(kind, element, (*(key for key in around if key), own), delta.fragment_id)


def _key(element_id: str) -> str:
    return ELEMENT_ID.sub("", element_id)
