"""Rules of single values: what stood in one cell and could not be read, or was read with a correction.

The codes are those of `etl.normalise`; their cases stand in the table of values that its tests walk.
"""

from __future__ import annotations

from etl.findings.rule import Rule, error, warning

DATE_RULES: dict[str, Rule] = {
    "E_DATE_FORMAT": error(
        "กรอก “{column}” เป็นวันที่ เช่น 5 ม.ค. 2564 (พบ “{found}”)",
        "Enter “{column}” as a date such as “5 ม.ค. 2564” (found “{found}”)",
    ),
    "E_DATE_INVALID": error(
        "แก้ “{column}” ให้เป็นวันที่ที่มีในปฏิทิน (พบ “{found}”)",
        "Change “{column}” to a date of the calendar (found “{found}”)",
    ),
    "E_DATE_ORDER": error(
        "กรอก “{column}” เรียงเป็นวัน/เดือน/ปี (พบ “{found}” ซึ่งเดือนเกิน 12)",
        "Enter “{column}” as day/month/year (found “{found}”, whose month is over 12)",
    ),
    "E_DATE_NO_DAY": error(
        "เติมวันที่ใน “{column}” ให้ครบวัน เดือน ปี (พบเพียง “{found}”)",
        "Complete “{column}” with day, month and year (found only “{found}”)",
    ),
    "E_DATE_MONTH": error(
        "แก้ชื่อเดือนใน “{column}” ให้ชัดเจน (พบ “{found}”)",
        "Write the month of “{column}” clearly (found “{found}”)",
    ),
    "E_YEAR_RANGE": error(
        "แก้ปีใน “{column}” ให้อยู่ระหว่าง พ.ศ. 2555–2573 (พบ “{found}”)",
        "Put the year of “{column}” between 2555 and 2573 BE (found “{found}”)",
    ),
    "E_PERIOD": error(
        "กรอก “{column}” เป็นเดือนหรือปีงบประมาณ เช่น มกราคม 2564 (พบ “{found}”)",
        "Enter “{column}” as a month or a fiscal year such as “มกราคม 2564” (found “{found}”)",
    ),
    "W_BE_REAL": warning(
        "ตรวจ “{column}” ว่าหมายถึงวันที่ {value} หรือไม่ (พบวันที่ “{found}” ซึ่งกรอกปี พ.ศ. ลงในวันที่ของ Excel ระบบแปลงให้แล้ว)",
        "Check “{column}” (found an Excel date in Buddhist years, “{found}”; read as {value})",
    ),
    "W_YEAR2": warning(
        "ตรวจ “{column}” และกรอกปี พ.ศ. สี่หลัก (พบ “{found}” ระบบอ่านเป็น {value})",
        "Check “{column}” and write the year with four digits (found “{found}”; read as {value})",
    ),
    "W_YEAR2_CE": warning(
        "ตรวจ “{column}” และกรอกปี พ.ศ. สี่หลัก (พบ “{found}” ระบบอ่านเป็นปี ค.ศ. ได้ {value})",
        "Check “{column}” and write the year with four digits (found “{found}”; read as a CE year: {value})",
    ),
    "W_MONTH_SPELLING": warning(
        "ตรวจการสะกดชื่อเดือนใน “{column}” (พบ “{found}” ระบบอ่านเป็น {value})",
        "Check the spelling of the month in “{column}” (found “{found}”; read as {value})",
    ),
    "W_SERIAL": warning(
        "ตรวจ “{column}” และจัดรูปแบบช่องเป็นวันที่ (พบเลขลำดับวันที่ “{found}” ระบบอ่านเป็น {value})",
        "Check “{column}” and format the cell as a date (found the serial “{found}”; read as {value})",
    ),
    "W_YEAR_CE": warning(
        "ตรวจ “{column}” และกรอกปีเป็น พ.ศ. (พบปี ค.ศ. “{found}” ระบบอ่านเป็น {value})",
        "Check “{column}” and write the Buddhist year (found the CE year “{found}”; read as {value})",
    ),
}

NUMBER_RULES: dict[str, Rule] = {
    "E_NUM_FORMAT": error(
        "กรอก “{column}” เป็นตัวเลข (พบ “{found}”)",
        "Enter “{column}” as a number (found “{found}”)",
    ),
    "E_NUM_LOCALE": error(
        "กรอก “{column}” โดยใช้จุดเป็นทศนิยมและจุลภาคคั่นหลักพัน เช่น 1,234.50 (พบ “{found}”)",
        "Enter “{column}” with a decimal point and commas for thousands, as in 1,234.50 (found “{found}”)",
    ),
    "E_NUM_FRACTION": error(
        "กรอก “{column}” เป็นเลขทศนิยมแทนเศษส่วน (พบ “{found}”)",
        "Enter “{column}” as a decimal number, not a fraction (found “{found}”)",
    ),
    "E_NUM_IS_DATE": error(
        "กรอก “{column}” เป็นตัวเลขใหม่และจัดรูปแบบช่องเป็นตัวเลข (พบว่า Excel เปลี่ยนเป็นวันที่ “{found}”)",
        "Enter “{column}” again and format the cell as a number (Excel turned it into the date “{found}”)",
    ),
    "E_NUM_BOOL": error(
        "กรอก “{column}” เป็นตัวเลข (พบ “{found}” ซึ่งเป็นค่าจริง/เท็จของ Excel)",
        "Enter “{column}” as a number (found the logical value “{found}”)",
    ),
    "E_NUM_QUALIFIED": error(
        "กรอก “{column}” เป็นตัวเลขที่แน่นอน ไม่ใส่คำว่าประมาณ กว่า หรือเครื่องหมายเปรียบเทียบ (พบ “{found}”)",
        "Enter “{column}” as an exact number, without “about” or a comparison sign (found “{found}”)",
    ),
    "E_NUM_RANGE": error(
        "กรอก “{column}” เป็นตัวเลขค่าเดียว ไม่ใช่ช่วง (พบ “{found}”)",
        "Enter “{column}” as one number, not a range (found “{found}”)",
    ),
    "E_NUM_NOTFINITE": error(
        "แก้ “{column}” ให้เป็นตัวเลขที่เป็นไปได้ (พบ “{found}” ซึ่งใหญ่เกินกว่าจะอ่านได้)",
        "Change “{column}” to a possible number (found “{found}”, too large to read)",
    ),
    "E_NUM_NOT_INTEGER": error(
        "กรอก “{column}” เป็นจำนวนเต็ม (พบ “{found}”)",
        "Enter “{column}” as a whole number (found “{found}”)",
    ),
    "E_NUM_TOO_LARGE": error(
        "แก้ “{column}” ให้เป็นจำนวนที่เป็นไปได้ (พบ “{found}” ซึ่งมีหลักมากเกินกว่าจะเก็บได้)",
        "Change “{column}” to a possible number (found “{found}”, which has too many digits to keep)",
    ),
    "W_ROUNDED": warning(
        "ตรวจ “{column}” ซึ่งมีทศนิยมเกินกว่าที่เก็บได้ (พบ “{found}” ระบบปัดเป็น {value})",
        "Check “{column}”, which has more decimals than are kept (found “{found}”; rounded to {value})",
    ),
    "W_UNIT": warning(
        "ตรวจ “{column}” และกรอกเฉพาะตัวเลข (พบหน่วยในช่อง “{found}” ระบบอ่านเป็น {value})",
        "Check “{column}” and enter the number alone (found a unit in “{found}”; read as {value})",
    ),
    "W_UNIT_SCALED": warning(
        "ตรวจ “{column}” และกรอกตัวเลขเต็ม (พบ “{found}” ระบบคูณเป็น {value})",
        "Check “{column}” and enter the full number (found “{found}”; multiplied to {value})",
    ),
    "W_NUM_PRECISION": warning(
        "ตรวจ “{column}” ซึ่งมีหลักมากกว่าที่ Excel เก็บได้ครบ (พบ “{found}” ระบบอ่านเป็น {value})",
        "Check “{column}”, which has more digits than Excel can hold (found “{found}”; read as {value})",
    ),
    "W_PCT_AMBIGUOUS": warning(
        "ตรวจ “{column}” ว่าเป็นร้อยละหรือสัดส่วน (พบ “{found}” ระบบอ่านเป็นร้อยละ {value})",
        "Check whether “{column}” is a percentage or a share (found “{found}”; read as {value} per cent)",
    ),
    "W_PCT_FRACTION": warning(
        "ตรวจ “{column}” และกรอกเป็นร้อยละ (พบสัดส่วน “{found}” ระบบแปลงเป็นร้อยละ {value})",
        "Check “{column}” and enter a percentage (found the share “{found}”; read as {value} per cent)",
    ),
    "W_ZERO_WORD": warning(
        "ตรวจ “{column}” และกรอก 0 (พบ “{found}” ระบบอ่านเป็น 0)",
        "Check “{column}” and enter 0 (found “{found}”; read as 0)",
    ),
}

TEXT_RULES: dict[str, Rule] = {
    "E_CHOICE": error(
        "เลือก “{column}” จากรายการที่กำหนด ได้แก่ {choices} (พบ “{found}”)",
        "Choose “{column}” from the list: {choices} (found “{found}”)",
    ),
    "E_YES_NO": error(
        "เลือก “{column}” เป็น ใช่ หรือ ไม่ใช่ (พบ “{found}”)",
        "Choose “ใช่” or “ไม่ใช่” in “{column}” (found “{found}”)",
    ),
    "E_CODE_FORMAT": error(
        "จัดรูปแบบช่อง “{column}” เป็น “ข้อความ” แล้วกรอกใหม่ (พบ “{found}”)",
        "Enter “{column}” as text and format the cell as text (found “{found}”)",
    ),
    "E_FORMULA_TEXT": error(
        "พิมพ์ค่าของ “{column}” แทนข้อความสูตร (พบ “{found}”)",
        "Type the value of “{column}” instead of the text of a formula (found “{found}”)",
    ),
    "E_FORMULA_NO_VALUE": error(
        "เปิดไฟล์ใน Excel แล้วกดบันทึกอีกครั้งเพื่อให้สูตรใน “{column}” ถูกคำนวณ (พบสูตร “{found}” ที่ยังไม่มีค่า)",
        "Open the file in Excel and save it again so that “{column}” is calculated (found “{found}” without a value)",
    ),
    "E_CELL_ERROR": error(
        "แก้สูตรหรือพิมพ์ค่าใน “{column}” (พบค่าผิดพลาดของ Excel “{found}”)",
        "Mend the formula or type the value of “{column}” (found Excel's error “{found}”)",
    ),
    "W_NULL_WORD": warning(
        "ตรวจ “{column}” และเว้นว่างเมื่อยังไม่มีข้อมูล (พบ “{found}” ระบบถือว่าไม่มีข้อมูล)",
        "Check “{column}” and leave it empty when there is nothing to report (found “{found}”; read as empty)",
    ),
    "W_BIDI": warning(
        "ตรวจ “{column}” ว่าเป็น “{value}” หรือไม่ (พบอักขระที่มองไม่เห็นซึ่งเปลี่ยนทิศทางข้อความ ระบบตัดออกแล้ว)",
        "Check “{column}” (hidden direction characters were removed, leaving “{value}”)",
    ),
    "W_MOJIBAKE": warning(
        "ตรวจ “{column}” ซึ่งอ่านเป็นภาษาไทยไม่ได้ (พบ “{found}” อาจหมายถึง “{value}”)",
        "Check “{column}”, which does not read as Thai (found “{found}”; perhaps “{value}” was meant)",
    ),
}

VALUE_RULES: dict[str, Rule] = DATE_RULES | NUMBER_RULES | TEXT_RULES
