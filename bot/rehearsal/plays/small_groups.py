"""1-2-4-All in voice rooms and threads: one would rather not move, one leaves, the bot is stopped
while people are in their rooms, and everyone comes home with what they wrote."""

from __future__ import annotations

from collections.abc import Mapping

from bot.rehearsal.gathering import Voices
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Person, found, text_of

_PEOPLE = 24
# Rooms are made and people moved at the pace of Discord.
_MOVED = 60
# A place that a group has left stays for what was still being written in it.
_REMOVED = 180
_REDRAWN = 6

Texts = dict[str, int]  # what a group wrote, and its number


async def act(scene: Scene) -> None:
    """Play it: alone, in twos, in fours, all together."""
    t, room, lead, people = scene.t, scene.room, scene.lead, scene.people
    home = room.server.create_voice_channel(t("rehearsal.small_groups.room"))
    voices, texts = Voices(scene.stage, room.server), _texts(scene)
    await voices.enter([lead, *people], home)
    await scene.started("1-2-4-tous", title=t("rehearsal.small_groups.subject"))
    scene.chapter_of_step()
    alone = texts[: len(people)]
    for person, text in zip(people, alone, strict=True):
        await room.write(person, text)
    await scene.stage.later(_REDRAWN)
    scene.card(lines=4, short=True)

    await scene.next()
    still, left = people[0], people[-1]
    scene.whisper(await still.press(room.card, "subgroup.stay"), still)
    room.panel = await lead.press(room.card, "lead.panel")
    page = await lead.press(room.panel, "subgroup.form")
    scene.whisper(page, lead, lines=1)
    await scene.stage.later(_MOVED)
    named = {person.id: person.name for person in (lead, *people)}
    scene.terminal.meet(named, voices.names())
    scene.card(lines=6, short=True)
    scene.same("channel of who stays", home.id, voices.of(still))
    pairs = await _write(scene, voices, texts[_PEOPLE:], still)
    await left.member.leave_voice()
    scene.tell(t("rehearsal.small_groups.left", who=left.name))
    there = _where(voices, people)
    await scene.stage.restart()
    scene.tell(t("rehearsal.small_groups.stopped"))
    scene.same("rooms after the bot was stopped", there, _where(voices, people))

    room.panel = await lead.press(room.card, "lead.panel")
    await scene.next()
    await scene.stage.later(_MOVED)
    scene.terminal.meet({}, voices.names())
    fours, kept = await _choose(scene, voices, texts[2 * _PEOPLE :])
    said = scene.said()
    room.panel = await lead.press(room.card, "lead.panel")
    await scene.next()
    await scene.stage.later(_MOVED)
    told = next(one for one in scene.since(said) if "🧺" in text_of(one))
    scene.show(told, lines=8, short=True)
    back = {voices.of(person) for person in (lead, *people) if person is not left}
    scene.same("channels of people once all are back", {home.id}, back)
    await scene.stage.later(_REMOVED)
    scene.same("rooms and threads that are left", set[int](), voices.made())
    room.panel = await lead.press(room.card, "lead.panel")
    await scene.end()
    scene.summary(lines=12, short=True)
    _prove(scene, alone, pairs, fours, kept)


async def _write(scene: Scene, voices: Voices, texts: list[str], still: Person) -> Texts:
    """Have each pair write two ideas, from the card where it meets; show one pair's."""
    written: Texts = {}
    groups = await voices.groups(scene.room.channel)
    for number, card in (await voices.cards(scene.room.channel)).items():
        writer = _person(scene, groups[number][0])
        ideas = [texts[2 * number - 2], texts[2 * number - 1]]
        form = await writer.press(card, "subgroup.add")
        await writer.fill(form, ideas="\n".join(ideas))
        written |= dict.fromkeys(ideas, number)
    number = next(n for n, people in groups.items() if still.id in people)
    scene.show((await voices.cards(scene.room.channel))[number], skip=1, lines=8, short=True)
    return written


async def _choose(scene: Scene, voices: Voices, texts: list[str]) -> tuple[Texts, Texts]:
    """Have each group of four keep two of what its pairs bring, write one idea and be done; return
    what they wrote, and what they kept."""
    written: Texts = {}
    kept: Texts = {}
    groups = await voices.groups(scene.room.channel)
    for number, card in (await voices.cards(scene.room.channel)).items():
        first, second = (_person(scene, one) for one in groups[number][:2])
        (menu,) = found(card, "subgroup.keep")
        chosen = [(one["value"], one["label"]) for one in menu["options"][1:3]]
        await first.choose(card, "subgroup.keep", *(value for value, _ in chosen))
        kept |= {label: number for _, label in chosen}
        form = await second.press(card, "subgroup.add")
        await second.fill(form, ideas=texts[number - 1])
        written[texts[number - 1]] = number
        await first.press(card, "subgroup.done")
    scene.show((await voices.cards(scene.room.channel))[1], skip=1, lines=12, short=True)
    await scene.stage.later(_REDRAWN)
    scene.card(lines=4, short=True)
    return written, kept


def _prove(scene: Scene, alone: list[str], pairs: Texts, fours: Texts, kept: Texts) -> None:
    """Compare what was written, by whom it is tagged, with what coordinators received."""
    posted = scene.document()["postits"]
    every = sorted([*alone, *pairs, *fours])
    scene.same("post-its", every, sorted(one["text"] for one in posted))
    tags = {one["text"]: one.get("group") for one in posted}
    scene.same("groups of post-its", {**dict.fromkeys(alone), **pairs, **fours}, tags)
    # A menu cuts what is long.
    whole = {label: next(t for t in every if t.startswith(label.rstrip("…"))) for label in kept}
    choices = {one["text"]: {part["group"] for part in one.get("kept_by", ())} for one in posted}
    scene.same(
        "post-its that groups kept",
        {whole[label]: {number} for label, number in kept.items()},
        {text: groups for text, groups in choices.items() if groups},
    )
    tagged = len(pairs) + len(fours)
    scene.proves(scene.t.n("rehearsal.small_groups.proved", tagged, people=_PEOPLE))


def _texts(scene: Scene) -> list[str]:
    """Return short ideas, none of which is the beginning of another."""
    return [postit.text for postit in scene.script.postits]


def _where(voices: Voices, people: list[Person]) -> Mapping[str, int | None]:
    return {person.name: voices.of(person) for person in people}


def _person(scene: Scene, user_id: int) -> Person:
    return next(person for person in scene.people if person.id == user_id)


PLAY = Play("small_groups", act, least=_PEOPLE, most=_PEOPLE)
