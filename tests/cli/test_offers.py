"""What each completion offers, asked for directly; how the shell asks is tried in test_complete."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typed import ids

from shequ_cli.cli import complete


def offers(completer: complete.Completer, root: Path, typed: str = "", **given: Any) -> list[str]:  # noqa: ANN401
    """The offers for `typed`; `given` are the words typed before it, by parameter, `args` those not told apart yet."""
    names = [SimpleNamespace(name=name) for name in given.pop("named", ["ledger"])]
    context: Any = SimpleNamespace(
        find_root=lambda: SimpleNamespace(params={"folder": root}),
        command=SimpleNamespace(params=names),
        params={name: value for name, value in given.items() if name != "args"},
        args=given.get("args", []),
    )
    return completer(context, [], typed)


def test_ledgers_are_offered_by_name_title_and_alias(made: Path) -> None:
    found = offers(complete.ledgers, made)

    assert found.index("case") < found.index("矛盾纠纷调解") < len(found)
    assert {"纠纷", "visit", "走访探访"} <= set(found)
    assert offers(complete.ledgers, made, "vis") == ["visit"]


def test_ids_are_offered_whole_or_by_their_tails(made: Path) -> None:
    known = ids(made)

    assert offers(complete.ids, made, "case-202602") == [known[0]]
    assert offers(complete.ids, made, known[1][-4:-1])[0].startswith(known[1][-4:-1])
    assert known[2] in offers(complete.ids, made, "case-20260320-")
    assert offers(complete.ids, made, "nothing") == []


def test_fields_are_those_of_the_ledger_or_of_the_records_ledger(made: Path) -> None:
    (first, *_rest) = ids(made)

    assert offers(complete.fields, made, "受理", ledger="case") == ["受理日期"]
    assert offers(complete.fields, made, "-受理", ledger="纠纷") == ["-受理日期"]
    assert offers(complete.fields, made, "受理", args=["case"]) == ["受理日期"]
    assert offers(complete.fields, made, "受理", named=["id"], id=first[-4:]) == ["受理日期"]
    assert offers(complete.fields, made, "受理", ledger="没有的") == []


def test_columns_grow_by_one_at_a_time(made: Path) -> None:
    assert offers(complete.columns, made, "受理", ledger="case") == ["受理日期"]
    assert offers(complete.columns, made, "受理日期,摘", ledger="case") == ["受理日期,摘要"]
    assert offers(complete.columns, made, "受理日期,摘要,纠纷类", ledger="case") == ["受理日期,摘要,纠纷类型"]


def test_settings_offer_what_a_field_may_hold(made: Path) -> None:
    assert "摘要=" in offers(complete.settings, made, "摘", ledger="case")
    assert offers(complete.settings, made, "疑难复杂=", ledger="case") == ["疑难复杂=是", "疑难复杂=否"]
    assert offers(complete.settings, made, "category=邻", ledger="case") == ["category=邻里纠纷"]
    assert offers(complete.settings, made, "状态=调解", ledger="case") == ["状态=调解中", "状态=调解不成"]
    assert offers(complete.settings, made, "摘要=", ledger="case") == []
    assert offers(complete.settings, made, "没有=", ledger="case") == []


def test_a_profile_is_offered_with_its_inner_parts(tmp_path: Path) -> None:
    found = offers(complete.profile, tmp_path)

    assert {"社区名称=", "网格=", "落款.填表人=", "设置.屏幕对象="} <= set(found)
    assert "落款=" not in found


def test_states_are_all_of_them_or_those_that_may_follow(made: Path) -> None:
    (first, *_rest) = ids(made)

    assert offers(complete.states, made, "调解", ledger="case") == ["调解中", "调解不成"]
    assert offers(complete.states, made, ledger="relief") == []
    assert offers(complete.next_states, made, named=["id"], id=first) == ["调解中", "撤回"]
    assert offers(complete.next_states, made, named=["id"], args=[first[-4:]]) == ["调解中", "撤回"]
    assert offers(complete.next_states, made, named=["id"], id=ids(made, "救助")[0]) == []


def test_doubts_and_audiences_need_no_store(tmp_path: Path) -> None:
    doubts = offers(complete.doubts, tmp_path)

    assert "D-future=" in doubts and all(word.startswith("D-") and word.endswith("=") for word in doubts)
    assert offers(complete.audiences, tmp_path) == ["内部", "上报", "公示"]
    assert offers(complete.audiences, tmp_path, "上") == ["上报"]


def test_periods_and_years_are_of_now(tmp_path: Path) -> None:
    year = complete._today().year

    assert offers(complete.years, tmp_path) == [str(year), str(year + 1), str(year - 1)]
    assert offers(complete.periods, tmp_path, "上") == ["上月", "上季度", "上半年"]
    assert offers(complete.periods, tmp_path, f"{year}-0") == [f"{year}-{month:02}" for month in range(1, 10)]
    assert offers(complete.periods, tmp_path, f"{year - 1}H") == [f"{year - 1}H1", f"{year - 1}H2"]


def test_plans_reports_and_figures_are_those_of_the_store(made: Path) -> None:
    assert {"annual", "civility", "pilot"} <= {*offers(complete.plans, made)}
    assert offers(complete.plan_ways, made)[:2] == ["牵头", "配合"]
    assert {"monthly", "dispute"} <= set(offers(complete.reports, made))
    assert {"mediation_accepted", "受理矛盾纠纷", "E-enum"} <= set(offers(complete.figures, made))
    assert offers(complete.figures, made, "受理矛") == ["受理矛盾纠纷"]


@pytest.mark.parametrize(
    "completer", [complete.ledgers, complete.ids, complete.plans, complete.reports, complete.figures, complete.columns]
)
def test_outside_a_store_nothing_is_offered_and_nothing_said(
    completer: complete.Completer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offers(completer, tmp_path, ledger="case") == []
    assert capsys.readouterr() == ("", "")
