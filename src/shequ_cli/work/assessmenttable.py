"""An assessment's result as tables: 评分表 in the official layout, 缺项与建议, and the 成绩单 of several objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.work.assessment import Total
from shequ_cli.work.assessmentranks import plain
from shequ_cli.work.assessmentresult import ItemResult, Missing, Result, Wanted
from shequ_cli.work.table import Absent, Cell, Column, Role, Table, TableRow


def score_table(result: Result, name: str = "items", *, noted: bool = True) -> Table:
    """评分表: 序号 评分项 分值 得分 依据 佐证材料 备注, 合计 at its foot; without points to give there are no 分值.

    `noted` is off where a 成绩单 above it says on what the assessment rests.
    """
    scored = any(one.item.points is not None for one in result.every)
    kind = "number" if scored else "text"
    columns = (
        Column("place", _("序号")),
        Column("title", _("评分项"), "text"),
        Column("points", _("分值"), kind),
        Column("score", _("得分") if scored else _("结果"), kind),
        Column("why", _("依据"), "text"),
        Column("materials", _("佐证材料"), "text"),
        Column("note", _("备注"), "text"),
    )
    title = _("{title}评分表").format(title=result.assessment.title)
    shown = _("{title}（{object}）").format(title=title, object=result.object) if result.object else title
    table = Table(name, shown, columns, tuple(_rows(result)), tuple(_notes(result)) if noted else ())
    return table if scored else _without_points(table)


def _without_points(table: Table) -> Table:
    rows = (TableRow((*row.cells[:2], *row.cells[3:]), row.role) for row in table.rows)
    return replace(table, columns=(*table.columns[:2], *table.columns[3:]), rows=tuple(rows))


def _rows(result: Result) -> Iterator[TableRow]:
    star, section, place = result.assessment.star, "", 0
    for one in result.items:
        if one.item.section and one.item.section != section:
            section = one.item.section
            yield _heading(section)
        place += 1
        yield _row(place, one, star)
    for words, part in ((_("加分项"), result.bonus), (_("扣分项"), result.deductions), (_("一票否决"), result.veto)):
        if part:
            yield _heading(words)
        for one in part:
            place += 1
            yield _row(place, one, None, veto=part is result.veto)
    if result.items:
        yield _total(result)


def _heading(words: str) -> TableRow:
    return TableRow((words, *(None for _column in range(6))), Role.HEADING)


def _row(place: int, one: ItemResult, star: Decimal | None, *, veto: bool = False) -> TableRow:
    item = one.item
    points: Cell = Absent.NOT_APPLICABLE if item.points is None else _number(item.points)
    note = _("得星") if one.star(star) else item.note or (item.criteria if item.by_hand and not veto else "")
    return TableRow((place, item.title, points, mark(one, veto=veto), one.why, _materials(one), note))


def mark(one: ItemResult, *, veto: bool = False) -> Cell:
    """The cell of 得分: points, or 达到 未达到 未到期, or that nobody has scored it."""
    if one.item.points is not None:
        return _("未评") if one.score is None else _number(one.score)
    if veto:
        return _("未核查") if one.met is None else _("有") if one.met else _("无")
    if one.optional and not one.met:
        return Absent.NOT_APPLICABLE
    if one.met is None:
        return _("未评") if one.item.by_hand else _("进行中")
    return _("达到") if one.met else _("未达到")


def _materials(one: ItemResult) -> str:
    told = "、".join(one.materials)
    if not told and one.records and not one.item.by_hand:
        return _("记录{n}条").format(n=len(one.records))
    return told


def _total(result: Result) -> TableRow:
    full, score = _number(result.assessment.full), _number(result.score)
    kind = result.assessment.total
    if kind is Total.POINTS:
        got: Cell = score if any(one.score is not None for one in result.items) else Absent.NOT_REPORTED
        return TableRow((_("合计"), None, full, got, None, None, result.standing), Role.TOTAL)
    shape = _("得星{score}颗，共{full}项") if kind is Total.STARS else _("达到{score}项，共{full}项")
    whole = Absent.NOT_APPLICABLE if kind is Total.MET else _points(result.items)
    got = Absent.NOT_APPLICABLE if kind is Total.MET else _scores(result.items)
    said = shape.format(score=score, full=full)
    return TableRow((_("合计"), None, whole, got, said, None, result.standing), Role.TOTAL)


def _points(items: Sequence[ItemResult]) -> Cell:
    return _number(sum((one.item.points or Decimal(0) for one in items), Decimal(0)))


def _scores(items: Sequence[ItemResult]) -> Cell:
    return _number(sum((one.score or Decimal(0) for one in items), Decimal(0)))


def _number(value: Decimal) -> int | Decimal:
    """An integer where it is one, so that a table does not print 10.00."""
    return int(value) if value == value.to_integral_value() else Decimal(plain(value))


def _notes(result: Result) -> Iterator[str]:
    rules = result.assessment
    if rules.source:
        yield _("依据：{source}").format(source=rules.source)
    if rules.version.since:
        yield _("版本：{name}，{since}起").format(name=rules.version.source or rules.title, since=rules.version.since)
    if rules.note:
        yield rules.note
    for words, extra in ((_("加分"), rules.bonus), (_("扣分"), rules.deductions)):
        if extra.cap is not None:
            yield _("{words}合计不超过{cap}分").format(words=words, cap=plain(extra.cap))


_URGENT = (Wanted.OVERDUE, Wanted.TODO, Wanted.LOST)


def missing_table(result: Result, name: str = "missing") -> Table:
    """缺项与建议: what lacks, by when, and what to do about it; what is late and can be made good stands first."""
    columns = (
        Column("place", _("序号")),
        *(
            Column(name, title, "text")
            for name, title in (
                ("item", _("评分项")),
                ("text", _("所缺")),
                ("by", _("时限")),
                ("advice", _("建议")),
            )
        ),
    )
    lacks = sorted(_together(result), key=lambda pair: (_URGENT.index(pair[1].state), pair[1].by is None, pair[1].by))
    rows = tuple(
        TableRow((place, who, lack.text, _day(lack), advice(lack))) for place, (who, lack) in enumerate(lacks, 1)
    )
    return Table(name, _("缺项与建议"), columns, rows)


def _together(result: Result) -> Iterable[tuple[str, Missing]]:
    """Items that lack the very same thing (a score, by the same day) stand in one row."""
    found: dict[Missing, list[str]] = {}
    for item, lack in result.missing:
        found.setdefault(lack, []).append(item.title)
    return (("、".join(titles), lack) for lack, titles in found.items())


def _day(lack: Missing) -> Cell:
    return _("{m}月{d}日").format(m=lack.by.month, d=lack.by.day) if lack.by else Absent.NOT_APPLICABLE


def advice(lack: Missing) -> str:
    """What to do about a lack."""
    return {
        Wanted.TODO: _("按时做完，留存材料"),
        Wanted.OVERDUE: _("尽快补齐"),
        Wanted.LOST: _("自评报告中说明原因"),
    }[lack.state]


def object_table(results: Iterable[Result], name: str = "objects") -> Table:
    """成绩单: every object with its total, place, title and, where there are awards, the money."""
    found = tuple(results)
    rules = found[0].assessment
    columns = [Column("place", _("序号")), Column("object", rules.objects, "text")]
    if rules.items:
        words = {Total.POINTS: _("得分"), Total.STARS: _("得星"), Total.MET: _("达到项数")}
        columns += [Column("score", words[rules.total]), Column("rank", _("名次"))]
    columns.append(Column("title", _("等次") if rules.levels and rules.items else _("结果"), "text"))
    if rules.awards:
        columns += [
            Column("award", _("奖项"), "text"),
            Column("yuan", _("奖金（元）")),
            Column("leader", _("主要负责人奖励（元）")),
        ]
    columns.append(Column("note", _("备注"), "text"))
    rows = tuple(TableRow(_object(place, one)) for place, one in enumerate(found, 1))
    return Table(name, _("{title}成绩单").format(title=rules.title), tuple(columns), rows, tuple(_notes(found[0])))


def _object(place: int, one: Result) -> tuple[Cell, ...]:
    scored = one.place is not None
    score: Cell = _number(one.score) if scored else Absent.NOT_REPORTED
    rank: Cell = one.place if scored else Absent.NOT_REPORTED
    cells: list[Cell] = [place, one.object, *((score, rank) if one.assessment.items else ()), one.title]
    if one.assessment.awards:
        award = one.award
        money: tuple[Cell, ...] = (
            (award.title, _number(award.yuan), _number(one.leader_yuan or Decimal(0)))
            if award
            else (Absent.NOT_APPLICABLE,) * 3
        )
        cells += money
    return (*cells, _remark(one))


def _remark(one: Result) -> str:
    if one.vetoed:
        return "、".join(one.vetoed)
    said = [_("一票否决没有核查完")] if one.unchecked else []
    said += [_("所缺{n}处").format(n=len(one.missing))] if one.missing else []
    return "，".join(said)
