"""A World café: three tables, a host at each, and everyone else moves on, twice."""

from __future__ import annotations

from bot.rehearsal.gathering import Voices
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Person

_PEOPLE = 12
_MOVED = 45
_REMOVED = 180
_ROUNDS = 3

Tables = dict[int, tuple[int, ...]]  # who sits at each


async def act(scene: Scene) -> None:
    """Three rounds; at each, every table writes, and the host of the first offers to stay."""
    t, room, lead, people = scene.t, scene.room, scene.lead, scene.people
    home = room.server.create_voice_channel(t("rehearsal.small_groups.room"))
    voices, texts = Voices(scene.stage, room.server), iter(scene.script.postits)
    await voices.enter([lead, *people], home)
    await scene.started("world-cafe", title=t("rehearsal.world_cafe.subject"))
    scene.chapter_of_step()
    room.panel = await lead.press(room.card, "lead.panel")
    await lead.press(room.panel, "subgroup.form")
    rounds: list[Tables] = []
    written: dict[str, int] = {}
    for round_ in range(_ROUNDS):
        if round_:
            room.panel = await lead.press(room.card, "lead.panel")
            await scene.next()
        await scene.stage.later(_MOVED)
        named = {person.id: person.name for person in (lead, *people)}
        scene.terminal.meet(named, voices.names())
        scene.card(skip=2, lines=4, short=True)
        rounds.append(await voices.groups(room.channel))
        for number, card in (await voices.cards(room.channel)).items():
            writer = _person(scene, rounds[-1][number][-1])
            idea = next(texts).text
            form = await writer.press(card, "subgroup.add")
            await writer.fill(form, ideas=idea)
            written[idea] = number
        if not round_:
            host = _person(scene, rounds[0][1][1])
            await host.press((await voices.cards(room.channel))[1], "subgroup.host")
            scene.tell(t("rehearsal.world_cafe.host", who=host.name))
            scene.show((await voices.cards(room.channel))[1], skip=1, lines=8, short=True)

    room.panel = await lead.press(room.card, "lead.panel")
    await scene.next()
    await scene.stage.later(_MOVED)
    scene.same("channels of people", {home.id}, {voices.of(one) for one in (lead, *people)})
    await scene.stage.later(_REMOVED)
    scene.same("rooms and threads that are left", set[int](), voices.made())
    room.panel = await lead.press(room.card, "lead.panel")
    await scene.end()
    scene.summary(lines=8, short=True)

    tables = len(rounds[0])
    scene.same("table of who offered", {1}, {_table(tables, host.id) for tables in rounds})
    for person in people:
        seats = [_table(tables, person.id) for tables in rounds]
        stays = len(set(seats)) == 1
        scene.same(f"tables of {person.name}", True, stays or len(set(seats)) == _ROUNDS)
    stayed = sum(len({_table(tables, one.id) for tables in rounds}) == 1 for one in people)
    scene.same("people who stayed", tables, stayed)
    posted = {one["text"]: one.get("group") for one in scene.document()["postits"]}
    scene.same("tables of post-its", written, posted)
    scene.proves(t.n("rehearsal.world_cafe.proved", len(written)))


def _table(tables: Tables, person: int) -> int:
    return next(number for number, people in tables.items() if person in people)


def _person(scene: Scene, user_id: int) -> Person:
    return next(person for person in scene.people if person.id == user_id)


PLAY = Play("world_cafe", act, least=_PEOPLE, most=_PEOPLE)
