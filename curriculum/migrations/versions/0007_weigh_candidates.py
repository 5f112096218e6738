"""Keep outlooks, and what is decided on candidates Niveau 4+."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DESTINATIONS = (
    "'existing_module', 'new_module', 'elective', 'placement', 'qualification_file', 'associate_degree', 'later', "
    "'not_taken'"
)


def upgrade() -> None:
    op.create_table(
        "outlook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outlook_account_id")),
        sa.ForeignKeyConstraint(["version_id"], ["curriculum_version.id"], name=op.f("fk_outlook_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlook")),
    )
    op.create_index(op.f("ix_outlook_version_id"), "outlook", ["version_id"])
    op.create_table(
        "weighing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.Column("outlook_id", sa.Integer(), nullable=True),
        sa.Column("destination", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"destination IN ({DESTINATIONS})", name=op.f("ck_weighing_destination")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_weighing_reason_filled")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_weighing_account_id")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_weighing_competency_id")),
        sa.ForeignKeyConstraint(["outlook_id"], ["outlook.id"], name=op.f("fk_weighing_outlook_id")),
        sa.ForeignKeyConstraint(["version_id"], ["curriculum_version.id"], name=op.f("fk_weighing_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighing")),
    )
    op.create_index("ix_weighing_competency", "weighing", ["version_id", "competency_id", "id"])
    op.create_index(op.f("ix_weighing_competency_id"), "weighing", ["competency_id"])


def downgrade() -> None:
    op.drop_table("weighing")
    op.drop_table("outlook")
