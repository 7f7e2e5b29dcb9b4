"""Words from people without the names of people: what is shown to a whole room names nobody.

Nothing can tell every name from every other word. So words that a person typed are shown to a room only where the
product cannot do without them (what an action is), and then every name that the store knows, every word after
“Mrs”, “Mr” and the like, and every e-mail address is replaced. Rather one word too many than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

SOMEBODY = "a colleague"

_TITLES = "Mr|Mrs|Ms|Miss|Mx|Mme|Dr|Doctor|Prof|Professor|Sir|Dame|Rev|Revd|Reverend|Fr|Father|Sister|Canon"
_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_EMAIL = r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>(),;]+"
_ROLES = """
    a all an and any as at by each every for from in none of on or our the their them to various we with
    academy acting admin administration administrator adviser advisor assistant assistants associate board business
    bursar cabinet carers caretaker central chair class clerk clinic coach colleague colleagues committee computer
    contributor coordinator co-ordinator councillor counsellor curriculum data deputies deputy designated dht director
    dsl everybody everyone executive external finance governance governing governor governors group head headteacher
    heads hlta hod hoy hr hslt improvement it key kitchen lead leader leaders leadership leads librarian local manager
    managers member members mentor middle midday nobody nurse office officer parent parents partner pastoral people
    person phase practitioner premises principal principals provider pupil pupils reviewer safeguarding school schools
    secretary sen senco sencos sendco senior site slt social specialist staff stage subject supervisor support sltm
    ta tas tba tbc teacher teachers teaching team teams technician therapist this trust trustee trustees tutor tutors
    unknown vacant vice volunteer volunteers worker year years
    art arts assemblies assembly assessment attendance behaviour biology careers chemistry computing culture dance
    design drama early economics english eyfs food form foundation french geography german history humanities ict
    inclusion infants juniors ks1 ks2 ks3 ks4 ks5 languages latin literacy maths mathematics mfl music nursery numeracy
    pe phonics physics pp premium provision pshe psychology re reading reception religious rse science send seventh
    sixth spanish sport sports technology transition welfare wellbeing writing
    call email gmail mail com net org uk gov sch co ac
    mr mrs ms miss mx mme dr doctor prof professor sir dame rev revd reverend fr father sister canon
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december autumn spring summer
"""
_NO_NAMES = frozenset(_ROLES.split())
"""Words that are no name by themselves: what owners are called who are named by what they do, titles, days."""


def hiding(names: Iterable[str]) -> Callable[[str], str]:
    """What replaces, in a text, each of the people named: `names` as they were typed anywhere, e-mails and roles too.

    A word of a name counts where it stands as it was typed, in capitals or with a capital letter. Case does not matter
    for a whole name of several words.
    """
    words: set[str] = set()
    whole: set[str] = set()
    for name in names:
        for address in re.findall(_EMAIL, name):
            words |= _parts(address.partition("@")[0])
        plain = re.sub(_EMAIL, " ", name)
        own = [word for word in re.findall(_WORD, plain) if word.casefold() not in _NO_NAMES]
        words |= _parts(" ".join(own))
        if len(own) > 1:
            whole.add(r"\s+".join(map(re.escape, own)))
    spelt = sorted({form for word in words for form in (word, word.upper(), word.capitalize())}, key=len, reverse=True)
    one = "|".join(map(re.escape, spelt)) or r"(?!)"
    some = "|".join(sorted(whole, key=len, reverse=True)) or r"(?!)"
    who = rf"(?:(?i:{some})|(?:{one}))(?:['’]s?)?(?!\w)"
    titled = rf"(?i:{_TITLES})\.?\s+(?:{who}|[A-Z][\w'’\-]*)"
    person = rf"(?<!\w)(?:{titled}|{who})"
    found = re.compile(rf"{_EMAIL}|{person}(?:(?:\s*[,/&]\s*|[\s\-]+){person})*")
    return lambda text: found.sub(lambda match: _instead(match.group(), match.start()), text)


def _parts(name: str) -> set[str]:
    """The words of a name, each of two letters or more; of a double name each half too. Roles are left out."""
    whole = re.findall(_WORD, name)
    halves = [half for word in whole for half in re.split(r"['’\-]", word)]
    return {word for word in (*whole, *halves) if len(word) > 1 and word.casefold() not in _NO_NAMES}


def _instead(found: str, start: int) -> str:
    own = "’s" if re.search(r"['’]s?$", found) else ""
    return (SOMEBODY.capitalize() if start == 0 else SOMEBODY) + own
