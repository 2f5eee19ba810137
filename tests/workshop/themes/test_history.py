"""Any sequence of operations on themes keeps every post-it once, and can be undone and redone."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.themes.sorting import Change, ChangeKind, Sorting, change, redone, undone
from tests.workshop.themes.sorted import over
from tests.workshop.themes.test_sorting import POSTITS, wall

OPERATIONS = ("create", "rename", "merge", "split", "move", "out", "remove", "together")

acts = st.lists(
    st.tuples(
        st.sampled_from((*OPERATIONS, "undo", "redo", "come", "go")),
        st.integers(0, 30),
        st.lists(st.sampled_from([*POSTITS, 999]), max_size=5),
        st.sampled_from(["Cuisine", "cuisine", "Jardin", "Fêtes", "", "x" * 81, "Été"]),
    ),
    max_size=30,
)


class History:
    """A sorting with its changes, as the rows keep them."""

    def __init__(self) -> None:
        self.now = wall()
        self.done: list[Change] = []
        self.undone: list[Change] = []
        self.next_id = 3

    def play(self, act: str, n: int, postits: list[int], name: str) -> None:
        now, themes = self.now, self.now.themes
        theme = themes[n % len(themes)].id if themes else 99
        other = themes[(n + 1) % len(themes)].id if themes else 98
        operations: dict[str, Callable[[], Sorting]] = {
            "create": lambda: now.create(self.next_id, name, postits),
            "rename": lambda: now.rename(theme, name),
            "merge": lambda: now.merge(theme, [other]),
            "split": lambda: now.split(theme, self.next_id, name, postits),
            "move": lambda: now.move(postits, theme),
            "out": lambda: now.move(postits, None),
            "remove": lambda: now.remove(theme),
            "together": lambda: (
                now.together(postits[0], postits[-1], self.next_id, name or "x") if postits else now
            ),
        }
        if act == "undo" and self.done:
            last = self.done.pop()
            self.now = undone(now, last)
            self.undone.append(last)
        elif act == "redo" and self.undone:
            last = self.undone.pop()
            self.now = redone(now, last)
            self.done.append(last)
        elif act == "come":
            self.now = over(sorted({*now.places, 300 + n}), now)
        elif act == "go":
            self.now = over((p for p in now.places if p != 101 + n), now)
        elif act in operations:
            try:
                after = operations[act]()
            except Refusal:
                return
            made = change(ChangeKind.MOVE, name, now, after)
            if made is not None:
                self.now, self.undone = after, []
                self.done.append(made)
                self.next_id += 1


@given(acts)
def test_any_sequence_keeps_every_post_it_exactly_once(
    played: list[tuple[str, int, list[int], str]],
) -> None:
    history = History()
    for act, n, postits, name in played:
        before = set(history.now.places)
        history.play(act, n, postits, name)
        now = history.now
        if act not in ("come", "go"):
            assert set(now.places) == before
        held = [p for theme in now.themes for p in now.within(theme.id)]
        assert sorted([*held, *now.unsorted]) == sorted(now.places)
        names = [theme.name.casefold() for theme in now.themes]
        assert len(set(names)) == len(names)
        assert [theme.id for theme in now.themes] == sorted(theme.id for theme in now.themes)


@given(acts)
def test_undo_then_redo_is_the_identity_to_the_last_change(
    played: list[tuple[str, int, list[int], str]],
) -> None:
    history = History()
    for act in played:
        history.play(*act)
    end, changes = history.now, len(history.done)
    for _ in range(changes):
        history.play("undo", 0, [], "")
    for _ in range(changes):
        history.play("redo", 0, [], "")
    assert history.now == end


@given(acts)
def test_undo_goes_back_to_each_state_in_turn(
    played: list[tuple[str, int, list[int], str]],
) -> None:
    history = History()
    states = [history.now]
    for act in played:
        if act[0] in ("undo", "redo", "come", "go"):
            continue
        before = len(history.done)
        history.play(*act)
        if len(history.done) > before:
            states.append(history.now)
    for state in reversed(states[:-1]):
        history.play("undo", 0, [], "")
        assert history.now == state
