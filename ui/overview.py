"""The director's page as one piece of markup: every indicator with its status, then the lists that ask for action.

One piece, because each part would be a message of its own to each of a hundred readers, and kept, because many of
them ask the same: a build never changes, and everything else that it depends on stands in its key.
"""

from __future__ import annotations

from functools import partial

from base.words import Text
from kpi.model import Family
from ui import cards, digits, figures, matrix, moving, panels, session
from ui.answers import Answers
from ui.context import Context
from ui.markup import panel, show, tag

OWN = Text("ตัวชี้วัดของสำนักงานและตัวชี้วัดติดตาม", "The Office's indicators and monitoring measures")

_KEPT = Answers(64)


def draw(ctx: Context) -> None:
    """The whole page under the filters."""
    # Who asks: the lists lead only to pages that their reader may open.
    reader = ctx.user, ctx.language, digits.is_thai()
    show(_KEPT.of((ctx.build.name, repr(ctx.ask), reader, session.address()), partial(_markup, ctx)))


def _markup(ctx: Context) -> str:
    shown = figures.of_office(ctx)
    own, watched = cards.family(shown, Family.OFFICE), cards.family(shown, Family.MONITORING)
    others = [figure for figure in shown if not cards.is_main(figure)]
    lists = (
        panel("panel_off_target", panels.off_target(shown, ctx)),
        panel("panel_late", panels.late(figures.board(ctx).overdue, ctx, is_narrow=True)),
        panel("panel_decide", panels.to_decide(figures.alerts(ctx), ctx)),
    )
    return tag(
        "div",
        panel("panel_cascaded", matrix.cascaded(cards.family(shown, Family.CASCADED), ctx)),
        cards.head(OWN, [*own, *watched], ctx, *moving.legend(shown, ctx)),
        cards.row(own, others, ctx),
        panel("panel_monitoring", matrix.monitoring(watched, ctx)),
        tag("div", *lists, css="tt-lists"),
        css="tt-overview",
    )
