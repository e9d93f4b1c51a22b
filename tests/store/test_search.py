"""Text search: any part of a text, two characters too; private values only when one may see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from smallstore import make, opened, payment, put_matter, put_payments

from shequ_cli.store.searchtext import normal


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("search") / "store")
    people = '\n  - {姓名: 李小明, 电话: "13900001234"}\n  - {姓名: 王某}'
    put_matter(root, "aaaa", 摘要="三号楼楼上漏水（卫生间），一键呼叫器也坏了", 当事人=people)
    put_matter(root, "bbbb", "2026-02-05", 摘要="独居老人家的路灯 ＡＢＣ 不亮")
    put_matter(root, "cccc", "2026-03-09", 摘要="漏水" + "很" * 40 + "多", 类型="物业")
    put_payments(root, "2026-03", payment("aaaa", 对象="李小明", 项目="独居慰问"))
    return root


def found(root: Path, text: str, private: bool = False) -> list[str]:
    with opened(root) as store:
        return [hit.id[-4:] for hit in store.search(text, private, ["matter", "payment"])]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("漏水", ["cccc", "aaaa"]),
        ("独居", ["bbbb", "aaaa"]),
        ("漏水 卫生间", ["aaaa"]),
        ("(卫生间),", ["aaaa"]),
        ("（卫生间），", ["aaaa"]),
        ("abc", ["bbbb"]),
        ("ａｂｃ", ["bbbb"]),
        ("物业", ["cccc"]),
        ("20260305-aaaa", ["aaaa"]),
        ("漏电", []),
        ("%", []),
        ("  ", []),
    ],
)
def test_every_word_has_to_be_there_in_whatever_spelling(root: Path, text: str, ids: list[str]) -> None:
    assert found(root, text) == ids


def test_names_are_found_only_inside(root: Path) -> None:
    assert found(root, "李小明") == []
    assert found(root, "李小明", private=True) == ["aaaa", "aaaa"]
    assert found(root, "13900001234", private=True) == ["aaaa"]
    assert found(root, "139****1234") == ["aaaa"]
    assert found(root, "漏水 李小明", private=True) == ["aaaa"]


def test_a_hit_shows_where_the_word_stands(root: Path) -> None:
    with opened(root) as store:
        hit = store.search("卫生间")[0]
        late = store.search("多", ledgers=["事项"])[0]

    assert (hit.ledger, hit.label) == ("matter", "邻里：三号楼楼上漏水（卫生间），一键呼叫器也坏了")
    assert hit.field and hit.field.title == "摘要"
    assert "卫生间" in hit.snippet
    assert late.snippet == "…" + "很" * 16 + "多"


def test_a_hit_on_a_private_value_is_shown_masked_or_whole(root: Path) -> None:
    with opened(root) as store:
        assert "李*明" in store.search("139****1234", ledgers=["matter"])[0].snippet
        assert "李小明" in store.search("13900001234", private=True)[0].snippet
        assert store.search("李小明", private=True, ledgers=["payment"])[0].record.values["person"] == "李小明"


def test_a_limit_keeps_the_newest(root: Path) -> None:
    with opened(root) as store:
        assert [hit.id[-4:] for hit in store.search("漏水", limit=1)] == ["cccc"]


def test_normal_texts_ignore_width_and_case() -> None:
    assert normal("（Ａ区）：５号！") == "(a区):5号!"
