"""The modules of a version as they were last taken in."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from curriculum.contract.records import ModuleRecord
from curriculum.models import Import, Module, ModuleRevision
from curriculum.models.module import ModuleState
from curriculum.services.conditions import is_present
from curriculum.services.contents import read_modules, require_version
from curriculum.services.coverage.links import LinkState, LinkView, read_filename, read_links_of_module, view_links
from curriculum.services.coverage.snapshots import read_snapshot
from curriculum.services.errors import NotFound
from curriculum.services.transactions import read


@dataclass(frozen=True, slots=True)
class ModuleSummary:
    """One module in a list, in sheet order, with how many links are open and confirmed."""

    id: int
    key: str
    code: str | None
    title: str
    record: ModuleRecord
    open_links: int
    confirmed_links: int


@dataclass(frozen=True, slots=True)
class ModuleName:
    """What a module is called, for a list to choose from."""

    id: int
    code: str | None
    title: str


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One earlier or present text of a module."""

    number: int
    filename: str
    sheet: str
    row: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ModuleView:
    """One module with its links and its revisions, newest first."""

    id: int
    version_id: int
    key: str
    code: str | None
    title: str
    record: ModuleRecord
    filename: str
    links: tuple[LinkView, ...]
    revisions: tuple[RevisionView, ...]


def list_names(version_id: int) -> tuple[ModuleName, ...]:
    """Return the names of the modules of a version in sheet order, without reading their texts."""
    with read() as session:
        rows = session.execute(
            sa.select(Module.id, Module.code, ModuleRevision.title)
            .join(ModuleRevision, is_present())
            .where(Module.version_id == version_id, Module.state == ModuleState.ACTIVE)
            .order_by(Module.position, Module.id)
        )
        return tuple(ModuleName(row.id, row.code, row.title) for row in rows)


def full_names(version_id: int) -> dict[int, str]:
    """Return code and title of the modules of a version by id, in sheet order."""
    return {item.id: f"{item.code} {item.title}" if item.code else item.title for item in list_names(version_id)}


def list_modules(version_id: int) -> tuple[ModuleSummary, ...]:
    """Return the modules of a version in sheet order."""
    with read() as session:
        snapshot = read_snapshot(session, version_id, evidence=False)
        states = Counter((view.module_id, view.state) for view in view_links(snapshot))
        return tuple(
            ModuleSummary(
                id=module.id,
                key=module.key,
                code=module.code,
                title=module.title,
                record=module.record,
                open_links=states[module.id, LinkState.OPEN],
                confirmed_links=states[module.id, LinkState.FULL] + states[module.id, LinkState.PARTIAL],
            )
            for module in snapshot.modules
        )


def name_modules(version_id: int) -> dict[int, str]:
    """Return the code, or else the title, of every module by its id; those that lapsed too: the log names them."""
    with read() as session:
        rows = session.execute(
            sa.select(Module.id, Module.code, ModuleRevision.title)
            .join(
                ModuleRevision,
                sa.and_(ModuleRevision.module_id == Module.id, ModuleRevision.number == Module.revision),
            )
            .where(Module.version_id == version_id)
        )
        return {row.id: row.code or row.title for row in rows}


def get_module(version_id: int, module_id: int) -> ModuleView:
    """Return one module with its links (without their evidence) and its texts; raises ``NotFound``."""
    with read() as session:
        version = require_version(session, version_id)
        module = next(iter(read_modules(session, version_id, only=module_id)), None)
        if module is None:
            raise NotFound("module-not-found")
        revisions = session.execute(
            sa.select(ModuleRevision, Import.filename)
            .outerjoin(Import, Import.id == ModuleRevision.import_id)
            .where(ModuleRevision.module_id == module_id)
            .order_by(ModuleRevision.number.desc())
        )
        return ModuleView(
            id=module.id,
            version_id=version_id,
            key=module.key,
            code=module.code,
            title=module.title,
            record=module.record,
            filename=read_filename(session, module_id),
            links=read_links_of_module(session, version, module),
            revisions=tuple(
                RevisionView(row.number, filename or "", row.sheet, row.row, row.created_at)
                for row, filename in revisions
            ),
        )
