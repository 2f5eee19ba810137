"""Of whom a majority is: of the votes cast, of those present, of all members."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tally.reading import Malformed
from bot.tally.recount import recounted
from tests.tally.voting import Answer, answer, recount

SHARES = ("1/2", "3/5", "2/3", "3/4", "1/1")
BASES = ("cast", "present", "members")
YES, NO, SILENT, AWAY = "yes", "no", "abstain", "away"


def asked(people: list[str], majority: str, **settings: object) -> Answer:
    """Recount a question that each of `people` answered, or stayed away from."""
    cast = [(1, side) for side in people if side != AWAY]
    return recount("yes_no", ["yes", "no"], cast, majority=majority, **settings)


def enough(yes: int, of: int, share: str) -> bool:
    """Tell by hand whether `yes` of so many carry it: each fifth, third… is counted out."""
    parts, whole = (int(n) for n in share.split("/"))
    return 2 * yes > of if share == "1/2" else yes > 0 and whole * yes >= parts * of


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6])
def test_whatever_six_people_do_each_base_says_what_a_hand_count_says(
    size: int, share: str
) -> None:
    for yes, no, silent in product(range(size + 1), repeat=3):
        away = size - yes - no - silent
        if away < 0:
            continue
        people = [YES] * yes + [NO] * no + [SILENT] * silent + [AWAY] * away
        for base in ("present", "members"):
            found = asked(people, share, base=base, **{base: size})
            assert found["details"]["adopted"] is enough(yes, size, share)
            assert found["tie"] is False
            assert (found["details"]["base"], found["details"]["of"]) == (base, size)
        assert asked(people, share)["details"]["adopted"] is enough(yes, yes + no, share)


@pytest.mark.parametrize(
    ("yes", "no", "silent", "of", "share", "needed", "adopted"),
    [
        (20, 5, 3, 40, "1/2", 21, False),  # more yes than no, and not adopted
        (21, 0, 0, 41, "1/2", 21, True),
        (20, 0, 0, 40, "1/2", 21, False),  # half is not more than half
        (0, 0, 4, 12, "1/2", 7, False),
    ],
)
def test_who_abstains_or_stays_away_weighs_like_a_no(
    yes: int, no: int, silent: int, of: int, share: str, needed: int, adopted: bool
) -> None:
    people = [YES] * yes + [NO] * no + [SILENT] * silent
    found = asked(people, share, base="members", members=of)
    assert found["details"]["yes_needed"] == needed
    assert found["details"]["adopted"] is adopted
    assert found["winners"] == (["yes"] if adopted else ["no"])


@pytest.mark.parametrize(
    ("share", "base", "needed"),
    [
        ("1/2", {}, 13),
        ("1/2", {"present": 30}, 16),
        ("1/2", {"members": 150}, 76),
        ("2/3", {}, 17),
        ("2/3", {"present": 30}, 20),
        ("2/3", {"members": 150}, 100),
    ],
)
def test_the_example_of_roberts_rules(share: str, base: dict[str, int], needed: int) -> None:
    """RONR (12th ed.) 44:9: of 150 members 30 are present, of whom 25 vote."""
    for yes in range(26):
        found = asked([YES] * yes + [NO] * (25 - yes), share, base=next(iter(base), "cast"), **base)
        assert found["details"]["yes_needed"] == needed
        assert found["details"]["adopted"] is (yes >= needed)


def test_without_a_ballot_nobody_has_said_anything() -> None:
    found = asked([], "1/2", base="members", members=3)
    assert (found["winners"], found["details"]["adopted"]) == ([], False)


def test_as_many_are_present_as_voted_where_fewer_were_said_to_be() -> None:
    found = asked([YES] * 4 + [NO] * 3, "1/2", base="present", present=5)
    assert (found["details"]["of"], found["details"]["yes_needed"]) == (7, 4)
    assert found["details"]["adopted"] is True
    found = asked([YES] * 3 + [NO] * 2 + [SILENT] * 2, "1/2", base="present", present=5)
    assert found["details"]["adopted"] is False


everyone = st.lists(st.sampled_from((YES, NO, SILENT, AWAY)), min_size=1, max_size=12)


@given(everyone, st.sampled_from(SHARES), st.integers(0, 8), st.integers(0, 8))
def test_what_is_adopted_on_a_wider_base_is_adopted_on_a_narrower_one(
    people: list[str], share: str, away: int, absent: int
) -> None:
    voted = sum(one != AWAY for one in people)
    present = max(1, voted + away)
    members = present + absent
    of_members = asked(people, share, base="members", members=members)["details"]["adopted"]
    of_present = asked(people, share, base="present", present=present)["details"]["adopted"]
    of_cast = asked(people, share)["details"]["adopted"]
    assert of_members <= of_present <= of_cast


@given(
    everyone, st.sampled_from(SHARES), st.sampled_from(("cast", "present", "members")), st.data()
)
def test_one_more_yes_never_undoes_what_was_adopted(
    people: list[str], share: str, base: str, data: st.DataObject
) -> None:
    said = data.draw(st.integers(1, 14))
    settings = {} if base == "cast" else {base: said}
    before = asked(people, share, base=base, **settings)["details"]["adopted"]
    rank = data.draw(st.integers(0, len(people) - 1))
    changed = [*people[:rank], YES, *people[rank + 1 :]]
    assert before <= asked(changed, share, base=base, **settings)["details"]["adopted"]
    assert before <= asked([*people, YES], share, base=base, **settings)["details"]["adopted"]


def test_a_base_is_of_a_number_of_people_that_the_file_says() -> None:
    wrong = {
        '{"base": "present"}': "settings.present: missing, expected a whole number of people",
        '{"base": "members", "present": 5}': "settings.members: missing, expected a whole number",
        '{"base": "everyone"}': 'settings.base: expected one of "cast", "present", "members"',
        '{"base": "members", "members": 0}': "settings.members: expected a whole number from 1",
    }
    for settings, sentence in wrong.items():
        vote = f'{{"method": "yes_no", "settings": {settings}, "ballots": []}}'
        with pytest.raises(Malformed, match="^" + sentence.replace(".", r"\.")):
            recounted(vote.encode())


def approved(ballots: list[str], threshold: str | None, **settings: object) -> Answer:
    return recount(
        "approval", "ABC", [(1, sorted(one)) for one in ballots], threshold=threshold, **settings
    )


def test_every_option_that_enough_approve_is_retained() -> None:
    ballots = ["AB", "AB", "AC", "A", ""]
    found = approved(ballots, "1/2")
    assert (found["winners"], found["tie"]) == (["A"], False)  # B has half of four, not more
    assert found["details"]["needed"] == 3
    found = approved(ballots, "1/3")
    assert found["winners"] == found["details"]["retained"] == ["A", "B"]
    assert approved(ballots, "1/2", base="members", members=8)["winners"] == []
    assert approved(ballots, "4/5", base="present", present=5)["winners"] == ["A"]
    assert approved(ballots, "1/1")["winners"] == ["A"]  # a blank ballot is none of those cast
    assert approved(ballots, "1/1", base="present", present=5)["winners"] == []


def test_without_a_threshold_the_base_of_an_approval_is_left_unread() -> None:
    found = approved(["A", "B"], None, base="members", members=8)
    assert found["winners"] == ["A", "B"]
    assert found["tie"] is True
    assert found["details"]["settings_not_used"] == ["base", "members"]


def test_below_the_quorum_nothing_is_retained() -> None:
    found = approved(["A", "A"], "1/2", quorum=3)
    assert (found["winners"], found["details"]["retained"]) == ([], None)
    assert found["details"]["needed"] == 2


ballots_of = st.lists(st.sets(st.sampled_from("ABC")).map("".join), min_size=1, max_size=8)


@given(ballots_of, st.sampled_from(("1/5", *SHARES)), st.sampled_from(("cast", "present")))
def test_each_option_is_put_to_the_majority_by_itself(
    ballots: list[str], share: str, base: str
) -> None:
    settings = {} if base == "cast" else {base: 9}
    found = approved(ballots, share, base=base, **settings)
    of = len([one for one in ballots if one]) if base == "cast" else 9
    for option in "ABC":
        yes = sum(option in one for one in ballots)
        assert (option in found["winners"]) is enough(yes, of, share)
        if base == "present":
            people = [YES if option in one else NO for one in ballots]
            if share != "1/5":
                alone = asked(people, share, base=base, present=9)["details"]["adopted"]
                assert (option in found["winners"]) is alone


@given(ballots_of, st.sampled_from(SHARES))
def test_totals_retain_what_ballots_retain(ballots: list[str], share: str) -> None:
    settings = {"threshold": share, "base": "members", "members": 9}
    whole = approved(ballots, share, base="members", members=9)
    blank = sum(not one for one in ballots)
    sums = {option: sum(option in one for one in ballots) for option in "ABC"}
    totals = {"ballots": len(ballots), "blank": blank, "approvals": sums}
    vote = {"method": "approval", "options": list("ABC"), "settings": settings, "totals": totals}
    assert answer(vote) == whole
