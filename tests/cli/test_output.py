"""The only place that prints: streams apart, colours on terminals only, Chinese lined up."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shequ_cli.cli import output
from shequ_cli.cli.files import deliver
from shequ_cli.words.errors import UsageFault, WriteFailed
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem


class Screen(io.StringIO):
    def __init__(self, *, watched: bool) -> None:
        super().__init__()
        self.watched = watched
        self.buffer = io.BytesIO()

    def isatty(self) -> bool:
        return self.watched


Screens = Callable[[], tuple[Screen, Screen]]


@pytest.fixture(params=[False, True], ids=["piped", "watched"])
def screens(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screens]:
    """Streams that nobody watches, then streams on a terminal; put in place by the test, since pytest has its own before."""

    def put() -> tuple[Screen, Screen]:
        out, err = Screen(watched=request.param), Screen(watched=request.param)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        output.prepare(plain=False)
        return out, err

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    yield put
    monkeypatch.undo()
    output.prepare(plain=False)


PROBLEM = Problem(
    "E-enum",
    Level.ERROR,
    "不在可选值里",
    (),
    Place("a.yaml", 2, 7),
    "kind",
    "类型",
    "邻里纠粉",
    ("邻里纠纷",),
    "邻里纠纷",
)


def test_results_and_remarks_go_apart(screens: Screens) -> None:
    streams = screens()
    output.show("结果")
    output.remark("旁白")
    output.fault("不行")

    assert streams[0].getvalue() == "结果\n"
    assert "旁白\n" in streams[1].getvalue() and "不行" in streams[1].getvalue()


def test_colours_are_for_terminals(screens: Screens) -> None:
    streams = screens()
    output.problems([PROBLEM])

    told = streams[1].getvalue()
    assert ("\x1b[31m错误\x1b[0m" in told) == streams[1].watched
    assert told.replace("\x1b[31m", "").replace("\x1b[0m", "") == (
        "a.yaml:2:7 错误 类型：邻里纠粉 — 不在可选值里；可选：邻里纠纷；是不是“邻里纠纷”？[E-enum]\n"
    )


@pytest.mark.parametrize("why", ["option", "NO_COLOR", "TERM"])
def test_colours_can_be_refused(screens: Screens, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    streams = screens()
    if why == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "")
    if why == "TERM":
        monkeypatch.setenv("TERM", "dumb")
    output.prepare(plain=why == "option")

    output.problems([PROBLEM])
    output.title("标题")

    assert "\x1b" not in streams[0].getvalue() + streams[1].getvalue()


def test_one_cause_is_told_once_worst_first(screens: Screens) -> None:
    streams = screens()
    doubt = Problem("D-x", Level.DOUBT, "疑", (), Place("b.yaml", 1, 1))
    output.problems([doubt, PROBLEM, PROBLEM.at(Place("c.yaml", 1, 1))], on_stdout=True)

    lines = streams[0].getvalue().splitlines()
    assert len(lines) == 2
    assert "同一原因 ×2" in lines[0]
    assert "[D-x]" in lines[1]


def test_every_problem_can_be_told(screens: Screens) -> None:
    streams = screens()
    output.problems([PROBLEM] * 3, every=True)

    assert len(streams[1].getvalue().splitlines()) == 3


def test_columns_line_up_under_chinese(screens: Screens) -> None:
    screens()
    text = output.aligned(["名称", "件数"], [["邻里纠纷", "3"], ["a", "120"]], [1])

    assert text.splitlines() == ["名称      件数", "邻里纠纷     3", "a          120"]


def test_a_table_is_drawn_for_eyes_and_plain_for_pipes(screens: Screens) -> None:
    streams = screens()
    output.table(["名称", "件数"], [["邻里纠纷\n二行", "3"]], right=[1])

    told = streams[0].getvalue()
    assert ("─" in told) == streams[0].watched
    assert "邻里纠纷 二行" in told


def test_json_is_exact_and_readable(screens: Screens) -> None:
    streams = screens()
    output.as_json("x", {"钱": Decimal("1428.50"), "日": date(2026, 3, 12), "列": ("a",), "空": None})

    told = streams[0].getvalue()
    assert '"shequ": "x/1"' in told
    assert '"钱": "1428.50"' in told and '"日": "2026-03-12"' in told and '"空": null' in told
    assert (len(told.splitlines()) > 1) == streams[0].watched


def test_progress_is_for_eyes(screens: Screens) -> None:
    streams = screens()
    output.progress(10_000, 30_000)
    output.progress(30_000, 30_000)

    assert ("读取记录 10000/30000" in streams[1].getvalue()) == streams[1].watched
    assert streams[1].getvalue().endswith("\r") or not streams[1].watched


def test_fields_stand_under_each_other(screens: Screens) -> None:
    streams = screens()
    output.fields([("编号", "a"), ("当事人", "甲\n乙")])

    told = streams[0].getvalue().replace("\x1b[36m", "").replace("\x1b[0m", "")
    assert told.splitlines() == ["编号    a", "当事人  甲", "        乙"]


def test_nothing_is_written_when_one_output_cannot_be_made(tmp_path: Path) -> None:
    def make(suffix: str) -> bytes:
        if suffix == "docx":
            raise UsageFault("模板有误")
        return b"x"

    with pytest.raises(UsageFault):
        deliver([tmp_path / "a.md", tmp_path / "b.docx"], ("md", "docx"), make)

    assert list(tmp_path.iterdir()) == []


def test_each_format_is_made_once(tmp_path: Path, screens: Screens) -> None:
    streams = screens()
    made: list[str] = []

    def make(suffix: str) -> bytes:
        made.append(suffix)
        return suffix.encode()

    deliver([tmp_path / "a.md", tmp_path / "深" / "b.MD", tmp_path / "c.html"], ("md", "html"), make)

    assert made == ["md", "html"]
    assert (tmp_path / "深" / "b.MD").read_bytes() == b"md"
    assert len(streams[0].getvalue().splitlines()) == 3


def test_an_output_keeps_no_temporary_file_behind(tmp_path: Path, screens: Screens) -> None:
    screens()
    (tmp_path / "a.md").write_text("旧")

    deliver([tmp_path / "a.md"], ("md",), lambda _suffix: b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"new"


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()

    with pytest.raises(WriteFailed, match="a.md"):
        deliver([tmp_path / "a.md"], ("md",), lambda _suffix: b"new")
