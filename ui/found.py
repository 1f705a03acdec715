"""Tables of what was found in a file: what must be mended first, then what to look at."""

from __future__ import annotations

from collections.abc import Sequence

from base.words import Text
from etl.findings import Finding, Severity
from ui.context import Context
from ui.markup import show, table, tag, text

WARNINGS = Text(
    "ข้อที่ควรตรวจสอบ {count} ข้อ (ไม่ต้องส่งใหม่หากถูกต้องแล้ว)",
    "{count} point(s) to look at (no need to resend if they are right)",
)
HEADS = (Text("ช่อง", "Cell"), Text("สิ่งที่ต้องแก้", "What to do"), Text("รหัส", "Code"))
WHOLE_FILE = Text("ทั้งไฟล์", "Whole file")


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """What must be mended before the file can be taken."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def fixes(title: str, findings: Sequence[Finding], ctx: Context, refusal: Text | None = None) -> None:
    """The fixes: which cell, what to do; the code last, for whoever calls for help."""
    wrong = errors(findings)
    why = tag("p", text(ctx.say(refusal))) if refusal else ""
    show(tag("section", tag("h3", "▼ ", text(title)), why, _table(title, wrong, ctx), css="tt-outcome tt-outcome-fix"))


def warnings(findings: Sequence[Finding], ctx: Context, title: Text = WARNINGS) -> None:
    """Everything that does not refuse the file; nothing at all when there is none."""
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    if others:
        said = ctx.say(title, count=len(others))
        body = tag("h3", "◆ ", text(said)), _table(said, others, ctx)
        show(tag("section", *body, css="tt-outcome tt-outcome-look"))


def place(finding: Finding, ctx: Context) -> str:
    """Where the sender finds it."""
    return finding.place or ctx.say(WHOLE_FILE)


def _table(title: str, findings: Sequence[Finding], ctx: Context) -> str:
    rows = [
        # A long code may break behind each of its words, so that it never widens a narrow screen.
        [tag("code", text(place(one, ctx))), text(one.message(ctx.language)), text(one.code).replace("_", "_<wbr>")]
        for one in findings
    ]
    return table(title, [ctx.say(head) for head in HEADS], rows) if rows else ""
