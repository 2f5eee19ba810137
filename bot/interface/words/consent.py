"""A proposal and what is said of it, as people read them: on the card, privately, when decided."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.naming.people import language_of_room
from bot.interface.sending.drawer import Edited, Post, Posted, Studio, Subject
from bot.interface.showing.layout import QUIET, RESULT, layout
from bot.interface.showing.pages import in_pages
from bot.reports.consent.decisions import changed, course, numbers, verdict
from bot.reports.record import SessionRecord
from bot.services.consent.answering import earlier
from bot.workshop.consent.proposal import Answer, Decision, Proposal, Remark, Stage, Stance, Version
from bot.workshop.kinds import Consent
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.text import escape, shorten

# Characters, of the 2,800 that a card gives to a step, or of a message's 4,000.
_CARD = 2700
_CHANGES = 400
_SAID = 800
_DECIDED = 1900
_PRIVATE = 3000
_TABLE = 700
# A text is read privately in pieces: escaped, a piece still fits in a page.
_PIECE = 1000
_NAME = 40


class DecisionDrawer(Posted):
    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        told = await studio.record(subject)
        view = decision_message(told, subject.step, subject.letter.id)
        return Post(view) if view is not None else None


class EarlierDrawer(Edited):
    def message_id(self, subject: Subject) -> int:
        return subject.letter.payload["message"]

    async def draw(self, subject: Subject, studio: Studio) -> Post | None:
        message_id = self.message_id(subject)
        version = await earlier(studio.ctx, subject.step.id, message_id)
        if version is None or subject.step.card_message_id == message_id:
            return None
        return Post(earlier_message(version, subject.t))


def card_text(
    proposal: Proposal, plan: Consent, session: Session, t: Catalogue, more: str = ""
) -> str:
    """Return what the card shows of a round under way: the text, its stage, `more` that is told of
    it, what was said."""
    if not proposal.versions:
        return t("consent.being_written")
    beside = [
        _what_changed(proposal, t, _CHANGES),
        t(f"consent.now.{proposal.stage}"),
        _again(proposal, t),
        more,
        *_told(proposal, plan, session, t, _SAID),
    ]
    room = _CARD - sum(len(part) + 2 for part in beside)
    text = _whole(_title(proposal, session, t), proposal.text, room, t)
    return "\n\n".join(filter(None, [text, *beside]))


def decided_text(decision: Decision, t: Catalogue) -> str:
    """Return what a card keeps of a round that is decided."""
    text, _ = quoted(decision.text, _DECIDED)
    told = numbers(decision.counts, decision.expected, t)
    title = f"**{_mark(decision)} {verdict(decision, t)}**"
    return "\n".join([title, text, told])


def table_text(proposal: Proposal, plan: Consent, session: Session, t: Catalogue) -> str:
    """Return what facilitators keep under their eyes: the text in short, and what was said."""
    text = _whole(_title(proposal, session, t), proposal.text, _TABLE, t)
    return "\n\n".join(filter(None, [text, *_told(proposal, plan, session, t, 2 * _SAID)]))


def reading(proposal: Proposal, session: Session, t: Catalogue) -> list[list[str]]:
    """Return everything about a round, in pages of lines: the text, then all that was said."""
    lines = [_title(proposal, session, t)]
    lines += [quoted(piece, _PRIVATE)[0] for piece in _pieces(proposal.text)]
    if told := changed(proposal.before, proposal.text, t) if proposal.before else []:
        lines += [f"**{t('consent.what_changes')}**", *(f"- {one}" for one in told)]
    objections = [
        f"{_said_line(session, one, '✋')} · *{t(f'consent.fate.{proposal.fate(one)}')}*"
        for one in proposal.worded(Stance.OBJECTION)
    ]
    concerns = proposal.worded(Stance.CONCERN, proposal.version)
    reactions = [one for one in proposal.reactions if one.version == proposal.version]
    for key, said in (
        ("consent.all_objections", objections),
        ("consent.concerns", [_said_line(session, one, "💬") for one in concerns]),
        ("consent.all_questions", _question_lines(proposal.questions)),
        ("consent.all_reactions", [_said_line(session, one, "💬") for one in reactions]),
    ):
        if said:
            lines += [f"**{t(key)}**", *said]
    return in_pages(lines, _PRIVATE)


def decision_message(told: SessionRecord, step: StepRun, letter: int) -> ui.LayoutView | None:
    """Return what the room is told when a round ends; None when nothing was decided."""
    t = language_of_room(told.session)
    held = told.consents[step.id]
    decision = held.decision
    if decision is None:
        return None
    text, whole = quoted(decision.text, _DECIDED)
    standing = () if decision.adopted else held.proposal.standing
    return layout(
        f"## {_mark(decision)} {verdict(decision, t)}",
        text if whole else f"{text}\n-# {t('consent.whole_in_report')}",
        _withdrew(told, step, t),
        numbers(decision.counts, decision.expected, t),
        course(decision, t),
        _listed(
            f"**{t('consent.concerns')}**",
            [f"- 💬 {escape(c)}" for c in decision.concerns],
            _SAID,
            t,
        ),
        _listed(
            f"**{t('consent.standing')}**",
            [_said_line(told.session, one, "✋") for one in standing],
            _SAID,
            t,
        ),
        colour=RESULT if decision.adopted else QUIET,
        letter=letter,
    )


def _withdrew(told: SessionRecord, step: StepRun, t: Catalogue) -> str:
    """Return that who was proposed for a role withdrew, where nothing was decided for that."""
    for held in told.elections.values():
        tried = zip(held.naming.attempts, held.tried, strict=True)
        for attempt, one in tried:
            undecided = one.decision is not None and one.decision.undecided
            if attempt.step_id == step.id and one.named.withdrawn and undecided:
                name = escape(shorten(one.named.name, _NAME))
                return f"🙅 {t('election.proposed_withdrew', name=name)}"
    return ""


def earlier_message(version: Version, t: Catalogue) -> ui.LayoutView:
    """Return what stays of a version once the text was amended."""
    title = f"**{t('consent.proposal', version=version.number)}**"
    return layout(
        f"{title}\n{t('consent.amended_since')}",
        quoted(version.text, _PRIVATE)[0],
        colour=QUIET,
    )


def quoted(text: str, room: int) -> tuple[str, bool]:
    """Return `text` as a quotation of at most `room` characters, and whether it is whole."""
    kept = text
    while len(shown := _quotation(kept)) > room - (kept != text):
        kept = kept[: min(len(kept) - 1, len(kept) * room // len(shown))].rstrip()
    return (shown, True) if kept == text else (f"{shown}…", False)


def _told(
    proposal: Proposal, plan: Consent, session: Session, t: Catalogue, room: int
) -> list[str]:
    """Return what was said in the stage under way, without names but those of objections."""
    if proposal.stage is Stage.QUESTIONS:
        questions = proposal.questions
        if not questions:
            return []
        waiting = len(proposal.unanswered)
        title = t.n("consent.questions", len(questions))
        title += " · " + t.n("consent.waiting", waiting) if waiting else ""
        return [_listed(title, _question_lines(questions), room, t)]
    if proposal.stage is Stage.REACTIONS:
        given = sum(one.version == proposal.version for one in proposal.reactions)
        return [t.n("consent.reactions", given), _unanswered(proposal, room, t)]
    if proposal.stage is Stage.OBJECTIONS:
        standing = [_said_line(session, one, "✋") for one in proposal.standing]
        return [
            _answers(proposal, plan, t),
            _listed(f"**{t('consent.standing')}**", standing, room, t),
            _unanswered(proposal, room // 2, t),
        ]
    return []


def _unanswered(proposal: Proposal, room: int, t: Catalogue) -> str:
    """Return the questions that the round has left behind without an answer."""
    waiting = proposal.unanswered
    title = f"**{t.n('consent.left_unanswered', len(waiting))}**"
    return _listed(title, _question_lines(waiting), room, t)


def _answers(proposal: Proposal, plan: Consent, t: Catalogue) -> str:
    """Return how many answered the current version, and what."""
    counts = proposal.counts()
    told = (
        t.n("consent.answers", counts.answers)
        if plan.expected is None
        else t.n("consent.answers_expected", counts.answers, expected=plan.expected)
    )
    lines = [f"{told}\n{numbers(counts, None, t)}" if counts.answers else told]
    if plan.silence_is_consent:
        lines.append(t("consent.silence"))
    return "\n".join(lines)


def _again(proposal: Proposal, t: Catalogue) -> str:
    """Return what those who answered the version before must know."""
    before = proposal.answered_before
    if proposal.stage is not Stage.OBJECTIONS or not before:
        return ""
    return t("consent.answer_again", version=before)


def _what_changed(proposal: Proposal, t: Catalogue, room: int) -> str:
    told = changed(proposal.before, proposal.text, t) if proposal.before else []
    title = f"🔀 **{t('consent.what_changes')}**"
    return _listed(title, [f"- {one}" for one in told], room, t)


def _question_lines(questions: Sequence[Remark]) -> list[str]:
    """Return questions with their answers, those that wait first; names are left out."""
    lines = []
    for one in sorted(questions, key=lambda q: q.answer is not None):
        answer = "" if one.answer is None else f"\n  - ↳ {escape(one.answer)}"
        lines.append(f"- ❓ {escape(one.text)}{answer}")
    return lines


def _said_line(session: Session, said: Remark | Answer, mark: str) -> str:
    """Return what someone wrote, with their name in a signed session alone."""
    text = said.text if isinstance(said, Remark) else said.reason or ""
    author = None if session.masked else said.author_name
    name = f" — *{escape(shorten(author, _NAME))}*" if author else ""
    return f"- {mark} {escape(text)}{name}"


def _listed(title: str, lines: Sequence[str], room: int, t: Catalogue) -> str:
    """Return `title` and the first `lines` that fit in `room` characters, saying how many do not.

    Without lines there is no title either.
    """
    if not lines:
        return ""
    for kept in range(len(lines), -1, -1):
        rest = [t.n("list.more", len(lines) - kept)] if kept < len(lines) else []
        text = "\n".join([title, *lines[:kept], *rest])
        if len(text) <= room:
            return text
    return title


def _title(proposal: Proposal, session: Session, t: Catalogue) -> str:
    title = f"**{t('consent.proposal', version=proposal.version)}**"
    if proposal.author_name and not session.masked:
        name = escape(shorten(proposal.author_name, _NAME))
        title += "\n-# " + t("consent.brought", name=name)
    return title


def _whole(title: str, text: str, room: int, t: Catalogue) -> str:
    """Return a titled text in at most `room` characters, saying where the rest is."""
    cut = "-# " + t("consent.cut")
    left = room - len(title) - 1
    shown, whole = quoted(text, left)
    if not whole:
        shown = quoted(text, left - len(cut) - 1)[0] + "\n" + cut
    return f"{title}\n{shown}"


def _pieces(text: str) -> list[str]:
    """Return `text` in pieces of at most `_PIECE` characters, cut at a space or a line end."""
    pieces = []
    while len(text) > _PIECE:
        cut = max(text.rfind(" ", 0, _PIECE), text.rfind("\n", 0, _PIECE))
        cut = cut if cut > 0 else _PIECE
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def _mark(decision: Decision) -> str:
    return "✅" if decision.adopted else "✋"


def _quotation(text: str) -> str:
    return "\n".join(f"> {line}" for line in escape(text).split("\n"))
