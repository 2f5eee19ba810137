"""The hint at the past tense: seen where it is plain, and never on a memory."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from bot.rehearsal.script import Script
from bot.workshop.language import Language
from bot.workshop.postits.tense import suggests_past, wants_past
from tests import builders
from tests.workshop.hostile import hostile_texts

REHEARSALS = sorted((Path(__file__).parents[3] / "data" / "rehearsals").glob("*.toml"))

AHEAD = {
    Language.FRENCH: """
        Il faudrait un fonds d'entraide
        On pourrait partager un camion
        Nous devrions ouvrir le conseil aux familles
        On devrait commencer par écouter les équipes
        À l'avenir, il faut associer les résidents
        À l'avenir, moins de plastique
        Il faut former les cuisines
        Il faudra plus de bénévoles
        Il faut que chaque maison ait une voix
        On va créer une légumerie
        On va bientôt leur donner la clé
        Nous allons acheter ensemble
        Ils vont embaucher une diététicienne
        Je vais y aller chaque mardi
        Les statuts seront réécrits par les résidents
        Le réseau aura une charte
        La commune nous prêtera une salle
        Chaque maison fera visiter sa cuisine
        On ira voir les fermes
        On pourra décider plus vite
        Le conseil devra rendre des comptes
        Des jeunes viendront le mercredi
        On verra les prix de tous
        Tout le monde saura qui décide
        Nous mettrons nos achats en commun
        Nous finirons à l'heure
        Vous choisirez les menus
        Je proposerai un tour des fermes
        Tu tiendras la caisse
        Les fournisseurs répondront aux petites maisons
        Un camion passera de maison en maison
        Le réseau serait reconnu par la commune
        Les familles auraient une place au conseil
        Un atelier de réparation remettrait les fauteuils en service
        Les résidents choisiraient leurs fauteuils
        J'aimerais une assemblée plus courte
        Nous aimerions une cuisine ouverte
        Ce serait bien de manger ensemble
        Un fonds serait créé dès 2027
        Une équipe tournante prendrait les décisions urgentes
        On n'attendra plus le bureau
        Créer un fonds : chaque maison donnera un euro
        Nous devons rencontrer la mairie
        On doit changer l'heure des réunions
        Permettra aux petites fermes de répondre
        On pourrait refaire ce qu'on a fait en 2024
        ON POURRAIT PARTAGER UN CAMION
        Nous y arriverons ! Les carottes étaient belles.
        La légumerie l'emploiera, et son frère aussi
        Elle la gardera
        Pourra-t-on venir à vélo ?
        Quand il pleuvra, on ouvrira le préau
        Nous conclurons un accord avec le lycée
        Faut qu'on ouvre le soir
        Plus de jardins, ça aiderait
        Former des médiateurs : ce sera long
        Je verrais bien une cantine
        Il n'y aura plus de gaspillage
    """,
    Language.ENGLISH: """
        We will share a truck
        We'll open the board to families
        They’ll choose their own chairs
        It'll be easier to decide together
        The council will lend us a room
        There will be a common fund
        Nobody will wait for the office any more
        Will we manage without the big homes?
        We won't need the old contracts
        We shall meet at the farm
        We should ask the residents
        Everyone should have a vote
        The network should be open to all. It should also be fair
        We must listen to the care teams
        Staff must be on the board
        We need to train the kitchens
        We have to meet the mayor
        Let's create a repair workshop
        Let us visit the farms
        We are going to buy together
        We're going to hire a dietitian
        The homes are not going to compete any more
        It would be good to eat together
        It would help the small farms
        There would be a common kitchen
        That would make meetings shorter
        We would create a mutual aid fund
        I would like a shorter assembly
        We'd like a say in the menus
        Residents would be able to choose
        Maybe we could borrow the school hall
        Perhaps we could meet on Tuesdays
        We could create a fund
        It could be useful to share training
        WE WILL SHARE A TRUCK
        The carrots were lovely. We will order more
        I'll bring the soup
        We ought to share the accounts
        An app would help
        I think we should meet outside
    """,
}  # fmt: skip

MEMORIES = {
    Language.FRENCH: """
        On a créé un fonds d'entraide, et il a tenu
        Créer une légumerie
        Une charte signée par les familles
        L'avenir nous faisait peur
        On pensait à l'avenir, enfin
        Nous avions dit que nous le ferions, et nous l'avons fait
        On a promis que chaque maison aurait une voix
        On a compris qu'il faudrait du temps
        Personne ne croyait qu'on y arriverait
        La mairie annonça que la salle serait prêtée
        Nous aurions cru que tout était perdu
        On aurait dû commencer par écouter
        Nous n'aurions jamais pu le faire seuls
        Il aura fallu deux ans pour convaincre la mairie
        Nous aurons mis dix ans à nous faire confiance
        On aurait dit une ruche
        On dirait que le four a toujours été là
        Sans elle, rien ne serait arrivé
        Sans la crue, nous ne serions pas là
        Elle serait partie sans ce vote
        Nous nous serions perdus de vue
        Je voudrais remercier Nadège, qui a tenu bon
        Il faut dire que la salle était froide
        Il ne faut pas oublier que les fermes ont attendu
        Une caméra a filmé l'assemblée
        L'opéra du quartier a ouvert ses répétitions
        L'aura de notre premier camion n'a pas suffi
        Samira a gardé les clés tout l'hiver
        Avec Samira, Clara et Véra, on a ouvert la cuisine
        samira tenait la caisse
        Les environs ont découvert notre soupe
        Quatre vignerons et deux forgerons nous ont rejoints
        Du pain frais à bras nus, un vrai bonheur
        On préparait la salle à six
        Les résidents montraient le chemin
        La porte restait ouverte, on entrait sans frapper
        Elle tirait les cartes pendant les pauses
        Le fonds rassurait les petites maisons
        L'équipe s'effondrait de fatigue, puis on a tourné
        Les plats inspiraient les cuisines voisines
        On coopérait sans le dire
        Nous préparions la soupe avant l'aube
        Nous tirions au sort les places
        Le maire admirait nos comptes
        Il livra lui-même les premiers poireaux
        Elle montra les chiffres, et le silence se fit
        « On y arrivera », répétait la cuisinière
        Une résidente m'a dit : « Vous viendrez dimanche ? »
        “On verra bien”, disait mon père
        Nous avons appris à finir à l'heure
        Nous déjeunons ensemble depuis 2025
        On doit la victoire aux cuisines
        On doit beaucoup à Samira
        La cuisine va bien, merci
        On est allés voir les fermes
        On allait changer l'heure, et puis non
        Il va de soi que nous avons fêté ça
        Le portrait de la fondatrice a retrouvé sa place
        Trois courriers, un refus, puis un accord
        Le conditionnel a disparu de nos comptes rendus
        Un hiver entier à chercher un four
        Comme si tout serait simple !
        Vous avez ouvert la porte, et nous sommes entrés
        Il répondit que ce serait non
        C'est allé vite : en un an, les statuts étaient réécrits
        On ne savait pas si la mairie suivrait
        La mairie a cédé : le terrain serait à nous pour trente ans
        C'était le jour où tout basculerait
        Notre erreur : croire qu'il suffirait d'un site
        On n'aurait pas misé un euro
        Nous serions encore à compter les cageots si Zohra n'avait pas osé
        Il aurait été plus simple d'abandonner
        Le bail, qui courait jusqu'en 2031, a été renégocié
        Nous vous devons ce succès
        À la fin, on se tutoyait
        ☀️
        2028
    """,
    Language.ENGLISH: """
        We created a mutual aid fund, and it lasted
        A vegetable workshop
        Create a repair workshop
        We said we would, and we did
        We promised that every home would have a vote
        Nobody believed it would last
        Nobody could believe it
        At last we could hear each other
        We could finally pay the farms on time
        We couldn't have done it alone
        Every Friday we would cook together
        Nobody would answer the phone
        The printer wouldn't start
        We should have asked the residents first
        It must have been 2027
        We had to start again, twice
        We were going to close, and then the farms called
        Will opened the gates at six
        Will and Samira kept the keys
        It took a lot of will
        The will to share came late
        Against their will, the big homes gave up half their seats
        Goodwill was not enough
        I would like to thank Nadège, who held on
        We'd like to thank the kitchens
        We'd met in a barn
        "We will never manage," said the treasurer
        “You'll see,” said my grandmother
        She asked whether we would come back
        They told us it would be easy
        He wondered if we could pay
        We knew we must hold on
        The mayor decided that the school should stay open
        Let's say a hundred people came
        People let us use the hall
        She let us try every chair
        We went to the market together
        We learned to say we
        The future frightened us
        The opera house opened its rehearsals
        The shared truck never arrived empty
        We needed three meetings to agree on a word
        The need was there
        We have shared our prices since 2024
        We've eaten together since 2025
        Our must-have was the yellow truck
        A wise old willow fell on the shed
        I'd never seen the accounts before
        They'd washed the carrots by dawn
        Would you believe it? They came back
        Residents chose a third of the menus
        It was the could-have-beens that kept us awake
        The council said yes
        Six hundred kilos of carrots. I cried, I laughed, then we rang the farm
        One more chair at the table
        Going to the farm changed everything
        We are proud of what we did
        What we would later call the bread war began in March
        We did what nobody else would
        We would never have managed without Zohra
        Had we known, we would have started sooner
        You should have seen the barn
        You could hear a pin drop
        We let the children choose the trees
        The will of the members was clear
        Should we close? We asked everyone
        ☀️
        2028
    """,
}  # fmt: skip


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


def each(texts: dict[Language, str]) -> list[tuple[Language, str]]:
    return [(language, line) for language, text in texts.items() for line in lines(text)]


def test_there_is_something_to_learn_from() -> None:
    for language in Language:
        assert len(lines(AHEAD[language])) + len(lines(MEMORIES[language])) >= 60


@pytest.mark.parametrize(("language", "text"), each(AHEAD))
def test_what_would_be_done_is_hinted_at(language: Language, text: str) -> None:
    assert suggests_past(text, language)


@pytest.mark.parametrize(("language", "text"), each(MEMORIES))
def test_a_memory_is_left_in_peace(language: Language, text: str) -> None:
    assert not suggests_past(text, language)


@pytest.mark.parametrize("path", REHEARSALS, ids=lambda path: path.name)
def test_no_memory_of_the_rehearsals_is_hinted_at(path: Path) -> None:
    script = Script.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    texts = [*(p.text for p in script.postits), *(m.statement for m in script.milestones)]
    assert [text for text in texts if suggests_past(text, script.language)] == []


@given(hostile_texts)
def test_any_text_can_be_read(text: str) -> None:
    for language in Language:
        assert suggests_past(text, language) in (True, False)


def test_the_past_is_wanted_where_the_scenario_asks_its_question() -> None:
    told = builders.scenario()
    plan = builders.collect()
    asked = plan.model_copy(update={"prompt": builders.both("What do you need?")})
    assert wants_past(builders.session(told=told), plan)
    assert not wants_past(builders.session(told=told), asked)
    assert not wants_past(builders.session(), plan)
