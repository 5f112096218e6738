"""LibreOffice for the checks of the exports; run by ``make check-office`` and only when this folder is named."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TIMEOUT = 180

Convert = Callable[[Path, str], Path]


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Leave this folder out of a run that does not name it: ``make test`` must not need an office suite."""
    asked = [(config.invocation_params.dir / argument.partition("::")[0]).resolve() for argument in config.args]
    return None if any(path == HERE or HERE in path.parents for path in asked) else True


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return a function that opens a file in LibreOffice and saves it as another kind of file."""
    soffice = shutil.which("soffice")
    assert soffice, (
        "LibreOffice is not installed: run `make check-office` as root, or apt-get install libreoffice-calc-nogui"
    )
    profile = tmp_path_factory.mktemp("profile")

    known: dict[tuple[Path, str], Path] = {}

    def run(source: Path, kind: str) -> Path:
        if (source, kind) not in known:
            known[source, kind] = run_anew(source, kind)
        return known[source, kind]

    def run_anew(source: Path, kind: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [soffice, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", kind]
        done = subprocess.run(
            [*command, "--outdir", str(folder), str(source)],
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=True,
        )
        result = folder / f"{source.stem}.{kind.partition(':')[0]}"
        assert result.exists(), f"LibreOffice wrote nothing: {done.stdout} {done.stderr}"
        return result

    return run
