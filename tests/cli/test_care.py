"""shequ init, schema, doctor, explain of codes: making a store and looking after it."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from typed import files, git, shequ


def test_init_makes_a_store_with_history(tmp_path: Path) -> None:
    root = tmp_path / "幸福社区"

    answer = shequ(
        "init", root, "--name", "幸福社区居民委员会", "--set", "落款.填表人=李小明", "--set", "网格=一网格、二网格"
    )

    assert answer.code == 0
    assert answer.stdout.strip() == str(root)
    profile = yaml.safe_load((root / "shequ.yaml").read_text("utf-8"))
    assert profile["社区名称"] == "幸福社区居民委员会"
    assert profile["落款"] == {"填表人": "李小明"}
    assert set(files(root)) == {"shequ.yaml", ".gitignore", ".gitattributes"}
    assert git(root, "log", "--format=%s").strip() == "建库"
    assert git(root, "status", "--short") == ""


def test_init_without_a_name_is_refused(tmp_path: Path) -> None:
    answer = shequ("init", tmp_path / "库")

    assert answer.code == 1
    assert "社区名称 — 必须填写" in answer.stderr
    assert not (tmp_path / "库" / "shequ.yaml").exists()


def test_init_never_makes_a_store_twice(store: Path) -> None:
    before = files(store)

    answer = shequ("init", store, "--name", "别的社区")

    assert answer.code == 2
    assert "已经有一个库" in answer.stderr
    assert files(store) == before


def test_init_keeps_what_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.bak\n")
    (tmp_path / "说明.txt").write_text("旧的")

    shequ("init", tmp_path, "--name", "幸福社区")

    assert (tmp_path / ".gitignore").read_text().splitlines()[:2] == ["*.bak", ".shequ/"]
    assert (tmp_path / "说明.txt").read_text() == "旧的"


def test_init_dry_run_writes_nothing(tmp_path: Path) -> None:
    answer = shequ("init", tmp_path / "库", "--name", "幸福社区", "--dry-run")

    assert "社区名称: 幸福社区" in answer.stdout
    assert not (tmp_path / "库").exists()


def test_the_store_is_found_from_below(store: Path) -> None:
    assert shequ("list", "纠纷", at=store / "records" / "case").code == 0


def test_schema_list_needs_no_store(tmp_path: Path) -> None:
    answer = shequ("schema", "list", at=tmp_path)
    shape = shequ("定义", "list", "--json", at=tmp_path).json

    assert answer.code == 0
    assert "矛盾纠纷调解" in answer.stdout
    assert shape["shequ"] == "schemas/1"
    assert {"S28", "S29"} <= {row for ledger in shape["ledgers"] for row in ledger["systems"]}


def test_schema_show_tells_fields_codes_states_and_clocks(store: Path) -> None:
    answer = shequ("schema", "show", "纠纷", at=store)

    assert "受理日期" in answer.stdout and "邻里纠纷" in answer.stdout
    assert "状态：受理 → 调解中、撤回" in answer.stdout
    assert "时限：调结" in answer.stdout


def test_exported_schemas_judge_the_stores_own_files(store: Path, tmp_path: Path) -> None:
    answer = shequ("schema", "export", tmp_path / "定义", at=store)

    assert answer.code == 0
    schema = json.loads((tmp_path / "定义" / "case.schema.json").read_text("utf-8"))
    judge = jsonschema_rs.Draft202012Validator(schema)
    for path in (store / "records" / "case").rglob("*.yaml"):
        record = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        assert judge.is_valid(record), list(judge.iter_errors(record))
    assert not judge.is_valid({"受理日期": "2026-03-12", "纠纷类型": "邻里纠粉", "摘要": "漏水", "状态": "受理"})
    assert not judge.is_valid(
        {"受理日期": "2026-03-12", "纠纷类型": "邻里纠纷", "摘要": "漏水", "状态": "受理", "类行": "x"}
    )


@pytest.mark.parametrize("inside", [True, False])
def test_the_data_package_is_one_that_frictionless_accepts(store: Path, tmp_path: Path, inside: bool) -> None:
    frictionless = importlib.import_module("frictionless")
    folder = store if inside else tmp_path / "包"

    assert shequ("schema", "export", folder, at=store).code == 0

    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["title", "note"])
    names = [resource.name for resource in package.resources]
    assert ("relief-2026-03" if inside else "relief") in names


def test_frictionless_sees_a_wrong_code(store: Path) -> None:
    frictionless = importlib.import_module("frictionless")
    shequ("schema", "export", store, at=store)
    file = store / "records/relief/2026-03.csv"
    file.write_bytes(file.read_bytes().replace("临时救助".encode(), "临时补助".encode()))

    assert not frictionless.Package(str(store / "datapackage.json")).validate().valid


def test_an_export_elsewhere_is_masked(store: Path, tmp_path: Path) -> None:
    words = ("发放日期=2026-03-30", "发放种类=临时救助", "金额=200", "领取人=欧阳某某")
    shequ("add", "救助", *(word for pair in words for word in ("--set", pair)), at=store)

    shequ("schema", "export", tmp_path / "包", at=store)

    text = (tmp_path / "包" / "data" / "relief.csv").read_text("utf-8-sig")
    assert "欧**某" in text and "欧阳某某" not in text


def test_doctor_says_what_is_well(store: Path) -> None:
    answer = shequ("doctor", at=store)
    shape = shequ("体检", "--json", at=store).json

    assert answer.code == 0
    assert "改动历史" in answer.stdout
    assert shape["shequ"] == "doctor/1"
    states = {finding["name"]: finding["state"] for finding in shape["findings"]}
    assert {states[name] for name in ("程序", "git", "库", "改动历史", "记录", "定义", "放假安排")} == {"ok"}


def test_doctor_says_how_to_mend(store: Path) -> None:
    profile = store / "shequ.yaml"
    profile.write_text(profile.read_text("utf-8") + "区划代码: 12\n", "utf-8")
    (store / "records" / ".~shequ-abc").write_text("x")

    answer = shequ("doctor", at=store, today="2027-01-05")
    found = {one["name"]: one for one in shequ("doctor", "--json", at=store, today="2027-01-05").json["findings"]}

    assert answer.code == 3
    assert found["社区资料"]["state"] == "bad" and "区划代码" in found["社区资料"]["said"]
    assert "手工改过" in found["改动历史"]["said"]
    assert found["临时文件"]["state"] == "warn"
    assert found["放假安排"]["mend"] == "照放假通知用 shequ calendar import 录入，或新建 calendar/2027.yaml"


def test_doctor_works_without_a_store(tmp_path: Path) -> None:
    answer = shequ("doctor", at=tmp_path)

    assert answer.code == 0
    assert "这里没有库" in answer.stdout


def test_a_broken_definition_of_the_stores_own_is_told_with_its_file(store: Path) -> None:
    folder = store / "schemas" / "ledgers"
    folder.mkdir(parents=True)
    (folder / "tree.yaml").write_text(
        "title: 树\nx-ledger: {date: 没有}\nproperties: {day: {title: 日, type: string}}\n", "utf-8"
    )

    answer = shequ("list", "纠纷", at=store)

    assert answer.code == 1
    assert "schemas/ledgers/tree.yaml" in answer.stderr


def test_a_new_ledger_is_a_file(store: Path) -> None:
    folder = store / "schemas" / "ledgers"
    folder.mkdir(parents=True)
    (folder / "tree.yaml").write_text(
        "title: 古树\nx-ledger: {aliases: [树], date: day, label: '{kind}'}\nrequired: [day, kind]\nproperties:\n"
        "  day: {title: 登记日期, type: string, format: date}\n  kind: {title: 树种, enum: [樟树, 银杏]}\n",
        "utf-8",
    )

    assert shequ("add", "树", "--set", "登记日期=2026-04-01", "--set", "树种=樟树", at=store).code == 0
    assert "樟树" in shequ("list", "古树", at=store).stdout
    assert shequ("add", "树", "--set", "树种=樟数", at=store).code == 2
    assert shequ("check", "tree", at=store).code == 0


def test_explain_a_code(tmp_path: Path) -> None:
    answer = shequ("explain", "E-enum", at=tmp_path)

    assert answer.code == 0
    assert answer.stdout.splitlines()[0].startswith("E-enum ")
    assert "改法" in answer.stdout
    assert shequ("说明", "d-order", "--json", at=tmp_path).json["code"] == "D-order"
    assert "是不是“E-enum”" in shequ("explain", "E-enun", at=tmp_path).stderr
