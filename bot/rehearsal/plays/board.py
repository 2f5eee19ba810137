"""A board's evening: five decisions, each in the way that suits it, prepared and opened from the
workbench while an item is talked over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.rehearsal.forms import standing
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, found, message_of
from bot.workshop.consent.proposal import Stage as Step

# The card is redrawn every five seconds at most.
_REDRAWN = 6
_SEATS = 5
_MONEY = "10 000 €"
# Members who could not come.
_AWAY = 3
# The recipe of the meeting that is found.
_NEXT = "agenda"


async def act(scene: Scene) -> None:
    """A majority of the members, five seats, a budget, a role, and the date of the next meeting."""
    await scene.started("board")
    scene.chapter_of_step()
    yes = await _majority(scene)
    await _seats(scene)
    await _budget(scene)
    elected = await _role(scene)
    await _date(scene)
    await scene.end()
    scene.summary()
    _compare(scene, yes, elected)


async def _majority(scene: Scene) -> int:
    """Yes or no, of all members, those who are away included; return how many say yes."""
    t, room, people = scene.t, scene.room, scene.people
    page = await room.prepare("yes_no", question=_said(scene, "rules"), minutes="10")
    form = await scene.lead.press(page, label=t("decide.details.counting"))
    members = str(len(people) + _AWAY)
    page = await scene.lead.amend(form, base="members", base_size=members)
    await _opened(scene, page)
    yes = 0
    for rank, person in enumerate(people):
        ballot = await person.press(room.card, "ballot.open")
        # Yes, no, abstain.
        says = found(ballot, "ballot.say")
        chosen = {0: 2, 1: 1}.get(rank, 0)
        yes += not chosen
        ballot = await person.press(ballot, custom_id=str(says[chosen]["custom_id"]))
        await person.press(ballot, "ballot.cast")
    await _closed(scene)
    return yes


async def _seats(scene: Scene) -> None:
    """Five seats by transferable votes: people rank those whom they wish to see there."""
    candidates = _list(scene, "candidates")
    page = await scene.room.prepare(
        "seats",
        question=_said(scene, "seats"),
        options="\n".join(candidates),
        seats=str(_SEATS),
        method=["stv"],
        minutes="10",
    )
    await _opened(scene, page)
    for rank, person in enumerate(scene.people):
        # A few are liked by many, each person adds their own.
        liked = sorted(
            range(1, len(candidates) + 1),
            key=lambda number: number + scene.chance.uniform(0, len(candidates)),
        )
        order = " ".join(str(number) for number in liked[: scene.chance.randint(3, 6)])
        ballot = await person.press(scene.room.card, "ballot.open")
        form = await person.press(ballot, "ballot.form")
        ballot = await person.fill(form, order=order)
        receipt = await person.press(ballot, "ballot.cast")
        if not rank:
            scene.whisper(receipt, person)
    await _closed(scene)


async def _budget(scene: Scene) -> None:
    """Ten thousand euros for eight projects: each ticks what they support."""
    projects = _list(scene, "projects")
    page = await scene.room.prepare(
        "budget",
        question=_said(scene, "budget"),
        money=_MONEY,
        projects="\n".join(projects),
        way="ticks equal_shares",
        minutes="10",
    )
    await _opened(scene, page)
    for person in scene.people:
        ballot = await person.press(scene.room.card, "ballot.open")
        offered = [str(one["value"]) for one in ballot.options("ballot.tick")]
        ticked = scene.chance.sample(offered, scene.chance.randint(2, 4))
        ballot = await person.choose(ballot, "ballot.tick", *ticked)
        await person.press(ballot, "ballot.cast")
    await _closed(scene)


async def _role(scene: Scene) -> str:
    """Someone for a role, without candidates; return the name of who is elected."""
    t, room, people = scene.t, scene.room, scene.people
    page = await room.prepare(
        "election",
        role=_said(scene, "role"),
        mandate=_said(scene, "mandate"),
        term=_said(scene, "term"),
        criteria="",
        minutes="30",
    )
    await _opened(scene, page)
    # The second is named by most; the third at first names the fourth, then hears the others.
    named, other = people[1], people[3]
    for rank, person in enumerate(people):
        form = await person.press(room.card, "election.name")
        who = other if rank == 2 else named
        told = await person.fill(form, member=[who.member], reason=_reason(scene, rank))
        if not rank:
            scene.whisper(told, person)
    table = await scene.lead.press(await _panel(scene), "election.lead")
    asked = await scene.lead.press(table, "election.show")
    await scene.lead.press(asked, "election.move")
    await scene.stage.later(_REDRAWN)
    scene.card(short=True, lines=12)
    form = await people[2].press(room.card, "election.name")
    await people[2].fill(form, name="", member=[named.member], reason=_said(scene, "convinced"))
    table = await scene.lead.press(await _panel(scene), "election.lead")
    await scene.lead.press(table, "election.move")
    await scene.stage.later(_REDRAWN)
    table = await scene.lead.press(await _panel(scene), "election.lead")
    (ref,) = [
        str(one["value"]) for one in table.options("election.propose") if one["label"] == named.name
    ]
    form = await scene.lead.choose(table, "election.propose", ref)
    written = standing(form.form or {})
    await scene.lead.fill(form, **{**written, "reason": _said(scene, "why")})
    await scene.stage.later(_REDRAWN)
    said = scene.said()
    await _consent(scene)
    scene.show(scene.since(said)[-1])
    room.panel = await _panel(scene)
    await room.steer("lead.next")
    await scene.stage.later(_REDRAWN)
    scene.tell(t("rehearsal.board.back"))
    return named.name


async def _consent(scene: Scene) -> None:
    """Everyone consents to the proposal, and it is adopted."""
    t, lead = scene.t, scene.lead
    shown = await lead.press(await _panel(scene), "consent.lead")
    shown = await lead.press(message_of(shown), label=t(f"stage.{Step.OBJECTIONS}"))
    await scene.stage.later(_REDRAWN)
    for person in scene.people:
        ways = [str(one["custom_id"]) for one in found(scene.room.card, "consent.answer")]
        await person.press(scene.room.card, custom_id=next(w for w in ways if w.endswith(":0")))
    shown = await lead.press(await _panel(scene), "consent.lead")
    asked = await lead.press(message_of(shown), label=t("button.consent_adopt"))
    await lead.press(asked, "consent.decide")
    await scene.stage.later(_REDRAWN)


async def _date(scene: Scene) -> None:
    """The date of the next meeting, as people write dates; answers are signed."""
    page = await scene.room.prepare(
        "dates",
        question=_said(scene, "date"),
        dates=_said(scene, "dates"),
        length=_said(scene, "length"),
        minutes=_said(scene, "poll"),
    )
    await _opened(scene, page)
    for person in scene.people:
        ballot = await person.press(scene.room.card, "ballot.open")
        form = await person.press(ballot, "ballot.form")
        ballot = await person.fill(form, **_answers(scene, form))
        await person.press(ballot, "ballot.cast")
    said = scene.said()
    await _closed(scene)
    form = await scene.lead.press(scene.since(said)[0], "date.plan")
    planned = await scene.lead.amend(form, recipe=[_NEXT])
    scene.whisper(planned, scene.lead, lines=5)


def _answers(scene: Scene, form: Answer) -> Mapping[str, Any]:
    """Return what someone answers to each date of a form."""
    parts = [label.get("component", {}) for label in (form.form or {})["components"]]
    asked = {part["custom_id"]: part["options"] for part in parts if part.get("options")}
    return {name: scene.chance.choice(options)["value"] for name, options in asked.items()}


async def _opened(scene: Scene, page: Answer) -> None:
    """Show what the leader reads before anyone else, then have it opened to all."""
    scene.whisper(page, scene.lead, skip=1, lines=14)
    scene.room.panel = await scene.lead.press(page, "decide.open")
    await scene.stage.later(1)
    scene.chapter_of_step()


async def _closed(scene: Scene) -> None:
    """Have the vote closed, and show what came of it."""
    said = scene.said()
    scene.room.panel = await _panel(scene)
    await scene.room.steer("vote.close")
    await scene.room.steer("vote.close_yes")
    await scene.stage.later(_REDRAWN)
    scene.show(scene.since(said)[0])


async def _panel(scene: Scene) -> Answer:
    return await scene.lead.press(scene.room.card, "lead.panel")


def _compare(scene: Scene, yes: int, elected: str) -> None:
    t, document = scene.t, scene.document()
    votes: dict[str, Any] = {vote["method"]: vote for vote in document["votes"]}
    scene.same("methods", ["yes_no", "stv", "shared_budget", "dates"], list(votes))
    details = votes["yes_no"]["result"]
    members = len(scene.people) + _AWAY
    scene.same("adopted", yes > members // 2, details["adopted"])
    scene.same("seats", _SEATS, len(votes["stv"]["result"]["winners"]))
    posted = [
        file.filename
        for message in scene.stage.messages(scene.room.coordination)
        for file in message.attachments
    ]
    scene.same("report in pages", True, any(name.endswith(".pdf") for name in posted))
    (election,) = document["elections"]
    scene.same("elected", True, elected in str(election))
    scene.proves(t.n("rehearsal.board.proved", len(votes)))


def _said(scene: Scene, name: str) -> str:
    return scene.t(f"rehearsal.board.{name}")


def _list(scene: Scene, name: str) -> list[str]:
    return _said(scene, name).split(" / ")


def _reason(scene: Scene, rank: int) -> str:
    reasons = _list(scene, "reasons")
    return reasons[rank % len(reasons)]


# Five seats are for more people than a few.
PLAY = Play("board", act, least=9, most=24)
