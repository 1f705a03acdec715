"""One file before it is sent: what was understood, what to mend, what is asked, and its first rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

import streamlit as st

from base.period import Period, parse_period
from base.words import Text
from etl.forms import FORMS
from etl.identify import Asked
from etl.match import IGNORE, Unknown
from etl.preview import FORM, PERIOD, REPORTER, Preview
from etl.receipt import STATUS_NAMES
from ui import contents, found, names, receipts, templates
from ui.context import Context
from ui.digits import labelled
from ui.markup import label, show, tag, text

READY = Text("▲ {name} พร้อมนำเข้า", "▲ {name} is ready")
SENT_BEFORE = Text("◆ {name} เคยส่งไว้แล้ว จะไม่บันทึกซ้ำ", "◆ {name} was sent before; it will not be recorded twice")
TO_MEND = Text("▼ {name} มี {count} จุดที่ต้องแก้", "▼ {name} has {count} place(s) to mend")
REFUSED = Text("▼ ระบบไม่รับ {name}", "▼ {name} cannot be taken")
FIX = Text("สิ่งที่ต้องแก้ {count} จุด", "{count} place(s) to mend")
LOOK = Text(
    "ข้อที่ควรตรวจสอบ {count} ข้อ (หากถูกต้องแล้ว นำเข้าแล้วชี้แจงได้)",
    "{count} point(s) to look at (if they are right, send and explain them)",
)
NOT_SAID = Text("ไฟล์ไม่ได้ระบุ", "The file does not say")
LATE, ON_TIME = Text("เกินกำหนดส่ง", "after the deadline"), Text("ภายในกำหนด", "in time")
AFTER = Text("หากนำเข้าขณะนี้", "If sent now")
ROWS = Text("ดูข้อมูลที่อ่านได้ ({shown} จาก {count} แถว)", "What was read ({shown} of {count} rows)")
UNCLEAR = Text("ดูสิ่งที่ต้องแก้", "See what to mend")
UNSAID = Text(
    "ไฟล์ไม่ได้ระบุรายการต่อไปนี้ กรุณาเลือกแล้วกดตรวจอีกครั้ง", "The file does not say the following; choose and check again"
)
HEADERS = Text(
    "หัวคอลัมน์ที่ระบบไม่รู้จัก {count} คอลัมน์ เลือกครั้งเดียว ระบบจะจำไว้สำหรับ{reporter}",
    "{count} header(s) not understood: choose once, remembered for {reporter}",
)
HEADER = Text("“{header}” (ช่อง {cell}) คือ", "“{header}” (cell {cell}) is")
CHOOSE = Text("เลือก", "Choose")
ALIKE = Text("{column} (คล้ายร้อยละ {score})", "{column} ({score}% alike)")
UNUSED = Text("ไม่ใช้คอลัมน์นี้", "Leave this column out")
REMEMBER = Text("จดจำและตรวจอีกครั้ง", "Remember and check again")
AGAIN = Text("ตรวจอีกครั้ง", "Check again")


class Beside(TypedDict):
    """What is said beside a file, as receiving and previewing take it."""

    form: str | None
    reporter: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Checked:
    """One dropped file, what its sender said beside it, and what was understood of it."""

    name: str
    upload_id: str
    asked: Asked = field(default_factory=Asked)
    seen: Preview | None = None
    refusal: Text | None = None
    not_remembered: Text | None = None
    """Why the answer about its headers was not taken."""

    @property
    def beside(self) -> Beside:
        return {"form": self.asked.form, "reporter": self.asked.reporter, "period": self.asked.period}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender says of a file: its identity, and header → field or "ignore"."""

    asked: Asked
    headers: Mapping[str, str]


def card(one: Checked, number: int, ctx: Context) -> Answer | None:
    """One file; gives the sender's answers when they were just given."""
    seen = one.seen
    with st.container(key=f"panel_file_{number}"):
        show(tag("h3", text(_title(one, ctx)), css="tt-h2"))
        if seen is None:
            show(tag("p", text(ctx.say(one.refusal or REFUSED, name=one.name)), css="tt-warning", role="alert"))
            return None
        if seen.is_sendable:
            show(receipts.definition_list(_facts(seen, ctx)))
        if seen.errors:
            found.fixes(ctx.say(FIX, count=len(seen.errors)), seen.findings, ctx)
        answer = _questions(one, seen, ctx)
        found.warnings(seen.findings, ctx, LOOK)
        _rows(one, seen, ctx)
    return answer


def _title(one: Checked, ctx: Context) -> str:
    if one.seen is None or not one.seen.is_sendable:
        return ctx.say(REFUSED, name=one.name)
    if one.seen.errors and one.seen.status != "duplicate":
        return ctx.say(TO_MEND, name=one.name, count=len(one.seen.errors))
    return ctx.say(SENT_BEFORE if one.seen.status == "duplicate" else READY, name=one.name)


def _facts(seen: Preview, ctx: Context) -> receipts.Facts:
    """What was understood, in the words of the receipt."""

    def open_part(part: str) -> str:
        return ctx.say(NOT_SAID if part in seen.unsaid else UNCLEAR)

    reporter = names.reporter(ctx.build, seen.reporter, ctx.language) if seen.reporter else open_part(REPORTER)
    state = ctx.say(STATUS_NAMES[seen.status])
    if seen.version is not None and seen.duplicate_of is None:
        state = f"{state} · {ctx.say(LATE if seen.is_late else ON_TIME)}"
    return [
        (ctx.say(receipts.FORM), ctx.say(FORMS[seen.form].name) if seen.form else open_part(FORM)),
        (ctx.say(receipts.REPORTER), reporter),
        (ctx.say(receipts.PERIOD), parse_period(seen.period).say(ctx.language) if seen.period else open_part(PERIOD)),
        (ctx.say(receipts.VERSION), str(seen.version or "–")),
        (ctx.say(receipts.ROWS), f"{seen.row_count:,}" if seen.rows or seen.is_nil else "–"),
        (ctx.say(AFTER), state),
    ]


def _questions(one: Checked, seen: Preview, ctx: Context) -> Answer | None:
    """What the file does not say of itself, and the headers that nobody has decided on; one button for both."""
    if not seen.unsaid and not seen.unknown:
        return None
    with st.form(key=f"ask_{one.upload_id}", border=False, enter_to_submit=False):
        asked = _identity(one, seen, ctx)
        headers = _headers(one, seen, ctx)
        is_answered = st.form_submit_button(ctx.say(REMEMBER if seen.unknown else AGAIN), key=f"answer_{one.upload_id}")
    return Answer(asked, headers) if is_answered else None


def _identity(one: Checked, seen: Preview, ctx: Context) -> Asked:
    """Form, reporter and period, each only where the file itself is silent."""
    if not seen.unsaid:
        return one.asked
    show(tag("p", text(ctx.say(UNSAID)), css="tt-prose"))
    form = one.asked.form or seen.form
    reporter, period = one.asked.reporter or seen.reporter, one.asked.period
    with st.container(horizontal=True):
        if FORM in seen.unsaid:
            offered = [code for code, each in FORMS.items() if templates.reporters(each, ctx)]
            form = _choice(FORM, receipts.FORM, {code: ctx.say(FORMS[code].name) for code in offered}, form, one, ctx)
        if REPORTER in seen.unsaid and form:
            offers = templates.reporters(FORMS[form], ctx)
            reporter = _choice(f"{REPORTER}_{form}", receipts.REPORTER, offers, reporter, one, ctx)
        if PERIOD in seen.unsaid and form:
            months = {
                code: parse_period(code).say(ctx.language) for code in templates.open_periods(FORMS[form], ctx)[0]
            }
            before = str(period) if period else None
            chosen = _choice(f"{PERIOD}_{form}", receipts.PERIOD, months, before, one, ctx)
            period = parse_period(chosen) if chosen else None
    return Asked(
        form if FORM in seen.unsaid else None,
        reporter if REPORTER in seen.unsaid else None,
        period if PERIOD in seen.unsaid else None,
    )


def _choice(
    key: str, title: Text, offers: Mapping[str, str], before: str | None, one: Checked, ctx: Context
) -> str | None:
    codes = list(offers)
    return st.selectbox(
        ctx.say(title),
        codes,
        index=codes.index(before) if before in codes else None,
        format_func=labelled(offers.__getitem__),
        placeholder=ctx.say(CHOOSE),
        width=310,
        key=f"said_{key}_{one.upload_id}",
    )


def _headers(one: Checked, seen: Preview, ctx: Context) -> dict[str, str]:
    """What each unknown header means; one that is left open is asked again next time."""
    if not seen.unknown or seen.reporter is None:
        return {}
    reporter = names.reporter(ctx.build, seen.reporter, ctx.language)
    show(tag("p", text(ctx.say(HEADERS, count=len(seen.unknown), reporter=reporter)), css="tt-prose"))
    if one.not_remembered is not None:
        show(tag("p", "▼ ", text(ctx.say(one.not_remembered)), css="tt-warning", role="alert"))
    chosen = {header.text: _meaning(header, one, ctx) for header in seen.unknown}
    return {header: code for header, code in chosen.items() if code}


def _meaning(header: Unknown, one: Checked, ctx: Context) -> str | None:
    meant = {
        guess.field.code: ctx.say(ALIKE, column=ctx.say(guess.field.header), score=guess.score)
        for guess in header.guesses
    } | {IGNORE: ctx.say(UNUSED)}
    return st.selectbox(
        label(ctx.say(HEADER, header=header.text, cell=header.cell)),
        list(meant),
        index=None,
        format_func=labelled(meant.__getitem__),
        placeholder=ctx.say(CHOOSE),
        width=480,
        key=f"meant_{one.upload_id}_{header.cell}",
    )


def _rows(one: Checked, seen: Preview, ctx: Context) -> None:
    """The first rows, folded."""
    if seen.form and seen.rows:
        with st.expander(ctx.say(ROWS, shown=len(seen.rows), count=seen.row_count), key=f"rows_{one.upload_id}"):
            contents.table_of(FORMS[seen.form], seen.columns, seen.rows, seen.row_count, ctx)
