"""The full count of a vote by every method: tables, signed ballots, what stays, hostile labels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.kinds import Part
from bot.reports.markdown import markdown
from bot.reports.summary import TOTAL_LIMIT, summary
from bot.reports.vote.method import explained
from bot.reports.vote.tables import DUELLISTS, ROUNDS
from bot.tally.missing import Missing
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.text import one_line
from bot.workshop.vote.ballot import without
from bot.workshop.vote.methods import Method, SecondRule
from bot.workshop.vote.outcome import Outcome
from tests import builders
from tests.markdown import shapes
from tests.reports.builders import decided, record, without_raw
from tests.reports.elections import CRITERIA, NAMES, part, plan, sample, session
from tests.reports.test_markdown import section
from tests.reports.vote.test_section import FRENCH
from tests.workshop.hostile import hostile_texts

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)

GARDEN, KITCHEN, JOURNAL, WORKSHOP, FEAST = NAMES


# The full count


def test_each_method_has_its_table() -> None:
    lines = {m: part(sample(m, room=2), Part.TALLIES).splitlines() for m in Method}
    assert "| 3. | 3 | Un journal de quartier | 18 |" in lines[Method.DOTS]
    assert FR.n("report.vote.unused", 20) in lines[Method.DOTS]
    assert "| — | 5 | Une fête en juin | 0 |" in lines[Method.APPROVAL]
    assert "| 3. | 2 | Une cuisine commune ouverte le midi | 47 |" in lines[Method.SCORE]
    grades = "| 4. | 3 | Un journal de quartier | 0 | 5 | 4 | 4 | 0 | 0 | 3 | 2 | Passable |"
    assert grades in lines[Method.MAJORITY_JUDGMENT]
    rounds = "| 2. | 3 | Un journal de quartier | 4 | 4 | 6 | 6, éliminée |"
    assert rounds in lines[Method.IRV]
    silent = "|  |  | Bulletins qui ne comptent pour aucune option | 0 | 0 | 1 | 1 |"
    assert silent in lines[Method.IRV]
    duels = "| 4 | Un atelier de réparation | 3 | 3 | — | **10** | **13** |"
    assert duels in lines[Method.SCHULZE]
    assert duels in lines[Method.CONDORCET]
    assert "| 4. | 4 | Un atelier de réparation | 33,5 |" in lines[Method.BORDA]
    assert "| Abstention | 2 |" in lines[Method.YES_NO]
    for method in Method:
        assert lines[method][0] == explained(plan(method), 5, FR)


def test_criteria_have_a_column_each_and_means_their_fraction() -> None:
    cast = [(2, {"1": {"Nouveau": 5, "Utile": 2}}), (1, {"1": {"Nouveau": 3}, "2": {"Utile": 4}})]
    table = part(
        sample(Method.SCORE, cast=cast, criteria=CRITERIA, missing=Missing.IGNORE), Part.TALLIES
    )
    assert "| Nouveau | Utile | Faisable | Somme des moyennes |" in table
    assert f"| 1. | 1 | {GARDEN} | 4,33 (13/3) | 2 | 0 | 6,33 (19/3) |" in table


def test_the_majority_sequence_is_in_words() -> None:
    cast = [(2, {"1": "Bien"}), (1, {"1": "Excellent"}), (1, {"1": "Passable"})]
    table = part(sample(Method.MAJORITY_JUDGMENT, cast=cast), Part.TALLIES)
    assert f"- {GARDEN}\u00a0: 2 × Bien, puis Passable et Excellent tour à tour (1 ×)\n" in table


def test_long_tables_say_what_they_leave_out() -> None:
    names = [f"Idée {n}" for n in range(1, 21)]
    ballots = [[[str(n)]] for n in range(1, 21) for _ in range(n)]
    rounds = part(decided(plan(Method.IRV, names), ballots), Part.TALLIES)
    assert FR("report.vote.rounds_cut", n=ROUNDS) in rounds
    assert "| Tour 19 |" in rounds
    assert "| Tour 9 |" not in rounds
    duels = part(decided(plan(Method.SCHULZE, names), ballots), Part.TALLIES)
    assert FR("report.vote.pairwise_cut", n=DUELLISTS) in duels
    assert all(f"| {name} |" in duels for name in names)


def test_a_condorcet_winner_that_another_rule_passes_over_is_noted() -> None:
    noted = FR("report.vote.condorcet", option=FR("result.named", option=GARDEN))
    assert noted in part(sample(Method.IRV), Part.TALLIES)
    assert noted not in part(sample(Method.BORDA), Part.TALLIES)


# Signed ballots

SAID = {
    Method.DOTS: "n° 1\u00a0: 3, n° 2\u00a0: 2",
    Method.APPROVAL: "n° 1, n° 2",
    Method.SCORE: "n° 1\u00a0: 5, n° 2\u00a0: 3, n° 3\u00a0: 1, n° 4\u00a0: 4, n° 5\u00a0: 0",
    Method.MAJORITY_JUDGMENT: "n° 1\u00a0: Bien, n° 2\u00a0: Excellent, n° 3\u00a0: Passable,"
    " n° 4\u00a0: Très bien, n° 5\u00a0: À rejeter",
    Method.YES_NO: "Oui",
    Method.RESISTANCE: "n° 1\u00a0: résistance 0, n° 2\u00a0: résistance 3,"
    " n° 3\u00a0: résistance 8, n° 4\u00a0: résistance 2, n° 5\u00a0: résistance 5",
    Method.SHARED_BUDGET: "n° 1, n° 2",
} | dict.fromkeys([m for m in Method if m.is_ranked], "n° 2 > n° 1 > n° 4 > n° 3 > n° 5")


@pytest.mark.parametrize("method", SAID)
def test_signed_ballots_stand_by_name_those_of_the_room_without(method: Method) -> None:
    text = part(sample(method, secret=False, room=1), Part.TALLIES)
    assert f"- **Personne 02**\u00a0: {SAID[method]}" in text
    assert f"- {FR.n('report.vote.ballot_room', 1, ballot=SAID[method])}" in text
    assert "Personne 01" not in text


def test_ranks_that_tie_and_blank_ballots_are_told() -> None:
    text = part(sample(Method.BORDA, secret=False), Part.TALLIES)
    assert "n° 3 > n° 1 > n° 2 = n° 4" in text
    assert FR("report.vote.ballot_blank") in text


@pytest.mark.parametrize("method", Method)
def test_a_secret_vote_names_nobody(method: Method) -> None:
    vote = sample(method)
    assert "Personne" not in part(vote, Part.TALLIES).replace("Personne n", "")
    about = part(vote, Part.ABOUT)
    assert FR("report.vote.nature_secret") in about
    assert FR("report.vote.nature_signed") not in about


def test_a_signed_vote_of_a_masked_session_is_secret() -> None:
    of = plan(Method.APPROVAL, secret=False)
    signed = sample(Method.APPROVAL, secret=False)
    masked = decided(of, signed.ballots, masked=True)
    text = markdown(session(masked, signing=Signing.MASKED), FR)
    assert "Personne 0" not in text
    assert FR("report.vote.how_secret", method="Vote par approbation") in text


# Later, and before


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("secret", [True, False])
def test_after_the_deletion_the_result_still_reads(method: Method, secret: bool) -> None:
    vote = sample(method, secret=secret)
    gone = replace(vote, options=vote.options[:-1])
    text = markdown(without_raw(session(gone)), FR)
    assert f"**{FRENCH[method]}**" in text
    assert "Personne 0" not in text
    assert "None" not in text
    deleted = FR("report.vote.who_deleted", day="2 juin 2030")
    assert (deleted in text) is not secret
    # What the count still says of an option whose words were deleted.
    shown = FR("result.gone") in section(text, Part.TALLIES)
    assert shown is (method is not Method.YES_NO)


def test_a_vote_counted_before_all_methods_is_told_as_dots() -> None:
    old = '{"totals": {"1": 5, "2": 5, "3": 0}, "ballots": 3, "turnout": 3}'
    vote = replace(
        decided(builders.vote(), [], options=sample(Method.DOTS).options[:3]),
        outcome=Outcome.read(old),
    )
    text = markdown(session(vote), FR)
    assert "Égalité en tête entre 2 options, avec 5 gommettes chacune" in text
    assert f"| — | 3 | {JOURNAL} | 0 |" in text
    assert "5 gommettes n'ont pas été posées." in text


@pytest.mark.parametrize("method", [m for m in Method if m is not Method.YES_NO])
def test_an_option_that_was_removed_is_told_nowhere(method: Method) -> None:
    vote = sample(method)
    options = [*vote.options[:-1], replace(vote.options[-1], removed=True, label="")]
    left = decided(vote.plan, [without(b.content, "5") for b in vote.ballots], options=options)
    text = markdown(session(left), FR)
    assert [o.name for o in left.options] == ["1", "2", "3", "4"]
    assert FEAST not in text
    assert FR("result.gone") not in text


# What people wrote


@pytest.mark.parametrize("method", Method)
@given(text=hostile_texts.filter(one_line))
def test_labels_stay_data_by_every_method(method: Method, text: str) -> None:
    def source(label: str) -> str:
        vote = sample(method, secret=False, tie=SecondRule.LOT)
        options = tuple(replace(option, label=label) for option in vote.options)
        asked = vote.plan.model_copy(update={"question": builders.both("?")})
        return markdown(session(replace(vote, options=options, plan=asked)), FR)

    assert shapes(source(text)) == shapes(source("rien"))


@given(
    votes=st.lists(st.sampled_from(Method), min_size=1, max_size=4),
    stretch=st.integers(1, 8),
    french=st.booleans(),
)
def test_the_summary_keeps_within_a_message(
    votes: list[Method], stretch: int, french: bool
) -> None:
    counted = {}
    for rank, method in enumerate(votes):
        vote = sample(method, quorum="20", tie=SecondRule.LOT)
        options = tuple(replace(o, label=o.label * stretch) for o in vote.options)
        counted["vote" if rank == 0 else f"vote {rank + 1}"] = replace(vote, options=options)
    plans = [vote.plan for vote in counted.values()]
    said = summary(record(plans, votes=counted), FR if french else EN)
    assert sum(map(len, said.parts)) <= TOTAL_LIMIT
    assert (EN if not french else FR)(f"result.method.{votes[0].value}") in said.parts[0]
