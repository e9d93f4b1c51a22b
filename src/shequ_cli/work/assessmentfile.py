"""Reads schemas/assessments/*.yaml into assessments, and refuses definitions that do not hold together (docs/assessments.md)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from shequ_cli.rules.codelist import Codelist
from shequ_cli.rules.schema import Ledger
from shequ_cli.words.errors import BadDefinition
from shequ_cli.words.language import _
from shequ_cli.work import judged
from shequ_cli.work.assessment import ALL, Assessment, Award, Extra, Item, Level, Total, Version
from shequ_cli.work.assessmentitems import item
from shequ_cli.work.assessmentkeys import Keys, Raw
from shequ_cli.work.measure import Measure
from shequ_cli.work.reportwords import KIND_WORDS

SCORED = (
    *("year", "period", "assessment", "object", "item", "value", "met"),
    *("evidence", "scored_by", "scored_on", "false_report", "note"),
)
"""The fields that a ledger of hand scores has to have."""


def read_assessments(
    files: Mapping[str, tuple[object, Any]],
    measures: Mapping[str, Measure],
    ledgers: Mapping[str, Ledger],
    codelists: Mapping[str, Codelist],
) -> Mapping[str, Assessment]:
    """Every assessment (name → place and content of its file); BadDefinition names file, item and what does not hold together."""
    reader = _Reader(files, measures, ledgers, codelists)
    found = {name: reader.assessment(name) for name in files}
    for one in found.values():
        others = {word: other.name for other in found.values() if other is not one for word in other.words}
        if shared := [word for word in one.words if word in others]:
            why = _("几个考评用了同一个名称：{words}（也见 {other}）")
            other = files[others[shared[0]]][0]
            raise BadDefinition(files[one.name][0], why.format(words="、".join(shared), other=other))
        if twice := judged.repeated(one.words):
            raise BadDefinition(files[one.name][0], _("同一个名称写了两次：{words}").format(words=twice))
    return found


class _Reader:
    """Reads every file; an assessment may take over the vetoes of another."""

    def __init__(
        self,
        files: Mapping[str, tuple[object, Any]],
        measures: Mapping[str, Measure],
        ledgers: Mapping[str, Ledger],
        codelists: Mapping[str, Codelist],
    ) -> None:
        self.files = files
        self.all = {name: Keys(place, measures, ledgers, codelists) for name, (place, _raw) in files.items()}

    def assessment(self, name: str) -> Assessment:
        """One assessment."""
        keys, raw = self.all[name], self.top(name)
        filed = _words(name, raw, self.all[name])
        version = keys.part("version", raw.get("version") or {})
        scores = keys.ledger("scores", raw["scores"]) if raw.get("scores") else None
        awards = keys.part("awards", raw.get("awards") or {})
        star = keys.part("star", raw.get("star") or {})
        found = Assessment(
            name=name,
            title=keys.text("", raw, "title"),
            items=tuple(item(keys, one, filed) for one in keys.several(raw.get("items"))),
            total=Total(keys.one_of("total", _("合计方式"), raw.get("total", "points"), [one.value for one in Total])),
            aliases=keys.words(raw.get("aliases")),
            systems=keys.words(raw.get("systems")),
            rules=keys.words(raw.get("rules")),
            source=str(raw.get("source", "")),
            note=str(raw.get("note", "")),
            version=Version(*(str(version.get(key, "")) for key in Version._fields)),
            periods=self.periods(keys, raw),
            objects=str(raw.get("objects", "")),
            scores=scores,
            scorers=keys.words(raw.get("scorers")),
            star=keys.number("star", star, "at_least"),
            bonus=self.extra(keys, raw, "bonus", filed),
            deductions=self.extra(keys, raw, "deductions", filed),
            veto=self.veto(name, raw.get("veto"), ()),
            levels=tuple(self.level(keys, one) for one in keys.several(raw.get("levels"))),
            awards=tuple(self.award(keys, one) for one in keys.several(awards.get("list"))),
            leader_share=keys.number("awards", awards, "leader_share") or Decimal(0),
        )
        return _proved(keys, found)

    def top(self, name: str) -> Raw:
        """The file's mapping, its keys known."""
        return self.all[name].part("assessment", self.files[name][1])

    def periods(self, keys: Keys, raw: Raw) -> tuple[str, ...]:
        """Kinds of period that it is made for."""
        found = keys.words(raw.get("periods")) or ("year",)
        return tuple(keys.one_of("periods", _("期间"), word, list(KIND_WORDS)) for word in found)

    def extra(self, keys: Keys, raw: Raw, key: str, filed: tuple[str, ...]) -> Extra:
        """Bonus or deductions."""
        entry = keys.part("extra", raw.get(key) or {}, key)
        items = tuple(item(keys, one, filed) for one in keys.several(entry.get("items"), key))
        if lacking := [one.id for one in items if one.points is None]:
            raise keys.fail(lacking[0], _("加分、扣分项要写最多几分（points）"))
        return Extra(items, keys.number(key, entry, "cap"))

    def veto(self, name: str, raw: object, above: tuple[str, ...]) -> tuple[Item, ...]:
        """Its own veto items, or by name those of another assessment."""
        keys = self.all[name]
        if not isinstance(raw, str):
            filed = _words(name, self.top(name), keys)
            return tuple(item(keys, one, filed) for one in keys.several(raw, "veto"))
        if raw in (name, *above):
            raise keys.fail("veto", _("绕成了圈：{way}").format(way=" → ".join((*above, name, raw))))
        other = keys.one_of("veto", _("考评"), raw, self.files)
        return self.veto(other, self.top(other).get("veto"), (*above, name))

    def level(self, keys: Keys, raw: object) -> Level:
        """A title and from what on it is earned."""
        entry = keys.part("level", raw, "levels")
        least = ALL if entry.get("at_least") == "all" else keys.number("levels", entry, "at_least") or Decimal(0)
        return Level(keys.text("levels", entry, "title"), least, str(entry.get("note", "")))

    def award(self, keys: Keys, raw: object) -> Award:
        """Money for a rank or for an item."""
        entry = keys.part("award", raw, "awards")
        yuan = keys.decimal("awards", "yuan", entry.get("yuan"))
        ranks = tuple(keys.whole("awards", "ranks", one) for one in keys.several(entry.get("ranks"), "awards"))
        return Award(keys.text("awards", entry, "title"), yuan, ranks, keys.words(entry.get("items")))


def _words(name: str, raw: Raw, keys: Keys) -> tuple[str, ...]:
    """Under what words hand scores of this assessment stand."""
    return tuple(dict.fromkeys((name, str(raw.get("title", name)), *keys.words(raw.get("aliases")))))


def _proved(keys: Keys, found: Assessment) -> Assessment:
    every = (*found.items, *found.bonus.items, *found.deductions.items, *found.veto)
    for names in ([one.id for one in every], [one.title for one in every]):
        if twice := judged.repeated(names):
            raise keys.fail("", _("编号或名称重复：{ids}").format(ids=twice))
    if not every:
        raise keys.fail("items", _("没有评分项"))
    if found.total is Total.STARS and (found.star is None or any(one.points is None for one in found.items)):
        raise keys.fail(
            "star",
            _("按星计的要写 star: {at_least: …}，每项都要有分值（points）").replace("{at_least: …}", "{at_least: 9}"),
        )
    if sorted((one.least for one in found.levels), reverse=True) != [one.least for one in found.levels]:
        raise keys.fail("levels", _("等次要从高到低写"))
    if any(one.by_hand for one in every) or any(one.evidence for one in every):
        _proved_scores(keys, found)
    for award in found.awards:
        for id in award.items:
            keys.one_of("awards", _("评分项"), id, [one.id for one in found.items])
    return found


def _proved_scores(keys: Keys, found: Assessment) -> None:
    if found.scores is None:
        raise keys.fail("scores", _("有靠人评分的项目或要佐证材料，要写明评分记在哪个台账（scores）"))
    names = [field.name for field in found.scores.fields]
    if lacking := [name for name in SCORED if name not in names]:
        why = _("台账“{ledger}”缺少评分要用的字段：{names}")
        raise keys.fail("scores", why.format(ledger=found.scores.title, names="、".join(lacking)))
    known = keys.codelists.get(found.scores.field("scored_by").codelist)
    for scorer in found.scorers if known else ():
        keys.one_of("scorers", _("评分方"), scorer, known.titles if known else ())
