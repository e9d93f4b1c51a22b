"""The gallery: per problem code a room with something broken, and what `check` says of it. This is the review of our wording.

A room is a tiny store named after the code it shows. Its `expected.txt` is written by `pytest --update-golden` and read by people.
A room with a `given.*` file shows what a batch is told before it is entered; one with a `document.md`, what is said of a text.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from shequ_cli.documents.blocks import parse
from shequ_cli.documents.lint import numbering
from shequ_cli.exchange.batch import read_batch
from shequ_cli.rules.catalogue import CODES, base_code
from shequ_cli.store.store import Store
from shequ_cli.words.problem import Problem, rolled_up, sentence, worst_first

HERE = Path(__file__).parent
TODAY = date(2026, 3, 31)
ROOMS = sorted(path for path in HERE.iterdir() if (path / "shequ.yaml").exists())


def _large(room: Path) -> None:
    """A record of more than a megabyte is not kept in the repository."""
    file = room / "records/note/2026-03/note-20260312-0001.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("日期: 2026-03-12\n事由: |\n" + "  楼上漏水\n" * 70_000, encoding="utf-8")


MADE_HERE: Mapping[str, Callable[[Path], None]] = {"E-yaml-large": _large}
"""What completes a copy of the room, where a file of the repository cannot."""

SHOWN_ELSEWHERE = {"E-unreadable": "tests/store: no file of a repository is unreadable for everybody"}


def problems_in(room: Path, copy: Path) -> list[Problem]:
    """What is said of a room; everything happens in its copy."""
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("expected.txt"))
    if room.name in MADE_HERE:
        MADE_HERE[room.name](copy)
    if (document := copy / "document.md").exists():
        return list(numbering(parse(document.read_text(encoding="utf-8")), document.name))
    with Store.open(copy, TODAY) as store:
        found = store.problems()
        for given in sorted(copy.glob("given.*")):
            found.extend(read_batch(given.read_bytes(), given.name, store.ledger("note")).problems)
    return found


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_what_is_said_of_a_room_is_what_its_page_expects(
    room: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    found = problems_in(room, tmp_path / "store")
    said = [sentence(cause.first, cause.times) for cause in rolled_up(worst_first(found))]
    golden(room / "expected.txt", "".join(f"{line}\n" for line in said))
    assert room.name in {problem.code for problem in found}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_of_the_catalogue_has_a_room(code: str) -> None:
    assert (HERE / code / "expected.txt").exists() or code in SHOWN_ELSEWHERE


def test_every_room_is_named_after_a_code_of_the_catalogue() -> None:
    assert [room.name for room in ROOMS if base_code(room.name) not in CODES] == []
