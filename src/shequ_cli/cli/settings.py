"""`--set 字段=值`, `--unset 字段` and `--pass 代码=理由` as values; every wrong name is told at once, with the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shequ_cli.cli.naming import unknown
from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.fields import split
from shequ_cli.rules.schema import PASSED_TITLE, Field, Ledger
from shequ_cli.rules.texts import blank_words
from shequ_cli.words.errors import BadSetting, UsageFault
from shequ_cli.words.language import _
from shequ_cli.words.record import Raw

_FORM = "字段=值"


def changes(
    pairs: Iterable[str], ledger: Ledger, codelists: Mapping[str, Codelist], before: Mapping[str, Raw] | None = None
) -> dict[str, Raw]:
    """Field titles and raw values: repeated fields become lists, `当事人.0.姓名=…` reaches inside.

    What lies beside an inner value in the record `before`, read or not, stays as it is written there.
    """
    base = before or {}
    found: dict[str, Raw] = {}
    faults: list[UsageFault] = []
    for pair in pairs:
        try:
            _put((found, base), pair, ledger, codelists)
        except UsageFault as fault:
            faults.append(fault)
    if len(faults) > 1:
        raise UsageFault("\n".join(str(fault) for fault in faults))
    if faults:
        raise faults[0]
    return found


def cleared(words: Iterable[str], ledger: Ledger) -> dict[str, None]:
    """Fields to empty."""
    return {ledger.field(word).title: None for word in words}


def passed(pairs: Iterable[str]) -> dict[str, str]:
    """Doubts to pass: problem code and written reason."""
    return dict(_split(pair, "--pass", "代码=理由") for pair in pairs)


def _split(pair: str, option: str, form: str) -> tuple[str, str]:
    name, equals, value = pair.replace("＝", "=", 1).partition("=") if "=" not in pair else pair.partition("=")
    if not equals or not name.strip() or (option == "--pass" and not value.strip()):
        raise BadSetting(option, pair, form)
    return name.strip(), value.strip()


def _put(
    held: tuple[dict[str, Raw], Mapping[str, Raw]], pair: str, ledger: Ledger, codelists: Mapping[str, Codelist]
) -> None:
    found, base = held
    name, value = _split(pair, "--set", _FORM)
    word, *inside = name.split(".")
    if word == PASSED_TITLE:
        raise UsageFault(_("疑问说明用 --pass 代码=理由 来写"))
    field = ledger.field(word)
    last = _field_at(field, inside)
    _known_code(last, value, codelists)
    if inside:
        there = next((base[key] for key in field.words if key in base), None)
        found[field.title] = _deep(found.get(field.title, there), field, inside, value)
    elif field.title not in found:
        found[field.title] = value
    elif field.kind == "list":
        before = found[field.title]
        found[field.title] = [*(before if isinstance(before, list) else [before]), value]
    else:
        raise UsageFault(_("“{name}”写了两次").format(name=field.title))


def _field_at(field: Field, path: Sequence[str]) -> Field:
    """The field that a dotted path ends at; a number goes into a list, a word into a group."""
    title = field.title
    for step in path:
        if field.kind == "list" and field.item and step.isdigit():
            field = field.item
            continue
        if field.kind != "group":
            raise BadSetting("--set", ".".join(path), _("当事人.0.姓名=值（列表用从 0 数的序号）"))
        inner = {word: one for one in field.fields for word in one.words}
        if step not in inner:
            raise unknown(_("“{name}”里的项").format(name=title), step, [one.title for one in field.fields])
        field = inner[step]
        title = field.title
    return field


def _known_code(field: Field, value: str, codelists: Mapping[str, Codelist]) -> None:
    one = field.item if field.kind == "list" and field.item else field
    if one.kind != "code" or not value or value in blank_words(one):
        return
    codes = codelists.get(one.codelist)
    titles = codes.titles if codes else [str(word) for word in one.raw.get("enum", ())]
    for part in [str(part).strip() for part in split(value)] if field.kind == "list" else [value]:
        if part not in titles and not (codes and codes.title_of(part)):
            raise unknown(one.title, part, titles)


def _deep(before: Raw | None, field: Field, path: Sequence[str], value: str) -> Raw:
    """`before` with the value at `path` put in; what is missing on the way is made."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if field.kind == "list" and field.item:
        items = before if isinstance(before, list) else split(before) if isinstance(before, str) and before else []
        place = int(step)
        if place > len(items):
            raise UsageFault(_("“{name}”的序号要从 0 起一个接一个").format(name=field.title))
        inner = _deep(items[place] if place < len(items) else None, field.item, rest, value)
        return [*items[:place], inner, *items[place + 1 :]]
    known = before if isinstance(before, dict) else {}
    target = next(one for one in field.fields if step in one.words)
    key = next((word for word in target.words if word in known), target.title)
    return {**known, key: _deep(known.get(key), target, rest, value)}
