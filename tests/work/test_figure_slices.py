"""Figures by type: slices follow the code list, and a type is counted with those below it."""

from __future__ import annotations

from decimal import Decimal

from measured import case, figure, held

from shequ_cli.work.measure import BLANK
from shequ_cli.work.pace import Light


def test_slices_follow_the_code_list_and_the_blank_ones_are_said() -> None:
    cases = [
        case("2026-03-01", category="物业纠纷"),
        case("2026-03-02"),
        case("2026-03-03", category=None),
        case("2025-03-01", category="拖欠工资纠纷"),
    ]
    found = figure("accepted", "2026-03", held([one | {"category": one["category"]} for one in cases]))

    assert list(found.by["category"].items()) == [("邻里纠纷", 1), ("物业纠纷", 1), ("拖欠工资纠纷", 0), (BLANK, 1)]


def test_a_type_is_counted_together_with_those_below_it() -> None:
    cases = [case("2026-03-01", category=one) for one in ("劳动争议纠纷", "拖欠工资纠纷", "其他劳动争议", "物业纠纷")]
    found = figure("accepted", "2026-03", held(cases))

    assert found.families["category"]["劳动争议纠纷"].value == 3
    assert found.by["category"]["拖欠工资纠纷"] == 1


def test_yes_and_no_are_slices_too() -> None:
    found = figure(
        "won",
        "2026-03",
        held([case("2026-03-01", success=True), case("2026-03-02", success=False), case("2026-03-02")]),
    )

    assert dict(found.by["success"]) == {"是": 1, "否": 1, BLANK: 1}


def test_a_rate_is_the_quotient_of_sums_and_compared_in_points() -> None:
    """S28 调解成功率; a mean of the months' rates would say 75.0."""
    cases = [case("2026-01-02", "2026-01-05", success=True)]
    cases += [case("2026-02-02", "2026-02-05", success=number < 1) for number in range(2)]
    cases += [case("2025-01-02", "2025-02-05", success=number < 2) for number in range(3)]
    found = figure("rate", "2026-01..2026-02", held(cases))

    assert found.value == Decimal("66.7")
    assert found.last_year == Decimal("66.7")
    assert (found.yoy.value, found.yoy.points) == (Decimal("0.0"), True)
    assert found.light is Light.RED
    assert (found.parts["success"].value, found.parts["concluded"].value, found.count) == (2, 3, 3)


def test_a_rate_without_a_denominator_is_no_number() -> None:
    found = figure("rate", "2026-03", held([case("2026-01-02", "2026-01-05", success=True)]))

    assert found.value is None
    assert found.previous is None
    assert found.ytd == Decimal("100.0")
    assert found.measure.zero == "—"


def test_a_rate_has_slices_where_both_of_its_parts_have() -> None:
    cases = [
        case("2026-03-01", "2026-03-02", success=True),
        case("2026-03-01", "2026-03-02", category="物业纠纷", success=False),
    ]
    found = figure("rate", "2026-03", held(cases))

    assert dict(found.by["category"]) == {"邻里纠纷": Decimal("100.0"), "物业纠纷": Decimal("0.0")}


def test_people_are_counted_once_over_months_and_over_types() -> None:
    """人 and not 人次: distinct counts are not added."""
    cases = [
        case("2026-01-10", party="甲", category="拖欠工资纠纷"),
        case("2026-02-10", party="甲", category="其他劳动争议"),
        case("2026-02-11", party="乙", category="其他劳动争议"),
        case("2026-02-12"),
    ]
    found = figure("parties", "2026-02", held(cases))

    assert (found.value, found.ytd, found.previous, found.count) == (2, 2, 1, 3)
    assert found.families["category"]["劳动争议纠纷"].ytd == 2
    assert found.by["category"] == {"邻里纠纷": 0, "拖欠工资纠纷": 0, "其他劳动争议": 2}
