"""Sorting together: what becomes of a post-it follows from how many said what, and from what the
facilitators' changes say; never from who was first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.themes.sorting import Change, ChangeKind, Sorting, change
from bot.workshop.themes.together import (
    MOST_LOOKS,
    MOST_THEMES,
    Answer,
    Candidate,
    Said,
    Share,
    State,
    Verdict,
    Word,
    check_themes,
    chosen,
    contradicted,
    deal,
    progress,
    said,
    same_two,
    settle,
    standing,
    verdict,
)
from tests.workshop.themes.sorted import over
from tests.workshop.themes.test_history import acts
from tests.workshop.themes.test_sorting import POSTITS, refused, wall

NONE, UNSURE = Word.NONE, Word.UNSURE
answers = st.sampled_from([1, 2, 3, NONE, UNSURE])
# Who said what of which post-it, in the order of the presses: the last word of each counts.
presses = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(POSTITS), answers))

Pressed = tuple[str, int, Answer]


@pytest.mark.parametrize(
    ("said_of_it", "found"),
    [
        ([], Verdict(State.OPEN, wanted=2)),
        ([1], Verdict(State.OPEN, wanted=1)),
        ([1, 1], Verdict(State.FILED, 1)),
        ([1, 2], Verdict(State.OPEN, wanted=1)),
        ([1, 2, 1], Verdict(State.FILED, 1)),
        ([1, UNSURE], Verdict(State.OPEN, wanted=1)),
        ([1, UNSURE, 1], Verdict(State.FILED, 1)),
        ([NONE, NONE], Verdict(State.HOMELESS)),
        ([1, NONE, 1], Verdict(State.FILED, 1)),
        ([1, 1, NONE, NONE], Verdict(State.OPEN, wanted=1)),
        ([1, 1, 2, 2, 3], Verdict(State.CONTESTED)),
        ([UNSURE] * 5, Verdict(State.CONTESTED)),
        ([1, 2, 3, NONE, UNSURE], Verdict(State.CONTESTED)),
        ([1, 1, 2, 2, 3, 2], Verdict(State.FILED, 2)),
    ],
)
def test_what_answers_make_of_a_post_it(said_of_it: list[Answer], found: Verdict) -> None:
    assert verdict(said_of_it) == found


@given(st.lists(answers, max_size=8), st.randoms(use_true_random=False))
def test_agreement_never_depends_on_who_was_first(given_: list[Answer], rng: Random) -> None:
    found = verdict(given_)
    rng.shuffle(given_)
    assert verdict(given_) == found
    if found.state is State.FILED:
        counts = Counter(given_)
        assert all(
            counts[found.theme or 0] > n
            for choice, n in counts.items()
            if choice not in (found.theme, UNSURE)
        )
    assert (found.wanted > 0) == (found.state is State.OPEN)
    assert len(given_) + found.wanted <= max(MOST_LOOKS, len(given_))


def test_an_answer_for_a_theme_that_is_gone_is_as_if_never_given() -> None:
    assert standing([1, 2, NONE, UNSURE], {2}, {}) == [2, NONE, UNSURE]
    assert standing([1, 2], {2}, {1: 2}) == [2, 2], "one that was merged is for the other"


def said_by(played: Sequence[Pressed], but: str = "") -> dict[int, list[Answer]]:
    """Return what counts of the presses, without those of someone."""
    last = {(who, postit): answer for who, postit, answer in played if who != but}
    found: dict[int, list[Answer]] = {}
    for (_, postit), answer in last.items():
        found.setdefault(postit, []).append(answer)
    return found


NO_WORD = Said({}, frozenset(), {})


@given(presses, st.randoms(use_true_random=False))
def test_whatever_the_order_of_presses_every_post_it_is_in_one_place(
    played: list[Pressed], rng: Random
) -> None:
    # Of two words of one person on one post-it the last counts: they are a press.
    once = [
        (who, postit, answer) for (who, postit), answer in {(w, p): a for w, p, a in played}.items()
    ]
    places = settle(wall(), NO_WORD, said_by(once))
    assert list(places) == list(wall().places)
    assert set(places.values()) <= {1, 2, None}
    rng.shuffle(once)
    assert settle(wall(), NO_WORD, said_by(once)) == places


@given(presses, st.sampled_from("abcdef"))
def test_undoing_a_person_leaves_what_the_others_agree_on(played: list[Pressed], who: str) -> None:
    others = [press for press in played if press[0] != who]
    undone = settle(wall(), NO_WORD, said_by(played, but=who))
    assert undone == settle(wall(), NO_WORD, said_by(others))
    for postit, place in undone.items():
        agreed = Counter(standing(said_by(others).get(postit, []), {1, 2}, {}))
        assert place is None or agreed[place] >= 2


class Shared:
    """A wall sorted by the facilitators and the room at once, as the rows keep it."""

    def __init__(self) -> None:
        self.now = over(POSTITS).create(1, "Cuisine").create(2, "Jardin")
        first = change(ChangeKind.CREATE, "Cuisine", over(POSTITS), self.now)
        assert first is not None
        self.done: list[Change] = [first]
        self.undone: list[Change] = []
        self.pressed: list[Pressed] = []
        self.next_id = 3

    def words(self) -> Said:
        return said(enumerate(self.done, 1), since=1)

    def settle(self) -> None:
        places = settle(self.now, self.words(), said_by(self.pressed))
        self.now = over(self.now.places, Sorting(self.now.themes, places))

    def play(self, act: str, n: int, postits: list[int], name: str) -> None:
        now = self.now
        themes = [theme.id for theme in now.themes] or [99]
        theme, other = themes[n % len(themes)], themes[(n + 1) % len(themes)]
        kind, after = ChangeKind.MOVE, None
        try:
            if act == "undo" and len(self.done) > 1:
                last = self.done.pop()
                self.now = now.patched(last.before)
                self.undone.append(last)
            elif act == "redo" and self.undone:
                last = self.undone.pop()
                self.now = now.patched(last.after)
                self.done.append(last)
            elif act in ("come", "go"):
                self.pressed += [("abcdef"[n % 6], p, theme) for p in postits]
                self.pressed += [("abcdef"[(n + 1) % 6], p, theme) for p in postits[:3]]
            elif act == "create":
                kind, after = ChangeKind.CREATE, now.create(self.next_id, name, postits)
            elif act == "rename":
                kind, after = ChangeKind.RENAME, now.rename(theme, name)
            elif act == "merge":
                name = now.theme(theme).name
                kind, after = ChangeKind.MERGE, now.merge(theme, [other])
            elif act == "split":
                kind, after = ChangeKind.SPLIT, now.split(theme, self.next_id, name, postits)
            elif act == "move":
                after = now.move(postits, theme)
            elif act == "out":
                kind, after = ChangeKind.PUT_BACK, now.move(postits, None)
            elif act == "remove":
                kind, after = ChangeKind.REMOVE, now.remove(theme)
        except Refusal:
            return
        made = change(kind, name, now, after) if after is not None else None
        if made is not None:
            assert after is not None
            self.now, self.undone = after, []
            self.done.append(made)
            self.next_id += 1
        self.settle()


@given(acts)
def test_what_facilitators_do_and_undo_leaves_to_the_room_what_is_the_rooms(
    played: list[tuple[str, int, list[int], str]],
) -> None:
    shared = Shared()
    for act, n, postits, name in played:
        theirs = shared.words()
        before = shared.now
        shared.play(act, n, postits, name)
        now, words = shared.now, shared.words()
        assert list(now.places) == list(POSTITS)
        themes = {theme.id for theme in now.themes}
        assert all(place is None or place in themes for place in now.places.values())
        if act in ("come", "go"):  # the room answers: the facilitators' word stays
            assert all(now.places[p] == place for p, place in theirs.places.items())
            assert words == theirs
        if act == "move" and now != before:
            assert all(
                p in words.places for p in postits if now.places.get(p) != before.places.get(p)
            )
    # All undone, nothing is left but what the room agrees on, among the first themes.
    for _ in range(len(shared.done)):
        shared.play("undo", 0, [], "")
    assert shared.now.places == settle(wall(), NO_WORD, said_by(shared.pressed))
    redo = len(shared.undone)
    for _ in range(redo):
        shared.play("redo", 0, [], "")
    again = settle(shared.now, shared.words(), said_by(shared.pressed))
    assert again == shared.now.places


def changes(*steps: tuple[ChangeKind, str, Sorting]) -> list[tuple[int, Change]]:
    """Return what leads from each of the sortings to the next."""
    found = []
    for number, ((_, _, before), (kind, name, after)) in enumerate(pairwise(steps)):
        made = change(kind, name, before, after)
        assert made is not None
        found.append((number + 1, made))
    return found


START = (ChangeKind.START, "", over(POSTITS))


def test_what_stood_in_a_theme_before_the_round_is_the_facilitators() -> None:
    words = said(changes(START, (ChangeKind.START, "", wall())), since=1)
    assert words.before == {101, 102, 103, 104, 105}
    assert words.places == {101: 1, 102: 1, 103: 1, 104: 2, 105: 2}


def test_what_is_put_back_during_the_round_is_dealt_no_more_and_before_it_is() -> None:
    made = changes(
        START,
        (ChangeKind.START, "", wall()),
        (ChangeKind.PUT_BACK, "", wall().move([101], None)),
    )
    assert 101 not in said(made, since=2).places
    assert said(made, since=1).places[101] is None


def test_removing_a_theme_gives_its_post_its_to_the_room() -> None:
    made = changes(
        START, (ChangeKind.START, "", wall()), (ChangeKind.REMOVE, "Cuisine", wall().remove(1))
    )
    words = said(made, since=1)
    assert words == Said({104: 2, 105: 2}, frozenset({104, 105}), {})
    places = settle(wall().remove(1), words, {101: [1, 1, 2], 102: [2, 2]})
    assert places[101] is None, "what was said of a theme that is gone does not count"
    assert places[102] == 2


def test_what_the_room_filed_goes_with_a_theme_that_joins_another() -> None:
    empty = over(POSTITS).create(1, "Cuisine").create(2, "Jardin").create(3, "Fêtes")
    filed = empty.move([101], 1)
    made = [
        *changes(START, (ChangeKind.START, "", empty)),
        *[(2, change(ChangeKind.MERGE, "Jardin", filed, filed.merge(2, [1])))],
        *[(3, change(ChangeKind.MERGE, "Fêtes", filed.merge(2, [1]), filed.merge(3, [1, 2])))],
    ]
    known = [(number, one) for number, one in made if one is not None]
    words = said(known, since=1)
    assert words == Said({}, frozenset(), {1: 3, 2: 3})
    assert settle(filed.merge(3, [1, 2]), words, {101: [1, 2]})[101] == 3
    assert said(known[:2], since=1).merged == {1: 2}


def test_a_handful_has_what_is_nearest_to_a_decision_and_ones_own_last() -> None:
    table = [
        Candidate(1),
        Candidate(2, (7,)),
        Candidate(3, (7, 8)),
        Candidate(4, (7,), held=1),  # someone else may be about to decide it
        Candidate(5, (7,), own=True),
        Candidate(6, (NONE, NONE)),
        Candidate(7, (7, 8, 9, NONE, UNSURE)),
        Candidate(8, held=1),
    ]
    hand = deal(table, Random(1))
    assert set(hand[:3]) == {2, 3, 8}
    assert hand[3:] == [1, 4]
    assert deal(table, Random(1), most=9)[5:] == [5]
    assert deal(table, Random(1), most=2) == hand[:2]
    assert deal(table, Random(1), held=[1, 6, 99])[0] == 1, "what is in hand stays, if undecided"


@given(
    st.lists(
        st.builds(
            Candidate,
            st.integers(1, 40),
            st.lists(answers, max_size=6).map(tuple),
            st.integers(0, 3),
            st.booleans(),
        ),
        unique_by=lambda one: one.postit,
        max_size=30,
    ),
    st.integers(0, 9),
)
def test_a_handful_never_holds_what_is_decided_nor_twice_the_same(
    table: list[Candidate], seed: int
) -> None:
    hand = deal(table, Random(seed))
    assert len(hand) == len(set(hand)) <= 5
    known = {one.postit: one for one in table}
    assert all(verdict(known[p].answers).wanted for p in hand)
    assert all(len(known[p].answers) + known[p].held < MOST_LOOKS for p in hand)
    assert hand == deal(table[::-1], Random(seed)), "the order of rows changes nothing"
    own = [known[p].own for p in hand]
    assert own == sorted(own)


def test_how_far_a_round_is() -> None:
    sorting = wall().move([106, 107], 2)
    given_: dict[int, list[Answer]] = {
        106: [2, 2, 1],
        107: [2, 2, UNSURE],
        108: [NONE, NONE],
        109: [1, 2, 9],
        102: [1, 1],
    }
    by_hand = {101: True, 102: True, 103: True, 104: False, 105: True, 110: False}
    found = progress(sorting, by_hand, given_, people=4, merged={})
    assert (found.people, found.answers) == (4, 13)
    assert (found.pile, found.filed, found.by_hand, found.put_back) == (8, 2, 1, 1)
    assert (found.homeless, found.contested, found.to_discuss, found.waiting) == (1, 0, 2, 3)
    assert found.shares == (Share(2, 2, 5, 4),)


def test_who_is_contradicted_by_all_others() -> None:
    assert contradicted({"a": 1, "b": 1, "c": 2}) == {"c"}
    assert contradicted({"a": 1, "b": 2}) == set()
    assert contradicted({"a": NONE, "b": NONE, "c": 2, "d": UNSURE}) == {"c"}
    assert contradicted({"a": 1, "b": 1, "c": 2, "d": 2}, aside={"b"}) == {"a", "b"}


def test_who_files_most_of_it_with_one_other_person_alone() -> None:
    two: dict[str, Answer] = {"a": 1, "b": 1, "c": 2}
    three: dict[str, Answer] = {"a": 1, "b": 1, "c": 1}
    assert same_two([two] * 5) == {"a": 5, "b": 5}, "c is contradicted, and vouches with nobody"
    assert same_two([two] * 4) == {}, "too few to say anything"
    assert same_two([*[two] * 5, *[three] * 5]) == {}, "half of it is no more than chance"
    assert same_two([*[two] * 6, *[{"b": 2, "d": 2}] * 7]) == {"a": 6, "b": 7, "d": 7}
    assert same_two([{"a": NONE, "b": NONE}] * 9) == {}, "what they filed, in a theme"


def test_what_was_chosen_is_told_once_each_and_in_an_order_that_tells_nothing() -> None:
    assert chosen([2, NONE, 1, 2, 2, UNSURE], (1, 2, 3)) == (1, 2, NONE)
    assert chosen([1, NONE, 2], (1, 2, 3)) == (1, 2, NONE)
    assert chosen([UNSURE, UNSURE], (1, 2, 3)) == ()


def test_sorting_together_takes_some_themes_and_not_more_than_a_menu_holds() -> None:
    refused("together.few_themes", lambda: check_themes(over(POSTITS).create(1, "Cuisine")))
    check_themes(wall())
    many = over(POSTITS)
    for number in range(MOST_THEMES):
        many = many.create(number, f"Thème {number}")
    check_themes(many)
    refused("together.many_themes", lambda: check_themes(many.create(99, "Un de plus")))
