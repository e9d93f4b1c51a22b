"""A table that grew at its end is read from there on, and the index is what reading it whole would give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from smallstore import make, opened, payment, put_payments

from shequ_cli.store.filerows import FileRows
from shequ_cli.words.query import Query, Row

ALL = Query("SELECT * FROM _payment ORDER BY _line", ledger="payment")
FILES = Query("SELECT name, digest, records, latest, problems IS NULL FROM shequ_files WHERE ledger = 'payment'")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were read whole."""
    names: list[str] = []
    read = FileRows.read

    def noted(self: FileRows, task: object, data: bytes) -> object:
        names.append(task.name)  # type: ignore[attr-defined]
        return read(self, task, data)  # type: ignore[arg-type]

    monkeypatch.setattr(FileRows, "read", noted)
    return names


def seen(root: Path) -> tuple[Sequence[Row], Sequence[Row]]:
    with opened(root) as store:
        rows = [tuple(value for value in row if value != row[1]) for row in store.rows(ALL)]
        return rows, store.index.connection.execute(FILES.sql).fetchall()


def append(path: Path, text: str) -> None:
    with path.open("ab") as stream:
        stream.write(text.encode())


def test_added_rows_are_seen_without_reading_the_others(root: Path, whole: list[str]) -> None:
    path = put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", "2026-03-06"))
    seen(root)

    append(path, "payment-20260307-cccc,2026-03-07,临时救助,,80.5,,,\r\n")
    append(path, 'payment-20260308-dddd,2026-03-08,"慰问,春节",,60,,,\r\n')
    grown = seen(root)

    assert [row[0][-4:] for row in grown[0]] == ["aaaa", "bbbb", "cccc", "dddd"]
    assert grown[1][0][2:] == (4, "2026-03-08", 1)
    assert whole == ["2026-03.csv"]
    (root / ".shequ/index.sqlite").unlink()
    assert seen(root) == grown


def test_what_is_wrong_with_an_added_row_has_its_place(root: Path) -> None:
    path = put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", "2026-03-06"))
    seen(root)

    append(path, "payment-20260307-cccc,2026-03-07,临时救助,,八十,,,\r\n")

    with opened(root) as store:
        (problem,) = store.problems(["payment"])
    assert (problem.place.line, problem.place.column, problem.title) == (4, 5, "金额")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("100", "120") + "payment-20260307-cccc,2026-03-07,临时救助,,80,,,\r\n",
        lambda text: text.replace("100", "120"),
        lambda text: text[: text.index("payment-20260306")],
        lambda text: text.removesuffix("\r\n") + "\r\npayment-20260307-cccc,2026-03-07,临时救助,,80,,,",
        lambda text: text + "payment-20260307-cccc,2026-03-07,临时救助\r\n",
    ],
    ids=["an edit above", "an edit only", "a row gone", "no last line end", "a short row"],
)
def test_any_other_change_is_seen_as_well(root: Path, change: object) -> None:
    path = put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", "2026-03-06"))
    seen(root)

    path.write_bytes(change(path.read_bytes().decode()).encode())  # type: ignore[operator]
    grown = seen(root)

    (root / ".shequ/index.sqlite").unlink()
    assert seen(root) == grown


def test_a_row_added_to_a_table_without_last_line_end_is_seen(root: Path) -> None:
    path = put_payments(root, "2026-03", payment("aaaa"))
    path.write_bytes(path.read_bytes().removesuffix(b"\r\n"))
    seen(root)

    append(path, "7\r\npayment-20260307-cccc,2026-03-07,临时救助,,80,,,\r\n")
    grown = seen(root)

    (root / ".shequ/index.sqlite").unlink()
    assert seen(root) == grown


def test_figures_kept_for_the_month_are_counted_again(root: Path) -> None:
    put_payments(root, "2026-02", payment("zzzz", "2026-02-05"))
    path = put_payments(root, "2026-03", payment("aaaa"))
    sums = Query(
        "SELECT substr(paid_on, 1, 7), sum(amount) FROM _payment WHERE paid_on >= :start AND paid_on < :end GROUP BY 1",
        ledger="payment",
        column="paid_on",
    )
    with opened(root) as store:
        assert store.monthly(sums, ["2026-02", "2026-03"]) == {"2026-02": [(10000,)], "2026-03": [(10000,)]}

    append(path, "payment-20260307-cccc,2026-03-07,临时救助,,80,,,\r\n")

    with opened(root) as store:
        assert store.monthly(sums, ["2026-02", "2026-03"]) == {"2026-02": [(10000,)], "2026-03": [(18000,)]}
