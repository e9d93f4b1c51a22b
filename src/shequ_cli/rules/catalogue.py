"""Every problem code, what it means and how to mend it: what `shequ explain CODE` says.

A code's first letter is its level (E- error, D- doubt, H- hint). A check may be given another level in its ledger; its codes are
explained under E- and looked up under any letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from shequ_cli.rules.catalogue_checks import CHECKS
from shequ_cli.rules.catalogue_entry import Explained
from shequ_cli.rules.catalogue_files import FILES
from shequ_cli.rules.catalogue_values import VALUES
from shequ_cli.rules.fault import level_of
from shequ_cli.words.errors import UnknownName
from shequ_cli.words.language import _
from shequ_cli.words.nearest import nearest
from shequ_cli.words.problem import Level

CODES: Mapping[str, Explained] = {entry.code: entry for entry in chain(FILES, VALUES, CHECKS)}
"""Code → explanation, in the source language."""

_OF_RECORDS = frozenset(entry.code for entry in chain(VALUES, CHECKS))
_OF_ANY_LEVEL = frozenset(entry.code[2:] for entry in CHECKS)


def base_code(code: str) -> str:
    """The code under which a code is explained: D-order and H-order under E-order."""
    return f"E-{code[2:]}" if code not in CODES and code[:2] in ("D-", "H-") and code[2:] in _OF_ANY_LEVEL else code


def explained(code: str) -> Explained:
    """The explanation of a code, in the chosen language; UnknownName with the nearest codes."""
    entry = CODES.get(base_code(code))
    if entry is None:
        raise UnknownName(_("问题代码"), code, nearest(code, CODES))
    return Explained(code, _(entry.title), _(entry.meaning), " ".join(filter(None, (_(entry.mend), _way_past(code)))))


def _way_past(code: str) -> str:
    """What a level allows besides mending."""
    if level_of(code) is Level.DOUBT and base_code(code) in _OF_RECORDS:
        return _("核实无误的，在“疑问说明”里写“{code}: 理由”，理由随记录保存，以后不再提示。").format(code=code)
    return _("提示不影响上报和结账。") if level_of(code) is Level.HINT else ""
