"""The demo programme: an invented niveau 4 programme of 33 modules, in sheets as a docent would make them.

The programme is *yesterday's office*: agenda, letters, minutes, archive, invoices, placements. It covers part of the
future competencies on purpose, so that the gap matrix has something to tell. The modules are in own words and stand,
readable, in ``year_1.toml`` to ``year_3.toml``; ``python -m curriculum.demo.build`` makes ``demo.xlsx`` and
``messy.xlsx`` from them. Nothing is ever read from those TOML files at run time: the tool loads the sheets through
its ordinary importer, like anybody's upload. Two small mistakes are meant, so that the preview has something to show:
a work process without its core task (OM-204) and one that dossier 23231 does not have (OM-208).
"""

from importlib.resources import files

from curriculum.contract.vocabulary import Leerweg

PROGRAMME_NAME = "Office & management support (demo)"
CREBO_CODE: str | None = None  # The crebo of niveau 4 in dossier 23231 is not verified, so the demo has none.
LEERWEG = Leerweg.BOL
COHORT = "2026"

DEMO_FILENAME = "Opleidingsplan OMS bol cohort 2026.xlsx"
MESSY_FILENAME = "Keuzedelen en stages 2025 DEF (2).xlsx"


def demo_workbook() -> bytes:
    """Return the demo programme as the .xlsx that its docents would upload (three leerjaren, 33 modules).

    >>> demo_workbook()[:2]
    b'PK'
    """
    return files(__name__).joinpath("demo.xlsx").read_bytes()


def messy_workbook() -> bytes:
    """Return a sheet full of real-life trouble, for whoever wants to see what the preview says of it.

    >>> messy_workbook()[:2]
    b'PK'
    """
    return files(__name__).joinpath("messy.xlsx").read_bytes()
