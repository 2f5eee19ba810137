"""A decision by consent in the report, the summary and the JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import catalogue
from bot.reports.markdown import markdown
from bot.reports.record import ConsentRecord, SessionRecord
from bot.reports.summary import TOTAL_LIMIT, summary
from bot.workshop.consent.proposal import Answer, Proposal, Remark, Stage, Stance, Version, decided
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing, StepState
from bot.workshop.text import one_line
from tests import builders
from tests.exported import as_json
from tests.reports.builders import record, without_raw
from tests.workshop.hostile import hostile_texts

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
STEP = 100  # the first step of a record


def answer(
    author: str,
    stance: Stance,
    reason: str | None = None,
    *,
    version: int = 1,
    lifted: bool = False,
) -> Answer:
    number = 10 * version + len(author) + lifted
    return Answer(number, version, author, author, stance, reason, lifted)


PROPOSAL = Proposal(
    Stage.OBJECTIONS,
    (
        Version(1, "Ouvrir la halle le mardi soir."),
        Version(2, "Ouvrir la halle le samedi matin.\n\nAlix garde la clé."),
    ),
    (
        Remark(1, 1, "5", "Bachir", "Toute l'année ?", "De mars à novembre."),
        Remark(2, 1, "5", "Bachir", "Et le bruit ?"),
    ),
    (Remark(3, 1, "Cléo", "Cléo", "Enfin !"),),
    (
        answer("Alix", Stance.OBJECTION, "Le mardi, je travaille."),
        answer("Cléo", Stance.OBJECTION, "Trop tard le soir.", lifted=True),
        answer("Cléo", Stance.CONCERN, "Il faudra un volet."),
        answer("Alix", Stance.CONSENT, version=2),
        answer("Cléo", Stance.CONSENT, version=2),
        answer("Bachir", Stance.CONCERN, "Prévoir l'hiver.", version=2),
        answer("Dina", Stance.ASIDE, version=2),
    ),
    "6",
    "Cléo",
)
PLAN = builders.consent(expected=6)


def told(
    proposal: Proposal = PROPOSAL,
    *,
    adopt: bool | None = True,
    signing: Signing = Signing.SIGNED,
    silence: bool = False,
    undecided: bool = False,
    state: StepState = StepState.CLOSED,
    expected: int | None = 6,
) -> SessionRecord:
    """A session of one round; `adopt` None leaves it without a decision."""
    plan = builders.consent(expected=expected, silence_is_consent=silence)
    decision = None
    if adopt is not None:
        plan_now = plan if not adopt else builders.consent(silence_is_consent=silence)
        decision = decided(proposal, plan_now, adopt=adopt, undecided=undecided)
        decision = decision.model_copy(update={"expected": expected})
    return replace(
        record([plan, builders.discuss()], signing=signing, participants=4, state=state),
        consents={STEP: ConsentRecord(proposal, decision, silence, expected)},
    )


def test_the_first_page_has_the_text_the_method_the_numbers_and_the_concerns() -> None:
    text = markdown(told(), FR)
    first = text[text.index("## Votes et décisions") : text.index("## Comment les")]
    assert first == (
        "## Votes et décisions\n\n"
        "**Adoptée par consentement · version 2**\n\n"
        "> Ouvrir la halle le samedi matin.\n>\n> Alix garde la clé.\n\n"
        "Méthode\u00a0: décision par consentement. "
        "3 personnes consentent (dont 1 avec une réserve) · 1 en retrait · 2 sans réponse\n\n"
        "En chemin, 1 objection a été levée. Le texte a été amendé après 1 objection.\n\n"
        "Réserves, mot pour mot\u00a0:\n\n"
        "- Prévoir l'hiver.\n\n"
    )


def test_the_way_is_told_version_by_version() -> None:
    text = markdown(told(), EN)
    way = text[text.index("## How the proposals changed") :]
    for part in (
        "Put forward by Cléo",
        "**Version 1**\n\n> Ouvrir la halle le mardi soir.",
        "- Toute l'année ? — *Bachir*\n  - Answer: De mars à novembre.",
        "- Et le bruit ? — *Bachir*\n  - No written answer.",
        "- Enfin ! — *Cléo*",
        "- Le mardi, je travaille. — *Alix* · *text amended since*",
        "- Trop tard le soir. — *Cléo* · *lifted*",
        "- Il faudra un volet. — *Cléo*",
        "1 person consents (including 1 with a concern) · 1 objection",
        "- “mardi soir” is replaced by “samedi matin. Alix garde la clé”",
        "- Prévoir l'hiver. — *Bachir*",
    ):
        assert part in way, part
    assert way.index("**Version 1**") < way.index("**Version 2**")
    assert EN("report.consent.nature") in text
    assert EN("report.consent.signed") in text


def test_what_was_not_adopted_says_why() -> None:
    stands = replace(
        PROPOSAL, answers=(*PROPOSAL.answers, answer("Émile", Stance.OBJECTION, "Non.", version=2))
    )
    text = markdown(told(stands, adopt=False), FR)
    assert "**Proposition non adoptée · version 2**" in text
    assert "Objections qui tenaient encore\u00a0:\n\n- Non." in text
    assert "- Non. — *Émile* · *tient encore*" in text
    left = markdown(told(adopt=False, undecided=True), FR)
    assert FR("consent.left_undecided", version=2) in left


def test_silence_that_counted_is_said() -> None:
    quiet = replace(PROPOSAL, answers=())
    text = markdown(told(quiet, silence=True), FR)
    assert "Le silence valait consentement, comme annoncé." in text
    assert "0 personne consent · 6 sans réponse" in text


def test_a_round_without_a_decision_or_without_a_text() -> None:
    skipped = markdown(told(adopt=None, state=StepState.SKIPPED), FR)
    assert FR("report.part.decided") not in skipped
    assert FR("report.consent.undecided") in skipped
    empty = markdown(told(Proposal(), adopt=None), FR)
    assert FR("report.consent.none") in empty
    assert FR("report.part.consent") not in empty
    assert FR("report.consent.nature") not in empty


def test_the_summary_says_it_in_a_few_lines() -> None:
    said, left = summary(told(), FR).parts[:2]
    assert left == "### Ce qui reste ouvert\n- Réserve\u00a0: Prévoir l'hiver."
    assert said == (
        "### Votes et décisions\n"
        "**Adoptée par consentement · version 2**\n"
        "> Ouvrir la halle le samedi matin. Alix garde la clé.\n"
        "3 personnes consentent (dont 1 avec une réserve) · 1 en retrait · 2 sans réponse · "
        "En chemin, 1 objection a été levée. Le texte a été amendé après 1 objection."
    )


def test_the_json_has_every_version_and_what_became_of_objections() -> None:
    (found,) = json.loads(as_json(told()))["consents"]
    assert (found["step"], found["expected"], found["brought_by"]) == (1, 6, "Cléo")
    decision = found["decision"]
    assert (decision["adopted"], decision["version"], decision["said_nothing"]) == (True, 2, 2)
    assert decision["answers"] == {"consent": 2, "concern": 1, "aside": 1, "objection": 0}
    assert decision["concerns"] == ["Prévoir l'hiver."]
    assert decision["objections"] == {"stands": 0, "lifted": 1, "amended": 1}
    first, second = found["versions"]
    assert first["objections"] == [
        {"text": "Le mardi, je travaille.", "author": "Alix", "became": "amended"},
        {"text": "Trop tard le soir.", "author": "Cléo", "became": "lifted"},
    ]
    assert first["questions"][0] == {
        "text": "Toute l'année ?",
        "author": "Bachir",
        "answer": "De mars à novembre.",
    }
    assert first["reactions"] == [{"text": "Enfin !", "author": "Cléo"}]
    assert second["concerns"] == [{"text": "Prévoir l'hiver.", "author": "Bachir"}]
    assert second["answers"]["consent"] == 2


def test_a_masked_session_names_nobody() -> None:
    masked = told(signing=Signing.MASKED)
    for text in (markdown(masked, FR), as_json(masked), "".join(summary(masked, FR).parts)):
        for name in ("Alix*", '"Alix"', "Cléo", "Bachir", "Dina"):
            assert name not in text
    assert FR("report.consent.masked") in markdown(masked, FR)


@pytest.mark.parametrize("signing", list(Signing))
def test_after_deletion_the_decision_stays_alone(signing: Signing) -> None:
    full = told(signing=signing)
    held = full.consents[STEP]
    bare = replace(without_raw(full), consents={STEP: replace(held, proposal=Proposal())})
    text = markdown(bare, FR)
    assert "> Alix garde la clé." in text
    assert "- Prévoir l'hiver." in text
    assert "Toute l'année" not in text
    assert FR("report.part.consent") not in text
    (found,) = json.loads(as_json(bare))["consents"]
    assert (found["versions"], found["decision"]["adopted"]) == ([], True)
    chosen, left = summary(bare, FR).parts[:2]
    assert "Prévoir l'hiver" not in chosen
    assert left == "### Ce qui reste ouvert\n- Réserve\u00a0: Prévoir l'hiver."


@given(
    texts=st.lists(hostile_texts.filter(one_line), min_size=4, max_size=4),
    stretch=st.integers(1, 30),
    many=st.integers(1, 40),
    adopt=st.booleans(),
    french=st.booleans(),
)
def test_hostile_words_stay_words_within_what_a_message_holds(
    texts: list[str], stretch: int, many: int, adopt: bool, french: bool
) -> None:
    text, question, reason, name = (one_line(one * stretch)[:1500] for one in texts)
    stance = Stance.CONCERN if adopt else Stance.OBJECTION
    hostile = Proposal(
        Stage.OBJECTIONS,
        (Version(1, text), Version(2, reason)),
        (Remark(1, 1, "5", name, question, reason),),
        (Remark(2, 2, "5", name, question),),
        tuple(Answer(n, 2, f"{n}", name, stance, reason) for n in range(many)),
        "5",
        name,
    )
    t = FR if french else EN
    full = told(hostile, adopt=adopt)
    written = markdown(full, t)
    assert "@everyone" not in written
    said = summary(full, t)
    assert sum(map(len, said.parts)) <= TOTAL_LIMIT
    assert "@everyone" not in "".join(said.parts)
    (found,) = json.loads(as_json(full))["consents"]
    assert found["decision"]["text"] == reason
