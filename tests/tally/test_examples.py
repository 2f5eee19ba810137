"""Published examples: those of brief/methods §5, and others whose figures are in print."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from bot.tally import quorum
from bot.tally.majority import majority_sequence
from bot.tally.rules.majority_judgment import MENTIONS
from tests.tally.voting import graded, orders, recount

TENNESSEE = orders("42 MNCK, 26 NCKM, 15 CKNM, 17 KCNM")
SCHULZE_1 = orders("5 ACBED, 5 ADECB, 8 BEDAC, 3 CABED, 7 CAEBD, 2 CBADE, 7 DCEBA, 8 EBADC")


# brief/methods §5, one test an example


def test_dots() -> None:
    ballots = [(1, {"A": 3, "B": 2}), (1, {"A": 5}), (1, {"B": 2, "C": 3})]
    found = recount("dots", "ABC", ballots, budget=5)
    assert found["details"]["totals"] == {"A": 8, "B": 4, "C": 3}
    assert found["ranking"] == [["A"], ["B"], ["C"]]
    assert (found["winners"], found["tie"]) == (["A"], False)


def test_approval_with_a_tie() -> None:
    found = recount("approval", "ABCD", [(4, ["A", "B"]), (3, ["C"]), (3, ["D"])])
    assert found["details"]["approvals"] == {"A": 4, "B": 4, "C": 3, "D": 3}
    assert found["ranking"] == [["A", "B"], ["C", "D"]]
    assert (found["winners"], found["tie"]) == (["A", "B"], True)


def test_approval_without_a_tie() -> None:
    found = recount("approval", "ABCD", [(5, ["A", "B"]), (17, ["A", "C"]), (8, ["D"])])
    assert found["details"]["approvals"] == {"A": 22, "B": 5, "C": 17, "D": 8}
    assert found["ranking"] == [["A"], ["C"], ["D"], ["B"]]


@pytest.mark.parametrize("missing", ["worst", "median", "ignore"])
def test_score(missing: str) -> None:
    ballots = [
        (42, {"M": 10, "N": 4, "C": 2, "K": 0}),
        (26, {"M": 0, "N": 10, "C": 4, "K": 2}),
        (15, {"M": 0, "N": 6, "C": 10, "K": 6}),
        (17, {"M": 0, "N": 5, "C": 7, "K": 10}),
    ]
    found = recount("score", "MNCK", ballots, scale=[0, 10], missing=missing)
    assert found["ranking"] == [["N"], ["C"], ["M"], ["K"]]
    if missing == "ignore":
        assert found["details"]["means"] == {
            "C": "457/100",
            "K": "78/25",
            "M": "21/5",
            "N": "603/100",
        }
    else:
        assert found["details"]["totals"] == {"C": 457, "K": 312, "M": 420, "N": 603}


def test_majority_judgment_needs_the_complete_rule() -> None:
    grades = ["0", "1", "2", "3"]
    tallies = {
        "Pizza": [3, 2, 2, 3],
        "Chips": [2, 4, 2, 2],
        "Pasta": [3, 2, 3, 2],
        "Bread": [1, 3, 4, 2],
    }
    found = recount("majority_judgment", tallies, graded(tallies, grades), grades=grades)
    assert found["ranking"] == [["Bread"], ["Pizza"], ["Pasta"], ["Chips"]]


def test_majority_judgment_with_the_french_mentions() -> None:
    tallies = {"A": [4, 5, 2, 1, 3, 1, 2], "B": [3, 6, 2, 1, 3, 1, 2]}
    found = recount("majority_judgment", "AB", graded(tallies, MENTIONS), grades=MENTIONS)
    assert found["ranking"] == [["B"], ["A"]]
    one = found["details"]["options"]["A"]
    assert (one["majority_grade"], one["above"], one["below"]) == ("Insuffisant", 9, 4)
    assert one["grades"] == dict(zip(MENTIONS, tallies["A"], strict=True))


@pytest.mark.parametrize(
    ("grades", "sequence"),
    [([7, 9, 9, 11, 11], [9, 9, 11, 7, 11]), ([8, 9, 9, 10, 11], [9, 9, 10, 8, 11])],
)
def test_majority_sequences(grades: list[int], sequence: list[int]) -> None:
    assert spelled([grades.count(n) for n in range(12)]) == sequence


def spelled(tally: list[int]) -> list[int]:
    """Return the majority sequence term by term."""
    return [
        block.second if n % 2 else block.first
        for block in majority_sequence(tally)
        for n in range(block.length)
    ]


def test_tennessee_elects_nashville_by_condorcet() -> None:
    found = recount("condorcet", "MNCK", TENNESSEE)
    assert found["winners"] == ["N"]
    assert found["ranking"] == [["N"], ["C", "K", "M"]]
    assert found["details"]["pairwise"]["N"] == {"C": 68, "K": 68, "M": 58}


def test_tennessee_elects_knoxville_by_instant_run_off() -> None:
    found = recount("irv", "MNCK", TENNESSEE)
    assert found["winners"] == ["K"]
    assert [r["counts"] for r in found["details"]["rounds"]] == [
        {"C": 15, "K": 17, "M": 42, "N": 26},
        {"K": 32, "M": 42, "N": 26},
        {"K": 58, "M": 42},
    ]
    assert [r["eliminated"] for r in found["details"]["rounds"]] == [["C"], ["N"], ["M"]]
    assert found["details"]["rounds_with_several_last"] == []
    assert found["details"]["condorcet_winner"] == "N"


def test_tennessee_elects_nashville_by_borda_and_schulze() -> None:
    found = recount("borda", "MNCK", TENNESSEE)
    assert found["details"]["points"] == {"N": 194, "C": 173, "M": 126, "K": 107}
    assert found["ranking"] == [["N"], ["C"], ["M"], ["K"]]
    assert recount("schulze", "MNCK", TENNESSEE)["winners"] == ["N"]


def test_no_condorcet_winner() -> None:
    ballots = orders("31 AECD, 30 BAE, 29 CDB, 10 DAE")
    found = recount("condorcet", "ABCDE", ballots)
    assert (found["winners"], found["ranking"]) == ([], [["A", "B", "C", "D", "E"]])
    assert found["details"]["condorcet_winner"] is None
    assert found["details"]["statement"].startswith("There is no Condorcet winner")
    assert recount("schulze", "ABCDE", ballots)["details"]["condorcet_winner"] is None


def test_quorum() -> None:
    assert quorum.needed(Fraction(1, 3), 40) == 14
    assert quorum.needed(Fraction(1, 4), 100) == 25
    assert [quorum.met(14, n) for n in (13, 14)] == [False, True]
    assert quorum.met(None, 0) is None


# The four examples of the method's author (Schulze 2011, and the Electorama wiki)


def test_schulze_example_1_with_its_matrices() -> None:
    found = recount("schulze", "ABCDE", SCHULZE_1)
    assert found["ranking"] == [["E"], ["A"], ["C"], ["B"], ["D"]]
    assert found["details"]["pairwise"] == {
        "A": {"B": 20, "C": 26, "D": 30, "E": 22},
        "B": {"A": 25, "C": 16, "D": 33, "E": 18},
        "C": {"A": 19, "B": 29, "D": 17, "E": 24},
        "D": {"A": 15, "B": 12, "C": 28, "E": 14},
        "E": {"A": 23, "B": 27, "C": 21, "D": 31},
    }
    assert found["details"]["strongest_paths"] == {
        "A": {"B": 28, "C": 28, "D": 30, "E": 24},
        "B": {"A": 25, "C": 28, "D": 33, "E": 24},
        "C": {"A": 25, "B": 29, "D": 29, "E": 24},
        "D": {"A": 25, "B": 28, "C": 28, "E": 24},
        "E": {"A": 25, "B": 28, "C": 28, "D": 31},
    }


@pytest.mark.parametrize(
    ("ballots", "ranking"),
    [
        (
            "5 ACBD, 2 ACDB, 3 ADCB, 4 BACD, 3 CBDA, 3 CDBA, 1 DACB, 5 DBAC, 4 DCBA",
            ["D", "A", "C", "B"],
        ),
        (
            "3 ABDEC, 5 ADEBC, 1 ADECB, 2 BADEC, 2 BDECA, 4 CABDE, 6 CBADE, 2 DBECA, 5 DECAB",
            ["B", "A", "D", "E", "C"],
        ),
        ("3 ABCD, 2 DABC, 2 DBCA, 2 CBDA", ["BD", "AC"]),
    ],
)
def test_schulze_examples_2_to_4(ballots: str, ranking: list[str]) -> None:
    options = sorted("".join(ranking))
    found = recount("schulze", options, orders(ballots))
    assert found["ranking"] == [list(group) for group in ranking]
    assert found["winners"] == list(ranking[0])


def test_condorcet_s_own_paradox_of_1785() -> None:
    ballots = orders("23 ABC, 17 BCA, 2 BAC, 10 CAB, 8 CBA")
    found = recount("condorcet", "ABC", ballots)
    assert found["winners"] == []
    assert found["details"]["unbeaten"] == []
    pairs = found["details"]["pairwise"]
    assert [pairs["A"]["B"], pairs["B"]["C"], pairs["C"]["A"]] == [33, 42, 35]
    assert recount("borda", "ABC", ballots)["details"]["points"] == {"A": 58, "B": 69, "C": 53}


def test_condorcet_s_objection_to_borda() -> None:
    ballots = orders("30 ABC, 1 ACB, 10 CAB, 29 BAC, 10 BCA, 1 CBA")
    assert recount("condorcet", "ABC", ballots)["winners"] == ["A"]
    found = recount("borda", "ABC", ballots)
    assert found["details"]["points"] == {"A": 101, "B": 109, "C": 33}
    assert (found["winners"], found["details"]["condorcet_winner"]) == (["B"], "A")


def test_malkevitch_s_electorate_has_a_winner_for_each_rule() -> None:
    ballots = orders("18 ADECB, 12 BEDCA, 10 CBEDA, 9 DCEBA, 4 EBDCA, 2 ECDBA")
    assert recount("irv", "ABCDE", ballots)["winners"] == ["C"]
    assert recount("condorcet", "ABCDE", ballots)["winners"] == ["E"]
    found = recount("borda", "ABCDE", ballots)
    assert found["details"]["points"] == {"A": 72, "B": 101, "C": 107, "D": 136, "E": 134}


def test_burlington_2009_with_its_incomplete_ballots() -> None:
    ballots = orders(
        "1332 MKW, 767 MWK, 455 M, 2043 KMW, 371 KWM, 568 K, 1513 WMK, 495 WKM, 1289 W"
    )
    found = recount("irv", "MKW", ballots)
    assert found["winners"] == ["K"]
    last = found["details"]["rounds"][-1]
    assert (last["counts"], last["for_nobody"]) == ({"K": 4314, "W": 4064}, 455)
    pairs = recount("condorcet", "MKW", ballots)
    assert pairs["winners"] == ["M"]
    assert pairs["details"]["pairwise"]["M"] == {"K": 4067, "W": 4597}
    assert (pairs["details"]["pairwise"]["K"]["M"], pairs["details"]["pairwise"]["W"]["M"]) == (
        3477,
        3668,
    )


# Majority judgment on French Wikipedia, and with the OpinionWay poll of 2011 that it quotes


@pytest.mark.parametrize(
    ("first", "second", "sequence"),
    [
        ([0, 1, 2, 2], [0, 0, 3, 2], [2, 2, 3, 2, 3]),
        ([1, 0, 2, 2, 1], [0, 1, 2, 3, 0], [2, 3, 2, 3, 1, 3]),
    ],
)
def test_majority_judgment_in_small(
    first: list[int], second: list[int], sequence: list[int]
) -> None:
    names = [str(n) for n in range(len(first))]
    found = recount(
        "majority_judgment", "EF", graded({"E": first, "F": second}, names), grades=names
    )
    assert found["ranking"] == [["F"], ["E"]]
    assert spelled(second) == sequence


POLL: dict[str, tuple[list[int], str]] = {
    "Aubry": ([184, 114, 196, 126, 170, 129, 82], "Assez bien"),
    "Borloo": ([185, 159, 196, 223, 153, 62, 22], "Passable"),
    "Villepin": ([219, 174, 207, 204, 119, 58, 20], "Passable"),
    "Bayrou": ([193, 166, 261, 192, 128, 47, 12], "Passable"),
    "Joly": ([309, 190, 203, 145, 74, 47, 32], "Passable"),
    "Sarkozy": ([413, 118, 135, 95, 111, 87, 41], "Insuffisant"),
    "Chevènement": ([322, 247, 228, 129, 58, 11, 5], "Insuffisant"),
    "Mélenchon": ([418, 214, 165, 112, 50, 27, 13], "Insuffisant"),
    "Besancenot": ([442, 204, 161, 99, 69, 17, 8], "Insuffisant"),
    "Dupont-Aignan": ([467, 277, 139, 70, 27, 14, 5], "Insuffisant"),
    "Arthaud": ([480, 261, 137, 77, 34, 9, 1], "Insuffisant"),
    "Le Pen": ([556, 93, 78, 72, 70, 65, 68], "À rejeter"),
}


def test_majority_judgment_with_a_thousand_voters_in_rounded_figures() -> None:
    """The published figures do not add up to the same number: they are compared in proportion."""
    ballots = [
        (number, {name: mention})
        for name, (tally, _) in POLL.items()
        for mention, number in zip(MENTIONS, tally, strict=True)
    ]
    found = recount("majority_judgment", POLL, ballots, grades=MENTIONS, missing="ignore")
    assert found["winners"] == ["Aubry"]
    for name, (_, mention) in POLL.items():
        assert found["details"]["options"][name]["majority_grade"] == mention


def test_the_winner_by_majority_judgment_need_not_be_the_condorcet_winner() -> None:
    grades = ["poor", "fair", "good", "excellent"]
    ballots: list[tuple[int, Any]] = [
        (35, {"A": "excellent", "B": "fair", "C": "poor"}),
        (34, {"A": "poor", "B": "fair", "C": "excellent"}),
        (31, {"A": "fair", "B": "excellent", "C": "good"}),
    ]
    found = recount("majority_judgment", "ABC", ballots, grades=grades)
    assert found["winners"] == ["C"]
    assert recount("condorcet", "ABC", orders("35 ABC, 34 CBA, 31 BCA"))["winners"] == ["B"]


def test_close_profiles_of_37_judges() -> None:
    """From the tests of the association Mieux Voter: 37 grades on a scale of six."""
    grades = [str(n) for n in range(6)]
    tallies = {"81": [1, 6, 2, 12, 8, 8], "82": [1, 8, 2, 2, 8, 16]}
    found = recount("majority_judgment", tallies, graded(tallies, grades), grades=grades)
    assert found["ranking"] == [["82"], ["81"]]
