"""The choices of menus: what the first line cannot hold goes on in the second."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.interface.showing.layout import OPTION, option
from bot.workshop.text import one_line
from tests.discord.acting import Room

LONG = "Ouvrir la halle le samedi matin, avec un four partagé, " * 3


@given(st.text(max_size=400), st.none() | st.text(max_size=200))
def test_both_lines_fit_whatever_is_written(label: str, description: str | None) -> None:
    made = option(label, "1", description=description)
    assert 1 <= len(made.label) <= OPTION
    assert made.description is None or 1 <= len(made.description) <= OPTION


def test_a_long_label_goes_on_before_what_stands_beside_it() -> None:
    made = option(LONG, "1", description="Garder")
    first, rest = made.label.removesuffix("…"), str(made.description)
    assert rest.startswith("… ")
    assert rest.endswith(" · Garder")
    shown = rest.removeprefix("… ").removesuffix(" · Garder").removesuffix("…")
    assert one_line(LONG).replace(",", "").startswith(f"{first} {shown}".replace(",", ""))


def test_a_short_label_leaves_the_second_line_to_what_is_said_of_it() -> None:
    assert option("court", "1", description="x" * 150).description == f"{'x' * 99}…"
    assert option("court", "1").description is None
    assert option("déjà…", "1").description is None


async def test_ones_long_post_its_are_told_apart_in_the_menu(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("bilan", "collect")
    same = (
        "Reprendre la réunion du lundi matin avec les équipes des deux sites et leurs voisins, pour"
    )
    await hall.write(awa, f"{same} le planning", f"{same} les achats", column=["Garder"])
    mine = await awa.press(hall.card, "postit.mine")
    said = [str(choice["description"]) for choice in mine.options("postit.pick")]
    assert sorted(said) != sorted(said[:1] * 2)
    assert any("planning" in one for one in said)
    assert all(one.endswith(" · Garder") for one in said)
