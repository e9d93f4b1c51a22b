"""shequ check and today: what is wrong and what is due, told without touching the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typed import files, git, ids, shequ


@pytest.fixture(autouse=True)
def looking_changes_nothing(made: Path) -> Iterator[None]:
    before = files(made)
    yield
    assert files(made) == before
    assert git(made, "status", "--short") == ""


def test_check_is_silent_and_0_when_all_is_well(made: Path) -> None:
    answer = shequ("check", at=made)

    assert answer.code == 0
    assert answer.stdout == ""
    assert answer.stderr.strip() == "查了 5 条记录：错误 0，疑问 0，提示 0"


def test_check_tells_every_problem_with_place_allowed_and_suggestion(store: Path) -> None:
    path = next(store.rglob("case-20260203-*.yaml"))
    path.write_text(
        path.read_text("utf-8").replace("邻里纠纷", "邻里纠粉").replace("2026-02-03", "2026-02-30"), "utf-8"
    )

    answer = shequ("check", at=store)
    shape = shequ("check", "--json", at=store).json

    assert answer.code == 1
    place = path.relative_to(store).as_posix()
    assert f"{place}:1:7 错误 受理日期：2026-02-30 — " in answer.stdout
    assert f"{place}:2:7 错误 纠纷类型：邻里纠粉 — " in answer.stdout
    assert "是不是“邻里纠纷”？[E-enum]" in answer.stdout
    assert "错误 2，疑问 0，提示 0" in answer.stderr
    assert shape["shequ"] == "problems/1"
    assert shape["counts"] == {"error": 2, "doubt": 0, "hint": 0}
    assert shape["records"] == 5
    found = next(one for one in shape["problems"] if one["code"] == "E-enum")
    assert (found["path"], found["line"], found["column"], found["field"]) == (place, 2, 7, "category")
    assert found["suggestion"] == "邻里纠纷"
    assert "邻里纠纷" in found["allowed"]


def test_check_goes_on_past_a_broken_file(store: Path) -> None:
    (store / "records/case/2026-02/case-20260204-8k3f.yaml").write_text("受理日期: [2026\n摘要: x", "utf-8")

    answer = shequ("check", at=store)

    assert answer.code == 1
    assert "[E-yaml]" in answer.stdout
    assert "查了 5 条记录" in answer.stderr


def test_doubts_alone_are_0(store: Path) -> None:
    shequ("add", "纠纷", "--set", "受理日期=2026-04-01", "--set", "纠纷类型=邻里纠纷", "--set", "摘要=漏水", at=store)

    answer = shequ("check", at=store, today="2026-03-25")

    assert answer.code == 0
    assert "疑问 受理日期：2026-04-01" in answer.stdout


def test_the_same_cause_is_told_once_unless_all_are_wanted(store: Path) -> None:
    file = store / "records/relief/2026-03.csv"
    file.write_bytes(file.read_bytes().replace(",人,".encode(), ",个,".encode()))

    rolled, every = shequ("check", "救助", at=store), shequ("check", "救助", "--all", at=store)

    assert "（同一原因 ×2）" in rolled.stdout
    assert len(every.stdout.splitlines()) == len(rolled.stdout.splitlines()) + 1


def test_one_ledger_can_be_checked_alone(store: Path) -> None:
    path = next(store.rglob("case-20260203-*.yaml"))
    path.write_text(path.read_text("utf-8").replace("邻里纠纷", "邻里纠粉"), "utf-8")

    assert shequ("check", "救助", at=store).code == 0
    assert shequ("check", "纠纷", at=store).code == 1


def test_today_puts_the_most_overdue_first(made: Path) -> None:
    answer = shequ("today", at=made)
    shape = shequ("今日", "--json", at=made).json

    assert answer.stdout.splitlines()[1].startswith("2026-03-03")
    assert "调结：邻里纠纷：楼上漏水" in answer.stdout
    assert "2026-04-15：要办" in answer.stderr
    assert shape["shequ"] == "today/1"
    assert shape["date"] == "2026-04-15"
    first = shape["items"][0]
    assert (first["kind"], first["due"], first["state"], first["id"]) == (
        "clock",
        "2026-03-03",
        "overdue",
        ids(made)[0],
    )


def test_today_sees_as_far_as_asked(made: Path) -> None:
    near, far = (shequ("today", "--ahead", n, "--json", at=made).json["items"] for n in (0, 60))

    assert len(near) < len(far)
    assert {item["kind"] for item in far} >= {"clock", "campaign", "minimum"}


def test_the_monthly_report_is_due_on_the_communitys_own_day(store: Path) -> None:
    def due() -> list[str]:
        items = shequ("today", "--ahead", 30, "--json", at=store, today="2026-04-02").json["items"]
        return [item["due"] for item in items if item["kind"] == "report" and item["id"] == "monthly-2026-03"]

    assert due() == ["2026-04-05"]
    profile = store / "shequ.yaml"
    profile.write_text(profile.read_text("utf-8") + "设置:\n  月报截止日: 12\n", "utf-8")
    assert due() == ["2026-04-12"]
