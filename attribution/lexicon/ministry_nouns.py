"""Words of which the names of ministries, of other bodies that every country has, and of who leads them, are made."""

from __future__ import annotations

from attribution.lexicon import word_set

MINISTRIES = word_set(
    "affairs agriculture aviation broadcasting business civil climate commerce communications community culture "
    "defence defense development economy education electricity employment energy environment external family "
    "finance fisheries food foreign forestry forests gas health heritage home housing immigration industry "
    "information infrastructure innovation integration interior irrigation justice labor labour land law local "
    "maritime mines mining natural oil petroleum planning ports power railways research resources revenue roads "
    "rural sanitation science security skills social sport sports steel technology tourism trade training "
    "transport transportation treasury urban veterans war water welfare women work works youth"
)
"""Words of which the names of ministries are made: "Information and Broadcasting Minister"."""

BODY_MODIFIERS = MINISTRIES | word_set(
    "appeal appeals central chief city constitutional coordinating county district electoral election fire "
    "high lower magistrates military municipal parliamentary police prime public regional royal security "
    "select standing state superior town upper"
)
"""Words before the last one of a body's name that do not tell it from others: "the High Court", "the City Council".

Not "Supreme" and the like: of those a country has one, and its states or neighbours have others.
"""

OFFICE_PORTFOLIOS = word_set(
    "foreign finance defense defence interior justice health labor labour education energy environment trade home "
    "treasury transport agriculture culture attorney press campaign police fire state"
)
"""Words before an office that tell its holder from others of that office."""

PORTFOLIOS = word_set(
    "state defense defence treasury interior commerce labor labour education energy agriculture transportation "
    "homeland justice health war navy army veterans housing house staff intelligence police parliament "
    "elections foreign"
)
"""Words after "of" in a title: secretary of State, director of National Intelligence."""
