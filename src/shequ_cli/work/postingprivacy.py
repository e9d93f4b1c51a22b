"""What postings may rest on: a page on the board must not tell by its columns, its order or its choice what a ledger keeps private."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from shequ_cli.rules.schema import Field, Ledger
from shequ_cli.words.language import _
from shequ_cli.work.condition import condition
from shequ_cli.work.expression import fields_of
from shequ_cli.work.measure import Measure
from shequ_cli.work.reportwords import Words
from shequ_cli.work.tablespec import TableSpec

_PRIVATE = ("personal", "sensitive")
_NEVER = ("id_card", "disability_card", "bank")
"""Masks of numbers that no board needs, whatever a store's own ledger says of them."""


def public(words: Words, field: Field) -> Field:
    """The field, which has to be everybody's to see, and all that it holds too."""
    inner = [*field.fields, *((field.item,) if field.item else ())]
    if field.privacy != "public" or any(each.privacy != "public" for each in inner if "x-privacy" in each.raw):
        said = _("“{title}”（{name}）没有标为可公开（x-privacy: public），不能公示")
        raise words.fail(said.format(title=field.title, name=field.name))
    if any(each.mask in _NEVER for each in (field, *inner)):
        raise words.fail(_("“{title}”是证件号码或账号，不能公示").format(title=field.title))
    if any(each.kind == "group" for each in (field, *inner)):
        raise words.fail(_("“{title}”是成组的一栏，不能公示").format(title=field.title))
    return field


def chosen_by(words: Words, fields: Iterable[Field]) -> None:
    """Refuse a choice by private fields: whoever is on the list would be known to meet it."""
    for field in fields:
        if field.privacy in _PRIVATE:
            said = _("“{title}”（{name}）是个人信息，公示不能按它挑选、排序或分档")
            raise words.fail(said.format(title=field.title, name=field.name))


def prove_table(words: Words, spec: TableSpec) -> None:
    """BadDefinition where a table of a posting shows, or lets out, what is not everybody's to see."""
    if spec.ledger:
        _prove_list(words, spec, words.ledgers[spec.ledger])
    for name, field in _divided(spec, words.measures):
        if field.codelist or field.kind == "boolean":
            chosen_by(words, [field])
        else:
            public(words, field)
            _prove_figure(words, words.measures[name])
    if spec.matrix:
        chosen_by(words, (each for axis in spec.matrix.axes if axis.bands for each in fields_of(axis.bands.quantity)))


def _prove_list(words: Words, spec: TableSpec, ledger: Ledger) -> None:
    for name in (*spec.fields, *spec.order):
        public(words, ledger.field(name))
    chosen_by(words, (ledger.field(name) for name in (spec.on, spec.until) if name))
    if spec.where:
        chosen_by(words, fields_of(condition(spec.where, ledger).tree))


def _prove_figure(words: Words, measure: Measure) -> None:
    """A figure by a text is a list by another name: what is added up must be public, and the choice nobody's secret."""
    for name in measure.parts:
        _prove_figure(words, words.measures[name])
    if measure.ledger and measure.taking and measure.ledger.has(measure.taking.column):
        public(words, measure.ledger.field(measure.taking.column))
    if measure.where:
        chosen_by(words, fields_of(measure.where.tree))


def _divided(spec: TableSpec, measures: Mapping[str, Measure]) -> Iterator[tuple[str, Field]]:
    """The figures and the fields by whose values they are divided."""
    ways = [(name, spec.by) for name in spec.figures if spec.by] + [(row.figure, row.by) for row in spec.rows if row.by]
    for name, by in ways:
        if way := measures[name].dimension(by):
            yield name, way.field
    if spec.matrix:
        yield from ((spec.figures[0], axis.field) for axis in spec.matrix.axes if axis.field)
