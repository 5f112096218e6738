"""The table of the gap matrix as HTML text.

Twenty thousand cells are too many for a template (measured: 50 times slower), so the rows are joined
here from escaped pieces; the letters and looks are those of :mod:`curriculum.web.labels`.
"""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import quote

from flask_babel import gettext
from markupsafe import Markup, escape

from curriculum.contract.vocabulary import Coverage
from curriculum.mapping import theme_of
from curriculum.mapping.matrix import Cell, CellState
from curriculum.services.coverage.matrix import MatrixModule, MatrixRow, MatrixView
from curriculum.web.labels import look, word

Item = TypeVar("Item")
_CANDIDATE = '<span class="candidate-word">{}</span>'
_EMPTY = '<td class="cell"></td>'


def name_themes(view: MatrixView) -> dict[str, str]:
    """Return per theme its title, from the first competency that tells it, else its code; in the order of the rows."""
    titles: dict[str, str] = {}
    for row in view.rows:
        theme = theme_of(row.competency)
        if theme and titles.get(theme, theme) == theme:
            titles[theme] = row.competency.theme_title or theme
    return titles


def choose_columns(view: MatrixView, keep: Sequence[bool], year: int | None, *, signs: bool) -> list[int]:
    """Return which modules have a column: all, those of a year, or those with a sign in a row that ``keep`` marks."""
    rows = [row.cells for row, kept in zip(view.matrix.rows, keep, strict=True) if kept]
    return [
        column
        for column, module in enumerate(view.modules)
        if (year is None or year in module.years)
        and (not signs or any(cells[column].state is not CellState.EMPTY for cells in rows))
    ]


def build_head(view: MatrixView, base: str, columns: Sequence[int] | None = None) -> Markup:
    """Return the head row: one column per module, named by code and title; of all modules, or of ``columns`` only."""
    return Markup("").join(
        Markup('<th scope="col" class="module" data-module="{}"><a href="{}modules/{}" title="{}">{}</a></th>').format(
            module.id, base, module.id, module.title, module.code or _shorten(module.title)
        )
        for module in _pick(view.modules, columns)
    )


def build_body(view: MatrixView, keep: Sequence[bool], base: str, columns: Sequence[int] | None = None) -> Markup:
    """Return the body rows that ``keep`` marks, with a row over each theme; of all modules, or of ``columns`` only."""
    signs = {state: _sign(state) for state in CellState if state is not CellState.EMPTY}
    missing = escape(word(Coverage.MISSING))
    modules = _pick(view.modules, columns)
    names = [_column_name(module) for module in modules]
    titles = name_themes(view)
    parts: list[str] = []
    group = None
    has_themes = any(theme_of(row.competency) for row in view.rows)
    for row, cells, kept in zip(view.rows, (row.cells for row in view.matrix.rows), keep, strict=True):
        if not kept:
            continue
        if has_themes and theme_of(row.competency) != group:
            group = theme_of(row.competency)
            parts.append(_theme_row(titles.get(group, group) or gettext("Without a theme"), len(modules)))
        parts.append(_row_head(row, base, missing))
        code = quote(row.competency.code)
        links = base + "links/"
        for module, name, cell in zip(modules, names, _pick(cells, columns), strict=True):
            if cell.state is CellState.EMPTY:
                # A thousand links that say nothing would bury the others for whoever goes by keyboard or by ear;
                # page.js opens an empty cell on a click, and the page of the competency offers the same as a form.
                parts.append(_EMPTY)
                continue
            letter, css, said = signs[cell.state]
            extra, mark = _outdated(cell)
            parts.append(
                f'<td class="cell"><a class="sign {css}{extra}" href="{links}{module.id}/{code}" title="{name}">'
                f'{letter}{mark}<span class="visually-hidden">{said}</span></a></td>'
            )
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704 (every piece above is escaped or a number)


def _pick(items: Sequence[Item], columns: Sequence[int] | None) -> Sequence[Item]:
    return items if columns is None else [items[column] for column in columns]


def _row_head(row: MatrixRow, base: str, missing: str) -> str:
    css = ' class="missing"' if row.coverage is Coverage.MISSING else ""
    code = row.competency.code
    candidate = _CANDIDATE.format(escape(gettext("candidate 4+"))) if row.candidate else ""
    said = missing if row.coverage is Coverage.MISSING else escape(word(row.coverage))
    return (
        f'<tr{css} data-code="{escape(code)}"><th scope="row"><a href="{base}competencies/{quote(code)}">'
        f'<span class="code">{escape(code)}</span> <span>{escape(row.competency.title)}</span></a></th>'
        f'<td class="word">{said}{candidate}</td>'
    )


def _theme_row(title: str, columns: int) -> str:
    return f'<tr class="theme"><th scope="rowgroup" colspan="{columns + 2}"><span>{escape(title)}</span></th></tr>\n'


def _sign(state: CellState) -> tuple[str, str, str]:
    letter, css, said = look(state.value)
    return letter, css, str(escape(said))


def _outdated(cell: Cell) -> tuple[str, str]:
    if cell.decision is not None and cell.decision.outdated:
        return " sign-outdated", "!"
    return "", ""


def _column_name(module: MatrixModule) -> str:
    return str(escape(f"{module.code} {module.title}" if module.code else module.title))


def _shorten(title: str) -> str:
    return title if len(title) <= 24 else title[:22].rstrip() + "…"
