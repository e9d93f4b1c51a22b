"""YAML records: text stays text, whatever another YAML tool would make of it; oddities are problems with places."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from shequ_cli.store import yamlevents
from shequ_cli.store.yamlfile import KEY, LARGEST, dump, parse, places
from shequ_cli.words.record import Raw

# Anything a person or a program could hand in; half a surrogate pair is no text.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TRICKY = st.sampled_from(
    [
        "0203",
        "yes",
        "No",
        "是",
        "1:30",
        "09:30",
        "2026-03-12",
        "12",
        "-5",
        "3.50",
        "1e3",
        "0x1f",
        "~",
        "null",
        "=",
        "<<",
    ]
    + [
        "- a",
        "a: b",
        "a #b",
        "#",
        "@a",
        "*a",
        "&a",
        "!a",
        "%",
        "`",
        "'",
        '"',
        "a\n",
        "\n",
        " a",
        "a ",
        "a\n\n",
        "  a\nb",
    ]
    + [
        "a\r\nb",
        "a\tb",
        "\ta",
        "a\n ",
        "一、\n二、\n",
        "：",
        "（甲）",
        "😀",
        "a\x85b",
        "\u2028",
        "\ufeff",
        "...",
        "---",
        "|",
        ">",
    ]
    + ["a:", ":a", "?", "? a", "-", "{}", "[a]", "a,b", "138" + "0" * 8, "11010119900101001X", "\\", "\\n", "a\\", "//"]
)
ANY_TEXT = TEXT | TRICKY
TREES: st.SearchStrategy[Raw] = st.recursive(
    ANY_TEXT, lambda below: st.lists(below, max_size=4) | st.dictionaries(ANY_TEXT, below, max_size=4), max_leaves=12
)
RECORDS = st.dictionaries(ANY_TEXT, TREES, min_size=1, max_size=5)


@given(RECORDS)
@example({"a": "x\n \n"})
@example({"a": ["x\n", ["y", [], {}], "\n x"]})
def test_what_was_written_is_read_back(record: dict[str, Raw]) -> None:
    parsed = parse(dump(record).encode())

    assert parsed.problems == ()
    assert parsed.tree == record


@given(st.dictionaries(ANY_TEXT, ANY_TEXT, min_size=1, max_size=5))
def test_another_yaml_tool_reads_text_or_that_very_number_or_date(record: dict[str, str]) -> None:
    read = yaml.safe_load(dump(record))

    for (key, value), (key_there, there) in zip(record.items(), read.items(), strict=True):
        assert _is_the_same(key, key_there)
        assert _is_the_same(value, there)


def _is_the_same(text: str, there: object) -> bool:
    if isinstance(there, float):
        return float(text) == there
    return str(there) == text and not isinstance(there, bool) and there is not None


@pytest.mark.parametrize(
    "text", ["0203", "13800000000", "999901199001010012", "1:30", "09:30", "yes", "NO", "null", "~", "", "1_000"]
)
def test_text_that_only_looks_like_something_else_is_quoted(text: str) -> None:
    assert dump({"房号": text}) == f'房号: "{text}"\n'


@pytest.mark.parametrize(
    "text", ["2026-03-12", "2026-03", "12", "3000.50", "是", "否", "邻里纠纷", "三号楼 2 单元", "甲：乙", "（一）总则"]
)
def test_what_every_tool_understands_stays_plain(text: str) -> None:
    assert dump({"项": text}) == f"项: {text}\n"


def test_long_text_is_a_literal_block_and_lists_are_indented() -> None:
    record: dict[str, Raw] = {
        "经过": "第一段\n\n第二段",
        "当事人": [{"姓名": "张某某", "电话": "138"}, {"姓名": "李某某"}],
        "标签": ["急"],
    }

    assert dump(record) == (
        "经过: |-\n  第一段\n\n  第二段\n当事人:\n  - 姓名: 张某某\n    电话: 138\n  - 姓名: 李某某\n标签:\n  - 急\n"
    )


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    assert parse(dump({"a": "x\ud800"}).encode()).tree == {"a": "x\ufffd"}


def test_empty_values_are_blank_text() -> None:
    assert parse(b"a:\nb: ~\nc: null\nd: ''\ne:\n  -\n  - x\n").tree == {
        "a": "",
        "b": "",
        "c": "",
        "d": "",
        "e": ["", "x"],
    }


BROKEN = {
    "E-yaml-tab": ("a: 1\n\tb: 2\n", (2, 1)),
    "E-yaml-duplicate": ("a: 1\nb: 2\na: 3\n", (3, 1)),
    "E-yaml-alias": ("a: &x 1\n", (1, 4)),
    "E-yaml-tag": ("a: !!int 5\n", (1, 4)),
    "E-yaml-documents": ("a: 1\n---\nb: 2\n", (2, 1)),
    "E-yaml-mapping": ("- a\n- b\n", (1, 1)),
    "E-yaml-deep": ("a: " + "[" * 30 + "]" * 30 + "\n", (1, 23)),
}


@pytest.mark.parametrize("code", BROKEN)
def test_each_oddity_has_its_code_and_place(code: str) -> None:
    text, place = BROKEN[code]

    (problem,) = parse(text.encode(), "records/case/2026-03/x.yaml").problems

    assert problem.code == code
    assert problem.place == ("records/case/2026-03/x.yaml", *place)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("受理日期：2026-03-12\n", (1, 1), "半角"),
        ("a: 1\nb\nc: 3\n", (3, 1), "项名"),
        ("a: x: y\n", (1, 5), "加引号"),
        ("a: @x\n", (1, 4), "加引号"),
        ("a: [1, 2\nb: 3\n", (2, 2), "方括号"),
        ('a: "x\nb: 3\n', (3, 1), "配对"),
        ("a:\n    b: 1\n  c: 2\n", (3, 3), "缩进"),
        ("a: x\x07\n", (1, 5), "控制字符"),
        ("", (1, 1), "空的"),
    ],
)
def test_broken_yaml_says_where_and_what_to_do(text: str, place: tuple[int, int], says: str) -> None:
    parsed = parse(text.encode())

    assert parsed.broken
    assert parsed.problems[0].place[1:] == place
    assert says in parsed.problems[0].message


def test_a_merge_key_is_an_alias() -> None:
    assert "E-yaml-alias" in [problem.code for problem in parse(b"a: {<<: *x}\n").problems]


def test_a_twice_written_key_keeps_the_first_value_and_the_rest_goes_on() -> None:
    parsed = parse("摘要: 甲\n摘要: 乙\n状态: 受理\n".encode())

    assert not parsed.broken
    assert parsed.tree == {"摘要": "甲", "状态": "受理"}


def test_a_gb18030_file_is_read_with_a_hint() -> None:
    parsed = parse("摘要: 楼道堆物\n".encode("gb18030"))

    assert parsed.tree == {"摘要": "楼道堆物"}
    assert [(problem.code, problem.place.line) for problem in parsed.problems] == [("H-encoding", 1)]


def test_a_damaged_utf8_file_is_not_taken_for_gb18030() -> None:
    (problem,) = parse("摘要: 楼道堆物\n状态: 受理".encode()[:-1] + b"\xb0\xa1\n").problems

    assert (problem.code, problem.place.line) == ("E-encoding", 2)


def test_utf16_and_bom_are_read() -> None:
    assert parse(b"\xef\xbb\xbf" + "摘要: 甲\n".encode()).tree == {"摘要": "甲"}
    assert parse("摘要: 甲\n".encode("utf-16")).tree == {"摘要": "甲"}


def test_bytes_that_are_no_text_are_one_problem() -> None:
    assert [problem.code for problem in parse(b"\x89PNG\r\n\x1a\n\x00\x00\xff").problems] == ["E-encoding"]


def test_a_file_that_is_no_record_for_its_size_is_not_parsed() -> None:
    assert [problem.code for problem in parse(b"a" * (LARGEST + 1)).problems] == ["E-yaml-large"]


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_the_bytes_there_is_an_answer(data: bytes) -> None:
    parsed = parse(data)

    assert parsed.tree or parsed.problems or data.strip(b"\xef\xbb\xbf \r\n") in (b"{}", b"--- {}")


def test_the_pure_python_parser_gives_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, _place in BROKEN.values()] + [
        "a: |  # c\n  x\n\nb: [1, {c: d}]\n",
        "a: 1\nb\nc: 3\n",
        "a: *x\n",
    ]
    with_c = [_told(text) for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader")

    assert [_told(text) for text in texts] == with_c


def _told(text: str) -> object:
    tree, problems, _broken = yamlevents.read(text, "")
    return tree, [(problem.code, problem.place.line) for problem in problems]


def test_places_lead_to_values_and_keys() -> None:
    found = places("# 头\n受理日期: 2026-03-12\n当事人:\n  - 姓名: 张某某\n    电话: '1'\n")

    assert found["受理日期",] == (2, 7)
    assert found["当事人", 0, "电话"] == (5, 9)
    assert found["当事人", 0, "电话", KEY] == (5, 5)
    assert found["当事人", 0] == (4, 5)
