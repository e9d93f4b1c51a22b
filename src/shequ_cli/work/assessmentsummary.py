"""What an assessment came to in a sentence: on its page, and as the last line on the screen."""

from __future__ import annotations

from decimal import Decimal

from shequ_cli.words.language import _
from shequ_cli.work.assessment import Total
from shequ_cli.work.assessmentranks import plain
from shequ_cli.work.assessmentresult import Result, Wanted


def summary(result: Result) -> str:
    """得星7颗，达标；还有2项没有评。缺5处：待办3处，逾期1处，不能补1处。补齐后最多得星8颗."""
    said = [_score(result)]
    if result.vetoed:
        said.append(_("有一票否决情形（{vetoes}），不能评定").format(vetoes="、".join(result.vetoed)))
    elif result.title:
        said.append(result.standing)
    if result.open:
        said.append(_("{n}项还没有评").format(n=result.open))
    sentences = ["，".join(part for part in said if part)]
    if result.short:
        shape = _("不得星的有{names}") if result.assessment.star is not None else _("没有达到的有{names}")
        sentences.append(shape.format(names="、".join(result.short)))
    if result.running and result.best != result.score and not result.vetoed:
        best = _("补齐后最多{best}").format(best=_total(result, plain(result.best)))
        level = result.best_level
        still = _("仍") if level and level == result.level and level.title.startswith("未") else ""
        sentences.append(best + (f"，{still}{level.title}" if level else ""))
    if result.missing:
        states = [lack.state for _item, lack in result.missing]
        parts = [_("{word}{n}处").format(word=one.word, n=states.count(one)) for one in Wanted if one in states]
        sentences.append(_("所缺{n}处：{parts}").format(n=len(states), parts="，".join(parts)))
    return "。".join(sentences) + "。"


def _score(result: Result) -> str:
    return "" if not result.items else _total(result, plain(result.score))


def _total(result: Result, number: str) -> str:
    """得86分, 得星7颗, 达到12项（共16项）."""
    full = plain(result.assessment.full)
    more = Decimal(number) > result.assessment.full
    shapes = {
        Total.POINTS: _("得{n}分（满分{full}分，另有加分）") if more else _("得{n}分（满分{full}分）"),
        Total.STARS: _("得星{n}颗（共{full}项）"),
        Total.MET: _("达到{n}项（共{full}项）"),
    }
    return shapes[result.assessment.total].format(n=number, full=full)
