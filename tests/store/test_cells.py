"""Kept answers are what the records say now, after whatever happened to them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from smallstore import make, opened, payment, put_matter, put_payments

from shequ_cli.store.cells import Answers
from shequ_cli.store.store import Store
from shequ_cli.words.errors import QueryRefused
from shequ_cli.words.query import Query, Row

MONTHS = [f"2025-{month:02}" for month in range(11, 13)] + [f"2026-{month:02}" for month in range(1, 5)]
BY_MONTH = "SELECT substr({day}, 1, 7), state, count(*), sum(cost) FROM _matter WHERE {day} >= :start AND {day} < :end GROUP BY 1, 2 ORDER BY 1, 2"
BEGUN = Query(BY_MONTH.format(day="begun_on"), {}, "matter", "begun_on")
DONE = Query(BY_MONTH.format(day="done_on"), {}, "matter", "done_on")
PAID = Query(
    "SELECT substr(paid_on, 1, 7), sum(amount) FROM _payment WHERE paid_on >= :start AND paid_on < :end GROUP BY 1",
    {},
    "payment",
    "paid_on",
)
ALL = Query("SELECT count(*), sum(cost) FROM _matter", {}, "matter")
EVERYTHING = Query("SELECT (SELECT count(*) FROM _matter) + (SELECT count(*) FROM _payment)")
QUESTIONS = (BEGUN, DONE, PAID)


def told(store: Store) -> list[Mapping[str, Sequence[Row]] | Sequence[Row]]:
    store.refresh()
    return [*(store.monthly(query, MONTHS) for query in QUESTIONS), store.kept(ALL), store.kept(EVERYTHING)]


def cold(root: Path, copy: Path) -> list[Mapping[str, Sequence[Row]] | Sequence[Row]]:
    """The same answers from an index that knows the definitions and no record yet."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy)
    with sqlite3.connect(copy / ".shequ" / "index.sqlite") as connection:
        connection.execute("UPDATE shequ_meta SET value = '' WHERE name LIKE 'ledger%'")
    connection.close()
    with opened(copy) as store:
        return told(store)


days = st.dates(min_value=date(2025, 10, 1), max_value=date(2026, 5, 31))
matters = st.tuples(
    st.integers(0, 3), days, st.none() | days, st.sampled_from(["受理", "办结"]), st.integers(0, 999), st.booleans()
)
tables = st.tuples(st.sampled_from(MONTHS), st.lists(st.tuples(days, st.integers(0, 999)), max_size=3))


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store for all examples: what the last one left behind is one more thing that may happen."""
    return make(tmp_path_factory.mktemp("cells") / "store")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(matters | tables, min_size=1, max_size=8))
def test_after_any_adds_edits_and_deletions_kept_answers_equal_those_from_scratch(
    lasting: Path, steps: list[tuple[object, ...]]
) -> None:
    for step in steps:
        change(lasting, step)
        with opened(lasting) as store:
            answer = told(store)
        assert answer == cold(lasting, lasting.with_name("copy"))


def change(root: Path, step: tuple[object, ...]) -> None:
    """Write, rewrite or remove one file."""
    if len(step) == 2:
        month, rows = step
        assert isinstance(rows, list)
        put_payments(
            root, str(month), *(payment(f"{n:04}", str(day), 金额=str(amount)) for n, (day, amount) in enumerate(rows))
        )
        return
    number, begun, done, state, cost, gone = step
    for old in root.glob(f"records/matter/*/*-000{number}.yaml"):
        old.unlink()
    if not gone:
        more = {"办结日期": str(done)} if done else {}
        put_matter(root, f"000{number}", str(begun), 状态=str(state), 费用=f"{cost}", **more)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make(tmp_path)
    put_matter(tmp_path, "aaaa", "2026-01-05", 办结日期="2026-02-03", 状态="办结")
    put_matter(tmp_path, "bbbb", "2026-02-05")
    put_payments(tmp_path, "2026-03", payment("aaaa"))
    return tmp_path


def asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that are really run."""
    ran: list[str] = []
    real = Answers.rows

    def rows(self: Answers, query: Query, more: Mapping[str, str] | None = None) -> Sequence[Row]:
        ran.append(" ".join([query.ledger, *(more or {}).values()]))
        return real(self, query, more)

    monkeypatch.setattr(Answers, "rows", rows)
    return ran


def test_every_month_asked_for_is_answered_empty_ones_too(root: Path) -> None:
    with opened(root) as store:
        answer = store.monthly(BEGUN, MONTHS)

    assert list(answer) == MONTHS
    assert answer["2025-12"] == []
    assert answer["2026-01"] == [("办结", 1, None)]


def test_a_kept_answer_is_not_asked_for_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(root) as store:
        first = told(store)
    with opened(root) as store:
        ran = asked(store, monkeypatch)
        assert told(store) == first
        assert ran == []


def test_only_the_months_that_changed_are_asked_for_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(root) as store:
        told(store)
    put_matter(root, "bbbb", "2026-02-05", 办结日期="2026-04-01", 状态="办结")

    with opened(root) as store:
        ran = asked(store, monkeypatch)
        told(store)

    assert ran == ["matter 2026-02-01 2026-03-01", "matter 2026-04-01 2026-05-01", "matter", ""]


def test_missing_months_are_asked_for_in_one_run_a_stretch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(root) as store:
        ran = asked(store, monkeypatch)
        store.monthly(BEGUN, ["2025-12", "2026-01", "2026-03"])
        store.monthly(BEGUN, MONTHS)

    assert ran == [
        "matter 2025-12-01 2026-02-01",
        "matter 2026-03-01 2026-04-01",
        "matter 2025-11-01 2025-12-01",
        "matter 2026-02-01 2026-03-01",
        "matter 2026-04-01 2026-05-01",
    ]


def test_an_answer_made_before_somebody_else_refreshed_is_not_kept(root: Path) -> None:
    with opened(root) as slow:
        before = slow.kept(ALL)
        put_matter(root, "cccc", "2026-02-05")
        with opened(root) as quick:
            quick.rows(ALL)
    with opened(root) as store:
        assert before == [(2, None)]
        assert store.kept(ALL) == [(3, None)]


def test_a_question_that_is_no_question_is_refused(root: Path) -> None:
    with opened(root) as store:
        for sql in ("DELETE FROM _matter", "SELECT nothing FROM _matter", "ATTACH 'x' AS y", "PRAGMA user_version = 1"):
            with pytest.raises(QueryRefused):
                store.rows(Query(sql))
        assert store.rows(ALL) == [(2, None)]
