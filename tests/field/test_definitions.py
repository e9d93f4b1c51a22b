"""Shipped ledgers, code lists and measures hold together, say where they come from, and keep to what may be recorded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from fieldstore import codelists, definitions, ledgers, measures

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.definition import hold_together
from shequ_cli.rules.schema import Field, Ledger

SERVED = {
    "case": {"S28", "S29"},
    "inspection": {"S14", "S15", "S24"},
    "hazard": {"S14"},
    "relief": {"S39", "S52"},
    "dibao": {"S38"},
    "visit": {"S43"},
    "request": {"S80"},
    "activity": {"S31", "S54", "S55", "S56", "S59", "S60", "S61", "S62", "S63"},
    "meeting": {"S05", "S77"},
    "pledge": {"S01"},
}
# Words that no ledger, code list or measure of this tool may hold (design: privacy).
NEVER = re.compile("宗教|信仰|信访|上访|党员姓名|政治面貌|犯罪|前科|吸毒|避孕|怀孕|行踪|轨迹|人脸|嫌疑")
UNSEEN = {"income"}
"""Of a household that is a code (S44): only counted in bands, and shown to nobody outside."""
LEDGERS = pytest.mark.parametrize("ledger", [pytest.param(each, id=each.name) for each in ledgers().values()])
CODELISTS = pytest.mark.parametrize("codelist", [pytest.param(each, id=each.name) for each in codelists().values()])


def every(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every(field.fields)
        if field.item:
            yield from every((field.item,))


def test_ten_ledgers_serve_their_rows_of_the_field() -> None:
    assert {name: set(ledger.systems) for name, ledger in ledgers().items() if name in SERVED} == SERVED
    assert {name for name, ledger in ledgers().items() if ledger.storage == "csv"} >= {"inspection", "relief", "dibao"}


@LEDGERS
def test_a_ledger_holds_together(ledger: Ledger) -> None:
    words = {word for each in ledgers().values() for word in each.words}

    hold_together(ledger, codelists(), ledgers=words)
    assert definitions().ledger(ledger.title).name == ledger.name


@LEDGERS
def test_a_ledger_says_what_it_is_for_and_its_clocks_on_what_ground(ledger: Ledger) -> None:
    assert ledger.raw["description"]
    assert all(clock.source for clock in ledger.clocks)
    assert all(re.search("[一-鿿]", field.title) for field in every(ledger.fields))


@LEDGERS
def test_states_and_their_choices_are_the_same(ledger: Ledger) -> None:
    if states := ledger.states:
        field = ledger.field(states.field)
        assert set(field.raw["enum"]) == set(states.names)
        assert field.default == states.first == field.raw["enum"][0]


@LEDGERS
def test_personal_fields_are_few_masked_and_never_in_labels(ledger: Ledger) -> None:
    personal = {field.name: field.mask for field in every(ledger.fields) if field.privacy in ("personal", "sensitive")}

    assert all(mask or name in UNSEEN for name, mask in personal.items()), "each has an x-mask, or is not seen at all"
    assert set(personal) <= {"name", "phone", "address", "head", "recipient", "person", "contact", *UNSEEN}
    assert not set(re.findall(r"\{(\w+)", ledger.label)) & set(personal)


def test_nothing_is_recorded_that_this_tool_is_never_for() -> None:
    words = [word for ledger in ledgers().values() for field in every(ledger.fields) for word in field.words]
    words += [code.title for codelist in codelists().values() for code in codelist.codes]
    words += [measure.title for measure in measures().values()]

    assert [word for word in words if NEVER.search(word)] == []


@CODELISTS
def test_each_word_of_a_code_list_stands_for_one_code(codelist: Codelist) -> None:
    words = Counter(word for code in codelist.codes for word in {code.title, code.code, *code.aliases} if word)

    assert [word for word, times in words.items() if times > 1] == []


@CODELISTS
def test_a_code_list_has_a_version_and_a_source_and_is_used(codelist: Codelist) -> None:
    used = {field.codelist for ledger in ledgers().values() for field in every(ledger.fields)}

    assert codelist.version
    assert codelist.source
    assert codelist.name in used


def test_official_lists_are_whole() -> None:
    tops = [code.title for code in codelists()["dispute_type"].codes if not code.parent]
    assert len(tops) == 15
    assert codelists()["dispute_type"].title_of("欠薪") == "拖欠农民工工资纠纷"
    # E01, E02, E11, E12, E17: every word is read
    named = {
        "relief_kind": "低保金,临时救助,大病医疗救助,基本医疗救助,春节一次性生活补贴(低保),春节一次性生活补贴(低收入),低保无房户租金补贴,残疾慰问,"
        "困难群体及优抚慰问,无业残疾人基本生活费,重度残疾人慰问金,烈军属标准差,廉租补贴,遗属补助,总工会困难救助,老年保健补助",
        "pledge_kind": "目标任务管理,居委会目标任务,属地单位综治,属地单位计生,房屋租赁综合,经营网点三位一体,新入驻企业综合,消防目标,安全,娱乐场所禁毒,禁种,餐饮环保",
        "premises_type": "小商场,小学校（幼儿园）,小餐饮场所,小旅馆,小网吧,小生产加工企业,危化企业,劳动密集企业,人员密集场所,社会力量学校幼儿园,私房出租屋,废品收购站,农贸市场",
        "request_kind": "路灯,下水道,阴井盖,环境卫生,违建,占道经营,住房,就业,低保政策,其他",
    }
    for name, words in named.items():
        assert [word for word in words.split(",") if codelists()[name].title_of(word) is None] == []


def test_every_old_word_for_a_dispute_is_a_type_or_a_tag() -> None:
    kinds, tags = codelists()["dispute_type"], codelists()["dispute_tag"]

    for word in ("婚姻", "邻里", "家庭", "拆迁", "还迁", "环境卫生", "低保", "就业", "供热", "土地确权与流转", "用工"):
        assert kinds.title_of(word) or tags.title_of(word), word


def test_the_campaigns_of_the_calendar_have_a_code() -> None:
    known = {code.code for code in codelists()["campaign"].codes}

    assert {"consumer", "natsec", "safety", "antidrug", "fire", "constitution", "elder", "festivals"} <= known


def test_every_ledger_is_counted_and_every_target_says_who_set_it() -> None:
    found = measures()
    by_ledger = Counter(measure.ledger.name for measure in found.values() if measure.ledger)

    assert len(found) >= 45
    assert set(by_ledger) >= set(SERVED)
    assert min(by_ledger[name] for name in SERVED) >= 4
    assert [name for name, measure in found.items() if measure.target and not measure.source] == []
    assert len({measure.title for measure in found.values()}) == len(found)


def test_every_rate_prints_its_definition() -> None:
    rates = [measure for measure in measures().values() if measure.numerator]

    assert len(rates) >= 12
    assert all("＝" in rate.note and "÷" in rate.note for rate in rates)
