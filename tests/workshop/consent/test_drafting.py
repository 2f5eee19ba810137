"""The first text of a proposal, made of a theme."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.consent.drafting import drafted
from bot.workshop.consent.step import PROPOSAL_LIMIT


def test_its_name_comes_first_and_its_post_its_follow() -> None:
    assert drafted("Manger", ["un four", "un\nverger"]) == "Manger\n- un four\n- un verger"


@given(st.lists(st.text("abc ", min_size=1, max_size=300), max_size=30))
def test_what_is_left_out_is_told_and_it_always_fits(texts: list[str]) -> None:
    text = drafted("Manger", texts)
    assert len(text) <= PROPOSAL_LIMIT
    lines = text.split("\n")
    whole = len(lines) == len(texts) + 1
    assert whole or lines[-1] == "…"
