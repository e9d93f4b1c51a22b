"""The index is never behind the files: hand edits, deletions and swaps are seen before every answer."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from smallstore import PAYMENT, TODAY, make, opened, payment, put_matter, put_payments

from shequ_cli.store import gather
from shequ_cli.store import refresh as refresh_module
from shequ_cli.words.query import Query

SUMMARIES = Query("SELECT id, summary FROM _matter ORDER BY id", ledger="matter")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


def summaries(root: Path) -> Mapping[str, str]:
    with opened(root) as store:
        return {str(id)[-4:]: str(text) for id, text in store.rows(SUMMARIES)}


def codes(root: Path) -> list[str]:
    with opened(root) as store:
        return [problem.code for problem in store.problems(["matter", "payment"])]


def settled(*paths: Path) -> None:
    """As if the file had been written an hour ago."""
    for path in paths:
        state = path.stat()
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns - 3_600_000_000_000))


def test_a_new_file_an_edit_and_a_deletion_are_seen(root: Path) -> None:
    first = put_matter(root, "aaaa", 摘要="楼上漏水")
    put_matter(root, "bbbb", 摘要="路灯不亮")
    assert summaries(root) == {"aaaa": "楼上漏水", "bbbb": "路灯不亮"}

    put_matter(root, "bbbb", 摘要="路灯修好了")
    put_matter(root, "cccc", 摘要="车位被占")
    first.unlink()

    assert summaries(root) == {"bbbb": "路灯修好了", "cccc": "车位被占"}


def test_an_edit_of_the_same_size_with_the_clock_set_back_is_seen(root: Path) -> None:
    path = put_matter(root, "aaaa", 摘要="楼上漏水")
    before = path.stat()
    assert summaries(root) == {"aaaa": "楼上漏水"}

    put_matter(root, "aaaa", 摘要="楼下漏水")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert path.stat().st_size == before.st_size
    assert summaries(root) == {"aaaa": "楼下漏水"}


def test_a_file_as_young_as_the_index_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that keeps no time of change, only the content can tell."""
    monkeypatch.setattr("shequ_cli.store.changes.stamp_of", lambda entry: "same")
    monkeypatch.setattr("shequ_cli.store.refresh.stamp_of", lambda entry: "same")
    monkeypatch.setattr("shequ_cli.store.changes._TICK", 60_000_000_000)
    put_matter(root, "aaaa", 摘要="楼上漏水")
    assert summaries(root) == {"aaaa": "楼上漏水"}

    put_matter(root, "aaaa", 摘要="楼下漏水")

    assert summaries(root) == {"aaaa": "楼下漏水"}


def test_two_files_that_change_places_are_both_read_again(root: Path) -> None:
    one, two = put_matter(root, "aaaa", 摘要="甲事"), put_matter(root, "bbbb", 摘要="乙事")
    settled(one, two)
    assert summaries(root) == {"aaaa": "甲事", "bbbb": "乙事"}

    aside = one.rename(one.with_name("aside"))
    two.rename(one)
    aside.rename(two)

    assert summaries(root) == {"aaaa": "乙事", "bbbb": "甲事"}


def test_a_whole_month_that_goes_takes_its_records_along(root: Path) -> None:
    path = put_matter(root, "aaaa", "2026-02-02")
    put_matter(root, "bbbb", "2026-03-02")
    assert set(summaries(root)) == {"aaaa", "bbbb"}

    path.unlink()
    path.parent.rmdir()

    assert set(summaries(root)) == {"bbbb"}


def test_a_touched_file_is_not_read_as_changed(root: Path) -> None:
    path = put_matter(root, "aaaa")
    with opened(root) as store:
        store.rows(SUMMARIES)
        before = store.index.generation()

    os.utime(path, ns=(1, 1))

    with opened(root) as store:
        store.rows(SUMMARIES)
        assert store.index.generation() == before


def test_one_store_object_looks_again_only_when_told(root: Path) -> None:
    put_matter(root, "aaaa")
    with opened(root) as store:
        assert store.count(["matter"]) == {"matter": 1}
        put_matter(root, "bbbb")
        assert store.count(["matter"]) == {"matter": 1}
        store.refresh()
        assert store.count(["事项"]) == {"matter": 2}


def test_a_month_of_a_table_is_read_with_its_true_lines(root: Path) -> None:
    put_payments(
        root, "2026-03", payment("aaaa", 金额="12.5"), payment("bbbb", 金额="一百"), payment("cccc", 对象="李某某")
    )

    with opened(root) as store:
        rows = store.rows(Query("SELECT id, _line, amount FROM _payment ORDER BY _line", ledger="payment"))
        problems = store.problems(["payment"])

    assert rows == [
        ("payment-20260305-aaaa", 2, 1250),
        ("payment-20260305-bbbb", 3, None),
        ("payment-20260305-cccc", 4, 10000),
    ]
    assert [(str(problem.place), problem.code) for problem in problems] == [
        ("records/payment/2026-03.csv:3:5", "E-money")
    ]


def test_a_row_without_an_id_counts_and_is_hinted_at(root: Path) -> None:
    put_payments(root, "2026-03", {**payment("aaaa"), "编号": ""})

    with opened(root) as store:
        assert store.rows(Query("SELECT id FROM _payment")) == [("records/payment/2026-03.csv:2",)]
        assert [problem.code for problem in store.problems(["payment"])] == ["H-no-id"]


def test_a_problem_has_the_place_of_its_value_and_the_rest_goes_on(root: Path) -> None:
    path = put_matter(root, "aaaa", 类型="邻理")
    put_matter(root, "bbbb")
    broken = put_matter(root, "cccc")
    broken.write_text("开始日期: [", "utf-8")

    with opened(root) as store:
        problems = store.problems(["matter"])
        assert store.count(["matter"]) == {"matter": 2}

    assert {problem.place.path for problem in problems} == {str(each.relative_to(root)) for each in (path, broken)}
    enum = next(problem for problem in problems if problem.code == "E-enum")
    assert (enum.place.line, enum.place.column, enum.suggestion) == (2, 5, "邻里")
    assert enum.record == "matter-20260302-aaaa"


def test_an_unknown_key_is_placed_at_the_key(root: Path) -> None:
    put_matter(root, "aaaa", 摘要2="多余")

    with opened(root) as store:
        (problem,) = store.problems(["matter"])

    assert (problem.code, problem.place.line, problem.place.column) == ("E-unknown-field", 5, 1)


def test_a_record_whose_date_cannot_be_read_is_in_no_period_and_counted_as_left_out(root: Path) -> None:
    put_matter(root, "aaaa", 开始日期="三月初")
    put_matter(root, "bbbb")

    with opened(root) as store:
        assert store.left_out("事项") == 1
        assert store.count(["matter"]) == {"matter": 2}


@pytest.mark.parametrize(
    "path",
    [
        "records/matter/2026-03/matter-20260302-aaaa.yml",
        "records/matter/matter-20260302-aaaa.yaml",
        "records/matter/三月/matter-20260302-aaaa.yaml",
        "records/matter/2026-13/matter-20260302-aaaa.yaml",
        "records/matter/2026-03.csv",
        "records/payment/2026-03/payment-20260302-aaaa.yaml",
        "records/payment/三月.csv",
        "records/nobody/2026-03/a.yaml",
        "records/stray.yaml",
    ],
)
def test_a_file_that_looks_like_records_where_none_are_read_is_a_problem(root: Path, path: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("开始日期: 2026-03-02\n", "utf-8")

    with opened(root) as store:
        misplaced = [problem.place.path for problem in store.problems() if problem.code == "E-misplaced"]
        assert misplaced == [path]
    (root / path).unlink()
    assert "E-misplaced" not in codes(root)


def test_notes_and_temporary_files_beside_the_records_are_nobodys_business(root: Path) -> None:
    folder = put_matter(root, "aaaa").parent
    for name in (".DS_Store", "~$表.xlsx", ".~shequ-1", "说明.txt", "照片.jpg"):
        (folder / name).write_bytes(b"x")

    assert codes(root) == []


def test_a_file_of_another_name_and_one_in_another_month_are_read_and_told(root: Path) -> None:
    odd = put_matter(root, "aaaa")
    odd.rename(odd.with_name("漏水.yaml"))
    elsewhere = put_matter(root, "bbbb", "2026-02-03", 开始日期="2026-03-03")

    assert codes(root) == ["E-id", "H-month"]
    assert len(summaries(root)) == 2
    elsewhere.unlink()
    assert codes(root) == ["E-id"]


def test_a_changed_schema_is_seen_without_a_word(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa", 金额="600"))
    assert codes(root) == []

    text = PAYMENT.replace("minimum: 0, x-money: true", "maximum: 500, x-money: true")
    (root / "schemas/ledgers/payment.yaml").write_text(text, "utf-8")
    assert codes(root) == ["E-range"]

    (root / "schemas/ledgers/payment.yaml").unlink()
    with opened(root) as store:
        assert [problem.code for problem in store.problems()] == ["E-misplaced"]


def test_unchanged_definitions_are_not_read_for_a_look_at_everything(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_matter(root, "aaaa")
    codes(root)
    with opened(root) as store:
        store.ensure()
    monkeypatch.setattr(refresh_module, "definition_stamp", lambda *_words: pytest.fail("definitions read again"))

    with opened(root) as store:
        store.ensure()
        assert store.count(["matter"]) == {"matter": 1}


def test_a_definition_that_one_ledgers_look_has_seen_change_is_seen_to_change_back(root: Path) -> None:
    """What a look at everything noted no longer holds once a table was made anew for another definition."""
    put_payments(root, "2026-03", payment("aaaa", 金额="600"))
    file = root / "schemas/ledgers/payment.yaml"
    state = file.stat()
    with opened(root) as store:
        assert store.problems() == []

    file.write_text(PAYMENT.replace("minimum: 0, x-money: true", "maximum: 5, x-money: true"), "utf-8")
    assert codes(root) == ["E-range"]
    file.write_text(PAYMENT, "utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))

    with opened(root) as store:
        assert store.problems() == []


def test_a_changed_code_list_is_seen(root: Path) -> None:
    put_matter(root, "aaaa", 类型="噪声")
    assert codes(root) == ["E-enum"]

    file = root / "schemas/codelists/matter_kind.yaml"
    file.write_text(file.read_text("utf-8").replace("title: 环境", "title: 噪声"), "utf-8")

    assert codes(root) == []


def test_a_day_that_lay_ahead_is_no_longer_doubted_once_it_has_come(root: Path) -> None:
    put_matter(root, "aaaa", "2026-03-25")
    assert codes(root) == ["D-future"]

    with opened(root, TODAY.replace(day=25)) as store:
        assert store.problems(["matter"]) == []
    with opened(root, TODAY.replace(day=24)) as store:
        assert [problem.code for problem in store.problems(["matter"])] == ["D-future"]


def test_problems_are_told_in_the_language_of_the_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_matter(root, "aaaa", 类型="邻理")
    assert codes(root) == ["E-enum"]

    monkeypatch.setattr("shequ_cli.rules.texts._", lambda text: f"en {text}")
    monkeypatch.setattr("shequ_cli.words.problem._", lambda text: f"en {text}")

    with opened(root) as store:
        (problem,) = store.problems(["matter"])
    assert problem.message.startswith("en ")


def test_several_processes_read_what_one_would(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        put_matter(
            root,
            f"{number:04}",
            f"2026-0{number % 3 + 1}-02",
            摘要=f"第{number}件",
            类型="邻里" if number % 7 else "错",
        )
    put_payments(root, "2026-03", payment("aaaa"), payment("bbbb", 金额="?"))
    alone, problems = summaries(root), codes(root)
    (root / ".shequ/index.sqlite").unlink()

    monkeypatch.setattr(gather, "MANY", 1)

    assert summaries(root) == alone
    assert codes(root) == problems


def test_progress_is_told(root: Path) -> None:
    put_matter(root, "aaaa")
    told: list[tuple[int, int]] = []
    with opened(root) as store:
        store.progress = lambda done, total: told.append((done, total))
        store.rows(SUMMARIES)

    assert told == [(1, 1)]
