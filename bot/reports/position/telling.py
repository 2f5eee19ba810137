"""What the room, the reports and the pictures say alike of a line on which people stand."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.record import PositionRecord
from bot.reports.writing import inline
from bot.workshop.kinds import Position
from bot.workshop.position.line import HIGHEST, LOWEST, MIDDLE, halves
from bot.workshop.position.movement import Movement
from bot.workshop.position.step import Scale


def claim(plan: Position, t: Catalogue) -> str:
    """Return what people take a place on; the title of the step while it has none."""
    return (plan.title if plan.claim is None else plan.claim)[t.language]


def end_word(plan: Position, place: int, t: Catalogue) -> str:
    """Return the word of a place: those of both ends, of the middle where people take sides; empty
    for other places."""
    own = {LOWEST: plan.low, HIGHEST: plan.high}.get(place)
    if own is not None:
        return own[t.language]
    if place == MIDDLE and plan.scale is not Scale.SIDES:
        return ""
    named = {LOWEST: "low", MIDDLE: "middle", HIGHEST: "high"}.get(place)
    return "" if named is None else t(f"position.{plan.scale.value}.{named}")


def place_name(plan: Position, place: int, t: Catalogue) -> str:
    """Return a place as people read it: “7”, “10 · Fully agree”, “For”."""
    word = end_word(plan, place, t)
    if plan.scale is Scale.SIDES:
        return word
    return f"{place} · {word}" if word else str(place)


def number(people: int, in_room: int, t: Catalogue) -> str:
    """Return how many stand on the line: “12 people on the line, 5 of them in the room”."""
    told = t.n("position.people", people)
    if not in_room:
        return told
    key = "position.all_in_room" if in_room == people else "position.of_them_in_room"
    return t.n(key, in_room, people=told)


def sides(plan: Position, spread: tuple[int, ...], t: Catalogue) -> str:
    """Return how many stand on each side of the middle, and in it."""
    low, middle, high = halves(spread)
    return t(
        f"position.{plan.scale.value}.halves",
        low_word=inline(end_word(plan, LOWEST, t)),
        low=low,
        middle=middle,
        high=high,
        high_word=inline(end_word(plan, HIGHEST, t)),
    )


def places(plan: Position, spread: tuple[int, ...], t: Catalogue) -> str:
    """Return how many stand at each place where anyone does, from the low end to the high one;
    nothing where people take sides, which `sides` tells."""
    if plan.scale is Scale.SIDES:
        return ""
    there = [
        t("position.at", place=place, people=spread[place])
        for place in plan.scale.places
        if spread[place]
    ]
    return t("position.places", listed=t.listed(there)) if there else ""


def moved(plan: Position, movement: Movement, t: Catalogue) -> str:
    """Return how many moved, in which direction, and how many crossed the middle."""
    if not movement.moved:
        return t("position.nobody_moved")
    ways = [
        (way, people, inline(end_word(plan, end, t)))
        for way, people, end in (
            ("to", movement.up, HIGHEST),
            ("to", movement.down, LOWEST),
            ("back", movement.back, MIDDLE),
        )
        if people
    ]
    if len(ways) == 1:
        ((way, people, word),) = ways
        told = t.n(f"position.went_all.{way}", people, word=word)
    else:
        each = [t.n(f"position.went.{way}", people, word=word) for way, people, word in ways]
        told = t.n("position.moved", movement.moved, ways=t.listed(each))
    return f"{told} {t.n('position.crossed', movement.crossed)}" if movement.crossed else told


def untold(held: PositionRecord, t: Catalogue) -> str:
    """Return why something is not told of a closed line; empty where all is."""
    if not held.result.told:
        return t("position.untold_room" if held.result.in_room else "position.untold")
    return "" if held.result.movement is not None else t("position.untold_moves")


def moment(second: int, t: Catalogue) -> str:
    """Return when the spread was so: “after 5 min”."""
    return t("position.moment", time=t.minutes(second / 60))
