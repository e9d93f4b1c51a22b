"""Any YAML file as a tree of nodes that know where they stand, from the C parser's events."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shequ_cli.words.language import _
from shequ_cli.words.place import Place
from shequ_cli.words.problem import Keys, Level, Problem
from shequ_cli.words.record import Raw

Event = Any
"""An event of PyYAML, whose types do not tell which of them have a value, an anchor or a tag."""

DEEPEST = 20
"""Levels of mappings and lists in each other; a record needs three or four."""

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""Plain scalars that mean “nothing there”."""


@dataclass(slots=True)
class Node:
    """A scalar, mapping, list or alias, with the characters [start, end) it takes up; line and column from 1."""

    kind: str
    start: int
    end: int
    line: int
    column: int
    text: str = ""
    style: str = ""
    """How a scalar is written: "" plain, ' " | >."""
    flow: bool = False
    """A mapping or list in brackets."""
    anchor: str = ""
    tag: str = ""
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


class TooDeep(Exception):
    """More than DEEPEST levels."""

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


def compose(text: str) -> Node | None:
    """The first document's root; None when it is empty or does not parse."""
    import yaml

    try:
        return _Composer(text).root()
    except (yaml.YAMLError, TooDeep):
        return None


def is_empty(text: str) -> bool:
    """Whether there is nothing but comments."""
    return not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def read(text: str, path: str) -> tuple[dict[str, Raw], tuple[Problem, ...], bool]:
    """The tree, its problems, and whether the file is too broken to be judged."""
    import yaml

    try:
        composer = _Composer(text)
        root = composer.root()
        second = composer.second()
    except TooDeep as deep:
        why = _("嵌套超过 {n} 层").format(n=DEEPEST)
        return {}, (Problem("E-yaml-deep", Level.ERROR, why, place=Place(path, deep.line, deep.column)),), True
    except yaml.YAMLError as error:
        return {}, (_syntax(error, text, path),), True
    if root is None or root.kind != "mapping":
        return {}, (_not_a_mapping(root, text, path),), True
    conversion = _Conversion(path)
    tree = conversion.mapping(root, ())
    if second:
        why = _("一个文件只能有一条记录，这里的 --- 之后又开始了一条")
        conversion.problems.append(Problem("E-yaml-documents", Level.ERROR, why, place=Place(path, *second)))
    return tree, tuple(conversion.problems), False


class _Composer:
    """Events to nodes."""

    def __init__(self, text: str) -> None:
        import yaml

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.text = text
        self.next: Callable[[], Event] = loader(text).get_event
        self.depth = 0

    def root(self) -> Node | None:
        while True:
            event = self.next()
            name = type(event).__name__
            if name == "StreamEndEvent":
                return None
            if name not in ("StreamStartEvent", "DocumentStartEvent"):
                return self.node(event)

    def second(self) -> tuple[int, int] | None:
        """Where another document begins."""
        while (event := self.next()) is not None:
            name = type(event).__name__
            if name == "DocumentStartEvent":
                return event.start_mark.line + 1, event.start_mark.column + 1
            if name == "StreamEndEvent":
                break
        return None

    def node(self, event: Event) -> Node:
        start, end = event.start_mark, event.end_mark
        name = type(event).__name__
        line, column = start.line + 1, start.column + 1
        if name == "AliasEvent":
            return Node("alias", start.index, end.index, line, column, anchor=event.anchor)
        anchor, tag = event.anchor or "", event.tag or ""
        if name == "ScalarEvent":
            style = event.style or ""
            ends = self.block_end(start.index, end.index) if style in ("|", ">") else end.index
            return Node("scalar", start.index, ends, line, column, event.value, style, False, anchor, tag)
        kind = "mapping" if name == "MappingStartEvent" else "list"
        node = Node(kind, start.index, end.index, line, column, "", "", bool(event.flow_style), anchor, tag)
        self.fill(node)
        return node

    def fill(self, node: Node) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep(node.line, node.column)
        last = "MappingEndEvent" if node.kind == "mapping" else "SequenceEndEvent"
        while type(event := self.next()).__name__ != last:
            below = self.node(event)
            if node.kind == "mapping":
                node.pairs.append((below, self.node(self.next())))
            else:
                node.items.append(below)
        self.depth -= 1
        node.end = event.end_mark.index if node.flow else _end(node)

    def block_end(self, start: int, end: int) -> int:
        """Before the line break that ends a | or > block; the parser's own mark is after the blank lines that follow."""
        whole = self.text[start:end]
        header = whole.partition("\n")[0]
        if "+" in header.partition("#")[0]:
            return start + len(whole.rstrip(" ").removesuffix("\n").removesuffix("\r"))
        return start + len(whole.rstrip("\r\n"))


def _end(node: Node) -> int:
    """Where the last thing inside a block ends; the parser's own mark is after the comments that follow."""
    inside = [value for pair in node.pairs for value in pair] + node.items
    return max((below.end for below in inside), default=node.start)


class _Conversion:
    """Nodes to text values, collecting what a record may not have."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def complain(self, code: str, why: str, node: Node, keys: Keys) -> None:
        title = str(keys[-1]) if keys and isinstance(keys[-1], str) else ""
        place = Place(self.path, node.line, node.column)
        self.problems.append(Problem(code, Level.ERROR, why, keys, place, title=title, value=node.text))

    def value(self, node: Node, keys: Keys) -> Raw:
        if node.kind == "alias" or node.anchor:
            mark = ("*" if node.kind == "alias" else "&") + node.anchor
            self.complain("E-yaml-alias", _("“{mark}”是 YAML 的引用，请写出值本身").format(mark=mark), node, keys)
        if node.tag:
            why = _("“{tag}”是 YAML 的类型标记，请去掉；文字前有 ! 时给整个值加引号").format(tag=node.tag)
            self.complain("E-yaml-tag", why, node, keys)
        if node.kind == "mapping":
            return self.mapping(node, keys)
        if node.kind == "list":
            return [self.value(item, (*keys, index)) for index, item in enumerate(node.items)]
        return "" if not node.style and node.text in NULLS else node.text

    def mapping(self, node: Node, keys: Keys) -> dict[str, Raw]:
        found: dict[str, Raw] = {}
        lines: dict[str, int] = {}
        for key, below in node.pairs:
            if key.kind != "scalar":
                self.complain("E-yaml", _("这里的项名不是文字"), key, keys)
                continue
            here = (*keys, key.text)
            if key.text in found:
                why = _("“{key}”写了两次，第 {line} 行已有一个；请留下一个").format(key=key.text, line=lines[key.text])
                self.complain("E-yaml-duplicate", why, key, here)
                continue
            lines[key.text] = key.line
            found[key.text] = self.value(below, here)
        return found


def _not_a_mapping(root: Node | None, text: str, path: str) -> Problem:
    if root is None:
        return Problem("E-yaml-mapping", Level.ERROR, _("文件是空的"), place=Place(path, 1, 1))
    wide = _("；冒号要用半角“: ”") if "：" in text else ""
    why = _("这不是一条记录：每行应写成“项名: 值”") + wide
    return Problem("E-yaml-mapping", Level.ERROR, why, place=Place(path, root.line, root.column))


def _meanings() -> tuple[tuple[str, str, str], ...]:
    """What the parser says (in both its forms), and what that means to the clerk."""
    tab = _("这里有制表符，缩进只能用空格")
    ragged = _("缩进与上面的项不齐")
    marked = _("“!”开头是 YAML 的类型标记，请给整个值加引号")
    percent = _("“%”开头是 YAML 的指令，请给整个值加引号")
    escape = _("双引号里的“\\”是转义符号；要原样的“\\”请把双引号改成单引号")
    return (
        (r"'\t'", "E-yaml-tab", tab),
        ("found a tab", "E-yaml-tab", tab),
        ("cannot start any token", "E-yaml", _("值不能以这个字符开头，请给整个值加引号")),
        ("mapping values", "E-yaml", _("值里有“: ”，请给整个值加引号；或者上一行缺冒号，或者这一行缩进不对")),
        ("expected ':'", "E-yaml", _("这一行没有“项名: 值”，冒号要用半角，后面空一格；多行文字要比项名缩进")),
        ("expected key", "E-yaml", ragged),
        ("expected <block end>", "E-yaml", ragged),
        ("unexpected end of stream", "E-yaml", _("引号没有配对")),
        ("expected ',' or", "E-yaml", _("方括号或花括号没有配对")),
        ("indentation", "E-yaml", _("缩进不对")),
        ("node content", "E-yaml", _("方括号或花括号没有配对，或里面少了内容")),
        ("'-' indicator", "E-yaml", ragged),
        ("<document start>", "E-yaml", _("上面的内容已经结束，这一行不在任何一项里；多行文字要比项名缩进")),
        ("comment or line break", "E-yaml", _("“|”“>”开头是多行文字的标记，请给整个值加引号")),
        ("escape character", "E-yaml", escape),
        ("hexdecimal", "E-yaml", escape),
        ("directive", "E-yaml", percent),
        ("non-alphabetical", "E-yaml", percent),
        ("undefined tag handle", "E-yaml-tag", marked),
        ("URI", "E-yaml-tag", marked),
        ("'>'", "E-yaml-tag", marked),
        ("whitespace or line break", "E-yaml-tag", marked),
        ("alphabetic or numeric", "E-yaml-alias", _("“*”“&”开头是 YAML 的引用，请给整个值加引号")),
        ("undefined alias", "E-yaml-alias", _("“*”开头是 YAML 的引用，请给整个值加引号")),
        ("not allowed", "E-yaml", _("这里有看不见的控制字符，请删去")),
    )


_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


def _syntax(error: Exception, text: str, path: str) -> Problem:
    """The parser's complaint as a problem with its place."""
    said = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:
        before = text[: getattr(error, "position", 0) or 0]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    code, why = meaning(said)
    if conflict := _CONFLICT.search(text):
        line, column = text.count("\n", 0, conflict.start()) + 1, 1
        why = _("这里有 git 合并留下的冲突标记，请留下一方的内容，删去 <<<<<<<、=======、>>>>>>> 三行")
    return Problem(code, Level.ERROR, why, place=Place(path, line, column))


def meaning(said: str) -> tuple[str, str]:
    """The code and the Chinese of what a YAML parser complains of."""
    known = ((code, why) for words, code, why in _meanings() if words in said)
    return next(known, ("E-yaml", _("这里的写法读不懂（{said}）").format(said=said)))
