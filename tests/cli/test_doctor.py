"""shequ doctor: each thing that may be wrong is found, and said with the way to mend it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from typed import TODAY, git, shequ

from shequ_cli.cli import diagnosis


def found(store: Path, today: str = TODAY) -> dict[str, Any]:
    """The worst finding by its name, and the exit code."""
    answer = shequ("doctor", "--json", at=store, today=today)
    worst = sorted(answer.json["findings"], key=lambda one: ("ok", "warn", "bad").index(one["state"]))
    return {one["name"]: one for one in worst} | {"code": answer.code}


def test_a_store_in_order_has_nothing_to_mend(made: Path) -> None:
    told = found(made)

    assert told["code"] == 0
    assert (told["记录"]["said"].split(" ")[0], told["记录"]["state"]) == ("5", "ok")
    assert told["库"]["said"] == str(made.resolve())
    assert "临时文件" not in told and "社区资料" not in told


def test_errors_of_the_records_are_counted_and_do_not_stop_the_work(store: Path) -> None:
    path = next(store.rglob("case-20260203-*.yaml"))
    path.write_text(path.read_text("utf-8").replace("邻里纠纷", "邻里纠粉"), "utf-8")

    told = found(store)

    assert (told["数据"]["state"], told["数据"]["said"], told["数据"]["mend"]) == (
        "warn",
        "1 个错误",
        "运行 shequ check",
    )
    assert path.name in told["改动历史"]["said"]
    assert told["code"] == 0


def test_a_store_outside_git_is_told_how_to_get_a_history(store: Path) -> None:
    shutil.rmtree(store / ".git")

    told = found(store)

    assert (told["改动历史"]["state"], told["改动历史"]["mend"]) == ("warn", "在库的文件夹里运行 git init")


def test_a_change_that_was_saved_without_history_waits(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        words = ("受理日期=2026-04-01", "纠纷类型=邻里纠纷", "摘要=漏水")
        assert shequ("add", "纠纷", *(word for pair in words for word in ("--set", pair)), at=store).code == 0
        without = found(store)

    assert without["git"]["state"] == "warn" and "安装 git" in without["git"]["mend"]
    told = found(store)
    assert told["改动历史"]["said"] == "1 个文件已保存、还没有历史"
    assert told["改动历史"]["mend"] == "下次保存时会一并记入"


@pytest.mark.parametrize(
    ("today", "state", "said"), [("2026-11-30", "ok", "2026"), ("2026-12-01", "warn", "没有录入：2027")]
)
def test_next_years_days_off_are_asked_for_from_december(made: Path, today: str, state: str, said: str) -> None:
    told = found(made, today)

    assert (told["放假安排"]["state"], told["放假安排"]["said"]) == (state, said)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("schemas/plans/annual.yaml", "sections: [{id: law}]\n", "schemas/plans/annual.yaml"),
        ("schemas/plans/weekly.yaml", "pattern: '{yaer}'\n", "的花括号里只能写 {community}、{year}"),
        ("templates/brief.md", "---\ntitle: 简报\nfigures: [没有的]\n---\n正文\n", "没有叫“没有的”的指标"),
        (
            "templates/brief.md",
            "---\ntitle: 简报\nfigures: [visits]\ndue: {month: 五天}\n---\n正文\n",
            "看不懂时长“五天”",
        ),
        ("schemas/indicators/own.yaml", "a: {title: 甲, from: nothing}\n", "nothing"),
    ],
)
def test_a_definition_that_does_not_hold_together_has_to_be_mended(
    store: Path, path: str, text: str, said: str
) -> None:
    file = store / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")

    told = found(store)

    assert told["code"] == 3
    assert (told["库"]["state"], told["库"]["mend"]) == ("bad", "照提示改正后再运行 shequ doctor")
    assert said in told["库"]["said"]
    assert told["放假安排"]["state"] == "ok"  # the other looks go on


def test_at_most_three_faults_of_the_profile_are_told_with_their_lines(store: Path) -> None:
    profile = store / "shequ.yaml"
    profile.write_text(profile.read_text("utf-8") + "区划代码: 12\n错一: a\n错二: b\n错三: c\n", "utf-8")

    answer = shequ("doctor", "--json", at=store)

    faults = [one for one in answer.json["findings"] if one["name"] == "社区资料"]
    assert len(faults) == 3
    assert all(one["said"].startswith("shequ.yaml:") and one["mend"] == "修改 shequ.yaml" for one in faults)
    assert answer.code == 3


def test_fonts_that_are_there_are_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = {"simfang.ttf", "simkai.ttf", "simhei.ttf", "simsun.ttc", "fzxbsjw.ttf"}
    monkeypatch.setattr(diagnosis, "_font_names", lambda: everything)
    (all_there,) = diagnosis._fonts()
    monkeypatch.setattr(diagnosis, "_font_names", lambda: everything - {"simkai.ttf"})
    (one_missing,) = diagnosis._fonts()

    assert all_there.state == "ok"
    assert (one_missing.state, one_missing.said) == ("warn", "这台电脑没有：楷体")


def test_a_part_that_is_not_installed_is_said() -> None:
    assert diagnosis._version("no-such-part-of-shequ") == "没有装"


def test_the_history_of_the_store_itself_is_left_as_it_was(made: Path) -> None:
    before = git(made, "rev-parse", "HEAD")

    found(made)

    assert git(made, "rev-parse", "HEAD") == before
