"""A condition's tree as portable SQL and as a Chinese phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.work.expression import Literal, Name, Node, Operation

_RESERVED = frozenset(
    re.findall(
        r"\w+",
        """
        all and any array as asc between by case check column create cross current date day default delete desc
        distinct drop else end escape except exists false for foreign from full group having in index inner insert
        interval into is join key last left like limit month natural no not null of offset on or order outer primary
        range references right row rows select set table text then time timestamp to true union unique update user
        using value values when where window with year
        """,
    )
)


def column(name: str) -> str:
    """A column's name in SQL; quoted only where one engine or another would not take it bare."""
    return f'"{name}"' if name.lower() in _RESERVED or not (name.isascii() and name.isidentifier()) else name


def quoted(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


_SQL: Mapping[str, str] = {
    "not": "(NOT {0})",
    "neg": "(-{0})",
    "null": "{0} IS {no}NULL",
    "in": "{0} {no}IN ({rest})",
    "between": "{0} {no}BETWEEN {1} AND {2}",
    "like": "{0} {no}LIKE {1}",
    "/": "(1.0 * {0} / {1})",
    "+": "({0} + {1})",
    "-": "({0} - {1})",
    "*": "({0} * {1})",
    **{sign: "{0} " + sign + " {1}" for sign in ("=", "<>", "<", "<=", ">", ">=")},
}


def sql(node: Node) -> str:
    """Portable SQL; money, kept in 分, is compared in 元."""
    if isinstance(node, Literal):
        return "NULL" if node.value is None else _literal(node.value)
    if isinstance(node, Name):
        return _column(node)
    parts = [sql(operand) for operand in node.operands]
    if node.operator in ("and", "or"):
        return f"({f' {node.operator.upper()} '.join(parts)})"
    shape = _SQL.get(node.operator, node.operator + "({all})")
    return shape.format(*parts, no="NOT " if node.negated else "", rest=", ".join(parts[1:]), all=", ".join(parts))


def _literal(value: str | Decimal) -> str:
    return quoted(value) if isinstance(value, str) else f"{value:f}"


def _column(name: Name) -> str:
    if name.field is None:
        return "id"
    if name.counted:
        return column(f"{name.field.name}_count")
    return f"({column(name.field.name)} / 100.0)" if name.field.kind == "money" else column(name.field.name)


def chinese(node: Node) -> str:
    """The phrase that explains a figure: 状态为“已履行”或“已归档”，且涉及金额≥1000."""
    if isinstance(node, Literal):
        return _said(node.value)
    if isinstance(node, Name):
        return _title(node)
    parts = [_grouped(node, operand) for operand in node.operands]
    if node.operator in ("and", "or"):
        return (_("，且") if node.operator == "and" else _("，或")).join(parts)
    if any(
        isinstance(operand, Name) and operand.field and operand.field.kind == "boolean" for operand in node.operands
    ):
        parts = [{"1": _("是"), "0": _("否")}.get(part, part) for part in parts]
    rest = _("或").join(parts[1:])
    if node.operator == "like":
        rest = rest.replace("%", "")
    return _shape(node).format(*parts, rest=rest)


def _shape(node: Operation) -> str:
    if node.negated:
        denied = {
            "null": _("已填{0}"),
            "in": _("{0}不是{rest}"),
            "between": _("{0}不在 {1} 至 {2} 之间"),
            "like": _("{0}不含{rest}"),
        }
        return denied[node.operator]
    return {
        "not": _("并非（{0}）"),
        "null": _("未填{0}"),
        "in": _("{0}为{rest}"),
        "=": _("{0}为{rest}"),
        "<>": _("{0}不是{rest}"),
        "between": _("{0}在 {1} 至 {2} 之间"),
        "like": _("{0}含{rest}"),
        "length": _("{0}的字数"),
        "abs": _("{0}的绝对值"),
        "substr": _("{0}的一段"),
        "coalesce": "{0}",
        "neg": "－{0}",
        **{sign: "{0}" + wide + "{1}" for sign, wide in _SIGNS.items()},
    }[node.operator]


_SIGNS: Mapping[str, str] = {"<": "＜", "<=": "≤", ">": "＞", ">=": "≥", "+": "＋", "-": "－", "*": "×", "/": "÷"}


def _said(value: str | Decimal | None) -> str:
    if value is None:
        return _("空")
    return f"“{value}”" if isinstance(value, str) else f"{value:f}"


def _title(name: Name) -> str:
    if name.field is None:
        return _("编号")
    return _("{title}的项数").format(title=name.field.title) if name.counted else name.field.title


def _grouped(node: Operation, inner: Node) -> str:
    mixed = isinstance(inner, Operation) and inner.operator in ("and", "or") and inner.operator != node.operator
    return f"（{chinese(inner)}）" if mixed and node.operator != "not" else chinese(inner)
