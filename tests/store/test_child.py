"""A second process gives its answers in order, and failing it is noticed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shequ_cli.store import scan
from shequ_cli.store.child import child, end

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def test_answers_come_in_order_and_then_none() -> None:
    one = child(lambda: ([number, "字" * number] for number in (1, 300_000)))

    assert [one.answer(), one.answer(), one.answer()] == [[1, "字"], [300_000, "字" * 300_000], None]
    end([one])


def test_work_that_fails_answers_no_more() -> None:
    def work() -> Iterator[int]:
        yield 1
        raise ValueError

    one = child(work)

    assert [one.answer(), one.answer()] == [1, None]
    end([one])


def test_a_child_that_nobody_listens_to_ends() -> None:
    one = child(lambda: (["字" * 1_000_000] for _number in range(1000)))

    end([one])

    with pytest.raises(ChildProcessError):
        os.waitpid(one.process, 0)


def test_two_processes_see_the_same_folders_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        folder = tmp_path / "records" / "case" / month
        folder.mkdir(parents=True)
        (folder / f"case-{month.replace('-', '')}05-aaaa.yaml").write_text("甲: 1\n", "utf-8")
    alone = {folder.path: folder.stamp for folder in scan.folders_of(tmp_path, ["case", "none"])}
    monkeypatch.setattr(scan, "may_fork", lambda: True)

    together = scan.folders_of(tmp_path, ["case", "none"], scan.MANY)

    assert {folder.path: folder.stamp for folder in together} == alone
    assert [folder.path for folder in together if folder.files is None] == [
        "records/case/2026-01",
        "records/case/2026-03",
    ]
    assert scan.listed_again(tmp_path, together[-1]).files
