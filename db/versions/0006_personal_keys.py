"""Personal keys: public halves, and the private ones wrapped."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "personal_key",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("verifier", sa.String(length=64), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("lost_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_personal_key_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_key")),
    )
    op.create_index(op.f("ix_personal_key_person_id"), "personal_key", ["person_id"])
    op.create_table(
        "key_slot",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"], ["personal_key.id"], name=op.f("fk_key_slot_key_id_personal_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_slot")),
    )
    op.create_index(op.f("ix_key_slot_key_id"), "key_slot", ["key_id"])
