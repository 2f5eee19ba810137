"""An election in the session that is attacked: each names someone in private, all is shown
together, people change, and nobody is elected."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.interface.naming.people import language_of_room
from bot.rehearsal.stage import Person, text_of
from bot.reports.documents import documents
from bot.services.election import leading, naming
from bot.services.election.naming import Choice
from bot.services.records import record
from bot.store.copying import copy_to
from bot.workshop.election.naming import Stage
from bot.workshop.settings.documents import DocumentKind
from tests.attack.acts import actor, is_of, look, seen_to
from tests.attack.evidence import Evidence, Moment
from tests.discord.acting import Room, rows
from tests.discord.forging import press_id
from tests.store.seeing import every_byte

KIND = "whom one names"


async def elected(hall: Room, found: Evidence, people: list[Person]) -> None:
    """Everyone names another person; what anybody can find is kept after each, until all is shown.
    Then all change but one. What they say then shows at once, beside what they had said: of whom it
    is, whoever sees them write may guess, and no attack needs to."""
    ctx, step = hall.stage.bot.ctx, int(hall.open_step()["id"])
    lead, now = actor(hall.lead), hall.stage.bot.clock()
    for rank, person in enumerate(people):
        name = f"Nom {chr(97 + rank * 5)} qui se lit"
        reason = f"un motif {chr(97 + rank * 7)} qui se lit"
        is_of(found, name, person, KIND)
        is_of(found, reason, person, KIND)
        chosen = Choice(None, name, reason)
        delivery = str(944_000_111_222_333_001 + rank)
        await naming.name(ctx, step, actor(person), Stage.NAMING, chosen, delivery)
        seen_to(hall, found, person)
        await hall.stage.later(6)
        await look(hall, found, person, KIND)
        await _found_early(hall, found, person, rank)
    await leading.move(ctx, step, lead, Stage.NAMING, Stage.HEARING, now)
    await hall.stage.later(6)
    await look(hall, found, None)
    for rank, person in enumerate(people[:3]):
        chosen = Choice((found.stranger.id, found.stranger.name), "", f"après écoute {rank}")
        await naming.name(ctx, step, actor(person), Stage.HEARING, chosen, str(rank + 1))
        seen_to(hall, found, person)
    await leading.move(ctx, step, lead, Stage.HEARING, Stage.CHOOSING, now)
    await hall.stage.later(6)
    await look(hall, found, None)


async def _found_early(hall: Room, found: Evidence, person: Person, rank: int) -> None:
    """Keep what others can get hold of while nothing is shown: the channel, what one reads who has
    just come, the panel of whoever leads, the reports as they would be made now, a copy."""
    bot = hall.stage.bot
    (session,) = rows(hall.path, "SELECT id FROM sessions")
    told = await record(bot.ctx, session["id"])
    wanted = (DocumentKind.MARKDOWN, DocumentKind.JSON)
    made = await documents(told, wanted, language_of_room(told.session), bot.press)
    copy: Path = found.folder.parent / f"early-{rank}"
    await asyncio.to_thread(copy_to, hall.path, copy)
    step = int(hall.open_step()["id"])
    table = await press_id(hall, hall.lead, hall.card, f"election.lead:{step}")
    theirs = await press_id(hall, found.stranger, hall.card, f"election.read:{step}:0")
    public = [
        *(text_of(message) for message in hall.stage.messages(hall.channel)),
        *(document.content.decode() for document in made),
        (await asyncio.to_thread(every_byte, copy / hall.path.name)).decode("latin-1"),
        table.text,
        theirs.text,
    ]
    found.early.append(Moment(person.id, "\n".join(public), KIND))
