"""Stories 1–6: agreements by kind, the annual plan, the month's summary, leading groups, the duty matrix, meetings."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

from docx import Document
from kept import lines, papers
from made import body, places, sheets, words
from story import add, due, rows, select, shequ

# 1 年初帮我把责任书一类一类列出来,哪家没签一眼看见 (S01)


def test_story_01_every_kind_has_its_line_and_who_has_not_signed_is_named(xingfu: Path, tmp_path: Path) -> None:
    """S01: one table by kind, one of the unsigned, in Word and Excel."""
    year = [row for row in lines(xingfu, "pledge") if row["年度"] == "2026"]
    due_by_kind, signed = Counter(row["责任书种类"] for row in year), [row for row in year if row["签订日期"]]
    unsigned = {(row["责任书种类"], row["签订方"]) for row in year if not row["签订日期"]}
    assert (len(year), len(signed), len(unsigned)) == (69, 67, 2)

    wanted = ["report", "责任书", "2026", "--date", "2026-10-28"]
    shequ(*wanted, "-o", tmp_path / "责任书.docx", "-o", tmp_path / "责任书.xlsx", at=xingfu)
    book = sheets(tmp_path / "责任书.xlsx")
    kinds = {row[0]: row[1:3] for row in body(book["责任书分类签订表"])}
    per_kind = Counter(row["责任书种类"] for row in signed)
    assert kinds == {kind: (n, per_kind[kind]) for kind, n in due_by_kind.items()} | {"合计": (69, 67)}
    assert {(row[1], row[2]) for row in book["未签单位清单"] if isinstance(row[0], int)} == unsigned
    assert {name for _kind, name in unsigned} == {"舒心足浴店", "欢唱量贩歌厅"}

    page = words(tmp_path / "责任书.docx")
    assert f"已签67份，签订率{places(Decimal(67) * 100 / 69)}%" in page
    assert "过了应签日期没有签的有2份" in page and "2026年10月28日" in page


def test_story_01_at_the_new_year_what_is_to_be_signed_is_entered_first_and_stands_unsigned(mine: Path) -> None:
    """S01: nothing is late yet; the list shows whom to call on."""
    for party in ("第一网格", "第二网格"):
        about = {"年度": 2027, "责任书种类": "消防目标责任书", "签订方": party, "应签日期": "2027-02-25"}
        id = add("责任书", mine, "2027-01-05", **about)

    asked = ["list", "责任书", "--where", "年度=2027 and 签订日期 is null", "--columns", "责任书种类,签订方"]
    unsigned = rows(shequ(*asked, at=mine, today="2027-01-05"))
    assert sorted(unsigned) == [["消防目标责任书", "第一网格"], ["消防目标责任书", "第二网格"]]
    assert "没有应签的责任书" in shequ("report", "责任书", "2027-01", at=mine, today="2027-01-05").stdout

    shequ("edit", id, "--set", "签订日期=2027-01-06", at=mine, today="2027-01-06")
    assert rows(shequ(*asked, at=mine, today="2027-01-06")) == [["消防目标责任书", "第一网格"]]
    assert "已签1份，签订率50.0%" in shequ("report", "责任书", "2027", at=mine, today="2027-03-01").stdout


# 2 生成本年度工作计划:指导思想、重点、保障,数字从目标表取 (S02)


def test_story_02_the_plan_has_its_parts_and_takes_its_numbers_from_the_goals(mine: Path, tmp_path: Path) -> None:
    """S02: 指导思想, 重点任务, 保障措施; every demand in the goals' table stands in the text as well."""
    shequ("plan", "generate", "annual", "2027", "-o", tmp_path / "计划.docx", at=mine)

    document = Document(str(tmp_path / "计划.docx"))
    text = [each.text.strip() for each in document.paragraphs if each.text.strip()]
    heads = [said.split("、", 1)[1] for said in text if said[:2] in {f"{n}、" for n in "一二三四五六七"}]
    assert heads == ["指导思想", "2026年1—9月工作回顾", "工作目标", "重点任务", "时间安排", "保障措施", "任务分工"]

    goals = next(table for table in document.tables if table.rows[0].cells[1].text == "指标")
    demands = {row.cells[1].text: row.cells[4].text for row in goals.rows[1:]}
    said = "\n".join(text)
    assert demands["隐患整改率"] == "达到100%" and "隐患整改率达到100%" in said
    assert all(f"{name}{demand}" in said or demand in said for name, demand in demands.items())

    visits = [row for row in lines(mine, "visit") if "2026-01" <= row["走访日期"][:7] <= "2026-09"]
    grown = places(Decimal(len(visits)) * 12 / 9 * Decimal("1.05"), "1")
    assert abs(int(demands["走访探访"].removeprefix("全年不少于").removesuffix("人次")) - grown) <= 1


# 3 输入当月记录,出一份月度小结,章节跟街道的一样,数字都有出处 (S02)


def test_story_03_the_months_record_is_in_the_summary_and_every_number_has_its_records(
    mine: Path, tmp_path: Path
) -> None:
    """S02: the month's visits before and after one more, in Word, in Excel, and with the records behind it."""
    before = sum(row["走访日期"].startswith("2026-10") for row in lines(mine, "visit"))
    about = {"走访日期": "2026-10-28", "对象类别": "独居老人", "走访方式": "入户", "对象代号": "L-001"}
    id = add("走访", mine, **about)

    made = tmp_path / "十月月报.docx", tmp_path / "十月月报.xlsx"
    shequ("report", "月报", "2026-10", "-o", made[0], "-o", made[1], "--date", "2026-10-28", at=mine)
    page = words(made[0])
    assert f"走访探访{before + 1}人次" in page
    heads = ["一、总体情况", "二、各项工作情况", "三、存在问题", "四、下步工作", "五、统计表"]
    assert [said for said in page.splitlines() if said in heads] == heads
    line = next(row for row in body(sheets(made[1])["主要指标统计表"]) if row[:2] == ("走访探访", "人次"))
    assert line[2] == before + 1

    reasons = shequ("explain", "走访探访", "2026-10", "--json", at=mine).json
    kept = {row["编号"] for row in lines(mine, "visit") if row["走访日期"].startswith("2026-10")}
    assert set(reasons["records"]) == kept and id in kept


def test_story_03_the_next_steps_name_what_the_summary_reports_on_and_nothing_else(xingfu: Path) -> None:
    """S02: housing aid and the notice board have deadlines as well, but no section in this summary."""
    said = shequ("report", "月报", "2026-09", at=xingfu).stdout.split("## 四、下步工作")[1].split("## ")[0]
    named = said.split("到期的事项：")[1].split("，其中")[0]

    told = {part.split("（")[0] for part in named.split("）、")}
    assert {"矛盾纠纷调解", "隐患整改", "居民诉求", "责任书"} <= told
    assert told <= {"矛盾纠纷调解", "隐患整改", "居民诉求", "责任书", "活动宣传", "会议议事", "走访探访", "低保名册"}
    assert {"posting", "housing_aid"} <= {item["ledger"] for item in due(xingfu)}


PEOPLE = ("岑小满", "戈立夏", "柏安平")
"""Who signs for the community, by `shequ.yaml`."""


# 4 领导小组换人了,改一处,所有方案里都更新(只写职务) (S03)


def test_story_04_one_edit_and_every_plan_made_afterwards_says_the_new_post(mine: Path) -> None:
    """S03: the annual plan, the scheme and the duty table; the other groups stay as they are."""
    (group,) = (row for row in lines(mine, "group") if row["工作主题"] == "文明社区创建" and not row["撤销日期"])
    assert group["组长"] == "社区党组织书记"
    shequ("edit", group["编号"], "--set", "组长=社区党组织副书记", "--set", "最近调整日期=2026-10-28", at=mine)

    annual, scheme, pilot = (
        shequ("plan", "show", "2026", "--kind", kind, "-o", "-", at=mine).stdout
        for kind in ("annual", "civility", "pilot")
    )
    assert "文明社区创建领导小组：组长社区党组织副书记" in annual
    assert "由社区党组织副书记任组长" in scheme
    assert "| 文明社区创建 | 社区党组织副书记 |" in shequ("report", "duties", "2026", at=mine).stdout
    assert "由社区党组织书记任组长" in pilot  # another theme
    assert not [name for name in PEOPLE if name in annual + scheme + pilot]  # posts only


# 5 18条消防职责谁牵头谁配合谁落实,导出责任分工表 (S04)

FIRE = {
    "1-3": ("镇网格办", None, "综治办、安监站、派出所、工商所、城管中队"),
    "2-4": ("村居网格办", None, "流管站、派出所"),
    "2-6": ("村居委会", "综治办、派出所", None),
    "2-8": ("各村居委会", "安监站、消防大队", "派出所、村居网格办、流管站"),
    "3-2": ("村居网格办", "综治办、派出所", "协管员、责任民警"),
}
"""Lead, help, carry out: as the duty matrix of the field's documents has them."""


def test_story_05_the_18_fire_duties_go_to_a_table_with_who_leads_helps_and_does(xingfu: Path, tmp_path: Path) -> None:
    """S04: 18 duties in order, every one with a lead; the Word table holds the same."""
    made = tmp_path / "分工.docx", tmp_path / "分工.xlsx"
    shequ("report", "责任分工表", "2026", "-o", made[0], "-o", made[1], "--date", "2026-10-28", at=xingfu)

    listed = [row for row in sheets(made[1])["责任分工表"] if row[1] == "消防"]
    assert [row[3] for row in listed] == [
        *(f"1-{n}" for n in range(1, 8)),
        *(f"2-{n}" for n in range(1, 10)),
        "3-1",
        "3-2",
    ]
    assert all(row[5] for row in listed)
    assert {row[3]: row[5:8] for row in listed if row[3] in FIRE} == FIRE

    table = next(table for table in Document(str(made[0])).tables if table.rows[0].cells[2].text == "职责编号")
    assert [row.cells[2].text for row in table.rows[1:]] == [row[3] for row in listed]


# 6 开了会记到场单位、决定事项,没办完的提醒我 (S05)


def test_story_06_a_meeting_keeps_its_units_and_decisions_and_reminds_until_all_are_done(mine: Path) -> None:
    """S05: what is open stands in `today` from its deadline on; done, it is gone."""
    what = {
        "决定事项__0__事项": "更换破损路牌",
        "决定事项__0__责任人": "综治专干",
        "决定事项__0__办理期限": "2026-11-06",
    }
    met = {"会议日期": "2026-10-28", "会议类型": "联席会议", "议题": "研究道路标识", "参会单位": "安和派出所、物业公司"}
    id = add("会议", mine, **met, 事项办理期限="2026-11-06", 应到人数=9, 实到人数=8, **what)

    shown = shequ("show", id, at=mine).stdout
    assert "安和派出所、物业公司" in shown and "更换破损路牌" in shown
    open_before = {
        item["id"]: item["state"] for item in due(mine, "2026-10-28", "--ahead", "60") if "决定事项" in item["title"]
    }
    kept = papers(mine, "meeting")
    wanted = {name for name, meeting in kept.items() if meeting.get("事项办理期限") and not meeting.get("事项办结日期")}
    assert set(open_before) == wanted and id in wanted
    assert [name for name, state in open_before.items() if state == "overdue"] == ["meeting-20260804-jwb8"]

    shequ(
        "edit",
        id,
        "--set",
        "决定事项.0.办结日期=2026-11-02",
        "--set",
        "事项办结日期=2026-11-02",
        at=mine,
        today="2026-11-02",
    )
    assert id not in {item["id"] for item in due(mine, "2026-11-07") if "决定事项" in item["title"]}
    ((left,),) = select("select count(*) from 会议议事 where 事项办理期限 is not null and 事项办结日期 is null", mine)
    assert left == len(wanted) - 1
