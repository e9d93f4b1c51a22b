"""考评示例: hand scores with their materials, unit indicators with one false report, seconded teams with one score still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from making.town import Town, Values

LATE_2025, SELF, STREET = date(2025, 12, 10), date(2026, 9, 18), date(2026, 10, 15)


def ledgers(town: Town) -> Iterator[tuple[str, list[Values]]]:
    """评分记录, 考核指标数据, 下沉队伍考核."""
    words = town.words["assessments"]
    yield "score", sorted(_scores(words), key=lambda score: score["scored_on"])
    yield "unit_indicator", list(_indicators(words))
    yield "seconded", list(_teams(words))


def _scores(words: dict[str, Any]) -> Iterator[Values]:
    for row, last in zip(words["ten_star"], words["ten_star_2025"], strict=True):
        yield _score("十星级和谐社区", row, STREET, scored_by="街道")
        yield _score("十星级和谐社区", [row[0], 9 if row[1] != 7 else 8, []], SELF)
        yield _score("十星级和谐社区", [row[0], last, []], LATE_2025, scored_by="区县")
    for key, name in (
        ("green", "绿色社区"),
        ("safe_community", "安全社区"),
        ("health", "健康教育达标"),
        ("law", "民主法治示范社区"),
    ):
        yield from (_score(name, row, SELF) for row in words[key])
    yield from (_score("充分就业社区", row, SELF) for row in words["full_employment"])
    yield from (_score("司法所考核", row, STREET, scored_by="街道") for row in words["judicial"])
    for key, name in (("schools", "学校健康教育五个有"), ("pilots", "治理创新试点")):
        yield from (_score(name, row, SELF, object=who) for who, rows in words[key].items() for row in rows)
    yield from _awards(words)
    for item, key in (("组织保障", "organisation"), ("公众满意度", "satisfaction")):
        for unit, points in words[key].items():
            yield _score("和谐城乡", [item, points, []], STREET, scored_by="区县", object=unit)


def _awards(words: dict[str, Any]) -> Iterator[Values]:
    """Each unit's score, and the vetoes where they have been looked into."""
    for unit, about in words["award"].items():
        yield _score(
            "社会事业发展奖", ["年度社会事业得分", about["score"], ["申报材料"]], STREET, scored_by="区县", object=unit
        )
        for veto in words["vetoes"] if "vetoes" in about else ():
            yield _score("评奖一票否决", [veto, veto in about["vetoes"], []], STREET, scored_by="区县", object=unit)
        if about.get("innovation"):
            yield _score(
                "社会事业发展奖", ["有治理创新举措且位次领先", True, []], STREET, scored_by="区县", object=unit
            )


def _score(assessment: str, row: Sequence[Any], day: date, **more: object) -> Values:
    """A row of [item, points or yes/no or "", materials]."""
    item, result, materials = row
    found: Values = {
        "year": day.year,
        "assessment": assessment,
        "item": item,
        "scored_by": "自评",
        "scored_on": day,
        **more,
    }
    if isinstance(result, bool):
        found["met"] = result
    elif result != "":
        found["value"] = Decimal(str(result))
    return found | ({"evidence": tuple(materials)} if materials else {})


def _indicators(words: dict[str, Any]) -> Iterator[Values]:
    wrong = words["false_report"]
    for unit, values in words["units"].items():
        for name, (this, *last) in values.items():
            about = words["indicators"][name]
            found: Values = {"year": 2026, "unit": unit, "indicator": name, "measured_in": about["unit"]}
            found |= {"this_value": Decimal(this), "direction": about["direction"], "reported_on": date(2026, 10, 20)}
            if last:
                found["last_value"] = Decimal(last[0])
            if (unit, name) == (wrong["unit"], wrong["indicator"]):
                found |= {"false_report": True, "note": wrong["note"]}
            yield found


def _teams(words: dict[str, Any]) -> Iterator[Values]:
    for team, (heads, department, committee, weight, veto) in words["teams"].items():
        for year, day in ((2025, LATE_2025), (2026, STREET)):
            found: Values = {"year": year, "team": team, "headcount": heads, "managed_by": words["managed_by"]}
            found |= {"department_score": Decimal(department), "committee_weight": Decimal(weight), "appraised_on": day}
            if committee or year == 2025:
                found["committee_score"] = Decimal(str(committee or 85))
            if veto and year == 2026:
                found["veto"] = veto
            if year == 2025:
                found |= {"filed_on": date(2025, 12, 18), "published_on": date(2025, 12, 25)}
            yield found
