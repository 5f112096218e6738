"""How the mapping works, in plain words, with the clearest examples of the programme that is open."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from curriculum.contract.records import CompetencyRecord
from curriculum.contract.vocabulary import MatchKind
from curriculum.mapping.text.analysis import split_sentences
from curriculum.services.coverage.explanations import WORD_KINDS, Example, Examples, find_examples
from curriculum.services.school.permissions import Permission
from curriculum.web.access import for_any_account
from curriculum.web.evidence import MarkedPair, Side, share_sides
from curriculum.web.highlight import mark_words

blueprint = Blueprint("manual", __name__, url_prefix="/help")


class ShownExample(NamedTuple):
    """An example with the two pieces of text that show it, and each side's share in its link."""

    example: Example
    pair: MarkedPair
    sides: tuple[Side, ...]


@blueprint.get("/mapping")
@for_any_account
def mapping() -> ResponseReturnValue:
    """Explain proposals, decisions, coverage and candidates; with examples when the account may see the programme."""
    may_look = g.version is not None and Permission.VIEW in g.permissions
    examples = find_examples(g.version.id) if may_look else None
    return render_template(
        "manual/mapping.html",
        examples=examples,
        rule=examples.run.rule if examples else None,
        shown=show_examples(examples) if examples else {},
        word_kinds=WORD_KINDS,
    )


def show_examples(examples: Examples) -> dict[MatchKind, ShownExample]:
    """Return the examples of words and sentences with the texts in which they stand."""
    return {
        kind: ShownExample(
            example,
            _pair_texts(example),
            share_sides(example.view.link.evidence) if example.view.link else (),
        )
        for kind, example in examples.by_kind.items()
        if kind not in (MatchKind.CODE, MatchKind.WORK_PROCESS)
    }


def _pair_texts(example: Example) -> MarkedPair:
    """Return the sentences in which the words of an example stand, or the sentences that it consists of."""
    evidence = example.evidence
    if evidence.kind not in WORD_KINDS:
        found = example.view.link.evidence if example.view.link else ()
        words = [item for item in found if item.kind in WORD_KINDS]
        ours = mark_words(evidence.module_text, [item.module_text for item in words])
        return MarkedPair(
            ours, mark_words(evidence.competency_text, [item.competency_text for item in words]), evidence
        )
    texts = [
        passage.text
        for passage in example.module.passages
        if (passage.field, passage.cell) == (evidence.module_field, evidence.cell)
    ]
    return MarkedPair(
        mark_words(_sentence_with(evidence.module_text, texts), [evidence.module_text]),
        mark_words(_sentence_with(evidence.competency_text, _texts_of(example.competency)), [evidence.competency_text]),
        evidence,
    )


def _texts_of(competency: CompetencyRecord) -> tuple[str, ...]:
    return competency.title, competency.description, "; ".join(competency.search_terms)


def _sentence_with(words: str, texts: Iterable[str]) -> str:
    """Return the first sentence that holds the words, or the words themselves."""
    sentences = (sentence for text in texts for sentence in (split_sentences(text) if ";" not in text else [text]))
    return next((sentence for sentence in sentences if "<mark>" in mark_words(sentence, [words])), words)
