"""What invented people say in an invented country, how else it could be put, and what nobody there said.

Each saying is a sentence and a paraphrase of it that a careless reporter might print in quotation marks. The second
half was written without looking at how the first one fared, and nothing was tuned on it.
"""

from __future__ import annotations

from typing import NamedTuple


class Saying(NamedTuple):
    """A sentence with slots, the same in other words, and another sentence on the subject that nobody said."""

    words: str
    paraphrase: str
    invented: str


FIRST_HALF = (
    Saying(
        "We will not close the {place} bridge before the new harbour is ready, whatever the council in {town} may say",
        "The crossing at {place} stays open until there is a finished port, no matter what councillors think",
        "Nobody has told the ferrymen of {place} how they are to feed their families this winter",
    ),
    Saying(
        "{number} families in {place} have waited two years for a dry cellar, and I did not hear one apology",
        "No one ever said sorry to the {number} households whose basements have been flooded since the year before last",
        "The pumps that were promised to {town} are standing in a yard behind the town hall",
    ),
    Saying(
        "{name} never asked me for the keys to the archive, and I would not have given them",
        "I was at no point approached by {name} about getting into the records, which I'd have refused anyway",
        "There are letters in that cupboard which would make {name} blush for a month",
    ),
    Saying(
        "The budget of {town} has a hole of {number} million crowns, and a higher toll will not fill it",
        "Raising fees on the road does nothing against the {number} million that are missing from municipal accounts",
        "Every lamp post in {place} could be gilded for what the auditors cost us last spring",
    ),
    Saying(
        "If the {place} mine opens again, I will be the first to lie down in front of the gate",
        "They would have to carry me away from the entrance should anybody restart digging at {place}",
        "Coal from {place} has warmed the palace and poisoned the miners for a hundred years",
    ),
    Saying(
        "Our hospital in {town} lost {number} nurses last year because nobody would pay them what they are worth",
        "Poor wages drove {number} of the staff who care for patients in {town} away within twelve months",
        "The surgeons in {town} sharpen their own knives since the contract with the supplier ran out",
    ),
    Saying(
        "I have known {name} for thirty years and have not once seen a promise broken",
        "In three decades of friendship {name} has always kept every word given",
        "It was {name} who taught half the fishermen of this coast how to read a chart",
    ),
    Saying(
        "The trains between {place} and {town} are late on {number} days of every hundred, which no timetable can excuse",
        "Punctuality on that railway line is a disgrace: nearly {number} percent of journeys run behind schedule",
        "A donkey with a sore foot would be in {town} before our morning express",
    ),
    Saying(
        "Parliament must not vote on the fishing treaty until every village on the {place} coast has been heard",
        "Lawmakers should hold off deciding about the catch agreement till coastal communities have had their say",
        "The herring do not read treaties, and they left the {place} bay long ago",
    ),
    Saying(
        "There was no smoke in the warehouse when I locked the door at {number} minutes past nine",
        "As I shut up shop that evening shortly after nine, nothing was burning in the building",
        "The watchman kept a parrot that could imitate a fire bell better than the bell itself",
    ),
    Saying(
        "Anyone who thinks that {name} speaks for the teachers of {town} has never set foot in a classroom",
        "You can't have been inside a school if you believe {name} represents educators there",
        "Chalk is rationed in {town} while the ministry prints its speeches on silk",
    ),
    Saying(
        "We found {number} rifles under the floor of the old customs house, but not a single cartridge",
        "Beneath the boards of the former tariff office lay {number} guns without any ammunition",
        "The smugglers of {place} used to hide brandy in the organ of the church",
    ),
)

SECOND_HALF = (
    Saying(
        "The wolves of {place} took {number} lambs this spring, and still I do not want them shot",
        "Even though predators killed {number} of my young sheep, I'm against hunting them",
        "My grandmother could tell from the howling whether {town} would get snow",
    ),
    Saying(
        "Nothing that {name} told the committee about the lottery was written down by me",
        "I kept no record of what the commission heard from {name} regarding the draw",
        "A lottery in which only cousins win is what we call tradition in {place}",
    ),
    Saying(
        "By the end of the year we want {number} electric buses on the streets of {town}, and not one more excuse",
        "Before January, {number} battery-driven coaches should be running in the city; delays won't be tolerated",
        "The depot roof in {town} leaks so badly that the drivers wear rubber boots",
    ),
    Saying(
        "I would rather lose the election in {place} than sit at one table with {name}",
        "Defeat at the polls is better to me than any coalition involving {name}",
        "Posters cost more than bread in {place} since the campaign began",
    ),
    Saying(
        "The water from the {place} spring is safe, our laboratory tested it {number} times and never found a trace of lead",
        "People can drink from that source without fear; {number} analyses came back clean of heavy metal",
        "Bottles labelled with the mountain of {place} are filled at a tap in {town}",
    ),
    Saying(
        "Doctors in {town} should not have to choose between a patient and a form with {number} pages",
        "Physicians ought to be spared paperwork of {number} sheets when somebody sick needs them",
        "The stamp on my prescription was older than the pharmacist who refused it",
    ),
    Saying(
        "When the dam at {place} broke, {name} was the only one who did not run",
        "Everybody fled as the barrier burst, with the sole exception of {name}",
        "They still tell children in {town} that the river remembers its old bed",
    ),
    Saying(
        "It is simply wrong that the army bought {number} tents without asking for a second offer",
        "Ordering {number} shelters for the troops and not comparing prices was a mistake",
        "The soldiers at {place} dry their socks over the colonel's own chimney",
    ),
    Saying(
        "Wages in the {place} shipyard rose by {number} crowns, yet no welder can afford a flat in {town}",
        "Despite {number} crowns of extra pay, housing remains out of reach for people who build our boats",
        "A hull that was christened twice in {place} has sunk three times since",
    ),
    Saying(
        "My daughter learned more from {name} in one summer than from the academy in four years",
        "A few warm months with {name} taught my girl better than all that time at college",
        "The academy of {town} owns nine pianos, eight of which are locked",
    ),
    Saying(
        "We are not selling the lighthouse of {place}, neither to a hotel nor to a man with {number} million crowns",
        "No investor, however rich, and no inn will get its hands on our beacon",
        "On clear nights the keeper of {place} writes poems that nobody is allowed to see",
    ),
    Saying(
        "Until {name} explains where the {number} crates of vaccine went, I cannot support this minister",
        "My backing is withheld as long as {name} gives no account of those missing medical supplies",
        "The refrigerators in {town} hum a tune that sounds like the national anthem",
    ),
)

PLACES = ("Kestral", "Ostrel", "Vantry", "Marrow", "Tolvane", "Heskin", "Dunmere", "Calder Reach")
TOWNS = ("Port Selwyn", "Averhalt", "Grimsdorp", "Lower Tansy", "Quillon", "Westrow")
NAMES = ("Mara Velden", "Jonas Arkwright", "Tilda Brandt-Oyo", "Osei Marlund", "Petra Quist", "Rufus Ilmar")
SPEAKERS = (
    "Ines Talbrook",
    "Corvin Asher",
    "Lotte Amsel",
    "Bram Okonde",
    "Sunniva Hale",
    "Edgar Pell",
    "Nadia Verhoeve",
    "Milo Starck",
    "Greta Fennimore",
    "Anselm Rook",
)
