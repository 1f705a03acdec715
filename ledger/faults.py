"""What can be wrong with a ledger, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from base.words import Text


class LedgerFault(Exception):
    """The ledger cannot be used as asked; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


class LedgerUnreachable(LedgerFault):
    """The database server does not answer or does not let us in."""


class LedgerNotWritable(LedgerFault):
    """The file cannot be made or written, or the database user may not write."""


class LedgerBusy(LedgerFault):
    """Somebody else has been writing for longer than we wait."""


class LedgerTooNew(LedgerFault):
    """The ledger was written by a newer version of this system."""


class NotALedger(LedgerFault):
    """What stands at the address is not a ledger, or is damaged."""


class WrongAuditKey(LedgerFault):
    """The audit key is not the one that this ledger was begun with."""


UNREACHABLE = Text(
    "ติดต่อฐานข้อมูล {where} ไม่ได้ กรุณาตรวจว่าเครื่องแม่ข่าย PostgreSQL เปิดอยู่ และที่อยู่ ชื่อผู้ใช้ รหัสผ่าน"
    "ใน TIDTAM_LEDGER ถูกต้อง แล้วลองใหม่",
    "Cannot reach the database {where}. Check that the PostgreSQL server is running and that the address, user and"
    " password in TIDTAM_LEDGER are right, then try again",
)
NOT_WRITABLE = Text(
    "เปิดหรือเขียนทะเบียนข้อมูลที่ {where} ไม่ได้ กรุณาตรวจว่ามีโฟลเดอร์นี้ และผู้ใช้ที่เรียกใช้ระบบมีสิทธิ์เขียน",
    "Cannot open or write the ledger at {where}. Check that the folder exists and that the user running the system may"
    " write there",
)
NO_PRIVILEGE = Text(
    "ผู้ใช้ฐานข้อมูลของ {where} ไม่มีสิทธิ์สร้างหรือเขียนตาราง กรุณาให้ผู้ดูแลฐานข้อมูลให้สิทธิ์ CREATE ใน schema public",
    "The database user of {where} may not create or write tables. Ask the database administrator to grant CREATE on"
    " schema public",
)
BUSY = Text(
    "มีผู้อื่นกำลังบันทึกข้อมูลลง {where} นานเกิน 60 วินาที กรุณาลองใหม่อีกครั้ง ข้อมูลครั้งนี้ยังไม่ถูกบันทึก",
    "Somebody else has been writing to {where} for more than 60 seconds. Please try again; nothing was recorded",
)
DISK_FULL = Text(
    "พื้นที่จัดเก็บของ {where} เต็ม กรุณาเพิ่มพื้นที่แล้วลองใหม่ ข้อมูลครั้งนี้ยังไม่ถูกบันทึก",
    "The storage of {where} is full. Make room and try again; nothing was recorded",
)
DISK_FAULT = Text(
    "อ่านหรือเขียนพื้นที่จัดเก็บของ {where} ไม่ได้ พื้นที่อาจเต็มหรือเสียหาย กรุณาตรวจพื้นที่ว่างและจานบันทึกข้อมูล แล้วลองใหม่",
    "The storage of {where} cannot be read or written; it may be full or damaged. Check the free space and the disk,"
    " then try again",
)
NOT_A_LEDGER = Text(
    "ไฟล์ที่ {where} ไม่ใช่ทะเบียนข้อมูลของระบบ หรือเสียหาย กรุณาตรวจ TIDTAM_LEDGER หรือกู้คืนจากข้อมูลสำรอง",
    "The file at {where} is not a ledger of this system, or is damaged. Check TIDTAM_LEDGER or restore the backup",
)
TOO_NEW = Text(
    "ทะเบียนข้อมูล {where} สร้างโดยระบบรุ่นใหม่กว่า (โครงสร้างรุ่น {found} ระบบนี้รู้จักถึงรุ่น {known}) กรุณาปรับปรุงระบบเป็นรุ่นล่าสุดก่อนใช้งาน",
    "The ledger {where} was written by a newer version of the system (schema {found}; this one knows up to {known})."
    " Update the system before using it",
)
WRONG_KEY = Text(
    "กุญแจตรวจสอบไม่ตรงกับกุญแจที่ใช้เริ่มทะเบียนข้อมูล {where} กรุณาตั้ง TIDTAM_AUDIT_KEY หรือนำไฟล์ audit.key เดิมกลับมา",
    "The audit key is not the one the ledger {where} was begun with. Set TIDTAM_AUDIT_KEY or put the former audit.key"
    " back",
)

_SQLITE: tuple[tuple[str, type[LedgerFault], Text], ...] = (
    ("unable to open database file", LedgerNotWritable, NOT_WRITABLE),
    ("readonly database", LedgerNotWritable, NOT_WRITABLE),
    ("disk is full", LedgerNotWritable, DISK_FULL),
    ("disk I/O error", LedgerNotWritable, DISK_FAULT),  # also when there is no room for the log's index beside the file
    ("is locked", LedgerBusy, BUSY),
    ("not a database", NotALedger, NOT_A_LEDGER),
    ("malformed", NotALedger, NOT_A_LEDGER),
)
_POSTGRESQL: dict[str, tuple[type[LedgerFault], Text]] = {
    "55P03": (LedgerBusy, BUSY),
    "53100": (LedgerNotWritable, DISK_FULL),
    "42501": (LedgerNotWritable, NO_PRIVILEGE),
    "25006": (LedgerNotWritable, NO_PRIVILEGE),
}


def fault(kind: type[LedgerFault], text: Text, **blanks: object) -> LedgerFault:
    """The fault of this kind with the blanks of its sentence filled."""
    return kind(Text(text.say("th", **blanks), text.say("en", **blanks)))


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Inside, a database error that an operator can mend comes out as a LedgerFault about `where`."""
    try:
        yield
    except sa.exc.TimeoutError as error:  # every connection of this process is in use, and none was given back in time
        raise fault(LedgerBusy, BUSY, where=where) from error
    except sa.exc.DBAPIError as error:
        if found := _mendable(error):
            raise fault(*found, where=where) from error
        raise


def _mendable(error: sa.exc.DBAPIError) -> tuple[type[LedgerFault], Text] | None:
    message = str(error.orig)
    if (error.orig.__class__.__module__ or "").startswith("sqlite3"):
        return next(((kind, text) for piece, kind, text in _SQLITE if piece in message), None)
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    is_connection = state is None or state[:2] in ("08", "28", "3D", "57")
    return (LedgerUnreachable, UNREACHABLE) if isinstance(error, sa.exc.OperationalError) and is_connection else None
