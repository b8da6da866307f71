"""Words that make what stands beside them somebody else's, a thought or a joke: "…, critics say", "…, which is absurd"."""

from __future__ import annotations

from collections.abc import Iterator

# Of reporting, thinking and judging. Not "know" and "see": what one knows is so.
_REGULAR_VERBS = """
accuse add admire advertise advise agree allege announce answer appear argue ask assert assume assure blame boast call
caution chant cite claim comment complain concede conclude confess confirm consider contend convince counter criticise
criticize declare demand denounce disagree dispute dream estimate exaggerate expect explain fear feign figure gamble guess
hail hint hope imagine imply inquire insinuate insist joke judge kid label lament maintain mention misquote mock moan mutter
note observe offer opine persuade portray pose predict presume pretend proclaim profess promise propose question rant reckon
reject remark repeat reply report respond retort ridicule rumour rumor scoff scream seem shout sneer speculate state
suggest suppose surmise suspect talk tease term threaten touch trick trust urge venture voice vow warn whisper wish wonder
worry yell
"""
_OTHER_FORMS = """
say says said saying tell tells told telling think thinks thought thinking believe believes believed believing feel feels
felt feeling hear hears heard hearing read reads reading write writes wrote written writing speak speaks spoke spoken
speaking swear swears swore sworn swearing mean means meant meaning mislead misleads misled misleading admit admits admitted
admitting quip quips quipped quipping bet bets betting quote quotes quoted quoting kidding pledge pledges pledged pledging
"""
_OTHER_WORDS = """
absurd absurdity absurdly allegation allegations bogus claim cliche conspiracy crazy critic critics delusion delusions excuse
excuses fable fables fairy fairytale fake fallacy fantasies fantasy farce farcical fiction fictional foolish hoax hypothesis
hypothetical hypothetically idiotic illusion illusions imaginary inaccurate incorrect incorrectly insane irony ironic
ironically laughable legend legends ludicrous mad madness misconception mistake mistaken mistakenly mistakes misunderstanding
misunderstood nonsense nonsensical opinion opinions outrageous preposterous propaganda ridiculous rubbish rumours rumors
sarcasm satire scenario silly slander stories story stupid supposedly tale tales theoretical theoretically
theories theory unbelievable unfounded view views
assuming how once provided providing though unlike when whenever whereas whether while why
"""


def _forms(verb: str) -> Iterator[str]:
    yield verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    elif verb.endswith("e"):
        yield from (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    else:
        yield from (
            f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s",
            f"{verb}ed",
            f"{verb}ing",
        )


FRAMING_WORDS = frozenset(_OTHER_FORMS.split() + _OTHER_WORDS.split()) | {
    form for verb in _REGULAR_VERBS.split() for form in _forms(verb)
}
"""All forms, folded; some turn what is said by the moment or the condition that they put it under."""
