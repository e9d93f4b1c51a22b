"""Text values as YAML: what may stand plain, what is quoted, what becomes a literal block."""

from __future__ import annotations

import re

from shequ_cli.words.record import Raw

STEP = 2
"""Columns by which a level is indented."""

# Plain is what every YAML tool gives back as the same text or, for a short canonical number and a date, as that
# very number or date. First a character that cannot begin anything else, then no ": ", no " #", nothing invisible.
_PLAIN = re.compile(
    r"(?:[^\W_]|[（《“‘【〔·～￥])(?:[^\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff\ud800-\udfff:#]|:(?! |$)|(?<! )#)*"
)
_TYPED = re.compile(
    r"[-+.]?\d[\d_]*(\.[\d_]*)?([eE][-+]?\d+)?"  # decimal numbers
    r"|0[xob][\da-fA-F_]+"
    r"|\d[\d_]*(:\d+)+(\.\d*)?"  # times, read as base 60 by YAML 1.1
    r"|\d{4}-\d\d?-\d\d?([Tt ].*)?"
    r"|(?i:y|n|yes|no|on|off|true|false|null|inf|nan)"
)
_FINE = re.compile(r"0|[1-9]\d{0,8}|(0|[1-9]\d{0,8})\.\d{1,4}|\d{4}-\d\d-\d\d")
_FLOW = re.compile(r"[,\[\]{}]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def block(value: Raw, indent: int) -> list[str]:
    """The lines of a filled mapping or list, indented by `indent` columns."""
    margin = " " * indent
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in entry(key, item, indent)]
    lines: list[str] = []
    for item in value:
        if isinstance(item, str) or not item:
            head, *more = scalar_lines(item, indent)
            lines += [f"{margin}- {head}", *more]
        else:
            first, *more = block(item, indent + STEP)
            lines += [f"{margin}- {first[indent + STEP :]}", *more]
    return lines


def entry(key: str, value: Raw, indent: int) -> list[str]:
    """The lines of one key with its value, the key in column `indent`."""
    head = f"{' ' * indent}{inline(key)}:"
    if isinstance(value, str) or not value:
        first, *more = scalar_lines(value, indent)
        return [f"{head} {first}", *more]
    return [head, *block(value, indent + STEP)]


def scalar_lines(value: Raw, indent: int) -> list[str]:
    """A text (or an empty collection) after its key: one line, or a literal block below column `indent`.

    Blank lines at the end are written out in quotes: below a block they would look like mere layout.
    """
    if not isinstance(value, str) or "\n" not in value or value.endswith("\n\n") or _INVISIBLE.search(value):
        return [inline(value)]
    text = value.removesuffix("\n")
    shift = STEP if value[0] in " \n\t" else ""
    margin = " " * (indent + STEP)
    body = [f"{margin}{line}" if line else "" for line in text.split("\n")]
    return [f"|{shift}{'' if text != value else '-'}", *body] if text else [inline(value)]


def inline(value: Raw, *, flow: bool = False) -> str:
    """A value on one line; within brackets (`flow`) commas and brackets have to be quoted too."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{inline(key, flow=True)}: {inline(item, flow=True)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(inline(item, flow=True) for item in value) + "]"
    if _is_plain(value) and not (flow and _FLOW.search(value)):
        return value
    if ('"' in value or "\\" in value) and "\n" not in value and "\t" not in value and not _INVISIBLE.search(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + _INVISIBLE.sub(_escaped, re.sub(r'[\n\t\r"\\]', lambda found: _ESCAPES[found[0]], value)) + '"'


def _is_plain(text: str) -> bool:
    return (
        bool(_PLAIN.fullmatch(text)) and text[-1] != " " and (not _TYPED.fullmatch(text) or bool(_FINE.fullmatch(text)))
    )


def _escaped(found: re.Match[str]) -> str:
    """An invisible character, seen. Half of a surrogate pair stands for nothing and becomes U+FFFD."""
    code = ord(found[0])
    if 0xD800 <= code <= 0xDFFF:
        code = 0xFFFD
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
