"""Exports: text stays text, the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import json

import openpyxl

from shequ_cli.exchange.export import exported

COLUMNS = ["编号", "身份证号", "房号", "说明", "金额", "件数"]
ROWS = [
    ["case-20260312-7k3f", "991101199001011234", "0203", "=1+1", "1428.50", 3],
    ["case-20260313-8m2q", "", "1203", "-漏水", None, None],
]


def test_csv_opens_in_excel_and_runs_no_formula() -> None:
    data = exported("csv", COLUMNS, ROWS)

    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == COLUMNS
    assert rows[1][:5] == ["case-20260312-7k3f", "991101199001011234", "0203", "'=1+1", "1428.50"]
    assert rows[2][3] == "'-漏水"


def test_a_workbook_keeps_ids_and_formulas_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exported("xlsx", COLUMNS, ROWS))).active
    assert sheet is not None

    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert cells[0] == ["case-20260312-7k3f", "991101199001011234", "0203", "=1+1", "1428.50", 3]
    assert sheet["B2"].data_type == "s" and sheet["B2"].number_format == "@"
    assert sheet["D2"].data_type == "s"
    assert sheet.freeze_panes == "A2"


def test_json_is_a_list_of_records() -> None:
    found = json.loads(exported("json", COLUMNS, ROWS))

    assert found[0]["房号"] == "0203"
    assert found[0]["件数"] == 3
    assert found[1]["金额"] is None


def test_no_rows_still_give_a_header() -> None:
    assert exported("csv", ["甲", "乙"], []).decode("utf-8-sig") == "甲,乙\r\n"


def test_the_same_rows_give_the_same_bytes() -> None:
    for suffix in ("csv", "json"):
        assert exported(suffix, COLUMNS, ROWS) == exported(suffix, COLUMNS, ROWS)
