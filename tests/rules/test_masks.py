"""Masks of every kind of name and number, and who sees them: what is hidden stays hidden however it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rulebook import CODELISTS, TODAY, ledger

from shequ_cli.rules.privacy import HIDDEN, MASKS, PRIVACY, Audience, mask_name, mask_text, masked, masked_values
from shequ_cli.rules.reading import read
from shequ_cli.words.record import Value

INTERNAL, UPWARD, PUBLIC = Audience
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAME = st.text(HAN, min_size=2, max_size=8)
DIGITS = st.text("0123456789", min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("张　三", "张*"),
        ("张 三", "张*"),
        ("张　三、李　四", "张*、李*"),
        ("张　三，李小明", "张*，李*明"),
        ("李小明 张三", "李*明 张*"),
        ("诸葛明", "诸*明"),
        ("欧阳小小", "欧**小"),
        ("古丽", "古*"),
        ("迪丽热巴·迪力木拉提", "迪**提"),
        ("买买提・吐尔逊", "买**逊"),
        ("John", "J**n"),
        ("", ""),
    ],
)
def test_a_name_is_masked_by_its_length_however_it_is_spaced(name: str, seen: str) -> None:
    assert mask_name(name) == seen


@given(NAME)
def test_a_masked_name_shows_at_most_its_first_and_last_character(name: str) -> None:
    seen = mask_name(name)
    shown = [character for character in seen if character != "*"]
    assert "*" in seen and shown == ([name[0]] if len(name) == 2 else [name[0], name[-1]])
    assert len(seen) <= 4


@given(st.lists(NAME, min_size=1, max_size=4), st.sampled_from("、，；, ;　"))
def test_several_names_are_masked_one_by_one_and_keep_what_stands_between(names: list[str], joint: str) -> None:
    assert mask_name(joint.join(names)) == joint.join(map(mask_name, names))


@given(HAN, HAN, st.sampled_from([" ", "　", "  "]))
def test_a_spread_name_shows_no_more_than_the_same_name_closed_up(first: str, second: str, gap: str) -> None:
    assert mask_name(first + gap + second) == mask_name(first + second) == f"{first}*"


@given(DIGITS)
def test_a_masked_telephone_shows_at_most_seven_digits_and_always_hides_four(number: str) -> None:
    seen = mask_text("phone", number)
    assert len(re.findall(r"\d", seen)) <= 7
    assert "****" in seen or seen == HIDDEN
    assert number not in seen


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.sampled_from(["", " ", "-"]))
def test_a_mobile_number_keeps_three_and_four_digits_in_any_grouping(number: str, gap: str) -> None:
    grouped = gap.join((number[:3], number[3:7], number[7:]))
    assert mask_text("phone", grouped) == f"{number[:3]}****{number[7:]}"


@given(DIGITS)
def test_a_masked_account_shows_its_last_four_or_nothing(number: str) -> None:
    assert mask_text("bank", number) == ("****" + number[-4:] if len(number) > 8 else HIDDEN)


@given(st.text("0123456789X", min_size=3, max_size=17))
def test_a_number_of_another_length_shows_its_last_two_only(number: str) -> None:
    assert mask_text("id_card", number) == "*" * (len(number) - 2) + number[-2:]


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("和谐小区十二幢3单元", "和谐小区*幢"),
        ("和谐小区A座1801室", "和谐小区*座"),
        ("和谐小区１２号楼", "和谐小区*号楼"),
        ("和谐小区", "和谐小区＊＊"),
        ("前进新村李小明家", "前进新村＊＊"),
        ("柳巷12号", "柳巷＊＊"),
        ("3栋501", "*栋"),
        ("501室", HIDDEN),
    ],
)
def test_an_address_is_seen_to_the_building_or_street_and_never_the_room(address: str, seen: str) -> None:
    assert mask_text("address", address) == seen


@pytest.mark.parametrize(
    ("email", "seen"), [("a@example.org", "a***@example.org"), ("@example.org", HIDDEN), ("a.b@c@d", "a***@c@d")]
)
def test_an_electronic_address_keeps_its_first_letter_and_host(email: str, seen: str) -> None:
    assert mask_text("email", email) == seen


@pytest.mark.parametrize("privacy", PRIVACY)
@pytest.mark.parametrize("mask", ["", "name"])
def test_who_sees_a_field_follows_its_class_and_mask(privacy: str, mask: str) -> None:
    field = ledger(f"one: {{title: 项, x-privacy: {privacy}, x-mask: '{mask}'}}").field("one")
    hidden = "李*明" if mask else HIDDEN
    whole: Mapping[tuple[str, str], tuple[Value, Value]] = {
        ("public", ""): ("李小明", "李小明"),
        ("public", "name"): ("李小明", "李小明"),
        ("internal", ""): ("李小明", None),
        ("internal", "name"): (hidden, None),
        ("personal", mask): (hidden, None),
        ("sensitive", mask): (hidden, None),
    }
    assert (masked(field, "李小明", UPWARD), masked(field, "李小明", PUBLIC)) == whole[privacy, mask]
    assert masked(field, "李小明", INTERNAL) == "李小明"


@pytest.mark.parametrize("value", [0, False, "", "未报"])
def test_a_hidden_value_is_hidden_even_when_it_says_little(value: Value) -> None:
    field = ledger("one: {title: 项, x-privacy: sensitive}").field("one")
    assert (masked(field, value, UPWARD), masked(field, value, PUBLIC)) == (HIDDEN, None)


LISTS = """
    a: {title: 甲, type: array, x-privacy: sensitive, items: {type: string, x-privacy: public}}
    b: {title: 乙, type: array, x-privacy: public, items: {type: string, x-privacy: personal, x-mask: name}}
    c: {title: 丙, type: array, x-mask: phone, items: {type: string}}
    d: {title: 丁, type: array, items: {type: string, x-mask: name}}
"""
NAMES: Mapping[str, Value] = {name: ("李小明", "13812345678") for name in "abcd"}


def test_an_item_is_never_more_open_than_its_list_nor_a_list_than_its_items() -> None:
    made = ledger(LISTS)
    assert masked_values(made, NAMES, PUBLIC) == {}
    assert masked_values(made, NAMES, UPWARD) == {
        "a": (HIDDEN, HIDDEN),
        "b": ("李*明", "1**8"),
        "c": (HIDDEN, "138****5678"),
        "d": ("李*明", "1**8"),
    }


@given(st.sampled_from(sorted(MASKS)), st.text(HAN, min_size=3, max_size=12))
def test_masking_hides_something_of_every_text_that_could_name_somebody(mask: str, text: str) -> None:
    assert mask_text(mask, text) != text


def test_an_unknown_mask_hides_everything() -> None:
    assert mask_text("nickname", "阿明") == HIDDEN


def test_a_masked_record_still_reads_as_text() -> None:
    """What goes upward is for people; it must not come back as a sound record with other people's numbers."""
    made = ledger("id: {title: 证号, x-mask: id_card}\nphone: {title: 电话, x-mask: phone}")
    seen = masked_values(made, {"id": "990101199003071237", "phone": "13812345678"}, UPWARD)
    found = read(made, CODELISTS, {"证号": str(seen["id"]), "电话": str(seen["phone"])}, TODAY)
    assert [problem.code for problem in found.problems] == ["E-citizen", "E-phone"]
