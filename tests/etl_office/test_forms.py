"""The declarations of the Office's forms: the agreed codes, headers that tell them apart, examples that pass."""

from __future__ import annotations

import pytest

from etl.cells import Cell, Sheet, Workbook
from etl.findings import Severity
from etl.forms import FORMS
from etl.forms.model import FieldType, Form, PeriodKind, ReporterKind
from etl.forms.office_examples import OFFICE_EXAMPLES
from etl.forms.review import STEPS
from etl.headers import header_key
from etl.match import best_form
from etl.rows import schema_of
from tests.etl_office.desk import OFFICE_FORMS, check

AGREED = {
    "project_changes": "project_code change_type effective_on approved approved_on approved_by approval_ref old_value "
    "new_value reason",
    "technology": "used_on technology purpose object benefit evidence",
    "pmqa": "meeting_code meeting_on title invited_by purpose status letter_ref unit attended attendee_position "
    "delegate mode evidence",
    "review": "step_no done_on evidence process_name applies_to_all",
    "annual": "project_code result_final narrative situation problem solution photo photo_caption photo_consent",
    "milestones": "step done_on evidence",
    "evaluations": "item_code cycle_fy step evaluated_on evaluator_position remark evidence",
}
SENT_BY = {
    "project_changes": (ReporterKind.UNIT, PeriodKind.MONTH),
    "technology": (ReporterKind.UNIT, PeriodKind.MONTH),
    "pmqa": (ReporterKind.GEN, PeriodKind.MONTH),
    "review": (ReporterKind.UNIT, PeriodKind.FISCAL_YEAR),
    "annual": (ReporterKind.AGENCY, PeriodKind.FISCAL_YEAR),
    "milestones": (ReporterKind.OFF, PeriodKind.FISCAL_YEAR),
    "evaluations": (ReporterKind.UNIT, PeriodKind.FISCAL_YEAR),
}
MONTH_OF_EXAMPLE = {"project_changes": "2021-03", "technology": "2020-11", "pmqa": "2021-05"}
REPORTER_OF_EXAMPLE = {"pmqa": "GEN", "annual": "DLPW", "review": "OFF", "milestones": "OFF"}
EVERY_FORM = tuple({form.code: form for form in (*FORMS.values(), *OFFICE_FORMS)}.values())

each_form = pytest.mark.parametrize("form", OFFICE_FORMS, ids=lambda form: form.code)


@each_form
def test_fields_are_the_agreed_ones(form: Form) -> None:
    assert [field.code for field in form.fields] == AGREED[form.code].split()
    assert (form.reporter_kind, form.period_kind) == SENT_BY[form.code]
    assert len(schema_of(form).names) == len(form.fields) + 2
    assert form.is_future_allowed is (form.code in ("pmqa", "evaluations"))
    assert {form.date_field, *form.identity} - {None} <= {field.code for field in form.fields}


@each_form
def test_a_header_names_one_field(form: Form) -> None:
    taken: dict[str, str] = {}
    for field in form.fields:
        for text in (field.header.th, field.header.en, field.code, *field.aliases):
            assert taken.setdefault(header_key(text), field.code) == field.code, text
    assert len(form.sheet) <= 31 and not set("[]:*?/\\") & set(form.sheet)


@each_form
def test_a_choice_is_spelled_once(form: Form) -> None:
    for field in form.fields:
        spellings = [text for each in field.choices for text in (each.code, each.label.th, *each.aliases)]
        assert len(spellings) == len(set(spellings))
        assert bool(field.choices) is (field.type is FieldType.CHOICE)


@each_form
def test_guidance_fits_excels_message(form: Form) -> None:
    for field in form.fields:
        assert len(field.hint.th if field.hint else "") <= 230, field.code


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.code)
@pytest.mark.parametrize("is_thai", [True, False], ids=["Thai", "codes"])
def test_a_sheet_of_any_name_is_known_by_its_headers(form: Form, is_thai: bool) -> None:
    texts = [field.header.th if is_thai else field.code for field in form.fields]
    cells = {(3, column): Cell(3, column, text) for column, text in enumerate(texts, start=1)}
    assert best_form(Workbook("xlsx", (Sheet("Sheet1", cells),)), EVERY_FORM) is form


@each_form
def test_the_example_is_accepted_without_a_word(form: Form) -> None:
    row = OFFICE_EXAMPLES[form.code]
    assert set(row) <= {field.code for field in form.fields}
    rules = () if form.code in ("milestones", "evaluations") else None  # one row alone; no events stand behind it
    answer = check(
        form,
        row,
        reporter=REPORTER_OF_EXAMPLE.get(form.code, "INF"),
        period=MONTH_OF_EXAMPLE.get(form.code, "FY2564"),
        rules=rules,
    )
    assert answer.found == []
    assert all(answer.lines[0].values[code] is not None for code in row)


@each_form
def test_an_empty_required_cell_is_an_error(form: Form) -> None:
    for field in form.fields:
        row = {code: text for code, text in OFFICE_EXAMPLES[form.code].items() if code != field.code}
        period = MONTH_OF_EXAMPLE.get(form.code, "FY2564")
        answer = check(form, row, period=period, rules=())
        assert (("V21", field.code) in answer.found) is field.required
        assert answer.report.is_valid is not field.required
        assert all(one.severity is Severity.ERROR for one in answer.report.findings)


def test_the_manual_names_five_review_steps() -> None:
    assert list(STEPS) == [1, 2, 3, 4, 5]
    assert STEPS[3].th == "ต้องมีการทบทวน ออกแบบกระบวนการทำงานในส่วนที่ตนรับผิดชอบ"
