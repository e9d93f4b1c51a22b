"""The enumerations that the field's documents name (E01–E21): a clerk may write each of their values as it stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from fieldstore import FieldStore, Row, codelists, ledgers

from shequ_cli.rules.schema import Field

NAMED: Mapping[str, tuple[str, Sequence[str]]] = {
    entry["id"]: (entry["name"], [str(value) for value in entry["v"]])
    for entry in yaml.safe_load((Path(__file__).parent / "enumerations.yaml").read_text("utf-8"))
}

WHERE: Mapping[str, tuple[str, ...]] = {
    "E01": ("relief_kind",),
    "E02": ("pledge_kind",),
    "E03": ("dispute_type", "dispute_tag"),
    "E04": ("jobseeker_kind", "certificate_kind", "tally_item"),
    "E05": ("archive_class",),
    "E06": ("retention",),
    "E07": ("audience_group",),
    "E08": ("health_topic",),
    "E09": ("health_topic",),
    "E10": ("health_topic",),
    "E11": ("premises_type",),
    "E12": ("premises_type",),
    "E13": ("promotion_kind",),
    "E14": ("facility_kind",),
    "E15": ("cleanup_item",),
    "E16": ("tally_item",),
    "E17": ("request_kind",),
    "E18": ("team_kind",),
    "E19": ("team_kind",),
    "E20": ("facility_group",),
    "E21": ("grid_element",),
}
"""The code lists that read an enumeration, the first that knows a value first."""

READ_AS: Sequence[tuple[str, str, str, str]] = (
    ("E03", "家庭", "dispute_type", "婚姻家庭纠纷"),
    ("E03", "拆迁", "dispute_type", "征地拆迁纠纷"),
    ("E03", "土地确权与流转", "dispute_type", "山林土地纠纷"),
    ("E03", "供热", "dispute_tag", "供热"),
    ("E03", "低保", "dispute_tag", "低保政策"),
    ("E04", "就业失业证年检", "certificate_kind", "就业失业证"),
    ("E04", "再就业援助", "tally_item", "再就业援助（人次）"),
    ("E11", "小学校(幼儿园)", "premises_type", "小学校幼儿园"),
    ("E12", "私房出租屋", "premises_type", "出租房"),
    ("E15", "死角垃圾(次/人)", "cleanup_item", "死角垃圾"),
    ("E19", "巾帼", "team_kind", "巾帼志愿队"),
)
"""Where a value is written otherwise in its list."""

VALUES = [
    pytest.param(name, value, id=f"{name}-{value}") for name, (_title, values) in NAMED.items() for value in values
]


def every(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every(field.fields)
        yield from every((field.item,)) if field.item else ()


def read(enumeration: str, value: str) -> tuple[str, str] | None:
    """The code list that knows a value, and the title under which it keeps it."""
    found = ((name, codelists()[name].title_of(value)) for name in WHERE[enumeration])
    return next(((name, title) for name, title in found if title), None)


def test_all_twenty_one_enumerations_are_here_with_the_list_that_reads_them() -> None:
    assert set(NAMED) == set(WHERE) == {f"E{number:02}" for number in range(1, 22)}
    assert sum(len(values) for _title, values in NAMED.values()) >= 180


@pytest.mark.parametrize(("enumeration", "value"), VALUES)
def test_a_value_that_the_documents_name_is_read(enumeration: str, value: str) -> None:
    assert read(enumeration, value), f"{value} is neither title nor alias in {WHERE[enumeration]}"


@pytest.mark.parametrize(("enumeration", "value", "codelist", "title"), READ_AS)
def test_a_value_is_read_as_what_it_means(enumeration: str, value: str, codelist: str, title: str) -> None:
    assert value in NAMED[enumeration][1]
    assert read(enumeration, value) == (codelist, title)


@pytest.mark.parametrize("enumeration", sorted(set(WHERE) - {"E03"}))
def test_two_values_of_one_enumeration_stay_two(enumeration: str) -> None:
    """But for 婚姻 and 家庭 of E03, which the official list of disputes counts as one."""
    values = NAMED[enumeration][1]
    assert len({read(enumeration, value) for value in values}) == len(values)


@pytest.mark.parametrize("codelist", sorted({name for names in WHERE.values() for name in names}))
def test_the_list_belongs_to_a_field_that_the_clerk_fills(codelist: str) -> None:
    used = {field.codelist for ledger in ledgers().values() for field in every(ledger.fields)}
    assert codelist in used


@pytest.mark.parametrize(
    ("ledger", "row", "field", "title"),
    [
        ("case", {"受理日期": "2026-09-01", "纠纷类型": "拆迁", "摘要": "补偿款有争议"}, "category", "征地拆迁纠纷"),
        (
            "relief",
            {"发放日期": "2026-09-01", "种类": "春节一次性生活补贴(低收入)", "金额": "400"},
            "kind",
            "春节一次性生活补贴（低收入）",
        ),
        ("tally", {"月份": "2026-09", "汇总项目": "小册子(份)", "数量": "300"}, "item", "小册子（份）"),
        ("accident", {"月份": "2026-09", "类型": "老残儿", "起数": "0"}, "kind", "老年人、残疾人和儿童伤害"),
    ],
)
def test_the_documents_word_goes_in_and_the_lists_title_is_kept(
    desk: FieldStore, ledger: str, row: Row, field: str, title: str
) -> None:
    (id,) = desk.add(ledger, row)
    assert desk.store.record(id).values[field] == title
