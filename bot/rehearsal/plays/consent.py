"""A decision by consent: one proposal, amended after an objection, then adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simcord import ChannelHandle

from bot.i18n import Catalogue
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.stage import Answer, Person, Stage, has_buttons, text_of
from bot.workshop.consent.proposal import Stage as Step
from bot.workshop.consent.proposal import Stance

# The card is redrawn every five seconds at most.
_REDRAWN = 6


async def act(scene: Scene) -> None:
    """An objection, an amendment that answers it, a concern kept word for word, a decision."""
    t = scene.t
    scene.chapter(_words("title", t))
    made = await agree(scene.lead, scene.people, scene.room.channel, scene.stage, t)
    scene.tell(t("rehearsal.consent.objected"))
    scene.show(made.objected, skip=3)
    scene.whisper(made.refused, scene.lead, lines=2)
    scene.tell(t("rehearsal.consent.amended"))
    scene.show(made.amended, skip=3)
    scene.whisper(made.receipt, scene.people[1])
    scene.show(made.announced)
    scene.summary()
    scene.problems += made.differences(scene.document(), t)
    scene.proves(t.n("rehearsal.consent.proved", made.consents + 1))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was read along the way, to be shown, and how many consented."""

    objected: str  # the card while an objection stands
    refused: str  # what the facilitator is told who would adopt it all the same
    amended: str  # the card with the second version
    receipt: str  # what the person with a concern is told
    announced: str  # what the room is told
    consents: int  # without a concern

    def differences(self, posted: dict[str, Any], t: Catalogue) -> list[str]:
        """Return how the JSON document of the session differs from what people did."""
        (held,) = posted["consents"]
        first, second = held["versions"]
        decision = held["decision"]
        pairs: list[tuple[str, object, object]] = [
            ("decision", (True, 2), (decision["adopted"], decision["version"])),
            ("text", _words("amendment", t), decision["text"]),
            ("concerns", [_words("concern", t)], decision["concerns"]),
            ("consents", self.consents, decision["answers"]["consent"]),
            ("answer", _words("answer", t), first["questions"][0]["answer"]),
            ("reaction", _words("reaction", t), first["reactions"][0]["text"]),
            (
                "objection",
                (_words("objection", t), "amended"),
                (first["objections"][0]["text"], first["objections"][0]["became"]),
            ),
            ("objections left", [], second["objections"]),
        ]
        return [f"the posted {what} differs" for what, made, found in pairs if made != found]


async def agree(
    lead: Person, people: Sequence[Person], room: ChannelHandle, made: Stage, t: Catalogue
) -> Agreed:
    """Play *Decision by consent* from the first card to the summary.

    Of `people`, four at least, the first brings the proposal, the second asks and then has a
    concern, the third reacts and objects, and all the others consent.
    """
    bearer, asker, objector, *others = people
    opened = {"recipe": "consent", "language": t.language.value, "title": _words("title", t)}
    panel = await lead.command(room, "session new", **opened)
    panel = await lead.press(panel, "lead.start")
    table = await lead.press(panel, label=t("button.consent_lead"))
    form = await lead.press(table, label=t("button.consent_write"))
    text = _words("proposal", t)
    table = await lead.fill(form, text=text, member=[bearer.member])

    table = await _to(lead, table, Step.QUESTIONS, made, t)
    form = await asker.press(made.card(room), label=t("button.consent_ask"))
    await asker.fill(form, words=_words("question", t))
    reading = await bearer.press(made.card(room), label=t("button.consent_read"))
    (question,) = reading.options("consent.reply")
    form = await bearer.choose(reading, "consent.reply", question["value"])
    await bearer.fill(form, words=_words("answer", t))

    table = await _to(lead, table, Step.REACTIONS, made, t)
    form = await objector.press(made.card(room), label=t("button.consent_react"))
    await objector.fill(form, words=_words("reaction", t))

    table = await _to(lead, table, Step.OBJECTIONS, made, t)
    for person in others:
        await person.press(made.card(room), label=t(f"stance.{Stance.CONSENT}"))
    form = await objector.press(made.card(room), label=t(f"stance.{Stance.OBJECTION}"))
    await objector.fill(form, words=_words("objection", t))
    await made.later(_REDRAWN)
    objected = text_of(made.card(room))
    table = await lead.press(table, label=t("button.consent_adopt"))
    refused = table.text

    form = await lead.press(table, label=t("button.consent_amend"))
    table = await lead.fill(form, text=_words("amendment", t))
    await made.later(_REDRAWN)
    amended = text_of(made.card(room))
    agreeing = [bearer, objector, *others]
    for person in agreeing:
        await person.press(made.card(room), label=t(f"stance.{Stance.CONSENT}"))
    reading = await asker.press(made.card(room), label=t("button.consent_other"))
    form = await asker.press(reading, label=t(f"stance.{Stance.CONCERN}"))
    receipt = (await asker.fill(form, words=_words("concern", t))).text

    said = len(made.messages(room))
    question_of_lead = await lead.press(table, label=t("button.consent_adopt"))
    table = await lead.press(question_of_lead, label=t("button.consent_adopt_yes"))
    await made.later(_REDRAWN)
    announced = next(m for m in made.messages(room)[said:] if not has_buttons(m))
    panel = await lead.press(table, "lead.panel")
    await lead.press(await lead.press(panel, "lead.end"), "lead.end_yes")
    await made.later(30)
    return Agreed(objected, refused, amended, receipt, text_of(announced), len(agreeing))


async def _to(lead: Person, table: Answer, stage: Step, made: Stage, t: Catalogue) -> Answer:
    table = await lead.press(table, label=t(f"stage.{stage}"))
    await made.later(_REDRAWN)
    return table


def _words(name: str, t: Catalogue) -> str:
    return t(f"rehearsal.consent.{name}")


PLAY = Play("consent", act, least=4)
