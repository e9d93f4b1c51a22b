"""shequ calendar: what is coming, as a table, JSON, .ics and .xlsx; submissions; the import of days off."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typed import files, git, shequ

TODAY = "2026-10-28"
HOLIDAYS = {
    "元旦": ("2027-01-01", "2027-01-03"),
    "春节": ("2027-02-05", "2027-02-11"),
    "清明节": ("2027-04-03", "2027-04-05"),
    "劳动节": ("2027-05-01", "2027-05-05"),
    "端午节": ("2027-06-09", "2027-06-09"),
    "中秋节": ("2027-09-15", "2027-09-17"),
    "国庆节": ("2027-10-01", "2027-10-07"),
}
"""An invented notice of 2027: nobody has published one."""
WORKED = ("2027-01-30", "2027-02-13", "2027-04-25", "2027-05-08", "2027-09-18", "2027-10-09")


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    lines = ["日期,名称,放假/上班"]
    for name, ends in HOLIDAYS.items():
        first, last = map(date.fromisoformat, ends)
        lines += [f"{first + timedelta(days=n)},{name},放假" for n in range((last - first).days + 1)]
    lines += [f"{day},,上班" for day in WORKED]
    file = tmp_path / "2027年放假安排.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def record(store: Path, what: str, period: str, due: str, sent: str = "") -> None:
    words = [f"事项={what}", f"期间={period}", f"应报日期={due}", *([f"报出日期={sent}"] if sent else [])]
    given = [word for pair in words for word in ("--set", pair)]
    answer = shequ("add", "报送", *given, at=store, today=TODAY)
    assert answer.code == 0, answer


@pytest.mark.parametrize("words", [["calendar", "2026-10"], ["calendar", "show", "2026-10"], ["日历", "2026年10月"]])
def test_a_period_is_shown_with_and_without_the_subcommand(made: Path, words: list[str]) -> None:
    answer = shequ(*words, at=made, today=TODAY)

    assert answer.code == 0, answer
    assert "2026-10-01…10-07" in answer.stdout and "国庆节放假" in answer.stdout
    assert "2026-10-10" in answer.stdout and "调休上班" in answer.stdout
    assert "老年节" in answer.stdout
    assert "2026-11" not in answer.stdout


def test_without_a_period_three_months_from_today_are_shown(made: Path) -> None:
    shape = shequ("calendar", "--json", at=made, today="2026-03-12").json

    assert (shape["shequ"], shape["from"], shape["to"]) == ("calendar/1", "2026-03-12", "2026-06-12")
    named = {(entry["title"], entry["start"]) for entry in shape["entries"]}
    assert {("植树节", "2026-03-12"), ("消防宣传日", "2026-04-06"), ("劳动节放假", "2026-05-01")} <= named
    assert {entry["kind"] for entry in shape["entries"]} >= {"off", "work", "campaign", "submission"}
    assert all(entry["end"] >= "2026-03-12" and entry["start"] <= "2026-06-12" for entry in shape["entries"])


def test_a_year_without_a_calendar_is_said_and_the_rest_is_shown(made: Path) -> None:
    answer = shequ("calendar", "2027-05", at=made, today=TODAY)

    assert answer.code == 0
    assert "没有 2027 年的放假安排" in answer.stderr
    assert "民法典宣传月" in answer.stdout
    assert shequ("calendar", "2027-05", "--json", at=made, today=TODAY).json["missing_years"] == [2027]


def test_what_is_still_to_be_announced_is_said_in_its_months(made: Path) -> None:
    assert "日期待通知：国家网络安全宣传周" in shequ("calendar", "2026-09", at=made).stderr
    assert "日期待通知：全国节能宣传周" in shequ("calendar", "2026Q2", at=made).stderr
    assert "日期待通知" not in shequ("calendar", "2026-03", at=made).stderr


def test_tasks_of_the_plan_stand_at_their_last_day(store: Path) -> None:
    plan = store / "plans" / "2026.yaml"
    plan.parent.mkdir()
    text = "年度: 2026\n标题: 计划\n任务:\n  tidy:\n    事项: 整理公开栏\n    完成时限: 2026-11-13\n    牵头: 居委会\n"
    plan.write_text(text, "utf-8")

    (task,) = [one for one in shequ("calendar", "2026-11", "--json", at=store).json["entries"] if one["kind"] == "task"]
    assert (task["title"], task["start"], task["who"], task["id"]) == ("整理公开栏", "2026-11-13", "居委会", "tidy")


def test_a_broken_plan_is_told_and_the_calendar_shown(store: Path) -> None:
    plan = store / "plans" / "2026.yaml"
    plan.parent.mkdir()
    plan.write_text("年度: 2026\n任务:\n  a:\n    事项: 无期限\n", "utf-8")
    answer = shequ("calendar", "2026-11", at=store)

    assert answer.code == 1
    assert "plans/2026.yaml" in answer.stderr
    assert "消防日" in answer.stdout


def test_the_calendar_is_written_as_ics_and_as_a_workbook(made: Path, tmp_path: Path) -> None:
    ics, sheet = tmp_path / "历.ics", tmp_path / "历.xlsx"
    answer = shequ("calendar", "2026-10", "-o", ics, "-o", sheet, at=made, today=TODAY)

    assert answer.stdout.split() == [str(ics), str(sheet)]
    assert ics.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:国庆节放假\r\n" in ics.read_bytes().decode()
    assert load_workbook(sheet).sheetnames == ["2026年10月", "清单"]
    assert shequ("calendar", "2026-10", "-o", "-", at=made, today=TODAY).raw == ics.read_bytes()


def test_another_suffix_and_another_word_are_refused(made: Path, tmp_path: Path) -> None:
    assert shequ("calendar", "2026-10", "-o", tmp_path / "历.pdf", at=made).code == 2
    answer = shequ("calendar", "不久", at=made)
    assert answer.code == 2 and "看不懂期间“不久”" in answer.stderr


def test_help_names_the_subcommands() -> None:
    page = shequ("calendar", "--help").stdout

    assert [word for word in ("show", "submissions", "import") if word not in page] == []
    assert "2026Q1" in shequ("calendar", "show", "--help").stdout


# today and submissions


def today(store: Path) -> dict[str, dict[str, str]]:
    items = shequ("today", "--json", at=store, today=TODAY).json["items"]
    return {item["id"]: item for item in items if item["kind"] == "report"}


def test_a_fresh_store_is_reminded_of_nothing_that_it_does_not_hand_in(store: Path) -> None:
    assert today(store) == {}


def test_one_record_begins_the_reminders(store: Path) -> None:
    """S06, S90, story 7: 今天几点前要报什么？今晚16点的创城日报、月底的消防报告别漏."""
    record(store, "创城日报", "2026-10-27", "2026-10-27", "2026-10-27")
    record(store, "消防报告", "2026-09", "2026-09-30", "2026-09-30")
    found = today(store)

    assert (found["creation_daily-2026-10-28"]["due"], found["creation_daily-2026-10-28"]["time"]) == (TODAY, "16:00")
    assert found["fire_month-2026-10"]["due"] == "2026-10-31"
    assert "2026-10-28 16:00  报送" in shequ("today", at=store, today=TODAY).stdout


def test_what_is_recorded_as_sent_is_no_longer_due(store: Path) -> None:
    record(store, "工作月报", "2026-08", "2026-09-05", "2026-09-04")
    assert today(store)["monthly-2026-09"]["state"] == "overdue"

    record(store, "月报", "2026-09", "2026-10-05", "2026-10-09")
    assert "monthly-2026-09" not in today(store)


def test_what_is_recorded_and_not_sent_is_a_clock_and_not_told_twice(store: Path) -> None:
    record(store, "创城日报", TODAY, TODAY)
    items = shequ("today", "--json", at=store, today=TODAY).json["items"]

    assert [item["kind"] for item in items if "创城日报" in item["title"] and item["due"] == TODAY] == ["clock"]


def test_the_stores_own_file_begins_reminders_and_its_faults_are_told_with_their_place(store: Path) -> None:
    own = store / "schemas" / "submissions" / "ours.yaml"
    own.parent.mkdir(parents=True)
    own.write_text('grid_week: {title: 网格周报, every: week, due: "周三 17:00", to: 街道网格办}\n', "utf-8")
    assert today(store)["grid_week-2026-W44"]["time"] == "17:00"

    own.write_text("grid_week: {title: 网格周报, every: weekly}\n", "utf-8")
    answer = shequ("today", at=store, today=TODAY)
    assert answer.code == 1
    assert "schemas/submissions/ours.yaml:1" in answer.stderr and "是不是“week”" in answer.stderr
    assert shequ("check", at=store, today=TODAY).code == 1


def test_the_list_of_submissions_says_which_are_reminded_of(store: Path) -> None:
    record(store, "创城日报", "2026-10-27", "2026-10-27", "2026-10-27")
    shape = shequ("calendar", "submissions", "--json", at=store).json
    found = {one["name"]: one for one in shape["submissions"]}

    assert shape["shequ"] == "submissions/1"
    assert [name for name, one in found.items() if one["active"]] == ["creation_daily"]
    assert (found["mediation_month"]["due"], found["mediation_month"]["report"]) == ("次月3日前", "dispute")
    assert "16:00前" in shequ("calendar", "submissions", at=store).stdout


# import


def test_a_notice_is_taken_in_with_one_commit(store: Path, notice: Path) -> None:
    answer = shequ("calendar", "import", notice, at=store, today=TODAY)

    assert answer.code == 0, answer
    assert "2027-02-05  2027-02-11  春节" in answer.stdout
    assert "calendar/2027.yaml：放假 29 天，调休上班 6 天" in answer.stderr
    assert git(store, "log", "-1", "--format=%s").strip() == "录入 2027 年放假安排"
    assert git(store, "show", "--name-only", "--format=").split() == ["calendar/2027.yaml"]
    assert "没有 2027 年" not in shequ("calendar", "2027-05", at=store, today=TODAY).stderr


def test_a_dry_run_shows_the_same_and_writes_nothing(store: Path, notice: Path) -> None:
    before = files(store)
    answer = shequ("calendar", "import", notice, "--dry-run", at=store, today=TODAY)

    assert answer.code == 0
    assert "春节" in answer.stdout and "（未写入）" in answer.stderr
    assert files(store) == before


def test_another_calendar_that_is_there_is_replaced_only_when_asked(store: Path, notice: Path) -> None:
    assert shequ("calendar", "import", notice, at=store, today=TODAY).code == 0
    again = shequ("calendar", "import", notice, at=store, today=TODAY)
    assert again.code == 0 and "内容一样，没有改动" in again.stderr

    notice.write_text(notice.read_text("utf-8").replace("2027-10-09,,上班", "2027-10-16,,上班"), "utf-8")
    refused = shequ("calendar", "import", notice, at=store, today=TODAY)
    assert refused.code == 2
    assert "2027-10-09、2027-10-16" in refused.stderr and "--replace" in refused.stderr
    assert shequ("calendar", "import", notice, "--replace", at=store, today=TODAY).code == 0
    assert "2027-10-16" in (store / "calendar" / "2027.yaml").read_text("utf-8")


def test_the_shipped_calendar_is_not_replaced_unasked_either(store: Path, notice: Path) -> None:
    text = notice.read_text("utf-8").replace("2027-", "2026-")
    notice.write_text(text, "utf-8")

    assert shequ("calendar", "import", notice, at=store, today=TODAY).code in (1, 2)
    assert not (store / "calendar" / "2026.yaml").exists()


def test_a_notice_that_lacks_a_day_of_the_law_is_refused_with_every_reason(store: Path, notice: Path) -> None:
    text = "".join(
        line for line in notice.read_text("utf-8").splitlines(True) if "中秋" not in line and "清明" not in line
    )
    notice.write_text(text, "utf-8")
    answer = shequ("calendar", "import", notice, at=store, today=TODAY)

    assert answer.code == 1
    assert "2027-04-05 是清明节" in answer.stderr and "2027-09-15 是中秋节" in answer.stderr


def test_days_that_do_not_balance_are_remarked(store: Path, notice: Path) -> None:
    notice.write_text(notice.read_text("utf-8").replace("2027-10-09,,上班\n", ""), "utf-8")
    answer = shequ("calendar", "import", notice, "--dry-run", at=store, today=TODAY)

    assert answer.code == 0
    assert "请再核对一遍通知" in answer.stderr


def test_of_several_years_one_must_be_named(store: Path, notice: Path) -> None:
    notice.write_text(notice.read_text("utf-8") + "2028-01-01,元旦,放假\n", "utf-8")

    assert "--year" in shequ("calendar", "import", notice, at=store, today=TODAY).stderr
    assert shequ("calendar", "import", notice, "--year", 2027, at=store, today=TODAY).code == 0
    assert shequ("calendar", "import", notice.with_name("没有.csv"), at=store).code == 2
