"""Keep what people chose per row of a file, and let an import retire a module."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KIND = "ck_import_change_kind"
BEFORE = "kind IN ('new', 'changed')"
AFTER = "kind IN ('new', 'changed', 'retired')"


def import_change(kinds: str) -> sa.Table:
    """Return the table as it is before the step; SQLite can only change a check by making the table anew."""
    return sa.Table(
        "import_change",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'new') = (before IS NULL)", name="ck_import_change_before"),
        sa.CheckConstraint(kinds, name=KIND),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_import_change_import_id"),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_import_change_module_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import_change"),
        sa.UniqueConstraint("import_id", "module_id", name="uq_import_change_module"),
        sa.Index("ix_import_change_module_id", "module_id"),
    )


def import_content() -> sa.Table:
    """Return the table as it is before the step."""
    return sa.Table(
        "import_content",
        sa.MetaData(),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_import_content_import_id"),
        sa.PrimaryKeyConstraint("import_id", name="pk_import_content"),
    )


def upgrade() -> None:
    # SQLite would write the new column behind the constraints; made anew, the table reads as the models have it.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("import_content", copy_from=import_content(), recreate=anew) as batch:
        batch.add_column(sa.Column("choices", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("import_change", copy_from=import_change(BEFORE)) as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), AFTER)


def downgrade() -> None:
    # A module that an import retired is in the programme again: the older program cannot undo that step.
    op.execute(
        "UPDATE module SET state = 'active' WHERE id IN (SELECT module_id FROM import_change WHERE kind = 'retired')"
    )
    op.execute("DELETE FROM import_change WHERE kind = 'retired'")
    with op.batch_alter_table("import_change", copy_from=import_change(AFTER)) as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), BEFORE)
    with op.batch_alter_table("import_content") as batch:
        batch.drop_column("choices")
