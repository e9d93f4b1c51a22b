"""shequ show, list, find, query: answers on stdout, remarks on stderr, nothing of the store touched."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from typed import files, git, ids, shequ


@pytest.fixture(autouse=True)
def looking_changes_nothing(made: Path) -> Iterator[None]:
    before = files(made)
    yield
    assert files(made) == before
    assert git(made, "status", "--short") == ""


def test_show_gives_fields_by_title_clocks_and_the_file(made: Path) -> None:
    answer = shequ("show", ids(made)[0][-4:], at=made)

    assert "受理日期  2026-02-03" in answer.stdout
    assert "当事人    姓名：张*某" in answer.stdout
    assert "时限  调结 2026-03-03 逾期43天" in answer.stdout
    assert "文件 records/case/2026-02/" in answer.stderr


def test_show_json_has_values_by_name_and_clocks(made: Path) -> None:
    shape = shequ("show", ids(made)[0], "--json", at=made).json

    assert shape["shequ"] == "record/1"
    assert shape["values"]["parties"] == [{"name": "张*某"}]
    assert shape["clocks"] == [{"name": "调结", "due": "2026-03-03", "state": "overdue"}]


@pytest.mark.parametrize(("audience", "name"), [("内部", "张某某"), ("上报", "张*某"), ("internal", "张某某")])
def test_names_are_masked_unless_inside(made: Path, audience: str, name: str) -> None:
    assert f"姓名：{name}" in shequ("show", ids(made)[0], "--as", audience, at=made).stdout


def test_the_public_sees_only_what_is_public(made: Path) -> None:
    answer = shequ("show", ids(made)[0], "--as", "公示", at=made)

    assert "张" not in answer.stdout
    assert "当事人    （不公开）" in answer.stdout


def test_the_profile_may_choose_the_audience(store: Path) -> None:
    profile = store / "shequ.yaml"
    profile.write_text(profile.read_text("utf-8") + "设置:\n  屏幕对象: 内部\n", "utf-8")

    assert "张某某" in shequ("show", ids(store)[0], at=store).stdout


def test_an_unknown_audience_is_a_slip(made: Path) -> None:
    answer = shequ("show", ids(made)[0], "--as", "外部", at=made)

    assert answer.code == 2
    assert "没有叫“外部”的对象" in answer.stderr


def test_list_is_aligned_without_boxes_off_the_terminal(made: Path) -> None:
    answer = shequ("list", "纠纷", at=made)

    lines = answer.stdout.splitlines()
    assert lines[0].split() == ["编号", "受理日期", "状态", "摘要"]
    assert [line.split()[1] for line in lines[1:]] == ["2026-02-03", "2026-03-12", "2026-03-20"]
    assert not set(answer.stdout) & set("─│┃━")
    assert answer.stderr.strip() == "矛盾纠纷调解：3 件"


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (["--period", "2026-03"], ["2026-03-12", "2026-03-20"]),
        (["--period", "上月"], ["2026-03-12", "2026-03-20"]),
        (["--where", "纠纷类型='邻里纠纷'"], ["2026-02-03", "2026-03-12"]),
        (["--where", "category = '邻里纠纷'", "--where", "受理日期 > '2026-03-01'"], ["2026-03-12"]),
        (["--state", "受理", "--sort", "-受理日期"], ["2026-03-20", "2026-03-12", "2026-02-03"]),
        (["--limit", "1"], ["2026-02-03"]),
        (["--where", "摘要 like '%没有%'"], []),
    ],
)
def test_list_chooses_and_sorts(made: Path, words: list[str], days: list[str]) -> None:
    answer = shequ("list", "纠纷", *words, "--json", at=made)

    assert answer.code == 0
    assert [record["accepted_on"] for record in answer.json["records"]] == days
    assert answer.json["count"] == len(days)


def test_list_of_a_table_ledger_keeps_money_exact(made: Path) -> None:
    records = shequ("list", "救助", "--where", "金额 >= 15000", "--json", at=made).json["records"]

    assert [record["amount"] for record in records] == ["15000.00", "34000.00"]
    assert [record["persons"] for record in records] == [12, 68]


def test_columns_are_chosen_by_title(made: Path) -> None:
    answer = shequ("list", "纠纷", "--columns", "纠纷类型,当事人,编号", at=made)

    assert answer.stdout.splitlines()[0].split() == ["纠纷类型", "当事人", "编号"]
    assert "欧**某" in answer.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "纠分"], "没有叫“纠分”的台账"),
        (["list", "纠纷", "--where", "类行='x'"], "没有叫“类行”的字段"),
        (["list", "纠纷", "--where", "纠纷类型='邻里纠粉'"], "没有叫“邻里纠粉”的纠纷类型，是不是“邻里纠纷”"),
        (["list", "纠纷", "--where", "摘要 = (select 1)"], "没有叫“select”的字段"),
        (["list", "纠纷", "--where", "摘要 =; drop"], "查询没有执行"),
        (["list", "纠纷", "--state", "受里"], "没有叫“受里”的状态，是不是“受理”"),
        (["list", "纠纷", "--period", "三月份吧"], "看不懂期间“三月份吧”"),
        (["list", "纠纷", "--sort", "日期吧"], "没有叫“日期吧”的字段"),
        (["list", "纠纷", "--columns", "编号,没有"], "没有叫“没有”的字段"),
        (["list", "纠纷", "-o", "x.pdf"], "后缀要是 .csv、.json、.xlsx 之一"),
        (["find", "漏水", "--ledger", "纠分"], "没有叫“纠分”的台账"),
        (["check", "纠分"], "没有叫“纠分”的台账"),
        (["query", "delete from 纠纷"], "查询没有执行"),
        (["query", "select * from 纠分"], "纠分"),
        (["query", "attach 'x' as y"], "查询没有执行"),
    ],
)
def test_wrong_words_are_told_with_the_nearest(made: Path, words: list[str], said: str) -> None:
    answer = shequ(*words, at=made)

    assert answer.code == 2
    assert said in answer.stderr
    assert not answer.stdout


def test_a_list_becomes_a_file_by_its_suffix(made: Path, tmp_path: Path) -> None:
    targets = [tmp_path / name for name in ("纠纷.csv", "纠纷.xlsx", "纠纷.json")]
    words = [word for path in targets for word in ("-o", path)]

    answer = shequ("list", "纠纷", *words, at=made)

    assert answer.stdout.split() == [str(path) for path in targets]
    rows = list(csv.reader(io.StringIO(targets[0].read_bytes().decode("utf-8-sig"))))
    assert rows[0][:3] == ["编号", "受理日期", "纠纷发生日期"]
    assert len(rows) == 4
    sheet = openpyxl.load_workbook(targets[1]).active
    assert sheet is not None and sheet["A2"].value == rows[1][0]
    assert json.loads(targets[2].read_text("utf-8"))[0]["摘要"] == "楼上漏水"


def test_dash_is_stdout(made: Path) -> None:
    answer = shequ("list", "纠纷", "--columns", "摘要", "-o", "-", at=made)

    assert answer.raw.decode("utf-8-sig").split() == ["摘要", "楼上漏水", "噪音扰民", "赡养费"]


def test_the_same_list_gives_the_same_workbook(made: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"

    shequ("list", "纠纷", "-o", first, at=made)
    shequ("list", "纠纷", "-o", second, at=made)

    assert first.read_bytes() == second.read_bytes()


def test_find_looks_through_every_ledger(made: Path) -> None:
    answer = shequ("find", "漏水", at=made)
    shape = shequ("查找", "漏水", "--json", at=made).json

    assert "矛盾纠纷调解" in answer.stdout and "楼上漏水" in answer.stdout
    assert answer.stderr.strip() == "找到 1 条"
    assert shape["shequ"] == "records/1"
    assert shape["records"][0]["id"] == ids(made)[0]


def test_names_are_found_inside_only(made: Path) -> None:
    assert shequ("find", "张某某", at=made).stdout == ""
    assert "张某某" in shequ("find", "张某某", "--as", "内部", at=made).stdout


def test_query_answers_in_titles_and_names(made: Path) -> None:
    words = "select 纠纷类型, count(*) as 件数 from 矛盾纠纷调解 group by 1 order by 2 desc"

    answer = shequ("query", words, at=made)
    shape = shequ("query", "select category, state from 'case' order by id", "--json", at=made).json

    assert [line.split() for line in answer.stdout.splitlines()] == [
        ["纠纷类型", "件数"],
        ["邻里纠纷", "2"],
        ["婚姻家庭纠纷", "1"],
    ]
    assert shape["shequ"] == "table/1"
    assert shape["columns"] == ["category", "state"]
    assert len(shape["rows"]) == 3


def test_query_hides_private_values(made: Path) -> None:
    outside = shequ("query", "select 摘要, 当事人 from 纠纷", at=made)
    inside = shequ("query", "select 摘要, 当事人 from 纠纷", "--as", "内部", at=made)

    assert "张某某" not in outside.stdout
    assert "已遮盖" in outside.stderr
    assert "张某某" in inside.stdout


def test_the_public_may_query_only_what_is_public(made: Path) -> None:
    answer = shequ("query", "select 摘要, 纠纷类型, count(*) as 件数 from 纠纷 group by 1, 2", "--as", "公示", at=made)

    assert "漏水" not in answer.stdout
    assert "1" in answer.stdout


def test_query_into_files(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "发放.xlsx"

    shequ("query", "select 编号, 金额, 人数 from 救助慰问发放 order by 金额", "-o", target, at=made)

    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:] == [15000, 12]


def test_a_listed_workbook_has_numbers_to_add_up_and_json_stays_alone_on_stdout(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "发放.xlsx"

    answer = shequ("list", "救助", "--columns", "编号,金额,人数,发放种类", "-o", target, "--json", at=made)

    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:] == [15000, 12, "临时救助"]
    assert answer.json["count"] == 2
    assert str(target) in answer.stderr


def test_the_folder_may_come_from_the_environment(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEQU_DIR", str(made))

    assert "3 件" in shequ("list", "纠纷").stderr


def test_an_unknown_language_falls_back_to_chinese(made: Path) -> None:
    assert "3 件" in shequ("--lang", "xx", "list", "纠纷", at=made).stderr
