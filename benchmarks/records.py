"""Makes stores of any size out of the example: its communities multiplied, every id fresh, what is unique kept unique.

Ledgers that can have only one community's records (one row a month, a day, a name) stand there once.

python benchmarks/records.py 文件夹 100000
python benchmarks/records.py 文件夹 10000 --yaml      only ledgers with one file a record
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shequ_cli.rules.schema import Ledger

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "xingfu"
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

_NUMBER = re.compile(r"(?<=第)\d+(?=号)|(?<=〕)\d+(?=号)")
_REFERENCE = re.compile(r"^检查记录: (\S+)\n", re.MULTILINE)

# Checks that look at several records.
_ACROSS = {"unique", "once", "balance"}

# Columns that no two communities may share; a code takes a tail, a name says whose it is.
_CODES = {"户编码", "对象代号"}
_NAMES = {"检查对象", "签订方"}
_NUMBERS = {"案号", "协议编号"}
_PAPER_NUMBER = re.compile(rf"^(?:{'|'.join(sorted(_NUMBERS))}): .+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One record of the example. `content` is a file's text, or the cells of a row after its id."""

    ledger: str
    month: str
    id: str
    content: str | tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """The example's records in the order of ledger, month and id, and the header of each CSV ledger."""

    sources: tuple[Source, ...]
    headers: dict[str, list[str]]

    @cached_property
    def ledgers(self) -> dict[str, Ledger]:
        """The definition of each ledger that has records."""
        from shequ_cli.store.assets import Assets

        known = Assets().ledgers()
        return {name: known[name] for name in {source.ledger for source in self.sources}}

    def is_running(self, ledger: str) -> bool:
        """Whether its records add up to a balance, which some of them alone need not keep."""
        return any("balance" in check for check in self.ledgers[ledger].raw.get("x-checks", ()))

    def is_single(self, ledger: str) -> bool:
        """Whether a second community's records could not stand beside the first one's: nothing in them would differ."""
        known = self.ledgers[ledger]
        changed = _CODES | _NAMES if ledger in self.headers else _NUMBERS
        checks = [check for check in known.raw.get("x-checks", ()) if _ACROSS & set(check)]
        return any(
            not changed.intersection(known.field(name).title for name in check.get("unique", ())) for check in checks
        )

    @cached_property
    def changers(self) -> dict[str, list[Callable[[str, int], str]]]:
        """For each CSV ledger, what becomes of each cell in a copy."""
        return {ledger: [_changer(title) for title in header[1:]] for ledger, header in self.headers.items()}


def _changer(title: str) -> Callable[[str, int], str]:
    if title in _CODES:
        return lambda cell, copy: f"{cell}-{copy}"
    if title in _NAMES:
        return lambda cell, copy: f"{copy}号社区{cell}"
    return lambda cell, copy: cell


def read(*, yaml_only: bool = False) -> Example:
    """The example's records."""
    sources: list[Source] = []
    headers: dict[str, list[str]] = {}
    for path in sorted((EXAMPLE / "records").rglob("*.yaml")):
        sources.append(Source(path.parts[-3], path.parts[-2], path.stem, path.read_text("utf-8")))
    for path in [] if yaml_only else sorted((EXAMPLE / "records").rglob("*.csv")):
        header, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
        headers[path.parent.name] = header
        sources += [Source(path.parent.name, path.stem, id, tuple(cells)) for id, *cells in rows]
    return Example(tuple(sources), headers)


class _Ids:
    """The id that each record of the example has in each copy."""

    def __init__(self) -> None:
        self.chance = random.Random(20261028)
        self.given: dict[tuple[str, int], str] = {}
        self.taken: set[str] = set()

    def of(self, id: str, copy: int) -> str:
        if (id, copy) not in self.given:
            self.given[id, copy] = self._fresh(id[:-4])
        return self.given[id, copy]

    def _fresh(self, beginning: str) -> str:
        while (id := beginning + "".join(self.chance.choices(ALPHABET, k=4))) in self.taken:
            continue
        self.taken.add(id)
        return id


def picked_of(example: Example, number: int) -> Iterator[tuple[Source, int]]:
    """`number` records of the example and its copies; of less than the whole example none that have to be complete."""
    if number < len(example.sources):
        yield from chosen([source for source in example.sources if not example.is_running(source.ledger)], number)
        return
    single = {ledger for ledger in example.ledgers if example.is_single(ledger)}
    once = [source for source in example.sources if source.ledger in single]
    yield from ((source, 1) for source in once)
    yield from chosen([source for source in example.sources if source.ledger not in single], number - len(once))


def chosen(sources: Sequence[Source], number: int) -> Iterator[tuple[Source, int]]:
    """`number` records: so many whole communities, and the rest spread evenly over one more."""
    communities, rest = divmod(number, len(sources))
    for copy in range(1, communities + 1):
        yield from ((source, copy) for source in sources)
    yield from ((sources[n * len(sources) // rest], communities + 1) for n in range(rest))


def write(root: Path, number: int, *, yaml_only: bool = False) -> None:
    """A store of so many records below `root`, which must not be there yet; one git commit holds it."""
    example = read(yaml_only=yaml_only)
    for name in ("shequ.yaml", ".gitignore", ".gitattributes"):
        root.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLE / name, root)
    shutil.copytree(EXAMPLE / "calendar", root / "calendar")
    picked = list(picked_of(example, number))
    ids, there = _Ids(), {(source.id, copy) for source, copy in picked}
    tables: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    folders = {(source.ledger, source.month) for source, _copy in picked if isinstance(source.content, str)}
    for ledger, month in folders:
        (root / "records" / ledger / month).mkdir(parents=True)
    for source, copy in picked:
        id = ids.of(source.id, copy)
        if isinstance(source.content, str):
            text = _file(source.content, copy, ids, there)
            (root / "records" / source.ledger / source.month / f"{id}.yaml").write_text(text, "utf-8", newline="\n")
        else:
            cells = zip(example.changers[source.ledger], source.content, strict=True)
            tables[source.ledger, source.month].append([id, *(change(cell, copy) for change, cell in cells)])
    for (ledger, month), rows in tables.items():
        _table(root / "records" / ledger / f"{month}.csv", example.headers[ledger], rows)
    _commit(root, f"{number} 条记录")


def _file(text: str, copy: int, ids: _Ids, there: set[tuple[str, int]]) -> str:
    """A record's text in a copy: its own paper numbers, and the inspection of the same copy if that was chosen."""

    def reference(found: re.Match[str]) -> str:
        return f"检查记录: {ids.of(found[1], copy)}\n" if (found[1], copy) in there else ""

    def paper_number(found: re.Match[str]) -> str:
        return _NUMBER.sub(lambda number: str(int(number[0]) + 1000 * (copy - 1)), found[0])

    return _PAPER_NUMBER.sub(paper_number, _REFERENCE.sub(reference, text))


def _table(path: Path, header: list[str], rows: list[list[str]]) -> None:
    rows.sort(key=lambda row: row[0][:-4])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows([header, *rows])


def _commit(root: Path, message: str) -> None:
    """Under git as `shequ init` would have it, packed as git itself packs sooner or later."""
    from shequ_cli.store import git

    git.init(root)
    who = ["-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "gc.auto=0"]
    for words in (["add", "--all"], ["commit", "--quiet", "-m", message], ["gc", "--quiet"]):
        subprocess.run(["git", "-C", str(root), *who, *words], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="按示例生成任意大小的库，用来量速度")
    parser.add_argument("folder", type=Path, help="放在哪里；不能已有内容")
    parser.add_argument("records", type=int, help="多少条记录")
    parser.add_argument("--yaml", action="store_true", help="只要一条记录一个文件的台账")
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        sys.exit(f"{given.folder} 里已有内容")
    write(given.folder, given.records, yaml_only=given.yaml)


if __name__ == "__main__":
    main()
