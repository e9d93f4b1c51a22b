"""Periods and balances across records: found by `check`, refused in drafts, in batches of any order, and after edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from smallstore import TODAY, make, opened

from shequ_cli.store.records import Draft, draft_edit, draft_new, save
from shequ_cli.store.store import Store
from shequ_cli.words.errors import Refused
from shequ_cli.words.problem import Problem

BANK = """
title: 甲账本
x-ledger: {storage: csv, date: day}
type: object
required: [day, kind, hours]
properties:
  day: {title: 日期, type: string, format: date}
  member: {title: 志愿者, type: string}
  kind: {title: 种类, enum: [存入, 支取, 转出, 说明]}
  hours: {title: 时长, type: number, x-unit: 小时}
  paid: {title: 折算, type: number, x-money: true}
unevaluatedProperties: false
x-checks:
  - {balance: {amount: hours, by: member, plus: {kind: 存入}, minus: {kind: [支取, 转出]}}, source: 时间银行章程}
"""
SHEET = """
title: 甲季表
x-ledger: {storage: yaml, date: day}
type: object
properties:
  day: {title: 日期, type: string, format: date}
  year: {title: 年度, type: integer}
  quarter: {title: 季度, enum: [一季度, 二季度]}
unevaluatedProperties: false
x-checks:
  - {once: [year, quarter]}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(make(tmp_path, bank=BANK, sheet=SHEET)) as store:
        yield store


def row(day: str, kind: str, hours: str, member: str = "ZY-001", **more: str) -> dict[str, str]:
    return {"日期": f"2026-03-{day}", "种类": kind, "时长": hours, "志愿者": member, **more}


def drafts(store: Store, *rows: dict[str, str], passed: dict[str, str] | None = None) -> list[Draft]:
    return draft_new(store, "bank", rows, TODAY, passed)


def entered(store: Store, *rows: dict[str, str]) -> list[str]:
    """The ids of records that were saved."""
    made = drafts(store, *rows)
    save(store, made, commit=False)
    return [draft.record.id for draft in made]


def said(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in problems]


def written(root: Path, *lines: str) -> None:
    """A table that somebody filled in by hand."""
    file = root / "records" / "bank" / "2026-03.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["编号,日期,志愿者,种类,时长,疑问说明", *lines, ""]), "utf-8")


SHORT = "志愿者 ZY-001余额不足：这一笔之前是 {}小时，之后是 {}小时（依据：时间银行章程）"


def test_taking_more_than_there_is_is_refused_when_it_is_entered(store: Store) -> None:
    entered(store, row("01", "存入", "4"), row("02", "支取", "3"))
    (draft,) = drafts(store, row("03", "转出", "1.5"))
    assert said(draft.refusing) == [("E-balance", SHORT.format(1, -0.5))]
    with pytest.raises(Refused):
        save(store, [draft])
    assert drafts(store, row("03", "转出", "1"))[0].problems == ()


def test_everybody_has_an_account_of_their_own(store: Store) -> None:
    entered(store, row("01", "存入", "4"))
    assert drafts(store, row("02", "支取", "4"))[0].problems == ()
    (draft,) = drafts(store, row("02", "支取", "4", "ZY-002"))
    assert [problem.code for problem in draft.problems] == ["E-balance"]
    assert "ZY-002" in draft.problems[0].message


def test_a_batch_is_judged_as_a_whole_whatever_its_order(store: Store) -> None:
    late_first = drafts(store, row("02", "支取", "3"), row("01", "存入", "3"))
    assert [draft.problems for draft in late_first] == [(), ()]
    save(store, late_first, commit=False)
    too_much = drafts(store, row("05", "支取", "2"), row("04", "存入", "3"), row("06", "支取", "2"))
    assert [[problem.code for problem in draft.problems] for draft in too_much] == [[], [], ["E-balance"]]


def test_a_record_dated_back_may_not_leave_a_later_one_short(store: Store) -> None:
    *_before, later = entered(store, row("01", "存入", "4"), row("10", "支取", "4"))
    (draft,) = drafts(store, row("05", "支取", "1"))
    path = "records/bank/2026-03.csv:3"
    why = f"志愿者 ZY-001余额不足：这样一来 {later}（{path}）之后只有 -1小时（依据：时间银行章程）"
    assert said(draft.problems) == [("E-balance", why)]


def test_an_edit_may_not_leave_a_later_record_short(store: Store) -> None:
    put_in, taken = entered(store, row("01", "存入", "4"), row("10", "支取", "3"))
    refused = draft_edit(store, put_in, {"时长": "2"}, TODAY)
    assert [problem.code for problem in refused.problems] == ["E-balance"] and taken in refused.problems[0].message
    assert [p.code for p in draft_edit(store, put_in, {"志愿者": "ZY-002"}, TODAY).problems] == ["E-balance"]
    assert [p.code for p in draft_edit(store, put_in, {"日期": "2026-03-11"}, TODAY).problems] == ["E-balance"]
    assert [p.code for p in draft_edit(store, put_in, {"种类": "说明"}, TODAY).problems] == ["E-balance"]
    assert draft_edit(store, put_in, {"时长": "3"}, TODAY).problems == ()
    assert draft_edit(store, taken, {"时长": "4"}, TODAY).problems == ()


def test_an_old_overdraft_does_not_keep_what_helps_from_being_saved(store: Store) -> None:
    written(store.root, "bank-20260310-aaaa,2026-03-10,ZY-001,支取,3,")
    assert drafts(store, row("01", "存入", "1"))[0].problems == ()
    assert draft_edit(store, "bank-20260310-aaaa", {"时长": "2"}, TODAY).problems == ()
    assert [p.code for p in draft_edit(store, "bank-20260310-aaaa", {"时长": "4"}, TODAY).problems] == ["E-balance"]


def test_what_another_clerk_took_meanwhile_is_seen_under_the_lock(store: Store) -> None:
    entered(store, row("01", "存入", "4"))
    waiting = drafts(store, row("02", "支取", "3"))
    with opened(store.root) as other:
        entered(other, row("03", "支取", "3"))
    with pytest.raises(Refused, match="1 个问题|余额不足"):
        save(store, waiting, commit=False)


def test_check_finds_each_overdraft_in_its_cell_and_adds_tenths_exactly(store: Store) -> None:
    written(
        store.root,
        "bank-20260303-cccc,2026-03-03,ZY-001,支取,0.3,",
        "bank-20260301-aaaa,2026-03-01,ZY-001,存入,0.1,",
        "bank-20260302-bbbb,2026-03-02,ZY-001,存入,0.2,",
        "bank-20260304-dddd,2026-03-04,ZY-002,支取,1,",
        "bank-20260304-eeee,2026-03-04,,支取,1,",
        "bank-20260304-ffff,2026-03-04,ZY-003,说明,1,",
    )
    (problem,) = store.problems(["bank"])
    assert (problem.code, problem.record, problem.value) == ("E-balance", "bank-20260304-dddd", "1")
    assert (str(problem.place), problem.field) == ("records/bank/2026-03.csv:5:5", "hours")


def test_money_is_balanced_to_the_cent_and_a_doubt_is_passed_with_a_reason(tmp_path: Path) -> None:
    text = BANK.replace("amount: hours, by: member,", "amount: paid,").replace("source:", "level: 疑问, source:")
    with opened(make(tmp_path, bank=text)) as store:
        entered(store, row("01", "存入", "1", 折算="10.10"))
        (draft,) = drafts(store, row("02", "支取", "1", "ZY-009", 折算="10.11"))
        (problem,) = draft.refusing
        assert (problem.code, problem.value) == ("D-balance", "10.11")
        assert problem.message.startswith("余额不足：这一笔之前是 10.10，之后是 -0.01")
        passed = drafts(store, row("02", "支取", "1", 折算="10.11"), passed={"D-balance": "下月补足"})
        assert passed[0].refusing == ()
        save(store, passed, commit=False)
        assert store.problems(["bank"]) == []


def test_a_period_has_one_record(store: Store) -> None:
    first = {"日期": "2026-03-01", "年度": "2026", "季度": "一季度"}
    made = draft_new(store, "sheet", [first, first | {"季度": "二季度"}, first], TODAY)
    assert [said(draft.problems) for draft in made] == [
        [],
        [],
        [("E-period", "同一年度、季度只能有一条，已有 这一批的第 1 条")],
    ]
    save(store, made[:2], commit=False)
    (again,) = draft_new(store, "sheet", [first | {"日期": "2026-03-09"}], TODAY)
    assert [problem.code for problem in again.refusing] == ["E-period"] and made[0].record.id in again.problems[
        0
    ].message
    second = draft_edit(store, made[1].record.id, {"季度": "一季度"}, TODAY)
    assert [problem.code for problem in second.refusing] == ["E-period"]


def test_check_finds_a_period_that_two_files_claim(store: Store) -> None:
    folder = store.root / "records" / "sheet" / "2026-03"
    folder.mkdir(parents=True)
    for tail, quarter in (("aaaa", "一季度"), ("bbbb", "一季度"), ("cccc", "二季度"), ("dddd", "")):
        text = f"日期: 2026-03-01\n年度: 2026\n季度: {quarter}\n"
        (folder / f"sheet-20260301-{tail}.yaml").write_text(text, "utf-8")
    (problem,) = store.problems(["sheet"])
    assert (problem.code, problem.record) == ("E-period", "sheet-20260301-bbbb")
