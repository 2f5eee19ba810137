from __future__ import annotations

import pytest

from bot.workshop.actions.action import LIMIT, check_action
from bot.workshop.errors import Refusal


def test_an_action_says_what_and_who_and_perhaps_the_first_step() -> None:
    assert check_action(" Écrire\nla charte ", "Alix\x00", "") == ("Écrire la charte", "Alix", None)
    assert check_action("a", "b", " téléphoner ") == ("a", "b", "téléphoner")


@pytest.mark.parametrize(
    ("what", "owner", "first", "key"),
    [
        ("\u200b", "Alix", "", r"^action\.needs_what$"),
        ("Écrire", " ", "", r"^action\.needs_owner$"),
        ("x" * (LIMIT + 1), "Alix", "", r"^text\.too_long$"),
        ("Écrire", "x" * (LIMIT + 1), "", r"^text\.too_long$"),
        ("Écrire", "Alix", "x" * (LIMIT + 1), r"^text\.too_long$"),
    ],
)
def test_an_incomplete_or_endless_action_is_refused(
    what: str, owner: str, first: str, key: str
) -> None:
    with pytest.raises(Refusal, match=key):
        check_action(what, owner, first)
