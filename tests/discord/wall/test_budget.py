"""What a session of 300 post-its posts in pictures, from the story to the summary.

Pictures are counted as they stand in the end; bytes, with those that a card let go of meanwhile.
"""

from __future__ import annotations

import discord

from bot.workshop.language import Language
from tests.discord.acting import Room, fr, ids_of, options
from tests.discord.forging import press_id
from tests.discord.wall.test_pictures import pictures

PICTURES = 12
BYTES = 6_000_000
PEOPLE, EACH = 25, 12
TEXT = "Nous avons confié les urgences à une équipe libre de décider, l'idée n° {n} 🚚"


class Posted:
    """Every file that was seen in the channels, those that an edit took off since too."""

    def __init__(self, hall: Room) -> None:
        self.hall = hall
        self.files: dict[int, discord.Attachment] = {}

    def look(self) -> None:
        for channel in (self.hall.channel, self.hall.coordination):
            for message in self.hall.stage.messages(channel):
                self.files |= {file.id: file for file in message.attachments}

    @property
    def drawn(self) -> list[discord.Attachment]:
        return [file for file in self.files.values() if file.filename.endswith(".png")]


async def test_a_session_of_300_post_its_posts_few_and_light_pictures(hall: Room) -> None:
    role = hall.server.create_role("Gestion", permissions=discord.Permissions(manage_guild=True))
    ines = hall.stage.person(hall.server, "Inès", Language.FRENCH, [role])
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    people = [hall.person(f"P{n}") for n in range(PEOPLE)]
    posted = Posted(hall)

    await hall.open("backcasting", scenario="adere-2032.fr", language="fr")
    await hall.steer("lead.start")
    await hall.stage.later(400)
    await hall.go("collect")
    for rank, person in enumerate(people):
        ideas = [TEXT.format(n=rank * EACH + n) for n in range(EACH)]
        await hall.write(person, *ideas)
    await hall.go("reveal")
    await hall.stage.later(40)
    posted.look()
    assert fr("wall.opened", counted=fr.n("picture.notes", 300)) in "\n".join(hall.texts)

    await hall.go("group")
    await hall.stage.later(40)
    posted.look()
    table = await hall.lead.press(hall.panel, "theme.sort")
    for name in ("Décider", "Manger"):
        held = await hall.lead.choose(table, "theme.hold", *list(options(table, "theme.hold"))[:20])
        form = await hall.lead.choose(held, "theme.to", "new")
        table = await hall.lead.fill(form, name=name)
        await hall.stage.later(40)
        posted.look()
    listed = await hall.lead.press(table, "theme.list")
    listed = await press_id(hall, hall.lead, listed, ids_of(listed, "theme.publish")[0])
    one = await hall.lead.choose(listed, "theme.pick", next(iter(options(listed, "theme.pick"))))
    one = await press_id(hall, hall.lead, one, ids_of(one, "theme.publish")[0])
    posted.look()
    hall.panel = await hall.lead.press(await hall.lead.press(one, "theme.list"), "lead.panel")

    await hall.go("vote")
    for person in people[:3]:
        ballot = await person.press(hall.card, "ballot.open")
        first, *_ = options(ballot, "ballot.put")
        await person.press(await person.choose(ballot, "ballot.put", first), "ballot.cast")
    await hall.go("roadmap")
    posted.look()
    picker = await hall.lead.press(hall.panel, "road.place")
    form = await hall.lead.press(picker, "road.write")
    placed = await hall.lead.fill(
        form, statement="Un jury de résidents", year=["2028"], dimension=["Gouvernance"], who="Awa"
    )
    hall.panel = await hall.lead.press(placed, "lead.panel")
    await hall.go("discuss")
    await hall.end()
    posted.look()

    for channel in (hall.channel, hall.coordination):
        await pictures(hall.stage.messages(channel))
    standing = [
        file
        for channel in (hall.channel, hall.coordination)
        for message in hall.stage.messages(channel)
        for file in message.attachments
        if file.filename.endswith(".png")
    ]
    told = [(file.filename, file.size) for file in posted.drawn]
    assert len(standing) <= PICTURES, told
    assert sum(file.size for file in posted.files.values()) <= BYTES, told
