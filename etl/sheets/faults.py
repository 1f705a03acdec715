"""What can go wrong between us and Google, each with the sentence that says what to do."""

from __future__ import annotations

from enum import StrEnum

from base.words import Text


class Wrong(StrEnum):
    """Why Google did not do what was asked."""

    NO_KEY = "no_key"
    BAD_KEY = "bad_key"
    KEY_REFUSED = "key_refused"
    GONE = "gone"
    NO_ACCESS = "no_access"
    QUOTA = "quota"
    NO_ANSWER = "no_answer"
    UNSURE = "unsure"
    REFUSED = "refused"


SENTENCES: dict[Wrong, Text] = {
    Wrong.NO_KEY: Text(
        "ตั้งค่า TIDTAM_GOOGLE_KEY เป็นที่อยู่ไฟล์กุญแจของบัญชีบริการก่อนใช้ Google Sheets",
        "Set TIDTAM_GOOGLE_KEY to the path of the service account's key file before using Google Sheets",
    ),
    Wrong.BAD_KEY: Text(
        "ตรวจไฟล์ที่ TIDTAM_GOOGLE_KEY ระบุ (เปิดไม่ได้หรือไม่ใช่ไฟล์กุญแจของบัญชีบริการ)",
        "Check the file that TIDTAM_GOOGLE_KEY names (it cannot be opened or is no key file of a service account)",
    ),
    Wrong.KEY_REFUSED: Text(
        "สร้างกุญแจใหม่ของบัญชีบริการแล้วตั้งค่า TIDTAM_GOOGLE_KEY ใหม่ (Google ไม่ยอมรับกุญแจปัจจุบัน)",
        "Make a new key of the service account and set TIDTAM_GOOGLE_KEY anew (Google does not accept this one)",
    ),
    Wrong.GONE: Text(
        "ตรวจลิงก์ของชีต หรือขอให้หน่วยงานกู้คืนจากถังขยะ (ไม่พบชีตนี้ อาจถูกลบแล้ว)",
        "Check the link, or ask the agency to restore the sheet from the bin (it was not found; it may be deleted)",
    ),
    Wrong.NO_ACCESS: Text(
        "ขอให้หน่วยงานแชร์ชีตให้บัญชีบริการของสำนักงานอีกครั้ง (บัญชีนี้ไม่มีสิทธิ์เปิดชีต)",
        "Ask the agency to share the sheet with the Office's service account again (the account may not open it)",
    ),
    Wrong.QUOTA: Text(
        "ดึงข้อมูลอีกครั้งในภายหลัง (Google จำกัดจำนวนครั้งของการอ่านอยู่ ระบบรอและลองซ้ำแล้วจึงหยุด)",
        "Pull again later (Google is limiting the number of requests; it was tried again and then given up)",
    ),
    Wrong.NO_ANSWER: Text(
        "ดึงข้อมูลอีกครั้งในภายหลัง (Google ไม่ตอบหรือขัดข้อง ระบบลองซ้ำแล้วจึงหยุด)",
        "Pull again later (Google did not answer or had a fault; it was tried again and then given up)",
    ),
    Wrong.UNSURE: Text(
        "เปิดชีตตรวจก่อนเขียนซ้ำ (การเชื่อมต่อขาดระหว่างเขียน จึงไม่ทราบว่าเขียนแล้วหรือยัง)",
        "Look at the sheet before writing again (the connection broke while writing, so it may be written or not)",
    ),
    Wrong.REFUSED: Text(
        "แจ้งผู้ดูแลระบบ (Google ไม่ทำตามคำขอ: {detail})",
        "Tell the administrator (Google refused the request: {detail})",
    ),
}


class GoogleFault(Exception):
    """A request that ended without what was asked; `text` is the sentence. Never holds a token or a key."""

    def __init__(self, wrong: Wrong, detail: str = "") -> None:
        self.wrong = wrong
        sentence = SENTENCES[wrong]
        self.text = sentence.filled(detail=detail) if "{detail}" in sentence.th else sentence
        super().__init__(self.text.th)


class Again(Exception):
    """One attempt that may be made again: because of the quota, or because no sound answer came."""

    def __init__(self, wrong: Wrong, retry_after_seconds: float | None = None) -> None:
        self.wrong, self.retry_after_seconds = wrong, retry_after_seconds
        super().__init__(str(wrong))
