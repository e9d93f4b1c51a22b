"""CSV ledgers: every habit of Excel and WPS is understood or said, and an edit touches nothing else."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.schema import ID_TITLE, PASSED_TITLE
from shequ_cli.store import csvfile
from shequ_cli.words.errors import Refused
from shequ_cli.words.record import Raw

LEDGER = read_ledger(
    "inspection",
    {
        "title": "安全检查",
        "x-ledger": {"storage": "csv", "date": "checked_on"},
        "required": ["checked_on", "object"],
        "properties": {
            "checked_on": {"title": "检查日期", "type": "string", "format": "date"},
            "object": {"title": "检查对象", "type": "string", "x-aliases": ["场所"]},
            "hazards": {"title": "隐患（处）", "type": "integer"},
            "note": {"title": "备注", "type": "string"},
            "tags": {"title": "标签", "type": "array", "items": {"type": "string"}},
        },
    },
)
HEAD = "编号,检查日期,检查对象,隐患（处）,备注,标签\r\n"
ONE = "inspection-20260312-7k3f,2026-03-12,一号楼,0,,\r\n"
TWO = 'inspection-20260313-8m4g,2026-03-13,"二号楼\n东侧",2,"要改, 快",\r\n'


def _parsed(text: str) -> csvfile.CsvTable:
    return csvfile.parse(text.encode("utf-8-sig"), LEDGER, "records/inspection/2026-03.csv")


def _told(table: csvfile.CsvTable) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in table.problems]


def test_rows_keep_their_true_lines_behind_line_breaks_within_quotes() -> None:
    table = _parsed(HEAD + TWO + ONE)

    assert [line for line, _row in table.rows] == [2, 4]
    assert table.rows[0][1]["检查对象"] == "二号楼\n东侧"
    assert (table.problems, table.encoding, table.newline) == ((), "utf-8-sig", "\r\n")
    assert table.column("备注") == 5


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_any_line_end_will_do(newline: str) -> None:
    assert len(_parsed((HEAD + ONE).replace("\r\n", newline)).rows) == 1


def test_columns_are_known_by_any_word_in_any_order_and_any_brackets() -> None:
    table = _parsed('  场 所 ,checked_on*,"隐患\n(处)",id,自编,标签（多个）：\r\n一号楼,2026-03-12,3,x,甲,急\r\n')

    assert table.problems == ()
    assert table.rows == (
        (
            3,
            {
                "检查对象": "一号楼",
                "检查日期": "2026-03-12",
                "隐患（处）": "3",
                ID_TITLE: "x",
                "自编": "甲",
                "标签": "急",
            },
        ),
    )


def test_blank_lines_and_rows_of_commas_are_no_records() -> None:
    assert [line for line, _row in _parsed(HEAD + "\r\n,,,,,\r\n" + ONE).rows] == [4]


def test_a_title_above_the_header_is_an_error_and_the_rows_are_read() -> None:
    table = _parsed("三月份安全检查台账,,,,,\r\n\r\n" + HEAD + ONE)

    assert _told(table) == [("E-header", 1, 1)]
    assert "第 3 行" in table.problems[0].message
    assert [line for line, _row in table.rows] == [4]


def test_a_missing_required_column_names_the_one_that_was_probably_meant() -> None:
    table = _parsed("编号,检查日期,检查对像\r\nx,2026-03-12,一号楼\r\n")

    assert _told(table) == [("E-header", 1, 3)]
    assert (table.problems[0].value, table.problems[0].suggestion) == ("检查对像", "检查对象")
    assert table.rows[0][1] == {"编号": "x", "检查日期": "2026-03-12", "检查对像": "一号楼"}


def test_a_header_without_any_known_word_lacks_every_required_column() -> None:
    assert _told(_parsed("甲,乙\r\n1,2\r\n")) == [("E-header", 1, 1), ("E-header", 1, 1)]
    assert _told(_parsed("")) == [("E-header", 1, 1)]


def test_of_two_columns_for_one_field_the_first_is_read() -> None:
    table = _parsed("检查日期,检查对象,场所\r\n2026-03-12,一号楼,二号楼\r\n")

    assert _told(table) == [("E-header", 1, 3), ("H-column", 1, 3)]
    assert table.rows[0][1] == {"检查日期": "2026-03-12", "检查对象": "一号楼"}


def test_a_column_without_name_is_only_mentioned_when_something_is_in_it() -> None:
    head = "检查日期,检查对象,\r\n"

    assert _told(_parsed(head + "2026-03-12,一号楼,\r\n")) == []
    assert _told(_parsed(head + "2026-03-12,一号楼,x\r\n")) == [("H-column", 1, 3)]


def test_a_row_with_more_cells_is_an_error_and_one_with_fewer_a_hint() -> None:
    table = _parsed(
        HEAD + "a,2026-03-12,一号楼,0,,,多,了\r\n" + "b,2026-03-12,一号楼\r\n" + "c,2026-03-12,一号楼,0,,,,,\r\n"
    )

    assert _told(table) == [("E-ragged", 2, 7), ("H-ragged", 3, 0)]
    assert [row["检查对象"] for _line, row in table.rows] == ["一号楼"] * 3


def test_a_quote_that_does_not_close_costs_one_row_only() -> None:
    table = _parsed(HEAD + 'a,2026-03-12,"一号楼,0,,\r\n' + ONE + TWO)

    assert _told(table) == [("E-csv", 2, 0)]
    assert [line for line, _row in table.rows] == [3, 4]


def test_gb18030_and_utf16_are_read_with_a_hint_and_nonsense_is_an_error() -> None:
    old = csvfile.parse((HEAD + ONE).encode("gb18030"), LEDGER)
    unicode_text = csvfile.parse((HEAD + ONE).replace(",", "\t").encode("utf-16"), LEDGER)

    assert old.rows == unicode_text.rows == _parsed(HEAD + ONE).rows
    assert [problem.code for problem in (*old.problems, *unicode_text.problems)] == ["H-encoding"] * 2
    assert [problem.code for problem in csvfile.parse(b"\xff\xff\xff", LEDGER).problems] == ["E-encoding"]


def test_a_new_file_is_what_excel_wants() -> None:
    data = csvfile.append(
        None, LEDGER, [{"id": "x", "checked_on": "2026-03-12", "检查对象": "一号楼", "标签": ["急", "缓"]}]
    )

    assert data == b"\xef\xbb\xbf" + (HEAD + "x,2026-03-12,一号楼,,,急；缓\r\n").encode()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+86-138", "-甲", "\t=1", "'=1", "''-", "'-5"])
def test_what_excel_would_run_is_written_as_text_and_read_back_the_same(text: str) -> None:
    data = csvfile.append(None, LEDGER, [{"备注": text}])
    cell = next(csv.reader(io.StringIO(data.decode("utf-8-sig").split("\r\n", 1)[1])))[4]

    assert cell.startswith("'")
    assert csvfile.parse(data, LEDGER).rows[0][1]["备注"] == text


@pytest.mark.parametrize("text", ["0203", "999901199001010012", "-5", "+3.5", "-12%", "-", "'", "'甲", "a=b"])
def test_all_other_text_is_written_as_it_is(text: str) -> None:
    assert csvfile.append(None, LEDGER, [{"备注": text}]).decode().endswith(f",,,,{text},\r\n")


def test_a_row_is_added_behind_a_last_line_without_end() -> None:
    data = (HEAD + ONE.rstrip()).encode("utf-8-sig")

    assert csvfile.append(data, LEDGER, [{ID_TITLE: "y"}]) == data + b"\r\ny,,,,,\r\n"


def test_a_row_is_replaced_within_its_own_bytes() -> None:
    data = (HEAD + ONE + TWO + ONE).encode()

    changed = csvfile.replace(data, LEDGER, 3, {"检查对象": "三号楼", "隐患（处）": ""})

    assert changed == (HEAD + ONE + 'inspection-20260313-8m4g,2026-03-13,三号楼,,"要改, 快",\r\n' + ONE).encode()
    assert csvfile.remove(data, LEDGER, 3) == (HEAD + ONE + ONE).encode()
    with pytest.raises(ValueError, match="line 4"):
        csvfile.remove(data, LEDGER, 4)


def test_cells_that_have_no_column_of_their_own_stay() -> None:
    data = "检查日期,检查对象,,自编,场所\r\n2026-03-12,一号楼,a,b,c,d\r\n".encode()

    assert csvfile.replace(data, LEDGER, 2, {"检查对象": "二号楼"}) == data.replace("一".encode(), "二".encode())


def test_a_passed_doubt_gets_its_column_when_it_is_needed() -> None:
    data = csvfile.replace((HEAD + ONE + "\r\n" + TWO).encode(), LEDGER, 4, {PASSED_TITLE: {"D-x": "已核实"}})
    table = csvfile.parse(data, LEDGER)

    assert data.decode().startswith(HEAD.rstrip() + ",疑问说明\r\n" + ONE.rstrip() + ",\r\n\r\n")
    assert table.problems == ()
    assert [row[PASSED_TITLE] for _line, row in table.rows] == ["", "D-x=已核实"]


def test_an_old_encoding_becomes_utf8_when_the_file_is_edited() -> None:
    assert csvfile.append((HEAD + ONE).encode("gb18030"), LEDGER, [{ID_TITLE: "y"}]) == (
        HEAD + ONE + "y,,,,,\r\n"
    ).encode("utf-8-sig")


@pytest.mark.parametrize("data", [b"\xff\xff\xff", "甲,乙\r\n1,2\r\n".encode()])
def test_a_file_that_is_no_table_of_this_ledger_is_not_edited(data: bytes) -> None:
    with pytest.raises(Refused):
        csvfile.append(data, LEDGER, [{ID_TITLE: "y"}])


def test_a_file_with_an_open_quote_is_not_edited_in_the_middle() -> None:
    with pytest.raises(Refused):
        csvfile.remove((HEAD + ONE + 'a,"b\r\n').encode(), LEDGER, 2)


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1", "'", "'=", "a\r\nb", "\r", '"', ",", " a "]
)
ROWS = st.lists(
    st.fixed_dictionaries({title: CELLS for title in ("检查日期", "检查对象", "备注", "自编")}), min_size=1, max_size=4
)


@given(ROWS, st.sampled_from(["\r\n", "\n"]), st.data())
def test_rows_written_are_read_back_and_the_others_stay(
    rows: list[dict[str, Raw]], newline: str, data: st.DataObject
) -> None:
    rows = [{**row, ID_TITLE: str(number)} for number, row in enumerate(rows, 1)]
    whole = csvfile.append(HEAD.replace("\r\n", newline).encode(), LEDGER, rows)
    lines = [line for line, _row in csvfile.parse(whole, LEDGER).rows]
    chosen = data.draw(st.integers(0, len(rows) - 1))
    wanted = {"检查对象": data.draw(CELLS), "自编": data.draw(CELLS)}

    changed = csvfile.replace(whole, LEDGER, lines[chosen], wanted)

    assert _rows(whole) == [_filled(row) for row in rows]
    assert _rows(changed) == [_filled({**row, **wanted}) if n == chosen else _filled(row) for n, row in enumerate(rows)]
    assert len(_rows(csvfile.remove(changed, LEDGER, lines[chosen]))) == len(rows) - 1


def _filled(row: dict[str, Raw]) -> dict[str, Raw]:
    return {key: value for key, value in row.items() if value}


def _rows(data: bytes) -> list[dict[str, Raw]]:
    return [_filled(row) for _line, row in csvfile.parse(data, LEDGER).rows]


@given(st.binary(max_size=80) | st.text(st.sampled_from('编号检查日期对象,"\r\n\t甲='), max_size=60).map(str.encode))
def test_whatever_the_bytes_there_is_an_answer(data: bytes) -> None:
    csvfile.parse(data, LEDGER)


def test_a_column_is_not_added_beside_a_row_with_too_many_cells() -> None:
    data = (HEAD + ONE.rstrip() + ",多\r\n" + TWO).encode()

    with pytest.raises(Refused):
        csvfile.replace(data, LEDGER, 3, {PASSED_TITLE: {"D-x": "已核实"}})
