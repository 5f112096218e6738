"""Keeping what a person chose on the check page beside the draft, so that it is still there on the next page."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from curriculum.contract.codec import from_json, to_json
from curriculum.models import Import, ImportContent, Module
from curriculum.services.contents import require_version
from curriculum.services.errors import Conflict
from curriculum.services.transactions import write
from curriculum.services.uploading.drafts import find_import, read_content, require_draft
from curriculum.services.uploading.row_choices import Answers, RowChoices


def keep_answers(import_id: int, answers: Answers, *, seen: str | None = None) -> RowChoices:
    """Add the answers of one page of the form to the choices of an upload, and return all of them.

    ``seen`` is the fingerprint of the choices that the page was made with. When it is given and somebody else chose
    something since then, the answers are kept and ``Conflict`` is raised: nobody takes in what they did not see.
    """
    with write() as session:
        # The version is locked before the import, as everywhere, so that two writers cannot wait for each other.
        require_version(session, find_import(session, import_id).version_id, for_change=True)
        upload = find_import(session, import_id, lock=True)
        require_draft(upload)
        before = read_choices(session, upload)
        choices = answers.within(*_list_keys(session, upload)).apply(before)
        write_choices(session, upload, choices)
    if seen is not None and seen != before.fingerprint:
        raise Conflict("choices-moved")
    return choices


def _list_keys(session: Session, upload: Import) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of the rows of the file and of the modules of the version: nothing else can be chosen."""
    draft = read_content(session, upload.id, ImportContent.draft).draft or {}
    modules = session.scalars(sa.select(Module.key).where(Module.version_id == upload.version_id))
    return frozenset(module["id"] for module in draft.get("modules", ())), frozenset(modules)


def read_choices(session: Session, upload: Import) -> RowChoices:
    """Return what was chosen so far; everything at its default when nobody chose anything."""
    content = read_content(session, upload.id, ImportContent.choices).choices
    return RowChoices() if content is None else from_json(RowChoices, content)


def write_choices(session: Session, upload: Import, choices: RowChoices) -> None:
    """Keep the choices with the upload."""
    session.execute(
        sa.update(ImportContent).where(ImportContent.import_id == upload.id).values(choices=to_json(choices))
    )
