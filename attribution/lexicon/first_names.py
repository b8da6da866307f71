"""Common first names by the gender they usually tell, and nicknames.

Written from general knowledge for this project, weighted to English-language news; not drawn from any
published list. A name in neither set, or in use for both genders, simply tells nothing.
"""

from __future__ import annotations

from attribution.lexicon import word_set

MALE_NAMES = word_set(
    "aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alberto alejandro aleksandr alessandro "
    "alexander alexandre alexei alfonso alfred ali allan allen alvin amir anders andre andreas andres andrew andriy "
    "andy angelo angus anthony antoine anton antonio antónio antony arnold arthur arturo ash asif august axel baptiste "
    "barack barry bart bashar ben benedict benjamin benoit bernard bernardo bernie bert bill billy björn bob bobby "
    "boris brad bradley brendan brent bret brett brian bruce bruno bryan byron caleb calvin carl carlo carlos "
    "cedric cesar chad charles charlie chester chris christian christoph christopher chuck clarence clark claude "
    "claudio clayton clifford clint clive cole colin conor corey cory craig curt curtis cyril cyrus "
    "damien damon dan daniel danny darren darryl dave david dean denis dennis derek derrick devin diego dieter "
    "dimitri dirk dmitri dmitry dmytro dominic dominik don donald donnie doug douglas duncan dustin dwayne dwight "
    "earl ed eddie edgar edmund eduardo edward edwin eli elias elijah elliot elliott elmer elon emanuel emilio "
    "emmanuel enrique eric erik ernest ernesto ethan eugene evan evgeny fabian fabio faisal felipe felix fernando "
    "filip florian floyd francesco francis francisco franco francois françois frank frankie franklin franz fred "
    "freddie frederick friedrich fritz gabriel garrett gary gavin gene geoff geoffrey george gerald gerard gerhard "
    "gianni gideon gilbert giorgio giovanni giuseppe glenn gordon graham grant greg gregg gregory guillaume "
    "guillermo günter gus gustav gustavo guy hamid hank hans harold harrison harry harvey hassan hector helmut henri "
    "henrik henry herbert herman hiroshi horst howard hugh hugo hussein ian ibrahim igor ilya imran ivan jack jacob "
    "jacques jaime jake jakob jamal james jan janusz jared jason javier jay jean-claude jean-luc jean-marc jean-paul "
    "jeb jed jeff jeffrey jens jeremiah jeremy jerome jerry jesse jesus jim jimmy joachim joaquin joe joel johan "
    "johann john johnny jon jonas jonathan jorge jose josef joseph josh joshua josé juan juergen julian julio "
    "julius justin jürgen karim karl keir keith ken kenneth kevin khalid kofi konrad konstantin kurt kyle lance "
    "larry lars laurent lawrence lee leo leon leonard leonid leonardo leopold lewis liam lincoln lloyd "
    "lorenzo lou louis luc luca lucas luigi luis luiz lukas luke mahmoud malcolm manuel marc marcel marcelo marco "
    "marcos marcus mario marius mark markus marshall martin marvin mateo mateusz matt matteo matthew matthias maurice "
    "mauricio max maxim maxime maximilian mehmet micah michael michel miguel mike mikhail milan miles milo milton "
    "mitch mitchell mitt mohamed mohammad mohammed moises moritz moses muhammad mustafa mykhailo "
    "mykola narendra nathan nathaniel neal ned neil nelson newt nicholas nick nicolas niels nigel nikita nikolai "
    "noah noam norbert norman oleg oleh oleksandr oleksii oliver olivier omar orlando oscar oskar oswald otto owen "
    "pablo paolo pascal patricio patrick paul pavel pavlo pawel pedro pete peter petro phil philip "
    "philippe phillip pierre pietro piotr preston quentin rafael rahul raj rajiv ralph ramon rand randall randy raphael "
    "rashid raul ray raymond recep reggie reginald reid reince rené rex ricardo riccardo richard rick ricky rob "
    "robby robert roberto rodney rodrigo roger roland rolf roman ron ronald ronnie rory ross roy "
    "ruben rudi rudolf rudolph rudy rupert russ russell ryan sadiq salvador salvatore sam samir samuel sanjay scott "
    "sean sebastian serge sergei sergey sergio seth shane shaun shawn shinzo sidney siegfried silvio simon "
    "slobodan spencer stan stanislav stanley stefan stefano stephan stephen steve steven stewart stuart sven "
    "taras tariq ted terrence terry thabo thad theo theodore thomas tim timo timothy tobias toby todd tom tomas "
    "tommy tony travis trent trevor troy tucker tyler ulrich vaclav valentin vasyl vernon vicente victor viktor "
    "vin vince vincent vincenzo vitaly vito vlad vladimir volodymyr wade wallace walter warren wayne wendell "
    "werner wilhelm willem william willie wolfgang woodrow yasser yuri yusuf yves zachary zack zbigniew "
    "akira anselm bastien bjarne bram davit edran einar emeric emre enzo eskil ezra fabrice gaspard "
    "goran gunnar hamish hamza haruna hendrik hiro håkon ilja imre ismail jarek joaquim joost kaspar "
    "kenji kenta knut kwame leif lorcan magnus marek milos musa niall nikolaj oisin ola osama ottokar "
    "pradeep radek rafal rajesh rufus rune seamus silas sipho stellan stig sunil tadeusz teodor "
    "torsten torvald ulrik uwe vikram wojciech yaw zakaria zdenek zoltan"
)

FEMALE_NAMES = word_set(
    "abigail adele adriana agnes agnieszka aisha alba alejandra alessandra alexandra alexandria alexis alice alicia "
    "alina alison allison alma alyssa amanda amber amelia amina amy ana anastasia andrea angela angelica angelina "
    "anita anja ann anna annalena anne annegret annette annie antonia april ariana arlene astrid audrey aung barbara "
    "beata beatrice beatriz belinda bella bernadette bernice bertha beth betsy bettina betty beverly bianca birgit "
    "bonnie brenda briana bridget brigitte brittany camila camille candace carla carly carmen carol carole carolina "
    "caroline carolyn carrie catarina catherine cathy cecilia celeste celine charlene charlotte chelsea cheryl "
    "chloe christiane christina christine claire clara claudia colleen connie constance cora corinne courtney "
    "cristina crystal cynthia dagmar daisy daniela danielle daphne darlene dawn deborah debbie debra deirdre delia "
    "denise diana diane dianne dina dolores donna dora doris dorothy edith edna eileen elaine eleanor elena eliana "
    "elise eliza elizabeth ella ellen elodie eloise elsa emilia emily emma erica erika erin esperanza esther ethel "
    "eugenia eva eve evelyn fatima federica felicia fiona flora florence frances francesca francine frida "
    "gabriela gabriella gabrielle gail gemma genevieve georgia geraldine gertrude gina giorgia giulia gladys glenda "
    "gloria grace greta gretchen gwen hannah harriet hazel heather heidi helen helena helene helga henrietta hilary "
    "hillary hope huma ida ilse imelda ines inga ingrid irena irene iris irina irma isabel isabella isabelle ivana "
    "ivanka jackie jacqueline jana jane janet janice jasmine jean jeanette jeanne jeannie jenna jennifer jenny "
    "jessica jill joan joann joanna joanne jocelyn johanna josephine joy joyce juanita judith judy julia juliana "
    "julie juliet june justine kamala kara karen karin karina karla kate katarzyna katerina katharina katherine "
    "kathleen kathryn kathy katie katja katrina katy kay kayla kellyanne kendra kiki kirsten kirstjen kirsty krista "
    "kristen kristin kristina lara larissa laura laurel lauren laurie leah leila lena leonor leticia "
    "liane lidia lila lilian liliana lillian lily linda lisa liz liza lois lola loretta lori lorraine louise lourdes "
    "lucia lucille lucy ludmila luisa lydia lynn lynne mabel maddie madeleine madeline magdalena maggie maia "
    "malala malgorzata mandy mara marcela marcia margaret margarita margot maria mariam marian mariana marianne "
    "marie marilyn marina marine marisa marjorie marlene marsha marta martha martina mary maryam maureen maxine "
    "maya megan meghan megyn melania melanie melinda melissa mercedes meredith mette mia michaela michele michelle "
    "mildred milena mindy minnie miranda miriam molly mona monica monika monique myra myriam nadia nadine nancy "
    "naomi natalia natalie natasha nathalie nell nicola nicole nikki nina noelle nora noreen norma odette olena olga "
    "olivia oksana ophelia oprah pam pamela patricia patrizia patti patty paula paulina pauline pearl peggy penelope "
    "penny petra phoebe phyllis pilar polly priscilla priti priya rachel ramona raquel rebecca regina renata renee "
    "rhoda rhonda rita roberta rochelle rosa rosalind rosario rose rosemary rosie roxanne ruth sabine sabrina sally "
    "samantha sandra sanna sara sarah saskia selena selma shannon sharon sheila sheryl shirley sigrid silvia simone "
    "sofia sonia sonja sophia sophie stacey stacy stefanie stella stephanie sue susan susana susanna susanne suzanne "
    "svetlana svitlana sylvia sylvie tamara tammy tania tanya tara tashfeen tatiana teresa tess thelma theresa "
    "therese tiffany tina tracy tulsi ursula valentina valeria valerie vanessa vera veronica veronika "
    "victoria viktoria viola violet virginia vivian viviane wanda wendy whitney wilma winifred yolanda yuliya "
    "yulia yvette yvonne zainab zoe zoë zsuzsanna zuzana "
    "agathe amara annika aoife asta bettany birgitta chiara clementine dilys dorota elspeth ewa fenna "
    "freya gro gudrun hanne hedda henriette hilde ilka imogen inge ingeborg iwona jadwiga jarmila jitka "
    "jorunn katrin kerstin lene leona liesbeth liv lucie maeve malin marguerite marisol marit mieke "
    "milica mirela nadja nerys niamh oda odile ottilie perpetua petronella philippa priyanka ragna "
    "roisin runa sanne signe sigrun siobhan solveig sorcha sunniva svenja tamsin thandiwe tove tuva ulla "
    "ulrike urszula verity vigdis wiebke ximena yara ysolde zofia zora"
)

NEUTRAL_NAMES = word_set(
    "alex ali ashley avery bailey blair blake cameron casey chris dana drew dylan harper hunter jackie jamie jean "
    "jo jordan jules kelly kendall kerry kim kris lee leslie lindsay lindsey logan loren mackenzie madison morgan "
    "nicky parker pat peyton quinn reese riley robin rowan sam sasha shannon shelby sidney skyler stacy stevie "
    "sydney taylor terry toni tracy tyler val xi yuki jun min wei li illia rory stacey jan andrea joan robin"
)
"""First names in wide use for both genders: they tell that a name is a person's, not which gender."""

NICKNAMES = {
    "abe": "abraham",
    "al": "albert",
    "alex": "alexander",
    "andy": "andrew",
    "ben": "benjamin",
    "bernie": "bernard",
    "beth": "elizabeth",
    "betsy": "elizabeth",
    "bill": "william",
    "billy": "william",
    "bob": "robert",
    "bobby": "robert",
    "cathy": "catherine",
    "charlie": "charles",
    "chris": "christopher",
    "chuck": "charles",
    "dan": "daniel",
    "danny": "daniel",
    "dave": "david",
    "debbie": "deborah",
    "dick": "richard",
    "don": "donald",
    "doug": "douglas",
    "ed": "edward",
    "eddie": "edward",
    "fred": "frederick",
    "greg": "gregory",
    "jack": "john",
    "jeff": "jeffrey",
    "jen": "jennifer",
    "jerry": "gerald",
    "jim": "james",
    "jimmy": "james",
    "joe": "joseph",
    "jon": "jonathan",
    "josh": "joshua",
    "kate": "katherine",
    "katie": "katherine",
    "ken": "kenneth",
    "larry": "lawrence",
    "liz": "elizabeth",
    "matt": "matthew",
    "mike": "michael",
    "mitch": "mitchell",
    "nate": "nathaniel",
    "ned": "edward",
    "newt": "newton",
    "nick": "nicholas",
    "pam": "pamela",
    "pete": "peter",
    "phil": "philip",
    "ray": "raymond",
    "rich": "richard",
    "rick": "richard",
    "rob": "robert",
    "robby": "robert",
    "ron": "ronald",
    "rudy": "rudolph",
    "sam": "samuel",
    "steve": "stephen",
    "steven": "stephen",
    "sue": "susan",
    "ted": "edward",
    "terry": "terence",
    "tim": "timothy",
    "tom": "thomas",
    "tony": "anthony",
    "vince": "vincent",
    "will": "william",
}
"""Short forms and the name they are short for. "Ted" may also be Theodore or Rafael: only the short form used in
an article matters, so one reading is enough to match it with itself."""

FIRST_NAMES = MALE_NAMES | FEMALE_NAMES | NEUTRAL_NAMES | frozenset(NICKNAMES)

NAMES_LIKE_WORDS = word_set(
    "will may mark grant bill hope grace art chase faith rich pat rose dean june april august max miles lance drew "
    "gene guy jack ray rob sue wade joy dawn frank earl don penny pearl ruby ash jordan chad florence georgia paris "
    "victoria virginia carol christian dale dick gay iris jean june lee mercy olive"
)
"""First names that are other words too: in a headline in title case they prove no name."""
