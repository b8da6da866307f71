"""Nouns that make a name an organization, things that "say" (reports, polls), and places that act."""

from __future__ import annotations

from attribution.lexicon import word_set

ORGANIZATION_WORDS = word_set(
    "administration agency camp airlines alliance army assembly association authority bank board brigade bureau "
    "cabinet campaign caucus center centre chamber church club coalition college commission committee company "
    "conference congress consortium cooperative corporation council court department directorate division embassy "
    "enterprises federation firm force forces forum foundation fund government group guard headquarters "
    "hospital house industries institute institution journal league legislature magazine media military "
    "ministry mission mosque movement museum navy network news newspaper office order organization "
    "organisation pac panel parliament party police post press project reserve school secretariat "
    "senate service services society staff studio studios studies syndicate synod team technologies times tribune "
    "tribunal union university watch watchdog wire workers inc inc. corp corp. llc ltd ltd. co. plc "
    "gazette herald globe observer chronicle guardian examiner dispatch sentinel register inquirer "
    "channel radio television tv broadcasting pictures entertainment partners associates holdings "
    "systems capital ventures securities exchange trust bancorp bloc jury judiciary treasury "
    "consulate delegation task-force taskforce startup start-up retailer manufacturer "
    "outlet publisher think-tank non-profit nonprofit charity lobby operation super-pac outfit "
    "newsroom publication website site regime junta bench clinic commons lords"
)
"""Head words of organizations, in lower case; also "the campaign", "the agency" on their own."""

NAME_ENDING_ORGANIZATION_WORDS = ORGANIZATION_WORDS - word_set(
    "house post order church school capital trust fund wire channel guard court mission globe press watch "
    "club league staff force co. office"
)
"""Those rarely a person's surname."""

TEAM_WORDS = word_set(
    "athletic rovers united wanderers albion hotspur rangers wednesday argyle county city fc afc "
    "cf dynamo lokomotiv sporting olympique thistle academical raiders warriors tigers lions bears "
    "eagles hawks giants sharks panthers falcons"
)
"""Last words of a team's name: Lindau Rovers, Quorn United."""

PUBLISHED_THINGS = word_set(
    "report reports poll polls survey surveys study studies article articles story stories editorial "
    "statement statements letter letters email emails e-mail e-mails memo memos document documents lawsuit "
    "suit complaint affidavit filing filings record records transcript transcripts ad ads advertisement "
    "commercial video clip tape tapes book books column op-ed post posts tweet tweets release analysis "
    "findings results data figures numbers estimates ruling decision order opinion bill law legislation "
    "resolution measure amendment rule rules plan proposal platform indictment warrant petition brochure "
    "flyer flier sign signs headline headlines graphic graphics website page pages blog piece essay review "
    "census returns intelligence assessment guidelines policy constitution speech message messages notice "
    "release narration voice-over voiceover excerpt summary audit inquiry investigation testimony"
)
"""Things that say something, though no one in particular speaks."""

SPEAKING_THINGS = word_set(
    "report survey study poll review inquiry audit paper analysis census memo letter ruling"
)
"""Those that a text goes on to quote as "it"."""

KNOWN_ORGANIZATIONS = word_set(
    "congress senate pentagon kremlin politico twitter facebook google breitbart bloomberg reuters fox "
    "microsoft apple amazon nato hamas hezbollah taliban wikileaks moody's gallup quinnipiac snopes "
    "politifact vox slate salon buzzfeed newsmax msnbc univision telemundo youtube instagram parliament "
    "knesset duma bundestag interpol europol unicef unesco greenpeace oxfam amnesty boeing tesla exxon "
    "walmart starbucks wikipedia reddit mcclatchy newsweek time c-span"
)

PLACES = word_set(
    "afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain bangladesh belarus "
    "belgium bolivia bosnia brazil britain bulgaria cambodia cameroon canada chile china colombia congo croatia "
    "cuba cyprus czechia denmark ecuador egypt estonia ethiopia europe finland france germany ghana "
    "greece guatemala haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica "
    "japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon libya lithuania luxembourg "
    "malaysia mali malta mexico moldova mongolia montenegro morocco mozambique myanmar nepal netherlands "
    "nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal "
    "qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan "
    "sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkmenistan uganda ukraine "
    "uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe africa asia america england "
    "washington moscow beijing london paris berlin kyiv kiev brussels tehran jerusalem ankara "
    "tokyo delhi islamabad kabul baghdad damascus cairo riyadh doha warsaw vienna rome madrid athens "
    "pyongyang seoul "
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois "
    "indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi "
    "missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia "
    "wisconsin wyoming chicago boston philadelphia houston dallas atlanta seattle denver detroit miami "
    "milwaukee cleveland baltimore pittsburgh phoenix brooklyn manhattan hollywood u.s. u.k. us uk eu u.n. un "
    "usa u.s.a. e.u. uae"
)
"""One-word places; a country or a capital may "say" something on behalf of its government."""

PLACE_PHRASES = frozenset(
    (
        "united states",
        "united kingdom",
        "european union",
        "united nations",
        "united arab emirates",
        "saudi arabia",
        "south africa",
        "south korea",
        "north korea",
        "new zealand",
        "sri lanka",
        "costa rica",
        "el salvador",
        "czech republic",
        "dominican republic",
        "new york",
        "new jersey",
        "new mexico",
        "new hampshire",
        "north carolina",
        "south carolina",
        "north dakota",
        "south dakota",
        "west virginia",
        "rhode island",
        "puerto rico",
        "los angeles",
        "san francisco",
        "san diego",
        "las vegas",
        "hong kong",
        "new orleans",
        "wall street",
        "silicon valley",
        "capitol hill",
        "white house",
        "downing street",
        "supreme court",
        "middle east",
        "new england",
        "ivory coast",
        "burkina faso",
        "sierra leone",
        "vatican city",
        "des moines",
        "san antonio",
        "st. louis",
        "planned parenthood",
        "judicial watch",
        "tea party",
        "secret service",
        "black lives matter",
        "justice democrats",
        "trump tower",
        "air force",
        "border patrol",
        "marine corps",
        "social security",
        "goldman sachs",
        "rolling stone",
        "daily beast",
        "daily caller",
        "daily mail",
        "usa today",
        "fox business",
    )
)
"""Two- and three-word names that are never a person's."""

STATE_ABBREVIATIONS = {
    "ala.": "alabama",
    "ariz.": "arizona",
    "ark.": "arkansas",
    "calif.": "california",
    "colo.": "colorado",
    "conn.": "connecticut",
    "del.": "delaware",
    "fla.": "florida",
    "ga.": "georgia",
    "ill.": "illinois",
    "ind.": "indiana",
    "kan.": "kansas",
    "ky.": "kentucky",
    "la.": "louisiana",
    "mass.": "massachusetts",
    "md.": "maryland",
    "mich.": "michigan",
    "minn.": "minnesota",
    "miss.": "mississippi",
    "mo.": "missouri",
    "mont.": "montana",
    "n.c.": "north carolina",
    "n.d.": "north dakota",
    "n.h.": "new hampshire",
    "n.j.": "new jersey",
    "n.m.": "new mexico",
    "n.y.": "new york",
    "neb.": "nebraska",
    "nev.": "nevada",
    "okla.": "oklahoma",
    "ore.": "oregon",
    "pa.": "pennsylvania",
    "r.i.": "rhode island",
    "s.c.": "south carolina",
    "s.d.": "south dakota",
    "tenn.": "tennessee",
    "tex.": "texas",
    "va.": "virginia",
    "vt.": "vermont",
    "w.va.": "west virginia",
    "wash.": "washington",
    "wis.": "wisconsin",
    "wyo.": "wyoming",
}

DEMONYMS = word_set(
    "afghan african albanian algerian american arab argentine armenian asian australian austrian azerbaijani "
    "bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian cambodian canadian chechen chilean "
    "chinese colombian croatian cuban czech danish dutch ecuadorian egyptian english estonian ethiopian "
    "european finnish french georgian german ghanaian greek guatemalan haitian honduran hungarian icelandic "
    "indian indonesian iranian iraqi irish israeli italian jamaican japanese jordanian kazakh kenyan korean "
    "kosovar kurdish kuwaiti latvian lebanese libyan lithuanian malaysian mexican moldovan mongolian "
    "moroccan nepali nicaraguan nigerian norwegian pakistani palestinian panamanian peruvian philippine "
    "filipino polish portuguese qatari romanian russian rwandan saudi scottish senegalese serbian "
    "singaporean slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tanzanian thai "
    "tunisian turkish islamic islamist ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni zimbabwean "
    "muslim christian jewish catholic protestant sunni shiite hindu buddhist evangelical "
    "democratic republican democrat gop conservative liberal labour tory latino hispanic western eastern "
    "northern southern soviet catalan basque tibetan"
)
PUBLICATIONS = word_set(
    "times post journal herald tribune globe guardian examiner gazette chronicle observer dispatch sentinel "
    "register inquirer courier mail express standard telegraph echo argus bugle news"
)
"""Last words of a newspaper's name, by which it goes in its own interviews ("Courier: Why?")."""

SHORTENED_ORGANIZATIONS = PUBLICATIONS | word_set(
    "rovers united athletic wanderers rangers albion university institute committee commission council foundation association center "
    "centre bank agency bureau board institution"
)
"""Last words of a name that stand for all of it after "the" ("the Times", "the Commission")."""

GENERIC_ORGANIZATIONS = word_set(
    "company firm group organization organisation network newspaper paper magazine agency nonprofit non-profit "
    "charity union foundation committee outlet retailer association publication institute manufacturer publisher "
    "department ministry commission bureau"
)
"""Nouns with which an organization just named is taken up again ("the company said")."""

PLURAL_PROPER_GROUPS = frozenset(
    noun + "s"
    for noun in DEMONYMS
    if not noun.endswith(("sh", "ch", "ese", "ss", "gop", "ern", "tory", "saudi"))
) | word_set(
    "dems tories britons poles swedes danes finns turks spaniards saudis evangelicals latinos texans"
)
"""Capitalised plurals that name a group: Republicans, Russians."""
