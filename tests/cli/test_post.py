"""shequ post (S44, S38, S77, story 50): what it refuses, what it records, when it can be made again, and when no more."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from typed import Answer, files, git, shequ

from shequ_cli.store.folder import find

DAY = "2026-10-26"
PERSON = ("滕立夏", "13912345678", "990101199001011239", "6222021234567890123")

LEDGER = """
title: 帮扶名册
x-ledger: {storage: yaml, date: on, label: "{code}", unit: 户}
type: object
required: [on, code]
properties:
  on: {title: 日期, type: string, format: date, x-privacy: public}
  code: {title: 户编码, type: string, x-privacy: public}
  help: {title: 帮扶内容, type: string, x-privacy: public}
  amount: {title: 金额, type: number, x-money: true, x-privacy: public}
  head: {title: 户主, type: string, x-privacy: personal, x-mask: name}
  income: {title: 收入, type: number, x-money: true, x-privacy: sensitive}
  grid: {title: 网格, type: string}
  members: {title: 成员, type: array, x-privacy: public, items: {title: 成员, type: object, properties: {name: {title: 姓名}}}}
"""
POSTING = {
    "title": "帮扶公示",
    "kind": "其他公示",
    "ledger": "aid",
    "fields": ["code", "help", "amount"],
    "order": "code",
    "window": "5 days",
    "basis": "社区约定",
    "text": "根据{basis}，现将{n}{unit}公示{days}。",
    "channel": "如有异议，请向{community}反映，电话：{phone}。",
    "place": "居务公开栏",
    "record": "posting",
}


def define(root: Path, **changes: object) -> None:
    """The posting of this test, changed."""
    folder = root / "schemas" / "postings"
    folder.mkdir(parents=True, exist_ok=True)
    front = {key: value for key, value in {**POSTING, **changes}.items() if value is not None}
    (folder / "aid.yaml").write_text(json.dumps(front, ensure_ascii=False), encoding="utf-8")


def enter(root: Path, today: str = DAY, **fields: str) -> str:
    pairs = [word for key, value in fields.items() for word in ("--set", f"{key}={value}")]
    answer = shequ("add", "aid", *pairs, "--json", at=root, today=today)
    assert answer.code == 0, answer
    return str(answer.json["id"])


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A store with a ledger of its own and two households in it."""
    root = tmp_path / "库"
    given = ["社区名称=幸福社区居民委员会", "落款.联系电话=0990-2000000"]
    assert shequ("init", root, *(word for pair in given for word in ("--set", pair))).code == 0
    (root / "schemas" / "ledgers").mkdir(parents=True)
    (root / "schemas" / "ledgers" / "aid.yaml").write_text(LEDGER, encoding="utf-8")
    define(root)
    for code in ("HF-2", "HF-1"):
        enter(root, on="2026-10-20", code=code, help="送煤气罐检修", amount="120.5", head=PERSON[0], income="900")
    return root


def post(root: Path, *words: object, today: str = DAY) -> Answer:
    return shequ("post", "aid", *words, at=root, today=today)


@pytest.mark.parametrize("field", ["head", "income", "grid"])
def test_a_field_that_its_ledger_does_not_mark_public_is_refused_with_file_and_field_S44(
    board: Path, field: str
) -> None:
    define(board, fields=["code", field])
    answer = post(board, "-o", board / "榜.md")

    assert answer.code == 1
    assert "schemas/postings/aid.yaml" in answer.stderr
    assert f"（{field}）没有标为可公开（x-privacy: public），不能公示" in answer.stderr
    assert not (board / "榜.md").exists()
    assert not list(board.rglob("posting-*"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"fields": ["code", "members"]}, "“成员”是成组的一栏，不能公示"),
        ({"order": ["head"]}, "（head）没有标为可公开"),
        ({"fields": ["cod"]}, "没有叫“cod”的字段，是不是“code”"),
        ({"ledger": "aids"}, "没有叫“aids”的台账，是不是“aid”"),
        ({"kind": "红榜"}, "没有叫“红榜”的公示种类"),
        ({"window": "五天"}, "看不懂时长“五天”"),
        ({"text": "{name}"}, "花括号里只能写 {community}"),
        ({"channel": "{head}"}, "花括号里只能写 {community}、{phone}"),
        ({"pattern": "{head}"}, "花括号里只能写 {community}"),
        ({"where": "grid = "}, "where：查询没有执行"),
        ({"wehre": "x"}, "没有叫“wehre”的键，是不是“where”"),
        ({"channel": None}, "缺少 channel"),
        ({"record": "aid"}, "台账“帮扶名册”不能登记公示，缺少字段 posted_on"),
        ({"fields": None}, "要么写 ledger 和 fields"),
        ({"fields": None, "ledger": None, "tables": [{"name": "a", "rows": ["visits"]}]}, "要写 period"),
        (
            {"fields": None, "ledger": None, "period": "上月", "tables": [{"name": "a", "list": {"ledger": "aid", "fields": ["grid"]}}]},
            "（grid）没有标为可公开",
        ),
        (
            {"fields": None, "ledger": None, "period": "上月",
             "tables": [{"name": "a", "slices": {"by": "grid", "figures": ["mediation_accepted"]}}]},
            "（grid）没有标为可公开",
        ),
    ],
)  # fmt: skip
def test_a_definition_that_does_not_hold_together_is_named(board: Path, change: dict[str, object], said: str) -> None:
    define(board, **change)
    answer = post(board)

    assert answer.code == 1, answer
    assert said in answer.stderr


@pytest.mark.parametrize("text", [f"联系{PERSON[1]}", f"证号{PERSON[2]}", f"卡号{PERSON[3]}", f"给{PERSON[0]}家送米"])
def test_a_personal_value_in_a_public_text_is_refused_and_not_repeated(board: Path, text: str) -> None:
    id = enter(board, on="2026-10-21", code="HF-3", help=text, head=PERSON[0])
    before = files(board)
    answer = post(board, "-o", board / "榜.html")

    assert answer.code == 1
    assert f"{id} 的“帮扶内容”里有个人信息，没有公示" in answer.stderr
    assert not [word for word in PERSON if word in answer.stderr]
    assert files(board) == before


def test_words_that_are_off_are_wrong_usage(board: Path) -> None:
    assert shequ("post", "aif", at=board).code == 2
    assert "是不是“aid”" in shequ("post", "aif", at=board).stderr
    assert shequ("post", at=board).code == 2
    assert post(board, "--from", "十月").code == 2
    assert post(board, "-o", board / "榜.xlsx").code == 2
    assert post(board, "-o", board / "榜.pdf").code == 2
    assert not list(board.rglob("posting-*"))


def test_with_nothing_to_show_nothing_is_posted(board: Path) -> None:
    define(board, where="code = 'HF-9'")
    answer = post(board)

    assert answer.code == 1
    assert "没有要公示的内容" in answer.stderr


def test_a_posting_is_one_page_one_record_and_one_commit_story_50(board: Path) -> None:
    answer = post(
        board, "-o", board / "out" / "榜.docx", "-o", board / "out" / "榜.html", "-o", board / "out" / "榜.md"
    )

    assert answer.code == 0, answer
    text = (board / "out" / "榜.md").read_text(encoding="utf-8")
    assert "现将2户公示5天。" in text
    assert "公示时间：2026年10月26日至2026年10月31日（5天）。" in text
    assert "如有异议，请向幸福社区居民委员会反映，电话：0990-2000000。" in text
    assert text.index("HF-1") < text.index("HF-2")
    (record,) = shequ("list", "posting", "--json", at=board).json["records"]
    assert (record["posted_on"], record["until"], record["definition"]) == (DAY, "2026-10-31", "aid")
    assert len(record["items"]) == 2
    log = git(board, "log", "--format=%s", "-n", "1").strip()
    assert log == f"公示 {record['id']}"
    assert git(board, "show", "--name-only", "--format=", "HEAD").split() == [
        f"records/posting/2026-10/{record['id']}.yaml"
    ]


def test_a_page_on_the_web_says_until_when_and_is_not_to_be_kept(board: Path) -> None:
    post(board, "-o", board / "榜.html")
    html = (board / "榜.html").read_text(encoding="utf-8")

    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in html
    assert "本页有效期至2026年10月31日，期满撤下" in html


def test_no_person_is_in_any_file_name_message_or_answer(board: Path) -> None:
    outputs = [word for suffix in ("docx", "html", "md") for word in ("-o", board / "out" / f"榜.{suffix}")]
    answers = [post(board, *outputs), post(board, "--json"), post(board, "--dry-run"), post(board, today="2026-11-02")]
    answers += [post(board, "--withdraw", "-o", board / "out" / "撤.html", today="2026-11-02")]
    with ZipFile(board / "out" / "榜.docx") as package:
        word = b"".join(package.read(name) for name in package.namelist())
    posted = [
        path.read_bytes() for path in [*(board / "out").iterdir(), *(board / "records" / "posting").rglob("*.yaml")]
    ]
    said = b"".join([word, *posted, *(f"{one.stdout}{one.stderr}".encode() for one in answers)])
    said += git(board, "log", "--format=%B", "--", "records/posting").encode()

    assert not [secret for secret in (*PERSON, "900.00") if secret.encode() in said]


def test_within_its_window_the_same_page_comes_again_and_nothing_is_recorded(board: Path) -> None:
    first = post(board)
    before = files(board)
    enter(board, "2026-10-27", on="2026-10-27", code="HF-0", help="送米")
    again = post(board, today="2026-10-30")
    by_day = post(board, "--from", "2026年10月26日", today="2026-10-31")

    assert first.stdout == again.stdout == by_day.stdout
    assert "以前已经登记" in again.stderr
    assert {path for path in files(board) if path.startswith("records/posting")} == {
        path for path in before if path.startswith("records/posting")
    }


def test_a_dry_run_shows_and_writes_nothing(board: Path) -> None:
    before = files(board)
    answer = post(board, "--dry-run", "-o", board / "榜.md")

    assert answer.code == 0
    assert "HF-1" in answer.stdout
    assert "未写入" in answer.stderr
    assert files(board) == before


def test_after_its_window_no_list_is_made_any_more_story_50(board: Path) -> None:
    post(board)
    for words in ((), ("--from", DAY)):
        answer = post(board, *words, "-o", board / "榜.md", today="2026-11-01")
        assert answer.code == 1
        assert "公示期到2026-10-31已满，不能再出名单；撤下：shequ post aid --withdraw" in answer.stderr
    assert not (board / "榜.md").exists()
    assert post(board, "--from", "2026-10-01", today="2026-11-01").code == 1


def test_it_is_taken_down_by_a_page_without_the_list_story_50(board: Path) -> None:
    id = post(board, "--json").json["id"]
    assert shequ("edit", id, "--set", "异议件数=0", at=board, today=DAY).code == 0
    early = post(board, "--withdraw", today="2026-10-31")
    page = post(board, "--withdraw", "-o", board / "撤.html", today="2026-11-02")
    again = post(board, "--withdraw", today="2026-11-09")

    assert early.code == 1
    assert "公示到2026-10-31，还没有期满" in early.stderr
    assert page.code == 0
    html = (board / "撤.html").read_text(encoding="utf-8")
    assert "公示期已满，内容已于2026年11月2日撤下。" in html
    assert "公示期间没有收到异议。" in html
    assert "HF-1" not in html and "noindex" in html
    assert "2026年11月2日撤下" in again.stdout
    assert shequ("show", id, "--json", at=board).json["values"]["withdrawn_on"] == "2026-11-02"
    assert post(board, "--withdraw", today="2026-11-09").code == 0


def test_what_was_posted_is_not_posted_again_unless_asked(board: Path) -> None:
    post(board)
    post(board, "--withdraw", today="2026-11-02")
    nothing = post(board, today="2026-11-03")
    enter(board, "2026-11-03", on="2026-11-01", code="HF-3", help="送米")
    new = post(board, "--dry-run", today="2026-11-03")
    asked = post(board, "--from", "2026-11-03", today="2026-11-03")

    assert nothing.code == 1
    assert "HF-3" in new.stdout and "HF-1" not in new.stdout
    assert "HF-3" in asked.stdout and "HF-1" in asked.stdout


def test_a_list_that_stands_anew_each_week_says_again(board: Path) -> None:
    define(board, again=True)
    post(board)
    post(board, "--withdraw", today="2026-11-02")

    assert "现将2户公示5天" in post(board, today="2026-11-03").stdout


def test_workdays_are_counted_by_the_calendar(board: Path) -> None:
    """09-29, 09-30, after 国庆 10-08, 10-09, and Saturday 10-10, which is worked."""
    define(board, window="5 workdays")

    assert post(board, "--json", "--from", "2026-09-28", today="2026-09-28").json["until"] == "2026-10-10"


def test_today_counts_the_days_and_reminds_to_take_it_down_story_29(board: Path) -> None:
    post(board)

    assert "第3天，还剩2天" in shequ("today", at=board, today="2026-10-29").stdout
    assert "第7天，逾期2天" in shequ("today", at=board, today="2026-11-02").stdout


def test_the_list_of_postings_and_its_json(board: Path) -> None:
    shapes = shequ("post", "--list", "--json", at=board).json
    assert shapes["shequ"] == "postings/1"
    assert {"name": "aid", "title": "帮扶公示", "kind": "其他公示", "window": "5天"} in shapes["postings"]
    assert "帮扶公示" in shequ("post", "--list", at=board).stdout
    shape = post(board, "--json").json
    assert (shape["shequ"], shape["posting"], shape["items"], shape["new"]) == ("posting/1", "aid", 2, True)
    assert post(board, "--json").json["new"] is False


def test_doctor_reads_postings_too(board: Path) -> None:
    assert find(board) == board
    define(board, fields=["head"])

    assert "（head）没有标为可公开" in shequ("doctor", at=board).stdout + shequ("doctor", at=board).stderr
