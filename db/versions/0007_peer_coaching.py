"""Peer coaching, and training in resilience."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:

    op.create_table(
        "training",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
    )
    op.create_table(
        "training_day",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_training_day_training_id_training")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_day")),
    )
    op.create_index(
        op.f("ix_training_day_training_id"), "training_day", ["training_id"], unique=False
    )
    op.create_table(
        "apart",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["student.id"], name=op.f("fk_apart_first_id_student")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["student.id"], name=op.f("fk_apart_second_id_student")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apart")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_apart_first_id")),
    )
    op.create_index(op.f("ix_apart_second_id"), "apart", ["second_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["training_day.id"], name=op.f("fk_attendance_day_id_training_day")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_attendance_student_id_student")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("day_id", "student_id", name=op.f("uq_attendance_day_id")),
    )
    op.create_index(op.f("ix_attendance_student_id"), "attendance", ["student_id"], unique=False)
    op.create_table(
        "coach_task",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_coach_task_student_id_student")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coach_task")),
    )
    op.create_index(op.f("ix_coach_task_student_id"), "coach_task", ["student_id"], unique=False)
    op.create_table(
        "training_place",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_training_place_student_id_student")
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_training_place_training_id_training")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_place")),
        sa.UniqueConstraint(
            "training_id", "student_id", name=op.f("uq_training_place_training_id")
        ),
    )
    op.create_index(
        op.f("ix_training_place_student_id"), "training_place", ["student_id"], unique=False
    )
    op.create_table(
        "peer_group",
        sa.Column("goal", sa.String(length=300), nullable=False),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guide_id"], ["person.id"], name=op.f("fk_peer_group_guide_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_group")),
    )
    op.create_index(op.f("ix_peer_group_guide_id"), "peer_group", ["guide_id"], unique=False)
    op.create_table(
        "peer_member",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_peer_member_group_id_peer_group")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_peer_member_student_id_student")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_member")),
        sa.UniqueConstraint("group_id", "student_id", name=op.f("uq_peer_member_group_id")),
    )
    op.create_index(op.f("ix_peer_member_student_id"), "peer_member", ["student_id"], unique=False)
    op.create_table(
        "peer_session",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "held",
            sa.Enum("together", "online", name="where", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("coachee_id", sa.Uuid(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "grow",
                "five_steps",
                "incident",
                "free",
                name="method",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=True,
        ),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coach_id"], ["student.id"], name=op.f("fk_peer_session_coach_id_student")
        ),
        sa.ForeignKeyConstraint(
            ["coachee_id"], ["student.id"], name=op.f("fk_peer_session_coachee_id_student")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_group.id"], name=op.f("fk_peer_session_group_id_peer_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_session")),
    )
    op.create_index(
        op.f("ix_peer_session_coachee_id"), "peer_session", ["coachee_id"], unique=False
    )
    op.create_index(op.f("ix_peer_session_group_id"), "peer_session", ["group_id"], unique=False)
