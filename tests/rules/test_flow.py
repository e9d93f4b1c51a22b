"""States: what may follow, what a change stamps, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from rulebook import CODELISTS, TODAY, ledger

from shequ_cli.rules.schema import Ledger
from shequ_cli.rules.states import NoStates, moved, next_states, state_fault, state_named, states_of
from shequ_cli.words.errors import StateRefused, UnknownName

STATES = {
    "states": {
        "field": "state",
        "flow": {"受理": ["调解中"], "调解中": ["达成协议", "调解不成"], "达成协议": ["已履行"], "已履行": []},
        "stamps": {"达成协议": ["agreed", "concluded"], "调解不成": "concluded", "已履行": "month"},
    }
}
FIELDS = """
    state: {title: 状态, type: string}
    agreed: {title: 协议日期, type: string, format: date}
    concluded: {title: 调结日期, type: string, format: date}
    month: {title: 履行月份, type: string, format: month}
"""


def flow() -> Ledger:
    return ledger(FIELDS, ledger=STATES)


def test_the_next_states_are_those_of_the_flow() -> None:
    assert next_states(flow(), "调解中") == ("达成协议", "调解不成")
    assert next_states(flow(), "调解不成") == ()
    assert next_states(flow(), "") == ("受理",)


def test_a_change_stamps_its_dates_where_they_are_empty() -> None:
    after = moved(flow(), {"state": "调解中", "agreed": date(2026, 3, 1)}, "达成协议", TODAY)
    assert after == {"state": "达成协议", "agreed": date(2026, 3, 1), "concluded": TODAY}


def test_a_change_stamps_a_month_as_a_month_and_leaves_the_values_given_alone() -> None:
    before = {"state": "达成协议"}
    assert moved(flow(), before, "已履行", TODAY) == {"state": "已履行", "month": "2026-03"}
    assert before == {"state": "达成协议"}


def test_a_record_without_a_state_begins_at_the_first() -> None:
    assert moved(flow(), {}, "受理", TODAY) == {"state": "受理"}
    with pytest.raises(StateRefused, match="（空）"):
        moved(flow(), {}, "已履行", TODAY)


@pytest.mark.parametrize(
    ("now", "wanted"), [("受理", "已履行"), ("受理", "受理"), ("已履行", "受理"), ("受理", "没有")]
)
def test_a_change_outside_the_flow_is_refused(now: str, wanted: str) -> None:
    with pytest.raises(StateRefused) as refused:
        moved(flow(), {"state": now}, wanted, TODAY)
    assert refused.value.allowed == next_states(flow(), now)
    assert refused.value.exit_code == 1


def test_a_state_is_named_exactly_or_by_a_word_of_its_code_list() -> None:
    assert state_named(flow(), CODELISTS, "调解中") == "调解中"
    listed = {"states": {"field": "state", "flow": {"婚姻家庭纠纷": ["邻里纠纷"]}}}
    coded = ledger("state: {title: 状态, x-codelist: dispute_type}", ledger=listed)
    assert state_named(coded, CODELISTS, "家庭纠纷") == "婚姻家庭纠纷"


def test_an_unknown_state_names_the_nearest() -> None:
    with pytest.raises(UnknownName) as unknown:
        state_named(flow(), CODELISTS, "达成协意")
    assert unknown.value.near[0] == "达成协议"
    assert unknown.value.exit_code == 2


def test_a_ledger_without_states_says_so() -> None:
    with pytest.raises(NoStates, match="样例没有状态"):
        next_states(ledger("{}"), "受理")


def test_a_state_outside_the_flow_is_a_fault_with_the_flow() -> None:
    states = states_of(flow())
    assert state_fault(states, "调解不成") is None
    fault = state_fault(states, "调解成功")
    assert fault and (fault.code, fault.allowed) == ("E-state", states.names)
