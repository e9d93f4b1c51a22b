"""A plan made again over the clerk's file: what the clerk changed, deleted or added stays; the rest follows the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shequ_cli.words.problem import Keys
from shequ_cli.words.record import Raw
from shequ_cli.work import planfile as keys
from shequ_cli.work.measure import Measure
from shequ_cli.work.plan import Plan, Task
from shequ_cli.work.planfile import KEYS, PlanFile, fingerprint, phases_mark, phases_raw, to_raw

Changes = Mapping[Keys, Raw | None]
"""What to write at which keys of the file; None takes the key away. Everything else in the file stays byte for byte."""


@dataclass(frozen=True, slots=True)
class Merged:
    """`changes` for the file, and by task id what happened: updated, added, dropped (no longer due), kept as the clerk has it."""

    changes: Changes
    updated: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass
class _Growing:
    """A merge while it is made."""

    changes: dict[Keys, Raw | None] = field(default_factory=dict)
    updated: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def merged(file: PlanFile, plan: Plan, measures: Mapping[str, Measure], *, begun: bool) -> Merged:
    """The changes that bring `file` up to `plan`.

    Once the plan's year has `begun`, no task is dropped and lists of carried records stand: they are history by then.
    """
    made = {task.id: task for task in plan.tasks}
    growing = _Growing()
    for task in made.values():
        _settle(file, task, to_raw(task, measures, plan.year), growing, begun=begun)
    for id in file.tasks:
        if id not in made and _untouched(file, id) and not begun:
            growing.changes[keys.TASKS, id] = None
            growing.changes[keys.GENERATED, id] = None
            growing.dropped.append(id)
    _head(file, plan, growing)
    return Merged(
        growing.changes, tuple(growing.updated), tuple(growing.added), tuple(growing.dropped), tuple(growing.kept)
    )


def _untouched(file: PlanFile, id: str) -> bool:
    """Whether the task stands in the file just as it was made."""
    return id in file.generated and file.written.get(id) == file.generated[id]


def _settle(file: PlanFile, task: Task, raw: Mapping[str, Raw], growing: _Growing, *, begun: bool) -> None:
    """Add a task that is new, update one that nobody changed, leave every other alone."""
    id, mark = task.id, fingerprint(raw)
    if id in file.tasks:
        if not _untouched(file, id):
            growing.kept.append(id)
        elif mark != file.generated[id] and not (begun and task.records):
            growing.changes.update(_differences(file.tasks[id], raw, id))
            growing.changes[keys.GENERATED, id] = mark
            growing.updated.append(id)
    elif id in file.generated:
        growing.kept.append(id)
    else:
        growing.changes[keys.TASKS, id] = dict(raw)
        growing.changes[keys.GENERATED, id] = mark
        growing.added.append(id)


def _differences(old: Mapping[str, Raw], new: Mapping[str, Raw], id: str) -> Changes:
    return {(keys.TASKS, id, key): new.get(key) for key in KEYS if old.get(key) != new.get(key)}


def _head(file: PlanFile, plan: Plan, growing: _Growing) -> None:
    """What the plan was made from is the tool's to say; the title stays as it is, and so do phases that the clerk moved."""
    if dict(file.plan.facts) != dict(plan.facts):
        growing.changes[(keys.FACTS,)] = dict(plan.facts) or None
    if file.plan.remarks != plan.remarks:
        growing.changes[(keys.REMARKS,)] = list(plan.remarks) or None
    phases = phases_raw(plan.phases)
    mark = phases_mark(phases)
    if phases and _untouched(file, keys.PHASES) and mark != file.generated[keys.PHASES]:
        growing.changes[(keys.PHASES,)] = dict(phases)
        growing.changes[keys.GENERATED, keys.PHASES] = mark
