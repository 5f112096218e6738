"""Decides what each row of a form means: by its label, or by a person's word on all rows with that label."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curriculum.contract.columns import SPECS, ColumnKind, ModuleColumn
from imports.choices import label_signature
from imports.reading import Basis, ColumnReading
from imports.sheets import Row, cell_address, column_letters
from imports.structure.column_views import SAMPLE_LENGTH, SAMPLES
from imports.structure.columns import GUESSED_BELOW, AssignedColumn, Header, HeaderReader
from imports.structure.headers import find_known_name

LabelChoices = Mapping[str, ModuleColumn | None]
"""A person's word on labels, by :func:`imports.choices.label_signature`."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: the field that its label names, or that of the label above it; ``None`` when nobody knows."""

    row: Row
    field: AssignedColumn | None
    has_label: bool

    def means(self, column: ModuleColumn | None) -> bool:
        """Return whether the label of this very row names a field."""
        return self.has_label and self.field is not None and self.field.column is column

    @property
    def is_personal(self) -> bool:
        """Whether names of people stand beside the label."""
        return self.field is not None and self.field.column is not None and _is_personal(self.field.column)


def label_text(row: Row, label: int) -> str:
    """Return the label of a row without what closes it."""
    return row.text(label).rstrip(": ")


def assign_labels(texts: Iterable[str], reader: HeaderReader, choices: LabelChoices) -> dict[str, AssignedColumn]:
    """Return what each label of a form is taken for.

    What a module has once goes to the label that a person chose for it, and a label that only comes near a name yields
    to one that surely is it.
    """
    headers = {text: reader.read((text,)) for text in dict.fromkeys(texts)}
    assigned: dict[str, AssignedColumn] = {}
    taken: dict[ModuleColumn, str] = {}
    for text, header in headers.items():
        signature = label_signature(text)
        if signature in choices:
            meaning = choices[signature]
            assigned[text] = AssignedColumn(header, meaning, 1.0, Basis.CHOICE)
            if meaning is not None and not SPECS[meaning].repeatable:
                taken[meaning] = text
    chosen = frozenset(assigned)
    for text in sorted(headers, key=lambda text: not headers[text].is_sure):
        if text not in chosen:
            assigned[text] = _assign(text, headers[text], taken, chosen)
    return {text: assigned[text] for text in headers}


def _assign(text: str, header: Header, taken: dict[ModuleColumn, str], chosen: frozenset[str]) -> AssignedColumn:
    wanted = header.column
    if wanted is None or header.weak:
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN)
    rival = taken.get(wanted, "")
    if rival and (rival in chosen or not header.is_sure):
        return AssignedColumn(header, None, 0.0, Basis.UNKNOWN, rival=rival)
    if not SPECS[wanted].repeatable:
        # Two sure names stay: forms below each other need not name their fields in the same words.
        taken.setdefault(wanted, text)
    basis = Basis.GUESS if header.confidence < GUESSED_BELOW else Basis.NAME
    return AssignedColumn(header, wanted, header.confidence, basis)


def label_rows(
    rows: Sequence[Row], label: int, values: Sequence[int], reader: HeaderReader, choices: LabelChoices
) -> list[FormRow]:
    """Return the rows from the first label on, known or with something beside it; below a label its field goes on."""
    texts = [label_text(row, label) for row in rows]
    labels = (
        place
        for place, text in enumerate(texts)
        if text and (is_known(text, choices) or any(map(rows[place].text, values)))
    )
    first = next(labels, len(rows))
    assigned = assign_labels(filter(None, texts[first:]), reader, choices)
    lines = []
    field: AssignedColumn | None = None
    for row, text in zip(rows[first:], texts[first:], strict=True):
        field = assigned[text] if text else field
        lines.append(FormRow(row, None if field is None or field.column is None else field, bool(text)))
    return lines


def is_known(text: str, choices: LabelChoices) -> bool:
    """Return whether a text is surely a label: a known name, or one that a person spoke of."""
    return bool(text) and (find_known_name(text) is not None or label_signature(text) in choices)


def view_labels(
    rows: Sequence[Row], label: int, values: Sequence[int], reader: HeaderReader, choices: LabelChoices
) -> tuple[tuple[AssignedColumn, ColumnReading], ...]:
    """Return each label of a form with what a person is told of it, in the order of the sheet.

    ``rows`` begin at the first known label. The samples stand beside the label and in the rows below that go on with
    it, of all modules. A text beside which nothing stands in any module is no label, unless a person spoke of it.
    """
    first: dict[str, int] = {}
    samples: dict[str, dict[str, None]] = {}
    text = ""
    for row in rows:
        text = label_text(row, label) or text
        first.setdefault(text, row.number)
        found = samples.setdefault(text, {})
        for column in values:
            if (value := row.text(column)) and len(found) < SAMPLES:
                found[value[:SAMPLE_LENGTH]] = None
    views = []
    for text, item in assign_labels(filter(None, first), reader, choices).items():
        if item.basis is not Basis.CHOICE and not samples[text]:
            continue
        personal = item.column is not None and _is_personal(item.column)
        view = ColumnReading(
            letter=column_letters(label),
            cell=cell_address(first[text], label),
            header=text,
            column=item.column,
            confidence=item.confidence,
            basis=item.basis,
            samples=() if personal else tuple(samples[text]),
        )
        views.append((item, view))
    return tuple(views)


def _is_personal(column: ModuleColumn) -> bool:
    return SPECS[column].kind is ColumnKind.PERSONAL
