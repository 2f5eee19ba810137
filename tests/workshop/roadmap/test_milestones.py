from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.postits.kind import Kind
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.milestones import (
    DETAIL_LIMIT,
    Detail,
    attachable,
    check_detail,
    check_spot,
    check_statement,
    detail_lines,
    detail_of,
    joined_to,
)
from tests.builders import milestone, postit, scenario


def of_kind(number: int, text: str, kind: Kind | None, **place: object) -> PostIt:
    return replace(postit(number, text), kind=kind, **place)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("la mairie", "la mairie"),
        ("- la mairie\n\n • les cuisines ", "la mairie\nles cuisines"),
        ("\u200b\n ", None),
        ("", None),
    ],
)
def test_a_detail_is_one_thing_a_line(written: str, kept: str | None) -> None:
    assert check_detail(written) == kept


def test_a_detail_too_long_says_by_how_much() -> None:
    assert check_detail("x" * DETAIL_LIMIT) is not None
    with pytest.raises(Refusal) as refusal:
        check_detail("x" * DETAIL_LIMIT + "\ny")
    assert refusal.value.params == {"length": DETAIL_LIMIT + 2, "limit": DETAIL_LIMIT}


def test_a_statement_is_one_line() -> None:
    assert check_statement(" C'est\nfait. ") == "C'est fait."


@pytest.mark.parametrize("year", ["", "2021", "2033", "x", "２０３０", "9" * 5000])
def test_a_spot_is_of_the_scenario(year: str) -> None:
    assert check_spot(scenario(), "Services", " 2030 ") == ("Services", 2030)
    with pytest.raises(Refusal) as refusal:
        check_spot(scenario(), "Services", year)
    assert refusal.value.key == "place.unknown_year"


def test_what_the_wall_adds_comes_after_what_was_written_each_once() -> None:
    said = joined_to("la mairie", ["Les  cuisines", "LA MAIRIE", "les cuisines"])
    assert said == "la mairie\nLes cuisines"
    assert joined_to(None, []) is None
    assert joined_to(None, ["2. deux"]) == "2. deux", "a post-it's words stay as they are"
    with pytest.raises(Refusal) as refusal:
        joined_to("x" * DETAIL_LIMIT, ["y"])
    assert refusal.value.key == "text.too_long"


@given(st.lists(st.text(min_size=1, max_size=20), max_size=6))
def test_adding_twice_adds_once(texts: list[str]) -> None:
    once = joined_to("déjà là", texts)
    assert joined_to(once, texts) == once
    assert detail_lines(once)[0] == "déjà là"


def test_each_detail_takes_the_post_its_of_its_kind() -> None:
    here = replace(milestone(2028, "Services"), who="Awa", enablers="un prêt")
    wall = [
        of_kind(1, "Un prêt", Kind.LEVER),
        of_kind(2, "un don", Kind.LEVER, dimension="Liens", year=2028),
        of_kind(3, "un legs", Kind.LEVER, dimension="Services", year=2022),
        of_kind(4, "un camion", Kind.LEVER, dimension="Services", year=2027),
        of_kind(5, "la pluie", Kind.OBSTACLE),
        of_kind(6, "Ben", Kind.ACTOR),
        of_kind(7, "une étape", Kind.STEP),
        of_kind(8, "rien de dit", None),
        replace(of_kind(9, "caché", Kind.LEVER), number=None),
    ]
    offered = {detail: [p.number for p in attachable(here, detail, wall)] for detail in Detail}
    assert offered == {Detail.WHO: [6], Detail.ENABLERS: [4, 3, 2], Detail.OBSTACLES: [5]}
    assert [detail_of(here, detail) for detail in Detail] == ["Awa", "un prêt", None]
