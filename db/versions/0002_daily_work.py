"""The daily work: agreement sheets, the hours ledger, rules as data, guidance, search."""

import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# An approved line stays as it is, whatever writes: its approval can only be taken back whole.
_SAME = " AND ".join(
    f"new.{name} IS old.{name}"
    for name in ("placement_id", "on_date", "kind", "minutes", "counted", "note", "absence")
)
_FIXED = (
    "CREATE TRIGGER day_line_fixed BEFORE UPDATE ON day_line WHEN old.approved_at IS NOT NULL "
    f"AND NOT (new.approved_at IS NULL AND {_SAME}) "
    "BEGIN SELECT RAISE(ABORT, 'an approved line never changes'); END"
)
_KEPT = (
    "CREATE TRIGGER day_line_kept BEFORE DELETE ON day_line "
    "WHEN old.approved_at IS NOT NULL AND NOT old.correction "
    "BEGIN SELECT RAISE(ABORT, 'an approved line is never deleted'); END"
)
# The search index, and whether a vocabulary of it is kept.
_INDEXES = {
    "student": True,
    "company": True,
    "task": True,
    "attachment": True,
    "log_entry": False,
    "guidance_moment": False,
}


def _index(table: str, *, names: bool) -> str:
    short = "1 2 3" if names else "2 3"  # beginnings of words that are looked up at once
    return (
        f"CREATE VIRTUAL TABLE search_{table} USING fts5(words, content='', "
        f"contentless_delete=1, tokenize='unicode61', prefix='{short}', detail=none)"
    )


def _vocabulary(table: str) -> str:
    return f"CREATE VIRTUAL TABLE search_{table}_words USING fts5vocab('search_{table}', 'row')"


def upgrade() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "attention_rule",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention_rule")),
        sa.UniqueConstraint("name", "valid_from", name=op.f("uq_attention_rule_name")),
    )
    op.create_table(
        "hour_norm",
        sa.Column(
            "route",
            sa.Enum("bol", "bbl", "third", name="route", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("crebo", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_norm")),
        sa.UniqueConstraint(
            "route", "years", "crebo", "valid_from", name=op.f("uq_hour_norm_route")
        ),
    )
    op.create_table(
        "rule",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
        sa.UniqueConstraint("name", "valid_from", name=op.f("uq_rule_name")),
    )
    op.create_table(
        "school_holiday",
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_holiday")),
        sa.UniqueConstraint("region", "from_on", name=op.f("uq_school_holiday_region")),
    )
    with op.batch_alter_table("school_holiday", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_holiday_region"), ["region"], unique=False)

    op.create_table(
        "snippet",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_snippet_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snippet")),
    )
    with op.batch_alter_table("snippet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snippet_person_id"), ["person_id"], unique=False)

    op.create_table(
        "agreement_sheet",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "change",
            sa.Enum("first", "changed", "ended", name="change", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("agreed_minutes", sa.Integer(), nullable=False),
        sa.Column(
            "route",
            sa.Enum("bol", "bbl", "third", name="route", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("school_region", sa.String(length=20), nullable=False),
        sa.Column("pattern", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_agreement_sheet_dates")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_agreement_sheet_company_id_company")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_agreement_sheet_placement_id_placement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_sheet")),
        sa.UniqueConstraint(
            "placement_id", "number", name=op.f("uq_agreement_sheet_placement_id")
        ),
    )
    op.create_table(
        "attachment",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.Column("content_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_attachment_added_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["content_id"],
            ["attachment_content.id"],
            name=op.f("fk_attachment_content_id_attachment_content"),
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_attachment_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_placement_id"), ["placement_id"], unique=False
        )

    op.create_table(
        "catalogue_task",
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("short_title", sa.String(length=40), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=True),
        sa.Column("complexity", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "complexity BETWEEN 1 AND 5", name=op.f("ck_catalogue_task_complexity")
        ),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_catalogue_task_qualification_id_qualification"),
        ),
        sa.ForeignKeyConstraint(
            ["work_process_id"],
            ["work_process.id"],
            name=op.f("fk_catalogue_task_work_process_id_work_process"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_task")),
    )
    with op.batch_alter_table("catalogue_task", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_catalogue_task_qualification_id"), ["qualification_id"], unique=False
        )

    op.create_table(
        "cleared",
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("cleared_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cleared_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_cleared_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cleared")),
    )
    with op.batch_alter_table("cleared", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cleared_placement_id"), ["placement_id"], unique=False
        )

    op.create_table(
        "guidance_moment",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "start",
                "progress",
                "interim",
                "final",
                "visit",
                "call",
                name="momentkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("at_work", sa.Boolean(), nullable=False),
        sa.Column("student_there", sa.Boolean(), nullable=False),
        sa.Column("company_there", sa.Boolean(), nullable=False),
        sa.Column("school_there", sa.Boolean(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_guidance_moment_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_guidance_moment_placement_id_placement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_moment")),
    )
    with op.batch_alter_table("guidance_moment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_moment_placement_id"), ["placement_id"], unique=False
        )

    op.create_table(
        "not_possible",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column("elsewhere", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=200), nullable=False),
        sa.Column("student_agreed_on", sa.Date(), nullable=True),
        sa.Column("company_agreed_on", sa.Date(), nullable=True),
        sa.Column("school_agreed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_not_possible_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["work_process_id"],
            ["work_process.id"],
            name=op.f("fk_not_possible_work_process_id_work_process"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_possible")),
        sa.UniqueConstraint(
            "placement_id", "work_process_id", name=op.f("uq_not_possible_placement_id")
        ),
    )
    op.create_table(
        "placement_pause",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_placement_pause_dates")),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_placement_pause_placement_id_placement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_pause")),
    )
    with op.batch_alter_table("placement_pause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_pause_placement_id"), ["placement_id"], unique=False
        )

    op.create_table(
        "stand_in",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("for_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_stand_in_dates")),
        sa.ForeignKeyConstraint(["for_id"], ["person.id"], name=op.f("fk_stand_in_for_id_person")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_stand_in_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_stand_in_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_in")),
    )
    with op.batch_alter_table("stand_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stand_in_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_stand_in_placement_id"), ["placement_id"], unique=False
        )

    op.create_table(
        "agreed_action",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("moment_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column(
            "owner",
            sa.Enum("student", "company", "school", name="party", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["moment_id"],
            ["guidance_moment.id"],
            name=op.f("fk_agreed_action_moment_id_guidance_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_agreed_action_placement_id_placement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_action")),
    )
    with op.batch_alter_table("agreed_action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreed_action_moment_id"), ["moment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_agreed_action_placement_id"), ["placement_id"], unique=False
        )

    with op.batch_alter_table("day_line", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_day_line_minutes"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_day_line_minutes"), "minutes BETWEEN 1 AND 1440 OR correction"
        )
        batch_op.create_check_constraint(
            op.f("ck_day_line_some"), "minutes BETWEEN -1440 AND 1440 AND minutes <> 0"
        )
        batch_op.add_column(sa.Column("counted", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("note", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "absence",
                sa.Enum(
                    "illness",
                    "leave",
                    "appointment",
                    "school",
                    "other",
                    name="absence",
                    native_enum=False,
                    length=20,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column("correction", sa.Boolean(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("entered_by_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("sent_back", sa.String(length=300), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("sent_back_by_id", sa.Uuid(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_day_line_placement_id"), type_="unique")
        batch_op.create_index("ix_day_line_day", ["placement_id", "on_date"], unique=False)
        batch_op.create_index(
            "uq_day_line_once",
            ["placement_id", "on_date", "kind"],
            unique=True,
            sqlite_where=sa.text("NOT correction"),
            postgresql_where=sa.text("NOT correction"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_day_line_sent_back_by_id_person"), "person", ["sent_back_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_day_line_entered_by_id_person"), "person", ["entered_by_id"], ["id"]
        )

    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum("note", "reflection", name="entrykind", native_enum=False, length=20),
                server_default="note",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "mark",
                sa.Enum(
                    "positive", "neutral", "concern", name="mark", native_enum=False, length=20
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("told", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("observers", sa.String(length=300), server_default="", nullable=False)
        )

    with op.batch_alter_table("student", schema=None) as batch_op:
        batch_op.add_column(sa.Column("programme_years", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cohort", sa.Integer(), nullable=True))

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("criteria", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("catalogue_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_task_catalogue_id"), ["catalogue_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_task_catalogue_id_catalogue_task"),
            "catalogue_task",
            ["catalogue_id"],
            ["id"],
        )

    indexes = [_index(table, names=names) for table, names in _INDEXES.items()]
    words = [_vocabulary(table) for table, names in _INDEXES.items() if names]
    for statement in (_FIXED, _KEPT, *indexes, *words):
        op.execute(sa.text(statement))
    op.execute("UPDATE day_line SET counted = minutes")
    _first_sheets()


_SHARED: dict[str, Any] = {
    "starts_on": sa.Date(),
    "ends_on": sa.Date(),
    "agreed_minutes": sa.Integer(),
    "route": sa.String(),
    "company_id": sa.Uuid(),
}


def _first_sheets() -> None:
    """What older stores kept of the agreement, as its first sheet.

    They did not ask when it was signed. The sheet says so, and takes the first day, so that
    hours that counted yesterday count today.
    """
    connection = op.get_bind()
    placement = sa.table("placement", sa.column("id", sa.Uuid()), *_shared())
    sheet = sa.table(
        "agreement_sheet",
        *_shared(),
        *(sa.column(name, sa.Uuid()) for name in ("id", "placement_id")),
        *(sa.column(name, sa.Date()) for name in ("valid_from", "signed_on")),
        *(sa.column(name) for name in ("number", "change", "reason", "country", "school_region")),
        sa.column("pattern", sa.JSON()),
    )
    rows = [
        {
            **{name: getattr(row, name) for name in _SHARED},
            "id": uuid.uuid4(),
            "placement_id": row.id,
            "number": 1,
            "change": "first",
            "valid_from": row.starts_on,
            "signed_on": row.starts_on,
            "reason": "Overgenomen bij het bijwerken: de datum van ondertekening is niet bekend.",
            "country": "NL",
            "school_region": "",
            "pattern": [],
        }
        for row in connection.execute(sa.select(placement))
    ]
    if rows:
        connection.execute(sa.insert(sheet), rows)


def _shared() -> list[Any]:
    """What a placement and its sheet both say."""
    return [sa.column(name, kind) for name, kind in _SHARED.items()]
