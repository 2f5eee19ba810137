"""What small groups made, and kept, in what coordinators receive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.summary import summary
from bot.reports.tables.postits import postits as table
from bot.workshop.kinds import Kinds
from bot.workshop.language import Language
from bot.workshop.sessions.session import Signing
from bot.workshop.subgroups.group import Group
from tests.builders import discuss, subgroups
from tests.reports.builders import postits, record

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
TEXTS = ["Un banc", "Un arbre", "Une fontaine", "Un kiosque"]


def worked(
    t: Catalogue, *, kept: tuple[int, ...] = (), signing: Signing = Signing.SIGNED
) -> SessionRecord:
    """Two pairs, who wrote two post-its each, then the four that they made."""
    author = None if signing is Signing.MASKED else "Alix"
    plans: list[Kinds] = [subgroups(), subgroups(follows="merge", best=2), discuss()]
    made = record(plans, language=t.language, signing=signing)
    pairs, four = [step.id for step in made.steps[:2]]
    wall = tuple(
        replace(one, step_id=pairs, group=None if author is None else 1 + n // 2)
        for n, one in enumerate(postits(TEXTS, author))
    )
    groups = {
        pairs: (Group(1, pairs, 1, None, ()), Group(2, pairs, 2, None, ())),
        four: (Group(3, four, 1, None, (), merged=(1, 2), kept=tuple(wall[n].id for n in kept)),),
    }
    return replace(made, postits=wall, groups=groups)


def brief(told: SessionRecord, t: Catalogue) -> str:
    return "\n".join(summary(told, t).parts)


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_what_was_kept_is_told_from_what_was_only_said(t: Catalogue) -> None:
    told = worked(t, kept=(1, 3))
    text = brief(told, t)
    assert "⭐ Un arbre · ⭐ Un kiosque" in text
    assert "Un banc" not in text
    whole = markdown(told, t)
    assert t("report.groups.kept") in whole
    assert all(one in whole for one in TEXTS)


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_of_a_group_that_chose_nothing_the_summary_loses_nothing(t: Catalogue) -> None:
    text = brief(worked(t), t)
    assert " · ".join(TEXTS) in text
    assert "⭐" not in text


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_masked_what_is_of_no_group_is_said_and_no_group_wrote_nothing(t: Catalogue) -> None:
    told = worked(t, signing=Signing.MASKED)
    whole = markdown(told, t)
    assert t("report.groups.untold") in whole
    before = whole[: whole.index(t("report.groups.untold"))]
    assert t("report.groups.nothing") not in before
    alone = replace(told, groups={told.steps[0].id: told.groups[told.steps[0].id]})
    assert " · ".join(TEXTS) in brief(alone, t)


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_the_sheet_says_in_which_round_a_group_kept_a_post_it(t: Catalogue) -> None:
    told = worked(t, kept=(1,))
    pairs, four = (told.groups[step.id] for step in told.steps[:2])
    earlier = (replace(pairs[0], kept=(told.postits[0].id,)), pairs[1])
    both = replace(told, groups={told.steps[0].id: earlier, told.steps[1].id: four})
    text = table(both, t).decode("utf-8-sig").splitlines()
    name = t("subgroups.group", number=1)
    for nth, words in ((0, "Un banc"), (1, "Un arbre")):
        title = told.steps[nth].plan.title[t.language]
        (line,) = [one for one in text if one.startswith(words)]
        assert f"{title} · {name}" in line
