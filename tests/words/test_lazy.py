"""What is made when it is first asked for."""

from __future__ import annotations

import pytest

from shequ_cli.words.lazy import Lazy


def test_a_value_is_made_once_and_only_when_asked_for() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    found = Lazy(["b", "a", "b"], make)

    assert (list(found), len(found), "a" in found, "c" in found) == (["b", "a"], 2, True, False)
    assert made == []
    assert (found["a"], found["a"], found.get("c")) == ("A", "A", None)
    assert made == ["a"]
    assert dict(found) == {"b": "B", "a": "A"}
    assert made == ["a", "b"]


def test_what_cannot_be_made_leaves_the_others_alone_and_says_so_each_time() -> None:
    def make(name: str) -> int:
        return {"a": 1}[name]

    found = Lazy(["a", "x"], make)

    assert found["a"] == 1
    for _again in range(2):
        with pytest.raises(KeyError, match="x"):
            found["x"]


def test_all_are_made_at_once_when_that_is_asked_and_the_first_fault_is_raised() -> None:
    made: list[str] = []
    found = Lazy(["a", "b"], lambda name: made.append(name))
    found.make_all()
    found.make_all()
    assert made == ["a", "b"]

    with pytest.raises(KeyError, match="x"):
        Lazy(["a", "x"], {"a": 1}.__getitem__).make_all()
