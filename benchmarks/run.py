"""Measures every speed goal in one run, as ratios of whole processes: make bench, or python benchmarks/run.py.

The stores lie in .bench/ and are kept between runs; what a timed `add` adds is taken back at the end.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import records
from timing import Command, Goal, Measured

HERE = Path(__file__).resolve().parent
TODAY, YESTERDAY = "2026-10-28", "2026-10-27"
MONTH = "2026-09"
WHO = ("-c", "user.name=bench", "-c", "user.email=bench@localhost")


class Store:
    """A generated store; made anew when the example or the generator has changed."""

    def __init__(self, bench: Path, name: str, number: int, *, yaml_only: bool = False) -> None:
        self.root = bench / name
        self.adds = 0
        mark = bench / f"{name}.stamp"
        if not mark.exists() or mark.read_text() != _stamp():
            shutil.rmtree(self.root, ignore_errors=True)
            print(f"生成 {name}：{number} 条记录……", file=sys.stderr)
            records.write(self.root, number, yaml_only=yaml_only)
            if not yaml_only:
                self.run("plan", "generate", "annual", TODAY[:4]).seconds()
            self._git("tag", "--force", "made")
            mark.write_text(_stamp())
        self._as_made()

    def _git(self, *words: str) -> str:
        run = subprocess.run(["git", "-C", str(self.root), *WHO, *words], check=True, capture_output=True, text=True)
        return run.stdout.strip()

    def _as_made(self) -> None:
        self._git("reset", "--quiet", "--hard", "made")
        self._git("clean", "--quiet", "--force", "-d")

    def put_back(self) -> None:
        """The store as it was generated. Every add has to have left its commit, and no other."""
        commits = int(self._git("rev-list", "--count", "made..HEAD"))
        left = self._git("status", "--short")
        self._as_made()
        if self.adds:
            self._git("reflog", "expire", "--expire=now", "--all")
            self._git("gc", "--quiet", "--prune=now")
        if commits != self.adds or left:
            raise SystemExit(f"{self.root.name}：登记了 {self.adds} 条，历史里有 {commits} 次改动；{left}")

    def run(self, *words: str) -> Command:
        """A shequ command on this store."""
        return Command([*SHEQU, "--dir", str(self.root), "--today", TODAY, *words])

    def cold(self, *words: str) -> Command:
        """The same without an index, as in a fresh clone."""

        def forget() -> Sequence[str]:
            shutil.rmtree(self.root / ".shequ", ignore_errors=True)
            return ()

        return Command(self.run(*words).words, before=forget)

    def visit(self) -> Command:
        """One more row of a table, valid and unlike any other: checked, on the disk, committed."""
        words = ("走访", f"走访日期={YESTERDAY}", "对象类别=独居老人", "走访方式=入户走访")
        return Command(self._adding(*words).words, before=lambda: ("--set", f"对象代号=B-{self._next():05}"))

    def request(self) -> Command:
        """One more file of a record, the same."""
        words = ("诉求", f"反映日期={YESTERDAY}", "诉求种类=环境卫生")
        return Command(self._adding(*words).words, before=lambda: ("--set", f"诉求内容=第{self._next()}处堆放杂物"))

    def _adding(self, ledger: str, *fields: str) -> Command:
        return self.run("add", ledger, *(word for field in fields for word in ("--set", field)))

    def _next(self) -> int:
        self.adds += 1
        return self.adds

    def after_adding(self, *words: str) -> Command:
        """A command, one record after the last."""

        def add() -> Sequence[str]:
            self.request().seconds()
            return ()

        return Command(self.run(*words).words, before=add)


def _stamp() -> str:
    """Changes whenever the stores would come out differently."""
    files = [HERE / "records.py", *sorted(path for path in records.EXAMPLE.rglob("*") if path.is_file())]
    found = hashlib.blake2b(digest_size=16)
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()


def _shequ() -> list[str]:
    """The program that belongs to this Python."""
    found = shutil.which("shequ", path=str(Path(sys.executable).parent)) or shutil.which("shequ")
    if not found:
        sys.exit("没有找到 shequ，请先运行 make dev")
    return [found]


SHEQU = _shequ()
HELLO = Command([sys.executable, str(HERE / "hello.py")])


@contextmanager
def stores(bench: Path) -> Iterator[dict[str, Store]]:
    """The four stores; what was added is gone afterwards, and after a break-off when the next run begins."""
    bench.mkdir(exist_ok=True)
    made = {name: Store(bench, name, number) for name, number in [("1k", 1000), ("10k", 10_000), ("100k", 100_000)]}
    made["files"] = Store(bench, "files", 10_000, yaml_only=True)
    yield made
    for store in made.values():
        store.put_back()


def goals(made: dict[str, Store]) -> list[Goal]:
    """The lines of acceptance."""
    small, middle, large, files = made["1k"], made["10k"], made["100k"], made["files"]
    report = ("report", "monthly", MONTH, "--json")
    floor = Command([sys.executable, str(HERE / "parse_floor.py"), str(files.root / "records")])
    return [
        Goal("add，表格台账：10万条 / 1千条", large.visit(), small.visit(), 1.3),
        Goal("add，一条一个文件：10万条 / 1千条", large.request(), small.request(), 1.3),
        Goal("list，1万条 / 空程序", middle.run("list", "纠纷"), HELLO, 2.5),
        Goal("list 一个月，1万条 / 空程序", middle.run("list", "纠纷", "--period", MONTH), HELLO, 2.5),
        Goal("find，1万条 / 空程序", middle.run("find", "漏水"), HELLO, 2.5),
        Goal("today，1万条 / 空程序", middle.run("today"), HELLO, 2.5),
        Goal("report monthly --json，1万条 / 空程序", middle.run(*report), HELLO, 2.5),
        Goal("report monthly --json：10万条 / 1万条", large.run(*report), middle.run(*report), 1.5),
        Goal("check，没有索引，1万个文件 / 只读只解析", files.cold("check"), floor, 1.6),
    ]


def remarks(made: dict[str, Store]) -> list[Goal]:
    """What has no goal and is good to know."""
    small, middle, large = made["1k"], made["10k"], made["100k"]
    report = ("report", "monthly", "2026-10", "--json")
    return [
        Goal("shequ --help / 空程序", Command([*SHEQU, "--help"]), HELLO),
        Goal("add，1千条 / 空程序", small.visit(), HELLO),
        Goal("assess 健康教育，1万条 / 空程序", middle.run("assess", "health-education"), HELLO),
        Goal("today：10万条 / 1万条", large.run("today"), middle.run("today")),
        Goal("check，1万条，有索引 / 空程序", middle.run("check"), HELLO),
        Goal("登记一条后的 report：1万条 / 空程序", middle.after_adding(*report), HELLO),
        Goal("登记一条后的 report：10万条 / 1万条", large.after_adding(*report), middle.after_adding(*report)),
        Goal("check，10万条：没有索引 / 有索引", large.cold("check"), large.run("check")),
    ]


def line(goal: Goal, found: Measured) -> str:
    """One row of the table."""
    wanted = f"≤ {goal.most:.2f}  {'达标' if goal.is_met(found) else '未达标'}" if goal.most else ""
    return f"{_filled(goal.name, 46)}{found.a:8.3f}{found.b:9.3f}{found.ratio:9.2f}   {wanted}".rstrip()


def _filled(text: str, width: int) -> str:
    return text + " " * (width - sum(2 if ord(letter) > 0x2000 else 1 for letter in text))


def main() -> None:
    parser = argparse.ArgumentParser(description="量 shequ 的速度，全部是同一次运行里两个命令的比值")
    parser.add_argument("--runs", type=int, default=11, help="每一对量几次（不写是 11）")
    parser.add_argument("--only", default="", help="只量名称里有这几个字的")
    parser.add_argument("--bench", type=Path, default=HERE.parent / ".bench", help="库放在哪里")
    given = parser.parse_args()
    missed = 0
    with stores(given.bench) as made:
        print(_filled("A / B", 46) + "    A 秒     B 秒     A/B   目标")
        for goal in [*goals(made), *remarks(made)]:
            if given.only in goal.name:
                found = goal.measured(given.runs if goal.most else max(3, given.runs // 2))
                missed += bool(goal.most) and not goal.is_met(found)
                print(line(goal, found), flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
