"""Who may see what: masks by class of field and by audience (PIPL; forms of masks as commonly posted).

内部 sees what was recorded. 上报 sees personal and sensitive fields, and every field with an x-mask, masked. 公示 sees only what
the ledger marks public; everything else is refused, not masked, because a masked name is still personal information (PIPL §73).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from shequ_cli.rules.schema import PRIVACY, Field, Ledger
from shequ_cli.words.language import _
from shequ_cli.words.problem import Problem
from shequ_cli.words.record import Value

HIDDEN = "＊＊"
"""What stands for a value that must not be seen at all."""

_NAMES = re.compile(r"([、，,；;\s]+)")
_SPACED = re.compile(r"(?<![^、，,；;\s])([^、，,；;\s])\s+(?=[^、，,；;\s](?![^、，,；;\s]))")
_DIGIT = re.compile(r"\d")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})")
_BUILDING = re.compile(r"^(.*?)\s*[0-9０-９A-Za-z一二三四五六七八九十]+\s*(号楼|栋|幢|座)")
_ESTATE = re.compile(r"^(.*?(?:小区|社区|花园|家园|公寓|新村|苑|里|村|街道|路|街|巷|弄))")


class Audience(StrEnum):
    """For whom something is written."""

    INTERNAL = "internal"
    UPWARD = "upward"
    PUBLIC = "public"

    @property
    def word(self) -> str:
        """The audience's name as shown to the clerk."""
        return {"internal": _("内部"), "upward": _("上报"), "public": _("公示")}[self.value]


def masked(field: Field, value: Value, audience: Audience) -> Value:
    """The value as this audience may see it: itself, a masked text, or None when it may not be seen at all."""
    return _masked(field, value, audience, field.privacy, field.mask)


def masked_values(ledger: Ledger, values: Mapping[str, Value], audience: Audience) -> dict[str, Value]:
    """A record's values as this audience may see them; refused ones are left out."""
    seen = {field.name: masked(field, values.get(field.name), audience) for field in ledger.fields}
    return {name: value for name, value in seen.items() if value is not None}


def masked_problem(ledger: Ledger, problem: Problem, audience: Audience) -> Problem:
    """A problem of the ledger's records as this audience may see it: value and suggestion masked like the field's value."""
    if audience is Audience.INTERNAL or problem.code in _ABOUT_KEYS:
        return problem
    privacy, mask, inside = _class_at(ledger, problem)
    if _is_open(privacy, mask, audience) and all(_is_open(each.privacy, each.mask, audience) for each in inside):
        return problem
    public = audience is Audience.PUBLIC
    seen = ["" if public or not text else mask_text(mask, text) for text in (problem.value, problem.suggestion)]
    return replace(problem, value=seen[0], suggestion=seen[1])


_ABOUT_KEYS = frozenset(["E-unknown-field", "E-twice", "E-header", "E-yaml-duplicate"])
"""Problems whose value and suggestion are names of fields."""

_UNPLACED = frozenset(["E-ragged", "E-yaml-alias", "E-yaml-tag"])
"""Problems whose value may be any field's, when they do not say which."""


def _class_at(ledger: Ledger, problem: Problem) -> tuple[str, str, tuple[Field, ...]]:
    """Class and mask of what a problem is about, and the fields in it; a key that no field has is as its group."""
    steps = problem.field.split(".") if problem.field else [key for key in problem.keys if isinstance(key, str)]
    fields, privacy, mask = ledger.fields, "public", ""
    found = False
    for depth, step in enumerate(steps):
        field = next((each for each in fields if step in each.words), None)
        if field is None:
            break
        privacy = _stricter(privacy, field.privacy) if depth else field.privacy
        mask = field.mask or (field.item.mask if field.item else "")
        fields, found = (field.item.fields if field.item else field.fields), True
    return privacy, mask, fields if found or problem.code in _UNPLACED else ()


def _is_open(privacy: str, mask: str, audience: Audience) -> bool:
    return privacy == "public" or (audience is Audience.UPWARD and privacy == "internal" and not mask)


def _masked(field: Field, value: Value, audience: Audience, privacy: str, mask: str) -> Value:
    """As `masked`, for a field that inherits class and mask from the list or group around it."""
    if value is None or audience is Audience.INTERNAL:
        return value
    if isinstance(value, tuple):
        item = field.item or field
        own = item.privacy if "x-privacy" in item.raw else privacy
        items = (_masked(item, each, audience, _stricter(privacy, own), item.mask or mask) for each in value)
        return tuple(each for each in items if each is not None) or None
    if isinstance(value, Mapping):
        parts = {
            each.name: _masked(each, value.get(each.name), audience, _stricter(privacy, each.privacy), each.mask)
            for each in field.fields
        }
        return {name: part for name, part in parts.items() if part is not None} or None
    if _is_open(privacy, mask, audience):
        return value
    return None if audience is Audience.PUBLIC else mask_text(mask, str(value))


def _stricter(whole: str, part: str) -> str:
    """A part is never more open than the whole."""
    return max(whole, part, key=PRIVACY.index)


def mask_text(mask: str, text: str) -> str:
    """The text under this mask (name, id_card, phone …); without a mask nothing of it is seen."""
    return MASKS[mask](text) if mask in MASKS else HIDDEN


def mask_name(text: str) -> str:
    """张* of two characters, 张*三 of three, 欧**娜 of four and more; several names each for itself."""
    parts = _NAMES.split(_SPACED.sub(r"\1", text))  # 张　三 is one name, spread over the width of three
    return "".join(part if _NAMES.fullmatch(part) else _one_name(part) for part in parts)


def _one_name(name: str) -> str:
    if len(name) <= 2:
        return name[:1] + "*" if name else ""
    return name[0] + "*" * min(len(name) - 2, 2) + name[-1]


def _mask_id_card(text: str) -> str:
    """First 6 and last 4; the birth date is hidden. Anything but 18 characters shows only its last 2."""
    return f"{text[:6]}{'*' * 8}{text[-4:]}" if len(text) == 18 else "*" * max(len(text) - 2, 0) + text[-2:]


def _mask_disability_card(text: str) -> str:
    """As the citizen number in it, and neither kind nor grade is seen."""
    return _mask_id_card(text[:18]) + "*" * len(text[18:])


def _mask_phone(text: str) -> str:
    """138****5678; a landline as one."""
    digits = "".join(_DIGIT.findall(text))
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    return _mask_landline(digits)


def _mask_landline(text: str) -> str:
    """0571****45: the area code and the last two."""
    digits = "".join(_DIGIT.findall(text))
    area = match[0] if (match := _AREA.match(digits)) and len(digits) > 9 else ""
    return f"{area}****{digits[-2:]}" if len(digits) > 4 else HIDDEN


def _mask_bank(text: str) -> str:
    """The last four only."""
    digits = "".join(_DIGIT.findall(text))
    return "****" + digits[-4:] if len(digits) > 8 else HIDDEN


def _mask_address(text: str) -> str:
    """To the building, whose number is hidden (幸福小区*栋); else to the estate or street; else nothing."""
    if match := _BUILDING.match(text):
        return f"{match[1]}*{match[2]}"
    return match[1] + "＊＊" if (match := _ESTATE.match(text)) else HIDDEN


def _mask_email(text: str) -> str:
    """d***@example.org."""
    name, at, host = text.partition("@")
    return f"{name[0]}***@{host}" if at and name else HIDDEN


MASKS: Mapping[str, Callable[[str], str]] = {
    "name": mask_name,
    "id_card": _mask_id_card,
    "phone": _mask_phone,
    "landline": _mask_landline,
    "bank": _mask_bank,
    "address": _mask_address,
    "email": _mask_email,
    "disability_card": _mask_disability_card,
}
"""The masks that x-mask may name."""
