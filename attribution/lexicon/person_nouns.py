"""Titles, offices and other nouns for people, and nouns for groups of people."""

from __future__ import annotations

from attribution.lexicon import word_set

HONORIFICS_MALE = word_set(
    "mr mr. mister sir lord king prince sheikh shaikh sheik baron duke father fr fr. brother monsieur m. herr señor "
    "mallam maulana alhaji shri"
)
HONORIFICS_FEMALE = word_set(
    "mrs mrs. ms ms. miss madam madame mme dame lady queen princess baroness duchess sister frau señora smt smt. hajia"
)
HONORIFICS_NEUTRAL = word_set(
    "dr dr. prof prof. rev rev. revd revd. hon hon. doctor st. mx mx. engr engr. datuk"
)
HONORIFICS = HONORIFICS_MALE | HONORIFICS_FEMALE | HONORIFICS_NEUTRAL

ABBREVIATED_TITLES = {
    "sen.": "senator",
    "sen": "senator",
    "sens.": "senator",
    "rep.": "representative",
    "rep": "representative",
    "reps.": "representative",
    "gov.": "governor",
    "gov": "governor",
    "govs.": "governor",
    "lt.": "lieutenant",
    "lt": "lieutenant",
    "lieut": "lieutenant",
    "cllr": "councillor",
    "cllr.": "councillor",
    "cr": "councillor",
    "ald": "alderman",
    "ald.": "alderman",
    "gen.": "general",
    "gen": "general",
    "maj.": "major",
    "col.": "colonel",
    "capt.": "captain",
    "cmdr.": "commander",
    "adm.": "admiral",
    "sgt.": "sergeant",
    "cpl.": "corporal",
    "pvt.": "private",
    "pres.": "president",
    "del.": "delegate",
    "supt.": "superintendent",
    "det.": "detective",
    "insp.": "inspector",
    "hon.": "honorable",
    "dr.": "doctor",
    "prof.": "professor",
    "rev.": "reverend",
    "msgr.": "monsignor",
    "fr.": "father",
    "sec.": "secretary",
    "amb.": "ambassador",
    "atty.": "attorney",
    "ag": "attorney general",
    "pm": "prime minister",
    "vp": "vice president",
    "maj": "major",
    "col": "colonel",
    "capt": "captain",
    "cmdr": "commander",
    "adm": "admiral",
    "sgt": "sergeant",
    "cpl": "corporal",
    "pvt": "private",
    "supt": "superintendent",
    "det": "detective",
    "insp": "inspector",
    "dr": "doctor",
    "prof": "professor",
    "rev": "reverend",
    "msgr": "monsignor",
    "fr": "father",
    "amb": "ambassador",
    "atty": "attorney",
    "brig.": "brigadier",
    "brig": "brigadier",
    "const.": "constable",
    "cdr.": "commander",
    "cdr": "commander",
    "comdr.": "commander",
    "dist.": "district",
    "asst.": "assistant",
}
"""Title abbreviations and the word each stands for; British style leaves out the full stop."""

CAPITAL_TITLES = {
    "CS": "cabinet secretary",
    "PS": "principal secretary",
    "MCA": "member of county assembly",
    "MLC": "member of legislative council",
    "MNA": "member of national assembly",
    "MP": "member of parliament",
    "MEP": "member of parliament",
    "MSP": "member of parliament",
    "TD": "member of parliament",
    "MLA": "member of parliament",
    "PC": "constable",
    "WPC": "constable",
    "DC": "detective constable",
    "DS": "detective sergeant",
    "DI": "detective inspector",
    "DCI": "detective chief inspector",
    "Sr": "sister",
}
"""Titles that only their capitals tell from other words ("pc", "di"), and what each stands for."""

SEATS = word_set("MP MEP MSP TD MLA")
"""Seats in a parliament, which stand before a name, after a party or country ("Labour MP"), and after a name."""

POST_NOMINALS = word_set("MP MPs MEP MSP MLA AM MS TD QC KC JP OBE MBE CBE KBE DBE MD PhD")
"""Letters after a name that are no part of it."""

OFFICES = word_set(
    "president premier chancellor minister secretary senator representative congressman congresswoman governor "
    "mayor ambassador envoy speaker whip leader chairman chairwoman chairperson chair chief director head "
    "commissioner administrator prosecutor attorney judge justice sheriff general admiral colonel "
    "captain major lieutenant sergeant commander marshal inspector detective superintendent councilman committeeman committeewoman "
    "councilwoman councillor councilor councilmember alderman lawmaker legislator assemblyman assemblywoman "
    "delegate nominee candidate hopeful frontrunner front-runner contender challenger incumbent spokesman "
    "spokeswoman spokesperson manager strategist adviser advisor aide consultant pollster counsel counselor "
    "coordinator treasurer deputy undersecretary ceo cfo coo founder co-founder cofounder owner partner executive "
    "professor dean principal editor reporter correspondent columnist anchor host moderator commentator "
    "analyst economist historian scientist researcher expert fellow scholar author writer journalist blogger "
    "pope cardinal bishop archbishop pastor reverend rabbi imam priest patriarch ayatollah emperor "
    "king queen prince princess sultan emir sheikh duke duchess lord lady baron baroness "
    "coach activist organizer lobbyist lawyer solicitor barrister doctor surgeon nurse physician psychologist "
    "psychiatrist teacher student actor actress singer rapper comedian musician filmmaker producer artist "
    "businessman businesswoman entrepreneur investor billionaire millionaire mogul tycoon magnate developer banker "
    "donor fundraiser bundler farmer rancher officer official trooper agent operative surrogate ally "
    "veteran retiree neurosurgeon physicist chemist biologist engineer architect negotiator mediator "
    "diplomat monarch ruler dictator autocrat monsignor father reverend chaplain trustee rector provost "
    "constable warden ombudsman auditor comptroller controller clerk magistrate plaintiff defendant "
    "brigadier corporal imam mullah deacon vicar curate nun referee umpire geophysicist biologist "
    "glaciologist striker midfielder goalkeeper defender winger quarterback pitcher batsman bowler skipper "
    "mp mep msp cs mca taoiseach tánaiste tanaiste advocate neighbour neighbor harbourmaster harbormaster headmaster headmistress headteacher registrar curator librarian bookkeeper"
)
"""Nouns that stand before a name as its title, or after it in an apposition."""

PERSON_NOUNS = OFFICES | word_set(
    "man woman boy girl person guy gentleman lady husband wife father mother son daughter brother sister "
    "friend colleague neighbor neighbour voter supporter critic opponent rival protester demonstrator witness "
    "victim suspect resident citizen worker employee employer customer client patient parent child "
    "politician statesman republican democrat conservative liberal progressive socialist libertarian "
    "independent tory moderate insider outsider observer participant attendee respondent caller user "
    "source whistleblower staffer staff-member member colleague teammate player athlete driver pilot soldier "
    "marine sailor policeman policewoman cop firefighter survivor refugee immigrant migrant superdelegate "
    "narrator questioner interviewer interviewee presenter broadcaster pundit essayist novelist poet "
    "cousin uncle aunt nephew niece grandson granddaughter grandfather grandmother widow widower "
    "neurologist cardiologist epidemiologist sociologist anthropologist philosopher theologian "
    "legend star celebrity model designer chef vendor shopkeeper passenger bystander onlooker "
    "texan floridian new-yorker ohioan vermonter californian native evangelical feminist mainstay doppelgänger "
    "beauty ex-wife ex-husband fiancée fiancé girlfriend boyfriend mentor protégé successor predecessor "
    "jurist litigator paralegal accountant broker trader regulator operator owner landlord tenant "
    "forward keeper footballer sprinter swimmer cyclist stepmother stepfather stepson stepdaughter stepbrother "
    "stepsister half-brother half-sister mother-in-law father-in-law son-in-law daughter-in-law brother-in-law "
    "sister-in-law twin spouse"
)
"""Singular nouns for a person."""

STAFF_OFFICES = word_set(
    "manager spokesman spokeswoman spokesperson adviser advisor aide strategist consultant pollster counsel "
    "coordinator treasurer surrogate editor reporter correspondent columnist anchor host moderator"
)
"""Offices of those who work for or write about a candidate, so are none."""

AGENT_ENDINGS = ("ers", "ists", "ians", "crats", "goers")
THINGS_LIKE_AGENTS = word_set(
    "papers numbers letters orders offers matters powers computers newspapers others members centers banners "
    "posters fliers flyers stickers covers corners waters answers prayers quarters headquarters drivers dollars "
    "chapters filters servers tickers binders folders memberships partners leaders lists"
)
"""Plurals that end like those of people doing something, but are none or are listed elsewhere."""

ADJECTIVAL_NOUNS = word_set(
    "libertarian conservative liberal progressive moderate independent republican democrat socialist native major "
    "general principal chief executive minority evangelical feminist fellow lead private majority opposition "
    "media police press public staff leadership regional national veteran star model adult senior junior key "
    "representative deputy head"
)
"""Nouns that before another word are usually its adjective ("a libertarian policy group")."""

FALLBACK_NOUNS = word_set(
    "candidate nominee frontrunner front-runner contender hopeful businessman businesswoman billionaire millionaire "
    "mogul tycoon magnate developer entrepreneur senator governor congressman congresswoman president mayor "
    "chancellor premier minister secretary politician lawmaker legislator leader neurosurgeon actor actress singer "
    "comedian author writer professor general star incumbent challenger "
    "statesman speaker physician lawyer attorney prosecutor diplomat ambassador "
    "texan floridian ohioan vermonter californian chairman chairwoman host commentator "
    "activist strategist adviser player coach filmmaker rapper novelist economist historian "
    "republican democrat socialist journalist broadcaster presenter columnist pastor preacher director musician "
    "artist scientist banker investor"
)
"""Nouns with which news style varies the name of the person in focus ("the businessman said")."""

MALE_NOUNS = word_set(
    "man boy guy gentleman husband father son brother congressman chairman spokesman businessman councilman "
    "assemblyman alderman actor king prince duke lord baron sultan emir pope policeman uncle nephew "
    "grandson grandfather widower boyfriend ex-husband statesman priest emperor fiancé headmaster stepfather stepson "
    "stepbrother half-brother father-in-law son-in-law brother-in-law"
)
FEMALE_NOUNS = word_set(
    "woman girl lady wife mother daughter sister congresswoman chairwoman spokeswoman businesswoman "
    "councilwoman assemblywoman actress queen princess duchess baroness policewoman aunt niece "
    "granddaughter grandmother widow girlfriend ex-wife fiancée nun headmistress stepmother stepdaughter stepsister "
    "half-sister mother-in-law daughter-in-law sister-in-law"
)

PLAYER_NOUNS = word_set(
    "striker forward midfielder goalkeeper keeper defender winger quarterback pitcher batsman bowler skipper captain "
    "footballer player sprinter swimmer cyclist"
)
"""What a sports report calls a player it has named, often without having said so before."""

RANKS = word_set("prime vice deputy assistant associate")
"""Words that make an office another one: the deputy mayor is not the mayor."""

COLLECTIVE_GROUPS = word_set(
    "people police public crowd audience electorate media press jury staff leadership opposition majority "
    "minority establishment family couple public populace team panel men women children persons clergy "
    "parents troops personnel voters folks guys majorities law-enforcement enforcement pair duo trio group "
    "majority plurality dozens hundreds thousands percent others many some most few those both several "
    "two three four five six seven eight nine ten none all each everyone everybody nobody"
)
"""Words for many people that carry no plural -s, and quantities that stand for people."""

EXTRA_GROUP_NOUNS = word_set(
    "confidants confidantes fact-checkers allies aides backers proponents detractors skeptics sceptics elites elders hawks doves loyalists "
    "hardliners hard-liners rebels militants separatists insurgents fighters forces authorities "
    "investigators inspectors pollsters superdelegates caucusgoers caucus-goers churchgoers viewers readers "
    "listeners fans spectators gays lesbians millennials latinos hispanics muslims christians "
    "jews catholics evangelicals protestants blacks whites minorities immigrants taxpayers consumers "
    "scientists scholars academics economists insiders outsiders counterparts peers colleagues contenders "
    "hopefuls rivals candidates advocates groupies executives businesspeople businessmen businesswomen "
    "spokesmen spokeswomen spokespeople congressmen congresswomen councilmen lawmakers policemen "
    "gunmen attorneys secretaries deputies envoys dignitaries celebrities wives husbands residents "
    "locals relatives aficionados enthusiasts adherents sympathizers sympathisers surrogates "
    "progressives conservatives liberals centrists moderates libertarians socialists republicans democrats "
    "independents tories dems greens feminists signatories negotiators mediators users owners employers "
    "unionists workers employees farmers teachers students doctors nurses"
)

_IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "wife": "wives",
    "person": "people",
}


def _plural(noun: str) -> str:
    if noun in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"


GROUP_NOUNS = COLLECTIVE_GROUPS | EXTRA_GROUP_NOUNS | frozenset(_plural(noun) for noun in PERSON_NOUNS)
"""Nouns for several people."""

TITLE_MODIFIERS = word_set(
    "former ex- acting interim deputy vice senior junior assistant associate chief prime foreign finance "
    "defense defence interior justice health labor labour education energy environment trade home "
    "attorney solicitor surgeon lieutenant press campaign communications political national "
    "state federal local regional municipal city county district presidential gubernatorial congressional "
    "senatorial democratic republican gop conservative liberal progressive tory libertarian presumptive "
    "longtime long-time veteran retired top lead leading majority minority house senate parliamentary "
    "executive managing legal policy research program programme general founding co- rival fellow fmr. "
    "outgoing incoming newly elected then- white world real estate business media television tv radio news "
    "police fire military army navy air force climate human rights civil party opposition government cabinet "
    "royal crown first second third late onetime one-time two-time three-time populist nationalist "
    "billionaire millionaire celebrated famed noted prominent veteran independent self-described"
)
"""Words before the office in a title."""

UNNAMED_PERSON_WORDS = word_set("someone somebody anyone anybody one another no-one")
