"""Closed-class English words: pronouns, determiners, prepositions, name particles, calendar words."""

from __future__ import annotations

from attribution.lexicon import word_set

PERSONAL_PRONOUNS = word_set(
    "i me my myself we us our ourselves you your yourself he him his himself she her herself "
    "they them their themselves it its itself"
)
RELATIVE_PRONOUNS = word_set("who whom whose which that")
PRONOUNS = PERSONAL_PRONOUNS | RELATIVE_PRONOUNS
REFLEXIVES = word_set("myself ourselves yourself himself herself themselves itself themself")
MALE_PRONOUNS = word_set("he him his himself")
FEMALE_PRONOUNS = word_set("she her herself")
PLURAL_PRONOUNS = word_set("they them their themselves we us our ourselves")
FIRST_PERSON_PRONOUNS = word_set("i me my myself we us our ourselves")
POSSESSIVE_PRONOUNS = word_set("his her their its my our your whose")

ARTICLES = frozenset(("the", "a", "an"))
DEMONSTRATIVES = word_set("this that these those")
QUANTIFIERS = word_set(
    "some many several few most all both other others another each every any no two three four five six "
    "seven eight nine ten eleven twelve dozens hundreds thousands scores millions one none neither either "
    "half more fewer much various multiple countless numerous"
)
PLURAL_QUANTIFIERS = QUANTIFIERS - word_set("another each every one either neither no any much")
DETERMINERS = ARTICLES | DEMONSTRATIVES | QUANTIFIERS | POSSESSIVE_PRONOUNS

PREPOSITIONS = word_set(
    "of for from in at with to on by about against among around across after before behind between beyond "
    "during inside into like near off onto outside over per since through throughout toward towards under "
    "until upon via within without including amid aboard above below beside despite except regarding as"
)
COORDINATORS = frozenset(("and", "or", "&"))

NAME_PARTICLES = word_set(
    "de da do dos das du del della di la le los las van von der den ter ten te zu zum zur af av bin bint ibn "
    "ben al el ul ur y e abu"
)
"""Lower-case words inside a name: they begin the surname ("von der Leyen", "bin Salman")."""

LEADING_NAME_PARTICLES = NAME_PARTICLES - word_set("do ben te ten la le al el y e das das di du ur ul")
"""Particles that may begin a name on their own ("de Gaulle", "van der Berg") without being another word."""

CAPITALISED_PARTICLES = (NAME_PARTICLES - word_set("y e te do ul ur ben")) | word_set("ó ní uí")
"""Particles that begin a surname with a capital too ("Ana De Limos"); the others are names of their own then."""

SURNAME_PARTICLES = word_set("de von der dos du af zu zum zur ó ní uí")
"""Those of them that are no first name, as Van, Del, Al and Di are."""

NAME_SUFFIXES = word_set("jr jr. sr sr. ii iii iv")

CALENDAR_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan jan. feb feb. mar. apr. aug aug. sept sept. oct oct. nov "
    "nov. dec dec. christmas easter thanksgiving ramadan"
)

WEEKDAYS_AND_MONTHS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february july september october november "
    "december"
)
"""Calendar words that are no one's name (April, May, June and August may be)."""

SENTENCE_STARTERS = word_set(
    "the a an this that these those there here he she it they we you i his her its their our your my who whom "
    "whose which what when where why how if then than but and or nor so yet for of in on at by to from with "
    "without within into onto over under after before during since until till while although though because "
    "unless whether as like among amid about against between despite except besides beyond near not no yes "
    "now today tomorrow yesterday later earlier soon still also even just only once again already always "
    "never ever often sometimes perhaps maybe indeed however meanwhile moreover nevertheless nonetheless "
    "therefore thus hence otherwise instead finally first second third last next another other others each "
    "every either neither both all any some many most much more few several one two three four five six seven "
    "eight nine ten such same well oh okay ok please thanks thank is are was were be been being am do does did "
    "done has have had having can could will would shall should may might must let asked told said says "
    "according speaking given despite regardless rather quite very too additionally similarly "
    "separately recently currently previously originally clearly obviously apparently certainly surely "
    "actually basically essentially literally honestly frankly unfortunately fortunately sadly "
    "further furthermore likewise overall afterward afterwards everyone everybody someone somebody nobody "
    "anyone anybody everything something nothing anything none asking saying noting adding citing calling "
    "following including considering based due read watch see look listen go going got get "
    "getting make makes made making take took put come came keep kept think know believe say tell want need "
    "nearly almost roughly about around approximately back down up out off yeah hey wow why's what's it's "
    "that's there's he's she's we're they're i'm i've i'd i'll you're don't doesn't didn't can't won't isn't "
    "aren't wasn't weren't let's republican democratic democrat"
)
"""Words that begin a sentence with a capital without being part of a name."""

AUXILIARIES = word_set(
    "is are was were am be been has have had do does did will would can could shall should may might must said says"
)
"""Verbs that show words after a comma to be a clause of their own."""

CAPTION_WORDS = word_set(
    "photo photos photograph picture pictures image images caption file credit credits video graphic illustration "
    "advertisement related more update updated correction editor's"
)
"""Labels around an article's text; with a colon after them they look like speakers."""

NUMBER_WORDS = word_set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
)
