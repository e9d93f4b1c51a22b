"""Names that hold numbers stand as people count them."""

from __future__ import annotations

import pytest

from shequ_cli.words.order import counted


@pytest.mark.parametrize(
    "names",
    [
        [
            "第一网格",
            "第二网格",
            "第三网格",
            "第四网格",
            "第九网格",
            "第十网格",
            "第十一网格",
            "第二十网格",
            "第一百零二网格",
        ],
        ["9号楼", "10号楼", "10号楼2单元", "10号楼11单元"],
        ["二〇二五年", "二〇二六年"],
        ["城南网格一组", "城南网格二组", "城西网格一组"],
    ],
)
def test_numbers_sort_by_what_they_count(names: list[str]) -> None:
    assert sorted(reversed(names), key=counted) == names


def test_names_without_numbers_keep_the_order_of_their_signs() -> None:
    assert sorted(["网格", "", "社区"], key=counted) == sorted(["网格", "", "社区"])
