"""How somebody wants to see a list: filters kept under a name, columns left out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_filter_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint(
            "person_id", "list_name", "title", name=op.f("uq_saved_filter_person_id")
        ),
    )
    op.create_table(
        "hidden_column",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_hidden_column_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hidden_column")),
        sa.UniqueConstraint(
            "person_id", "list_name", "name", name=op.f("uq_hidden_column_person_id")
        ),
    )
