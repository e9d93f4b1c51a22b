"""States: where a record stands in its flow, and where it may go next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.fault import Fault
from shequ_cli.rules.schema import Ledger, States
from shequ_cli.words.errors import StateRefused, UnknownName, UsageFault
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.record import Value


class NoStates(UsageFault):
    """A ledger whose records have no states."""

    def __init__(self, title: str) -> None:
        super().__init__(_("{title}没有状态，不能推进").format(title=title))


def states_of(ledger: Ledger) -> States:
    """The ledger's states; NoStates when its records have none."""
    if ledger.states is None:
        raise NoStates(ledger.title)
    return ledger.states


def state_named(ledger: Ledger, codelists: Mapping[str, Codelist], word: str) -> str:
    """The state that `word` (a state, or its code or alias in the code list) stands for; UnknownName otherwise."""
    states = states_of(ledger)
    codelist = codelists.get(ledger.field(states.field).codelist)
    state = (codelist and codelist.title_of(word)) or word
    if state not in states.names:
        raise UnknownName(_("状态"), word, nearest(word, states.names), states.names)
    return state


def next_states(ledger: Ledger, state: str) -> tuple[str, ...]:
    """The states that may follow; those of a record without a state yet (""): the first one."""
    states = states_of(ledger)
    return states.flow.get(state, ()) if state else (states.first,)


def state_fault(states: States, state: str) -> Fault | None:
    """E-state when the flow has no such state."""
    if state in states.names:
        return None
    near = nearest(state, states.names, 1)
    return Fault("E-state", _("流程里没有这个状态"), states.names, near[0] if near else "")


def moved(ledger: Ledger, values: Mapping[str, Value], state: str, today: date) -> dict[str, Value]:
    """The values after the change to `state`; its stamps get today's date (or month) where they are still empty.

    StateRefused, naming the allowed next states, when the flow does not lead from the present state to `state`.
    """
    states = states_of(ledger)
    field = ledger.field(states.field)
    now = str(values.get(field.name) or "")
    if state not in (allowed := next_states(ledger, now)):
        raise StateRefused(now or _("（空）"), state, allowed)
    after = {**values, field.name: state}
    for stamp in states.stamps.get(state, ()):
        stamped = ledger.field(stamp)
        after.setdefault(stamped.name, today.isoformat()[:7] if stamped.kind == "month" else today)
    return after
