"""The choices of the finder: each says how many services it finds, and none leads to nothing."""

from __future__ import annotations

import re

import pytest

from tests.page import Page, total, words
from tests.visitor import Visitor


def choices(page: Page, name: str) -> dict[str, tuple[str, int | None]]:
    """Each choice of a filter with the number beside it."""
    boxes = [(box, box.get("value", "")) for box in page.all("input", name=name)]
    labels = {id(box): label for label in page.all("label") for box in label.iter("input")}
    found_ = {value: words(labels[id(box)]) for box, value in boxes if value}
    found_ |= {o.get("value", ""): words(o) for s in page.all("select", name=name) for o in s.iter("option") if o.get("value")}
    counted = {value: re.search(r"\((\d+)\)$", label) for value, label in found_.items()}
    return {value: (label, int(match[1]) if (match := counted[value]) else None) for value, label in found_.items()}


@pytest.mark.parametrize("name", ["crime", "for", "support", "referral"])
def test_the_number_beside_a_choice_is_what_choosing_it_finds(client: Visitor, name: str) -> None:
    page = client.search(place="Cardiff", age="25")
    offered = choices(page, name)
    assert len(offered) >= 2
    for value, (label, count) in list(offered.items())[:6]:
        assert total(client.search(place="Cardiff", age="25", **{"for_" if name == "for" else name: value})) == count, label


def test_a_choice_no_service_answers_is_not_offered(client: Visitor) -> None:
    page = client.search(place="Cardiff", age="25", language="yi")
    for name in ("crime", "for", "support", "referral"):
        assert all(count for _, count in choices(page, name).values())


def test_a_chosen_language_hides_nobody(client: Visitor) -> None:
    anyone = total(client.search(crime="domestic-abuse", place="Leeds"))
    assert total(client.search(crime="domestic-abuse", place="Leeds", language="so")) == anyone
