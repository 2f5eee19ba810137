"""A plan that bends: a recipe written a moment before, five people in the room, a vote inserted, a
round moved and extended, a step shortened, the rest fitted, marks; the record tells each time."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person
from bot.workshop.recipes.settings import forms_of

_IN_ROOM = 5
_MARKS_IN_ROOM = {4: 3, 5: 2}
_MARK = 4  # of everyone else
# The recipe, in minutes; the vote that is inserted, and the order that the plan has in the end.
_WRITTEN = {"collect": 8, "actions": 12, "discuss": 5, "rate": 3}
_VOTE = 3
_BENT = ["collect", "vote", "discuss", "actions", "rate"]
_MORE = 5  # minutes, given to the round
# Minutes that each step takes; what stands between two is a press.
_SPENT = {"collect": 6, "vote": 2, "discuss": 10, "actions": 8, "rate": 2}
# The card is redrawn every five seconds at most.
_REDRAWN = 6
_RADIO = 21  # a field whose choices are all in sight


async def act(scene: Scene) -> None:
    """Play a review of the month, whose plan is bent as the room needs it."""
    t, room, lead, people = scene.t, scene.room, scene.lead, scene.people
    scene.chapter(t("rehearsal.bent.writes"))
    await _write_recipe(scene)
    (named,) = await lead.member.autocomplete(
        room.channel, "session new", "recipe", t("rehearsal.bent.recipe")
    )
    await scene.started(str(named["value"]))

    scene.chapter_of_step()
    form = await lead.press(await _page(scene, "in_room.open"), "in_room.number")
    form = await lead.press(await lead.fill(form, people=str(_IN_ROOM)), "postit.add")
    theirs = t("rehearsal.bent.ideas_room").split("\n")
    scene.whisper(await lead.fill(form, ideas="\n".join(theirs)), lead, lines=3)
    own = [t("rehearsal.bent.idea", who=person.name) for person in people]
    for person, idea in zip(people, own, strict=True):
        await room.write(person, idea)
    await _bend(scene)
    await _go_on(scene, "collect")
    for person in people:
        await room.put_dots(person, "1")
    await _go_on(scene, "vote")
    await _extend(scene)
    await _fit(scene)
    await scene.next()
    form = await people[0].press(room.card, "action.add")
    action = t("rehearsal.bent.action")
    await people[0].fill(form, what=action, owner=people[0].name)
    await _go_on(scene, "actions")
    await _rate(scene)
    await scene.end()
    scene.summary()
    _compare(scene, [*theirs, *own], action)


async def _write_recipe(scene: Scene) -> None:
    """Have whoever leads write a recipe from nothing, step by step, and save it."""
    t, lead = scene.t, scene.lead
    purpose = t("rehearsal.bent.purpose")
    bench = await lead.command(
        scene.room.channel, "recipe new", title=t("rehearsal.bent.recipe"), purpose=purpose
    )
    for kind, minutes in _WRITTEN.items():
        page = await lead.choose(await lead.press(bench, "recipe.add"), "recipe.kind", kind)
        page = await _set(lead, page, kind, "words", title=t(f"rehearsal.bent.{kind}"))
        page = await _set(lead, page, kind, "time", minutes=str(minutes))
        if kind == "collect":  # to be read as they come
            page = await _set(lead, page, kind, "writing", ways=[])
        bench = await lead.press(page, "recipe.open")
    scene.whisper(await lead.press(bench, "recipe.save"), lead)


async def _set(lead: Person, page: Answer, kind: str, name: str, **changes: Any) -> Answer:
    """Have `lead` open a form of a step, change something in it and send it."""
    rank = list(forms_of(kind)).index(name)
    ids = [str(one["custom_id"]) for one in page.found("recipe.form")]
    (where,) = [one for one in ids if one.endswith(f":{rank}")]
    form = await lead.press(page, custom_id=where)
    return await lead.fill(form, **{**_held(form), **changes})


def _held(form: Answer) -> dict[str, Any]:
    """Return what a form holds before anyone touches it, which a person leaves as it is."""
    assert form.form is not None
    held: dict[str, Any] = {}
    for label in form.form["components"]:
        field = label["component"]
        chosen = [one["value"] for one in field.get("options", ()) if one.get("default")]
        if "options" not in field:
            held[field["custom_id"]] = field.get("value", "")
        else:
            held[field["custom_id"]] = chosen[0] if field["type"] == _RADIO else chosen
    return held


async def _bend(scene: Scene) -> None:
    """Have the round come before the actions, insert a vote before it, shorten this step."""
    t, lead = scene.t, scene.lead
    plan = await _page(scene, "plan.list")
    step = await lead.choose(plan, "plan.pick", plan.options("plan.pick")[2]["value"])
    step = await lead.press(step, label=t("button.plan_up"))
    page = await lead.press(await lead.press(step, "plan.list"), "plan.insert")
    form = await lead.choose(page, "plan.kind", "vote")
    question = {"question": t("rehearsal.bent.question"), "about": "postits"}
    plan = await lead.fill(form, method=["dots"], minutes=str(_VOTE), options="", **question)
    scene.tell(t("rehearsal.bent.bends", who=scene.lead.name))
    scene.whisper(plan, lead, skip=2)
    await scene.stage.later(60)
    form = await lead.press(await _page(scene, "time.open"), "time.length")
    shorter = t("rehearsal.bent.shorter")
    scene.tell(t("rehearsal.bent.shortens", who=lead.name, typed=shorter))
    scene.whisper(await lead.fill(form, length=shorter), lead, lines=1)


async def _extend(scene: Scene) -> None:
    """Let the round be warned, and give it more time; the warning that is no longer true goes."""
    t, room, lead = scene.t, scene.room, scene.lead
    said = scene.said()
    await scene.stage.later((_WRITTEN["discuss"] - 1) * 60 + 3)
    scene.show(scene.since(said)[0])
    more = t("button.more", minutes=_MORE)
    room.panel = await lead.press(await lead.press(room.card, "lead.panel"), label=more)
    scene.tell(t("rehearsal.bent.extended", who=lead.name, more=more))
    await scene.stage.later(_MORE * 60)


async def _fit(scene: Scene) -> None:
    """Show what would end in time, then do it."""
    t, lead = scene.t, scene.lead
    page = await lead.press(await _page(scene, "time.open"), "fit.show")
    scene.whisper(page, lead)
    done = await lead.press(page, label=t("button.fit.shorten"))
    scene.whisper(done, lead, lines=1)
    await scene.stage.later(54)
    scene.room.panel = await lead.press(done, "lead.panel")


async def _rate(scene: Scene) -> None:
    """Everyone gives a mark, those in the room too; they are revealed together."""
    room, lead = scene.room, scene.lead
    step = await scene.stage.step(room.channel)
    assert step is not None
    for person in scene.people:
        page = await person.press(room.card, "rate.open")
        await person.press(page, custom_id=f"rate.give:{step.id}:{_MARK}")
    form = await lead.press(await _page(scene, "in_room.open"), "rate.room")
    written = {f"mark{mark}": str(_MARKS_IN_ROOM.get(mark, "")) for mark in range(1, 6)}
    await lead.fill(form, **written)
    await scene.stage.later(_SPENT["rate"] * 60 - 2 * _REDRAWN)
    said = scene.said()
    question = await lead.press(await _page(scene, "rate.reveal"), "rate.reveal_yes")
    await scene.stage.later(_REDRAWN)
    scene.show(scene.since(said)[0], lines=5)
    room.panel = await lead.press(question, "lead.panel")


def _compare(scene: Scene, ideas: list[str], action: str) -> None:
    """Compare what coordinators received with what people did."""
    t, people, found = scene.t, len(scene.people), scene.document()
    steps = found["steps"]
    scene.same("order", _BENT, [step["kind"] for step in steps])
    first = [_WRITTEN.get(kind, 0) for kind in _BENT]
    scene.same("planned minutes", first, [step["planned_minutes"] for step in steps])
    scene.same("steps added", [False, True, False, False, False], list(map(_added, steps)))
    spent = [round(step["spent_seconds"] / 60) for step in steps]
    scene.same("minutes spent", [_SPENT[kind] for kind in _BENT], spent)
    counted = (found["participants"], found["participants_in_room"])
    scene.same("people", (people + _IN_ROOM, _IN_ROOM), counted)
    scene.same("post-its", sorted(ideas), sorted(one["text"] for one in found["postits"]))
    scene.same("actions", [action], [one["what"] for one in found["actions"]])
    (held,) = found["rates"]
    marks = {str(mark): _MARKS_IN_ROOM.get(mark, 0) for mark in range(1, 6)}
    marks[str(_MARK)] += people
    scene.same("marks", (marks, _IN_ROOM), (held["counts"], held["in_room"]))
    told = {"planned": sum(first), "spent": sum(spent), "room": _IN_ROOM}
    scene.proves(t.n("rehearsal.bent.proved", len(steps), **told))


def _added(step: dict[str, Any]) -> bool:
    return bool(step.get("added_since", False))


async def _page(scene: Scene, verb: str) -> Answer:
    """Have whoever leads open a page from their panel."""
    panel = await scene.lead.press(scene.room.card, "lead.panel")
    return await scene.lead.press(panel, verb)


async def _go_on(scene: Scene, kind: str) -> None:
    """Let a step last as long as it does, and move on."""
    step = await scene.stage.step(scene.room.channel)
    assert step is not None
    lasted = step.spent(scene.stage.bot.clock())
    await scene.stage.later(_SPENT[kind] * 60 - lasted)
    scene.room.panel = await scene.lead.press(scene.room.card, "lead.panel")
    await scene.next()


PLAY = Play("bent", act, least=3)
