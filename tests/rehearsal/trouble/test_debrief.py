"""The debrief of a record and a log made by hand: each sentence beside what it is told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.i18n import catalogue
from bot.rehearsal.trouble.debrief import debrief, pages
from bot.rehearsal.trouble.kinds import Trouble
from bot.rehearsal.trouble.log import Deed, Fate, Happening, Log, What
from bot.reports.record import SessionRecord
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing, StepState
from bot.workshop.wall.reaction import Echo, Reaction
from tests import builders
from tests.reports.builders import BRAINSTORM, ENDED, record

LEAD, AWA, BEN, CHLOE = 1, 2, 3, 4
NAMES = {LEAD: "Maëlle", AWA: "Awa", BEN: "Ben", CHLOE: "Chloé"}
START = builders.NOW
en, fr = catalogue(Language.ENGLISH), catalogue(Language.FRENCH)


def at(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def press(person: int, minutes: float, verb: str, label: str = "", fate: Fate = Fate.DONE) -> Deed:
    return Deed(START + at(minutes), person, What.PRESS, verb, label, fate)


def log(*deeds: Deed, came: tuple[Happening, ...] = ()) -> Log:
    return Log(NAMES, frozenset({LEAD}), deeds, came)


def storm(
    texts: dict[str, str], signing: Signing = Signing.SIGNED, state: StepState = StepState.CLOSED
) -> SessionRecord:
    """A brainstorm with these post-its, each with the name of its writer."""
    postits = [
        replace(builders.postit(number, text=text), author_name=who, number=number)
        for number, (text, who) in enumerate(texts.items(), start=1)
    ]
    made = record(
        BRAINSTORM, language=Language.ENGLISH, postits=postits, signing=signing, participants=2,
        state=state,
    )  # fmt: skip
    return replace(made, session=replace(made.session, started_at=START))


def said(
    told: SessionRecord, noted: Log, heading: str, language: Language = Language.ENGLISH
) -> list[str]:
    t = catalogue(language)
    (part,) = [part for part in debrief(told, noted, t) if part.heading == t(heading)]
    return list(part.lines)


def test_time_is_told_by_step_and_what_was_never_opened_is_said() -> None:
    made = storm({})
    steps = list(made.steps)
    steps[-1] = replace(steps[-1], state=StepState.WAITING, spent_seconds=0)
    steps[-2] = replace(steps[-2], first_minutes=None)
    lines = said(replace(made, steps=tuple(steps)), log(), "rehearsal.trouble.time")
    assert lines[1].endswith(": 10 min planned, 11 min spent.")
    assert lines[-2].endswith(": added on the way, 11 min spent.")
    assert lines[-1].endswith(": 10 min planned, never opened.")


def test_who_was_heard_comes_from_the_record_alone() -> None:
    made = storm({"One": "Awa", "Two": "Awa", "Three": "Ben"})
    noted = log(press(AWA, 1, "postit.add"), press(BEN, 1, "postit.add"), press(LEAD, 2, "x"))
    assert said(made, noted, "rehearsal.trouble.heard") == [
        "2 people took part in something that the bot keeps, of 4 who were there, those who led"
        " included.",
        "The one who wrote most: Awa, 2 of the 3 post-its and comments in the record (67%).",
        "No post-it and no comment in the record from: Chloé.",
        "Did nothing at all in the channel: Chloé.",
    ]


def test_two_who_wrote_as_much_are_both_named() -> None:
    made = storm({"One": "Awa", "Two": "Ben"})
    assert (
        said(made, log(), "rehearsal.trouble.heard", Language.FRENCH)[1]
        == "Les personnes qui ont le plus écrit\u00a0: Awa et Ben, 1 chacune sur les 2 post-its et"
        " commentaires enregistrés."
    )


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.FRENCH])
def test_who_wrote_all_there_is_has_no_share_of_it(language: Language) -> None:
    told, t = storm({"Soup at noon": "Awa"}), catalogue(language)
    lines = said(told, log(), "rehearsal.trouble.heard", language)
    assert t("rehearsal.trouble.heard.only", who="Awa") in lines
    assert "%" not in "".join(lines)


def test_a_masked_record_tells_nobody_who_wrote() -> None:
    made = storm({"One": "Awa", "Two": "Awa"}, signing=Signing.MASKED)
    lines = said(made, log(press(AWA, 1, "postit.add")), "rehearsal.trouble.heard")
    assert lines[1] == en("rehearsal.trouble.heard.masked")
    assert not [line for line in lines[:2] if "Awa" in line]


def test_lost_presses_are_counted_by_what_became_of_them() -> None:
    deeds = (
        press(AWA, 1, "postit.add"),
        press(AWA, 2, "postit.add", fate=Fate.UNANSWERED),
        press(BEN, 3, "ballot.cast", fate=Fate.OVER),
        press(BEN, 4, "ballot.open", fate=Fate.REFUSED),
        press(BEN, 4, "lead.panel", fate=Fate.REFUSED),
        Deed(START, AWA, What.MESSAGE),
    )
    assert said(storm({}), log(*deeds), "rehearsal.trouble.presses") == [
        "4 of 5 in the channel came to nothing: 2 were refused, with the reason; 1 came when its"
        " step or its session was over; 1 met no bot (away, or too busy to answer)."
    ]
    assert said(storm({}), log(*deeds[:1]), "rehearsal.trouble.presses") == [
        "1 was made in the channel, and answered."
    ]


def test_what_was_left_open_or_that_nothing_was() -> None:
    made = storm({})
    lines = said(made, log(), "rehearsal.trouble.left")
    assert len(lines) == 1
    assert lines[0].startswith("The vote “")
    assert lines[0].endswith("” was not counted.")
    voteless = replace(made, steps=tuple(s for s in made.steps if s.plan.kind != "vote"))
    assert said(voteless, log(), "rehearsal.trouble.left") == ["Nothing that the record shows."]
    kept = replace(voteless, parked=("The boiler",))
    assert said(kept, log(), "rehearsal.trouble.left", Language.FRENCH) == [
        "1 point a été gardé pour plus tard, sans responsable."
    ]


def test_what_the_summary_calls_open_is_open_in_the_debrief() -> None:
    made = storm({"Soup at noon": "Awa", "End with a song": "Ben"})
    puzzling, clear = made.postits
    echoes = {puzzling.id: Echo({Reaction.ASK: 5}), clear.id: Echo({Reaction.ASK: 1})}
    lines = said(replace(made, echoes=echoes), log(), "rehearsal.trouble.left")
    asked = en("report.open.asked", number=1, text="Soup at noon", people=5)
    assert [line for line in lines if "\u2753" in line] == [asked]


def rude(told: SessionRecord, *deeds: Deed) -> str:
    one = Happening(
        Trouble.RUDE, told.steps[0].id, START + at(2), START + at(2), [AWA], ["You dimwits"]
    )
    return said(told, log(*deeds, came=(one,)), "rehearsal.trouble.came")[0]


def test_a_rude_postit_stands_or_was_hidden_after_so_long() -> None:
    stands = storm({"You dimwits": "Awa", "Two": "Ben"})
    assert en("rehearsal.trouble.told.rude_stands") in rude(stands)
    gone = storm({"Two": "Ben"})
    hidden = replace(gone, hidden=replace(gone.hidden, postits_of={gone.steps[0].id: 1}))
    once = press(LEAD, 5, "hide.done")
    assert "It was hidden 3 min after it was written" in rude(hidden, once)
    assert en("rehearsal.trouble.told.rude_hidden_once") in rude(
        hidden, once, press(LEAD, 6, "hide.done")
    )
    refused = press(LEAD, 4, "hide.done", fate=Fate.REFUSED)
    assert "It was hidden 3 min after" in rude(hidden, refused, once)
    assert en("rehearsal.trouble.told.rude_gone") in rude(gone), "withdrawn: nobody hid it"


def test_what_those_who_led_did_is_told_as_they_did_it() -> None:
    made = storm({})
    one = Happening(Trouble.SILENCE, made.steps[0].id, START + at(1), START + at(2))
    deeds = (
        press(LEAD, 0.5, "lead.panel", "Lead"),
        Deed(START + at(1.5), LEAD, What.MESSAGE),
        press(LEAD, 3, "lead.more", "+5 min"),
        press(BEN, 1.5, "postit.form"),
        press(BEN, 3, "postit.add", "Add post-its"),
        press(LEAD, 4.5, "lead.next", "Next"),
    )
    (told, _) = said(made, log(*deeds, came=(one,)), "rehearsal.trouble.came")
    assert told.endswith(
        "the simulated people began nothing; 1 thing was done all the same. From those who led,"
        " until two minutes after it: a message (after 30 s) · *+5 min* (after 2 min)."
    )
    late = replace(made, session=replace(made.session, ended_at=START + at(2.5)))
    (told, _) = said(late, log(came=(one,)), "rehearsal.trouble.came")
    assert "and for 1 min nobody but those who led did anything in the channel." in told
    assert told.endswith("From those who led, until the session ended: nothing in the channel.")


@pytest.mark.parametrize("language", list(Language))
def test_there_are_two_or_three_questions_and_no_opinion(language: Language) -> None:
    t = catalogue(language)
    made = storm({"One": "Awa"})
    for came in ((), *((one,) for one in Trouble), tuple(Trouble)):
        happenings = tuple(
            Happening(one, made.steps[2].id, START, START, [AWA, BEN], ["One", "Two"])
            for one in came
        )
        lines = said(made, log(came=happenings), "rehearsal.trouble.questions", language)
        assert len(lines) in (2, 3)
        assert all(line.endswith("?") for line in lines)
        whole = pages(made, debrief(made, log(came=happenings), t), t)
        assert all(0 < len(page) <= 2000 for page in whole), "each fits a message"
        assert made.session.ended_at == ENDED
