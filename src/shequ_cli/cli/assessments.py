"""An assessment asked of a store: read, held against its records, and made into a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shequ_cli.cli import definitions
from shequ_cli.cli.naming import unknown
from shequ_cli.words.errors import UsageFault
from shequ_cli.words.language import _
from shequ_cli.work.assessing import assess, assess_all, objects
from shequ_cli.work.assessment import Assessment
from shequ_cli.work.assessmentcount import Chosen, Ground
from shequ_cli.work.assessmentresult import Result, as_json, listed_json
from shequ_cli.work.assessmentsummary import summary
from shequ_cli.work.assessmenttable import missing_table, object_table, score_table
from shequ_cli.work.period import Period
from shequ_cli.work.periodwords import parse
from shequ_cli.work.report import WrongPeriod
from shequ_cli.work.table import Table

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.documents.document import Document
    from shequ_cli.rules.schema import Ledger
    from shequ_cli.words.record import Record
    from shequ_cli.work.condition import Condition


@dataclass(frozen=True)
class Assessed:
    """What was assessed: one object, or all of them, best first."""

    assessment: Assessment
    period: Period
    results: tuple[Result, ...]
    community: str
    whole: bool = False
    """Whether all objects were asked for."""

    @property
    def one(self) -> Result | None:
        """The only result, where one object was asked for."""
        return None if self.whole else self.results[0]

    @property
    def heading(self) -> str:
        """幸福社区居民委员会2026年十星级和谐社区考评情况."""
        who = (self.one and self.one.object) or ("" if self.whole else self.community)
        title = self.assessment.title
        shape = _("{who}{period}{title}情况") if title.endswith(("考评", "考核")) else _("{who}{period}{title}考评情况")
        return shape.format(who=who, period=self.period.label, title=title)

    @property
    def tables(self) -> tuple[Table, ...]:
        """评分表 and 缺项与建议; of several objects 成绩单 and each one's 评分表."""
        if self.one:
            return score_table(self.one), missing_table(self.one)
        each = (score_table(one, f"items{place}", noted=False) for place, one in enumerate(self.results, 1))
        return (object_table(self.results), *each) if self.results else ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said beside it."""
        found = dict.fromkeys(remark for one in self.results for remark in one.remarks)
        if self.whole and not self.results:
            found[_("{period}还没有{title}的数据").format(period=self.period.label, title=self.assessment.title)] = None
        return tuple(found)

    @property
    def shape(self) -> Mapping[str, Any]:
        """The promised shape assessment/1."""
        return as_json(self.one) if self.one else listed_json(self.assessment, self.period, self.results)


def assessed(desk: Desk, name: str, period: str, subject: str) -> Assessed:
    """The assessment with this name in a period; WrongPeriod, UnknownName or UsageFault say why not."""
    store = desk.store
    known = definitions.measures(store)
    rules = definitions.assessment(store, name, known)
    span = parse(period, desk.today)
    if span.kind not in rules.periods:
        raise WrongPeriod(rules.title, rules.periods)
    source = definitions.source(desk, known)
    ground = Ground(source, _chosen(desk), span, subject)
    if not rules.objects:
        if subject:
            raise UsageFault(_("{title}评的是本社区，不分对象").format(title=rules.title))
        return Assessed(rules, span, (assess(rules, ground),), store.profile.name)
    every = assess_all(rules, ground)
    if not subject:
        return Assessed(rules, span, every, store.profile.name, whole=True)
    if found := [one for one in every if one.object == subject]:
        return Assessed(rules, span, tuple(found), store.profile.name)
    raise unknown(rules.objects, subject, objects(rules, ground))


def _chosen(desk: Desk) -> Chosen:
    """Records of a ledger that meet a condition, asked of the store once each."""
    kept: dict[tuple[str, str], Sequence[Record]] = {}

    def chosen(ledger: Ledger, condition: Condition | None) -> Sequence[Record]:
        key = ledger.name, condition.text if condition else ""
        if key not in kept:
            kept[key] = desk.store.chosen(ledger.name, condition.sql if condition else "")
        return kept[key]

    return chosen


def document(desk: Desk, made: Assessed) -> Document:
    """The page of an assessment, from templates/assessment.md; its day is today, or the period's last."""
    from shequ_cli.cli.publish import Around, dressed, filled
    from shequ_cli.documents import seen

    profile, tables = desk.store.profile, made.tables
    values = {
        "title": made.heading,
        "profile": profile,
        "period": made.period,
        "assessment": made.assessment,
        "result": made.one,
        "results": made.results,
        "summary": summary(made.one) if made.one else "",
        "table": seen.table(tables),
        "today": desk.today,
    }
    page = filled(desk, "assessment", values, tables)
    return dressed(page, profile, Around(made.period.label, min(desk.today, made.period.last_day)), made.heading)
