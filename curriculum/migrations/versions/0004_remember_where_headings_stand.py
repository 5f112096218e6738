"""Remember which rows of their sheets people pointed at as headings."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remembered_heading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(length=16), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(signature) = 16", name=op.f("ck_remembered_heading_signature_length")),
        sa.CheckConstraint("size BETWEEN 1 AND 5", name=op.f("ck_remembered_heading_size_range")),
        sa.ForeignKeyConstraint(["chosen_by"], ["account.id"], name=op.f("fk_remembered_heading_chosen_by")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_remembered_heading_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_heading")),
        sa.UniqueConstraint("programme_id", "signature", "size", name="uq_remembered_heading_place"),
    )


def downgrade() -> None:
    op.drop_table("remembered_heading")
