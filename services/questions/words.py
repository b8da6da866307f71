"""The words that questions are made of, as parts of patterns: regular expressions without regard to case."""

from __future__ import annotations

WHAT = r"(?:what|wat|waht|whta|wht|wut)(?:'s|s)?(?: else| exactly| all| things?| kind of things?)?"
POSITIVE = r"(?:did|dit|didi|does|do|doe|has|have|had|hsa|is|are|was|were|would|will)"
AUXILIARY = rf"{POSITIVE}(?:n't| not)?"
# Who does not support something is not among those who do.
WHO_DOES = rf"(?:{POSITIVE}(?P<negated>n't| not)? )?"
BE = r"(?:is|are|was|were)"
# "Torland First" is somebody's name.
ADVERB = (
    r"(?:ever|recently|lately|publicly|actually|really|also|already|once|just|exactly|openly|explicitly|clearly"
    r"|previously|always|often|repeatedly|strongly|firmly|consistently|personally|still|now|currently|officially|been|have to|has to|had to|(?-i:first|FIRST)|last|most recently)"
)
SAY = (
    r"(?:say|says|said|saying|sya|sey|siad|sayd|stated|stating|tell|tells|told|telling|talk|talks|talked|talking"
    r"|speak|speaks|spoke|spoken|speaking|comment|comments|commented|commenting|think|thinks|thought|claim|claims|claimed"
    r"|argue[ds]?|write|writes|wrote|written|announce[ds]?|declare[ds]?|warn|warns|warned|remark|remarks|remarked"
    r"|mention|mentions|mentioned|explain|explains|explained|suggest|suggests|suggested|promise[ds]?|tweet|tweets|tweeted"
    r"|posted|respond|responds|responded|react|reacts|reacted)"
)
SAID = rf"(?:{ADVERB} )*{SAY}"
ABOUT = (
    r"(?:about|abut|abotu|abuot|baout|abt|on the (?:subject|topic|question|issue) of|on|regarding|concerning|over|re"
    r"|with (?:regard|respect) to|in regard to|as to|as for|when it comes to|toward|towards)"
)
FAVORING = (
    r"(?:support(?:s|ed|ing)?|suport(?:s|ed)?|back(?:s|ed|ing)?|favou?r(?:s|ed|ing)?|endors(?:e[ds]?|ing)"
    r"|advocat(?:e[ds]?|ing)(?: for)?|approv(?:e[ds]?|ing) of|agree[ds]? (?:with|to)|welcom(?:e[ds]?|ing)"
    r"|call(?:s|ed|ing)? for|push(?:es|ed|ing)? for|come out (?:for|in favou?r of)|argu(?:e[ds]?|ing) (?:for|in favou?r of)"
    r"|(?:speak|speaks|spoke|spoken|speaking) (?:out |up )?(?:for|in favou?r of)"
    r"|in (?:favou?r|support) of|supportive of|vot(?:e[ds]?|ing) for|(?:want(?:s|ed)?|plan(?:s|ned)?|intend(?:s|ed)?|ready|willing|prepared) to)"
)
OPPOSING = (
    r"(?:oppos(?:e[ds]?|ing)|reject(?:s|ed|ing)?|criticis(?:e[ds]?|ing)|criticiz(?:e[ds]?|ing)|condemn(?:s|ed|ing)?"
    r"|denounc(?:e[ds]?|ing)|object(?:s|ed|ing)? to|disagree[ds]? with|opposed to|rul(?:e[ds]?|ing) out"
    r"|(?:come out|speak|spoke|spoken|speak out|spoke out|spoken out|argue[ds]?|arguing|vote[ds]?|voting|warn(?:s|ed|ing)?) against|against"
    r"|refus(?:e[ds]?|ing) to|(?:unwilling|not (?:ready|willing|prepared)) to)"
)
STANCES = rf"(?:(?P<favor>{FAVORING})|(?P<against>{OPPOSING}))"
EITHER_STANCE = (
    rf"(?:(?:{FAVORING}|for|pro) or (?:{OPPOSING}|anti)|(?:{OPPOSING}|anti) or (?:{FAVORING}|for|pro))"
)
LATEST = r"(?:latest|newest|most recent|earliest|(?-i:last|first|LAST|FIRST))"
OPINION = (
    rf"(?:(?:official|current|{LATEST}|public|own|main) )?"
    r"(?:position|positon|stance|stand|view|opinion|take|policy|attitude"
    r"|statement|thought|comment|remark|line|reaction|response)s?"
)
CHANGED = (
    r"(?:chang(?:e[ds]?|ing)|shift(?:s|ed|ing)?|evolv(?:e[ds]?|ing)|develop(?:s|ed|ing)?|mov(?:e[ds]?|ing))"
)
TURNED = (
    rf"(?:{CHANGED} (?:(?:their|his|her|its|the|your) )?(?:mind|minds|tune|{OPINION})|flip[- ]?flop(?:s|ped|ping)?"
    rf"|(?:reverse[ds]?|switch(?:es|ed)?) (?:course|sides|(?:their|his|her|its) {OPINION})|back[- ]?(?:track|pedal)(?:s|ed|led)?"
    r"|(?:make|makes|made|done) an? (?:u-turn|about-face)|u-turn(?:s|ed)?|waver(?:s|ed)?)"
)
QUOTES = r"(?:quotes?|quotations?|statements?|remarks?|comments?)"
SOME = r"(?:all |any |some |the |latest |most recent |recent |newest |last )*"
EVERYTHING = r"(?:everything|anything|all|things|something)"
MOST = r"(?:(?:the )?most(?: often| frequently)?|(?:the )?(?:more|most) than anyone(?: else)?)"
PEOPLE = r"(?:people|persons|politicians|leaders|anyone|anybody|someone|somebody|speakers|countries|parties|those|everyone|everybody)"
SPEAKER = r"(?P<speaker>\S.*?)"
OTHER = r"(?P<other>\S.*?)"
SUBJECT = r"(?P<subject>\S.*)"
SUBJECT_WITHIN = r"(?P<subject>\S.*?)"
PUBLISHER = r"(?P<publisher>\S.*?)"
