"""Makes the example store examples/xingfu: an invented community, 2025-01 to 2026-10, the same bytes at every run.

    python examples/make_xingfu.py [FOLDER]

Everything in it is invented. Records are written by the project's own writers, so the example is what `shequ add` would leave.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

from making import (  # noqa: E402
    activities,
    assessments,
    cases,
    counts,
    culture,
    duties,
    employment,
    environment,
    facilities,
    fire,
    governance,
    housing,
    justice,
    organisation,
    people,
    postings,
    safety,
    seasons,
    services,
    submissions,
    volunteers,
    welfare,
)
from making.chance import Chance  # noqa: E402
from making.town import Town, Values, town  # noqa: E402

from shequ_cli.rules.schema import ID_TITLE, Ledger  # noqa: E402
from shequ_cli.rules.writing import to_raw  # noqa: E402
from shequ_cli.store import csvfile, yamlfile  # noqa: E402
from shequ_cli.store.assets import Assets  # noqa: E402
from shequ_cli.store.folder import init_edits  # noqa: E402
from shequ_cli.words.record import Raw  # noqa: E402

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
CALENDARS = HERE.parent / "schemas" / "calendar"

PROFILE = {
    "社区名称": "幸福社区居民委员会",
    "街道": "安和街道",
    "区县": "明湖区",
    "区划代码": "990101001001",
    "落款": {"填表人": "岑小满", "审核人": "戈立夏", "负责人": "柏安平", "联系电话": "0990-2000000"},
}
"""The division code begins with 99, which no place has; the names are invented."""

README = """# 幸福社区（示例）

虚构的社区，2025年1月至2026年10月的十本台账，由 `python examples/make_xingfu.py` 生成，每次生成的内容完全一样。

- 社区、街道、区、小区、门店、人名、电话、区划代码都是编的；没有身份证号。
- “今天”是 2026-10-28：有在办的、快到期的，也有逾期的。看当天的情况：`shequ --today 2026-10-28 today`。
- 2026年2月的救助慰问发放是一组核对过的真实数字：12 类、113095.78 元，按人 161 人、按户 9 户，户和人不相加。

- `plans/2026.yaml` 是 2026-01-05 用 `shequ plan generate annual 2026` 生成的，半年督办办完后补了完成日期：`shequ plan status 2026`。
- `plans/2026-civility.yaml`（文明社区创建，四个阶段）和 `plans/2025-pilot.yaml`（治理创新试点，三年）填到今天，试点第一阶段漏了一步：`shequ plan status --kind pilot`。

不要手改这里的记录：改生成脚本，再生成一次。
"""


class Planned(NamedTuple):
    """A plan of the store: its kind, its first year, the day on which it was made, and tasks finished since."""

    kind: str
    year: str
    day: str
    finished: Mapping[str, str]

    @property
    def path(self) -> str:
        """The plan's file."""
        return f"plans/{self.year}.yaml" if self.kind == "annual" else f"plans/{self.year}-{self.kind}.yaml"


PLANS = (
    Planned("annual", "2026", "2026-01-05", {"pledge-half": "2026-07-22"}),
    Planned(
        "civility",
        "2026",
        "2026-01-28",
        {
            "kickoff": "2026-02-12",
            "scheme": "2026-03-10",
            "letter": "2026-04-14",
            "survey-spots": "2026-04-22",
            "environment-accept": "2026-05-15",
            "notices": "2026-05-27",
            "stairs": "2026-06-29",
            "recheck": "2026-07-09",
            "stairwells-accept": "2026-07-15",
            "doorsteps": "2026-08-27",
        },
    ),
    Planned(
        "pilot",
        "2025",
        "2025-08-28",
        {
            "first-launch": "2025-09-22",
            "first-create": "2025-10-30",
            "first-assess": "2025-11-12",
            "first-accept": "2025-11-28",
            "first-naming": "2025-12-24",
            "second-launch": "2026-09-18",
            "second-apply": "2026-09-29",
        },
    ),
)
"""The first phase of the pilot went on without 推荐申报: `shequ plan status --kind pilot` says so."""


class Maker(Protocol):
    """A module that makes records."""

    def ledgers(self, town: Town) -> Iterable[tuple[str, Sequence[Values]]]:
        """Each ledger's name and records; a ledger may come twice."""
        ...


class Ids:
    """Ids of the store's form whose four letters are given once only, so that each of them names its record."""

    def __init__(self) -> None:
        self._chance, self._given = Chance("xingfu id"), set[str]()

    def next(self, ledger: Ledger, values: Values) -> str:
        """The id of a record with these values."""
        day = str(values[ledger.date]).replace("-", "").ljust(8, "0")
        day = day[:6] + (day[6:] if day[6:] != "00" else "01")
        while (tail := "".join(self._chance.one(CROCKFORD) for _ in range(4))) in self._given:
            pass
        self._given.add(tail)
        return f"{ledger.name}-{day}-{tail}"


Named = tuple[str, Values]
"""An id and its record."""

MAKERS: tuple[Maker, ...] = (
    submissions,
    duties,
    assessments,
    counts,
    environment,
    facilities,
    governance,
    services,
    employment,
    culture,
    housing,
    volunteers,
    postings,
    organisation,
    fire,
    justice,
    seasons,
)
"""Modules of `making` with `ledgers(town)`: ledger name and its records, oldest first. A new one goes to the end."""


def records(place: Town, ledgers: Mapping[str, Ledger]) -> Iterator[tuple[Ledger, Sequence[Named]]]:
    """Every ledger with its records and their ids, oldest first."""
    ids = Ids()

    def named(name: str, found: Sequence[Values]) -> tuple[Ledger, Sequence[Named]]:
        return ledgers[name], [(ids.next(ledgers[name], values), values) for values in found]

    ledger, checked = named("inspection", safety.checks(place))
    yield ledger, checked
    yield named("hazard", safety.hazards(place, checked))
    yield named("case", cases.cases(place))
    yield named("relief", welfare.payments(place))
    yield named("dibao", welfare.dibao(place))
    yield named("visit", welfare.visits(place))
    yield named("request", people.requests(place))
    yield named("activity", activities.activities(place))
    yield named("meeting", people.meetings(place))
    yield named("pledge", people.pledges(place))
    for maker in MAKERS:
        for name, found in maker.ledgers(place):
            yield named(name, found)


def files() -> dict[str, bytes]:
    """The whole store: path → bytes."""
    assets, place = Assets(None), town(CALENDARS)
    posts = [*place.words["community"]["posts"], *(f"{grid}网格员" for grid in place.grids)]
    profile = PROFILE | {"网格": list(place.grids), "岗位": posts}
    order = ("社区名称", "街道", "区县", "区划代码", "网格", "岗位", "落款")
    found = {
        edit.path: edit.after or b""
        for edit in init_edits(Path("nowhere"), {key: profile[key] for key in order}, assets)
    }
    found["README.md"] = README.encode()
    for year in ("2025", "2026"):
        found[f"calendar/{year}.yaml"] = (CALENDARS / f"{year}.yaml").read_bytes()
    made: dict[str, list[Named]] = {}
    for ledger, named in records(place, assets.ledgers()):
        made.setdefault(ledger.name, []).extend(named)
    for name, held in made.items():
        ledger = assets.ledgers()[name]
        found |= _yaml_files(ledger, held) if ledger.storage == "yaml" else _csv_files(ledger, held)
    return found


def _month(ledger: Ledger, values: Values) -> str:
    return str(values[ledger.date])[:7]


def _yaml_files(ledger: Ledger, named: Sequence[Named]) -> dict[str, bytes]:
    return {
        f"records/{ledger.name}/{_month(ledger, values)}/{given}.yaml": yamlfile.dump(to_raw(ledger, values)).encode()
        for given, values in named
    }


def _csv_files(ledger: Ledger, named: Sequence[Named]) -> dict[str, bytes]:
    months: dict[str, list[Mapping[str, Raw]]] = {}
    for given, values in named:
        months.setdefault(_month(ledger, values), []).append({ID_TITLE: given, **to_raw(ledger, values)})
    return {f"records/{ledger.name}/{month}.csv": csvfile.append(None, ledger, rows) for month, rows in months.items()}


def main(folder: Path) -> None:
    """Write the store, in place of the one that was there."""
    found = files()
    shutil.rmtree(folder / "records", ignore_errors=True)
    for path, data in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "plans").mkdir(exist_ok=True)
    for plan in PLANS:
        (folder / plan.path).write_text(planned(folder, plan), encoding="utf-8", newline="\n")
    print(f"{folder}: {len(found) + len(PLANS)} files")


def planned(folder: Path, plan: Planned) -> str:
    """The plan's file as `shequ plan generate` made it on its day, with the days on which tasks were finished since."""
    import typer

    from shequ_cli.cli.app import app

    def later(_folder: str, names: list[str]) -> set[str]:
        return {name for name in names if re.match(r"\d{4}-\d\d", name) and name[:7] >= plan.day[:7]}

    with tempfile.TemporaryDirectory() as room:
        root = Path(room) / "xingfu"
        shutil.copytree(folder, root, ignore=lambda at, names: {*later(at, names), *({"plans", ".shequ"} & {*names})})
        words = ["--dir", str(root), "--today", plan.day, "plan", "generate", plan.kind, plan.year, "--no-commit"]
        typer.main.get_command(app).main(words, prog_name="shequ", standalone_mode=False)
        text = (root / plan.path).read_text(encoding="utf-8")
    for task, day in plan.finished.items():
        text = text.replace(f"\n  {task}:\n", f"\n  {task}:\n    完成日期: {day}\n")
    return text


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "xingfu")
