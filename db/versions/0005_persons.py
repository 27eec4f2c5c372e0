"""Persons: who manages, who is a student, other parts in a placement, PINs; drafts per person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _persons()
    _involvements()
    _sign_ins()
    _drafts()


def _persons() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("student_id", sa.Uuid(), nullable=True))
        table.add_column(
            sa.Column("manages", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.create_foreign_key(
            op.f("fk_person_student_id_student"), "student", ["student_id"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_person_student_id"), ["student_id"])
    with op.batch_alter_table("person") as table:
        table.alter_column("manages", server_default=None)
    # Whoever made the store could do everything in it.
    op.execute("UPDATE person SET manages = 1 WHERE id IN (SELECT owner_id FROM store_info)")


def _involvements() -> None:
    op.create_table(
        "involvement",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_involvement_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_involvement_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
        sa.UniqueConstraint(
            "placement_id",
            "person_id",
            "role",
            "from_on",
            name=op.f("uq_involvement_placement_id"),
        ),
    )
    op.create_index(op.f("ix_involvement_person_id"), "involvement", ["person_id"])


def _sign_ins() -> None:
    op.create_table(
        "sign_in",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("memory", sa.Integer(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("lock_after", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("person_id", name=op.f("uq_sign_in_person_id")),
    )


def _drafts() -> None:
    """What was half-typed until now is the owner's."""
    op.rename_table("draft", "draft_before")
    op.create_table(
        "draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "form", "subject", name=op.f("uq_draft_person_id")),
    )
    op.execute(
        "INSERT INTO draft (person_id, form, subject, fields, saved_at, id) "
        "SELECT owner_id, form, subject, fields, saved_at, d.id "
        "FROM draft_before d CROSS JOIN store_info"
    )
    op.drop_table("draft_before")
