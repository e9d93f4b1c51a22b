"""Options together: --json beside -o and --dry-run, --as beside each, and what each leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typed import files, git, ids, shequ

from shequ_cli.cli.settings import changes
from shequ_cli.rules.ledgerfile import read_ledger
from shequ_cli.words.errors import UsageFault

SET = (
    "--set",
    "受理日期=2026-04-01",
    "--set",
    "纠纷类型=邻里纠纷",
    "--set",
    "摘要=漏水",
    "--set",
    "当事人.0.姓名=张某某",
)


# --dry-run --json


@pytest.mark.parametrize(
    "words",
    [
        ("add", "纠纷", *SET),
        ("edit", "FIRST", "--set", "摘要=改过"),
        ("advance", "FIRST", "调解中"),
        ("undo",),
        ("plan", "generate", "annual", "2026"),
    ],
)
def test_a_dry_run_as_json_writes_nothing_and_says_what_would_be(store: Path, words: tuple[str, ...]) -> None:
    first, before, head = ids(store)[0], files(store), git(store, "rev-parse", "HEAD")

    answer = shequ(*(first if word == "FIRST" else word for word in words), "--dry-run", "--json", at=store)

    assert answer.code == 0, answer
    assert answer.json.get("commit") is None
    assert files(store) == before
    assert git(store, "rev-parse", "HEAD") == head


def test_undo_as_json_names_what_it_took_back(store: Path) -> None:
    first = ids(store)[0]
    edited = shequ("edit", first, "--set", "摘要=改过", "--json", at=store).json

    planned = shequ("undo", "--dry-run", "--json", at=store).json
    done = shequ("undo", "--yes", "--json", at=store).json

    assert (planned["undone"], planned["commit"], planned["dry_run"]) == (edited["commit"], None, True)
    assert (done["undone"], done["paths"]) == (edited["commit"], [edited["path"]])
    assert done["commit"] == git(store, "rev-parse", "HEAD").strip()


@pytest.mark.parametrize(("audience", "seen"), [("内部", "张某某"), ("上报", "张*某"), (None, "张*某")])
def test_an_undo_is_shown_as_the_audience_may_see_it(store: Path, audience: str | None, seen: str) -> None:
    shequ("add", "纠纷", *SET, at=store)

    answer = shequ("undo", "--dry-run", *(["--as", audience] if audience else []), at=store)

    assert seen in answer.stdout
    assert ("张某某" in answer.stdout) == (audience == "内部")


@pytest.mark.parametrize(("audience", "seen"), [("内部", "李小明"), ("上报", "李*明")])
def test_history_as_json_masks_both_sides_of_a_change(store: Path, audience: str, seen: str) -> None:
    first = ids(store)[0]
    shequ("edit", first, "--set", "当事人.0.姓名=李小明", at=store)

    shape = shequ("history", first, "--json", "--as", audience, at=store).json

    changed = shape["changes"][0]["changes"][0]
    assert (shape["shequ"], shape["id"], changed["field"]) == ("history/1", first, "当事人")
    assert seen in changed["after"]
    assert ("张某某" in changed["before"]) == (audience == "内部")
    assert shape["changes"][-1]["changes"][0]["before"] is None


def test_the_history_of_a_row_tells_its_own_changes_only(store: Path) -> None:
    one, other = ids(store, "救助")
    shequ("edit", one, "--set", "金额=15100", at=store)
    shequ("edit", other, "--set", "金额=1", at=store)

    told = shequ("history", one, "--json", at=store).json["changes"]

    assert len(told) == 2
    assert told[0]["changes"] == [{"field": "金额", "before": "15000.00", "after": "15100.00"}]


# -o beside --json


def test_a_report_beside_json_writes_files_and_keeps_stdout_for_json(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "月报.md"

    answer = shequ("report", "monthly", "2026-03", "--json", "-o", target, at=made)

    assert answer.json["shequ"] == "report/1"
    assert f"# {answer.json['title']}\n" in target.read_text("utf-8")


def test_json_into_a_file_is_the_json_of_stdout(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "月报.json"

    assert shequ("report", "monthly", "2026-03", "-o", target, at=made).code == 0

    assert json.loads(target.read_text("utf-8")) == shequ("report", "monthly", "2026-03", "--json", at=made).json


def test_a_plan_shown_as_json_and_into_a_file_at_once(store: Path, tmp_path: Path) -> None:
    shequ("plan", "generate", "annual", "2026", at=store)
    target = tmp_path / "计划.md"

    answer = shequ("plan", "show", "2026", "--json", "-o", target, at=store)

    assert answer.json["shequ"] == "plan/1"
    assert "开展矛盾纠纷排查" in target.read_text("utf-8")


@pytest.mark.parametrize(("audience", "name"), [("内部", "欧阳某某"), ("上报", "欧**某")])
def test_a_list_into_a_file_is_masked_as_on_the_screen(made: Path, tmp_path: Path, audience: str, name: str) -> None:
    target = tmp_path / "名单.csv"

    columns = ["--columns", "受理日期,当事人"]
    answer = shequ("list", "纠纷", *columns, "--as", audience, "-o", target, "--json", at=made)

    assert name in target.read_text("utf-8-sig")
    assert name in json.dumps(answer.json, ensure_ascii=False)
    assert ("欧阳某某" in target.read_text("utf-8-sig")) == (audience == "内部")


def test_the_public_list_has_no_party_at_all(made: Path) -> None:
    answer = shequ("list", "纠纷", "--json", "--as", "公示", at=made)

    assert [record["parties"] for record in answer.json["records"]] == [None] * 3
    assert all(record["parties"] for record in shequ("list", "纠纷", "--json", at=made).json["records"])


def test_find_as_json_shows_private_texts_inside_only(made: Path) -> None:
    inside = shequ("find", "欧阳", "--as", "内部", "--json", at=made).json
    outside = shequ("find", "欧阳", "--json", at=made).json

    assert (inside["count"], outside["count"]) == (1, 0)


# the plan's file


def plan_file(store: Path) -> Path:
    shequ("plan", "generate", "annual", "2026", at=store)
    return store / "plans" / "2026.yaml"


def test_a_task_that_lacks_its_day_is_told_where_it_begins(store: Path) -> None:
    file = plan_file(store)
    text = file.read_text("utf-8").replace("任务:\n", "任务:\n  自定-1:\n    事项: 修订居民公约\n", 1)
    file.write_text(text, "utf-8")
    line = text.splitlines().index("    事项: 修订居民公约") + 1

    (problem,) = shequ("check", "--json", at=store).json["problems"]

    assert (problem["code"], problem["path"], problem["line"]) == ("E-required", "plans/2026.yaml", line)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_plan_made_again_from_the_same_is_not_written(store: Path, ends: str) -> None:
    file = plan_file(store)
    file.write_bytes(file.read_bytes().replace(b"\n", ends.encode()))
    before = files(store)

    answer = shequ("plan", "generate", "annual", "2026", at=store)

    assert answer.code == 0, answer
    assert "更新 0，新增 0，去掉 0，保留您改过的 0" in answer.stderr
    assert files(store) == before


def test_a_plan_with_a_mark_at_its_head_is_read_and_keeps_it(store: Path) -> None:
    file = plan_file(store)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace("目标: 4".encode(), "目标: 5".encode(), 1))

    answer = shequ("plan", "generate", "annual", "2026", at=store)

    assert "保留您改过的 1" in answer.stderr
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_unknown_year_or_kind_of_plan_is_a_slip(store: Path) -> None:
    assert "shequ plan generate annual 2031" in shequ("plan", "show", "2031", at=store).stderr
    answer = shequ("plan", "generate", "anual", "2026", at=store)
    assert (answer.code, "是不是“annual”" in answer.stderr) == (2, True)


def test_a_status_table_counts_its_states(store: Path) -> None:
    plan_file(store)

    answer = shequ("plan", "status", "2026", at=store)
    shape = shequ("plan", "status", "2026", "--json", at=store).json

    assert f"共 {len(shape['tasks'])} 项：" in answer.stderr
    assert len(answer.stdout.splitlines()) == len(shape["tasks"]) + 2


# --set that reaches far inside

DEEP = read_ledger(
    "deep",
    {
        "title": "深",
        "x-ledger": {"date": "day"},
        "properties": {
            "day": {"title": "日期", "type": "string", "format": "date"},
            "people": {
                "title": "人",
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"title": "姓名", "type": "string", "x-aliases": ["名字"]},
                        "phones": {"title": "电话", "type": "array", "items": {"type": "string"}},
                        "home": {
                            "title": "住处",
                            "type": "object",
                            "properties": {"road": {"title": "路", "type": "string"}},
                        },
                    },
                },
            },
        },
    },
)


def put(*pairs: str, before: dict[str, object] | None = None) -> dict[str, object]:
    return dict(changes(pairs, DEEP, {}, before))  # type: ignore[arg-type]


def test_a_setting_reaches_through_lists_and_groups() -> None:
    assert put("人.0.电话.0=1", "人.0.电话.1=2", "人.0.住处.路=中山路", "人.1.name=李某") == {
        "人": [{"电话": ["1", "2"], "住处": {"路": "中山路"}}, {"姓名": "李某"}]
    }


def test_what_stands_beside_it_stays_under_the_words_it_was_written_with() -> None:
    before = {"people": [{"名字": "张某", "电话": ["1"]}, {"姓名": "王某"}], "日期": "2026-03-01"}

    assert put("人.0.姓名=李某", before=before) == {"人": [{"名字": "李某", "电话": ["1"]}, {"姓名": "王某"}]}
    assert put("people.0.phones.1=2", before=before) == {"人": [{"名字": "张某", "电话": ["1", "2"]}, {"姓名": "王某"}]}
    assert put("人.2.姓名=赵某", before=before)["人"] == [*before["people"], {"姓名": "赵某"}]  # type: ignore[misc]
    assert before["people"][0] == {"名字": "张某", "电话": ["1"]}  # type: ignore[index]


def test_a_gap_in_an_inner_list_is_told_too() -> None:
    with pytest.raises(UsageFault, match="“电话”的序号要从 0 起一个接一个"):
        put("人.0.电话.1=2")


def test_an_inner_value_may_be_cleared_in_place() -> None:
    assert put("人.0.姓名=", before={"人": [{"姓名": "张某", "电话": ["1"]}]}) == {"人": [{"姓名": "", "电话": ["1"]}]}
