"""shequ today: everything that is due, from wherever it comes, in one list (story 7, issue 3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed import shequ

from shequ_cli.store import store as store_module

TODAY = "2026-10-28"
PLAN = """年度: 2026
标题: 2026年工作计划
任务:
  tidy:
    事项: 整理公开栏
    完成时限: 2026-10-30
    牵头: 居委会
"""


@pytest.fixture
def busy(store: Path) -> Path:
    """A store that has something due of every kind."""
    (store / "plans").mkdir()
    (store / "plans" / "2026.yaml").write_text(PLAN, "utf-8")
    words = ["事项=创城日报", "期间=2026-10-27", "应报日期=2026-10-27", "报出日期=2026-10-27"]
    given = [word for pair in words for word in ("--set", pair)]
    assert shequ("add", "报送", *given, at=store, today=TODAY).code == 0
    return store


def test_clocks_tasks_submissions_and_named_days_stand_in_one_list(busy: Path) -> None:
    items = shequ("today", "--json", at=busy, today=TODAY).json["items"]
    found = {(item["kind"], item["title"]) for item in items}

    assert {item["kind"] for item in items} >= {"clock", "task", "report", "campaign"}
    assert {("task", "整理公开栏"), ("report", "报送创城日报"), ("campaign", "消防宣传日")} <= found
    assert any(kind == "clock" and title.startswith("调结") for kind, title in found)


def test_without_a_plan_the_minimum_counts_of_its_rules_stand_there_too(store: Path) -> None:
    kinds = {item["kind"] for item in shequ("today", "--json", at=store, today=TODAY).json["items"]}

    assert "minimum" in kinds


def test_the_hour_stands_behind_the_day(busy: Path) -> None:
    """S90, R52: 16:00."""
    (line,) = [line for line in shequ("today", at=busy, today=TODAY).stdout.splitlines() if "报送创城日报" in line]

    assert line.startswith("2026-10-28 16:00  报送")
    items = shequ("today", "--json", at=busy, today=TODAY).json["items"]
    assert {item["time"] for item in items} == {None, "16:00"}


def test_the_files_are_looked_at_once(busy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at some sixty ledgers costs a tenth of the half second that today may take."""
    looks: list[object] = []
    seen = store_module.refresh

    def counted(*words: object) -> None:
        looks.append(words)
        seen(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(store_module, "refresh", counted)
    assert shequ("today", at=busy, today=TODAY).code == 0
    assert len(looks) == 1
