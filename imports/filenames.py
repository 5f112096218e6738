"""Reads crebo, leerweg and cohort from a file name such as "25168BOL2025Examenplan.pdf", as a suggestion only."""

import re

from curriculum.contract.vocabulary import Leerweg
from imports.reading import Suggestions

_CREBO = re.compile(r"(?<!\d)(2[0-9]{4}|9[0-9]{4})(?!\d)")
_LEERWEG = re.compile(r"(?<![a-z])(bol|bbl)(?![a-z])|(?<=\d)(bol|bbl)(?=\d|$)", re.IGNORECASE)
_COHORT = re.compile(r"(?<!\d)(20[1-4]\d)(?:\s?[-–/]\s?(?:20)?\d{2})?(?!\d)")


def suggest_from_filename(filename: str) -> Suggestions:
    """Return what a file name suggests about the programme.

    >>> suggest_from_filename("25168BOL2025Modules-cohort-2025.xlsx")
    Suggestions(crebo_code='25168', leerweg=<Leerweg.BOL: 'bol'>, cohort='2025')
    >>> suggest_from_filename("modules.xlsx")
    Suggestions(crebo_code='', leerweg=None, cohort='')
    """
    crebo = _CREBO.search(filename)
    leerweg = _LEERWEG.search(filename)
    rest = filename.replace(crebo[1], " ", 1) if crebo else filename
    cohort = _COHORT.search(rest)
    return Suggestions(
        crebo_code=crebo[1] if crebo else "",
        leerweg=Leerweg((leerweg[1] or leerweg[2]).lower()) if leerweg else None,
        cohort=cohort[1] if cohort else "",
    )
