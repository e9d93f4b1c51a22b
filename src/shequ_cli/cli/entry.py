"""The end of every command that writes records: refuse or save, then tell what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shequ_cli.cli import output
from shequ_cli.rules.privacy import masked_problem
from shequ_cli.words.errors import Refused
from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Level, Problem

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.exchange.entries import Entry
    from shequ_cli.store.records import Draft
    from shequ_cli.store.save import Saved


@dataclass(frozen=True, slots=True)
class Writing:
    """How a change is written and told."""

    dry_run: bool = False
    commit: bool = True
    json: bool = False


def finish(desk: Desk, drafts: Sequence[Draft], writing: Writing, batch: Sequence[Entry] = ()) -> None:
    """Save all drafts in one commit, or none: Refused with every problem, at its place in the batch if there is one."""
    from shequ_cli.store import records

    stop_at_problems(desk, drafts, batch)
    saved = records.save(desk.store, drafts, dry_run=writing.dry_run, commit=writing.commit)
    if writing.json:
        _as_json(desk, drafts, saved, writing)
    elif writing.dry_run:
        _preview(desk, drafts, saved)
    else:
        _tell(desk, drafts, saved)
    output.problems(problem for draft in drafts for problem in draft.problems if problem.level is Level.HINT)
    if saved.remark:
        output.remark(saved.remark)


def stop_at_problems(desk: Desk, drafts: Sequence[Draft], batch: Sequence[Entry] = ()) -> None:
    """Refused with what keeps the drafts from being saved; nobody's personal value is told."""
    audience = desk.viewer().audience
    places = [entry.spot for entry in batch] or [lambda keys: Place()] * len(drafts)
    found = [
        _placed(masked_problem(desk.ledger(draft.record.ledger), problem, audience), place(problem.keys))
        for draft, place in zip(drafts, places, strict=True)
        for problem in draft.refusing
    ]
    if found:
        raise Refused(found)


def _placed(problem: Problem, place: Place) -> Problem:
    return problem.at(place) if place.path else problem


def _as_json(desk: Desk, drafts: Sequence[Draft], saved: Saved, writing: Writing) -> None:
    extra: dict[str, Any] = {"commit": saved.commit} | ({"dry_run": True} if writing.dry_run else {})
    done = [
        {"id": draft.record.id, "ledger": draft.record.ledger, "path": _path(desk, draft, saved)} for draft in drafts
    ]
    if len(done) == 1:
        output.as_json("record", {**done[0], **extra})
    else:
        ledger = done[0]["ledger"] if done else ""
        output.as_json("records", {"ledger": ledger, "count": len(done), "records": done, **extra})


def _path(desk: Desk, draft: Draft, saved: Saved) -> str:
    """Where the record lies now: a changed date may have moved it."""
    from shequ_cli.store.fileedits import path_of

    there = path_of(desk.ledger(draft.record.ledger), draft.record)
    return there if there in saved.paths or not draft.record.path else draft.record.path


_DONE: Mapping[str, str] = {"new": "已登记", "edit": "已修改", "state": "已办理"}


def _tell(desk: Desk, drafts: Sequence[Draft], saved: Saved) -> None:
    for path in saved.paths:
        output.show(str(path))
    viewer = desk.viewer()
    for draft in drafts[:5]:
        ledger = desk.ledger(draft.record.ledger)
        told = viewer.label(ledger, draft.record)
        output.remark(f"{_(_DONE[draft.kind])} {ledger.title} {draft.record.id} {told}".rstrip())
    if len(drafts) > 5:
        output.remark(_("……共 {n} 条").format(n=len(drafts)))


def _preview(desk: Desk, drafts: Sequence[Draft], saved: Saved) -> None:
    for draft in drafts:
        output.title(_("{path}（{id}，未写入）").format(path=_path(desk, draft, saved), id=draft.record.id))
        if draft.before is None:
            from shequ_cli.store import yamlfile

            output.show(yamlfile.dump(dict(draft.raw)))
        else:
            from shequ_cli.cli.versions import as_pairs, differences

            ledger, old = desk.ledger(draft.record.ledger), draft.before.reading.values
            changes = differences(ledger, old, draft.record.values, desk.viewer())
            output.fields(as_pairs(changes, _("（空）")))
