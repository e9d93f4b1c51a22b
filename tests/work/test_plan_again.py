"""A plan made again and again while the clerk works on its file: nothing of the clerk's is ever lost, nothing else goes stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planstore
from shequ_cli.store import yamledit, yamlfile
from shequ_cli.words.record import Raw
from shequ_cli.work.plan import Duty, Plan, Task
from shequ_cli.work.planfile import KEYS, PlanFile, fingerprint, text, to_raw
from shequ_cli.work.planmerge import Merged, merged
from shequ_cli.work.planreading import read_plan

IDS = ("sport", "gala", "reply", "day", "carry")
START, END, LEAD = date(2027, 1, 1), date(2027, 12, 31), Duty(("居民委员会",), ("共建单位",))


def task(id: str, number: int) -> Task:
    """What the rules make of `id` when last year's number was `number`."""
    plain = Task(id, f"办好{id}", "文体活动", START, END, LEAD, source=f"依据{number}")
    if id == "carry":
        return replace(plain, records=(f"case-20261101-{number:04}",), clocks=("调结",), remark=f"未办结{number}件")
    measure = {"sport": "sport_contests", "gala": "galas", "reply": "request_reply_rate"}.get(id, "activities")
    return replace(plain, measure=measure, target=Decimal(number), per="" if id == "reply" else "year")


def plan(numbers: dict[str, int]) -> Plan:
    tasks = tuple(task(id, number) for id, number in numbers.items())
    return Plan(2027, "幸福社区2027年工作计划", tasks, ("文体活动",), facts={"上年数据": str(sum(numbers.values()))})


def written(numbers: dict[str, int]) -> str:
    return text(plan(numbers), planstore.measures(), lambda raw: yamlfile.dump(dict(raw)))


def read(said: str) -> PlanFile:
    file, problems = read_plan(yamlfile.parse(said.encode()).tree, planstore.measures(), 2027)
    assert not problems
    return file


def again(before: str, numbers: dict[str, int], *, begun: bool = False) -> tuple[str, Merged]:
    done = merged(read(before), plan(numbers), planstore.measures(), begun=begun)
    return yamledit.edit(before, done.changes) if done.changes else before, done


def held(said: str, id: str) -> Raw:
    tasks = yamlfile.parse(said.encode()).tree["任务"]
    assert isinstance(tasks, dict)
    return tasks.get(id, "")


FULL = dict.fromkeys(IDS, 1)
NUMBERS = st.dictionaries(st.sampled_from(IDS), st.integers(1, 30))
YEARS = st.lists(st.tuples(NUMBERS, st.booleans()), min_size=1, max_size=4)
EDITS = st.fixed_dictionaries(
    {}, optional={"事项": st.just("改过"), "目标": st.sampled_from(("7", "不超过3")), "备注": st.just("主任要求")}
)
OWN: Raw = {"事项": "修订居民公约", "完成时限": "2027-06-30", "备注": "居民代表会议决定"}


@settings(max_examples=40)
@given(st.sampled_from(IDS), EDITS, YEARS)
def test_what_the_clerk_changed_stays_through_every_year(
    id: str, edits: dict[str, str], runs: list[tuple[dict[str, int], bool]]
) -> None:
    said = yamledit.edit(written(FULL), {("任务", id, key): value for key, value in edits.items()})
    mine = held(said, id)

    for numbers, begun in runs:
        said, done = again(said, numbers, begun=begun)
        if edits:
            assert held(said, id) == mine
            assert id not in (*done.updated, *done.dropped, *done.added)


@settings(max_examples=40)
@given(st.sets(st.sampled_from(IDS), min_size=1), YEARS)
def test_what_the_clerk_deleted_never_comes_back(gone: set[str], runs: list[tuple[dict[str, int], bool]]) -> None:
    said = yamledit.edit(written(FULL), {("任务", id): None for id in gone})

    for numbers, begun in runs:
        said, done = again(said, numbers, begun=begun)
        assert not any(held(said, id) for id in gone)
        assert not gone & set(done.added)


@settings(max_examples=40)
@given(st.sampled_from(("自定-1", "sport-2", "迎新", "zz")), YEARS)
def test_a_task_of_the_clerks_own_stays_word_for_word(id: str, runs: list[tuple[dict[str, int], bool]]) -> None:
    said = yamledit.edit(written(FULL), {("任务", id): OWN})

    for numbers, begun in runs:
        said, done = again(said, numbers, begun=begun)
        assert held(said, id) == OWN
        assert id not in (*done.updated, *done.dropped, *done.kept)


@settings(max_examples=40)
@given(NUMBERS, YEARS)
def test_a_task_that_nobody_touched_says_what_the_rules_say_now(
    first: dict[str, int], runs: list[tuple[dict[str, int], bool]]
) -> None:
    said = written(first)

    for numbers, begun in runs:
        stood = {id for id in IDS if held(said, id)}
        said, _done = again(said, numbers, begun=begun)
        for id in IDS:
            if id in numbers and not (begun and id == "carry" and id in stood):
                assert held(said, id) == to_raw(task(id, numbers[id]), planstore.measures(), 2027)
            elif id not in numbers and not begun:
                assert held(said, id) == ""


@settings(max_examples=40)
@given(YEARS)
def test_made_twice_from_the_same_it_is_written_once(runs: list[tuple[dict[str, int], bool]]) -> None:
    said = written(FULL)
    for numbers, begun in runs:
        said, _done = again(said, numbers, begun=begun)
        twice, done = again(said, numbers, begun=begun)
        assert twice == said
        assert (done.updated, done.added, done.dropped) == ((), (), ())


@settings(max_examples=30)
@given(YEARS)
def test_every_task_is_accounted_for_in_one_way_at_most(runs: list[tuple[dict[str, int], bool]]) -> None:
    said = yamledit.edit(written(FULL), {("任务", "gala"): None, ("任务", "reply", "备注"): "改过"})
    for numbers, begun in runs:
        said, done = again(said, numbers, begun=begun)
        told = (*done.updated, *done.added, *done.dropped, *done.kept)
        assert len(told) == len(set(told))
        assert set(done.kept) <= set(numbers)
        assert set(done.kept) == {"gala", "reply"} & set(numbers)


def test_the_clerks_comments_stay_where_they_are() -> None:
    said = written(FULL).replace("  gala:\n", "  # 和街道商量过\n  gala:   # 中秋前后\n")

    said, done = again(said, {**FULL, "gala": 4, "sport": 3})

    assert set(done.updated) == {"gala", "sport"}
    assert "  # 和街道商量过\n  gala:   # 中秋前后\n" in said


def test_a_task_put_back_as_it_was_made_follows_the_rules_again() -> None:
    before = written(FULL)
    changed = yamledit.edit(before, {("任务", "sport", "目标"): "9"})
    back = yamledit.edit(changed, {("任务", "sport", "目标"): "1"})

    assert again(changed, {**FULL, "sport": 5})[1].kept == ("sport",)
    assert again(back, {**FULL, "sport": 5})[1].updated == ("sport",)


def test_an_id_that_the_clerk_took_first_stays_the_clerks() -> None:
    said = yamledit.edit(written({"sport": 1}), {("任务", "gala"): OWN})

    after, done = again(said, FULL)

    assert held(after, "gala") == OWN
    assert "gala" in done.kept


def test_carried_records_follow_until_the_year_begins_and_then_stand() -> None:
    before = written(FULL)

    early, _done = again(before, {**FULL, "carry": 2})
    late, _done = again(early, {**FULL, "carry": 3}, begun=True)

    assert read(early).plan.tasks[-1].records == ("case-20261101-0002",)
    assert read(late).plan.tasks[-1].records == ("case-20261101-0002",)


@pytest.mark.parametrize("key", KEYS)
def test_a_fingerprint_sees_every_key_that_the_rules_write(key: str) -> None:
    raw: dict[str, Raw] = {"事项": "甲", "完成时限": "2027-06-30"}

    assert fingerprint({**raw, key: "改过"}) != fingerprint(raw)


def test_a_fingerprint_does_not_see_order_blanks_and_the_clerks_own_keys() -> None:
    raw: dict[str, Raw] = {"事项": "甲", "完成时限": "2027-06-30", "记录": ["case-1", "case-2"]}

    assert fingerprint(dict(reversed(list(raw.items())))) == fingerprint(raw)
    assert fingerprint({**raw, "备注": "", "完成日期": "2027-05-01", "进展": "过半"}) == fingerprint(raw)
    assert fingerprint({**raw, "事项": " 甲 "}) == fingerprint(raw)
    assert fingerprint({**raw, "记录": ["case-2", "case-1"]}) != fingerprint(raw)


def test_a_plan_without_tasks_is_a_file_that_can_be_read_and_grow() -> None:
    said = written({})

    after, done = again(said, {"sport": 2})

    assert read(said).plan.tasks == ()
    assert done.added == ("sport",)
    assert read(after).plan.tasks[0].target == 2
