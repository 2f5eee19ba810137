from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.text import escape
from bot.workshop.wall.wall import PAGE_CHARACTERS, PAGE_POSTITS, pages, shuffled
from tests.builders import postit, scenario

LANES = st.sampled_from(["Services", "Gouvernance", "Ailleurs", None])


@given(st.lists(LANES, max_size=40), st.integers(0, 9))
def test_every_post_it_stands_once_on_the_wall_lane_by_lane(
    lanes: list[str | None], seed: int
) -> None:
    written = [postit(n, dimension=lane) for n, lane in enumerate(lanes)]
    order = shuffled(written, scenario(), Random(seed))
    assert sorted(order) == sorted(p.id for p in written)
    lane_of = {p.id: p.dimension for p in written}
    walked = [lane_of[postit_id] for postit_id in order]
    changes = [lane for n, lane in enumerate(walked) if n == 0 or walked[n - 1] != lane]
    assert len(changes) == len(set(changes))
    known = [lane for lane in changes if lane in {"Gouvernance", "Services"}]
    assert known == sorted(known)  # the scenario's own order


@given(st.permutations(range(8)), st.integers(0, 99))
def test_the_order_in_which_people_wrote_does_not_matter(written: list[int], seed: int) -> None:
    in_order = shuffled([postit(n) for n in range(8)], None, Random(seed))
    assert shuffled([postit(n) for n in written], None, Random(seed)) == in_order


def test_chance_decides_the_order() -> None:
    written = [postit(n) for n in range(20)]
    assert len({tuple(shuffled(written, None, Random(seed))) for seed in range(10)}) == 10


@given(st.lists(st.text("a*<\\ é", min_size=1, max_size=1000), max_size=30))
def test_pages_hold_every_post_it_once_within_what_a_message_shows(texts: list[str]) -> None:
    wall = [postit(n, text) for n, text in enumerate(texts, start=1)]
    covered: list[int] = []
    for first, last in pages(wall):
        page = [p for p in wall if p.number is not None and first <= p.number <= last]
        covered.extend(p.number or 0 for p in page)
        assert sum(len(escape(p.text)) for p in page) <= PAGE_CHARACTERS
        assert len(page) <= PAGE_POSTITS
    assert covered == [p.number for p in wall]


def test_many_short_post_its_make_few_pages() -> None:
    wall = [postit(n, "oui") for n in range(1, 121)]
    assert pages(wall) == [(1, 60), (61, 120)]
    assert pages([]) == []
