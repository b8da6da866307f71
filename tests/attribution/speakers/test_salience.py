from attribution.speakers.entities import Entity
from attribution.speakers.salience import Ranked

_NOBODY = Entity("person", "Mara Velden")


def test_a_clear_lead_makes_an_antecedent_nearly_sure() -> None:
    leads = [(1.0, 1.0), (1.5, 1.0), (3.0, 1.0), (9.0, 1.0)]
    sure = [Ranked((_NOBODY, _NOBODY), scores).confidence(personal=True) for scores in leads]
    assert sure == sorted(sure)
    assert 0.65 <= sure[0] <= 0.75
    assert sure[-1] >= 0.95


def test_it_and_they_are_less_sure_than_he_and_she() -> None:
    ranked = Ranked((_NOBODY,), (1.0,))
    assert ranked.confidence(personal=False) < ranked.confidence(personal=True) < 1


def test_without_an_antecedent_nothing_is_sure() -> None:
    assert Ranked((), ()).confidence(personal=True) == 0
