"""Saves drafts: all of them or none, checked once more under the lock, in one commit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shequ_cli.store.draft import NEW, STATE, Draft
from shequ_cli.store.drafting import Batch
from shequ_cli.words.errors import Refused
from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.store.save import FileEdit, Saved
    from shequ_cli.store.store import Store


def edits(store: Store, drafts: Sequence[Draft]) -> list[FileEdit]:
    """What saving would do to which files, by what they are now: for showing a difference."""
    from shequ_cli.store.fileedits import edits_of

    return edits_of(store.root, store.ledgers, drafts)


def save(
    store: Store, drafts: Sequence[Draft], message: str = "", *, dry_run: bool = False, commit: bool = True
) -> Saved:
    """Write all drafts or none, in one commit; Refused, with every reason, when one of them may not be saved.

    What was free when a draft was made (id, paper number, unique values) is checked again under the lock. With
    `dry_run` nothing is written, and the paths are those that would be.
    """
    from shequ_cli.store.lock import lock
    from shequ_cli.store.save import Saved, apply

    if refusing := [problem for draft in drafts for problem in draft.refusing]:
        raise Refused(refusing)
    if dry_run:
        return Saved(tuple(edit.path for edit in edits(store, drafts) if edit.before != edit.after))
    with lock(store.root):
        store.forget_freshness()
        settled = _settled(store, drafts)
        saved = apply(
            store.root,
            edits(store, settled),
            message or message_of(store, settled),
            commit=commit,
            who=store.profile.name,
        )
    store.forget_freshness()
    return saved


def _settled(store: Store, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts as they hold under the lock, with new ids and paper numbers where somebody was faster."""
    batches: dict[str, Batch] = {}
    settled: list[Draft] = []
    for draft in drafts:
        ledger = store.ledger(draft.record.ledger)
        batch = batches.setdefault(ledger.name, Batch(store, ledger, store.today))
        settled.append(batch.settled(draft))
    for batch in batches.values():
        settled = batch.together(settled, {})
    if refusing := [problem for draft in settled for problem in draft.refusing]:
        raise Refused(refusing)
    return settled


def message_of(store: Store, drafts: Sequence[Draft]) -> str:
    """The commit's message in the words of the trade: 登记 走访探访 37 条, 办理 矛盾纠纷调解 case-… 受理→调解中."""
    if len(drafts) == 1:
        return _single(store, drafts[0])
    verbs = {draft.kind for draft in drafts}
    verb = _verb(verbs.pop()) if len(verbs) == 1 else _("修改")
    counts = Counter(store.ledger(draft.record.ledger).title for draft in drafts)
    parts = [_("{ledger} {n} 条").format(ledger=title, n=number) for title, number in counts.items()]
    return f"{verb} {'、'.join(parts)}"


def _verb(kind: str) -> str:
    return {NEW: _("登记"), STATE: _("办理")}.get(kind, _("修改"))


def _single(store: Store, draft: Draft) -> str:
    ledger = store.ledger(draft.record.ledger)
    said = f"{_verb(draft.kind)} {ledger.title} {draft.record.id}"
    if draft.kind != STATE or not ledger.states or not draft.before:
        return said
    field = ledger.field(ledger.states.field).name
    return f"{said} {draft.before.reading.values.get(field, '')}→{draft.record.values.get(field, '')}"
