"""What can stand in the way of a backup, in sentences that say what to do."""

from __future__ import annotations

from base.words import Text
from ledger.faults import LedgerFault


class BackupFault(LedgerFault):
    """A backup that cannot be made, opened or brought back; `text` says why and what to do."""


NOT_A_BACKUP = Text(
    "ไฟล์ {file} เปิดเป็นข้อมูลสำรองของระบบไม่ได้ หรือเสียหาย กรุณาตรวจชื่อไฟล์และสิทธิ์การอ่าน หรือใช้ข้อมูลสำรองชุดอื่น",
    "{file} cannot be opened as a backup of this system, or is damaged. Check its name and the right to read it, or use"
    " another backup",
)
DAMAGED = Text(
    "ข้อมูลสำรอง {file} ถูกแก้ไขหรือเสียหาย จึงไม่นำมาใช้ กรุณาใช้ข้อมูลสำรองชุดอื่น และตรวจสื่อที่เก็บไฟล์นี้",
    "The backup {file} was altered or damaged and is not used. Use another one and check the medium that kept it",
)
NO_KEY = Text(
    "ข้อมูลสำรอง {file} เข้ารหัสไว้ กรุณาตั้ง TIDTAM_BACKUP_KEY เป็นกุญแจที่ใช้เมื่อสำรองข้อมูล",
    "The backup {file} is encrypted. Set TIDTAM_BACKUP_KEY to the key it was made with",
)
WRONG_KEY = Text(
    "เปิดข้อมูลสำรอง {file} ไม่ได้ เพราะ TIDTAM_BACKUP_KEY ไม่ใช่กุญแจที่ใช้เมื่อสำรองข้อมูล หรือไฟล์ถูกแก้ไข"
    " กรุณาตรวจกุญแจ แล้วลองข้อมูลสำรองชุดอื่น",
    "The backup {file} does not open: TIDTAM_BACKUP_KEY is not the key it was made with, or the file was altered. Check"
    " the key, then try another backup",
)
TOO_NEW = Text(
    "ข้อมูลสำรอง {file} สร้างโดยระบบรุ่นใหม่กว่า กรุณาปรับปรุงระบบเป็นรุ่นล่าสุดก่อนกู้คืน",
    "The backup {file} was made by a newer version of the system. Update the system before restoring it",
)
NOT_EMPTY = Text(
    "กู้คืนลงที่ว่างเท่านั้น แต่ {where} มีข้อมูลอยู่แล้ว กรุณาตั้ง TIDTAM_DATA เป็นโฟลเดอร์ใหม่ (หรือ TIDTAM_LEDGER เป็นฐานข้อมูลว่าง)",
    "A backup is restored into an empty place only, and there is data at {where}. Set TIDTAM_DATA to a new folder"
    " (or TIDTAM_LEDGER to an empty database)",
)
OTHER_KEY = Text(
    "กุญแจตรวจสอบไม่ตรงกับกุญแจของข้อมูลสำรอง {file} กรุณาตั้ง TIDTAM_AUDIT_KEY เป็นกุญแจเดิม หรือลบไฟล์ {key_file} ที่ไม่ใช่ของข้อมูลชุดนี้",
    "The audit key is not the one of the backup {file}. Set TIDTAM_AUDIT_KEY to the former key, or remove {key_file},"
    " which does not belong to this data",
)
UNSOUND = Text(
    "ทะเบียนข้อมูลมีความผิดปกติ {count} แห่ง จึงไม่สำรองข้อมูล เพื่อไม่ให้ชุดที่ดีถูกแทนที่ กรุณาสั่ง python -m ledger verify เพื่อดูว่าผิดที่ใด"
    " แล้วกู้คืนจากข้อมูลสำรองชุดล่าสุด",
    "The ledger has {count} faults, so no backup was made and the good ones stay. Run python -m ledger verify to see"
    " where, then restore the newest backup",
)
ALTERED = Text(
    "ข้อมูลในข้อมูลสำรอง {file} ไม่ผ่านการตรวจลูกโซ่ {count} แห่ง จึงไม่กู้คืน แห่งแรก: {first} กรุณาใช้ข้อมูลสำรองชุดอื่น",
    "The content of the backup {file} fails the check of its chain in {count} places and was not restored. The first:"
    " {first}. Use another backup",
)
NO_ROOM = Text(
    "เขียนข้อมูลสำรองที่ {where} ไม่ได้ กรุณาตรวจพื้นที่ว่างและสิทธิ์การเขียน",
    "Cannot write the backup at {where}. Check the free space and the right to write there",
)
EXISTS = Text(
    "มีไฟล์ {file} อยู่แล้ว กรุณาตั้งชื่อใหม่ ระบบไม่เขียนทับข้อมูลสำรอง",
    "{file} is there already; choose another name: backups are never overwritten",
)
NO_BACKUPS = Text(
    "ไม่พบข้อมูลสำรองในโฟลเดอร์ {folder}",
    "There is no backup in the folder {folder}",
)
