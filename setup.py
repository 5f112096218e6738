"""Compiles the message catalogues while building; everything declarative stands in setup.cfg."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTranslations(build_py):
    """``build_py`` that first turns every catalogue (.po) into the .mo beside it."""

    def run(self) -> None:
        """Compile the catalogues, then build as usual."""
        for po in sorted(Path("curriculum/translations").glob("*/LC_MESSAGES/*.po")):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source, locale=po.parts[-3]))
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
