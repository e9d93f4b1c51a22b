"""A record in one line, as its ledger's `label` says."""

from __future__ import annotations

import re

from shequ_cli.rules.privacy import Audience, masked
from shequ_cli.rules.schema import Ledger
from shequ_cli.rules.writing import text_of
from shequ_cli.words.record import Record

_WORD = re.compile(r"\{([^{}:]+)[^{}]*\}")


def label_of(ledger: Ledger, record: Record, audience: Audience = Audience.INTERNAL) -> str:
    """The label with the record's values as `audience` may see them; what is blank leaves nothing behind."""

    def value(found: re.Match[str]) -> str:
        word = found[1]
        if word == "id":
            return record.id
        if not ledger.has(word):
            return ""
        field = ledger.field(word)
        return text_of(field, masked(field, record.values.get(field.name), audience))

    return " ".join(_WORD.sub(value, ledger.label).split()).strip("：，、；:, ") or record.id
