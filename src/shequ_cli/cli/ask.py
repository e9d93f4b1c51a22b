"""Asks for what is missing, on a terminal and never elsewhere; nothing is written before everything is right."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from shequ_cli.cli import output
from shequ_cli.cli.asking import Asker
from shequ_cli.cli.prompts import Offer, agree, choose, choose_several, write
from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _
from shequ_cli.words.problem import Level, Problem

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.rules.schema import Field, Ledger
    from shequ_cli.store.records import Draft
    from shequ_cli.words.record import Raw, Record

Changes = dict[str, "Raw | None"]
Reasons = dict[str, str]
Drafted = Callable[[Mapping[str, "Raw | None"], Mapping[str, str]], "Draft"]
"""Makes the draft again with what was answered: field titles and raw values, doubts and reasons."""


def interactive() -> bool:
    """Whether somebody sits at the terminal: stdin and stdout both are one."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def settled(desk: Desk, ledger: Ledger, drafted: Drafted, *, offer: bool = False) -> Draft:
    """A draft in which, on a terminal, every gap was filled and every fault mended by asking; else as it is.

    `offer` also lets the clerk fill optional fields, once, when nothing is wrong any more.
    """
    changes: Changes = {}
    reasons: Reasons = {}
    while True:
        draft = drafted(changes, reasons)
        found = draft.refusing if interactive() else ()
        if found:
            if not _mended(_asker(desk, ledger), found, changes, reasons):
                return draft
        elif offer and interactive():
            offer = False
            changes |= _extras(_asker(desk, ledger), ledger, draft)
        else:
            return draft


def _asker(desk: Desk, ledger: Ledger) -> Asker:
    """Questions that offer the grids of the profile."""
    store = desk.store
    return Asker(ledger, store.codelists, desk.today, store.profile.grids)


def next_state(ledger: Ledger, record: Record) -> str:
    """The next state, chosen on a terminal; a usage fault elsewhere."""
    from shequ_cli.rules.states import next_states, states_of

    states = states_of(ledger)
    now = str(record.values.get(ledger.field(states.field).name) or "")
    allowed = next_states(ledger, now)
    if not interactive() or not allowed:
        raise UsageFault(
            _("请写明下一个状态；“{now}”之后可以是：{names}").format(now=now, names="、".join(allowed) or _("（无）"))
        )
    return choose(_("从“{now}”改为").format(now=now), [Offer(state, state) for state in allowed])


def _mended(asker: Asker, found: Sequence[Problem], changes: Changes, reasons: Reasons) -> bool:
    """Ask about every fault once; False when there is one that no answer can mend."""
    order = {field.name: n for n, field in enumerate(asker.ledger.fields)}
    asked: set[str] = set()
    for problem in sorted(found, key=lambda one: order.get(one.field.split(".")[0], len(order))):
        name = problem.field.split(".")[0]
        if problem.level is Level.DOUBT and problem.code not in reasons:
            output.problems([problem])
            if problem.value or name not in order or not _filled(asker, name, changes):
                reasons[problem.code] = _reason()
            else:
                asked.add(name)
        elif name in order and name not in asked:
            asked.add(name)
            if problem.value:
                output.problems([problem])
            changes[asker.ledger.field(name).title] = asker.answer(asker.ledger.field(name), needed=True)
        elif name not in order:
            return False
    return True


def _filled(asker: Asker, name: str, changes: Changes) -> bool:
    """Whether the clerk fills the field that is doubted because it is empty."""
    field = asker.ledger.field(name)
    answer = asker.answer(field, needed=False)
    if answer:
        changes[field.title] = answer
    return bool(answer)


def _reason() -> str:
    return write(_("如果属实，请写明理由（Ctrl-C 放弃）"), lambda text: "" if text.strip() else _("理由不能空"))


def _extras(asker: Asker, ledger: Ledger, draft: Draft) -> Changes:
    state = ledger.states.field if ledger.states else ""
    left = [
        field
        for field in ledger.fields
        if field.name not in draft.record.values and not field.serial and field.name != state
    ]
    if not left or not agree(_("必填项已齐。还要补充其他项吗？"), default=False):
        return {}
    named = choose_several(_("补充哪几项"), [Offer(field.name, _told(field)) for field in left])
    return {field.title: asker.answer(field, needed=False) for field in left if field.name in named}


def _told(field: Field) -> str:
    return field.title + (f"  {field.hint}" if field.hint else "")
