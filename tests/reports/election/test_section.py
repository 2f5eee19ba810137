"""An election without candidates in the report, the summary and the JSON."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.reports.passages import passages
from bot.reports.record import ElectionRecord, SessionRecord, Tried
from bot.reports.summary import summary
from bot.workshop.election.naming import Attempt, Named, Naming, Nomination, Stage, concluded
from bot.workshop.language import Language
from bot.workshop.memory.passages import About
from bot.workshop.sessions.session import Signing
from bot.workshop.text import one_line
from tests import builders
from tests.exported import as_json
from tests.reports.builders import record, without_raw
from tests.workshop.hostile import hostile_texts

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
NOUR, LUCIE = Named(1, "Nour", 7_000_001), Named(2, "Lucie", None, withdrawn=True)


def told(
    text: str | None = "Nour prend le rôle.",
    *,
    reason: str = "Elle sait.",
    signing: Signing = Signing.SIGNED,
) -> SessionRecord:
    """A session of one election: two people named Nour in the end, one of them Lucie before."""
    plan = builders.election()
    made = record((plan, builders.discuss()), signing=signing)
    step = made.steps[0]
    signed = signing is Signing.SIGNED

    def said(number: int, voice: int, name: Named, turn: int, why: str) -> Nomination:
        who = ("", "Awa", "Ben")[voice]
        return Nomination(number, voice, name.id, turn, who, who if signed else None, why)

    naming = Naming(
        Stage.CHOOSING,
        (NOUR, LUCIE),
        (
            said(1, 1, LUCIE, 1, "Du temps."),
            said(2, 1, NOUR, 2, "Ben m'a convaincue."),
            said(3, 2, NOUR, 1, reason),
        ),
        (Attempt(made.steps[1].id, NOUR.id, "Les comptes."),),
    )
    elected = concluded(naming, "Treasurer", "one year", text)
    tried = (Tried(NOUR, "Les comptes.", None),)
    return replace(made, elections={step.id: ElectionRecord(plan, naming, elected, tried)})


def test_who_was_named_why_and_what_it_came_to_are_told() -> None:
    text = markdown(told(), FR)
    assert FR("election.elected") in text
    assert "> Nour prend le rôle." in text
    assert f"**Nour** · {FR.n('election.named_by', 2)} {FR('election.named_first', n=1)}" in text
    assert f"— *Awa* {FR('election.before', name='Lucie')}" in text
    assert f"« Du temps. » — *Awa* {FR('election.left')}" in text.replace("\u00a0", " ")
    assert FR("election.has_withdrawn", name="**Lucie**") in text
    assert FR("election.numbers_decide_nothing") in text
    assert "Les comptes." in text
    short = "".join(summary(told(), FR).parts)
    assert FR("election.elected") in short


def test_nobody_elected_is_said_so() -> None:
    text = markdown(told(None), EN)
    assert EN("election.nobody_elected") in text
    assert EN("election.elected") not in text


def test_a_masked_session_names_those_named_and_nobody_else() -> None:
    text = markdown(told(signing=Signing.MASKED), FR)
    assert "Awa" not in text
    assert "Nour" in text
    assert FR("report.election.masked") in text


def test_without_raw_data_the_decision_alone_is_told() -> None:
    bare = without_raw(told())
    text = markdown(bare, FR)
    assert "> Nour prend le rôle." in text
    assert "Lucie" not in text
    assert "Du temps." not in text
    held = json.loads(as_json(bare))["elections"][0]
    assert (held["names"], held["voices"], held["proposals"]) == ([], [], [])


def test_the_json_names_by_rank_and_holds_no_account() -> None:
    text = as_json(told())
    assert "7000001" not in text
    (held,) = json.loads(text)["elections"]
    assert [one["name"] for one in held["names"]] == ["Nour", "Lucie"]
    assert held["voices"][0]["first"] == {"name": 2, "reason": "Du temps."}
    assert held["voices"][0]["then"] == {"name": 1, "reason": "Ben m'a convaincue."}
    assert held["proposals"][0]["consent_step"] == 2


def test_the_role_and_the_reasons_are_found_again() -> None:
    found = {(one.about, one.text) for one in passages(told())}
    assert (About.ROLE, "Treasurer") in found
    assert (About.NAMED, "Ben m'a convaincue.") in found


@given(hostile_texts)
def test_a_hostile_reason_stays_a_reason(reason: str) -> None:
    text = markdown(told(reason=one_line(reason) or "x"), FR)
    assert text.count("\n## ") == markdown(told(), FR).count("\n## ")
