"""Keep a competency list that was uploaded until a person has looked at it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "framework_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("filename <> ''", name=op.f("ck_framework_draft_filename_filled")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_framework_draft_sha256_length")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["account.id"], name=op.f("fk_framework_draft_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_draft")),
    )


def downgrade() -> None:
    op.drop_table("framework_draft")
