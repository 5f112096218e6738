"""Remember when a mapping read what it maps: what was decided while it ran is not in it."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def mapping_run() -> sa.Table:
    """Return the table as it is before the step."""
    return sa.Table(
        "mapping_run",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("framework_version_id", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("settings_sha256", sa.String(length=64), nullable=False),
        sa.Column("input_sha256", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("module_count", sa.Integer(), nullable=False),
        sa.Column("proposal_count", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("engine <> ''", name="ck_mapping_run_engine_filled"),
        sa.CheckConstraint("length(input_sha256) = 64", name="ck_mapping_run_input_sha256_length"),
        sa.CheckConstraint("length(settings_sha256) = 64", name="ck_mapping_run_settings_sha256_length"),
        sa.ForeignKeyConstraint(
            ["framework_version_id"], ["framework_version.id"], name="fk_mapping_run_framework_version_id"
        ),
        sa.ForeignKeyConstraint(["started_by"], ["account.id"], name="fk_mapping_run_started_by"),
        sa.ForeignKeyConstraint(["version_id"], ["curriculum_version.id"], name="fk_mapping_run_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mapping_run"),
        sa.Index("ix_mapping_run_version_id", "version_id"),
    )


def upgrade() -> None:
    # SQLite would write the new column behind the constraints; made anew, the table reads as the models have it.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("mapping_run", copy_from=mapping_run(), recreate=anew) as batch:
        batch.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE mapping_run SET read_at = finished_at")
    with op.batch_alter_table("mapping_run") as batch:
        batch.alter_column("read_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("mapping_run") as batch:
        batch.drop_column("read_at")
