"""Rules of the whole file and of its sheet: which form, whose, which month, and whether its shape is right.

Sources: domain.md 7.4 (V01–V06, V25, V26, V28), requirements R-27, R-28, R-31, R-32.
"""

from __future__ import annotations

from etl.findings.rule import Rule, error, note, warning

SHEET_RULES: dict[str, Rule] = {
    "V01": error(
        "ใช้แบบฟอร์ม{expected} แล้วส่งใหม่ (ไฟล์นี้เป็นแบบฟอร์ม{found})",
        "Use the form {expected} and send it again (this file is the form {found})",
    ),
    "V02": error(
        "เพิ่มคอลัมน์ “{column}” ในแถวหัวตาราง (ไม่พบคอลัมน์นี้{guesses})",
        "Add the column “{column}” to the header row (it was not found{guesses})",
    ),
    "V03": error(
        "แก้ “{column}” ให้เป็น {expected} (พบ “{found}”)",
        "Change “{column}” to {expected} (found “{found}”)",
    ),
    "V04": error(
        "แก้งวดให้ตรงกับ {expected} หรือดาวน์โหลดแบบฟอร์มของงวดที่ต้องการ (ไฟล์นี้ระบุ “{column}” เป็น {found})",
        "Make the period agree with {expected} or download the form of the right one (“{column}” says {found})",
    ),
    "V05": error(
        "ส่งรายงานงวดนี้ได้ตั้งแต่วันที่ {first} เป็นต้นไป (พบงวด {found} ซึ่งยังมาไม่ถึง)",
        "Send this report on or after {first} (found {found}, which has not begun)",
    ),
    "V06": error(
        "ไม่ต้องส่งไฟล์นี้ซ้ำ (พบว่าตรงกับไฟล์ที่รับไว้แล้วทุกประการ เลขที่ {submission} ครั้งที่ {version})",
        "No need to send this file again (it is the very file already received as {submission}, version {version})",
    ),
    "V25": note(
        "ส่งงวดต่อไปให้ทันกำหนด (งวดนี้ครบกำหนด {due} แต่ระบบได้รับเมื่อ {found})",
        "Send the next one in time (this one was due {due} and was received {found})",
    ),
    "V26": error(
        "กรอกข้อมูลอย่างน้อยหนึ่งแถว หรือเลือก “ใช่” ที่ “ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้” (ไม่พบแถวข้อมูล)",
        "Fill in at least one row, or tick the nil report (no row of data was found)",
    ),
    "V28": warning(
        "ตรวจว่าต้องรายงานโครงการ {found} หรือไม่ (ไม่พบในแบบฟอร์มนี้ ระบบจะใช้ผลครั้งก่อน)",
        "Check whether project {found} should be reported (not in this form; its last result is carried forward)",
    ),
    "V30": warning(
        "ลบคำว่า “ใช่” ที่ “ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้” หากต้องการรายงานผล (พบผลเดือนนี้ {found} แถวซึ่งระบบไม่ได้อ่าน)",
        "Clear the nil-report tick to report results (found {found} rows with results; they were not read)",
    ),
    "V31": note(
        "ไม่ต้องกรอกคอลัมน์ “{found}” (พบในไฟล์แต่ไม่อยู่ในแบบฟอร์ม ระบบไม่ได้อ่าน)",
        "Leave out the column “{found}” (it is in the file but not in the form, and was not read)",
    ),
    "V32": error(
        "เหลือคอลัมน์ “{column}” ไว้เพียงคอลัมน์เดียว (พบที่ {found})",
        "Keep only one column “{column}” (found at {found})",
    ),
    "V33": note(
        "ตรวจหัวคอลัมน์ “{found}” (พบว่าใกล้เคียงกับ “{column}” ระบบจึงอ่านเป็นคอลัมน์นั้น)",
        "Check the header “{found}” (it is close to “{column}” and was read as that column)",
    ),
    "V34": warning(
        "ตรวจว่าต้องการส่งแถวที่ซ่อนไว้หรือไม่ (พบ {found} แถวซ่อนและระบบอ่านแล้ว: {rows})",
        "Check whether the hidden rows should be sent (found {found} hidden rows; they were read: {rows})",
    ),
    "V38": error(
        "ส่งได้เฉพาะแบบฟอร์มของหน่วยงานที่ท่านรับผิดชอบ (พบแบบฟอร์มของ{found} ส่งโดย{user})",
        "Send only the forms of your own agency (found a form of {found} sent by {user})",
    ),
    "V41": error(
        "ระบุ “{column}” ในส่วนหัวของแบบฟอร์ม (ไม่พบหรืออ่านไม่ได้{found})",
        "State “{column}” in the header block of the form (not found or not readable{found})",
    ),
    "V42": error(
        "ใช้ไฟล์แบบฟอร์มที่มีแถวหัวตาราง (ไม่พบหัวคอลัมน์ของแบบฟอร์ม{form} ในแผ่นงานใดเลย)",
        "Use a file that has the header row of the form (no header of the form {form} was found in any sheet)",
    ),
    "V90": warning(
        "ลบข้อมูลส่วนบุคคลออกจากไฟล์ก่อนส่งครั้งต่อไป (พบ {found} ช่อง คือ {places} ระบบปิดบังแล้วและเก็บเฉพาะไฟล์ที่ปิดบัง)",
        "Take personal data out before the next sending (found in {found} cells; only a masked copy is kept: {places})",
    ),
    "V94": warning(
        "เลือกว่าคอลัมน์ “{found}” คือคอลัมน์ใดของแบบฟอร์ม ระบบจะจำไว้ใช้ครั้งต่อไป (ยังไม่ได้อ่าน ใกล้เคียงที่สุดคือ {guesses})",
        "Say which column of the form “{found}” is; it is remembered (it was not read; the closest are {guesses})",
    ),
    "V95": note(
        "ขอให้ผู้อำนวยการสำนักงานเปิดแก้ไขรอบ หากต้องการให้ฉบับนี้นับในค่าที่ปิดรอบ (พบว่า{round} ปิดแล้วเมื่อ {day} จึงรับไว้เป็นฉบับหลังปิดรอบ)",
        "Ask the Director of the Office to reopen the round if its frozen figures should count this version "
        "({round} was frozen on {day}; this was received as a version after the freeze)",
    ),
    "V97": warning(
        "ขอให้สำนักงานรับฉบับแก้ไข หากต้องการเปลี่ยนรายงาน{period} (แก้ไขหลังปิดรับ {count} ช่อง คือ {places} ข้อมูลที่รับไว้ไม่เปลี่ยน)",
        "Ask the Office to take the corrected version if the report of {period} should change "
        "(edited after the cut-off in {count} cells: {places}; what was received has not changed)",
    ),
    "V57": error(
        "ตรวจชื่อและที่อยู่ไฟล์ (ไม่พบหรือเปิดไฟล์ “{found}” ไม่ได้)",
        "Check the name of the file (“{found}” was not found or cannot be opened)",
    ),
}
