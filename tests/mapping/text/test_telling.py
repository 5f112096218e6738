"""Which words two texts have in common that say something."""

from curriculum.mapping.text.analysis import get_analyzer
from curriculum.mapping.text.telling import count_shared, read_telling_words


def shared(ours: str, theirs: str) -> int:
    analyzer = get_analyzer()
    return count_shared(
        read_telling_words([ours], analyzer, with_synonyms=True),
        read_telling_words([theirs], analyzer, with_synonyms=False),
    )


def test_one_word_of_the_module_that_meets_two_is_one_word_in_common() -> None:
    assert shared("Werkt aan de receptie.", "Ontvangst van gasten aan de receptie") == 1
    assert shared("Ontvangst van bezoek aan de receptie.", "Ontvangst van bezoek aan de receptie") == 3


def test_one_word_of_the_competency_that_two_meet_is_one_too() -> None:
    assert shared("Maakt een vergaderverslag en een jaarverslag.", "Verslag") == 1


def test_forms_of_one_word_count_once() -> None:
    assert shared("Plant afspraken. Plannen van afspraken.", "Afspraken plannen, planning van een afspraak") == 2


def test_everyday_and_vague_words_are_nothing_in_common() -> None:
    assert shared("Werkt op tijd en gericht.", "Werken binnen de tijd, gericht") == 0
    assert shared("Werkt op tijd aan notulen.", "Notulen op tijd") == 1


def test_a_verb_that_stands_apart_is_not_its_base_verb() -> None:
    assert shared("Verbindt een beller door.", "Collega's verbinden") == 0
    assert shared("Verbindt een beller door.", "Een beller doorverbinden") == 2


def test_compounds_that_share_an_everyday_part_have_nothing_in_common() -> None:
    assert shared("Elke werkdag.", "Op de werkplek") == 0
    assert shared("Maakt een vergaderverslag.", "Het jaarverslag") == 1
