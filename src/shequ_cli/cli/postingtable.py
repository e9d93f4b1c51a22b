"""What a posting shows: public fields of records, or sums; refused as soon as a personal value is among them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shequ_cli.cli import definitions
from shequ_cli.cli.viewer import Viewer
from shequ_cli.rules.leaks import has_number, leak
from shequ_cli.rules.privacy import Audience
from shequ_cli.words.errors import DataFault
from shequ_cli.words.language import _
from shequ_cli.work import posting as values
from shequ_cli.work.listtable import headed
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.posting import Posting, PostingRule, Span
from shequ_cli.work.report import assembled

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.words.record import Record, Value
    from shequ_cli.work.table import Cell, Table


class NotPosted(DataFault):
    """There is nothing to post, its window is over, or it holds what may not be posted."""


@dataclass(frozen=True)
class Shown:
    """Fills postings from the records of a store."""

    desk: Desk

    def title(self, rule: PostingRule, first: date) -> str:
        """The title of a posting that begins on `first`."""
        return values.title_of(rule, self.desk.store.profile.name, first, _label(rule, first))

    def new(self, rule: PostingRule, span: Span, gone: Collection[str]) -> Posting:
        """A posting of what its condition chooses now, without the records in `gone`."""
        posting = Posting(rule, self.title(rule, span.first), span)
        return self._summed(posting) if rule.report else self._listed(posting, self._chosen(rule, span.first, gone))

    def again(self, posting: Posting) -> Posting:
        """A posting with the records that it was made of, whatever its condition chooses now."""
        if posting.rule.report:
            return self._summed(posting)
        known = set(posting.items)
        return self._listed(posting, [one for one in self._ordered(posting.rule) if one.id in known])

    def _chosen(self, rule: PostingRule, first: date, gone: Collection[str]) -> list[Record]:
        conditions = [rule.where.sql] if rule.where else []
        parameters: dict[str, str | int] = {}
        if rule.period:
            period = parse(rule.period, first)
            conditions.append(f'"{rule.on}" >= :start AND "{rule.on}" < :end')
            parameters |= self._ends(rule, period)
        if rule.until:
            conditions.append(f'("{rule.until}" IS NULL OR "{rule.until}" >= :first)')
            parameters["first"] = first.isoformat()
        found = self._ordered(rule, " AND ".join(f"({each})" for each in conditions), parameters)
        return [one for one in found if one.id not in gone]

    def _ends(self, rule: PostingRule, period: Period) -> dict[str, str]:
        """A month ("2026-09") is held against the months of the period's ends."""
        months = self.desk.store.ledger(rule.ledger).field(rule.on).kind == "month"
        return {"start": str(period.start)[: 7 if months else 10], "end": str(period.end)[: 7 if months else 10]}

    def _ordered(
        self, rule: PostingRule, condition: str = "", parameters: Mapping[str, str | int] | None = None
    ) -> list[Record]:
        order = ", ".join((*(f'"{name}"' for name in rule.order or (rule.on,)), "id"))
        return self.desk.store.chosen(rule.ledger, condition, parameters, order=order)

    def _listed(self, posting: Posting, found: Sequence[Record]) -> Posting:
        if not found:
            raise _nothing(posting)
        ledger, viewer = self.desk.store.ledger(posting.rule.ledger), Viewer(Audience.PUBLIC)
        fields = [ledger.field(name) for name in posting.rule.fields]
        for one in found:
            said = {field.name: viewer.text(field, one.values.get(field.name)) for field in fields}
            if title := leak(ledger, one.values, said):
                why = _("{id} 的“{title}”里有个人信息，没有公示；请先改正：shequ edit {id}")
                raise NotPosted(why.format(id=one.id, title=title))
        rows = [
            {field.name: _cell(viewer.value(field, one.values.get(field.name)), viewer.text(field, one.values.get(field.name)))
             for field in fields}
            for one in found
        ]  # fmt: skip
        columns = [(field.name, headed(field), field.kind in ("integer", "number", "money")) for field in fields]
        items = tuple(one.id for one in found)
        return self._worded(posting, (values.listed(columns, rows),), items, (len(found), ledger.unit))

    def _summed(self, posting: Posting) -> Posting:
        rule, store = posting.rule, self.desk.store
        assert rule.report is not None
        source = definitions.source(self.desk, definitions.measures(store))
        tables = values.of_report(assembled(rule.report, parse(rule.period, posting.span.first), source))
        if not tables:
            raise _nothing(posting)
        for table in tables:
            _prove(table)
        return self._worded(posting, tables, tuple(table.title for table in tables), (len(tables), _("张")))

    def _worded(
        self, posting: Posting, tables: tuple[Table, ...], items: tuple[str, ...], counted: tuple[int, str]
    ) -> Posting:
        rule, profile = posting.rule, self.desk.store.profile
        text = values.text_of(rule, profile.name, _label(rule, posting.span.first), counted)
        channel = rule.channel.format(community=profile.name, phone=profile.sign_off.get("联系电话", "＿＿＿＿"))
        return replace(posting, text=text, channel=channel, tables=tables, items=items)


def _label(rule: PostingRule, first: date) -> str:
    return parse(rule.period, first).label if rule.period else ""


def _prove(table: Table) -> None:
    """Refuse a table in which somebody wrote a personal number: sums may be divided by texts, and lists hold them."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, str) and has_number(cell):
                why = _("“{table}”的“{title}”里有个人信息，没有公示；请先改正那条记录")
                raise NotPosted(why.format(table=table.title, title=column.title))


def _nothing(posting: Posting) -> NotPosted:
    return NotPosted(_("“{title}”没有要公示的内容").format(title=posting.title))


def _cell(value: Value, text: str) -> Cell:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else text
