"""Plans as files (plans/2027.yaml): titles as keys, one task a key below 任务, and 已生成 to know the clerk's changes by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from shequ_cli.words.record import Raw
from shequ_cli.work.measure import Measure
from shequ_cli.work.plan import CADENCES, Duty, Phase, Plan, Task

YEAR, KIND, TITLE, FACTS, REMARKS = "年度", "计划种类", "标题", "生成依据", "说明"
TASKS, GENERATED = "任务", "已生成"
YEARS, PHASES, ACCEPT = "年限", "阶段", "验收"
"""Of a scheme: for how many years it runs when it is more than one, its phases, and the acceptance day of one."""

NAME, SECTION, MEASURE, WHERE, TARGET, UNIT, PER = "事项", "类别", "指标", "条件", "目标", "单位", "频次"
START, DUE, LEAD, COOPERATE, IMPLEMENT = "开始时间", "完成时限", "牵头", "配合", "落实"
OCCASION, RECORDS, CLOCKS, SOURCE, REMARK, FINISHED = "节点", "记录", "时限", "来源", "备注", "完成日期"

KEYS = (
    NAME,
    SECTION,
    MEASURE,
    WHERE,
    TARGET,
    UNIT,
    PER,
    START,
    DUE,
    LEAD,
    COOPERATE,
    IMPLEMENT,
    OCCASION,
    RECORDS,
    CLOCKS,
    SOURCE,
    REMARK,
)
"""What a task says, in the order in which files say it. 完成日期 is the clerk's alone."""

CEILING = "不超过"
"""Before a number: the target is a ceiling."""

_HEAD = """\
# {title}
# 由 shequ plan generate {kind} {year} 生成；每项任务的“编号”就是它前面的那个名字。
# 可以直接改：改过的任务，再次生成时原样保留；删掉的不会再加；自己加的任务照下面的样子写，编号自拟。
# 没有“指标”的任务，办完后加一行 完成日期: {year}-06-30。目标写“不超过3”表示上限。
"""
_TAIL = "\n# 以下由工具填写，用来认出哪些任务您改过，请不要动。\n"


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan as its file has it.

    `generated` is what 已生成 remembers, `written` the fingerprint of each task, and of the phases, as they stand.
    """

    plan: Plan
    generated: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, Mapping[str, Raw]] = field(default_factory=dict)


def to_raw(task: Task, measures: Mapping[str, Measure], year: int) -> dict[str, Raw]:
    """What the file of a plan that begins in `year` says of a task; what is blank, and that year's first day, is left out."""
    measure = measures.get(task.measure)
    number = "" if task.target is None else f"{task.target:f}"
    texts: dict[str, Raw] = {
        NAME: task.title,
        SECTION: task.section,
        MEASURE: measure.title if measure else task.measure,
        WHERE: task.where,
        TARGET: CEILING + number if task.at_most and number else number,
        UNIT: task.unit,
        PER: CADENCES.get(task.per, task.per),
        START: "" if task.start == date(year, 1, 1) else task.start.isoformat(),
        DUE: task.due.isoformat(),
        **dict(zip((LEAD, COOPERATE, IMPLEMENT), map(_joined, task.duty), strict=True)),
        OCCASION: task.occasion,
        RECORDS: list(task.records),
        CLOCKS: _joined(task.clocks),
        SOURCE: task.source,
        REMARK: task.remark,
        FINISHED: task.finished.isoformat() if task.finished else "",
    }
    return {key: value for key, value in texts.items() if value}


def phases_raw(phases: Sequence[Phase]) -> dict[str, Raw]:
    """What a file says of a scheme's phases: title → 开始时间, 完成时限, 验收."""
    found: dict[str, Raw] = {}
    for phase in phases:
        days: dict[str, Raw] = {START: phase.start.isoformat(), DUE: phase.due.isoformat()}
        found[phase.title] = days | ({ACCEPT: phase.accept.isoformat()} if phase.accept else {})
    return found


def phases_mark(raw: Mapping[str, Raw]) -> str:
    """The fingerprint of the phases as a file has them."""
    said = [
        f"{title}={key}={value}" for title, days in raw.items() if isinstance(days, dict) for key, value in days.items()
    ]
    return _hashed(said)


def _joined(words: tuple[str, ...] | Duty) -> str:
    return "、".join(str(word) for word in words)


def fingerprint(raw: Mapping[str, Raw]) -> str:
    """Short and the same for what says the same; keys that only the clerk writes do not count."""
    said = [f"{key}={_text(raw[key])}" for key in KEYS if raw.get(key)]
    return _hashed(said)


def _hashed(said: Sequence[str]) -> str:
    return sha256("\n".join(said).encode()).hexdigest()[:10]


def _text(value: Raw) -> str:
    if isinstance(value, list):
        return ",".join(_text(item) for item in value)
    return str(value).strip()


def whole(plan: Plan, measures: Mapping[str, Measure]) -> dict[str, Raw]:
    """The file's mapping for a plan that was just made."""
    tasks = {task.id: to_raw(task, measures, plan.year) for task in plan.tasks}
    phases = phases_raw(plan.phases)
    marks: dict[str, Raw] = {id: fingerprint(raw) for id, raw in tasks.items()}
    scheme: dict[str, Raw] = {YEARS: str(plan.years)} if plan.years > 1 else {}
    return {
        YEAR: str(plan.year),
        **scheme,
        KIND: plan.rules,
        TITLE: plan.title,
        FACTS: dict(plan.facts),
        REMARKS: list(plan.remarks),
        PHASES: dict(phases),
        TASKS: dict(tasks),
        GENERATED: {PHASES: phases_mark(phases), **marks} if phases else marks,
    }


def text(plan: Plan, measures: Mapping[str, Measure], dump: Callable[[Mapping[str, Raw]], str]) -> str:
    """A new file: a word to the clerk, the tasks section by section, the fingerprints last. `dump` writes a YAML mapping."""
    raw = whole(plan, measures)
    tasks, generated = raw.pop(TASKS), raw.pop(GENERATED)
    assert isinstance(tasks, dict)
    lines = [_HEAD.format(title=plan.title, kind=plan.rules, year=plan.year), dump({k: v for k, v in raw.items() if v})]
    lines.append(f"\n{TASKS}:\n" if tasks else f"\n{TASKS}: {{}}\n")
    for heading in plan.headings:
        lines.append(f"\n  # —— {heading} ——\n")
        lines += (_indented(dump({task.id: tasks[task.id]})) for task in plan.tasks_of(heading))
    return "".join([*lines, _TAIL, dump({GENERATED: generated})])


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))
