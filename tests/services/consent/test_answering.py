"""A round of consent through its use cases: who may do what, when, and what it leaves."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from bot.services.consent import answering, leading
from bot.services.consent.answering import Seen
from bot.services.context import Context
from bot.services.records import record
from bot.workshop.consent.proposal import (
    OBJECTIONS_PER_PERSON,
    QUESTIONS_PER_PERSON,
    Decision,
    Fate,
    Stage,
    Stance,
)
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import RETENTION, SessionState, Signing, author_reference
from tests.builders import (
    ALIX,
    BACHIR,
    CLEO,
    NOUR,
    NOW,
    both,
    collect,
    consent,
    discuss,
    new_session,
    recipe,
)
from tests.services.room import Room, delivery, refused
from tests.store.seeing import every_byte, rows, scalar, scrubbed

TEXT = "Ouvrir la halle le samedi matin."
CONSENT, CONCERN, OBJECTION, ASIDE = Stance
DINA = Actor(911_222_333_444_555_605, "Dina")


class Round:
    """A round of consent led by Nour; `version` defaults to the current one."""

    def __init__(self, room: Room, step_id: int) -> None:
        self.room, self.ctx, self.step_id = room, room.ctx, step_id

    async def seen(self, by: Actor = NOUR) -> Seen:
        return await answering.view(self.ctx, self.step_id, by)

    async def to(self, stage: Stage) -> Seen:
        here = (await self.seen()).proposal.stage
        return await leading.move(self.ctx, self.step_id, NOUR, here, stage)

    async def write(self, text: str, bearer: Actor | None = None) -> Seen:
        version = (await self.seen()).proposal.version
        brings = (bearer.user_id, bearer.name) if bearer else None
        return await leading.write(self.ctx, self.step_id, NOUR, version, text, NOW, brings)

    async def ask(self, by: Actor, text: str) -> Seen:
        return await answering.ask(self.ctx, self.step_id, by, text, delivery())

    async def react(self, by: Actor, text: str) -> Seen:
        version = (await self.seen()).proposal.version
        return await answering.react(self.ctx, self.step_id, by, version, text)

    async def say(
        self, by: Actor, stance: Stance, reason: str = "", version: int | None = None
    ) -> Seen:
        if version is None:
            version = (await self.seen()).proposal.version
        return await answering.answer(self.ctx, self.step_id, by, version, stance, reason)

    async def decide(self, adopt: bool = True, by: Actor = NOUR) -> Decision:
        version = (await self.seen()).proposal.version
        seen = await leading.decide(self.ctx, self.step_id, by, version, adopt, self.room.now)
        assert seen.decision is not None
        return seen.decision


async def opened(
    ctx: Context,
    stage: Stage = Stage.OBJECTIONS,
    *,
    signing: Signing = Signing.SIGNED,
    before: bool = False,
    **settings: Any,
) -> Round:
    """A round of three steps, consent being the first (or the second), at `stage`."""
    plan = consent(**{"text": TEXT, **settings})
    steps = (collect(), plan, discuss()) if before else (plan, discuss())
    room = await Room.open(ctx, new_session(recipe(*steps), signing=signing))
    await room.start()
    if before:
        await room.next()
    found = Round(room, (await room.step()).id)
    if stage is not Stage.PROPOSAL:
        await found.to(stage)
    return found


# The way from a proposal to a decision


async def test_a_proposal_goes_from_questions_to_adoption(ctx: Context) -> None:
    found = await opened(ctx, Stage.QUESTIONS, expected=4)
    await found.write(TEXT, CLEO)  # the same text: only who brings it is kept
    assert (await found.seen()).proposal.version == 1
    seen = await found.ask(ALIX, "Toute l'année ?")
    (question,) = seen.proposal.questions
    await answering.reply(ctx, question.id, CLEO, "De mars à novembre.")
    await found.to(Stage.REACTIONS)
    await found.react(BACHIR, "Enfin !")
    await found.to(Stage.OBJECTIONS)
    seen = await found.say(ALIX, OBJECTION, "Personne n'a la clé.")
    assert seen.mine is not None
    assert seen.mine.reason == "Personne n'a la clé."
    with refused("consent.objection_stands"):
        await found.decide()
    seen = await found.write(TEXT + " Alix garde la clé.")
    assert (seen.proposal.version, seen.proposal.stage) == (2, Stage.OBJECTIONS)
    await found.say(ALIX, CONSENT)
    await found.say(BACHIR, CONCERN, "Et en hiver ?")
    await found.say(CLEO, ASIDE)
    with found.room.says("decision 0"):
        with refused("consent.missing"):
            await found.decide()
        await found.say(DINA, CONSENT)
        made = await found.decide()
    assert (made.adopted, made.version, made.text) == (True, 2, TEXT + " Alix garde la clé.")
    assert (made.consents, made.concerns, made.aside) == (2, ("Et en hiver ?",), 1)
    assert (made.standing, made.lifted, made.amended, made.undecided) == (0, 0, 1, False)
    held = (await record(ctx, found.room.session_id)).consents[found.step_id]
    assert held.decision == made
    assert [v.number for v in held.proposal.versions] == [1, 2]
    (objection,) = held.proposal.worded(OBJECTION)
    assert held.proposal.fate(objection) is Fate.AMENDED
    assert (objection.author_name, held.proposal.author_name) == ("Alix", "Cléo")
    assert held.proposal.questions[0].answer == "De mars à novembre."
    assert (await record(ctx, found.room.session_id)).participants == 4


async def test_without_a_text_the_facilitator_writes_it_first(ctx: Context) -> None:
    found = await opened(ctx, Stage.PROPOSAL, text=None)
    for stage in (Stage.QUESTIONS, Stage.OBJECTIONS):
        with refused("consent.unwritten"):
            await found.to(stage)
    with refused("consent.unwritten"):
        await found.decide(adopt=False)
    with refused("session.not_facilitator"):
        await leading.write(ctx, found.step_id, ALIX, 0, TEXT, NOW)
    seen = await found.write(TEXT)
    assert (seen.proposal.version, seen.proposal.text) == (1, TEXT)
    assert (await found.to(Stage.QUESTIONS)).proposal.stage is Stage.QUESTIONS


async def test_a_recipes_proposal_is_read_in_the_language_of_the_session(ctx: Context) -> None:
    found = await opened(ctx, Stage.PROPOSAL, text=None, proposal=both("Un\u200b jardin."))
    assert (await found.seen()).proposal.text == "Un\u200b jardin."


# Once is once


async def test_a_stage_pressed_twice_moves_once_and_can_be_gone_back_to(ctx: Context) -> None:
    found = await opened(ctx, Stage.PROPOSAL)
    move = leading.move
    for _ in range(2):
        seen = await move(ctx, found.step_id, NOUR, Stage.PROPOSAL, Stage.QUESTIONS)
        assert seen.proposal.stage is Stage.QUESTIONS
    with refused("consent.moved"):
        await move(ctx, found.step_id, NOUR, Stage.PROPOSAL, Stage.REACTIONS)
    with refused("session.not_facilitator"):
        await move(ctx, found.step_id, ALIX, Stage.QUESTIONS, Stage.REACTIONS)
    await found.to(Stage.OBJECTIONS)
    await found.say(ALIX, CONSENT)
    await found.to(Stage.REACTIONS)
    with refused("consent.elsewhere.objections"):
        await found.say(BACHIR, CONSENT, version=1)
    seen = await found.to(Stage.OBJECTIONS)
    assert seen.proposal.counts().consents == 1, "going back takes nothing away"


async def test_everything_delivered_twice_is_there_once(ctx: Context) -> None:
    found = await opened(ctx, Stage.QUESTIONS)
    sent = delivery()
    for _ in range(2):
        seen = await answering.ask(ctx, found.step_id, ALIX, "Combien ?", sent)
    assert len(seen.proposal.questions) == 1
    await found.to(Stage.REACTIONS)
    for text in ("Bien.", "Bien.", "Très bien."):
        seen = await found.react(ALIX, text)
    assert [r.text for r in seen.proposal.reactions] == ["Très bien."]
    await found.to(Stage.OBJECTIONS)
    for _ in range(2):
        seen = await found.say(ALIX, CONSENT)
        seen = await found.say(BACHIR, OBJECTION, "Non, car…")
    assert len(seen.proposal.answers) == 2
    amend = leading.write
    for _ in range(2):
        seen = await amend(ctx, found.step_id, NOUR, 1, "Autre texte.", NOW)
    assert seen.proposal.version == 2
    await found.say(ALIX, CONSENT)
    with found.room.says("decision 0"):
        for _ in range(2):
            assert (await found.decide()).adopted


async def test_two_facilitators_who_amend_at_once_do_not_overwrite_each_other(
    ctx: Context,
) -> None:
    found = await opened(ctx)
    await leading.write(ctx, found.step_id, NOUR, 1, "La mienne.", NOW)
    with refused("consent.changed"):
        await leading.write(ctx, found.step_id, NOUR, 1, "L'autre.", NOW)
    with refused("consent.same_text"):
        await found.write("La  mienne.\n")
    assert (await found.seen()).proposal.text == "La mienne."


# One answer a person to each version


async def test_an_answer_can_change_until_the_decision_and_lifts_an_objection(
    ctx: Context,
) -> None:
    found = await opened(ctx)
    await found.say(ALIX, CONSENT)
    await found.say(ALIX, CONCERN, "Si l'on range.")
    seen = await found.say(ALIX, OBJECTION, "Trop cher.")
    assert (seen.proposal.counts().answers, len(seen.proposal.standing)) == (1, 1)
    seen = await found.say(ALIX, OBJECTION, "Trop cher pour nous.")
    assert [a.reason for a in seen.proposal.answers] == ["Trop cher pour nous."]
    for stance in (ASIDE, CONSENT):
        seen = await found.say(ALIX, stance)
        assert seen.proposal.standing == ()
    (lifted,) = seen.proposal.worded(OBJECTION)
    assert seen.proposal.fate(lifted) is Fate.LIFTED
    seen = await found.say(ALIX, OBJECTION, "Trop cher pour nous.")
    assert len(seen.proposal.worded(OBJECTION)) == 1, "raised again in the same words, it is one"
    await found.say(ALIX, CONSENT)
    made = await found.decide()
    assert (made.consents, made.lifted) == (1, 1)
    with refused("consent.decided"):
        await found.say(ALIX, OBJECTION, "Trop tard ?")


async def test_a_consent_to_the_text_of_before_does_not_count(ctx: Context) -> None:
    found = await opened(ctx)
    await found.say(ALIX, CONSENT)
    await found.write("Ouvrir le dimanche.")
    with refused("consent.changed"):
        await found.say(BACHIR, CONSENT, version=1)
    with refused("consent.changed"):
        await found.say(BACHIR, OBJECTION, "Encore.", version=1)
    with refused("consent.nobody"):
        await found.decide()
    with refused("consent.changed"):
        await leading.decide(ctx, found.step_id, NOUR, 1, True, found.room.now)


async def test_words_that_are_needed_are_asked_for(ctx: Context) -> None:
    found = await opened(ctx)
    for stance in (CONCERN, OBJECTION):
        with refused("consent.empty"):
            await found.say(ALIX, stance, " \n")
        with refused("text.too_long"):
            await found.say(ALIX, stance, "x" * 501)
    assert (await found.seen()).proposal.answers == ()


async def test_there_is_a_limit_to_what_one_person_writes(ctx: Context) -> None:
    found = await opened(ctx)
    for n in range(OBJECTIONS_PER_PERSON):
        await found.say(ALIX, OBJECTION, f"argument {n}")
        await found.say(ALIX, CONSENT)
    with refused("consent.too_many"):
        await found.say(ALIX, OBJECTION, "un de trop")
    seen = await found.seen()
    assert seen.proposal.standing == (), "what was refused lifts and raises nothing"
    assert len(seen.proposal.worded(OBJECTION)) == OBJECTIONS_PER_PERSON
    await found.to(Stage.QUESTIONS)
    for n in range(QUESTIONS_PER_PERSON):
        await found.ask(BACHIR, f"et {n} ?")
    with refused("consent.too_many"):
        await found.ask(BACHIR, "et encore ?")
    await found.ask(CLEO, "et moi ?")


async def test_each_thing_has_its_stage(ctx: Context) -> None:
    found = await opened(ctx, Stage.PROPOSAL)
    for stage in Stage:
        await found.to(stage)
        if stage is not Stage.QUESTIONS:
            with refused("consent.elsewhere.questions"):
                await found.ask(ALIX, "Quand ?")
        if stage is not Stage.REACTIONS:
            with refused("consent.elsewhere.reactions"):
                await found.react(ALIX, "Bien.")
        if stage is not Stage.OBJECTIONS:
            with refused("consent.elsewhere.objections"):
                await found.say(ALIX, CONSENT)
            with refused("consent.not_asked"):
                await found.decide()


# Facilitators, and who brings the proposal


async def test_facilitators_answer_only_if_they_said_that_they_take_part(ctx: Context) -> None:
    found = await opened(ctx)
    assert (await found.seen(NOUR)).takes_part is None
    with refused("consent.only_leads"):
        await found.say(NOUR, CONSENT)
    await answering.take_part(ctx, found.step_id, NOUR, False)
    assert (await found.seen(NOUR)).takes_part is False
    with refused("consent.only_leads"):
        await found.say(NOUR, OBJECTION, "Non.")
    for _ in range(2):
        await answering.take_part(ctx, found.step_id, NOUR, True)
    await found.say(NOUR, CONSENT)
    with refused("session.not_facilitator"):
        await answering.take_part(ctx, found.step_id, ALIX, True)
    assert (await found.decide()).consents == 1
    assert (await record(ctx, found.room.session_id)).participants == 1


async def test_a_facilitator_may_write_down_what_is_asked_aloud(ctx: Context) -> None:
    found = await opened(ctx, Stage.QUESTIONS)
    seen = await found.ask(NOUR, "Qui ouvre la porte ?")
    assert len(seen.proposal.questions) == 1
    assert (await record(ctx, found.room.session_id)).participants == 0


async def test_questions_are_answered_by_those_who_lead_or_bring_the_proposal(
    ctx: Context,
) -> None:
    found = await opened(ctx, Stage.QUESTIONS)
    (question,) = (await found.ask(ALIX, "Quand ?")).proposal.questions
    for who in (ALIX, BACHIR):
        with refused("consent.not_to_answer"):
            await answering.reply(ctx, question.id, who, "Bientôt.")
    await found.write(TEXT, BACHIR)
    for who, text in ((BACHIR, "En mai."), (NOUR, "En mai, au plus tard.")):
        seen = await answering.reply(ctx, question.id, who, text)
        assert [q.answer for q in seen.proposal.questions] == [text]
    with refused("consent.empty"):
        await answering.reply(ctx, question.id, NOUR, " ")
    with refused("consent.question_gone"):
        await answering.reply(ctx, question.id + 1, NOUR, "À qui ?")


# The end of a round


async def test_silence_is_consent_only_where_it_was_said(ctx: Context) -> None:
    found = await opened(ctx, silence_is_consent=True, expected=3)
    made = await found.decide()
    assert (made.adopted, made.silence_is_consent, made.counts.answers) == (True, True, 0)
    assert made.counts.silent(3) == 3


async def test_a_step_left_without_a_decision_is_not_adopted_and_says_so(ctx: Context) -> None:
    found = await opened(ctx)
    await found.say(ALIX, CONSENT)
    with found.room.says("fold 0", "decision 0", "card 1"):
        await found.room.next()
    told = await record(ctx, found.room.session_id)
    made = told.consents[found.step_id].decision
    assert made is not None
    assert (made.adopted, made.undecided, made.consents) == (False, True, 1)


async def test_a_step_left_without_a_proposal_has_nothing_to_say(ctx: Context) -> None:
    found = await opened(ctx, Stage.PROPOSAL, text=None)
    with found.room.says("fold 0", "card 1"):
        await found.room.next()
    told = await record(ctx, found.room.session_id)
    assert told.consents[found.step_id].decision is None
    await found.room.back()
    assert (await found.write(TEXT)).proposal.version == 1


async def test_a_decided_proposal_does_not_reopen(ctx: Context) -> None:
    found = await opened(ctx)
    await found.say(ALIX, CONSENT)
    await found.decide()
    with found.room.says("fold 0", "card 1"):
        await found.room.next()
    with found.room.says("fold 1", "card 0"):
        await found.room.back()
    assert (await found.seen(ALIX)).decision is not None
    for attempt in (
        found.say(BACHIR, CONSENT, version=1),
        found.write("Autre chose."),
        found.to(Stage.QUESTIONS),
        found.decide(adopt=False),
        answering.take_part(ctx, found.step_id, NOUR, True),
    ):
        with refused("consent.decided"):
            await attempt


async def test_a_skipped_round_decides_nothing_and_can_be_taken_up_again(ctx: Context) -> None:
    found = await opened(ctx)
    await found.say(ALIX, OBJECTION, "Trop loin.")
    with found.room.says("fold 0", "card 1"):
        await found.room.skip()
    with refused("step.not_open"):
        await found.seen()
    await found.room.back()
    seen = await found.seen()
    assert (seen.decision, len(seen.proposal.standing)) == (None, 1)
    await found.say(ALIX, CONSENT)
    assert (await found.decide()).adopted


async def test_a_round_left_by_going_back_waits_as_it_was(ctx: Context) -> None:
    found = await opened(ctx, Stage.REACTIONS, before=True)
    await found.react(ALIX, "Bien.")
    await found.room.back()
    await found.room.next()
    seen = await found.seen()
    assert (seen.proposal.stage, len(seen.proposal.reactions)) == (Stage.REACTIONS, 1)
    await found.room.end()
    told = await record(ctx, found.room.session_id)
    made = told.consents[found.step_id].decision
    assert made is not None
    assert made.undecided


async def test_not_adopting_ends_the_round_with_its_objections(ctx: Context) -> None:
    found = await opened(ctx)
    await found.say(ALIX, OBJECTION, "Trop loin.")
    await found.say(BACHIR, CONCERN, "Et le bruit ?")
    with refused("session.not_facilitator"):
        await found.decide(adopt=False, by=ALIX)
    made = await found.decide(adopt=False)
    assert (made.adopted, made.undecided, made.standing) == (False, False, 1)
    assert (made.with_concern, made.concerns) == (1, ())
    held = (await record(ctx, found.room.session_id)).consents[found.step_id]
    assert [a.reason for a in held.proposal.standing] == ["Trop loin."]


async def test_what_is_no_round_of_consent_is_refused(ctx: Context) -> None:
    found = await opened(ctx, before=True)
    collecting = (await found.room.step(0)).id
    with refused("step.not_open"):
        await answering.view(ctx, collecting, ALIX)
    with refused("session.gone"):
        await answering.view(ctx, 404, ALIX)
    await found.room.back()
    with refused("step.not_open"):  # open, but it collects
        await answering.view(ctx, collecting, ALIX)
    await found.room.end()
    with refused("session.ended"):
        await found.say(ALIX, CONSENT, version=1)


# What stays, and what leaves


async def lived(ctx: Context, signing: Signing, adopt: bool = True) -> Round:
    """A round with something of each kind, decided in a session that has ended."""
    found = await opened(ctx, Stage.QUESTIONS, signing=signing)
    await found.write(TEXT, CLEO)
    await found.ask(ALIX, "question de séance")
    await found.to(Stage.REACTIONS)
    await found.react(BACHIR, "réaction de séance")
    await found.to(Stage.OBJECTIONS)
    await found.say(ALIX, OBJECTION, "objection de séance")
    await answering.take_part(ctx, found.step_id, NOUR, True)
    await found.write("Ouvrir la halle le dimanche.")
    await found.say(ALIX, OBJECTION, "seconde objection")
    if adopt:
        await found.say(ALIX, CONSENT)
    await found.say(BACHIR, CONCERN, "réserve à garder")
    await found.decide(adopt)
    return found


def on_disk(ctx: Context, *needles: str) -> list[str]:
    disk = every_byte(ctx.database.path)
    return [needle for needle in needles if needle.encode() in disk]


async def test_a_masked_session_never_writes_a_name_and_unlinks_everyone_at_the_end(
    ctx: Context,
) -> None:
    found = await lived(ctx, Signing.MASKED)
    key = scalar(ctx.database.path, "SELECT key FROM keys")
    people = (ALIX, BACHIR, CLEO, NOUR)
    hashed = [author_reference(who.user_id, key) for who in people]
    # Nour leads: her identifier stands among the facilitators.
    clear = [*(str(who.user_id) for who in people[:3]), *(who.name for who in people)]
    assert on_disk(ctx, *clear) == []
    assert on_disk(ctx, *hashed) == hashed
    await found.room.end()
    await scrubbed(ctx.database)
    assert on_disk(ctx, *clear, *hashed) == []
    path = ctx.database.path
    for table, columns in (
        ("consents", "author, author_name"),
        ("consent_remarks", "author, author_name, submission"),
        ("consent_answers", "author, author_name"),
    ):
        found_names = {name for row in rows(path, f"SELECT {columns} FROM {table}") for name in row}
        assert found_names == {None}, table
    assert rows(path, "SELECT * FROM consent_facilitators") == []
    told = await record(ctx, found.room.session_id)
    held = told.consents[found.step_id]
    assert [a.reason for a in held.proposal.worded(CONCERN)] == ["réserve à garder"]
    assert len(held.proposal.worded(OBJECTION)) == 2


async def test_a_signed_session_shows_its_authors_after_the_end(ctx: Context) -> None:
    found = await lived(ctx, Signing.SIGNED)
    await found.room.end()
    told = await record(ctx, found.room.session_id)
    held = told.consents[found.step_id]
    assert [told.author(q) for q in held.proposal.questions] == ["Alix"]
    assert told.author(held.proposal) == "Cléo"


@pytest.mark.parametrize("signing", list(Signing))
@pytest.mark.parametrize("adopt", [True, False])
async def test_after_the_retention_the_decision_stays_and_the_rest_is_gone(
    ctx: Context, signing: Signing, adopt: bool
) -> None:
    found = await lived(ctx, signing, adopt)
    await found.room.end()
    before = (await record(ctx, found.room.session_id)).consents[found.step_id]
    until = (await found.room.session()).raw_until
    assert until is not None
    await found.room.until(until)
    after = (await record(ctx, found.room.session_id)).consents[found.step_id]
    assert after.decision == before.decision
    assert after.decision is not None
    assert after.decision.text == "Ouvrir la halle le dimanche."
    assert after.decision.concerns == (("réserve à garder",) if adopt else ())
    assert (after.proposal.versions, after.proposal.answers) == ((), ())
    for table in ("consents", "consent_versions", "consent_remarks", "consent_answers"):
        assert rows(ctx.database.path, f"SELECT * FROM {table}") == []
    gone = ["question de séance", "réaction de séance", "objection de séance", "seconde objection"]
    await scrubbed(ctx.database)
    assert on_disk(ctx, *gone, *([] if adopt else ["réserve à garder"])) == []
    assert on_disk(ctx, ALIX.name, str(ALIX.user_id), CLEO.name) == []


async def test_a_round_left_open_after_ninety_days_leaves_too(ctx: Context) -> None:
    found = await opened(ctx)
    await found.say(ALIX, OBJECTION, "laissée là")
    session = await found.room.session()
    await found.room.until(session.created_at + RETENTION)
    assert (await found.room.session()).state is SessionState.ENDED, "nobody else ended it"
    await found.room.until(session.created_at + 2 * RETENTION)
    assert rows(ctx.database.path, "SELECT * FROM consent_answers") == []
    await scrubbed(ctx.database)
    assert on_disk(ctx, "laissée là") == []


# Whatever people do


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_people_do_nothing_is_adopted_over_an_objection(
    ctx: Context, seed: int
) -> None:
    """Many presses by many hands, some with old texts in front of them."""
    chance = Random(seed)
    people = [Actor(900_000 + n, f"P{n}") for n in range(6)]
    found = await opened(ctx)
    answered: dict[int, tuple[Stance, str]] = {}  # by person, on the current version
    version = 1
    for turn in range(150):
        who = chance.choice(people)
        if chance.random() < 0.05:
            version = (await found.write(f"Texte {turn}.")).proposal.version
            answered = {}
            continue
        stance, old = chance.choice(list(Stance)), chance.random() < 0.2 and version > 1
        reason = f"argument {chance.randrange(3)}"
        try:
            await found.say(who, stance, reason, version=version - 1 if old else None)
            assert not old
            answered[who.user_id] = (stance, reason)
        except Refusal as refusal:
            assert refusal.key == "consent.changed" if old else refusal.key == "consent.too_many"
        seen = await found.seen(who)
        counts = seen.proposal.counts()
        given = [stance for stance, _ in answered.values()]
        assert (counts.consents, counts.concerns, counts.aside, counts.objections) == tuple(
            given.count(s) for s in (CONSENT, CONCERN, ASIDE, OBJECTION)
        )
    objects = any(stance is OBJECTION for stance, _ in answered.values())
    if objects:
        with refused("consent.objection_stands"):
            await found.decide()
