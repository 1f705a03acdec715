"""What the gate says: every refusal of a whole file, each beginning with what to do.

The codes never change; the sentences may improve. Blanks are filled from the refusal's `params`.
"""

from __future__ import annotations

from collections.abc import Mapping

from base.words import Text

_SAVE_AS = "เปิดไฟล์ใน Excel แล้วเลือก “บันทึกเป็น” ชนิด .xlsx จากนั้นส่งใหม่"
_SAVE_AS_EN = "Open the file in Excel, choose “Save As” .xlsx and send it again"
_SAVE_AGAIN = "เปิดไฟล์ใน Excel แล้วบันทึกใหม่เป็น .xlsx จากนั้นส่งอีกครั้ง"
_SAVE_AGAIN_EN = "Open the file in Excel, save it anew as .xlsx and send it again"
_REBUILD = "คัดลอกข้อมูลลงในแบบฟอร์มที่ดาวน์โหลดจากระบบแล้วส่งใหม่"
_REBUILD_EN = "Copy the data into the form downloaded from the system and send that"

GATE_TEXTS: Mapping[str, Text] = {
    "G_EMPTY": Text(
        "แนบไฟล์ใหม่อีกครั้ง ไฟล์ที่ได้รับไม่มีข้อมูล (0 ไบต์)",
        "Attach the file again: the one received is empty (0 bytes)",
    ),
    "G_TOO_BIG": Text(
        "ลดขนาดไฟล์ให้ไม่เกิน {limit} MB โดยส่งเฉพาะแผ่นงานรายงาน (ไฟล์นี้มีขนาด {size} MB)",
        "Reduce the file to {limit} MB or less by sending only the report sheet (this file is {size} MB)",
    ),
    "G_UNKNOWN_TYPE": Text(
        "ส่งไฟล์ชนิด .xlsx .xls .ods หรือ .csv เท่านั้น ระบบไม่รู้จักชนิดของไฟล์นี้",
        "Send an .xlsx, .xls, .ods or .csv file: the type of this file is not known",
    ),
    "G_NOT_SPREADSHEET": Text(
        "ส่งไฟล์ชนิด .xlsx .xls .ods หรือ .csv เท่านั้น เนื้อไฟล์นี้เป็น {kind} แม้ชื่อไฟล์จะลงท้ายแบบอื่น",
        "Send an .xlsx, .xls, .ods or .csv file: the content of this one is {kind}, whatever its name says",
    ),
    "G_HTML": Text(
        _SAVE_AS + " (ไฟล์นี้เป็นหน้าเว็บ ไม่ใช่สมุดงาน Excel)",
        _SAVE_AS_EN + " (this file is a web page, not an Excel workbook)",
    ),
    "G_XML_SHEET": Text(
        _SAVE_AS + " (ไฟล์นี้เป็น XML ไม่ใช่ .xlsx)",
        _SAVE_AS_EN + " (this file is XML, not .xlsx)",
    ),
    "G_XLS": Text(
        _SAVE_AS + " (ไฟล์นี้เป็น Excel รุ่นเก่าชนิด .xls ที่เสียหายหรือเก่าเกินกว่าจะอ่านได้)",
        _SAVE_AS_EN + " (this file is an .xls that is damaged or too old to read)",
    ),
    "G_XLSB": Text(
        _SAVE_AS + " (ไฟล์นี้เป็นชนิด .xlsb)",
        _SAVE_AS_EN + " (this file is in the .xlsb format)",
    ),
    "G_ODS": Text(
        "เปิดไฟล์แล้วเลือก “บันทึกเป็น” ชนิด .xlsx จากนั้นส่งใหม่ (ไฟล์นี้เป็นชนิด .ods ที่เสียหาย)",
        "Open the file, choose “Save As” .xlsx and send it again (this file is a damaged .ods)",
    ),
    "G_ENCRYPTED": Text(
        "ยกเลิกรหัสผ่านของไฟล์แล้วส่งใหม่ ระบบเปิดไฟล์ที่มีรหัสผ่านไม่ได้",
        "Remove the file's password and send it again: a file with a password cannot be opened",
    ),
    "G_BROKEN_ZIP": Text(
        _SAVE_AGAIN + " (ไฟล์เสียหายหรือส่งมาไม่ครบ)",
        _SAVE_AGAIN_EN + " (the file is damaged or incomplete)",
    ),
    "G_BROKEN_PART": Text(
        _SAVE_AGAIN + " (ไฟล์เสียหายที่ส่วน {part})",
        _SAVE_AGAIN_EN + " (the file is damaged in its part {part})",
    ),
    "G_ZIP_ENTRIES": Text(
        _REBUILD + " (ไฟล์นี้มีส่วนประกอบ {count} ส่วน เกิน {limit} ส่วน)",
        _REBUILD_EN + " (this file has {count} parts, more than {limit})",
    ),
    "G_ZIP_NAMES": Text(
        _REBUILD + " (ไฟล์นี้มีส่วนประกอบชื่อซ้ำหรือชื่อผิดปกติ: {part})",
        _REBUILD_EN + " (this file has a part whose name is repeated or odd: {part})",
    ),
    "G_INFLATES": Text(
        _REBUILD + " (ไฟล์นี้ขยายแล้วใหญ่ผิดปกติที่ส่วน {part})",
        _REBUILD_EN + " (this file expands to an abnormal size in its part {part})",
    ),
    "G_XML_DTD": Text(
        _REBUILD + " (ไฟล์นี้มีคำสั่ง XML ที่ไม่อนุญาตในส่วน {part})",
        _REBUILD_EN + " (this file has a forbidden XML declaration in its part {part})",
    ),
    "G_MACRO": Text(
        "เลือก “บันทึกเป็น” ชนิด .xlsx เพื่อตัดมาโครออกแล้วส่งใหม่ ระบบไม่รับไฟล์ที่มีมาโคร",
        "Choose “Save As” .xlsx, which drops the macros, and send it again: files with macros are not accepted",
    ),
    "G_STRICT": Text(
        "เลือก “บันทึกเป็น” ชนิด “สมุดงาน Excel (.xlsx)” แล้วส่งใหม่ (ไฟล์นี้เป็นชนิด Strict Open XML)",
        "Choose “Save As” “Excel Workbook (.xlsx)” and send it again (this file is Strict Open XML)",
    ),
    "G_PERSONAL_ID": Text(
        "ลบเลขประจำตัวประชาชนออกจากช่องนี้แล้วส่งใหม่ ระบบไม่เก็บข้อมูลส่วนบุคคลและไม่ได้บันทึกไฟล์นี้",
        "Take the national identity number out of this cell and send again: the file was not kept",
    ),
    "G_PERSONAL_NAME": Text(
        "ลบชื่อบุคคลออกจากช่องนี้ ให้ระบุเฉพาะตำแหน่งหรือจำนวน แล้วส่งใหม่ ระบบไม่เก็บข้อมูลส่วนบุคคลและไม่ได้บันทึกไฟล์นี้",
        "Take the person's name out of this cell, state a position or a count, and send again: the file was not kept",
    ),
    "G_NO_SHEET": Text(
        "ส่งไฟล์ที่มีแผ่นงานรายงาน ไฟล์นี้ไม่มีแผ่นงานที่อ่านได้",
        "Send a file with the report sheet: this one has no sheet that can be read",
    ),
    "G_SHEETS": Text(
        "ส่งเฉพาะแผ่นงานรายงาน ไฟล์นี้มี {count} แผ่นงาน เกิน {limit} แผ่นงาน",
        "Send only the report sheet: this file has {count} sheets, more than {limit}",
    ),
    "G_CELLS": Text(
        "ส่งเฉพาะแผ่นงานรายงานของเดือน แผ่นงาน “{sheet}” มีข้อมูลเกิน {limit} ช่อง",
        "Send only the month's report sheet: “{sheet}” holds more than {limit} cells",
    ),
    "G_STRINGS": Text(
        "ส่งเฉพาะแผ่นงานรายงานของเดือน ไฟล์นี้มีข้อความต่างกันเกิน {limit} ข้อความ",
        "Send only the month's report sheet: this file holds more than {limit} different texts",
    ),
    "G_MERGES": Text(
        "ยกเลิกการผสานเซลล์ในแผ่นงาน “{sheet}” แล้วส่งใหม่ การผสานเซลล์มากหรือกว้างเกินกำหนด",
        "Unmerge the cells of the sheet “{sheet}” and send it again: merged ranges are too many or too large",
    ),
    "G_CELL_TEXT": Text(
        "ลดข้อความในช่อง {cell} แผ่นงาน “{sheet}” ให้ไม่เกิน {limit} ตัวอักษรแล้วส่งใหม่",
        "Shorten the text of cell {cell} of the sheet “{sheet}” to {limit} characters or less and send it again",
    ),
    "G_ENCODING": Text(
        "บันทึกไฟล์เป็น .xlsx หรือ “CSV UTF-8” แล้วส่งใหม่ ระบบอ่านรหัสตัวอักษรของไฟล์นี้ไม่ได้",
        "Save the file as .xlsx or “CSV UTF-8” and send it again: its character encoding cannot be read",
    ),
    "G_UNREADABLE": Text(
        _SAVE_AGAIN + " (ระบบอ่านไฟล์นี้ไม่ได้)",
        _SAVE_AGAIN_EN + " (this file cannot be read)",
    ),
    "G_TOO_SLOW": Text(
        "ลดขนาดไฟล์แล้วส่งใหม่ ระบบใช้เวลาอ่านไฟล์นี้นานเกินกำหนด",
        "Make the file smaller and send it again: reading it took too long",
    ),
    "G_TOO_LARGE": Text(
        "ลดขนาดไฟล์แล้วส่งใหม่ ระบบต้องใช้หน่วยความจำอ่านไฟล์นี้มากเกินกำหนด",
        "Make the file smaller and send it again: reading it needs too much memory",
    ),
    "G_STOPPED": Text(
        "ส่งไฟล์อีกครั้งในอีกสักครู่ การอ่านไฟล์นี้ถูกหยุดก่อนอ่านจบ หากเป็นเช่นนี้อีก ให้ลดขนาดไฟล์แล้วส่งใหม่",
        "Send the file again in a moment: its reading was stopped before the end. If that happens again, make the file"
        " smaller",
    ),
    "G_BUSY": Text(
        "ส่งไฟล์อีกครั้งในอีกสักครู่ ขณะนี้ระบบกำลังอ่านไฟล์อื่นอยู่จำนวนมาก",
        "Send the file again in a moment: many other files are being read just now",
    ),
}
"""Code → sentence with its blanks. The catalogue of findings includes these."""


class GateRefusal(Exception):
    """A whole file that is not read: `code` is a key of GATE_TEXTS, `params` fill its blanks, `text` is the sentence.

    Raises KeyError when the code is unknown or a blank has no value.
    """

    def __init__(self, code: str, **params: str) -> None:
        template = GATE_TEXTS[code]
        self.code = code
        self.params: dict[str, str] = params
        self.text = Text(template.th.format(**params), template.en.format(**params))
        super().__init__(f"{code}: {self.text.th}")
