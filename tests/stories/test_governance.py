"""Stories 40–43: grid events that keep coming back, decisions and openness, micro-projects, residents' requests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from docx import Document
from kept import bytes_of, papers
from story import add, due, figure, rows, shequ

OPENED = ("居务公开", "制度公开", "财务公开")


# 40 网格事件核查三次不过的列出来报督办 (S76, R07)


def failed(event: dict[str, object]) -> int:
    checks = event.get("核查记录") or []
    assert isinstance(checks, list)
    return sum(check["核查通过"] == "否" for check in checks)


def test_story_40_an_event_that_failed_more_than_three_checks_and_is_open_is_to_be_supervised(xingfu: Path) -> None:
    """S76, R07: of all events one; `today` has its deadline and the report its line."""
    events = {id: dict(event) for id, event in papers(xingfu, "grid_event").items()}
    often = {id: event for id, event in events.items() if failed(event) > 3 and event["状态"] != "已结案"}
    ((id, event),) = often.items()
    assert (failed(event), event["退回日期"], event.get("督办日期")) == (4, "2026-10-26", None)

    (item,) = (item for item in due(xingfu) if item.get("id") in events and "督办" in item["title"])
    assert (item["id"], item["due"], item["state"]) == (
        id,
        "2026-10-27",
        "overdue",
    )  # the working day after it came back

    page = shequ("report", "governance", "2026-10", at=xingfu).stdout
    listed = page.split("**核查三次以上不过、没有结案的网格事件**")[1].split(">")[0]
    assert f"| {event['事件编号']} |" in listed and event["事发地点"] in listed
    assert listed.count("网格2026-") == len(often)
    assert "其中应督办而没有督办1件" in page


def test_story_40_the_list_for_the_report_goes_to_word_and_the_event_under_supervision(
    mine: Path, tmp_path: Path
) -> None:
    """S76, R07: list it, hand it up, advance it; the supervision's own date is due then."""
    id, number = "", ""
    for name, event in papers(mine, "grid_event").items():
        if failed(dict(event)) > 3 and event["状态"] != "已结案":
            id, number = name, event["事件编号"]

    asked = [
        "list",
        "网格事件",
        "--where",
        "核查不过次数>3 and 状态<>'已结案'",
        "--columns",
        "编号,事件编号,承办单位,核查不过次数",
    ]
    found = shequ(*asked, "-o", tmp_path / "督办.xlsx", "-o", "-", at=mine)
    assert id in found.stdout
    sheet = openpyxl.load_workbook(tmp_path / "督办.xlsx").worksheets[0]
    assert any(number in row and 4 in row for row in sheet.iter_rows(values_only=True))

    shequ("advance", id, "已督办", "--set", "督办期限=2026-11-03", at=mine)
    now = papers(mine, "grid_event")[id]
    assert (now["状态"], now["督办日期"], now["督办期限"]) == ("已督办", "2026-10-28", "2026-11-03")
    assert [item["due"] for item in due(mine) if item.get("id") == id] == ["2026-11-03"]
    assert figure("grid_events_to_supervise", "2026-10", mine, "governance")["value"] == 0
    assert figure("grid_events_supervised", "2026-10", mine, "governance")["value"] == 1

    shequ("report", "governance", "2026-10", "-o", tmp_path / "治理.docx", at=mine)
    cells = [
        cell.text for table in Document(str(tmp_path / "治理.docx")).tables for row in table.rows for cell in row.cells
    ]
    assert number in cells and "2026-11-03" in cells


def test_story_40_three_failed_checks_are_not_yet_a_supervision_and_the_count_must_fit(mine: Path) -> None:
    """S76, R07: the fourth tips it; a count that the checks contradict is refused."""
    sent = {
        "采集日期": "2026-10-12",
        "类别": "小广告",
        "地点": "纺织路口",
        "缓急": "一般",
        "网格": "第二网格",
        "采集岗位": "第二网格网格员",
    }
    checks = {f"核查记录__{n}__{key}": value for n, day in enumerate((15, 19, 21))
              for key, value in (("核查日期", f"2026-10-{day}"), ("核查通过", "否"))}  # fmt: skip
    back = {
        "状态": "退回整治",
        "拨派日期": "2026-10-12",
        "承办单位": "综合整治队",
        "办理日期": "2026-10-14",
        "退回日期": "2026-10-21",
    }
    words = [word for name, value in (sent | checks | back | {"核查不过次数": "2"}).items()
             for word in ("--set", f"{name.replace('__', '.')}={value}")]  # fmt: skip
    refused = shequ("add", "网格事件", *words, at=mine, code=1)
    assert "[E-count]" in refused.stderr

    id = add("网格事件", mine, **sent, **checks, **back, 核查不过次数="3")
    assert not [item for item in due(mine) if item.get("id") == id and "督办" in item["title"]]
    page = shequ("report", "governance", "2026-10", at=mine).stdout
    assert (
        "纺织路口" in page.split("**核查三次以上不过、没有结案的网格事件**")[1].split(">")[0]
    )  # three are on the list already

    shequ("advance", id, "待核查", "--set", "办理日期=2026-10-26", at=mine)
    shequ("advance", id, "退回整治", "--set", "核查记录.3.核查日期=2026-10-27", "--set", "核查记录.3.核查通过=否",
          "--set", "核查不过次数=4", "--set", "退回日期=2026-10-27", at=mine)  # fmt: skip
    (item,) = (item for item in due(mine) if item.get("id") == id)
    assert (item["title"][:4], item["due"], item["state"]) == ("限期督办", "2026-10-28", "soon")


# 41 议事会议定的事办结没?三公开几号贴的? (S77)


def test_story_41_what_was_decided_and_is_not_done_and_what_was_never_made_public(xingfu: Path) -> None:
    """S77: decisions without a day of completion, from the minutes themselves."""
    meetings = papers(xingfu, "meeting")
    open_ = {id: one for id, one in meetings.items() if one.get("事项办理期限") and not one.get("事项办结日期")}
    late = {id for id, one in open_.items() if one["事项办理期限"] < "2026-10-28"}
    assert late and late < set(open_)

    found = shequ(
        "list", "议事会", "--where", "事项办理期限 is not null and 事项办结日期 is null", "--columns", "编号", at=xingfu
    )
    assert {cells[0] for cells in rows(found)} == set(open_)
    listed = {item["id"]: item for item in due(xingfu, "2026-10-28", "--ahead", "60") if item.get("id") in meetings}
    assert {id for id, item in listed.items() if item["state"] == "overdue" and "决定事项" in item["title"]} == late

    year = [one for one in meetings.values() if one["会议日期"].startswith("2026")]
    decided = sum(len(one.get("决定事项") or ()) for one in year)
    assert figure("meeting_decisions", "2026", xingfu, "governance")["value"] == decided
    due_, done = (sum(bool(one.get(key)) for one in year) for key in ("事项办理期限", "事项办结日期"))
    assert figure("meeting_follow_up_rate", "2026", xingfu, "governance")["value"] == f"{done * 100 / due_:.1f}"


def test_story_41_the_three_kinds_of_openness_with_the_day_on_which_each_was_posted(xingfu: Path) -> None:
    """S77: 居务, 制度 and 财务 of this year with their days; one has hung too long."""
    posted = {
        id: one
        for id, one in papers(xingfu, "posting").items()
        if one["公示日期"] >= "2026" and one["公示种类"] in OPENED
    }
    asked = ["list", "公示", "--period", "2026", "--where", "公示种类 in ('居务公开','制度公开','财务公开')"]
    found = shequ(*asked, "--columns", "编号,公示日期,公示种类", "--sort", "公示日期", at=xingfu)
    assert {cells[0]: tuple(cells[1:]) for cells in rows(found)} == {
        id: (one["公示日期"], one["公示种类"]) for id, one in posted.items()
    }
    for kind, name in (("居务公开", "affairs"), ("制度公开", "rules"), ("财务公开", "finance")):
        expected = sum(one["公示种类"] == kind for one in posted.values())
        assert figure(f"postings_{name}", "2026", xingfu, "governance")["value"] == expected > 0

    (over,) = (id for id, one in posted.items() if one["公示截止日期"] < "2026-10-28" and not one.get("撤下日期"))
    (item,) = (item for item in due(xingfu) if item.get("id") == over)
    assert (item["due"], item["state"]) == ("2026-10-09", "overdue")
    assert item["title"].startswith("撤下：财务公开")


def test_story_41_a_decision_that_is_done_leaves_the_list(mine: Path) -> None:
    """S77: the day is written and `show` says that the deadline is met."""
    meetings = papers(mine, "meeting")
    id = min(id for id, one in meetings.items() if one.get("事项办理期限") and not one.get("事项办结日期"))
    shequ("edit", id, "--set", "事项办结日期=2026-10-28", at=mine)

    clocks = shequ("show", id, "--json", at=mine).json["clocks"]
    assert {clock["name"]: clock["state"] for clock in clocks}["决定事项"] == "done"
    assert not [item for item in due(mine) if item.get("id") == id]


# 42 民生微实事从征集到验收走到哪一步,超预算没有? (S79, R59)


def test_story_42_every_micro_project_with_the_step_it_has_reached_and_what_it_cost(xingfu: Path) -> None:
    """S79: steps counted from the files; nothing paid beyond its budget."""
    projects = {id: one for id, one in papers(xingfu, "micro_project").items() if one["征集日期"] >= "2026"}
    found = shequ("list", "民生微实事", "--period", "2026", "--columns", "编号,步骤", at=xingfu)
    assert dict(map(tuple, rows(found))) == {id: one["步骤"] for id, one in projects.items()}  # type: ignore[arg-type]

    paid = [one for one in papers(xingfu, "micro_project").values() if one.get("项目支出")]
    assert all(float(one["项目支出"]) <= float(one["项目预算"]) for one in paid)
    page = shequ("report", "governance", "2026", at=xingfu).stdout
    assert "没有超预算" in page
    for step, words in (
        ("征集日期", "征集"),
        ("评议日期", "评议"),
        ("确定日期", "确定"),
        ("实施日期", "实施"),
        ("验收日期", "验收"),
    ):
        count = sum(one.get(step, "").startswith("2026") for one in papers(xingfu, "micro_project").values())
        assert f"{words}{count}项" in page.split("## 四、民生微实事")[1].split("。")[0]


def test_story_42_a_step_cannot_be_left_out_and_an_overrun_wants_a_reason(mine: Path) -> None:
    """S79, R59: 确定 → 验收 is refused; 35 000 of 32 000 yuan is a doubt that has to be explained, and then counted."""
    named = {one["项目名称"]: id for id, one in papers(mine, "micro_project").items()}
    refused = shequ("advance", named["认知障碍家庭支持"], "验收", at=mine, code=1)
    assert "实施" in refused.stderr

    rain, before = named["四号院雨水管改造"], bytes_of(mine)
    assert papers(mine, "micro_project")[rain]["项目预算"] == "32000.00"
    done = ["advance", rain, "验收", "--set", "验收结果=合格", "--set", "项目支出=35000"]
    doubted = shequ(*done, at=mine, code=1)
    assert "支出超过预算" in doubted.stderr
    assert bytes_of(mine) == before

    shequ(*done, "--pass", "D-at-most=暴雨后加长了排水管，议事会追加", at=mine)
    shown = shequ("report", "governance", "2026", at=mine).stdout
    assert "超预算1项" in shown
    over = shequ("list", "微实事", "--where", "项目支出>项目预算", "--columns", "项目名称,项目预算,项目支出", at=mine)
    assert rows(over) == [["四号院雨水管改造", "32000.00", "35000.00"]]


# 43 居民反映路灯、井盖,件件有回音,超期给我看 (S80)


def test_story_43_street_lamps_and_manholes_of_the_year_and_which_had_an_answer(xingfu: Path) -> None:
    """S80: counted from the files, by kind."""
    requests = papers(xingfu, "request")
    year = {id: one for id, one in requests.items() if one["反映日期"] >= "2026"}
    kinds = [kind for kind in ("路灯", "井盖") if any(one["诉求种类"] == kind for one in year.values())]
    assert "路灯" in kinds
    for kind in kinds:
        asked = shequ(
            "list", "诉求", "--period", "2026", "--where", f"诉求种类='{kind}'", "--columns", "编号,状态", at=xingfu
        )
        expected = {id: one["状态"] for id, one in year.items() if one["诉求种类"] == kind}
        assert dict(map(tuple, rows(asked))) == expected  # type: ignore[arg-type]

    answered = sum(bool(one.get("回复日期")) for one in year.values())
    shown = figure("request_reply_rate", "2026", xingfu)
    assert shown["value"] == f"{answered * 100 / len(year):.1f}"
    assert shown["target"] == "100"


def test_story_43_what_is_overdue_is_shown_with_its_days(xingfu: Path) -> None:
    """S80: everything open whose deadline lies behind, and nothing else."""
    requests = papers(xingfu, "request")
    late = [item for item in due(xingfu) if item.get("id") in requests and item["state"] == "overdue"]
    assert late
    for item in late:
        one = requests[item["id"]]
        assert not one.get("回复日期") and item["due"] < "2026-10-28"
        assert item["title"].startswith("回复：" if one.get("办结日期") else "办结：")
    days = (date(2026, 10, 28) - date.fromisoformat(late[0]["due"])).days
    assert f"逾期{days}天" in shequ("today", at=xingfu).stdout


def test_story_43_a_request_goes_from_the_telephone_to_its_answer(mine: Path) -> None:
    """S80: urgent is one working day; done is not answered yet; the caller's number is on no list."""
    said = {
        "反映日期": "2026-10-26",
        "诉求种类": "井盖",
        "诉求内容": "幸福路口井盖松动",
        "紧急程度": "紧急",
        "联系方式": "13812345678",
    }
    id = add("诉求", mine, today="2026-10-26", **said)
    (item,) = (item for item in due(mine) if item.get("id") == id)
    assert (item["due"], item["state"]) == ("2026-10-27", "overdue")

    shequ("advance", id, "办理中", "--set", "承办人=第一网格网格员", at=mine)
    shequ("advance", id, "已办结", "--set", "办理结果=已更换井盖", at=mine)
    (item,) = (item for item in due(mine) if item.get("id") == id)
    assert (item["title"][:3], item["due"]) == ("回复：", "2026-11-02")  # three working days
    shequ("advance", id, "已回复", "--set", "满意度=满意", at=mine)
    assert not [item for item in due(mine) if item.get("id") == id]

    listed = shequ("list", "诉求", "--where", "诉求种类='井盖'", "--columns", "编号,联系方式", at=mine).stdout
    assert id in listed
    assert "13812345678" not in listed + shequ("report", "monthly", "2026-10", at=mine).stdout
