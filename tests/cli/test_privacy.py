"""What a person's name, telephone or number may never do: appear unmasked anywhere but for 内部 (design §7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed import files, git, ids, shequ

NAME, PHONE = "欧阳测试", "13800005678"
SECRETS = (NAME, PHONE, "三单元401")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds people's data wherever its ledgers allow."""
    root = tmp_path_factory.mktemp("full") / "库"
    shequ("init", root, "--name", "幸福社区居民委员会")
    case = ("受理日期=2026-03-12", "纠纷类型=邻里纠纷", "摘要=楼上漏水", f"当事人.0.姓名={NAME}", f"当事人.0.电话={PHONE}",
            "当事人.0.住址=幸福小区3号楼三单元401")  # fmt: skip
    request = ("反映日期=2026-03-02", "诉求种类=路灯", "诉求内容=路灯不亮", f"反映人={NAME}", f"联系方式={PHONE}")
    relief = ("发放日期=2026-03-05", "发放种类=临时救助", "金额=200", f"领取人={NAME}")
    for ledger, words in (("纠纷", case), ("诉求", request), ("救助", relief)):
        answer = shequ("add", ledger, *(word for pair in words for word in ("--set", pair)), at=root)
        assert answer.code == 0, answer
        assert not any(secret in answer.stdout + answer.stderr for secret in SECRETS)
    shequ("plan", "generate", "annual", "2026", at=root)
    return root


LOOKS: tuple[tuple[str, ...], ...] = (
    ("list", "纠纷"),
    ("list", "纠纷", "--json"),
    ("list", "纠纷", "--columns", "编号,当事人"),
    ("list", "诉求", "--json"),
    ("list", "诉求", "-o", "-"),
    ("list", "救助", "-o", "-"),
    ("find", NAME),
    ("find", PHONE, "--json"),
    ("find", "漏水"),
    ("query", "select * from 纠纷"),
    ("query", "select * from 'case'", "--json"),
    ("query", 'select * from "CASE"'),
    ("query", "select a.parties, b.联系方式 from 'case' a, 诉求 b"),
    ("query", "with x as (select parties as p from `case`) select p from x"),
    ("query", "select json_extract(parties, '$[0].name') from [case]"),
    ("query", "select 反映人, 联系方式 as 电话, substr(反映人, 1, 3) as 头 from 诉求"),
    ("query", "select group_concat(领取人) as 名 from 救助"),
    ("check",),
    ("check", "--json"),
    ("today", "--ahead", "90"),
    ("today", "--json"),
    ("report", "monthly", "2026-03"),
    ("report", "monthly", "2026-03", "--json"),
    ("explain", "受理矛盾纠纷", "2026-03"),
    ("explain", "受理矛盾纠纷", "2026-03", "--json"),
    ("plan", "status", "2026"),
    ("undo", "--dry-run"),
    ("doctor",),
)


@pytest.mark.parametrize("words", LOOKS, ids=lambda words: " ".join(words)[:40])
def test_no_command_shows_people_by_default(full: Path, words: tuple[str, ...]) -> None:
    answer = shequ(*words, at=full)
    said = (answer.stdout + answer.stderr).replace(words[1] if words[0] == "find" else "\0", "")

    assert answer.code == 0, answer
    assert not any(secret in said for secret in SECRETS), said


@pytest.mark.parametrize("ledger", ["纠纷", "诉求", "救助"])
@pytest.mark.parametrize("verb", ["show", "history"])
def test_records_are_shown_masked(full: Path, ledger: str, verb: str) -> None:
    id = ids(full, ledger)[0]

    masked, inside = shequ(verb, id, at=full), shequ(verb, id, "--as", "内部", at=full)
    public = shequ(verb, id, "--as", "公示", at=full)

    assert "欧**试" in masked.stdout
    assert not any(secret in masked.stdout for secret in SECRETS)
    assert NAME in inside.stdout
    assert "欧" not in public.stdout


def test_a_wrong_telephone_is_told_by_its_place_and_not_in_full(full: Path, tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "库"
    shutil.copytree(full, root)
    path = next(root.rglob("request-*.yaml"))
    path.write_text(path.read_text("utf-8").replace(PHONE, PHONE + "99"), "utf-8")

    outside, inside = shequ("check", at=root), shequ("check", "--as", "内部", at=root)

    assert f"{path.relative_to(root).as_posix()}:" in outside.stdout and "[E-phone]" in outside.stdout
    assert PHONE not in outside.stdout + shequ("check", "--json", at=root).stdout
    assert PHONE + "99" in inside.stdout


def test_names_enter_neither_file_names_nor_ids_nor_commit_messages(full: Path) -> None:
    assert not any(NAME in path for path in files(full))
    assert NAME not in git(full, "log", "--format=%B")
    assert PHONE not in git(full, "log", "--format=%B")


def test_documents_for_others_hold_no_names(full: Path, tmp_path: Path) -> None:
    import zipfile

    targets = [tmp_path / f"月报.{suffix}" for suffix in ("md", "html", "docx", "xlsx", "json")]
    shequ("report", "monthly", "2026-03", *(word for path in targets for word in ("-o", path)), at=full)

    for path in targets:
        parts = [path.read_bytes()]
        if path.suffix in (".docx", ".xlsx"):
            package = zipfile.ZipFile(path)
            parts = [package.read(name) for name in package.namelist()]
        assert not any(NAME.encode() in part for part in parts), path
