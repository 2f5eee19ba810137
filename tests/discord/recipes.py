"""Three recipes for tests: what is shipped in `data/` may change without breaking them."""

from __future__ import annotations

from bot.workshop.follow.step import Reviewed
from bot.workshop.kinds import (
    Actions,
    Collect,
    Consent,
    Discuss,
    Election,
    Follow,
    Position,
    Rate,
    Reveal,
    Roadmap,
    Story,
    Subgroups,
    Turns,
    Vote,
)
from bot.workshop.language import Bilingual, Title
from bot.workshop.postits.step import Column
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.story.step import Telling
from bot.workshop.subgroups.step import Deal, Follows, Scribe, Where
from tests import builders

LISTEN = Bilingual(fr="Écoutez.", en="Listen.")
WRITE = Bilingual(fr="Écrivez.", en="Write.")
READ = Bilingual(fr="Lisez.", en="Read.")
CHOOSE = Bilingual(fr="Choisissez.", en="Choose.")
TALK = Bilingual(fr="Parlez.", en="Talk.")
QUESTION = Bilingual(fr="Qu'essayer ?", en="What could we try?")

COLLECT = Collect(
    kind="collect",
    title=Title(fr="Les idées", en="Ideas"),
    invite=WRITE,
    prompt=QUESTION,
    minutes=10,
)
REVEAL = Reveal(kind="reveal", title=Title(fr="Le mur", en="The wall"), invite=READ, minutes=5)
TYPED = COLLECT.model_copy(
    update={
        "title": Title(fr="Les rebonds", en="Building on them"),
        "minutes": 5,
        "silent": False,
        "typed": True,
    }
)
VOTE = Vote(
    kind="vote",
    title=Title(fr="Les gommettes", en="The dots"),
    invite=CHOOSE,
    minutes=5,
    budget=5,
    cap=2,
)
DISCUSS = Discuss(
    kind="discuss", title=Title(fr="La discussion", en="Discussion"), invite=TALK, minutes=10
)
ACTIONS = Actions(
    kind="actions", title=Title(fr="La suite", en="What comes next"), invite=WRITE, minutes=10
)

# Silent post-its, then typed ones, then a vote.
ESSAI = Recipe(
    title=Title(fr="Essai", en="Trial"),
    purpose=Bilingual(fr="Essayer.", en="To try."),
    steps=(COLLECT, REVEAL, TYPED, VOTE, DISCUSS, ACTIONS),
)

# One step of each kind that a backcasting needs.
ATELIER = Recipe(
    title=Title(fr="Atelier", en="Workshop"),
    purpose=Bilingual(fr="Remonter le temps.", en="To travel back in time."),
    steps=(
        Story(
            kind="story",
            title=Title(fr="Le récit", en="The story"),
            invite=LISTEN,
            minutes=8,
            pace_seconds=60,
        ),
        Collect(
            kind="collect",
            title=Title(fr="Vos souvenirs", en="Your memories"),
            invite=WRITE,
            minutes=15,
            ask_year=True,
            ask_dimension=True,
            per_person=12,
        ),
        REVEAL,
        VOTE.model_copy(update={"cap": 3}),
        Roadmap(
            kind="roadmap",
            title=Title(fr="La feuille de route", en="The roadmap"),
            invite=READ,
            minutes=15,
        ),
        DISCUSS,
        ACTIONS,
    ),
)

# The same story, told at the facilitator's sign.
VEILLEE = ATELIER.model_copy(
    update={
        "steps": (
            ATELIER.steps[0].model_copy(update={"telling": Telling.BY_HAND}),
            *ATELIER.steps[1:],
        )
    }
)

# One masked or signed word each.
CIEL = Recipe(
    title=Title(fr="Ciel", en="Sky"),
    purpose=Bilingual(fr="Prendre des nouvelles.", en="To hear how everyone is."),
    steps=(
        COLLECT.model_copy(update={"minutes": 3, "per_person": 1, "max_length": 40}),
        REVEAL,
    ),
)

# Columns, three ideas each: typed in the open, then through the form, hidden.
COLUMNS = (
    Column(name=Title(fr="Garder", en="Keep"), mark="+"),
    Column(name=Title(fr="Jeter", en="Drop"), mark="-"),
    Column(name=Title(fr="Essayer", en="Try"), mark="?"),
)
BILAN = Recipe(
    title=Title(fr="Bilan", en="Review"),
    purpose=Bilingual(fr="Faire le point.", en="To look back."),
    steps=(
        TYPED.model_copy(update={"columns": COLUMNS, "ideas": 3, "per_person": 4}),
        COLLECT.model_copy(update={"columns": COLUMNS[:2]}),
        REVEAL,
        VOTE,
    ),
)

# One heading for all that is written, asked of nobody.
CHAPEAU = Recipe(
    title=Title(fr="Chapeau", en="Hat"),
    purpose=Bilingual(fr="Regarder les faits.", en="To look at the facts."),
    steps=(TYPED.model_copy(update={"columns": COLUMNS[:1]}), REVEAL),
)

# One proposal, already written, then what comes of it.
ACCORD = Recipe(
    title=Title(fr="Accord", en="Agreement"),
    purpose=Bilingual(fr="S'accorder.", en="To agree."),
    steps=(
        Consent(
            kind="consent",
            title=Title(fr="La halle", en="The hall"),
            invite=TALK,
            minutes=30,
            proposal=Bilingual(
                fr="Ouvrir la halle le samedi matin.", en="Open the hall on Saturday mornings."
            ),
        ),
        ACTIONS,
    ),
)

# Marks, and then what comes next.
RATE = Rate(kind="rate", title=Title(fr="Le bilan", en="Looking back"), invite=CHOOSE, minutes=3)
# A place taken on a claim, and then what comes next.
LINE = Position(
    kind="position",
    title=Title(fr="La ligne", en="The line"),
    invite=CHOOSE,
    minutes=20,
    claim=Bilingual(fr="On se réunit trop souvent.", en="We meet too often."),
)
DEBATE = Recipe(
    title=Title(fr="Débat", en="Debate"),
    purpose=Bilingual(fr="Prendre place.", en="To take a place."),
    steps=(LINE, DISCUSS),
)
# Someone is looked for, for a role; then what comes next.
ELECTION = Election(
    kind="election",
    title=Title(fr="La trésorerie", en="The treasury"),
    invite=CHOOSE,
    minutes=30,
    role=Title(fr="Trésorerie", en="Treasurer"),
    mandate=Bilingual(fr="Tenir les comptes.", en="To keep the books."),
    term=Title(fr="un an", en="one year"),
)
ROLE = Recipe(
    title=Title(fr="Rôle", en="Role"),
    purpose=Bilingual(fr="Confier un rôle.", en="To give a role."),
    steps=(ELECTION, DISCUSS),
)
# The same, of a role that is still to be described.
BARE_ROLE = ROLE.model_copy(
    update={
        "steps": (
            ELECTION.model_copy(update={"role": None, "mandate": None, "term": None}),
            DISCUSS,
        )
    }
)
# Everyone in turn, with a word each.
TURNS = Turns(
    kind="turns",
    title=Title(fr="Le tour", en="The round"),
    invite=TALK,
    minutes=15,
    word=True,
)
TOUR = Recipe(
    title=Title(fr="Tour", en="Round"),
    purpose=Bilingual(fr="Entendre tout le monde.", en="To hear everyone."),
    steps=(TURNS, DISCUSS),
)
# What became of all actions, those of the session too.
FOLLOW = Follow(
    kind="follow",
    title=Title(fr="On récapitule", en="Review"),
    invite=TALK,
    minutes=3,
    actions=Reviewed.ALL,
)
NOTES = Recipe(
    title=Title(fr="Notes", en="Marks"),
    purpose=Bilingual(fr="Donner une note.", en="To give a mark."),
    steps=(RATE, DISCUSS),
)

# Pairs, that join two by two, then everyone.
PAIRS = Subgroups(
    kind="subgroups",
    title=Title(fr="À deux", en="In twos"),
    invite=TALK,
    prompt=QUESTION,
    size=2,
    minutes=4,
)
GROUPES = Recipe(
    title=Title(fr="Groupes", en="Groups"),
    purpose=Bilingual(fr="Travailler en groupes.", en="To work in groups."),
    steps=(
        PAIRS,
        Subgroups(
            kind="subgroups",
            title=Title(fr="À quatre", en="In fours"),
            invite=TALK,
            follows=Follows.MERGE,
            best=2,
            minutes=5,
        ),
        DISCUSS,
    ),
)
# Tables of four, one pen each, and the others move on.
CAFE = Recipe(
    title=Title(fr="Café", en="Café"),
    purpose=Bilingual(fr="Changer de table.", en="To change tables."),
    steps=(
        PAIRS.model_copy(update={"size": 3, "scribe": Scribe.ONE}),
        Subgroups(
            kind="subgroups",
            title=Title(fr="Ailleurs", en="Elsewhere"),
            invite=TALK,
            follows=Follows.ROTATE,
            minutes=5,
        ),
        DISCUSS,
    ),
)
# Groups of three, once.
TRIOS = Recipe(
    title=Title(fr="Trios", en="Trios"),
    purpose=Bilingual(fr="Travailler à trois.", en="To work in threes."),
    steps=(PAIRS.model_copy(update={"size": 3}), DISCUSS),
)
# Groups of eight, in threads.
HUIT = Recipe(
    title=Title(fr="Huit", en="Eight"),
    purpose=Bilingual(fr="Travailler à huit.", en="To work in eights."),
    steps=(PAIRS.model_copy(update={"size": 8, "where": Where.THREADS}), DISCUSS),
)
# Two groups that people choose.
CHOIX = Recipe(
    title=Title(fr="Choix", en="Choice"),
    purpose=Bilingual(fr="Choisir son groupe.", en="To choose one's group."),
    steps=(
        PAIRS.model_copy(update={"size": None, "groups": 2, "deal": Deal.CHOICE}),
        DISCUSS,
    ),
)
# A group for each theme of the wall.
PAR_THEME = builders.recipe(
    builders.collect(),
    builders.reveal(),
    builders.group(),
    PAIRS.model_copy(update={"size": None, "deal": Deal.THEME}),
    builders.discuss(),
)

FAMILLES = builders.recipe(
    builders.collect(),
    builders.reveal(),
    builders.group(),
    builders.roadmap(),
    builders.consent(),
    builders.actions(),
)
RECIPES = {
    "essai": ESSAI,
    "atelier": ATELIER,
    "role": ROLE,
    "role-nu": BARE_ROLE,
    "veillee": VEILLEE,
    "ciel": CIEL,
    "bilan": BILAN,
    "chapeau": CHAPEAU,
    "accord": ACCORD,
    "notes": NOTES,
    "debat": DEBATE,
    "tour": TOUR,
    "familles": FAMILLES,
    "groupes": GROUPES,
    "cafe": CAFE,
    "trios": TRIOS,
    "huit": HUIT,
    "choix": CHOIX,
    "par theme": PAR_THEME,
}
