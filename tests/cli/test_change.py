"""shequ edit, advance, history, undo: a record changes, and every change can be seen and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed import files, git, ids, shequ


def path_of(store: Path, id: str) -> Path:
    return next(store.rglob(f"{id}.yaml"))


def test_only_the_named_fields_change(store: Path) -> None:
    id = ids(store)[0]
    path = path_of(store, id)
    path.write_text("# 手写的注释\n" + path.read_text("utf-8"), "utf-8")

    answer = shequ("edit", id[-4:], "--set", "涉及人数=3", "--set", "摘要=楼上漏水，已到现场", at=store)

    assert answer.code == 0, answer
    text = path.read_text("utf-8")
    assert text.startswith("# 手写的注释\n")
    assert "当事人数: 3\n" in text
    assert "摘要: 楼上漏水，已到现场\n" in text
    assert answer.stdout.strip() == path.relative_to(store).as_posix()
    assert git(store, "log", "-1", "--format=%s").startswith(f"修改 矛盾纠纷调解 {id}")


def test_an_inner_value_changes_alone(store: Path) -> None:
    id = ids(store)[0]

    shequ("edit", id, "--set", "当事人.0.电话=13800001234", "--set", "当事人.1.姓名=李某", at=store)
    shape = shequ("show", id, "--as", "内部", "--json", at=store).json

    assert shape["values"]["parties"] == [{"name": "张某某", "phone": "13800001234"}, {"name": "李某"}]


def test_unset_clears(store: Path) -> None:
    id = ids(store)[0]

    assert shequ("edit", id, "--unset", "当事人", at=store).code == 0

    assert "当事人" not in path_of(store, id).read_text("utf-8")


def test_a_row_of_a_table_changes_alone(store: Path) -> None:
    file = store / "records/relief/2026-03.csv"
    before = file.read_bytes().splitlines()
    id = ids(store, "救助")[0]

    shape = shequ("edit", id, "--set", "金额=15100", "--json", at=store).json

    after = file.read_bytes().splitlines()
    assert shape["path"] == "records/relief/2026-03.csv"
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--set", "受理日期=2026-02-30"], 1, "受理日期"),
        (["--set", "纠纷类型=邻里纠粉"], 2, "是不是“邻里纠纷”？"),
        (["--set", "纠纷类=x"], 2, "是不是“纠纷类型”"),
        (["--unset", "没有"], 2, "没有叫“没有”的字段"),
        ([], 2, "没有要改的内容"),
        (["--unset", "摘要"], 1, "摘要 — 必须填写"),
    ],
)
def test_a_wrong_edit_changes_nothing(store: Path, words: list[str], code: int, said: str) -> None:
    before = files(store)

    answer = shequ("edit", ids(store)[0], *words, at=store)

    assert answer.code == code
    assert said in answer.stderr
    assert not answer.stdout
    assert files(store) == before


@pytest.mark.parametrize("verb", ["edit", "show", "advance", "history"])
def test_an_unknown_tail_is_told(store: Path, verb: str) -> None:
    more = {"edit": ["--set", "摘要=x"], "advance": ["调解中"]}.get(verb, [])

    answer = shequ(verb, "zzzz", *more, at=store)

    assert answer.code == 2
    assert "没有叫“zzzz”的记录" in answer.stderr


def test_a_tail_of_several_records_asks_for_more(store: Path) -> None:
    first, second = ids(store)[:2]
    twin = second[:-4] + first[-4:]
    path_of(store, second).rename(path_of(store, second).with_name(f"{twin}.yaml"))

    answer = shequ("show", first[-4:], at=store)

    assert answer.code == 2
    assert first in answer.stderr and twin in answer.stderr


def test_a_dry_run_shows_old_and_new(store: Path) -> None:
    before = files(store)

    answer = shequ("edit", ids(store)[0], "--set", "涉及金额=1200", "--dry-run", at=store)

    assert "涉及金额  （空） → 1200.00" in answer.stdout
    assert files(store) == before


def test_a_record_moves_on_and_is_stamped(store: Path) -> None:
    id = ids(store)[0]

    assert shequ("advance", id, "调解中", at=store).code == 0
    answer = shequ("办理", id, "达成协议", "--set", "协议形式=书面协议", "--set", "协议日期=2026-04-10", at=store)

    assert answer.code == 0, answer
    text = path_of(store, id).read_text("utf-8")
    assert "状态: 达成协议" in text
    assert "调结日期: 2026-04-15" in text
    assert f"已办理 矛盾纠纷调解 {id}" in answer.stderr
    assert git(store, "log", "-1", "--format=%s").strip() == f"办理 矛盾纠纷调解 {id} 调解中→达成协议"


def test_a_state_out_of_the_flow_names_the_allowed_ones(store: Path) -> None:
    before = files(store)

    answer = shequ("advance", ids(store)[0], "已归档", at=store)

    assert answer.code == 1
    assert "不能从“受理”改为“已归档”，可以改为：调解中、撤回" in answer.stderr
    assert files(store) == before


def test_an_unknown_state_is_a_slip(store: Path) -> None:
    answer = shequ("advance", ids(store)[0], "调节中", at=store)

    assert answer.code == 2
    assert "没有叫“调节中”的状态，是不是“调解中”" in answer.stderr


def test_without_a_state_and_without_a_terminal_the_next_ones_are_told(store: Path) -> None:
    answer = shequ("advance", ids(store)[0], at=store)

    assert answer.code == 2
    assert "“受理”之后可以是：调解中、撤回" in answer.stderr


def test_a_ledger_without_states_cannot_be_advanced(store: Path) -> None:
    answer = shequ("advance", ids(store, "救助")[0], "已发放", at=store)

    assert answer.code == 2
    assert "没有状态" in answer.stderr


def test_history_tells_who_changed_what_and_masks_names(store: Path) -> None:
    id = ids(store)[0]
    shequ("edit", id, "--set", "涉及金额=1200", at=store)

    answer = shequ("history", id[-4:], at=store)
    inside = shequ("history", id, "--as", "内部", "--json", at=store).json

    first = answer.stdout.splitlines()
    assert "李小明" in first[0]
    assert first[1].split() == ["涉及金额", "（空）", "→", "1200.00"]
    assert "张*某" in answer.stdout and "张某某" not in answer.stdout
    assert inside["shequ"] == "history/1"
    assert [change["field"] for change in inside["changes"][0]["changes"]] == ["涉及金额"]
    assert any(change["after"] == "姓名：张某某" for change in inside["changes"][1]["changes"])


def test_history_of_a_row_is_the_rows_own(store: Path) -> None:
    first, second = ids(store, "救助")
    shequ("edit", first, "--set", "金额=15100", at=store)

    assert len(shequ("history", first, "--json", at=store).json["changes"]) == 2
    assert len(shequ("history", second, "--json", at=store).json["changes"]) == 1


def test_undo_takes_back_one_change_at_a_time_as_new_changes(store: Path) -> None:
    before = files(store)
    shequ("add", "纠纷", "--set", "受理日期=2026-04-01", "--set", "纠纷类型=邻里纠纷", "--set", "摘要=漏水", at=store)
    between = files(store)
    shequ("edit", ids(store)[0], "--set", "涉及金额=1200", at=store)
    commits = int(git(store, "rev-list", "--count", "HEAD"))

    first = shequ("undo", "--yes", at=store)
    assert files(store) == between
    second = shequ("撤销", "-y", "--json", at=store)

    assert files(store) == before
    assert "涉及金额  （空） → 1200.00" in first.stdout
    assert "已撤销" in first.stderr
    assert second.json["shequ"] == "change/1"
    assert int(git(store, "rev-list", "--count", "HEAD")) == commits + 2


def test_undo_shows_first_and_needs_a_yes(store: Path) -> None:
    shequ("edit", ids(store)[0], "--set", "涉及金额=1200", at=store)
    before = files(store)

    refused = shequ("undo", at=store)
    shown = shequ("undo", "--dry-run", at=store)

    assert refused.code == 2
    assert "--yes" in refused.stderr
    assert shown.code == 0
    assert "涉及金额" in shown.stdout
    assert files(store) == before


def test_undo_shows_what_was_registered_masked(store: Path) -> None:
    words = ("受理日期=2026-04-01", "纠纷类型=邻里纠纷", "摘要=漏水", "当事人.0.姓名=欧阳某某")
    shequ("add", "纠纷", *(word for pair in words for word in ("--set", pair)), at=store)

    shown = shequ("undo", "--dry-run", at=store)

    assert "矛盾纠纷调解 case-20260401-" in shown.stdout
    assert "姓名：欧**某" in shown.stdout and "欧阳某某" not in shown.stdout
    assert "欧阳某某" in shequ("undo", "--dry-run", "--as", "内部", at=store).stdout


def test_undo_of_a_batch_shows_its_rows(store: Path) -> None:
    rows = "发放日期,发放种类,金额\n" + "2026-04-02,临时救助,100\n" * 30
    shequ("add", "救助", "--from", "-", at=store, typed=rows)

    shown = shequ("undo", "--dry-run", at=store)

    assert "……共 30 条" in shown.stdout
    assert "金额      100.00" in shown.stdout


def test_undo_never_overwrites_what_was_changed_since(store: Path) -> None:
    id = ids(store)[0]
    shequ("edit", id, "--set", "涉及金额=1200", at=store)
    path = path_of(store, id)
    path.write_text(path.read_text("utf-8") + "备注: 手工加的\n", "utf-8")
    before = files(store)

    answer = shequ("undo", "--yes", at=store)

    assert answer.code == 3
    assert "之后又变了" in answer.stderr
    assert files(store) == before


def test_nothing_is_left_to_undo_before_the_store_was_made(tmp_path: Path) -> None:
    shequ("init", tmp_path / "库", "--name", "幸福社区")

    answer = shequ("undo", "--yes", at=tmp_path / "库")

    assert answer.code == 3
    assert "建库" in answer.stderr
