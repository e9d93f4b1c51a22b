"""A small store that every command is tried on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typed import shequ

from clerk import somebody


@pytest.fixture(scope="session", autouse=True)
def who() -> Iterator[None]:
    """Nobody's git settings, language or store leak into the tests."""
    with somebody():
        yield


CASES = (
    ("2026-02-03", "邻里纠纷", "楼上漏水", "张某某"),
    ("2026-03-12", "邻里纠纷", "噪音扰民", "欧阳某某"),
    ("2026-03-20", "婚姻家庭纠纷", "赡养费", "李某"),
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three cases and two payments; nobody changes it."""
    root = tmp_path_factory.mktemp("made") / "库"
    assert shequ("init", root, "--name", "幸福社区居民委员会", "--set", "街道=安和街道").code == 0
    for day, kind, summary, name in CASES:
        words = [f"受理日期={day}", f"纠纷类型={kind}", f"摘要={summary}", f"当事人.0.姓名={name}"]
        given = [word for pair in words for word in ("--set", pair)]
        answer = shequ("add", "纠纷", *given, at=root, today=day)
        assert answer.code == 0, answer
    relief = "发放日期,发放种类,计数单位,人数,金额\n2026-03-05,临时救助,人,12,15000\n2026-03-06,春节一次性生活补贴（低保）,人,68,34000\n"
    answer = shequ("add", "救助", "--from", "-", at=root, typed=relief)
    assert answer.code == 0, answer
    return root


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """A store of one's own."""
    root = tmp_path / "库"
    shutil.copytree(made, root)
    return root
