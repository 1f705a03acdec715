"""A letter as a Word file: the office's template, or ours, with the wording put in as text and nothing else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from base.settings import SettingFault
from base.words import Text
from exports.letters.late import MEMO as IS_MEMO
from exports.letters.office import emblem, template
from exports.letters.template import LETTER, MEMO
from exports.word.paper import settled
from exports.word.runs import clean

EMBLEM_CM = {LETTER: 3.0, MEMO: 1.5}
BAD_TEMPLATE = Text("ตรวจแม่แบบ {name} ({why})", "Check the template {name} ({why})")


def docx(wording: dict[str, Any], papers_dir: Path | None = None) -> bytes:
    """The file of one letter; the same wording and template give the same bytes.

    `wording` is `Wording.as_json()`. Raises SettingFault naming the template that cannot be filled.
    """
    name = MEMO if wording["kind"] == IS_MEMO else LETTER
    path = template(papers_dir, name)
    try:
        paper = DocxTemplate(path)
        filled = {key: _text(value) for key, value in wording.items()}
        paper.render(filled | {"emblem": _emblem(paper, papers_dir, name)}, SandboxedEnvironment(), autoescape=True)
        sink = io.BytesIO()
        paper.save(sink)
    except (OSError, ValueError, KeyError, TemplateError) as fault:
        raise SettingFault("TIDTAM_PAPERS", BAD_TEMPLATE.filled(name=name, why=fault)) from fault
    return settled(sink.getvalue())


def _text(value: Any) -> Any:
    """What is put in stays text: no character that XML cannot hold, no mark that the template's own language reads."""
    return [_text(one) for one in value] if isinstance(value, list | tuple) else clean(value)


def _emblem(paper: DocxTemplate, papers_dir: Path | None, name: str) -> InlineImage | str:
    picture = emblem(papers_dir)
    return InlineImage(paper, str(picture), height=Cm(EMBLEM_CM[name])) if picture else ""
