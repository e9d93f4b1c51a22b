"""Stories 20–23: three tables of disputes at once, where a case stands, law publicity, the judicial office's quota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from kept import lines, papers
from made import Row, body, places, sheets, words
from story import add, due, shequ

Case = Mapping[str, Any]

# 20 这月矛盾纠纷排查多少、化解多少，三张表一次出 (S28)


def within(cases: Mapping[str, Case], key: str, month: str, *, but: tuple[str, ...]) -> dict[str, Case]:
    """The cases with a date in a month, but for some states."""
    return {id: each for id, each in cases.items() if each.get(key, "").startswith(month) and each["状态"] not in but}


def told(rows: list[Row], *columns: int) -> Counter[Row]:
    """Some columns of a table's rows."""
    return Counter(tuple(row[column] for column in columns) for row in rows)


def told_of(cases: Mapping[str, Case], *keys: str) -> Counter[Row]:
    """The same of the files."""
    return Counter(tuple(each[key] for key in keys) for each in cases.values())


def test_story_20_one_command_writes_the_monthly_form_the_cases_and_what_became_of_them(
    xingfu: Path, tmp_path: Path
) -> None:
    """S28: 月报表, 个案表 and 化解表 of September in a workbook and a document, every number reckoned from the files."""
    book, paper = tmp_path / "排查化解.xlsx", tmp_path / "排查化解.docx"
    shequ("report", "dispute", "2026-09", "-o", book, "-o", paper, at=xingfu)
    cases = papers(xingfu, "case")
    accepted = within(cases, "受理日期", "2026-09", but=("登记", "不予受理"))
    resolved = within(cases, "调结日期", "2026-09", but=("撤回", "不予受理"))
    screened = within(papers(xingfu, "activity"), "活动日期", "2026-09", but=("计划中", "取消"))

    made = sheets(book)
    form = {row[0]: row[2] for row in body(made["矛盾纠纷排查化解情况表"])}
    assert form["矛盾纠纷排查"] == sum(each["活动类别"] == "矛盾纠纷排查" for each in screened.values())
    assert (form["受理矛盾纠纷"], form["调结矛盾纠纷"]) == (len(accepted), len(resolved)) == (12, 7)
    agreed = sum("协议日期" in each for each in resolved.values())
    assert (form["调解成功"], form["调解成功率"]) == (agreed, float(places(agreed * 100 // len(resolved))))
    registered, settled = (body(made[f"矛盾纠纷{title}表"]) for title in ("个案登记", "化解情况"))
    assert told(registered, 1, 2, 5) == told_of(accepted, "受理日期", "纠纷类型", "状态")
    assert told(settled, 1, 2, 6) == told_of(resolved, "调结日期", "纠纷类型", "状态")

    text = words(paper)
    assert f"受理矛盾纠纷{len(accepted)}件" in text
    parties = {party["姓名"] for each in cases.values() for party in each.get("当事人", []) if "姓名" in party}
    signers = set(yaml.safe_load((xingfu / "shequ.yaml").read_text("utf-8"))["落款"].values())
    assert len(parties - signers) > 100
    assert not [name for name in parties - signers if name in text or name in str(made)], "no party is named"


def test_story_20_every_kind_of_dispute_is_in_the_form_and_the_columns_add_up(xingfu: Path) -> None:
    """S28: the fifteen kinds of the street, those of nothing too."""
    shape = shequ("report", "矛盾纠纷排查化解报表", "2026-09", "--json", at=xingfu).json
    [kinds] = [table for table in shape["tables"] if table["name"] == "kinds"]
    *each, total = kinds["rows"]

    assert len(each) == 15
    assert [sum(row[place] for row in each) for place in range(1, 5)] == total[1:]
    accepted = within(papers(xingfu, "case"), "受理日期", "2026-09", but=("登记", "不予受理"))
    counts = Counter(case["纠纷类型"] for case in accepted.values())
    asked = [row for row in each if row[0] != "消费纠纷"]  # the one kind that has kinds of its own
    assert {row[0]: row[1] for row in asked} == {row[0]: counts[row[0]] for row in asked}
    assert next(row[1] for row in each if row[0] == "消费纠纷") == counts["电子商务纠纷"] + counts["其他消费纠纷"]


# 21 调解案件从登记到归档到哪一步了？哪些超期？ (S29)


def test_story_21_what_is_still_being_mediated_and_what_is_late(xingfu: Path) -> None:
    """S29: nine cases in mediation; those accepted more than a month ago are overdue, and today names just these."""
    cases = papers(xingfu, "case")
    now = {id: each for id, each in cases.items() if each["状态"] == "调解中"}
    listed = shequ("list", "纠纷", "--state", "调解中", "--json", at=xingfu).json
    assert {each["id"] for each in listed["records"]} == set(now)

    late = {id for id, each in now.items() if each["受理日期"] < "2026-09-28"}  # a month before 10-28
    named = [item for item in due(xingfu) if item.get("ledger") == "case" and item["title"].startswith("调结：")]
    assert {item["id"] for item in named if item["state"] == "overdue"} == late
    assert {item["id"] for item in named if item["state"] == "soon"} == {
        id for id, each in now.items() if "2026-09-28" <= each["受理日期"] <= "2026-10-04"
    }

    page = shequ("show", min(late), at=xingfu).stdout
    assert "时限  调结 2026-10-14 逾期14天" in page


def test_story_21_a_case_goes_step_by_step_from_registration_to_the_archive(mine: Path) -> None:
    """S29: no step is skipped; the number is given when the file is closed, one more than this year's last."""
    used = [each["案号"] for each in papers(mine, "case").values() if each.get("案号", "").startswith("（2026）")]
    last = max(int(docket.removeprefix("（2026）人调字第").removesuffix("号")) for docket in used)

    id = add("纠纷", mine, 受理日期="2026-10-26", 状态="登记", 纠纷类型="邻里纠纷", 摘要="两户为楼道堆物争执")
    refused = shequ("advance", id, "已归档", at=mine, code=1)
    assert "登记" in refused.stderr
    assert "受理" in refused.stderr

    for state in ("受理", "调解中"):
        shequ("advance", id, state, at=mine)
    shequ("advance", id, "达成协议", "--set", "协议形式=口头协议", at=mine)
    shequ("advance", id, "已履行", "--set", "履行情况=全部履行", at=mine)
    shequ("edit", id, "--set", "回访日期=2026-10-28", at=mine)
    shequ("advance", id, "已归档", "--set", "卷内文书=受理登记表、口头协议登记表、封底", at=mine)

    shown = shequ("show", id, "--json", at=mine).json
    assert shown["values"]["docket"] == f"（2026）人调字第{last + 1}号"
    assert {clock["name"]: clock["state"] for clock in shown["clocks"]} == {
        "调结": "done",
        "回访": "done",
        "归档": "done",
    }
    history = shequ("history", id, at=mine).stdout
    assert history.count("办理") == 5


# 22 每季度一堂法制课、每月一期专栏，够数没有？ (S31, S32)


def held(root: Path, kind: str) -> Counter[str]:
    """Activities of a kind that took place in 2026, by month."""
    done = [each for each in papers(root, "activity").values() if each["状态"] == "已完成" and each["活动类别"] == kind]
    return Counter(each["活动日期"][:7] for each in done if each["活动日期"].startswith("2026"))


def test_story_22_a_class_each_quarter_and_a_board_each_month(xingfu: Path) -> None:
    """S31: quarters and months are counted one by one; six classes in three quarters leave the fourth empty."""
    classes, boards = held(xingfu, "法治讲座"), held(xingfu, "法治宣传栏更换")
    quarters = {(int(month[5:]) - 1) // 3 + 1 for month in classes}
    tasks = {task["id"]: task for task in shequ("plan", "status", "2026", "--json", at=xingfu).json["tasks"]}

    lesson, board = tasks["law-class"], tasks["law-board"]
    assert (lesson["done"], quarters) == (sum(classes.values()), {1, 2, 3})
    assert (lesson["share"], lesson["missing"], lesson["detail"]) == ("75.0", [], "本季度还差1场")
    assert (board["done"], len(boards), board["share"]) == (10, 10, "83.3")
    assert (board["missing"], board["state"]) == ([], "on_track")

    [line] = [line for line in shequ("plan", "status", "2026", at=xingfu).stdout.splitlines() if "举办法治讲座" in line]
    assert line.split()[-2:] == ["按进度", "本季度还差1场"]


def test_story_22_the_lecture_planned_for_november_fills_the_quarter_when_it_is_held(mine: Path) -> None:
    """S31 S32: after the lecture nothing lacks; of the six places of law publicity the book case does."""
    [planned] = [
        id
        for id, each in papers(mine, "activity").items()
        if each["活动类别"] == "法治讲座" and each["状态"] == "计划中"
    ]
    lacks = [miss["text"] for item in six_ones(mine) for miss in item["missing"]]
    assert "法治讲座还差1场：第四季度" in lacks
    assert [item["name"] for item in six_ones(mine) if not item["met"]] == ["一个法律图书专柜"]

    shequ("advance", planned, "已完成", "--set", "参加人次=46", at=mine, today="2026-11-13")
    tasks = {task["id"]: task for task in shequ("plan", "status", "--json", at=mine, today="2026-11-14").json["tasks"]}
    assert (tasks["law-class"]["state"], tasks["law-class"]["detail"]) == ("done", "")


def six_ones(root: Path) -> list[dict[str, Any]]:
    return shequ("assess", "普法阵地六个一", "2026", "--json", at=root).json["items"]  # type: ignore[no-any-return]


# 23 司法所的调解20件、援助10件完成多少？ (S34)


def test_story_23_twenty_mediations_and_ten_cases_of_legal_aid(xingfu: Path, tmp_path: Path) -> None:
    """S34: what is done, what still lacks, and the points that the lack costs."""
    cases = papers(xingfu, "case").values()
    mediated = sum(
        each.get("调结日期", "").startswith("2026") and each["状态"] not in ("撤回", "不予受理") for each in cases
    )
    aided = sum(
        row["咨询种类"] == "法律援助" and row["咨询日期"].startswith("2026") for row in lines(xingfu, "consultation")
    )
    sheet = tmp_path / "司法所考核.xlsx"
    shape = shequ("assess", "司法所考核", "2026", "--json", at=xingfu).json
    shequ("assess", "司法所考核", "2026", "-o", sheet, at=xingfu)

    items = {item["id"]: item for item in shape["items"]}
    assert (items["mediation"]["why"], items["mediation"]["score"]) == (
        f"调结矛盾纠纷{mediated}件，要求不少于20件",
        "40.00",
    )
    assert items["aid"]["why"] == f"法律援助{aided}件，要求不少于10件"
    assert float(items["aid"]["score"]) == 30 * aided / 10 == 21
    assert [miss["text"] for miss in items["aid"]["missing"]] == [f"法律援助还差{10 - aided}件"]
    by_title = {row[1]: row for row in body(next(iter(sheets(sheet).values()))) if row[1]}
    assert by_title["法律援助案件"][2:5] == (30, 21, f"法律援助{aided}件，要求不少于10件")


def test_story_23_the_monthly_notice_gives_the_share_of_the_years_quota(xingfu: Path) -> None:
    """S34: in the table of the 调解法治 report; by the end of September."""
    cases = within(papers(xingfu, "case"), "受理日期", "2026", but=("登记", "不予受理")).values()
    accepted = sum(each["受理日期"] < "2026-10" for each in cases)
    shape = shequ("report", "法治月报", "2026-09", "--json", at=xingfu).json
    [quota] = [table for table in shape["tables"] if table["title"] == "司法所考核完成情况表"]
    rows = {row[0]: row[2:] for row in quota["rows"]}

    assert rows["受理矛盾纠纷"] == [12, accepted, 20, str(places(accepted * 100) / 20)]
    assert rows["法律援助"][1:] == [6, 10, "60.0"]
