"""What a clerk's editor does to files must not get into the way."""

from __future__ import annotations

from clerk import Shell

CASE = {"受理日期": "2026-04-10", "纠纷类型": "邻里纠纷", "摘要": "楼上漏水"}


def test_undo_takes_back_a_change_of_a_file_with_windows_line_ends(shell: Shell) -> None:
    id = shell.add("纠纷", **CASE)
    file = shell.file(id)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert shell("edit", id, "--set", "备注=甲").code == 0
    assert shell("edit", id, "--set", "备注=乙").code == 0
    before = file.read_bytes().replace("乙".encode(), "甲".encode())

    undone = shell("undo", "--yes")

    assert undone.code == 0, undone
    assert file.read_bytes() == before
    assert b"\r\n" in before


PARTIES = """\
当事人:
  # 甲方
  - name:  张小明   # 本人
    性别: 男
    电话: "13900002222" # 手机
  - 李某
  - 姓名: 王某
"""


def test_a_change_inside_a_group_leaves_all_else_in_it_as_it_was_written(shell: Shell) -> None:
    file = shell.file(id := shell.add("纠纷", **CASE))
    file.write_text(file.read_text("utf-8") + PARTIES, "utf-8")
    before = file.read_text("utf-8")

    changed = shell("edit", id, "--set", "当事人.0.电话=13900003333")

    assert changed.code == 0, changed
    assert file.read_text("utf-8") == before.replace("13900002222", "13900003333")


def test_an_item_added_to_a_list_in_a_table_keeps_the_others(shell: Shell) -> None:
    id = shell.add("纠纷", **CASE, 标签="漏水、噪音")
    assert shell("edit", id, "--set", "标签.2=停车").code == 0
    assert shell("show", id, "--json").json["values"]["tags"] == ["漏水", "噪音", "停车"]


def test_a_blank_word_of_a_field_may_be_set(shell: Shell) -> None:
    id = shell.add("检查", 检查日期="2026-04-02", 对象类型="小旅馆", 检查对象="甲旅馆", 灭火器="不适用")
    assert shell("show", id, "--json").json["values"]["extinguishers"] == "不适用"


def test_a_row_whose_id_excel_has_spoilt_can_still_be_shown_and_changed(shell: Shell) -> None:
    id = shell.add("救助", 发放日期="2026-04-02", 发放种类="临时救助", 金额="100")
    file = shell.root / "records" / "relief" / "2026-04.csv"
    file.write_bytes(file.read_bytes().replace(id.encode(), b"6.45E+17"))

    assert shell("show", "6.45E+17", "--json").json["values"]["amount"] == "100.00"
    assert shell("edit", "6.45E+17", "--set", "金额=120").code == 0
    assert b"6.45E+17,2026-04-02" in file.read_bytes()
    assert ",120.00," in file.read_text("utf-8-sig")


def test_a_text_that_is_no_table_is_told_without_suggesting_the_missing_column_itself(shell: Shell) -> None:
    answer = shell("add", "救助", "--from", "-", typed="你好\n")
    assert answer.code == 1
    assert "缺少必填的列“金额”" in answer.err
    assert "是不是" not in answer.err


def test_names_by_the_hundred_are_not_all_told(shell: Shell) -> None:
    answer = shell("explain", "某某率")
    assert answer.code == 2
    assert len(answer.err) < 1500


def test_a_dry_undo_answers_in_json_too(shell: Shell) -> None:
    id = shell.add("纠纷", **CASE)

    said = shell("undo", "--dry-run", "--json").json

    assert said["paths"] == [f"records/case/2026-04/{id}.yaml"]
    assert (said["commit"], said["dry_run"]) == (None, True)
    assert shell.file(id).is_file()


def test_the_history_of_a_row_goes_on_through_a_change_of_month(shell: Shell) -> None:
    id = shell.add("救助", 发放日期="2026-04-02", 发放种类="临时救助", 金额="100")
    other = shell.add("救助", 发放日期="2026-03-02", 发放种类="临时救助", 金额="7")
    for change in ("金额=120", "发放日期=2026-03-05", "金额=130"):
        assert shell("edit", id, "--set", change).code == 0

    told = shell("history", id, "--json").json["changes"]

    assert [[(one["field"], one["before"], one["after"]) for one in each["changes"]] for each in told[:3]] == [
        [("金额", "120.00", "130.00")],
        [("发放日期", "2026-04-02", "2026-03-05")],
        [("金额", "100.00", "120.00")],
    ]
    assert len(told) == 4
    assert len(shell("history", other, "--json").json["changes"]) == 1


def test_a_double_inside_a_batch_is_told_by_its_place_in_the_batch(shell: Shell) -> None:
    table = "月份,户编码,保障人数,月保障金\n2026-04,DB-1,1,5\n2026-04,DB-2,1,5\n2026-04,DB-2,1,5\n"
    answer = shell("add", "低保", "--from", "-", typed=table)
    assert answer.code == 1
    assert "<stdin>:4" in answer.err
    assert "已有 这一批的第 2 条" in answer.err
