from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.tally.lot import drawn

NAMES = st.lists(st.integers(1, 300).map(str), min_size=1, max_size=8, unique=True)


def test_a_published_seed_draws_the_same_lot_again() -> None:
    # echo -n "00c0ffee:1" | sha256sum, and so on: 3 has the smallest, then 2, then 1.
    assert drawn("00c0ffee", ["1", "2", "3"]) == drawn("00c0ffee", ["3", "1", "2"])
    assert sorted(drawn("00c0ffee", ["1", "2", "3"])) == ["1", "2", "3"]


@given(st.text(max_size=16), NAMES, st.randoms())
def test_the_order_in_which_options_stand_changes_nothing(seed, names, chance) -> None:  # type: ignore[no-untyped-def]
    other = list(names)
    chance.shuffle(other)
    assert drawn(seed, other) == drawn(seed, names)


def test_every_option_can_be_drawn_first() -> None:
    first = [drawn(f"{seed:016x}", ["1", "2", "3", "4"])[0] for seed in range(400)]
    assert all(60 < first.count(name) < 140 for name in ("1", "2", "3", "4"))
