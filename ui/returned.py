"""What was given back to this reader: which report, why, and what to do now."""

from __future__ import annotations

from functools import partial

from base.period import parse_period
from base.words import Text
from etl import review
from etl.forms import FORMS
from ui import contents, marked, names
from ui.context import Context
from ui.markup import show, tag, text

TITLE = Text("รายงานที่ถูกส่งคืน แก้ไขแล้วส่งใหม่ {count} ฉบับ", "Returned: correct and send again ({count})")
LINE = Text("{form} · {reporter} · {period} ({number})", "{form} · {reporter} · {period} ({number})")
REASON = Text("เหตุผล: {reason}", "Reason: {reason}")


def notice(ctx: Context) -> None:
    """The reports this reader has to mend, longest first; nothing at all when there are none."""
    returned = ctx.ledger.remembered(("returned", ctx.user), partial(review.returned_to, user=ctx.user))
    if not returned:
        return
    items = [
        tag("li", tag("b", text(_line(one, ctx))), tag("br"), text(ctx.say(REASON, reason=one.reason)))
        for one in returned
    ]
    title = tag("h2", "▼ ", text(ctx.say(TITLE, count=len(returned))), css="tt-h2")
    show(tag("section", title, tag("ul", *items), css="tt-outcome tt-outcome-fix"))
    for one in returned:
        contents.download(one.submission, ctx)
        if one.submission.findings:
            marked.download(one.submission.submission_id, ctx)


def _line(one: review.Returned, ctx: Context) -> str:
    kept = one.submission
    return ctx.say(
        LINE,
        form=ctx.say(FORMS[kept.form or ""].name),
        reporter=names.reporter(ctx.build, kept.reporter or "", ctx.language),
        period=parse_period(kept.period or "").say(ctx.language),
        number=kept.submission_id,
    )
