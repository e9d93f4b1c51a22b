"""Clocks that a record of another ledger begins anew (S43, story 28: who was not visited this month)."""

from __future__ import annotations

from datetime import date

import pytest

import planstore
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import BadDefinition
from shequ_cli.work.clock import Timing, clocks_of, open_clocks

TODAY = date(2026, 10, 28)
NOW = Timing(planstore.calendar(), TODAY)
CARE = planstore.ledgers()["care"]
RENEWED = {"ledger": "visit", "on": "visited_on", "match": {"object": "code"}}


def pair(data: planstore.Memory, code: str, since: str, withdrawn: str | None = None) -> str:
    return data.add("care", since=since, code=code, kind="独居老人", helper="网格员", withdrawn_on=withdrawn)


def visit(data: planstore.Memory, code: str, day: str) -> None:
    data.add("visit", visited_on=day, object=code, object_kind="独居老人")


def due(data: planstore.Memory) -> dict[str, str]:
    """Record → the day by which the next visit is due."""
    found = open_clocks(planstore.ledgers().values(), data, NOW, planstore.codelists())
    return {each.id: str(each.standing.due) for each in found if each.ledger == "care"}


def test_the_last_visit_begins_the_month_and_the_first_day_where_there_was_none() -> None:
    data = planstore.Memory()
    first, second, _gone = pair(data, "L-1", "2026-03-02"), pair(data, "L-2", "2026-10-05"), pair(data, "L-3", "2026-01-05", "2026-05-01")  # fmt: skip
    for code, day in (("L-1", "2026-08-20"), ("L-1", "2026-10-12"), ("L-9", "2026-10-20"), ("L-2", "2026-09-01")):
        visit(data, code, day)

    assert due(data) == {first: "2026-11-12", second: "2026-11-05"}  # a visit before the pairing counts nothing


def test_a_new_visit_moves_the_deadline_at_once() -> None:
    data = planstore.Memory()
    id = pair(data, "L-1", "2026-09-01")
    assert due(data) == {id: "2026-10-01"}

    visit(data, "L-1", "2026-10-28")
    assert due(data) == {id: "2026-11-28"}


@pytest.mark.parametrize(
    ("visited", "wanted"), [((), date(2026, 10, 1)), (("2026-10-03", "2026-09-09"), date(2026, 11, 3))]
)
def test_one_record_says_the_same_as_the_list(visited: tuple[str, ...], wanted: date) -> None:
    data = planstore.Memory()
    values = {"since": date(2026, 9, 1), "code": "L-1"}
    for day in visited:
        visit(data, "L-1", day)

    (standing,) = clocks_of(CARE, values, NOW, planstore.codelists(), data)
    assert standing.due == wanted
    assert clocks_of(CARE, values, NOW, planstore.codelists())[0].due == date(2026, 10, 1), "no data, no renewal"


def made(**clock: object) -> object:
    about = {"name": "走访", "from": "since", "until": "gone", "within": "1 month", "renewed": RENEWED} | clock
    fields = {name: {"title": name, "type": "string", "format": "date"} for name in ("since", "gone")}
    fields["code"] = {"title": "代号", "type": "string"}
    clocks = {"date": "since", "clocks": [{key: value for key, value in about.items() if value}]}
    return read_ledger("pairs", {"title": "样例", "x-ledger": clocks, "properties": fields})


@pytest.mark.parametrize(
    ("clock", "why"),
    [
        ({"within": "", "due": "gone"}, "时限自己要写 from 和 within"),
        ({"renewed": {"ledger": "visit", "on": "visited_on"}}, "要写 ledger、on、match"),
        ({"renewed": RENEWED | {"wher": "x"}}, "没有“wher”"),
        ({"renewed": RENEWED | {"match": {"object": "codes"}}}, "没有字段“codes”"),
    ],
)
def test_a_renewal_that_says_too_little_is_refused(clock: dict[str, object], why: str) -> None:
    with pytest.raises(BadDefinition, match=why):
        made(**clock)


def test_a_renewal_by_a_field_that_the_other_ledger_has_not_is_told_with_its_clock() -> None:
    broken = made(renewed=RENEWED | {"on": "called_on"})

    with pytest.raises(BadDefinition, match="“走访”.*visit.*called_on"):
        open_clocks([broken, planstore.ledgers()["visit"]], planstore.Memory(), NOW)  # type: ignore[list-item]
