"""bash hands over `--set 类型=邻` as four words, since = breaks words there; this joins them again."""

from __future__ import annotations

from collections.abc import MutableMapping

_split: list[bool] = [False]


def rejoin(environment: MutableMapping[str, str]) -> None:
    """Mend COMP_WORDS and COMP_CWORD, and remember that the answers may only hold what comes after the =."""
    if environment.get("_SHEQU_COMPLETE") != "complete_bash":
        return
    given, cursor = environment.get("COMP_WORDS", "").split("\n"), int(environment.get("COMP_CWORD", "0"))
    words: list[str] = []
    for word in given[: cursor + 1]:
        after_name = word == "=" and words
        after_equals = words and words[-1].endswith("=") and len(words) > 1
        if after_name or after_equals:
            words[-1] += word
        else:
            words.append(word)
    _split[0] = "=" in words[-1]
    environment["COMP_WORDS"], environment["COMP_CWORD"] = "\n".join(words), str(len(words) - 1)


def answered(value: str, incomplete: str) -> str:
    """An answer as bash wants it."""
    return value.removeprefix(incomplete.rpartition("=")[0] + "=") if _split[0] else value
