"""The marked copy: the sender's own file with the cells to mend coloured and commented, to download and send again."""

from __future__ import annotations

import streamlit as st

from base.words import Text
from etl.marking.copy import file_name_of, marked_copy, may_read
from ledger import submissions
from ui.context import Context

DOWNLOAD = Text("ดาวน์โหลดไฟล์ที่ทำเครื่องหมายช่องที่ต้องแก้", "Download the file with the cells to mend marked")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(submission_id: str, ctx: Context) -> None:
    """The button, for whoever may read the file; the right is asked again when it is pressed."""
    with ctx.ledger.read() as connection:
        kept = submissions.by_id(connection, submission_id)
    if kept is None or kept.status == "refused" or not may_read(ctx.user, kept):
        return
    st.download_button(
        ctx.say(DOWNLOAD),
        data=lambda: marked_copy(ctx.ledger, submission_id, ctx.user).data,
        file_name=file_name_of(kept),
        mime=MIME,
        on_click="ignore",
        icon=":material/edit_note:",
        key=f"marked_{submission_id}",
    )
