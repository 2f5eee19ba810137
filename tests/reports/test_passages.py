"""What can be found of a session again, by what it is."""

from __future__ import annotations

import pytest

from bot.i18n import catalogue
from bot.reports.passages import passages
from bot.workshop.language import Language
from bot.workshop.memory.passages import About
from bot.workshop.vote.methods import Method
from tests.reports.builders import BRAINSTORM, counted, postits, record
from tests.reports.elections import sample, session

FR = catalogue(Language.FRENCH)


@pytest.mark.parametrize(
    ("answers", "quorum", "about"),
    [
        ([(3, "yes")], None, About.DECISION),
        ([(1, "yes"), (3, "no")], None, About.NOT_ADOPTED),
        ([(2, "yes"), (2, "no")], None, About.NOT_ADOPTED),
        ([(3, "yes")], "9", About.PUT),
        ([(2, "yes")], None, About.PUT),
        ([], None, About.PUT),
    ],
)
def test_the_question_of_a_yes_or_no_is_found_as_what_it_became(
    answers: list[tuple[int, str]], quorum: str | None, about: About
) -> None:
    """Its words are the title of the step where they are short enough."""
    vote = sample(Method.YES_NO, cast=answers, quorum=quorum)
    asked = vote.plan.asked(Language.FRENCH)
    told = {one.text: one.about for one in passages(session(vote, FR))}
    assert told[asked] is about


def test_a_question_is_found_where_it_is_the_title_of_its_step() -> None:
    wall = postits(["Un four"])
    told = record(BRAINSTORM, postits=wall, votes={"vote": counted(wall, [{1: 1}] * 3)})
    (vote,) = told.votes.values()
    found = {one.text: one.about for one in passages(told)}
    assert found[vote.plan.title.fr] is About.PUT
