"""Five people in the room have no Discord: they write, they consent, and each is counted once."""

from __future__ import annotations

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer
from bot.workshop.consent.proposal import Stage, Stance

_IN_ROOM = 5
# The card is redrawn every five seconds at most.
_REDRAWN = 6


async def act(scene: Scene) -> None:
    """Play the post-its of a *Brainstorm*, its wall, and a decision that waits for everyone."""
    t, room, lead, people = scene.t, scene.room, scene.lead, scene.people
    await scene.started("brainstorm")
    scene.chapter_of_step()
    form = await lead.press(await _page(scene), "in_room.number")
    page = await lead.fill(form, people=str(_IN_ROOM))
    scene.whisper(page, lead)
    ideas = t("rehearsal.in_room.ideas").split("\n")
    form = await lead.press(page, "postit.add")
    scene.whisper(await lead.fill(form, ideas="\n".join(ideas)), lead)
    for person in people:
        await room.write(person, t("rehearsal.in_room.idea", who=person.name))
    said = scene.said()
    await room.go("reveal")
    await scene.stage.later(_REDRAWN)
    scene.show(scene.since(said)[0])

    voters = len(people) + _IN_ROOM
    await room.vote(t("rehearsal.in_room.proposal"), "consent", voters=voters)
    scene.chapter_of_step()
    table = await lead.press(room.panel, "consent.lead")
    await lead.press(table, label=t(f"stage.{Stage.OBJECTIONS}"))
    await scene.stage.later(_REDRAWN)
    for person in people:
        await person.press(room.card, label=t(f"stance.{Stance.CONSENT}"))
    refused = await _adopted(scene)
    scene.tell(t.n("rehearsal.in_room.waits", len(people)))
    scene.whisper(refused, lead, lines=1)
    theirs = await lead.press(await _page(scene), "consent.room")
    form = await lead.press(theirs, "consent.room_count")
    scene.whisper(await lead.fill(form, consent=str(_IN_ROOM), aside="0"), lead, lines=5)
    said = scene.said()
    question = await _adopted(scene)
    await lead.press(question, label=t("button.consent_adopt_yes"))
    await scene.stage.later(_REDRAWN)
    scene.show(scene.since(said)[0])
    room.panel = await lead.press(room.card, "lead.panel")
    await scene.end()
    scene.summary()

    posted = scene.document()
    authors = [postit["author"] for postit in posted["postits"]]
    scene.same("names", len(ideas), authors.count(t("in_room.signature")))
    scene.same("post-its of who leads", 0, authors.count(lead.name))
    figures = (posted["participants"], posted["participants_in_room"])
    scene.same("participants", (voters, _IN_ROOM), figures)
    (held,) = posted["consents"]
    decision = held["decision"]
    scene.same("decision", (True, _IN_ROOM), (decision["adopted"], decision["answers_in_room"]))
    scene.same("consents", voters, decision["answers"]["consent"])
    scene.proves(t.n("rehearsal.in_room.proved", voters, room=_IN_ROOM))


async def _page(scene: Scene) -> Answer:
    """Have whoever leads open the page of the room."""
    panel = await scene.lead.press(scene.room.card, "lead.panel")
    return await scene.lead.press(panel, "in_room.open")


async def _adopted(scene: Scene) -> Answer:
    """Have whoever leads adopt the proposal; return what they are answered."""
    panel = await scene.lead.press(scene.room.card, "lead.panel")
    table = await scene.lead.press(panel, "consent.lead")
    return await scene.lead.press(table, label=scene.t("button.consent_adopt"))


PLAY = Play("in_room", act, least=3)
