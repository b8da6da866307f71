"""Closed classes of English words that bound clauses and noun phrases, all in lower case."""

from __future__ import annotations

from attribution.lexicon import word_set

AUXILIARIES = word_set(
    "is are was were be been being am has have had having will would can could should shall may might "
    "must do does did 's 've 'd 'll 're ca wo n't not to wants want tried trying"
)
"""Words that stand between a subject and its main verb."""

ADVERBS = word_set(
    "also then later earlier now once again never ever even still just already always often recently "
    "previously first both all soon long since reportedly too simply only further yesterday today tonight "
    "instead twice last"
)
"""Adverbs that stand before a reporting verb; those in -ly need no list."""

PRONOUNS = word_set("he she they it i we you one nobody everyone everybody someone somebody others")
"""Pronouns that can be the subject of a reporting verb."""

RELATIVES = frozenset(("who", "which", "that", "whom"))
"""Relative pronouns."""

DATES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december today yesterday tonight morning afternoon evening night "
    "week month jan feb aug sept oct nov dec jan. feb. aug. sept. oct. nov. dec."
)
"""Words of a date; "may" is left out, since it is more often a verb."""

PREPOSITIONS = word_set(
    "in on at by for from with about after before during against of to into over under amid despite "
    "through via as like among between since until without within per than"
)
"""Prepositions."""

ADDRESSING = word_set("tell remind assur inform convinc persuad")
"""Stems of verbs that always name the addressee after them: "told the Post" never has the Post as its subject."""

CONTINUING = word_set("went goes carried carries")
"""Verbs that report a quotation together with "on"."""

RULINGS = word_set("held rules ruled holds submitted submits")
"""Verbs that report what a court or a counsel says, before "that" alone."""

SOUNDS = word_set(
    "begins began whispers sighs laughs shouts mutters murmurs chuckles cries gasps giggles grins groans grumbles "
    "growls hisses howls moans mumbles roars screams shrieks sings sang sobs snaps sneers snorts thunders wails "
    "whines yells bellows beams breathes exclaims interrupts interjects marvels muses"
)
"""Verbs of sound and turn, which report a quotation right beside them; past forms in -ed need no list."""

CHAINED_VERBS = word_set(
    "used going come comes came out went gone go on forward appeared seemed appears seems expected set due able ready "
    "known heard seen filmed recorded"
)
"""Verbs and particles between an auxiliary or a subject and the main verb: "used to say", "has come out to say"."""

NEVER_SOURCES = word_set(
    "according last photo photos image file taken declined refused used heard seen here there pictured"
)
"""Words that alone name no speaker, whatever stands after them."""

PLACE_MODIFIERS = word_set(
    "new north south east west northern southern eastern western central san saint st st. los port"
)
"""Words that begin the name of a place, never a person's."""

SUBORDINATORS = word_set(
    "that which who whom whose where when while because if although though but or nor so as whether how "
    "why what unless until since after before once yet than even then"
)
"""Words that begin a clause, and so end a phrase before them."""

OPENERS = PREPOSITIONS | word_set("although though while when if because since once unless")
"""Words that open an adverbial at the start of a sentence."""

CLAUSE_MARKS = frozenset(
    (",", ";", ":", "(", ")", "[", "]", "—", "–", "--", "…", "...", "?", "!", '"', "``", "''")
)
"""Punctuation that no noun phrase crosses."""

DETERMINERS = word_set(
    "the a an his her their its my our this that these those some many most several one two three another "
    "each both other few no any"
)
"""Words a noun phrase starts with."""

ARTICLES = frozenset(("the", "a", "an"))
"""Articles."""

QUANTITIES = word_set("some many most several others both few")
"""Determiners that can stand alone for people ("some say")."""

PAST_VERBS = word_set(
    "met saw got came went took made gave held had ran won sent kept told said wrote found thought knew spoke "
    "felt became began brought built bought fell grew heard meant paid sat stood taught wore drew flew rose"
)
"""Irregular past forms, which no noun phrase holds."""
