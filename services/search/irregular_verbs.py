"""Verbs whose forms share no stem: who asks about sending means what was sent."""

from __future__ import annotations

from functools import cache

# Forms that are more often another word are left out: found, left, ground, wound, bound, saw, rose, lay.
_VERBS = """
become became
begin began begun
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen
deal dealt
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
grow grew grown
hide hid hidden
hold held
keep kept
know knew known
lead led
lend lent
lose lost
make made
mean meant
meet met
overthrow overthrew overthrown
pay paid
rebuild rebuilt
rise risen
seek sought
sell sold
send sent
shake shook shaken
shoot shot
sink sank sunk
speak spoke spoken
spend spent
stand stood
steal stole stolen
strike struck stricken
strive strove striven
swear swore sworn
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
undertake undertook undertaken
uphold upheld
wake woke woken
wear wore worn
win won
withdraw withdrew withdrawn
withhold withheld
withstand withstood
write wrote written
"""


@cache
def verb_forms() -> dict[str, tuple[str, ...]]:
    """Each form of each verb here, with all forms of that verb, the plain one first.

    The endings that a stemmer knows ("sends", "sending") are not among them.
    """
    verbs = [tuple(line.split()) for line in _VERBS.split("\n") if line]
    return {form: forms for forms in verbs for form in forms}
