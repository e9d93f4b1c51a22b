"""公示和三公开 (S77, S38, S39, S44, S48, S79, R57, R58, stories 41 and 50): the shipped postings, as they hang on the board."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fieldstore import FieldStore, codelists, definitions, ledgers, measures

from clerk import Shell
from shequ_cli.store.folder import init_edits
from shequ_cli.work.posting import PostingRule
from shequ_cli.work.postingfile import Known, read_posting

GOLDEN = Path(__file__).parent / "golden"
DAY = "2026-10-26"
NAMES = ("滕立夏", "13912345678", "3栋201")

Golden = Callable[[Path, str], None]

POSTINGS = ["affairs", "dibao-apply", "dibao-approved", "dibao-first", "donation", "finance", "honour", "housing",
            "micro-project", "relief", "vacancy"]  # fmt: skip


def rules() -> dict[str, PostingRule]:
    known = Known(measures(), ledgers(), codelists())
    return {
        name: read_posting(name, definitions().raw("postings", name), known) for name in definitions().names("postings")
    }


@pytest.fixture
def clerk(tmp_path: Path) -> Shell:
    """A store in which there is something for every board, and a name or an address behind most of it."""
    root = tmp_path / "库"
    root.mkdir()
    profile = {"社区名称": "幸福社区居民委员会", "落款": {"联系电话": "0990-2000000"}}
    for edit in init_edits(root, profile, definitions()):
        (root / edit.path).write_bytes(edit.after or b"")
    shell = Shell(root)
    for ledger, fields in records():
        pairs = [word for key, value in fields.items() for word in ("--set", f"{key.replace('__', '.')}={value}")]
        answer = shell("add", ledger, *pairs, "--no-commit", today=DAY)
        assert answer.code == 0, answer
    return shell


def records() -> Iterator[tuple[str, dict[str, str]]]:
    """What the postings are made of."""
    review = {"起算日期": "2026-10-09", "类别": "新增"}
    yield "dibao_review", review | {"户编码": "DB-031", "低保类别": "B类", "备注": f"户主{NAMES[0]}"}
    yield "dibao_review", review | {"户编码": "DB-032", "入户核实日期": "2026-10-14"}
    done = {"入户核实日期": "2026-10-14", "办结日期": "2026-10-22", "审核结果": "批准"}
    yield "dibao_review", review | {"户编码": "DB-033", "低保类别": "A类"} | done
    for name, day, kind, count, amount in (
        (NAMES[0], "2026-09-10", "临时救助", {"计数单位": "人", "人数": "1"}, "1200.50"),
        ("", "2026-09-11", "困难群体及优抚慰问", {"计数单位": "户", "户数": "7"}, "4430"),
    ):
        yield "relief", {"发放日期": day, "种类": kind, "金额": amount, "领取人": name} | count
    papers = dict.fromkeys(("调查表", "收入证明", "房屋证明", "户籍和身份证", "婚姻证明"), "是")
    raw = {"人均收入": "10800", "当地人均收入": "36000", "人均住房面积": "6", "家庭人口": "3", "填表日期": "2026-10-19"}
    signed = {"调查人员": "网格员", "社区负责人": "社区主任", "社区核实日期": "2026-10-23", "社区核实结果": "符合"}
    for code in ("ZF-002", "ZF-001"):
        yield (
            "housing",
            papers | raw | signed | {"户编码": code, "状态": "社区公示", "社区公示日期": DAY, "备注": NAMES[2]},
        )
    yield "vacancy", {
        "公示日期": "2026-10-20", "用人单位": "幸福里便民超市", "工种": "理货员", "招用人数": "2", "月工资": "3000至3500元",
        "有效期至": "2026-11-20", "备注": NAMES[1],
    }  # fmt: skip
    yield "meeting", {"会议日期": "2026-09-18", "类型": "居民议事会", "议题": "商议楼道照明", "纪要": f"{NAMES[0]}发言"}
    steps = {"征集日期": "2026-08-03", "步骤": "确定", "评议日期": "2026-08-20", "确定日期": "2026-08-28"}
    about = {
        "项目名称": "幸福里楼道照明改造",
        "类别": "工程",
        "项目预算": "18000",
        "实施单位": "区市政工程队",
        "实施地点": "幸福里小区",
    }
    yield "micro_project", steps | about | {"表决票数": "20", "赞成票数": "18", "项目公示日期": "2026-08-29"}
    yield "honour", {
        "启动日期": "2026-09-01", "种类": "好邻居", "名称": "2026年度好邻居评选", "状态": "公示", "计数单位": "户", "推荐数": "12",
        "评审日期": "2026-10-20", "公示日期": "2026-10-22", "表彰数": "5",
    }  # fmt: skip
    yield (
        "donation",
        {"接收日期": "2026-09-05", "捐赠活动": "慈善一日捐", "捐赠方类别": "居民", "捐赠人次": "30", "捐款": "1200"},
    )


def test_every_shipped_posting_has_its_golden_page() -> None:
    assert sorted(rules()) == POSTINGS


@pytest.mark.parametrize("name", POSTINGS)
def test_the_board_reads_as_it_should(clerk: Shell, golden: Golden, name: str) -> None:
    answer = clerk("post", name, "--no-commit", today=DAY)

    assert answer.code == 0, answer
    golden(GOLDEN / f"posting-{name}.md", answer.out)
    assert not [word for word in NAMES if word in answer.out]


def test_S44_S38_story_50_only_codes_and_results_are_shown() -> None:
    shown = {name: set(rule.fields) for name, rule in rules().items() if name.startswith(("dibao", "housing"))}

    assert shown["housing"] == {"household", "community_result"}
    assert shown["dibao-approved"] == {"household", "category", "result"}
    assert set().union(*shown.values()) <= {"household", "category", "kind", "result", "community_result"}


def test_R57_the_three_lists_of_dibao_are_three_kinds() -> None:
    assert [rules()[f"dibao-{step}"].kind for step in ("apply", "first", "approved")] == [
        *("低保申请公示", "低保初审公示", "低保审批公示"),
    ]


def test_S77_story_41_the_ledger_answers_when_the_three_were_posted(clerk: Shell) -> None:
    clerk("post", "affairs", "--from", "2026-10-12", "--no-commit", today=DAY)
    clerk("post", "finance", "--from", "2026-10-13", "--no-commit", today=DAY)
    clerk.add("posting", 公示日期="2026-10-15", 公示种类="制度公开", 公示标题="居民公约公开")
    answer = clerk("list", "三公开", "--where", "公示种类 in ('居务公开', '制度公开', '财务公开')", "--json", today=DAY)

    assert [(one["posted_on"], one["kind"]) for one in answer.json["records"]] == [
        ("2026-10-12", "居务公开"),
        ("2026-10-13", "财务公开"),
        ("2026-10-15", "制度公开"),
    ]


def test_S77_R58_each_of_the_three_is_wanted_every_quarter(desk: FieldStore) -> None:
    posted = {"公示日期": "2026-07-10", "公示种类": "居务公开", "公示标题": "二季度居务公开"}
    desk.add("posting", posted, posted | {"公示种类": "财务公开"}, posted | {"公示种类": "其他公示"})
    rules = {task["id"]: task for task in definitions().raw("plans", "annual")["tasks"]}

    desk.says("2026Q3", postings=3, postings_affairs=1, postings_rules=0, postings_finance=1, postings_open=2)
    for id, measure in (
        ("open-affairs", "postings_affairs"),
        ("open-rules", "postings_rules"),
        ("open-finance", "postings_finance"),
    ):
        assert (rules[id]["measure"], rules[id]["per"], rules[id]["at_least"]) == (measure, "quarter", 1)


def test_story_50_a_posting_is_due_to_be_taken_down(desk: FieldStore) -> None:
    posted = {"公示日期": "2026-10-12", "公示种类": "空岗公示", "公示标题": "空岗公示"}
    [standing, manual] = desk.add("posting", posted | {"截止日期": "2026-10-19"}, posted | {"公示标题": "手工贴的"})

    assert desk.clocks(standing) == {"撤下": ("overdue", date(2026, 10, 19))}
    assert desk.clocks(manual) == {}
    desk.says("2026-10", postings_standing=1)
    desk.edit(standing, 撤下日期="2026-10-20", 异议件数="2")
    assert desk.clocks(standing)["撤下"][0] == "done"
    desk.says("2026-10", postings_standing=0, posting_objections=2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"截止日期": "2026-10-11"}, "E-order"),
        ({"撤下日期": "2026-10-11"}, "E-order"),
        ({"公示种类": "红榜"}, "E-enum"),
        ({"公示标题": ""}, "E-required"),
        ({"截止日期": "2026-10-20", "撤下日期": "2026-10-15"}, "D-order"),
    ],
)
def test_S77_a_posting_that_cannot_be_is_refused(desk: FieldStore, change: dict[str, str], code: str) -> None:
    posted = {"公示日期": "2026-10-12", "公示种类": "空岗公示", "公示标题": "空岗公示"}

    assert code in desk.why_not("posting", posted | change)


def test_the_pages_open_in_word(clerk: Shell, tmp_path: Path) -> None:
    clerk("post", "housing", "--no-commit", "-o", str(tmp_path / "榜.docx"), today=DAY)
    found = subprocess.run(["unzip", "-tq", str(tmp_path / "榜.docx")], capture_output=True, text=True, check=False)

    assert found.returncode == 0
