"""The form to fill in: choose form, reporter and period, download the workbook with what is known already filled in."""

from __future__ import annotations

import streamlit as st

from base.access import Action, NotAllowed
from base.clock import now
from base.period import FiscalYear, Month, fiscal_year_of, parse_period
from base.words import Text
from etl.forms import FORMS
from etl.forms.model import Form, PeriodKind, ReporterKind
from etl.prefill import prefill
from etl.reference import Register
from etl.template import file_name, write_template
from ui import names, session
from ui.context import Context
from ui.digits import labelled
from ui.horizon import horizon

UNITS = ("INF", "OLD", "DIS", "GEN", "OFF")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORM = Text("แบบฟอร์ม", "Form")
REPORTER = Text("หน่วยงานที่รายงาน", "Reporter")
PERIOD = Text("งวดรายงาน", "Period")
DOWNLOAD = Text("ดาวน์โหลดแบบฟอร์ม", "Download the form")


def choose_and_download(ctx: Context) -> None:
    """Three choices and a button; a reporter finds only forms and names that are theirs to send."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose(ctx)
        if chosen is None:
            return
        code, reporter, period = chosen
        st.download_button(
            ctx.say(DOWNLOAD),
            data=lambda: workbook(code, reporter, period, ctx),
            mime=XLSX,
            on_click="ignore",
            file_name=file_name(FORMS[code], reporter, parse_period(period)),
            icon=":material/download:",
            key="template_download",
        )


def choose(ctx: Context) -> tuple[str, str, str] | None:
    """Form, reporter and period by three choices of the address; None when nothing is this user's to send."""
    offered = {code: names for code, form in FORMS.items() if (names := reporters(form, ctx))}
    if not offered:
        return None
    code = st.selectbox(
        ctx.say(FORM),
        list(offered),
        format_func=labelled(lambda code: ctx.say(FORMS[code].name)),
        width=310,
        key=session.choice("form", list(offered), next(iter(offered))),
    )
    names = offered[code]
    reporter = st.selectbox(
        ctx.say(REPORTER),
        list(names),
        format_func=labelled(names.__getitem__),
        width=345,
        key=session.choice("reporter", list(names), next(iter(names))),
    )
    periods, usual = open_periods(FORMS[code], ctx)
    period = st.selectbox(
        ctx.say(PERIOD),
        periods,
        format_func=labelled(lambda one: parse_period(one).say(ctx.language)),
        width=150,
        key=session.choice("month", periods, usual),
    )
    return code, reporter, period


def reporters(form: Form, ctx: Context) -> dict[str, str]:
    """Who may send this form by this user's hand: code → name."""
    agencies = ctx.build.reference("agencies", now().date(), ctx.build.last_seq)
    codes = {
        # Those that report every month first, the other centres after them.
        ReporterKind.AGENCY: sorted(agencies, key=lambda code: not agencies[code].get("report_from")),
        ReporterKind.UNIT: list(UNITS),
        ReporterKind.GEN: ["GEN"],
        ReporterKind.OFF: ["OFF"],
    }[form.reporter_kind]
    return {code: names.reporter(ctx.build, code, ctx.language) for code in codes if ctx.user.may_report_for(code)}


def open_periods(form: Form, ctx: Context) -> tuple[list[str], str]:
    """The periods to choose from, newest first, and the one that is usually wanted: the month after the last report."""
    today = Month.of(now().date())
    last = horizon(ctx.build).last_month
    usual = min(last.shift(1), today) if last else today.shift(-1)
    year = usual.fiscal_year.year_be
    if form.period_kind is PeriodKind.FISCAL_YEAR:
        return [str(FiscalYear(one)) for one in range(year + 1, year - 3, -1)], str(usual.fiscal_year)
    months = [month for one in range(year + 1, year - 2, -1) for month in reversed(FiscalYear(one).months)]
    return [str(month) for month in months if month <= today or form.is_future_allowed], str(usual)


def workbook(code: str, reporter: str, period: str, ctx: Context) -> bytes:
    """The template's bytes. The right to report for `reporter` is asked again here.

    Raises NotAllowed.
    """
    if not ctx.user.may_report_for(reporter):
        raise NotAllowed(ctx.user, Action.SUBMIT)
    wanted = parse_period(period)
    with ctx.ledger.read() as connection:
        register = Register.load(connection, fiscal_year_of(wanted))
        start = prefill(connection, FORMS[code], reporter, wanted, register)
    return write_template(FORMS[code], reporter, wanted, register, start)
