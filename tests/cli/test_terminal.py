"""On a terminal what is missing is asked for, with the arrow keys and checked as it is typed; elsewhere never."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from typed import files, git, ids, shequ

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

from terminal import CANCEL, DOWN, ENTER, SPACE, Terminal


def test_add_asks_for_what_is_missing(store: Path) -> None:
    with Terminal(store, "add", "纠纷") as screen:
        screen.sees("受理日期")
        screen.sees("2026-04-15")  # today stands there already
        screen.press("\x15", "2026-04-45")
        screen.sees("没有 45 日")
        screen.press("\x15", "2026-04-14", ENTER)
        screen.sees("纠纷类型 （方向键选择，输入文字筛选，回车确认）")
        screen.sees("» 婚姻家庭纠纷")
        screen.press(DOWN, ENTER)
        screen.sees("纠纷类型 邻里纠纷")
        screen.sees("摘要")
        screen.press("漏")
        screen.sees("至少 2 个字")
        screen.press("水了", ENTER)
        screen.sees("还要补充其他项吗")
        screen.press("n", ENTER)

        assert screen.ends() == 0
    assert "已登记 矛盾纠纷调解 case-20260414-" in screen.shown
    text = next(store.rglob("case-20260414-*.yaml")).read_text("utf-8")
    assert "纠纷类型: 邻里纠纷" in text and "摘要: 漏水了" in text
    assert git(store, "status", "--short") == ""


def test_only_what_is_missing_is_asked(store: Path) -> None:
    with Terminal(store, "add", "纠纷", "--set", "受理日期=2026-04-14", "--set", "摘要=漏水") as screen:
        screen.sees("纠纷类型 （方向键")
        screen.press("物业")
        screen.sees("/ 物业")
        screen.press(ENTER)

        assert screen.ends() == 0
    assert "受理日期 " not in screen.shown
    assert "物业纠纷" in next(store.rglob("case-20260414-*.yaml")).read_text("utf-8")


def test_optional_fields_and_groups_can_be_added(store: Path) -> None:
    with Terminal(store, "add", "纠纷") as screen:
        screen.sees("受理日期")
        screen.press(ENTER)
        screen.sees("纠纷类型")
        screen.press(ENTER)
        screen.sees("摘要")
        screen.press("家务事", ENTER)
        screen.sees("还要补充其他项吗")
        screen.press("y", ENTER)
        screen.sees("补充哪几项")
        screen.press(*[DOWN] * 8, SPACE, ENTER)
        screen.sees("补充哪几项 当事人")
        screen.sees("要加第 1 项吗")
        screen.press("y", ENTER)
        screen.sees("身份 （方向键")
        screen.press(DOWN, ENTER)
        screen.sees("姓名")
        screen.press("张某某", ENTER)
        screen.sees("电话")
        screen.press(ENTER)
        screen.sees("住址")
        screen.press(ENTER)
        screen.sees("要加第 2 项吗")
        screen.press("n", ENTER)

        assert screen.ends() == 0, screen.shown
    record = yaml.safe_load(next(store.rglob("case-20260415-*.yaml")).read_text("utf-8"))
    assert record["当事人"] == [{"身份": "申请人", "姓名": "张某某"}]


def test_cancelling_writes_nothing(store: Path) -> None:
    before, head = files(store), git(store, "rev-parse", "HEAD")
    with Terminal(store, "add", "纠纷") as screen:
        screen.sees("受理日期")
        screen.press(ENTER)
        screen.sees("纠纷类型")
        screen.press(CANCEL)

        assert screen.ends() == 130
    assert "已取消" in screen.shown
    assert "Traceback" not in screen.shown
    assert files(store) == before
    assert git(store, "rev-parse", "HEAD") == head


def test_advance_offers_the_next_states_and_asks_for_what_they_need(store: Path) -> None:
    id = ids(store)[0]
    shequ("advance", id, "调解中", at=store)
    with Terminal(store, "advance", id[-4:]) as screen:
        screen.sees("从“调解中”改为")
        screen.press(ENTER)
        screen.sees("协议形式 （方向键")
        screen.press(ENTER)
        screen.sees("如果属实，请写明理由")
        screen.press("协议还在抄写", ENTER)

        assert screen.ends() == 0, screen.shown
    text = next(store.rglob(f"{id}.yaml")).read_text("utf-8")
    assert "状态: 达成协议" in text
    assert "疑问说明:" in text and "协议还在抄写" in text


def test_what_a_state_needs_is_chosen_from_its_code_list(store: Path) -> None:
    id = ids(store)[0]
    shequ("advance", id, "调解中", at=store)
    with Terminal(store, "advance", id[-4:], "达成协议") as screen:
        screen.sees("协议形式 （方向键")
        screen.press(DOWN, DOWN, ENTER)

        assert screen.ends() == 0, screen.shown
    text = next(store.rglob(f"{id}.yaml")).read_text("utf-8")
    assert "协议形式: 书面协议" in text
    assert "疑问说明" not in text


def test_undo_asks_before_it_takes_back(store: Path) -> None:
    id = ids(store)[0]
    shequ("edit", id, "--set", "涉及金额=1200", at=store)
    before = files(store)

    with Terminal(store, "undo") as screen:
        screen.sees("撤销这次改动吗")
        screen.press("n", ENTER)
        assert screen.ends() == 130
    assert files(store) == before

    with Terminal(store, "undo") as screen:
        screen.sees("撤销这次改动吗")
        screen.press("y", ENTER)
        assert screen.ends() == 0
    assert files(store) != before


def test_init_asks_for_the_community(tmp_path: Path) -> None:
    with Terminal(tmp_path, "init", str(tmp_path / "库")) as screen:
        screen.sees("社区名称")
        screen.press(ENTER)
        screen.sees("这一项必填")
        screen.press("幸福社区居民委员会", ENTER)
        for name in ("街道", "区县"):
            screen.sees(name)
            screen.press(ENTER)
        screen.sees("区划代码")
        screen.press("12")
        screen.sees("格式不对")
        screen.press("\x15", ENTER)
        assert screen.ends() == 0, screen.shown

    assert "社区名称: 幸福社区居民委员会" in (tmp_path / "库" / "shequ.yaml").read_text("utf-8")


def test_tables_are_drawn_on_a_terminal_and_coloured_unless_told_not_to(store: Path) -> None:
    with Terminal(store, "list", "纠纷") as drawn:
        assert drawn.ends() == 0

    assert "─" in drawn.shown
    assert "楼上漏水" in drawn.shown


def test_off_the_terminal_nothing_is_asked(store: Path) -> None:
    answer = shequ("add", "纠纷", "--set", "受理日期=2026-04-14", at=store, typed="邻里纠纷\n漏水\n")

    assert answer.code == 1
    assert "必须填写" in answer.stderr


def test_grids_of_the_profile_are_offered(store: Path) -> None:
    profile = store / "shequ.yaml"
    profile.write_text(profile.read_text("utf-8") + "网格: [第一网格, 第二网格]\n", "utf-8")
    with Terminal(store, "add", "检查") as screen:
        screen.sees("检查日期")
        screen.press(ENTER)
        screen.sees("对象类型 （方向键")
        screen.press("餐饮", ENTER)
        screen.sees("检查对象")
        screen.press("顺兴面馆", ENTER)
        screen.sees("还要补充其他项吗")
        screen.press("y", ENTER)
        screen.sees("补充哪几项")
        screen.press(DOWN, SPACE, ENTER)
        screen.sees("» （不填）")
        screen.press(DOWN, DOWN, ENTER)

        assert screen.ends() == 0, screen.shown
    assert "第二网格" in next((store / "records" / "inspection").glob("*.csv")).read_text("utf-8-sig")
