"""The pictures that people write about: what is one, its column, and how many a message shows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.language import Language, Title
from bot.workshop.postits.pictures import (
    PER_MESSAGE,
    Picture,
    check_picture,
    messages,
    with_pictures,
)
from bot.workshop.postits.step import BESIDE_PICTURES, MOST_PICTURES, Column, PictureKind
from bot.workshop.story.media import NAME_LIMIT, SIZE_LIMIT
from tests.builders import collect
from tests.workshop.hostile import TRICKS

PNG = b"\x89PNG\r\n\x1a\n"
CONTENTS = {
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0",
    "webp": b"RIFF\x00\x00\x00\x00WEBP",
    "gif": b"GIF89a",
}
numbers = st.sets(st.integers(1, MOST_PICTURES))


def plan(**settings: Any) -> Collect:
    made = {**collect().model_dump(), "pictures": True, **settings}
    return Collect.model_validate(made)


def own(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=Title(fr=name, en=name)) for name in names)


@pytest.mark.parametrize(("ending", "content"), CONTENTS.items())
def test_a_picture_is_told_by_its_content_and_named_after_it(ending: str, content: bytes) -> None:
    assert check_picture("Vacances 2031.heic", content) == f"vacances-2031.{ending}"
    assert check_picture("sans-point", content) == f"sans-point.{ending}"
    assert check_picture(".png", content) == f"image.{ending}"


@pytest.mark.parametrize(
    "content", [b"<svg/>", b"PK\x03\x04", b"RIFF\x00\x00\x00\x00WAVE", b"\x00", b"GIF90a"]
)
def test_what_is_none_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        check_picture("a.png", content)
    assert refused.value.key == "pictures.kind"


def test_a_picture_has_a_weight(content: bytes = PNG) -> None:
    assert check_picture("a.png", content.ljust(SIZE_LIMIT, b"\0"))
    for size, key in ((0, "media.empty"), (SIZE_LIMIT + 1, "pictures.too_large")):
        with pytest.raises(Refusal) as refused:
            check_picture("a.png", content.ljust(size, b"\0")[:size])
        assert refused.value.key == key


@pytest.mark.parametrize("trick", [*TRICKS, "x" * 500, "../../etc/passwd"])
def test_a_name_is_plain_whatever_is_in_it(trick: str) -> None:
    name = check_picture(f"{trick}.png", PNG)
    assert name.endswith(".png")
    assert len(name) <= NAME_LIMIT
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert name.count(".") == 1


@given(numbers, numbers)
def test_columns_are_those_of_the_pictures_then_ones_own(before: set[int], after: set[int]) -> None:
    mine = own("Aucune", "Autre chose")
    shown = with_pictures(with_pictures(plan(columns=mine), before), after)
    assert [c.picture for c in shown.columns] == [*sorted(after), None, None]
    again = Collect.model_validate_json(shown.model_dump_json())
    assert again == shown, "what a session keeps can be read again"
    assert with_pictures(shown, after) is shown
    names = shown.column_names(Language.FRENCH)
    assert len(names) <= 25, "a menu holds them"
    assert names[: len(after)] == tuple(f"Image {n}" for n in sorted(after))


def test_a_column_named_as_a_picture_gives_way() -> None:
    shown = with_pictures(plan(columns=own("picture 2", "Autre")), {1, 2})
    assert shown.column_names(Language.ENGLISH) == ("Picture 1", "Picture 2", "Autre")
    Collect.model_validate_json(shown.model_dump_json())


def test_without_pictures_it_is_a_plain_step() -> None:
    assert with_pictures(plan(), set()) == plan()
    assert plan().columns == ()


def test_the_wall_of_pictures_stands_one_under_the_other() -> None:
    assert with_pictures(plan(), {1, 2}).drawn_as is PictureKind.WALL
    beside = plan(picture="columns", columns=own("Autre"))
    assert with_pictures(beside, {1}).drawn_as is PictureKind.COLUMNS
    assert with_pictures(beside, set(range(1, 10))).drawn_as is PictureKind.WALL


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"columns": own(*"abcde")}, f"at most {BESIDE_PICTURES} columns of its own"),
        ({"columns": own(*"abcdefghi"), "pictures": False}, "at most 8 columns"),
        ({"columns": (Column(name=Title(fr="a", en="a"), picture=1),), "pictures": False},
         "needs pictures = true"),
        ({"ask_kind": True}, "ask_kind should be left out"),
        ({"columns": own(*"abcd"), "picture": "speedboat"}, "speedboat"),
    ],
)  # fmt: skip
def test_a_recipe_is_told_what_does_not_go_together(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        plan(**settings)


@given(st.lists(st.integers(1, SIZE_LIMIT), max_size=MOST_PICTURES))
def test_messages_are_light_and_in_order(sizes: list[int]) -> None:
    pictures = [
        Picture(n, 1, n, "0" * 64, f"{n}.png", size, numbered=False, shown_in=None)
        for n, size in enumerate(sizes, start=1)
    ]
    found = messages(pictures)
    assert [one for message in found for one in message] == pictures
    for message in found:
        assert 1 <= len(message) <= PER_MESSAGE
        assert sum(one.size for one in message) <= SIZE_LIMIT
