"""How records are named and told: ids read aloud, near ids for slips, one line for each audience."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallstore import make, opened, payment, put_matter, put_payments

from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.rules.privacy import Audience
from shequ_cli.store.finding import ledgers_for
from shequ_cli.store.ids import ALPHABET, is_id, ledger_of, new_id, normal_tail
from shequ_cli.store.label import label_of
from shequ_cli.store.searchtext import SearchText, normal
from shequ_cli.store.store import Store
from shequ_cli.words.errors import AmbiguousTail, UnknownName
from shequ_cli.words.record import Record, Value


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("named") / "store")
    put_matter(root, "1a0b", "2026-01-05")
    put_matter(root, "2c3d", "2026-02-05")
    put_payments(root, "2026-03", payment("10z0"), payment("2c3d", "2026-03-09"), {**payment("xxxx"), "编号": ""})
    return root


@pytest.fixture
def store(root: Path) -> Iterator[Store]:
    with opened(root) as store:
        yield store


@pytest.mark.parametrize(
    ("spoken", "tail"),
    [
        ("la0b", "1a0b"),
        ("iAOb", "1a0b"),
        ("LaOB", "1a0b"),
        ("lozo", "10z0"),
        ("IOZO", "10z0"),
        ("matter-20260105-lAoB", "1a0b"),
        ("20260105-ia0b", "1a0b"),
    ],
)
def test_letters_that_look_like_digits_are_read_as_them(store: Store, spoken: str, tail: str) -> None:
    assert store.find_id(spoken).endswith(tail)


def test_a_tail_of_two_ledgers_is_told_apart_by_its_day_or_its_ledger(store: Store) -> None:
    with pytest.raises(AmbiguousTail) as fault:
        store.find_id("2c3d")
    assert {"matter-20260205-2c3d", "payment-20260309-2c3d"} <= set(re.findall(r"\w+-\d{8}-\w{4}", str(fault.value)))

    assert store.find_id("0205-2c3d") == "matter-20260205-2c3d"
    assert store.find_id("payment-20260309-2c3d") == "payment-20260309-2c3d"


def test_a_row_without_an_id_is_named_by_its_file_and_line(store: Store) -> None:
    id = "records/payment/2026-03.csv:4"

    assert store.find_id(id) == id
    assert store.record(id).values["amount"] == Decimal(100)
    with pytest.raises(UnknownName):
        store.find_id("records/payment/2026-03.csv:9")


@pytest.mark.parametrize(
    ("slip", "near"),
    [("1a0c", "matter-20260105-1a0b"), ("9a0b", "matter-20260105-1a0b"), ("l0y0", "payment-20260305-10z0")],
)
def test_one_wrong_character_is_forgiven_with_a_question(store: Store, slip: str, near: str) -> None:
    with pytest.raises(UnknownName, match=f"是不是“{near}”"):
        store.find_id(slip)


@pytest.mark.parametrize("slip", ["9a0c", "a0b9", "xyz", "-"])
def test_more_than_one_wrong_character_is_not_guessed(store: Store, slip: str) -> None:
    with pytest.raises(UnknownName) as fault:
        store.find_id(slip)
    assert "是不是" not in str(fault.value)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("2c3d", ["matter", "payment"]),
        ("matter-20260205-2c3d", ["matter"]),
        ("Matter-20260205-2C3D", ["matter"]),
        ("records/payment/2026-03.csv:4", ["payment"]),
        ("records/other/2026-03.csv:4", ["matter", "payment"]),
        ("other-20260205-2c3d", ["matter", "payment"]),
        ("", ["matter", "payment"]),
    ],
)
def test_only_the_ledgers_that_a_tail_may_mean_are_looked_at(tail: str, expected: list[str]) -> None:
    assert ledgers_for(tail, ["matter", "payment"]) == expected


CODES = st.text(ALPHABET, min_size=4, max_size=4)


@given(CODES)
def test_an_id_is_found_however_it_is_copied_by_hand(code: str) -> None:
    id = f"matter-20260205-{code}"
    spoken = code.replace("0", "o").replace("1", "l").upper()

    assert is_id(id, "matter")
    assert ledger_of(id) == "matter"
    assert normal_tail(f" MATTER-20260205-{spoken} ") == id
    assert normal_tail(spoken) == code


@given(st.dates(), st.sets(CODES, max_size=5))
def test_a_new_id_says_its_ledger_and_day_and_is_free(day: object, taken: set[str]) -> None:
    digits = str(day).replace("-", "")
    used = {f"visit-{digits}-{code}" for code in taken}

    id = new_id("visit", str(day), used)

    assert is_id(id, "visit") and id not in used
    assert id.split("-")[1] == digits


def test_a_record_dated_by_its_month_has_the_first_day_in_its_id() -> None:
    assert new_id("dibao", "2026-03", set()).startswith("dibao-20260301-")


@pytest.mark.parametrize(
    "text", ["matter-2026025-abcd", "matter-20260205-abc", "matter-20260205-abil", "case-20260205-abcd", "abcd"]
)
def test_what_is_no_id_of_a_ledger_is_known(text: str) -> None:
    assert not is_id(text, "matter")


# labels


def labelled(label: str, audience: Audience, **values: Value) -> str:
    ledger = read_ledger(
        "visit",
        {
            "title": "走访",
            "x-ledger": {"date": "day", "label": label},
            "properties": {
                "day": {"title": "日期", "type": "string", "format": "date"},
                "kind": {"title": "类型", "type": "string", "x-privacy": "public"},
                "who": {"title": "对象", "type": "string", "x-privacy": "personal", "x-mask": "name"},
                "phone": {"title": "电话", "type": "string", "x-privacy": "personal", "x-mask": "phone"},
                "note": {"title": "备注", "type": "string"},
                "cost": {"title": "金额", "type": "number", "x-money": True},
            },
        },
    )
    return label_of(ledger, Record("visit", "visit-20260301-1a2b", values), audience)


FULL: dict[str, Value] = {"kind": "独居", "who": "李小明", "phone": "13900001234", "note": "已访"}


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (Audience.INTERNAL, "独居：李小明 13900001234 已访"),
        (Audience.UPWARD, "独居：李*明 139****1234 已访"),
        (Audience.PUBLIC, "独居"),
    ],
)
def test_a_label_shows_each_audience_what_it_may_see(audience: Audience, said: str) -> None:
    assert labelled("{kind}：{who} {phone} {note}", audience, **FULL) == said


def test_blank_fields_leave_no_loose_marks_behind() -> None:
    assert labelled("{kind}：{who}、{note}", Audience.INTERNAL, kind="独居") == "独居"
    assert labelled("{who}：{note}", Audience.INTERNAL, note="已访") == "已访"
    assert labelled("{who} {note}", Audience.INTERNAL) == "visit-20260301-1a2b"
    assert labelled("", Audience.INTERNAL, **FULL) == "visit-20260301-1a2b"


def test_a_label_may_name_id_titles_money_and_words_that_are_gone() -> None:
    said = labelled("{id} {类型} {cost}元 {gone}", Audience.INTERNAL, kind="独居", cost=Decimal("12.50"))

    assert said == "visit-20260301-1a2b 独居 12.50元"


def test_a_value_with_line_breaks_is_one_line() -> None:
    assert labelled("{note}", Audience.INTERNAL, note="一\n二   三") == "一 二 三"


# search texts


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("（一），二；三：四！五？", "(一),二;三:四!五?"),
        ("㎡", "m2"),
        ("①号楼", "1号楼"),
        ("Ⅱ期", "ii期"),
        ("３－２－１", "3-2-1"),
        ("全角　空格", "全角 空格"),
        ("ｱｲ", "アイ"),
        ("漏水", "漏水"),
    ],
)
def test_texts_are_compared_by_one_form(written: str, compared: str) -> None:
    assert normal(written) == compared


CHINESE = st.text("漏水楼ＡａＢｂ，。（）①㎡Ⅱｱがé０　 ", max_size=10)


@given(CHINESE, CHINESE)
def test_what_is_part_of_a_text_is_found_in_its_compared_form(before: str, after: str) -> None:
    assert normal("漏水") in normal(before + "漏水" + after)
    assert normal("ＡＢ") in normal(f"{before}，ab。{after}")


@given(st.text("，；：！？（）,;:!?()ＡａAa０0漏水　 -－", max_size=20))
def test_the_compared_form_is_its_own(text: str) -> None:
    assert normal(normal(text)) == normal(text)


def test_private_values_are_kept_apart_and_seen_masked(store: Store) -> None:
    text = SearchText(store.ledger("matter"))
    values: dict[str, Value] = {
        "summary": "Ａ栋漏水",
        "people": ({"name": "李小明", "phone": "13900001234"}, {"name": "王某"}),
        "tags": ("夜间", "紧急"),
    }

    public, private = text.of("matter-20260105-1a0b", values)

    assert public.split("\n") == ["matter-20260105-1a0b", "a栋漏水", "李*明", "139****1234", "王*", "夜间", "紧急"]
    assert (private or "").split("\n") == ["李小明", "13900001234", "王某"]
    assert text.of("x", {"summary": "漏水", "people": None}) == ("x\n漏水", None)


def test_two_characters_are_enough_and_one_too(store: Store) -> None:
    for text in ("楼上漏水", "漏水", "漏", "ＷＡＴＥＲ"):
        assert len(store.search(text, ledgers=["matter"])) == (0 if text == "ＷＡＴＥＲ" else 2)
