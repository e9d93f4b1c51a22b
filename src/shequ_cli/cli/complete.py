"""Shell completion of ledgers, fields, codes, states, ids, periods, reports and figures.

It runs on every press of the Tab key: it reads definitions and the index as it stands, and never says why it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from shequ_cli.words.language import _

if TYPE_CHECKING:
    from shequ_cli.rules.schema import Field, Ledger
    from shequ_cli.store.store import Store

Completer = Callable[[typer.Context, list[str], str], list[str]]


def _quiet(offers: Callable[[typer.Context, str], Iterable[str]]) -> Completer:
    """Completion that offers nothing rather than an error, and only what begins with what was typed."""

    def complete(ctx: typer.Context, args: list[str], incomplete: str) -> list[str]:
        try:
            return [word for word in offers(ctx, incomplete) if word.startswith(incomplete)]
        except Exception:
            return []

    complete.__annotations__ = {"ctx": typer.Context, "args": list[str], "incomplete": str}
    complete.__name__ = offers.__name__
    return complete


def _store(ctx: typer.Context) -> Store:
    from shequ_cli.store.store import Store

    return Store.open(ctx.find_root().params.get("folder") or Path.cwd(), _today())


def _today() -> date:
    return date.today()  # noqa: TID251 - the command line reads the clock


def _ledger(ctx: typer.Context) -> tuple[Store, Ledger]:
    """The ledger that the words typed so far name, or that of the record they name."""
    store = _store(ctx)
    names = [parameter.name for parameter in ctx.command.params]
    # While an option still waits for its value, Typer has not told arguments apart.
    first = ctx.params.get("ledger") or ctx.params.get("id") or ctx.args[0]
    return store, store.ledger(first if "ledger" in names else store.find_id(first).split("-")[0])


@_quiet
def ledgers(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Names first, then titles and aliases."""
    known = _store(ctx).ledgers.values()
    return [*(ledger.name for ledger in known), *(word for ledger in known for word in (ledger.title, *ledger.aliases))]


@_quiet
def ids(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Ids that begin so, and tails."""
    found = [id for id, _label in _store(ctx).ids(incomplete)]
    return [id if id.startswith(incomplete) else id.rpartition("-")[2] for id in found]


@_quiet
def fields(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Field titles, for --sort with a minus too."""
    minus = "-" if incomplete.startswith("-") else ""
    return [minus + field.title for field in _ledger(ctx)[1].fields]


@_quiet
def columns(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """A list of titles, growing."""
    before = incomplete.rpartition(",")[0]
    return [f"{before},{field.title}".lstrip(",") for field in _ledger(ctx)[1].fields]


@_quiet
def settings(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """`字段=`, and after it the codes."""
    store, ledger = _ledger(ctx)
    word, equals, _value = incomplete.partition("=")
    if not equals:
        return [f"{field.title}=" for field in ledger.fields]
    return [f"{word}={title}" for title in _titles(store, ledger.field(word))]


@_quiet
def profile(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """`项=` of a store's profile."""
    from shequ_cli.store.assets import Assets

    for field in Assets().form("profile").fields:
        yield from [f"{field.title}.{inner.title}=" for inner in field.fields] or [f"{field.title}="]


def _titles(store: Store, field: Field) -> list[str]:
    one = field.item or field
    if one.kind == "boolean":
        return ["是", "否"]
    codes = store.codelists.get(one.codelist)
    return list(codes.titles) if codes else [str(word) for word in one.raw.get("enum", ())]


@_quiet
def states(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Every state of the ledger."""
    ledger = _ledger(ctx)[1]
    return ledger.states.names if ledger.states else ()


@_quiet
def next_states(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """The states that may follow."""
    from shequ_cli.rules.states import next_states as following

    store, ledger = _ledger(ctx)
    record = store.record(ctx.params.get("id") or ctx.args[0])
    return following(ledger, str(record.values.get(ledger.states.field, "")) if ledger.states else "")


@_quiet
def doubts(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Codes of doubts."""
    from shequ_cli.rules.catalogue import CODES

    return [f"{code}=" for code in CODES if code.startswith("D-")]


@_quiet
def audiences(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Who may look."""
    return ("内部", "上报", "公示")


@_quiet
def periods(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Words, the months of this year and the last, their quarters, halves and years."""
    year = _today().year
    words = [_("本月"), _("上月"), _("本季度"), _("上季度"), _("上半年"), _("下半年"), _("本年"), _("去年")]
    for number in (year, year - 1):
        words += [str(number), f"{number}H1", f"{number}H2", *(f"{number}Q{quarter}" for quarter in range(1, 5))]
        words += [f"{number}-{month:02}" for month in range(1, 13)]
    return words


@_quiet
def years(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Last year, this one and the next."""
    year = _today().year
    return [str(number) for number in (year, year + 1, year - 1)]


@_quiet
def plans(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Kinds of plans that have rules."""
    return _store(ctx).assets.names("plans")


@_quiet
def plan_ways(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """What the tasks of plans are counted by."""
    from shequ_cli.work.planshape import WAYS, way_title

    return [*map(way_title, WAYS), *WAYS]


@_quiet
def reports(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Names of report templates."""
    from shequ_cli.cli.definitions import report_names

    return report_names(_store(ctx))


@_quiet
def assessments(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Names of assessments, then their titles."""
    assets = _store(ctx).assets
    names = assets.names("assessments")
    return [*names, *(str(assets.raw("assessments", name).get("title", name)) for name in names)]


@_quiet
def postings(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Definitions of postings by name, title and alias."""
    from shequ_cli.cli.definitions import postings

    return [word for rule in postings(_store(ctx)).values() for word in (rule.name, rule.title, *rule.aliases)]


@_quiet
def figures(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Measures by name and title, and problem codes."""
    from shequ_cli.cli.definitions import measures
    from shequ_cli.rules.catalogue import CODES
    from shequ_cli.work.measure import by_title

    known = measures(_store(ctx))
    return [*known, *by_title(known), *CODES]
