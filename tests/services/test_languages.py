"""A text that is clearly in another language is told from English, and no English text is taken for another."""

from __future__ import annotations

import subprocess
import sys

import pytest

from services.languages import detect_language, is_read, primary_language

FOREIGN = {
    "fr": "Le pont restera ouvert tout l'été, a déclaré lundi Mara Velden, la ministre des Transports du Torland.",
    "de": "Die Brücke bleibt den ganzen Sommer offen, sagte die Verkehrsministerin Mara Velden am Montag.",
    "es": "El puente seguirá abierto todo el verano, dijo el lunes la ministra de Transportes, Mara Velden.",
    "it": "Il ponte resterà aperto per tutta l'estate, ha detto lunedì la ministra dei Trasporti Mara Velden.",
    "nl": "De brug blijft de hele zomer open, zei minister Mara Velden van Verkeer maandag in het parlement.",
    "pl": "Most pozostanie otwarty przez całe lato, powiedziała w poniedziałek minister transportu Mara Velden.",
    "ru": "Мост останется открытым всё лето, заявила в понедельник министр транспорта Торланда Мара Велден.",
    "uk": "Міст залишиться відкритим усе літо, заявила в понеділок міністерка транспорту Торланду Мара Велден.",
    "tr": "Ulaştırma Bakanı Mara Velden pazartesi günü köprünün yaz boyunca açık kalacağını söyledi.",
    "el": "Η γέφυρα θα μείνει ανοιχτή όλο το καλοκαίρι, δήλωσε τη Δευτέρα η υπουργός Μεταφορών Μάρα Βέλντεν.",
    "ar": "قالت وزيرة النقل مارا فيلدن يوم الاثنين إن الجسر سيبقى مفتوحا طوال فصل الصيف.",
    "zh": "交通部长玛拉·韦尔登星期一在议会表示，这座大桥整个夏天都将保持开放，居民们对这个决定表示欢迎。"
    "她还说，政府明年将投入更多资金修建新的道路和学校，并且不会提高税收。反对党则认为这个计划不够好。",
    "ja": "運輸大臣のマラ・ヴェルデンは月曜日、橋は夏の間ずっと開いたままになると述べた。",
}
ENGLISH = [
    "“No,” said Mara Velden.",
    "Mara Velden: “We will never surrender.”",
    "Velden quits",
    "Bridge stays open, Velden says",
    "Torland, Ostmark sign pact in Port Ambrel",
    "“Basta!” Ilse Marovny shouted. “Finito!”",
    "Jonas Arkwright, mayor of Saint-Aubin-sur-Ambre, called the Brückenmaut “absurd”.",
    "Q: Why now? A: Because winter is coming.",
    "MINISTER SAYS BRIDGE STAYS OPEN",
    "Velden declined comment.",
    "He said so.",
    "Prices rose 3.4% in May, 2.9% in April; rents fell.",
    "LOL. Nope.",
    "a",
    "1234 5678",
    "",
]


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_found_with_how_sure_it_is(language: str) -> None:
    detection = detect_language(FOREIGN[language])
    assert detection is not None
    assert (detection.language, detection.engine) == (language, "py3langid")
    assert 0.8 <= detection.confidence <= 1
    assert detection.engine_version


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_stays_english(text: str) -> None:
    assert detect_language(text) is None


def test_an_english_article_may_quote_another_language() -> None:
    english = "Mara Velden told the crowd that the bridge would stay open, and the people of the island sang with her. "
    assert detect_language(english * 3 + FOREIGN["fr"]) is None


def test_a_title_tells_too() -> None:
    assert detect_language("Mara Velden.", title=FOREIGN["de"]) is not None


@pytest.mark.parametrize("text", ["\x00" * 50, "\ufffd" * 50, "💥" * 50, "ab" * 100_000, "\ud800" * 30])
def test_what_is_no_language_is_left_alone(text: str) -> None:
    assert detect_language(text) is None


def test_tags() -> None:
    assert [primary_language(tag) for tag in ("en-GB", "ENG", "pt-BR", "zh-Hant-TW")] == [
        "en",
        "en",
        "pt",
        "zh",
    ]
    assert is_read("en-US")
    assert not is_read("fr-CA")


def test_the_model_is_loaded_for_other_languages_alone() -> None:
    """It takes 80 MB, which an archive in English never needs."""
    program = (
        "import sys; from services.languages import detect_language as detect;"
        "detect('The bridge stays open, said the minister of the island, and that is what she has said before.');"
        "assert 'py3langid' not in sys.modules;"
        "detect('Le pont restera ouvert tout le long de la saison, a dit la ministre.');"
        "assert 'py3langid' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
