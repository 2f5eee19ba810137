"""What the room reads of each group: nothing that says the contrary of what happened."""

from __future__ import annotations

import pytest

from bot.i18n import catalogue
from bot.interface.words.subgroups.back import parts
from bot.services.subgroups.view import Seen
from bot.workshop.language import Language
from bot.workshop.subgroups.group import Group
from tests.reports.builders import postits

GROUPS = tuple(Group(n, 1, n, None, (10 * n, 10 * n + 1)) for n in (1, 2, 3))


@pytest.mark.parametrize("language", list(Language))
def test_of_a_group_that_is_not_told_it_is_not_said_that_it_wrote_nothing(
    language: Language,
) -> None:
    t = catalogue(language)
    one, two = postits(["Un banc", "Un arbre"], None)
    told = parts(Seen(groups=GROUPS, formed=True, output={1: (one,)}, loose=(two,)), t)
    assert [part.heading for part in told] == [
        f"**{t('subgroups.group', number=1)}**",
        f"**{t('subgroups.brought_loose')}**",
    ]
    all_told = parts(Seen(groups=GROUPS, formed=True, output={1: (one,)}), t)
    assert [part.lines == () for part in all_told] == [False, True, True]
    assert all_told[1].none == t("subgroups.brought_none")
