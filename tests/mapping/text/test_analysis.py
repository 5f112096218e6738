"""Dutch text in, terms out."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.mapping.text.analysis import _WORD, clean, find_words, get_analyzer, split_sentences, written_words
from curriculum.mapping.text.stopwords import STOPWORDS, remove_boilerplate
from curriculum.mapping.text.synonyms import load_synonyms, read_synonyms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vergadering", "vergaderingen"),
        ("notuleert", "notuleren"),
        ("afspraak", "afspraken"),
        ("archiveert", "archiveren"),
        ("factuur", "facturen"),
        ("zelfstandig", "zelfstandigheid"),
    ],
)
def test_forms_of_one_word_share_their_stem(one: str, other: str) -> None:
    analyzer = get_analyzer()
    assert analyzer.analyse(one).stem == analyzer.analyse(other).stem != ""


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("vergaderverslag", "verslag"),
        ("agendabeheer", "agenda"),
        ("persoonsgegevens", "gegevens"),
        ("relatienetwerk", "netwerk"),
        ("projectmanagement", "project"),
        ("gespreksvaardigheden", "gesprek"),
        ("ICT-omgeving", "omgeving"),
        ("documentmanagementsysteem", "systeem"),
    ],
)
def test_a_compound_can_be_found_by_its_parts(compound: str, part: str) -> None:
    analyzer = get_analyzer()
    assert analyzer.analyse(part).stem in analyzer.analyse(compound.lower()).parts


@pytest.mark.parametrize(
    "word", ["overleggen", "handelen", "vertelt", "betrokkenen", "onderwijs", "ontwikkelingen", "verantwoordelijkheid"]
)
def test_a_word_that_only_looks_like_a_compound_is_not_cut(word: str) -> None:
    assert get_analyzer().analyse(word).parts == ()


@pytest.mark.parametrize(
    "phrase",
    [
        "De student kan",
        "De student is in staat om te",
        "Aan het einde van deze module kan de student",
        "In deze module leer je",
        "Na afloop van deze cursus kun je",
        "Je leert",
    ],
)
def test_boilerplate_leaves_only_the_outcome(phrase: str) -> None:
    assert [word.form for word in get_analyzer().words(f"{phrase} notulen uitwerken")] == ["notulen", "uitwerken"]


def test_boilerplate_begins_where_a_word_begins() -> None:
    assert find_words("Het begin deze periode") == ["het", "begin", "deze", "periode"]


_SCHOOL_WORDS = """
De de student studenten je u kan kunnen weet hoe in deze module les na afloop van leert leer je-zelf zelfstandig te is
staat om begin agenda's E-mail notuleren , .
"""


@given(
    st.lists(st.sampled_from([*_SCHOOL_WORDS.split(), "\t", "\u00a0", "\u00ad"]), max_size=12),
    st.sampled_from([" ", "  ", "\u2003", "\n"]),
)
def test_the_quick_look_for_boilerplate_changes_no_word(words: list[str], blank: str) -> None:
    text = blank.join(words)
    slowly = re.sub(r"[^\S\r\n]+", " ", unicodedata.normalize("NFC", text.replace("\u00ad", "")))
    assert clean(text) == slowly
    assert written_words(text) == _WORD.findall(remove_boilerplate(slowly))


def test_function_words_have_no_terms() -> None:
    analyzer = get_analyzer()
    assert all(analyzer.analyse(word).terms == () for word in ("de", "en", "worden", "the", "student"))


def test_words_that_fit_anything_have_no_terms_in_any_form() -> None:
    analyzer = get_analyzer()
    assert all(analyzer.analyse(word).terms == () for word in ("neemt", "genomen", "houdt", "belangrijke", "goede"))


def test_abbreviations_of_the_field_have_synonyms() -> None:
    analyzer = get_analyzer()
    assert analyzer.analyse("privacy").stem in analyzer.analyse("avg").synonyms


def test_a_school_can_give_its_own_synonyms() -> None:
    assert read_synonyms(["SLB, loopbaanbegeleiding", "# kop", "slb,studiebegeleiding", "leeg"]) == {
        "slb": ("loopbaanbegeleiding", "studiebegeleiding")
    }


def test_the_shipped_synonyms_are_lower_case_words_that_carry_weight() -> None:
    for word, others in load_synonyms().items():
        assert word not in others
        for form in (word, *others):
            assert form == form.lower()
            assert form not in STOPWORDS


@given(st.text(max_size=300))
def test_no_text_breaks_the_analysis(text: str) -> None:
    analyzer = get_analyzer()
    for word in analyzer.words(text):
        assert word.stem
        assert all(term.strip() for term in word.terms)
    assert all(sentence.strip() for sentence in split_sentences(text))
    assert isinstance(remove_boilerplate(text), str)


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_hidden_characters_do_not_split_words() -> None:
    assert find_words("verga\u00adder\u200bverslag Cafe\u0301") == ["vergaderverslag", "café"]


def test_sentences_end_at_full_stops_and_list_marks() -> None:
    assert split_sentences("Plant.\n- Notuleert\n• Belt; mailt") == ["Plant.", "Notuleert", "Belt;", "mailt"]


@pytest.mark.parametrize(
    "text",
    ["a" * 30_000, "werk" * 8_000, "de student" + " " * 30_000 + "x", "de student kan " * 2_000, "x-" * 15_000],
    ids=["one letter", "one word", "blanks", "boilerplate", "hyphens"],
)
def test_a_cell_full_of_noise_takes_no_time(text: str) -> None:
    start = time.process_time()
    get_analyzer().words(text)
    split_sentences(text)
    assert time.process_time() - start < 2
