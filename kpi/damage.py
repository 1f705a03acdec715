"""A build that cannot be read: its bytes are damaged, or it is old and its file is gone."""

from __future__ import annotations

from base.words import Text

DAMAGED = Text(
    "ไฟล์ชุดข้อมูล {name} เสียหายบนดิสก์ ระบบทิ้งไฟล์นั้นแล้ว และจะจัดทำใหม่จากทะเบียนข้อมูลเมื่อเปิดครั้งถัดไป"
    " กรุณาลองใหม่อีกครั้ง หากเกิดซ้ำกรุณาตรวจดิสก์",
    "The build {name} is damaged on the disk. It was thrown away and is made again from the ledger the next time it is"
    " asked for. Please try again; if it happens again, check the disk",
)
GONE = Text(
    "หน้านี้แสดงชุดข้อมูล {name} ซึ่งเก่าและถูกลบไปแล้ว กรุณาเปิดหน้านี้ใหม่เพื่อใช้ข้อมูลปัจจุบัน",
    "This page shows the build {name}, which is old and gone. Please open the page again to use the present data",
)


class DamagedBuild(Exception):
    """A build whose bytes are not those that were written; `text` says that it is gone and will be made again."""

    def __init__(self, name: str) -> None:
        self.text = Text(DAMAGED.say("th", name=name), DAMAGED.say("en", name=name))
        super().__init__(self.text.th)


class GoneBuild(DamagedBuild):
    """An old build whose file was cleared away: what still shows it has to be opened again."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.text = Text(GONE.say("th", name=name), GONE.say("en", name=name))
        self.args = (self.text.th,)
