"""Below its quorum a vote decides nothing, in whatever form it is read: then come the answers."""

from __future__ import annotations

import json

import pytest

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.reports.pictures.vote.result import result as picture
from bot.reports.summary import summary
from bot.tally.recount import answer_to
from bot.workshop.language import Language
from bot.workshop.vote.methods import Method, SecondRule
from bot.workshop.vote.outcome import Outcome
from tests.reports.elections import sample, session
from tests.reports.vote.test_data import everything, exported, only
from tests.reports.vote.test_result_messages import LINES, message
from tests.tally.voting import answer

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)

# What a reader could take for a decision.
DECIDED = {
    FR: ("adopté", "en tête", "emporte", "Égalité", "ex æquo", "**1.**", "bat chacune", "le sort"),
    EN: ("adopted", "first", " wins", "elected", "tied", "Tied", "**1.**", "beats every", "by lot"),
}


@pytest.mark.parametrize("room", [0, 3])
@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("method", Method)
def test_whatever_the_method_nothing_is_decided_anywhere(
    method: Method, t: object, room: int
) -> None:
    t = FR if t is FR else EN
    vote = sample(method, language=t.language, room=room, quorum="24", tie=SecondRule.LOT)
    ballots = vote.outcome.ballots
    said = t("result.undecided", n=ballots, needed=24)
    told = session(vote, t)
    (drawing,) = picture(told, told.steps[0], t)
    assert drawing.data["verdict"]["text"] == said  # type: ignore[index]
    headline = message(vote, t)
    assert f"### ⚠️ {said}" in headline
    # How the method counts is told as for any vote.
    answers = headline.split(said)[1].split("\n-# ")[0] + drawing.alt
    answers = answers.replace("would have been elected", "")
    for words in DECIDED[t]:
        assert words not in answers, words
    result = only(exported(vote, t=t))["result"]
    assert (result["winners"], result["tie"], result["quorum_met"]) == ([], False, False)
    assert not result.get("adopted")
    again = only(answer(exported(vote, t=t)))
    assert again["as_stated"] is True
    assert only(exported(vote, t=t))["second_rule"] is None


@pytest.mark.parametrize("method", Method)
def test_the_answers_are_all_told(method: Method) -> None:
    counted, undecided = sample(method), sample(method, quorum="24")
    line = LINES[method].replace("**1.**", "•")
    if method is Method.STV:
        line = line.replace("✅", "•").replace("élu·e", "aurait été élu·e")
    assert line in message(undecided)
    assert undecided.outcome.ranking == counted.outcome.ranking
    assert undecided.outcome.figures == counted.outcome.figures


def test_a_yes_or_no_below_its_quorum_is_not_said_to_be_adopted() -> None:
    vote = sample(Method.YES_NO, cast=[(2, "yes"), (1, "no"), (1, "abstain")], quorum="5")
    for text in everything(vote):
        assert "C'est adopté\u00a0:" not in text
    assert any("quorum non atteint (4 sur 5)" in text for text in everything(vote))
    told = session(vote, FR)
    for text in (markdown(told, FR), "\n".join(summary(told, FR).parts)):
        assert FR("result.answers", yes=2, no=1) in text


def test_that_the_quorum_was_not_met_is_told_once_and_no_other_number_needed() -> None:
    vote = sample(Method.YES_NO, cast=[(3, "yes")], quorum="5")
    told = session(vote, FR)
    for text in (markdown(told, FR).split("## ")[1], summary(told, FR).parts[0]):
        assert text.casefold().count("quorum") == 1
        assert "Il fallait" not in text, "three yes would read as enough"


def test_what_was_written_before_this_rule_is_read_by_it() -> None:
    """A row of an older Gommette says that something is adopted."""
    now = sample(Method.YES_NO, quorum="24").outcome
    held = json.loads(now.model_dump_json())
    held["answer"] |= {"winners": ["yes"]}
    held["answer"]["details"] |= {"adopted": True}
    assert Outcome.read(json.dumps(held)) == now


def test_the_recount_of_one_vote_says_it_too() -> None:
    document = {
        "method": "yes_no",
        "settings": {"quorum": 5},
        "ballots": [{"weight": 4, "ballot": "yes"}],
    }
    found = answer_to(json.dumps(document).encode())
    assert (found["winners"], found["quorum_met"]) == ((), False)
