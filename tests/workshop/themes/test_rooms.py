"""Whole rooms sort their wall, one handful after the other, and err once in five times."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest

from bot.workshop.themes.sorting import Sorting, Theme
from bot.workshop.themes.together import (
    HANDFUL,
    Answer,
    Candidate,
    Progress,
    Word,
    deal,
    progress,
    verdict,
)

THEMES = range(1, 9)
ERRORS = 0.2
MOST_HANDFULS = 3  # of five: two interactions each


@dataclass
class Sorters:
    """People before a wall. `truth` is where each post-it belongs, `author` who wrote it."""

    people: int
    postits: int
    seed: int
    answers: dict[int, dict[int, Answer]] = field(default_factory=dict)
    looks: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.truth = {p: self.rng.choice(THEMES) for p in range(self.postits)}
        self.author = {p: self.rng.randrange(self.people) for p in self.truth}
        self.answers = {p: {} for p in self.truth}

    def play(self, handfuls: int) -> None:
        """Have everyone take and answer so many handfuls, all at once each time."""
        for _ in range(handfuls):
            hands: dict[int, list[int]] = {}
            held: Counter[int] = Counter()
            order = list(range(self.people))
            self.rng.shuffle(order)
            for who in order:  # all hold theirs before the first answers
                hands[who] = self.dealt(who, held)
                held.update(hands[who])
            for who, hand in hands.items():
                for postit in hand:
                    self.answers[postit][who] = self.said(postit)
                    self.looks[who] += 1

    def dealt(self, who: int, held: Counter[int]) -> list[int]:
        table = (
            Candidate(p, tuple(given.values()), held[p], self.author[p] == who)
            for p, given in self.answers.items()
            if who not in given
        )
        return deal(table, Random(self.seed * 1000 + who), HANDFUL)

    def said(self, postit: int) -> Answer:
        if self.rng.random() >= ERRORS:
            return self.truth[postit]
        wrong: list[Answer] = [theme for theme in THEMES if theme != self.truth[postit]]
        return self.rng.choice([*wrong, Word.NONE, Word.UNSURE])

    def told(self) -> Progress:
        given = {p: list(said.values()) for p, said in self.answers.items()}
        sorting = Sorting(tuple(Theme(t, f"Thème {t}") for t in THEMES), dict.fromkeys(self.truth))
        return progress(sorting, {}, given, len(self.looks), {})

    def right(self) -> float:
        """Which share of what is filed is where it belongs."""
        found = {p: verdict(said.values()).theme for p, said in self.answers.items()}
        filed = {p: theme for p, theme in found.items() if theme is not None}
        return sum(self.truth[p] == theme for p, theme in filed.items()) / len(filed)


@pytest.mark.parametrize(
    ("people", "postits", "handfuls"),
    [(6, 40, 5), (24, 98, MOST_HANDFULS), (60, 300, MOST_HANDFULS), (200, 1000, MOST_HANDFULS)],
)
@pytest.mark.parametrize("seed", range(3))
def test_a_room_that_errs_once_in_five_times_files_its_wall(
    people: int, postits: int, handfuls: int, seed: int
) -> None:
    room = Sorters(people, postits, seed)
    room.play(handfuls)
    told = room.told()
    print(
        f"{people} people, {postits} post-its: {told.filed} filed, {told.to_discuss} to discuss,"
        f" {told.answers / people:.1f} looks each ({max(room.looks.values())} at most),"
        f" {room.right():.0%} right"
    )
    assert max(room.looks.values()) <= HANDFUL * handfuls
    assert told.filed >= 0.95 * postits
    assert room.right() >= 0.95
    assert all(len(given) <= 5 for given in room.answers.values())


def test_the_latest_handfuls_are_dealt_as_long_as_anything_is_open() -> None:
    room = Sorters(12, 60, 1)
    room.play(12)
    assert room.told().waiting == 0
