"""Definitions: the store's own before the shipped ones, parsed once, broken ones named with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shequ_cli.store import assets as module
from shequ_cli.store import definitionfile
from shequ_cli.store.assets import Assets
from shequ_cli.words.errors import BadDefinition, UnknownName


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What comes with the program, small."""
    folder = tmp_path / "shipped"
    monkeypatch.setattr(module, "shipped", lambda: folder)
    _write(folder, "schemas/ledgers/case.yaml", _ledger("矛盾纠纷调解", ["纠纷", "调解"]))
    _write(folder, "schemas/ledgers/visit.yaml", _ledger("走访探访", ["走访"]))
    _write(folder, "schemas/codelists/kind.yaml", "title: 类型\nversion: 2026\ncodes: [甲, {title: 乙, code: 0102}]\n")
    _write(
        folder,
        "schemas/indicators/case.yaml",
        "accepted: {title: 受理, from: case, on: accepted_on}\n\nclosed: {title: 调结}\n",
    )
    _write(folder, "schemas/calendar/2026.yaml", "title: 2026\n")
    _write(folder, "templates/monthly.md", "# 月报\n")
    return folder


@pytest.fixture
def own(tmp_path: Path, shipped: Path) -> Path:
    """A store's folder."""
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


def _ledger(title: str, aliases: list[str]) -> str:
    about = f"x-ledger: {{aliases: {json.dumps(aliases, ensure_ascii=False)}, date: on}}\n"
    return f"title: {title}\n{about}properties:\n  on: {{title: 日期, type: string, format: date}}\n"


def _write(folder: Path, path: str, text: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


class Cache:
    """Keeps JSON text, and counts."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, str]] = {}
        self.puts = 0

    def get(self, key: str, stamp: str) -> object:
        known = self.kept.get(key)
        return json.loads(known[1]) if known and known[0] == stamp else None

    def put(self, key: str, stamp: str, parsed: object) -> None:
        self.puts += 1
        self.kept[key] = stamp, json.dumps(parsed)


def test_a_ledger_is_found_by_name_title_and_alias(own: Path) -> None:
    assets = Assets(own)

    assert {assets.ledger(word).name for word in ("case", "矛盾纠纷调解", "纠纷", "调解")} == {"case"}
    assert list(assets.ledgers()) == ["case", "visit"]


def test_an_unknown_ledger_names_the_nearest_or_all(own: Path) -> None:
    with pytest.raises(UnknownName, match="走访探访") as refused:
        Assets(own).ledger("走访探望")
    assert refused.value.exit_code == 2
    with pytest.raises(UnknownName, match="可用的有：矛盾纠纷调解、走访探访"):
        Assets(own).ledger("xyz")


def test_the_stores_own_file_wins_over_the_shipped_one_of_that_name(own: Path) -> None:
    _write(own, "schemas/ledgers/case.yaml", _ledger("纠纷登记", []))
    _write(own, "schemas/ledgers/petvisit.yaml", _ledger("宠物走访", ["宠物"]))
    _write(own, "templates/monthly.md", "# 我们的月报\n")
    assets = Assets(own)

    assert assets.ledger("case").title == "纠纷登记"
    assert assets.ledger("宠物").name == "petvisit"
    assert assets.text("templates/monthly.md") == "# 我们的月报\n"
    assert [(file.name, file.origin) for file in assets.list("templates")] == [("monthly", "store")]
    assert assets.names("ledgers") == ("case", "petvisit", "visit")


def test_two_ledgers_may_not_share_a_word(own: Path) -> None:
    file = _write(own, "schemas/ledgers/quarrel.yaml", _ledger("口角", ["纠纷"]))

    with pytest.raises(BadDefinition, match="纠纷"):
        Assets(own).ledger("口角")
    file.unlink()
    assert Assets(own).ledger("纠纷").name == "case"


def test_indicators_of_all_files_are_one_mapping_with_places(own: Path) -> None:
    _write(own, "schemas/indicators/own.yaml", "# 自己的\nclosed: {title: 办结}\nmine: {title: 自定}\n")

    merged = Assets(own).raw_all("indicators")

    assert {name: found.raw["title"] for name, found in merged.items()} == {
        "accepted": "受理",
        "closed": "办结",
        "mine": "自定",
    }
    assert str(merged["mine"].place) == "schemas/indicators/own.yaml:3"
    assert merged["accepted"].raw["on"] == "accepted_on"


def test_two_shipped_files_may_not_define_the_same_indicator(own: Path, shipped: Path) -> None:
    _write(shipped, "schemas/indicators/more.yaml", "accepted: {title: 又一个}\n")

    with pytest.raises(BadDefinition, match=r"more\.yaml:1"):
        Assets(own).raw_all("indicators")


def test_the_stores_calendar_lies_on_top(own: Path) -> None:
    _write(own, "calendar/2026.yaml", "title: 本库的\n")
    _write(own, "calendar/2027.yaml", "title: 新的\n")

    assets = Assets(own)

    assert assets.names("calendar") == ("2026", "2027")
    assert assets.raw("calendar", "2026") == {"title": "本库的"}


def test_code_lists_are_read(own: Path) -> None:
    assert Assets(own).codelists()["kind"].title_of("0102") == "乙"


def test_scalars_are_typed_but_dates_and_look_alikes_stay_text(own: Path) -> None:
    text = "a: 12\nb: 1.5\nc: true\nd: null\ne: 2026-03-12\nf: 0203\ng: 1:30\non: yes\nh: 1_000\ni:\nj: 1e3\nk: -3\n"
    _write(own, "schemas/plans/x.yaml", text)

    assert Assets(own).raw("plans", "x") == {
        "a": 12, "b": 1.5, "c": True, "d": None, "e": "2026-03-12", "f": "0203", "g": "1:30", "on": "yes", "h": "1_000", "i": None,
        "j": "1e3", "k": -3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1\n", "x.yaml:2:1"),
        ("a: 1\nb: {c: 1, c: 2}\n", "x.yaml:2:11"),
        ("a: 1\n\tb: 2\n", "x.yaml:2:1"),
        ("a: !t 1\n", "x.yaml:1:4"),
    ],
)
def test_a_broken_definition_is_named_with_file_line_and_column(own: Path, text: str, place: str) -> None:
    _write(own, "schemas/plans/x.yaml", text)

    with pytest.raises(BadDefinition, match=place) as refused:
        Assets(own).raw("plans", "x")
    assert refused.value.exit_code == 1


def test_a_definition_that_is_not_utf8_or_no_mapping_is_named(own: Path) -> None:
    _write(own, "schemas/ledgers/x.yaml", "- a\n")
    with pytest.raises(BadDefinition, match=r"ledgers/x\.yaml"):
        Assets(own).prove()
    (own / "schemas/ledgers/x.yaml").write_bytes("标题: 甲\n".encode("gb18030"))
    with pytest.raises(BadDefinition, match="UTF-8"):
        Assets(own).ledgers()


def test_a_ledger_that_lacks_something_is_named_and_not_a_crash(own: Path) -> None:
    _write(own, "schemas/ledgers/x.yaml", _ledger("甲", []).replace("date: on", "date: on, clocks: [{within: 3 days}]"))

    with pytest.raises(BadDefinition, match=r"ledgers/x\.yaml.*name"):
        Assets(own).ledger("甲")
    assert Assets(own).ledger("纠纷").name == "case"  # the others go on


def test_parsed_definitions_are_kept_until_a_file_of_their_kind_changes(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache()
    first = Assets(own, cache).ledgers()
    assert cache.puts == 1
    with monkeypatch.context() as patch:
        patch.setattr(definitionfile, "read", lambda file, path: pytest.fail("parsed again"))
        assert Assets(own, cache).ledgers() == first

    _write(own, "schemas/ledgers/new.yaml", _ledger("新台账", []))

    assert Assets(own, cache).ledger("新台账").name == "new"


def test_what_holds_together_is_proven_once_until_a_file_of_its_kinds_changes(own: Path) -> None:
    cache, proofs = Cache(), list[str]()

    def prove() -> None:
        proofs.append("proven")

    for _command in range(2):
        Assets(own, cache).proven("measures", ("indicators", "ledgers"), prove)
    assert len(proofs) == 1

    _write(own, "schemas/plans/x.yaml", "title: 计划\n")
    Assets(own, cache).proven("measures", ("indicators", "ledgers"), prove)
    assert len(proofs) == 1

    _write(own, "schemas/indicators/x.yaml", "more: {}\n")
    Assets(own, cache).proven("measures", ("indicators", "ledgers"), prove)
    assert len(proofs) == 2


def test_what_does_not_hold_together_is_told_every_time(own: Path) -> None:
    cache = Cache()

    def prove() -> None:
        raise BadDefinition("x.yaml", "坏了")

    for _command in range(2):
        with pytest.raises(BadDefinition, match="坏了"):
            Assets(own, cache).proven("measures", ("indicators",), prove)


def test_unknown_files_and_names_say_what_there_is(own: Path) -> None:
    assets = Assets(own)

    with pytest.raises(UnknownName, match="monthly"):
        assets.text("templates/montly.md")
    with pytest.raises(UnknownName, match="2026"):
        assets.raw("calendar", "2030")
    _write(own.parent, "secret.md", "x")
    with pytest.raises(UnknownName):
        assets.text("../secret.md")


def test_what_is_shipped_holds_together() -> None:
    assets = Assets()

    assert {
        "case",
        "inspection",
        "hazard",
        "relief",
        "dibao",
        "visit",
        "request",
        "activity",
        "meeting",
        "pledge",
    } <= set(assets.ledgers())
    assert assets.codelists()
    assert len(assets.raw_all("indicators")) >= 40
    assert assets.form("profile").field("社区名称").name == "name"
