"""The shortcut may give up, but it never disagrees with the C parser."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shequ_cli.store import yamlevents, yamlquick
from shequ_cli.store.yamlfile import dump
from shequ_cli.words.record import Raw

PLAIN = st.text(st.sampled_from("甲乙丙丁abc 019（），。、-./"), min_size=1, max_size=12)
NAMES = st.text(st.sampled_from("日期摘要姓名abz019（）"), min_size=1, max_size=5)
FLAT: st.SearchStrategy[Raw] = st.dictionaries(NAMES, PLAIN | st.lists(PLAIN, min_size=1, max_size=3), max_size=3)
RECORDS: st.SearchStrategy[dict[str, Raw]] = st.dictionaries(
    NAMES, PLAIN | st.lists(FLAT, min_size=1, max_size=3) | FLAT, min_size=1, max_size=5
)

# Lines that belong to YAML, in any order: most of what comes out is broken, some of it by a hair.
LINES = st.lists(
    st.sampled_from(
        [
            "a: 1",
            "b: x y",
            "c:",
            "d: |",
            "e: |-",
            "  f: 2",
            "    g: 3",
            "- h",
            "- i: 4",
            "  - j",
            "  - k: 5",
            "    l: 6",
            "text",
            "  text",
        ]
        + [
            "",
            "  ",
            "    ",
            "# c",
            "  # c",
            "a: 'q'",
            'b: "r"',
            "c: a # n",
            "d: a: b",
            "e: ~",
            "d: # n",
            "e: a  #",
            "f: a: # b",
            "g: a #: b",
            "- a # n",
            "- # n",
            "h: ~ # n",
            "---",
            "...",
            "   text",
            "    text",
        ]
        + [
            "- - m",
            "n: -5",
            "o: - p",
            "q: []",
            "- 'r'",
            "s: x:",
            "t:u",
            "v: w ",
            "是: 否",
            "?",
            "? x",
            ": y",
            "'z': 1",
            'a: "x\\n"',
        ]
    ),
    max_size=9,
)


def _sound(text: str) -> object:
    tree, problems, broken = yamlevents.read(text, "")
    return None if problems or broken else tree


@settings(max_examples=600)
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
@example(["d: |", "  x", "", "  "], "\n", True)
@example(["d: |", "    x", "  # c", "a: 1"], "\n", True)
@example(["c:", "- h", "a: 1"], "\n", True)
@example(["c:", "  - i: 4", "   text"], "\n", True)
def test_where_it_answers_it_answers_as_the_c_parser(lines: list[str], newline: str, ended: bool) -> None:
    text = newline.join(lines) + (newline if ended else "")
    quick = yamlquick.read(text)

    assert quick is None or quick == _sound(text)


@given(st.text(st.sampled_from("ab:-|'\"# \n\t\r,[]{}&*!%~0\u2028甲"), max_size=30))
def test_nor_does_it_disagree_on_noise(text: str) -> None:
    quick = yamlquick.read(text)

    assert quick is None or quick == _sound(text)


@given(RECORDS)
def test_it_reads_what_shequ_writes_or_leaves_it(record: dict[str, Raw]) -> None:
    quick = yamlquick.read(dump(record))

    assert quick is None or quick == record


def test_it_reads_a_usual_record() -> None:
    text = '受理日期: 2026-03-12\n房号: "0203"\n经过: |\n  甲\n\n  乙\n当事人:\n  - 姓名: 张某某\n    电话: "138"\n标签:\n  - 急\n'

    assert yamlquick.read(text) == {
        "受理日期": "2026-03-12",
        "房号": "0203",
        "经过": "甲\n\n乙\n",
        "当事人": [{"姓名": "张某某", "电话": "138"}],
        "标签": ["急"],
    }
