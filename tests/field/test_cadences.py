"""What has to be done how often in groups A, B and C: rules of the annual plan, counted by measures that exist."""

from __future__ import annotations

from decimal import Decimal

import pytest

import planstore

CADENCES = [
    ("spot-check", "appraisal_spot_checks", 1, "month"),  # S07 R65
    ("appraisal-half", "appraisal_half_years", 1, "half"),  # S07 R50 R65
    ("profile", "snapshots", 1, "quarter"),  # S10
    ("climate", "climate_readings", 2, "workday"),  # S08 R68
    ("archive-filing", "archive_filings", 1, "year"),  # S08
    ("screening", "dispute_screenings", 1, "week"),  # S28 R54
    ("tour", "mediation_tours", 1, "month"),  # S29 R54
    ("mediator-training", "training_mediators", 1, "half"),  # S30 R36
    ("mediation-quota", "mediation_accepted", 20, "year"),  # S34 R36, story 23
    ("legal-aid", "consultation_legal_aid", 10, "year"),  # S34 R36, story 23
    ("law-class", "law_classes", 1, "quarter"),  # S31 R34, story 22
    ("law-board", "law_boards", 1, "month"),  # S31 R34, story 22
    ("law-monthly", "laws_covered", 1, "month"),  # S31 R34
    ("law-stall", "law_events", 1, "year"),  # S31 R35
    ("drug-class", "tally_drug_classes", 2, "year"),  # S37 R37
    ("key-trade", "inspections_key", 1, "week"),  # S14 R50
    ("rental", "inspections", 1, "month"),  # S15 R50
    ("six-small", "inspections_six_small", 1, "month"),  # S16
    ("drill", "drills", 1, "quarter"),  # S18 R50, story 16
    ("fire-day", "fire_publicity", 1, "month"),  # S19 R50, story 17
    ("patrol", "patrols", 1, "day"),  # S23 R50
    ("property-stars", "appraisal_ratings", 1, "quarter"),  # S83 R17
]
GOALS = [
    ("goal-grid", "place_grid_rate", 100),  # S13 R50
    ("goal-signs", "premises_sign_rate", 100),  # S16
    ("goal-full-time", "premises_full_time_rate", 100),  # S13 R50
    ("goal-kit", "equipment_lacking", 0),  # S17 R50
    ("goal-publicists", "place_publicist_rate", 100),  # S19 R50
    ("goal-boards", "place_board_rate", 100),  # S19 R50
    ("goal-declared", "banquet_declare_rate", 100),  # S25
    ("goal-grid-staff", "grid_staff_rate", 100),  # S75 R62
]


@pytest.mark.parametrize(("id", "measure", "least", "per"), CADENCES)
def test_a_minimum_is_a_rule_of_the_plan(id: str, measure: str, least: int, per: str) -> None:
    rule = next(each for each in planstore.rules().minimums if each.rule.id == id)

    assert (rule.measure, rule.least, rule.per) == (measure, Decimal(least), per)


@pytest.mark.parametrize(("id", "measure", "wanted"), GOALS)
def test_a_level_is_a_goal_of_the_plan_once_the_ledger_is_kept(id: str, measure: str, wanted: int) -> None:
    goal = next(each for each in planstore.rules().goals if each.rule.id == id)

    assert (goal.measure, goal.fixed, goal.rule.if_kept) == (measure, Decimal(wanted), True)
