"""What small groups brought back, in every report of coordinators; never who was in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n import Catalogue, catalogue
from bot.reports.markdown import markdown
from bot.reports.record import SessionRecord
from bot.reports.retention import retention
from bot.reports.review.applying import corrected
from bot.reports.summary import summary
from bot.reports.tables.postits import postits as table
from bot.workshop.kinds import Kinds
from bot.workshop.language import Language
from bot.workshop.moderation.hiding import Hidden
from bot.workshop.review.correction import Correction, Corrections, Item, Of
from bot.workshop.sessions.session import Signing
from bot.workshop.subgroups.group import Group
from bot.workshop.themes.sorting import Sorting, Theme
from tests.builders import both, collect, discuss, subgroups
from tests.reports.builders import DELETED, postits, record, without_raw

FR, EN = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
IDEAS = ["Seul", "Un banc **vert**", "Un arbre", "# Une fontaine"]


def worked(signing: Signing = Signing.SIGNED, t: Catalogue = FR) -> SessionRecord:
    """Pairs, then the group that they made: it kept two of what it took over, and made one."""
    asked = both("Que garder de la place ?")
    plans: list[Kinds] = [
        collect(),
        subgroups(prompt=asked),
        subgroups(follows="merge", best=2, prompt=both("Les deux meilleures")),
        discuss(),
    ]
    made = record(plans, signing=signing, language=t.language)
    first, pairs, four = [step.id for step in made.steps[:3]]
    alone, one, other, new = postits(IDEAS, None if signing is Signing.MASKED else "Alix")
    wall = (
        replace(alone, step_id=first),
        replace(one, step_id=pairs, group=1),
        replace(other, step_id=pairs, group=2),
        replace(new, step_id=four, group=1),
    )
    groups = {
        pairs: tuple(Group(n, pairs, n, None, ()) for n in (1, 2, 3)),
        four: (Group(9, four, 1, "Le jardin", (), merged=(1, 2, 3), kept=(alone.id, one.id)),),
    }
    return replace(made, postits=wall, groups=groups)


def part(text: str, t: Catalogue) -> str:
    _, found, rest = text.partition(f"## {t('report.part.groups')}\n")
    assert found
    return rest.partition("\n## ")[0].strip()


def test_the_report_tells_each_group_by_its_number() -> None:
    assert part(markdown(worked(), FR), FR) == (
        "### Small groups\n\n"
        "Leur consigne\u00a0: Que garder de la place ?\n\n"
        "**Groupe 1**\n\n- **2.** Un banc \\*\\*vert\\*\\* — *Alix*\n\n"
        "**Groupe 2**\n\n- **3.** Un arbre — *Alix*\n\n"
        "**Groupe 3**\n\nRien d'écrit.\n\n"
        "### Small groups\n\n"
        "Leur consigne\u00a0: Les deux meilleures\n\n"
        "**Groupe 1 · Le jardin (groupes 1, 2 et 3 réunis)**\n\n"
        "- **4.** \\# Une fontaine — *Alix*\n\n"
        "Gardé, de ce qui lui était transmis\u00a0:\n\n"
        "- **1.** Seul — *Alix*\n- **2.** Un banc \\*\\*vert\\*\\* — *Alix*"
    )


@pytest.mark.parametrize("t", [FR, EN], ids=["fr", "en"])
def test_the_summary_tells_what_came_back(t: Catalogue) -> None:
    told = "\n".join(summary(worked(t=t), t).parts)
    name = t("subgroups.group", number=1)
    # What it chose comes first, and is told from what it wrote.
    kept = "⭐ Seul · ⭐ Un banc \\*\\*vert\\*\\*"
    assert f"- {name} · Le jardin · {kept} · \\# Une fontaine" in told
    kept_until = retention(worked(t=t), t).casefold()
    assert kept_until.count(t("report.raw.postits")) == 1, "also where two kinds leave them"
    assert "Les deux meilleures" in told
    assert "Un arbre" not in told, "others went on from it, and did not keep it"


def test_a_long_list_is_counted() -> None:
    made = worked()
    four = made.steps[2].id
    many = tuple(replace(p, step_id=four, group=1) for p in postits(list("ABCDEFGH"), "Alix"))
    groups = {four: (replace(made.groups[four][0], kept=()),)}
    told = "\n".join(summary(replace(made, postits=many, groups=groups), FR).parts)
    assert "· A · B · C · D · E · 3 de plus" in told


def test_masked_nobody_is_named_and_small_groups_have_no_number() -> None:
    made = worked(Signing.MASKED)
    untold = tuple(replace(p, group=None) if p.group == 2 else p for p in made.postits)
    text = markdown(replace(made, postits=untold), FR)
    assert "Alix" not in text
    assert (
        "Autres post-its, de groupes trop petits pour que leur numéro soit dit\u00a0:\n\n"
        "- **3.** Un arbre\n"
    ) in part(text, FR)


def test_sorted_they_stand_in_their_themes_with_their_group() -> None:
    made = worked()
    places = {postit.id: 7 if postit.group else None for postit in made.postits}
    text = markdown(replace(made, sorting=Sorting((Theme(7, "La place"),), places)), FR)
    assert "- **3.** Un arbre\n" in part(text, FR), "in short: it is in its theme"


def test_what_is_hidden_is_counted() -> None:
    made = worked()
    pairs = made.steps[1].id
    left = tuple(one for one in made.postits if one.group != 2)
    hidden = replace(made, postits=left, hidden=Hidden(0, 0, {pairs: 1}))
    told = part(markdown(hidden, FR), FR)
    assert FR.n("report.hidden.postits", 1) in told
    assert "Un arbre" not in told


def test_where_nobody_wrote_it_is_said() -> None:
    made = replace(worked(), postits=(), groups={})
    assert FR("report.groups.none") in part(markdown(made, FR), FR)
    assert FR("report.part.groups") not in "\n".join(summary(made, FR).parts)


def test_once_raw_data_is_deleted_nothing_is_left_of_them() -> None:
    made = replace(without_raw(worked()), groups={})
    told = part(markdown(made, FR), FR)
    assert FR("report.postits.deleted", day=FR.day(DELETED.date())) in told
    assert "Groupe" not in told


def test_the_table_says_which_group_wrote_and_kept() -> None:
    rows = table(worked(), FR).decode("utf-8-sig").splitlines()
    head = rows[0].split(";")
    at, kept = head.index("groupe"), head.index("gardé par")
    found = [(row.split(";")[at], row.split(";")[kept]) for row in rows[1:]]
    assert found == [
        ("", "Groupe 1 · Le jardin"),
        ("Groupe 1", "Groupe 1 · Le jardin"),
        ("Groupe 2", ""),
        ("Groupe 1 · Le jardin", ""),
    ]


def test_a_table_at_which_a_host_stayed_is_one() -> None:
    made = worked()
    groups = {step: tuple(replace(g, hosted=True) for g in of) for step, of in made.groups.items()}
    assert "**Table 1**" in markdown(replace(made, groups=groups), EN)


def test_a_theme_that_was_put_right_is_so_in_the_name_of_its_group() -> None:
    made = replace(worked(), sorting=Sorting((Theme(7, "Le jardin"),), {}))
    put_right = Corrections((Correction(Item(Of.THEME, 7), "name", "Le verger"),))
    text = markdown(corrected(made, put_right), FR)
    assert "Le verger" in part(text, FR)
    assert "Le jardin" not in text


def test_what_was_left_out_is_told_of_no_group() -> None:
    made = worked()
    left_out = Corrections((Correction(Item(Of.POSTIT, made.postits[1].id), ""),))
    assert "Un banc" not in markdown(corrected(made, left_out), FR)
