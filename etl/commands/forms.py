"""`forms` and `template`: what may be sent, and the workbook to send it in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from base.period import FiscalYear, Month, fiscal_year_of
from base.words import Text
from etl.check.lookup import Lookup, hint
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, form_of, period_of, say_json, session
from etl.forms import FORMS
from etl.forms.model import Form, PeriodKind, ReporterKind
from etl.prefill import prefill
from etl.reference import Register
from etl.template import write_template

WRONG_KIND = Text(
    "ระบุงวดของแบบฟอร์ม {form} เป็น {expected} (พบ {found})", "State the period of {form} as {expected} (found {found})"
)
NO_REPORTER = Text("ระบุหน่วยงานที่มีในทะเบียน (ไม่พบ “{found}”{hint})", "Give a registered reporter (no “{found}”{hint})")
WRONG_REPORTER = Text(
    "ระบุผู้รายงานเป็น {expected} (พบ {found})", "The reporter of this form is {expected} (found {found})"
)
CANNOT_WRITE = Text("ตรวจโฟลเดอร์ปลายทาง (เขียนไฟล์ {path} ไม่ได้)", "Check the folder: cannot write the file {path}")


def register(commands: Subcommands) -> None:
    """Add the commands to the parser."""
    forms = commands.add_parser("forms", help="แบบฟอร์มทั้งหมด")
    add_json(forms)
    forms.set_defaults(run=run_forms)
    template = commands.add_parser("template", help="สร้างไฟล์แบบฟอร์มของหน่วยงาน")
    template.add_argument("form", metavar="FORM")
    template.add_argument("--reporter", required=True)
    template.add_argument("--period", required=True)
    template.add_argument("-o", "--output", required=True, metavar="FILE")
    add_user(template)
    add_json(template)
    template.set_defaults(run=run_template)


def run_forms(asked: argparse.Namespace) -> int:
    """List the forms and their fields."""
    if asked.json:
        say_json([_described(form) for form in FORMS.values()])
        return 0
    for form in FORMS.values():
        print(f"{form.code}  {form.name.th}  ผู้รายงาน {form.reporter_kind}  งวด {form.period_kind}  รุ่น {form.version}")
        for field in form.fields:
            mark = "*" if field.required else " "
            print(f"  {mark} {field.code:<20} {field.type:<13} {field.header.th}")
    return 0


def _described(form: Form) -> dict[str, Any]:
    fields = [
        {
            "code": field.code,
            "header": field.header.th,
            "header_en": field.header.en,
            "type": str(field.type),
            "required": field.required,
            "choices": [{"code": one.code, "label": one.label.th, "label_en": one.label.en} for one in field.choices],
            "reference": field.reference,
        }
        for field in form.fields
    ]
    return {
        "code": form.code,
        "name": form.name.th,
        "name_en": form.name.en,
        "sheet": form.sheet,
        "version": form.version,
        "reporter_kind": str(form.reporter_kind),
        "period_kind": str(form.period_kind),
        "fields": fields,
    }


def run_template(asked: argparse.Namespace) -> int:
    """Write the workbook of one reporter and period."""
    form, period = form_of(asked.form), period_of(asked.period)
    wanted = Month if form.period_kind is PeriodKind.MONTH else FiscalYear
    if not isinstance(period, wanted):
        example = "2020-10" if wanted is Month else "FY2564"
        raise Refusal(WRONG_KIND, form=form.code, expected=example, found=asked.period)
    with session(asked) as here, here.ledger.read() as connection:
        known = Register.load(connection, fiscal_year_of(period))
        reporter = reporter_of(form, asked.reporter, Lookup(known))
        start = prefill(connection, form, reporter, period, known)
    data = write_template(form, reporter, period, known, start)
    path = Path(asked.output)
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise Refusal(CANNOT_WRITE, path=path) from fault
    if asked.json:
        found = {"file": str(path), "form": form.code, "reporter": reporter, "period": str(period)}
        say_json(found | {"version": form.version, "rows": len(start.rows)})
    else:
        print(f"สร้างแบบฟอร์มแล้ว: {path} ({form.name.th} {lookup_name(known, reporter)} {period.say('th')})")
    return 0


def lookup_name(register: Register, reporter: str) -> str:
    """The Thai name of an agency or unit."""
    entry = register.agencies.get(reporter) or register.units.get(reporter) or {}
    return entry.get("name_th", reporter)


def reporter_of(form: Form, text: str, lookup: Lookup) -> str:
    """The code of a reporter who may send this form, or a refusal that names the nearest one."""
    table = "agencies" if form.reporter_kind is ReporterKind.AGENCY else "units"
    code = lookup.code(table, text)
    if code is None:
        near = hint(lookup.nearest(table, text))
        th, en = NO_REPORTER.th, NO_REPORTER.en
        raise Refusal(Text(th.format(found=text, hint=near["hint"]), en.format(found=text, hint=near["hint_en"])))
    if form.reporter_kind in (ReporterKind.GEN, ReporterKind.OFF) and code != form.reporter_kind:
        raise Refusal(WRONG_REPORTER, expected=str(form.reporter_kind), found=code)
    return code
