"""Records that change their month, tables that lose and gain rows, and what a batch does to the files of both kinds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from smallstore import TODAY, make, opened, payment, put_matter, put_payments

from shequ_cli.store import git, history, records, saving
from shequ_cli.store.fileedits import month_of, path_of
from shequ_cli.store.undo import last_change, undo
from shequ_cli.words.errors import FileChanged, NothingToUndo, Refused, UnknownName
from shequ_cli.words.record import Raw, Record

MARCH, FEBRUARY = "records/payment/2026-03.csv", "records/payment/2026-02.csv"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "store")


@pytest.fixture
def kept(root: Path, quiet_git: None) -> Path:
    """The same with a history that begins with the making of the store."""
    if not git.available():
        pytest.skip("needs git")
    git.init(root)
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", 对象="李小明"), payment("cccc"))
    put_matter(root, "1111")
    files = [
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts
    ]
    git.commit(root, files, "建库")
    return root


def lines(root: Path, path: str) -> list[str]:
    return (root / path).read_text("utf-8-sig").splitlines()


def edit(root: Path, id: str, changes: dict[str, Raw | None]) -> tuple[str, ...]:
    with opened(root) as store:
        return records.save(store, [records.draft_edit(store, id, changes, TODAY)]).paths


# where a record belongs


def test_a_record_lies_in_the_month_of_its_date(root: Path) -> None:
    with opened(root) as store:
        matter, table = store.ledger("matter"), store.ledger("payment")

        dated = Record("matter", "matter-20260302-aaaa", {"begun_on": date(2026, 3, 2)})
        assert path_of(matter, dated) == "records/matter/2026-03/matter-20260302-aaaa.yaml"
        assert path_of(table, Record("payment", "x", {"paid_on": date(2025, 12, 31)})) == "records/payment/2025-12.csv"
        assert month_of(matter, Record("matter", "x", {})) == ""


# rows


def test_a_row_moves_with_all_its_cells_and_the_others_stay_as_they_are(root: Path) -> None:
    put_payments(
        root,
        "2026-03",
        payment("aaaa"),
        payment("bbbb", 对象="李小明", 比例="0.25", 疑问说明="D-future=预发"),
        payment("cccc"),
    )
    before = lines(root, MARCH)

    paths = edit(root, "bbbb", {"发放日期": "2026-02-27", "金额": "7"})

    assert set(paths) == {MARCH, FEBRUARY}
    assert lines(root, MARCH) == [before[0], before[1], before[3]]
    assert lines(root, FEBRUARY)[0] == before[0]
    assert lines(root, FEBRUARY)[1].startswith("payment-20260305-bbbb,2026-02-27,临时救助,李小明,7.00,0.25,,")
    with opened(root) as store:
        assert store.record("bbbb").values["amount"] == Decimal(7)
        assert not store.problems(["payment"])


def test_a_row_that_moves_joins_those_that_are_there(root: Path) -> None:
    put_payments(root, "2026-02", payment("zzzz", "2026-02-01"))
    put_payments(root, "2026-03", payment("aaaa"))

    edit(root, "aaaa", {"发放日期": "2026-02-28"})

    assert [line[:21] for line in lines(root, FEBRUARY)[1:]] == ["payment-20260201-zzzz", "payment-20260305-aaaa"]
    assert len(lines(root, MARCH)) == 1


def test_a_row_that_moves_there_and_back_is_as_it_was(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa", 对象="李小明", 金额="12.50"))
    before = (root / MARCH).read_bytes()

    edit(root, "aaaa", {"发放日期": "2026-02-28"})
    edit(root, "aaaa", {"发放日期": "2026-03-05"})

    assert (root / MARCH).read_bytes() == before


def test_a_day_within_the_month_moves_nothing(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb"))

    assert edit(root, "aaaa", {"发放日期": "2026-03-01"}) == (MARCH,)
    assert lines(root, MARCH)[1].startswith("payment-20260305-aaaa,2026-03-01")


def test_a_batch_over_one_table_moves_some_rows_and_changes_others(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb"), payment("cccc"), payment("dddd"))
    with opened(root) as store:
        drafts = [
            records.draft_edit(store, "aaaa", {"发放日期": "2026-02-01"}, TODAY),
            records.draft_edit(store, "bbbb", {"金额": "1"}, TODAY),
            records.draft_edit(store, "cccc", {"发放日期": "2026-02-02"}, TODAY),
            records.draft_edit(store, "dddd", {"金额": "2"}, TODAY),
        ]
        records.save(store, drafts)

    assert [line[17:] for line in lines(root, MARCH)[1:]] == [
        "bbbb,2026-03-05,临时救助,,1.00,,,",
        "dddd,2026-03-05,临时救助,,2.00,,,",
    ]
    assert [line[17:21] for line in lines(root, FEBRUARY)[1:]] == ["aaaa", "cccc"]


def test_a_row_changed_by_hand_since_is_not_overwritten_but_its_neighbours_may_be(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb"))
    with opened(root) as store:
        mine = records.draft_edit(store, "aaaa", {"金额": "1"}, TODAY)
        put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", 金额="555"))
        records.save(store, [mine])
        late = records.draft_edit(store, "aaaa", {"金额": "2"}, TODAY)
        put_payments(root, "2026-03", payment("aaaa", 金额="777"), payment("bbbb", 金额="555"))
        with pytest.raises(FileChanged):
            records.save(store, [late])
        with pytest.raises((FileChanged, UnknownName)):
            put_payments(root, "2026-03", payment("bbbb", 金额="555"))
            records.save(store, [late])

    assert [line.split(",")[4] for line in lines(root, MARCH)[1:]] == ["555"]


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(("aaaa", "bbbb", "cccc")),
        st.sampled_from(("2026-01", "2026-02", "2026-03")),
        st.integers(1, 99),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ORDERS)
def test_no_row_is_ever_lost_or_doubled_however_often_it_moves(
    tmp_path_factory: pytest.TempPathFactory, orders: list[tuple[str, str, int]]
) -> None:
    root = make(tmp_path_factory.mktemp("moving") / "store")
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb"), payment("cccc"))
    expected = {tail: ("2026-03", Decimal(100)) for tail in ("aaaa", "bbbb", "cccc")}
    with opened(root) as store:
        for tail, month, amount in orders:
            changes: dict[str, Raw | None] = {"发放日期": f"{month}-05", "金额": str(amount)}
            records.save(store, [records.draft_edit(store, tail, changes, TODAY)])
            expected[tail] = (month, Decimal(amount))
        held = {each.id[-4:]: (each.path[16:23], each.values["amount"]) for each in store.records("payment")}

    assert held == expected
    rows = [
        line for path in root.glob("records/payment/*.csv") for line in path.read_text("utf-8-sig").splitlines()[1:]
    ]
    assert len(rows) == 3


# files


def test_a_file_moves_with_its_comments_and_its_id(root: Path) -> None:
    path = put_matter(root, "aaaa")
    path.write_text("# 手写\n" + path.read_text("utf-8") + "费用: 5   # 估计\n", "utf-8")

    paths = edit(root, "aaaa", {"开始日期": "2026-01-31", "摘要": "改过"})

    moved = root / "records/matter/2026-01/matter-20260302-aaaa.yaml"
    assert set(paths) == {path.relative_to(root).as_posix(), moved.relative_to(root).as_posix()}
    assert not path.exists()
    text = moved.read_text("utf-8")
    assert text.startswith("# 手写\n开始日期: 2026-01-31\n") and "费用: 5   # 估计\n" in text and "摘要: 改过\n" in text


def test_a_file_put_elsewhere_by_hand_stays_there_unless_its_month_changes(root: Path) -> None:
    path = put_matter(root, "aaaa")
    other = root / "records/matter/2025-12/matter-20260302-aaaa.yaml"
    other.parent.mkdir(parents=True)
    path.rename(other)

    assert edit(root, "aaaa", {"摘要": "改过"}) == ("records/matter/2025-12/matter-20260302-aaaa.yaml",)
    edit(root, "aaaa", {"开始日期": "2026-02-01"})

    assert not other.exists()
    assert (root / "records/matter/2026-02/matter-20260302-aaaa.yaml").exists()


def test_a_file_that_is_in_the_way_is_never_overwritten(root: Path) -> None:
    path = put_matter(root, "aaaa")
    with opened(root) as store:
        draft = records.draft_edit(store, "aaaa", {"开始日期": "2026-02-01"}, TODAY)
        there = root / "records/matter/2026-02" / path.name
        there.parent.mkdir(parents=True)
        there.write_text("摘要: 别人的\n", "utf-8")
        with pytest.raises(FileChanged):
            records.save(store, [draft])

    assert path.exists()
    assert there.read_text("utf-8") == "摘要: 别人的\n"


def test_a_file_with_a_mark_at_its_head_keeps_it(root: Path) -> None:
    path = put_matter(root, "aaaa")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    edit(root, "aaaa", {"摘要": "改过"})

    assert path.read_bytes().startswith(b"\xef\xbb\xbf" + "开始日期".encode())


def test_a_dry_run_names_the_files_that_would_change_and_no_others(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa"))
    with opened(root) as store:
        same = records.draft_edit(store, "aaaa", {"金额": "100"}, TODAY)
        moved = records.draft_edit(store, "aaaa", {"发放日期": "2026-02-01"}, TODAY)

        assert set(records.save(store, [moved], dry_run=True).paths) == {MARCH, FEBRUARY}
        assert all(each.before == each.after or each.path == MARCH for each in saving.edits(store, [same]))
    assert not (root / FEBRUARY).exists()


def test_one_refused_draft_keeps_the_whole_batch_out(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb"))
    before = (root / MARCH).read_bytes()
    with opened(root) as store:
        good = records.draft_edit(store, "aaaa", {"金额": "1"}, TODAY)
        bad = records.draft_edit(store, "bbbb", {"金额": "-1"}, TODAY)
        with pytest.raises(Refused) as refused:
            records.save(store, [good, bad])

    assert [problem.record for problem in refused.value.problems] == ["payment-20260305-bbbb"]
    assert (root / MARCH).read_bytes() == before


# history and undo


def test_what_a_batch_is_called_says_its_verb_and_numbers(kept: Path) -> None:
    with opened(kept) as store:
        edits = [records.draft_edit(store, tail, {"金额": "5"}, TODAY) for tail in ("aaaa", "bbbb")]
        both = [*edits, records.draft_edit(store, "1111", {"摘要": "改"}, TODAY)]
        news = records.draft_new(store, "matter", [{"开始日期": "2026-03-12", "类型": "邻居", "摘要": "新"}], TODAY)

        assert saving.message_of(store, edits) == "修改 给付登记 2 条"
        assert saving.message_of(store, both) == "修改 给付登记 2 条、事项 1 条"
        assert saving.message_of(store, [*news, *news]) == "登记 事项 2 条"
        assert saving.message_of(store, [*news, *edits]) == "修改 事项 1 条、给付登记 2 条"


def test_a_batch_is_taken_back_whole_and_then_the_one_before(kept: Path) -> None:
    start = {path: (kept / path).read_bytes() for path in (MARCH, "records/matter/2026-03/matter-20260302-1111.yaml")}
    edit(kept, "cccc", {"金额": "9"})
    middle = (kept / MARCH).read_bytes()
    with opened(kept) as store:
        drafts = [
            records.draft_edit(store, "aaaa", {"发放日期": "2026-02-01"}, TODAY),
            records.draft_edit(store, "bbbb", {"金额": "1"}, TODAY),
            records.draft_edit(store, "1111", {"开始日期": "2026-01-01"}, TODAY),
        ]
        records.save(store, drafts)

    assert len(last_change(kept).files) == 4
    undo(kept)

    assert (kept / MARCH).read_bytes() == middle
    assert not (kept / FEBRUARY).exists()
    assert (kept / "records/matter/2026-03/matter-20260302-1111.yaml").read_bytes() == start.popitem()[1]
    undo(kept)
    assert (kept / MARCH).read_bytes() == start[MARCH]
    with pytest.raises(NothingToUndo):
        undo(kept)
    with opened(kept) as store:
        assert [each.path for each in store.records("payment")] == [MARCH] * 3


def test_history_tells_only_the_commits_of_its_row(kept: Path) -> None:
    edit(kept, "aaaa", {"金额": "1"})
    edit(kept, "bbbb", {"金额": "2"})
    edit(kept, "aaaa", {"金额": "3"})

    told = [entry.message.partition("\n")[0] for entry in history.history(kept, MARCH, "payment-20260305-aaaa")]

    assert told == ["修改 给付登记 payment-20260305-aaaa"] * 2 + ["建库"]
    assert len(history.history(kept, MARCH)) == 4


def test_an_undone_change_is_in_the_history_with_what_took_it_back(kept: Path) -> None:
    edit(kept, "1111", {"摘要": "改过"})
    undo(kept)

    told = [
        entry.message.partition("\n")[0]
        for entry in history.history(kept, "records/matter/2026-03/matter-20260302-1111.yaml")
    ]

    assert told == ["撤销 修改 事项 matter-20260302-1111", "修改 事项 matter-20260302-1111", "建库"]
