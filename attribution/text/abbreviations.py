"""Abbreviations of news, written lower case and without their final period."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """adm amb asst atty brig capt cdr cmdr cmdt col comdr cong cpl cpt det dr drs fr gen gov govs hon insp lt ltc maj
    messrs mgr mlle mme mmes mr mrs ms msgr mt mx pfc pres prof profs pvt rep reps rev sen sens sgt spc ssgt ste supt
    treas"""
)
"""They stand before a name, so no sentence ends with one."""

CONNECTIVES = _words("cf e.g i.e v viz vs")
"""They stand before the other half of something, so no sentence ends with one."""

MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")

REFERENCES = _words("art ch fig no nos p para pp sec vol")
"""Abbreviations only before a number, as in No. 10; elsewhere most of them are words."""

_STATES = _words(
    """ala alta ariz ark calif colo conn d.c del fla ga ill ind kan kans ky la mass md mich minn miss mo mont n.c n.d
    n.h n.j n.m n.y neb nebr nev okla ont ore pa penn que r.i s.c s.d sask tenn tex va vt w.va wash wis wyo"""
)
_ORGANIZATIONS = _words("assn bros co corp cos dept dist fed govt inc intl llc ltd mfg nat'l natl plc univ")
_OTHERS = _words(
    """a.m al approx ave b.a blvd ca e.u ed eds esq est etc ft j.d jr m.a m.d p.m ph.d rd sq sr st u.a.e u.k u.n u.s
    u.s.a"""
)

ABBREVIATIONS = TITLES | CONNECTIVES | MONTHS | REFERENCES | _STATES | _ORGANIZATIONS | _OTHERS

WORDS_IN_LOWER_CASE = _words(
    """ala art ark cong conn col cos del det ed fed fig fr gen ill ind kan la mar mass md miss mo mont mt no nos ont
    ore pa para penn pres rep reps rev sec sen sens sep tex va vol wash"""
)
"""Abbreviations when capitalized, but words (or nothing at all) when not: "a train they will miss."."""

SENTENCE_STARTERS = _words(
    """a according after again all also although an and another any are as asked at because before both but by can
    could despite did do does during each earlier even every few finally first following for from further had has he
    her here his how however i if in indeed initially instead is it its last later let like many maybe meanwhile more
    moreover most much my neither nevertheless no nobody none nonetheless nor not nothing now of on once one only or
    other others our over perhaps she should similarly since so some still such that the their then there these they
    this those though through thus to today tomorrow two under unlike until was we were what when where whether which
    while who why will with would yes yesterday yet you your"""
)
"""Words that seldom have a capital anywhere but at a sentence's start, so one after an abbreviation starts one."""
