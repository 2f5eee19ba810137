"""Is a French sentence in the future or the conditional? Rules, not a grammar: in doubt, no.

A stem is what stands before the ending of the future: an infinitive (aimer-, finir-, prendr-) or
an irregular one (aur-, pourr-). The imperfect of many verbs ends alike (préparait, tirait,
montrait): only stems that cannot be an imperfect's count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_FORM = re.compile(r"(\w*r)(ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient)")
_CONDITIONAL = {"ais", "ait", "ions", "iez", "aient"}
# Many nouns end like these persons (environs, vrai, bras, frais): their pronoun must be near.
_PRONOUNS = {
    "ons": {"nous"},
    "ions": {"nous"},
    "ez": {"vous"},
    "iez": {"vous"},
    "ai": {"je", "j'"},
    "as": {"tu"},
    "ais": {"je", "j'", "tu"},
}
_NEAR = 4

# Verbs in -irer, whose imperfect and past end like the future of the others; verbs in -érer
# where the accent was not typed; and a few more whose past has the stem of another's future.
_NO_STEM = (
    r"(?:re|at|sou|é|e)?tir|(?:ad)?mir|(?:ins|res|as|ex|trans|cons)pir|soupir|d[ée]sir|(?:re|cha)?vir"
    r"|d[ée]chir|empir|cir|d[ée]lir|[fm]oir"
    r"|(?:pre|dif|trans|re|con|in|pro)fer|ger|sugger|(?:di|in|exa)ger|esper|(?:co)?oper|liber"
    r"|toler|moder|(?:re|de)?gener|adher|inser|persever|recuper|acceler|consider|prosper|alter"
    r"|numer|engendr|effondr|(?:sau)?poudr|cylindr"
)
_STEM = re.compile(
    rf"(?!(?:{_NO_STEM})$)(?:"
    r"\w+er|\w*(?<!a)ir|\w*plair|tair|s?aur"
    r"|\w*(?:end|ond|erd|ord|ind|aud|oud)r|r?épandr"
    r"|(?:re)?devr|\w*cevr|(?:re|sur)?vivr|(?:pour)?suivr|pleuvr|(?:é|pro)mouvr"
    r"|\w*(?:mett|batt|[anp]a[iî]t|cro[iî]t)r"
    r"|pourr|mourr|\w*courr|(?:re|entre)?verr|r?enverr|(?:ac|con)querr"
    r"|\w*(?:clu|romp|vainc)r)"
)
# First names and nouns that end like a future.
_NAMES = """
amira camera caldera cetera cholera elvira etcetera habanera hera indira kira mira nadira opera
primavera riviera samira shakira tempera tera vera zaira
"""
# “On dirait une ruche.”
_SEEMS = """
dirait dirais semblerait sembleraient croirait jurerait paraîtrait paraitrait
"""
# What plainly proposes, whatever is told after it.
_PROPOSES = """
faudrait pourrait devrait pourrions devrions
"""

# What may stand between an auxiliary and its participle, or between aller and its infinitive.
_BETWEEN = """
pas plus jamais rien bien tous toutes tout toute aussi enfin donc alors encore vite bientôt
maintenant ensemble sûrement déjà même trop beaucoup presque toujours souvent vraiment mieux ainsi
vous nous se s' y en lui leur me m' te t' on il elle ils elles ne n' d' abord
"""
_OBJECTS = {"le", "la", "les", "l'"}
_SUBJECTS = """
je j' tu il elle on nous vous ils elles ce c' ça cela qui ne n' y en
"""
_DETERMINERS = """
un une des du de d' cette cet son sa ses mon ma mes ton ta tes notre votre nos vos au aux à chaque
quel quelle
"""
# « Notre erreur : croire qu'il suffirait d'un site. »
_BELIEVING = {"croire", "penser", "imaginer", "espérer", "supposer", "craindre", "parier"}

_AUXILIARIES = """
ai as a avons avez ont suis es est sommes êtes sont
"""
_PARTICIPLE = re.compile(
    r"(?:\w+(?:é|(?<!o)i|(?<!o)u|is|(?<!o)it|ert|aint|eint|oint)|fait|eu|dû|mort)e?s?"
)
_NO_PARTICIPLE = """
lieu peu qui ici midi ami amis amie amies jeu feu milieu bleu avis fois mois fruit fruits esprit
produit produits petit petite petits petites profit crédit envie vie depuis puis pluie hui mardi
lundi jeudi samedi vendredi mercredi ni si
"""
_IMPERFECT = re.compile(r"\w+(?:ait|aient)|(?:ét|av|fais|dev|pouv|voul|sav)(?:ais|ions|iez)")
_NO_IMPERFECT = """
fait lait trait portrait retrait attrait extrait souhait parfait bienfait forfait distrait abstrait
satisfait refait défait plait sait connait reconnait parait disparait tait hait soustrait imparfait
essaient paient
"""
_SIMPLE_PAST = re.compile(
    r"\w{2,}(?:èrent|irent|urent|âmes|îmes|ûmes)|\w{2,}[^\Wr]a|\w{2,}[cdgptv]ra"
    r"|fut|eut|fit|put|dut|sut|vit|dit|\w*(?:mit|prit|vint|tint)|répondit|sortit|partit|ouvrit"
    r"|offrit|découvrit|choisit|réussit|sentit|suivit|rendit|attendit|entendit|descendit"
)
_NO_SIMPLE_PAST = """
agenda cela cinéma data extra média pizza schéma sofa visa
"""
# Verbs whose past is made with être: “serait venu” looks back, “serait créé” does not.
_WITH_ETRE = re.compile(
    r"(?:re|de|par|sur|inter)?ven|all|(?:re)?part|rest|arriv|r?entr|sort|né|mort|tomb|mont"
    r"|descend|pass|retourn"
)

_ALLER = {"vais", "vas", "va", "allons", "allez", "vont"}
_INFINITIVE = re.compile(
    r"\w{2,}er|\w+(?<!o)ir|(?:av|sav|pouv|dev|voul|val|(?:re|pré)?v|\w*cev|asse|\w*mouv)oir|être"
    r"|\w*(?:mett|prend|vend|tend|fend|scend|pend|rend|pand|pond|fond|perd|mord|tord|joind|craind"
    r"|teind|peind|treind|soud|coud|batt|conna[iî]t|na[iî]t|para[iî]t|cro[iî]t|suiv|viv|romp|vainc"
    r"|clu|dui|trui|nui|cui)re|\w*(?:faire|dire|lire|crire|croire|boire|rire|plaire|traire)"
)
_NO_INFINITIVE = """
hier hiver mer fer cher premier dernier atelier cahier chantier quartier métier courrier panier
papier escalier entier avenir loisir plaisir désir souvenir soupir cuir tir
"""
# “Il faut dire que”, “je voudrais remercier”: turns of phrase.
_IDIOMS = """
dire savoir avouer reconnaître croire oublier rappeler remercier raconter saluer
"""

_BETWEEN_MOST = 8  # words between a verb and the next: no sentence has more
_names, _seems, _proposes = set(_NAMES.split()), set(_SEEMS.split()), set(_PROPOSES.split())
_between, _subjects = set(_BETWEEN.split()), set(_SUBJECTS.split())
_between_verbs = _between | _OBJECTS
_determiners, _auxiliaries = set(_DETERMINERS.split()), set(_AUXILIARIES.split())
_no_participle, _no_imperfect = set(_NO_PARTICIPLE.split()), set(_NO_IMPERFECT.split())
_no_simple_past, _no_infinitive = set(_NO_SIMPLE_PAST.split()), set(_NO_INFINITIVE.split())
_idioms = set(_IDIOMS.split())


def looks_ahead(words: Sequence[str]) -> bool:
    """True when the `words` of a sentence, in small letters, tell what is not done yet.

    An elided word keeps its apostrophe (``qu'``), and a name its capital. What follows a verb in
    the past is reported (« on a promis que ce serait prêt ») and does not count.
    """
    past = [_is_past(words, i) for i in range(len(words))]
    last_past = max((i for i, told in enumerate(past) if told), default=-1)
    if list(words[:3]) == ["à", "l'", "avenir"] and not any(past):
        return True
    unreal = words[:1] in (["sans"], ["sinon"]) or ("comme", "si") in pairwise(words)
    for i, word in enumerate(words):
        if past[i] or word in _BELIEVING:
            return False
        told_after = last_past >= i
        if word in _ALLER and _infinitive_after(words, i):
            return True
        ending = _ending(words, i)
        if ending in _CONDITIONAL:
            if not unreal and (word in _proposes or not told_after):
                return True
        elif ending is not None or (not told_after and _must(words, i)):
            return True
    return False


def _ending(words: Sequence[str], i: int) -> str | None:
    """Return the ending of a word in the future or the conditional; None for any other."""
    form = _FORM.fullmatch(words[i])
    if form is None or not words[i].islower() or words[i] in _names:
        return None
    wanted = _PRONOUNS.get(form[2], set())
    if not _STEM.fullmatch(form[1]) or (wanted and not wanted & set(words[max(0, i - _NEAR) : i])):
        return None
    before, subject = words[i - 1] if i else "", words[i - 2] if i > 1 else ""
    if before in _determiners:
        return None  # a noun
    if words[i] == "aura" and before == "l'" and subject not in _subjects:
        return None
    if words[i] in _seems or (form[2] == "ais" and _infinitive_after(words, i) in _idioms):
        return None
    return None if _is_compound(words, i) else form[2]


def _is_compound(words: Sequence[str], i: int) -> bool:
    """True for « aurait cru », « aura fallu », « serait venu »: they look back."""
    form, participle = _FORM.fullmatch(words[i]), _participle_after(words, i)
    if form is None or participle is None or form[1] not in ("aur", "ser"):
        return False
    near = list(words[max(0, i - 3) : i])
    reflexive = near[-2:] in (["nous"] * 2, ["vous"] * 2) or {"se", "s'", "me", "m'"} & set(near)
    return form[1] == "aur" or bool(reflexive) or _WITH_ETRE.match(participle) is not None


def _is_past(words: Sequence[str], i: int) -> bool:
    word = words[i]
    if word in _auxiliaries:
        return _participle_after(words, i) is not None
    form = _FORM.fullmatch(word)
    if form is not None and _STEM.fullmatch(form[1]):
        return _is_compound(words, i)
    return (_IMPERFECT.fullmatch(word) is not None and word not in _no_imperfect) or (
        _SIMPLE_PAST.fullmatch(word) is not None and word not in _no_simple_past
    )


def _participle_after(words: Sequence[str], i: int) -> str | None:
    for word in words[i + 1 : i + 1 + _BETWEEN_MOST]:
        if word in _between:
            continue
        return word if _PARTICIPLE.fullmatch(word) and word not in _no_participle else None
    return None


def _infinitive_after(words: Sequence[str], i: int) -> str | None:
    near = words[i + 1 : i + 1 + _BETWEEN_MOST]
    found = next((word for word in near if word not in _between_verbs), "")
    if not _INFINITIVE.fullmatch(found) or found in _no_infinitive:
        return None
    return None if words[i] in _ALLER and found in ("dire", "savoir") else found


def _must(words: Sequence[str], i: int) -> bool:
    """True for « il faut former », « il faut que », « nous devons changer », « on doit… »."""
    word, near, found = words[i], words[max(0, i - 3) : i], _infinitive_after(words, i)
    if word == "faut" and (not i or "il" in near):
        return (found is not None and found not in _idioms) or words[i + 1 : i + 2] in (
            ["que"],
            ["qu'"],
        )
    return found is not None and (
        (word == "devons" and "nous" in near) or (word == "doit" and "on" in near)
    )
