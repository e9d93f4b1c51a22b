"""shequ add: one record or many, all or nothing, one commit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typed import files, git, ids, shequ

CASE = ("--set", "受理日期=2026-04-01", "--set", "纠纷类型=邻里纠纷", "--set", "摘要=漏水")


def test_a_record_is_saved_and_committed(store: Path) -> None:
    answer = shequ("add", "纠纷", *CASE, at=store)

    assert answer.code == 0
    path = answer.stdout.strip()
    assert path.startswith("records/case/2026-04/case-20260401-")
    assert "状态: 受理" in (store / path).read_text("utf-8")
    assert f"已登记 矛盾纠纷调解 {Path(path).stem} 邻里纠纷：漏水" in answer.stderr
    assert git(store, "log", "-1", "--format=%s").strip() == f"登记 矛盾纠纷调解 {Path(path).stem}"
    assert git(store, "status", "--short") == ""


def test_json_gives_the_promised_shape(store: Path) -> None:
    answer = shequ("add", "case", *CASE, "--json", at=store)

    shape = answer.json
    assert shape["shequ"] == "record/1"
    assert shape["ledger"] == "case"
    assert shape["path"] == f"records/case/2026-04/{shape['id']}.yaml"
    assert shape["commit"] == git(store, "rev-parse", "HEAD").strip()
    assert len(answer.stdout.splitlines()) == 1


def test_a_table_ledger_gets_a_row(store: Path) -> None:
    before = (store / "records/relief/2026-03.csv").read_bytes()

    shape = shequ(
        "add",
        "救助",
        "--set",
        "发放日期=2026-03-30",
        "--set",
        "发放种类=临时救助",
        "--set",
        "金额=200",
        "--json",
        at=store,
    ).json

    after = (store / "records/relief/2026-03.csv").read_bytes()
    assert after.startswith(before)
    assert shape["path"] == "records/relief/2026-03.csv"
    assert shape["id"] in after.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "纠分", *CASE], "没有叫“纠分”的台账，是不是“"),
        (["add", "纠纷", *CASE, "--set", "纠纷类性=x"], "没有叫“纠纷类性”的字段，是不是“纠纷类型”"),
        (["add", "纠纷", *CASE, "--set", "案件来源=主动排察"], "是不是“主动排查”"),
        (["add", "纠纷", "--set", "摘要"], "--set 应写成 字段=值"),
        (["add", "纠纷"], "没有要登记的内容；请用 --set 字段=值，或 --from 文件"),
        (["add", "纠纷", *CASE, "--pass", "D-phone"], "--pass 应写成 代码=理由"),
        (["add", "纠纷", "--from", "没有.csv"], "没有文件 没有.csv"),
    ],
)
def test_wrong_words_are_refused_with_the_way_out(store: Path, words: list[str], said: str) -> None:
    before = files(store)

    answer = shequ(*words, at=store)

    assert answer.code == 2
    assert said in answer.stderr
    assert not answer.stdout
    assert files(store) == before


def test_a_broken_record_tells_every_problem_and_writes_nothing(store: Path) -> None:
    before, head = files(store), git(store, "rev-parse", "HEAD")

    answer = shequ(
        "add", "纠纷", "--set", "受理日期=2026-02-30", "--set", "摘要=漏水", "--set", "涉及金额=一千", at=store
    )

    assert answer.code == 1
    assert "受理日期：2026-02-30" in answer.stderr
    assert "纠纷类型 — 必须填写" in answer.stderr
    assert "涉及金额：一千" in answer.stderr
    assert "没有保存" in answer.stderr
    assert not answer.stdout
    assert files(store) == before
    assert git(store, "rev-parse", "HEAD") == head


def test_a_doubt_needs_a_reason_that_stays_with_the_record(store: Path) -> None:
    pay = ("add", "救助", "--set", "发放日期=2026-03-30", "--set", "发放种类=临时救助", "--set", "计数单位=人", "--set", "人数=3",
           "--set", "标准=100", "--set", "金额=250")  # fmt: skip

    refused = shequ(*pay, at=store)
    passed = shequ(*pay, "--pass", "D-product=一人补发一半", at=store)

    assert refused.code == 1
    assert "疑问 金额：250.00" in refused.stderr
    assert "疑问如果属实，请写明理由：--pass D-product=…" in refused.stderr
    assert passed.code == 0
    assert "D-product=一人补发一半" in (store / "records/relief/2026-03.csv").read_text("utf-8-sig")
    assert shequ("check", "救助", at=store).stdout == ""


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(store: Path) -> None:
    before, head = files(store), git(store, "rev-parse", "HEAD")

    answer = shequ("add", "纠纷", *CASE, "--dry-run", at=store)

    assert answer.code == 0
    assert "records/case/2026-04/case-20260401-" in answer.stdout
    assert "未写入" in answer.stdout
    assert "摘要: 漏水" in answer.stdout
    assert files(store) == before
    assert git(store, "rev-parse", "HEAD") == head


def test_no_commit_leaves_the_file_to_the_clerk(store: Path) -> None:
    head = git(store, "rev-parse", "HEAD")

    answer = shequ("add", "纠纷", *CASE, "--no-commit", "--json", at=store)

    assert answer.json["commit"] is None
    assert git(store, "rev-parse", "HEAD") == head
    assert answer.json["path"] in git(store, "status", "--short", "--untracked-files=all")


BATCHES = {
    "csv": "受理日期,纠纷类型,摘要\n2026-04-02,邻里纠纷,漏水\n2026-04-03,婚姻家庭纠纷,赡养\n",
    "yaml": "- {受理日期: 2026-04-02, 纠纷类型: 邻里纠纷, 摘要: 漏水}\n- {受理日期: 2026-04-03, 纠纷类型: 婚姻家庭纠纷, 摘要: 赡养}\n",
    "json": '[{"受理日期": "2026-04-02", "纠纷类型": "邻里纠纷", "摘要": "漏水"},'
    ' {"accepted_on": "2026-04-03", "category": "婚姻家庭纠纷", "summary": "赡养"}]',
    "jsonl": '{"受理日期": "2026-04-02", "纠纷类型": "邻里纠纷", "摘要": "漏水"}\n'
    '{"受理日期": "2026-04-03", "纠纷类型": "婚姻家庭纠纷", "摘要": "赡养"}\n',
}


@pytest.mark.parametrize("suffix", BATCHES)
@pytest.mark.parametrize("stdin", [False, True])
def test_a_batch_is_one_commit_in_every_format(store: Path, tmp_path: Path, suffix: str, stdin: bool) -> None:
    commits = int(git(store, "rev-list", "--count", "HEAD"))
    batch = tmp_path / f"四月.{suffix}"
    batch.write_text(BATCHES[suffix], "utf-8")

    answer = shequ(
        "add", "纠纷", "--from", "-" if stdin else batch, "--json", at=store, typed=BATCHES[suffix] if stdin else ""
    )

    assert answer.code == 0, answer
    assert answer.json["shequ"] == "records/1"
    assert answer.json["count"] == 2
    assert [record["ledger"] for record in answer.json["records"]] == ["case", "case"]
    assert int(git(store, "rev-list", "--count", "HEAD")) == commits + 1
    assert len(ids(store)) == 5


def test_one_bad_line_keeps_the_whole_batch_out(store: Path, tmp_path: Path) -> None:
    before = files(store)
    batch = tmp_path / "四月.csv"
    batch.write_text("受理日期,纠纷类型,摘要\n2026-04-02,邻里纠纷,漏水\n2026-13-03,邻里纠粉,赡养\n", "utf-8")

    answer = shequ("add", "纠纷", "--from", batch, at=store)

    assert answer.code == 1
    assert f"{batch}:3:1 错误 受理日期：2026-13-03" in answer.stderr
    assert f"{batch}:3:2 错误 纠纷类型：邻里纠粉" in answer.stderr
    assert "是不是“邻里纠纷”？" in answer.stderr
    assert files(store) == before


def test_a_bad_value_in_a_yaml_batch_is_told_at_its_line_and_column(store: Path, tmp_path: Path) -> None:
    batch = tmp_path / "四月.yaml"
    batch.write_text("# 四月\n- 受理日期: 2026-04-02\n  纠纷类型: 邻里纠粉\n  摘要: 漏水\n", "utf-8")

    answer = shequ("add", "纠纷", "--from", batch, at=store)

    assert f"{batch}:3:9 错误 纠纷类型：邻里纠粉" in answer.stderr


def test_settings_fill_what_the_batch_leaves_out(store: Path) -> None:
    rows = "摘要,纠纷类型\n漏水,\n赡养,婚姻家庭纠纷\n"

    answer = shequ(
        "add",
        "纠纷",
        "--from",
        "-",
        "--set",
        "受理日期=2026-04-05",
        "--set",
        "纠纷类型=邻里纠纷",
        "--json",
        at=store,
        typed=rows,
    )

    assert answer.code == 0, answer
    found = shequ("list", "纠纷", "--period", "2026-04", "--json", at=store).json["records"]
    assert sorted(record["category"] for record in found) == ["婚姻家庭纠纷", "邻里纠纷"]


def test_a_batch_of_hundreds_is_told_in_a_few_lines(store: Path) -> None:
    rows = "\n".join(
        json.dumps({"受理日期": "2026-04-02", "纠纷类型": "邻里纠纷", "摘要": f"漏水{n}"}) for n in range(40)
    )

    answer = shequ("add", "纠纷", "--from", "-", at=store, typed=rows)

    assert answer.code == 0
    assert len(answer.stderr.splitlines()) == 6
    assert "共 40 条" in answer.stderr


def test_the_same_cause_in_a_batch_is_told_once(store: Path) -> None:
    rows = "受理日期,纠纷类型,摘要\n" + "2026-04-02,邻里纠粉,漏水\n" * 30

    answer = shequ("add", "纠纷", "--from", "-", at=store, typed=rows)

    assert answer.code == 1
    assert "同一原因 ×30" in answer.stderr
    assert len(answer.stderr.splitlines()) == 2
