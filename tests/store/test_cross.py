"""Checks across records: ids, unique values and references, with the place of each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from smallstore import MATTER, PAYMENT, make, opened, payment, put_matter, put_payments

from shequ_cli.words.problem import Problem


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path)


def problems(root: Path, *ledgers: str) -> list[Problem]:
    with opened(root) as store:
        return store.problems(ledgers or ["matter", "payment"])


def said(root: Path) -> list[tuple[str, str, str]]:
    return [(problem.code, str(problem.place), problem.value) for problem in problems(root)]


def test_a_number_used_twice_names_the_other_record_and_its_place(root: Path) -> None:
    put_matter(root, "aaaa", 案号="幸办〔2026〕1号")
    put_matter(root, "bbbb", 案号="幸办〔2026〕1号")
    put_matter(root, "cccc", 案号="幸办〔2026〕2号")
    put_matter(root, "dddd", 案号="")

    (problem,) = problems(root)

    assert (problem.code, problem.record) == ("E-unique", "matter-20260302-bbbb")
    assert (problem.place.path, problem.place.line) == ("records/matter/2026-03/matter-20260302-bbbb.yaml", 5)
    assert problem.message == (
        "案号重复，已有 matter-20260302-aaaa（records/matter/2026-03/matter-20260302-aaaa.yaml:1）"
    )


def test_without_a_message_of_its_own_the_check_names_the_other_record(tmp_path: Path) -> None:
    root = make(tmp_path, matter=MATTER.replace(", message: 案号重复", ""))
    put_matter(root, "aaaa", 案号="甲")
    put_matter(root, "bbbb", "2026-03-03", 案号="甲")

    (problem,) = problems(root)

    assert problem.message == "案号与 matter-20260302-aaaa 相同（records/matter/2026-03/matter-20260302-aaaa.yaml:1）"


def test_several_fields_are_unique_together_and_a_blank_one_does_not_count(root: Path) -> None:
    put_payments(
        root,
        "2026-03",
        payment("aaaa", 对象="李小明"),
        payment("bbbb", 对象="李小明"),
        payment("cccc", 对象="王某"),
        payment("dddd"),
        payment("eeee"),
    )

    (problem,) = problems(root)

    assert (problem.code, str(problem.place)) == ("D-unique", "records/payment/2026-03.csv:3:2")
    assert "李小明" not in problem.value


def test_a_passed_doubt_is_not_reported(root: Path) -> None:
    put_payments(root, "2026-03", payment("aaaa", 对象="王某"), payment("bbbb", 对象="王某", 疑问说明="D-unique=两笔"))

    assert problems(root) == []


def test_a_list_of_lists_is_several_checks(tmp_path: Path) -> None:
    root = make(tmp_path, payment=PAYMENT.replace("{unique: [paid_on, what, person]", "{unique: [[what], [share]]"))
    put_payments(root, "2026-03", payment("aaaa", 比例="0.5"), payment("bbbb", 项目="慰问", 比例="0.5"))

    assert [problem.field for problem in problems(root)] == ["share"]


def test_one_id_in_two_files_or_two_rows_is_an_error_of_the_later(root: Path) -> None:
    path = put_matter(root, "aaaa", "2026-02-02")
    other = root / "records/matter/2026-03"
    other.mkdir()
    shutil.copy(path, other)
    put_payments(root, "2026-03", payment("aaaa"), payment("aaaa", 金额="5"))

    found = [entry for entry in said(root) if entry[0] == "E-duplicate-id"]

    assert found == [
        ("E-duplicate-id", "records/matter/2026-03/matter-20260202-aaaa.yaml:1:1", "matter-20260202-aaaa"),
        ("E-duplicate-id", "records/payment/2026-03.csv:3:1", "payment-20260305-aaaa"),
    ]
    (other / path.name).unlink()
    assert "matter" not in str(said(root))


def test_a_reference_may_be_an_id_or_a_tail_that_only_one_record_has(root: Path) -> None:
    put_matter(root, "aaaa")
    put_matter(root, "ba1a")
    rows = [
        payment("0001", 相关事项="matter-20260302-aaaa"),
        payment("0002", 相关事项="aaaa"),
        payment("0003", 相关事项="0302-BALA"),
        payment("0004", 相关事项="1a"),
        payment("0005", 相关事项="a"),
        payment("0006", 相关事项="aaab"),
        payment("0007", 相关事项="漏水那件"),
    ]
    put_payments(root, "2026-03", *rows)

    found = problems(root)

    assert [(problem.record[-4:], problem.code, problem.place.column) for problem in found] == [
        ("0005", "E-refers", 7),
        ("0006", "E-refers", 7),
        ("0007", "E-refers", 7),
    ]
    assert found[0].allowed == ("matter-20260302-aaaa", "matter-20260302-ba1a")
    assert found[1].suggestion == "matter-20260302-aaaa"
    assert "有 2 条记录" in found[0].message


def test_a_reference_is_good_again_once_its_record_is_there(root: Path) -> None:
    put_payments(root, "2026-03", payment("0001", 相关事项="matter-20260302-aaaa"))
    assert [problem.code for problem in problems(root, "payment")] == ["E-refers"]

    put_matter(root, "aaaa")

    assert problems(root, "payment") == []


def test_references_in_a_list_are_each_looked_up(tmp_path: Path) -> None:
    text = MATTER.replace("tags: {title: 标签, type: array,", "tags: {title: 标签, type: array, x-refers: payment,")
    root = make(tmp_path, matter=text)
    put_payments(root, "2026-03", payment("aaaa"))
    put_matter(root, "aaaa", 标签="[payment-20260305-aaaa, payment-20260305-zzzz]")

    (problem,) = problems(root)

    assert (problem.code, problem.value) == ("E-refers", "payment-20260305-zzzz")
