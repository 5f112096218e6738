"""The evidence of one link, ready to be read: both texts with the words that met, what it rests on, and how much."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from curriculum.contract.report import Evidence, Link
from curriculum.contract.vocabulary import EvidenceSource, MatchKind, ModuleField
from curriculum.services.coverage.explanations import WORD_KINDS, matched_words
from curriculum.services.coverage.links import LinkDetail
from curriculum.web.highlight import mark_words

# Evidence from a sentence as a whole would colour everything; only words are marked.
_SENTENCES = (MatchKind.MEANING, MatchKind.SENTENCE)
_FIELD_ORDER = (ModuleField.TITLE, ModuleField.DESCRIPTION, ModuleField.OUTCOME, ModuleField.ASSESSMENT)
_SIDES = (EvidenceSource.LEXICAL, EvidenceSource.MEANING, EvidenceSource.WORK_PROCESS)


class MarkedText(NamedTuple):
    """A piece of text with its matched words marked, and the cell it came from."""

    field: ModuleField
    sheet: str
    cell: str
    text: Markup


class Ground(NamedTuple):
    """What a link rests on: the module's words that met, and whether all of them stand in its title."""

    words: tuple[str, ...]
    title_only: bool


class Side(NamedTuple):
    """One side of the evidence with its share of the score in whole percents."""

    source: EvidenceSource
    percent: int


class MarkedPair(NamedTuple):
    """Two pieces of text that lie side by side, with the words that met marked in both."""

    ours: Markup
    theirs: Markup
    evidence: Evidence


class LinkReasons(NamedTuple):
    """All that stands beside the decision form; ``sides`` add up to 100, or there are none."""

    module_texts: tuple[MarkedText, ...]
    competency_title: Markup
    competency_description: Markup
    search_terms: Markup
    ground: Ground | None
    sides: tuple[Side, ...]
    codes: tuple[Evidence, ...]
    path: tuple[Evidence, ...]
    words: tuple[Evidence, ...]
    sentence: MarkedPair | None


def explain_link(detail: LinkDetail) -> LinkReasons:
    """Mark the matched words in both texts and put the evidence in the order in which it is read."""
    link = detail.view.link
    found = link.evidence if link else ()
    marked = [item for item in found if item.kind not in _SENTENCES]
    module_words = [item.module_text for item in marked]
    competency_words = [item.competency_text for item in marked]
    passages = sorted(detail.module.passages, key=lambda passage: _FIELD_ORDER.index(passage.field))
    sentence = next((item for item in found if item.kind in _SENTENCES), None)
    words = [item for item in found if item.kind in WORD_KINDS]
    return LinkReasons(
        module_texts=tuple(
            MarkedText(p.field, p.sheet, p.cell, mark_words(p.text, module_words)) for p in passages if p.text
        ),
        competency_title=mark_words(detail.competency.title, competency_words),
        competency_description=mark_words(detail.competency.description, competency_words),
        search_terms=mark_words("; ".join(detail.competency.search_terms), competency_words),
        ground=find_ground(link) if link else None,
        sides=share_sides(found),
        codes=tuple(item for item in found if item.kind is MatchKind.CODE),
        path=tuple(item for item in found if item.kind is MatchKind.WORK_PROCESS),
        words=tuple(sorted(words, key=lambda item: -item.weight)),
        sentence=None
        if sentence is None
        else MarkedPair(
            mark_words(sentence.module_text, module_words),
            mark_words(sentence.competency_text, competency_words),
            sentence,
        ),
    )


def explain_past(detail: LinkDetail) -> LinkReasons | None:
    """Do the same for the link as it was when it was judged; None when it still is so."""
    if detail.past is None:
        return None
    view = replace(detail.view, link=detail.past.link)
    return explain_link(replace(detail, view=view, module=detail.past.module))


def find_ground(link: Link) -> Ground:
    """Return the words that a link rests on."""
    fields = {item.module_field for item in link.evidence if item.kind in WORD_KINDS}
    return Ground(matched_words(link), fields == {ModuleField.TITLE})


def share_sides(evidence: Iterable[Evidence]) -> tuple[Side, ...]:
    """Return each side's share in whole percents that add up to 100; a side without any is left out.

    The method of the largest remainder: all are cut off, and what is left goes to those that lost most.
    """
    pieces = tuple(evidence)
    totals = {side: sum(item.weight for item in pieces if item.source is side) for side in _SIDES}
    whole = sum(totals.values())
    if not whole:
        return ()
    exact = {side: 100 * total / whole for side, total in totals.items()}
    percents = {side: int(share) for side, share in exact.items()}
    rest = 100 - sum(percents.values())
    for side in sorted(exact, key=lambda side: percents[side] - exact[side])[:rest]:
        percents[side] += 1
    return tuple(Side(side, percents[side]) for side in _SIDES if percents[side])
