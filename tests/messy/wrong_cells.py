"""The faults that one cell of any form may hold, from what its column asks for."""

from __future__ import annotations

from collections.abc import Iterable

from etl.forms import FORMS
from etl.forms.model import Field, FieldType
from tests.messy.paper import Put
from tests.messy.rows import Fault, cell

_NUMERIC = (FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY)
_EVERYWHERE = (
    ("error cell", Put("#DIV/0!", formula="=1/0", is_error=True), "E_CELL_ERROR"),
    ("reference error", Put("#REF!", formula="=A1", is_error=True), "E_CELL_ERROR"),
    ("not calculated", Put(None, formula="=A1*2"), "E_FORMULA_NO_VALUE"),
)
_OF_TYPE: dict[FieldType, tuple[tuple[str, Put, str], ...]] = {
    FieldType.MONEY: (
        ("words for a number", Put("หนึ่งล้านบาทถ้วน"), "E_NUM_FORMAT"),
        ("European number", Put("1.000.000,50"), "E_NUM_LOCALE"),
        ("fraction", Put("1/2"), "E_NUM_FRACTION"),
    ),
    FieldType.NUMBER: (
        ("about", Put("ประมาณ 50"), "E_NUM_QUALIFIED"),
        ("range", Put("50-60"), "E_NUM_RANGE"),
        ("truth value", Put(True), "E_NUM_BOOL"),
    ),
    FieldType.INTEGER: (
        ("half", Put(12.5), "E_NUM_NOT_INTEGER"),
        ("day for a number", Put("1/10/2563"), "E_NUM_IS_DATE"),
    ),
    FieldType.DATE: (
        ("American date", Put("05/13/2564"), "E_DATE_ORDER"),
        ("no such day", Put("31/02/2564"), "E_DATE_INVALID"),
        ("date in words", Put("เร็ว ๆ นี้"), "E_DATE_FORMAT"),
        ("unclear month", Put("5 มิ.ค. 2564"), "E_DATE_MONTH"),
        ("no day", Put("พ.ย. 2563"), "E_DATE_NO_DAY"),
        ("far year", Put("1 ต.ค. 2463"), "E_YEAR_RANGE"),
    ),
    FieldType.CHOICE: (
        ("unknown choice", Put("ตามความเหมาะสม"), "E_CHOICE"),
        ("question mark", Put("?"), "E_CHOICE"),
    ),
    FieldType.MULTI_CHOICE: (("unknown group", Put("นักศึกษา"), "E_CHOICE"),),
    FieldType.YES_NO: (
        ("maybe", Put("น่าจะใช่"), "E_YES_NO"),
        ("tick made a question mark", Put("?"), "E_YES_NO"),
    ),
    FieldType.URL: (("no link", Put("แนบไฟล์แล้ว"), "V23"),),
    FieldType.TEXT: (
        ("like a formula", Put("=HYPERLINK(1)"), "V27"),
        ("wrong encoding", Put("ส่งเสริมอาชีพ".encode("cp874").decode("latin-1")), "W_MOJIBAKE"),
    ),
    FieldType.CODE: (("truth value for a code", Put(True), "E_CODE_FORMAT"),),
}
_UNKNOWN = {
    "agencies": (Put("กรมประมง"), "V03"),
    "units": (Put("กลุ่มงานประมง"), "V35"),
    "bodies": (Put("คณะกรรมการประมงแห่งชาติ"), "V35"),
    "items": (Put("PLAN99"), "V44"),
    "projects": (Put("XX-99"), "V08"),
}


def faults_of(form: str, fields: Iterable[str]) -> dict[str, Fault]:
    """Kind of fault (`no such day in event_on`) → what does it, for these columns of a form."""
    found: dict[str, Fault] = {}
    for code in fields:
        one = FORMS[form].field(code)
        for kind, put, told in _kinds(one):
            found[f"{kind} in {code}"] = cell(code, put, told)
    return found


def _kinds(one: Field) -> Iterable[tuple[str, Put, str]]:
    yield from _EVERYWHERE
    yield from _OF_TYPE.get(one.type, ())
    if one.reference in _UNKNOWN:
        yield ("unknown", *_UNKNOWN[one.reference])
    if one.required:
        yield "empty", Put(""), "V21"
        yield "dash", Put("-"), "V21"
    if one.minimum is not None and one.code not in ("plan_no", "cycle_fy"):
        yield "negative", Put(-5), "V12"
    if one.max_length is not None:
        yield "too long", Put("ยาว" * one.max_length), "V40"
