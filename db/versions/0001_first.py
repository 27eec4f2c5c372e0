"""The first schema: people, qualifications, placements, tasks, log, hours, evaluations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_table(
        "change",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "insert",
                "update",
                "delete",
                "bulk",
                name="changekind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index("ix_change_action", "change", ["action_id"], unique=False)
    op.create_index("ix_change_row", "change", ["row_id", "id"], unique=False)
    op.create_table(
        "company",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("training_company_id", sa.String(length=20), nullable=True),
        sa.Column("sector", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
    )
    op.create_table(
        "draft",
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("form", "subject", name=op.f("uq_draft_form")),
    )
    op.create_table(
        "qualification",
        sa.Column("crebo", sa.String(length=5), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("sector", sa.String(length=200), nullable=False),
        sa.Column("education_domain", sa.String(length=5), nullable=False),
        sa.Column("file_crebo", sa.String(length=5), nullable=False),
        sa.Column("file_title", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
        sa.UniqueConstraint("crebo", "version", name=op.f("uq_qualification_crebo")),
    )
    op.create_table(
        "scale",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale")),
    )
    op.create_table(
        "school",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
    )
    op.create_table(
        "core_task",
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_core_task_qualification_id_qualification"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_task")),
        sa.UniqueConstraint(
            "qualification_id", "code", name=op.f("uq_core_task_qualification_id")
        ),
    )
    op.create_table(
        "person",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_person_company_id_company")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_person_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_company_id"), "person", ["company_id"], unique=False)
    op.create_index(op.f("ix_person_school_id"), "person", ["school_id"], unique=False)
    op.create_table(
        "scale_value",
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("label_en", sa.String(length=60), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("passes", sa.Boolean(), nullable=False),
        sa.Column("explain", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scale_id"], ["scale.id"], name=op.f("fk_scale_value_scale_id_scale")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale_value")),
        sa.UniqueConstraint("scale_id", "letter", name=op.f("uq_scale_value_scale_id")),
    )
    op.create_table(
        "student",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_student_qualification_id_qualification"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student")),
    )
    op.create_index(op.f("ix_student_name"), "student", ["name"], unique=False)
    op.create_index(op.f("ix_student_number"), "student", ["number"], unique=False)
    op.create_index(
        op.f("ix_student_qualification_id"), "student", ["qualification_id"], unique=False
    )
    op.create_table(
        "template",
        sa.Column("qualification_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["qualification_id"],
            ["qualification.id"],
            name=op.f("fk_template_qualification_id_qualification"),
        ),
        sa.ForeignKeyConstraint(
            ["scale_id"], ["scale.id"], name=op.f("fk_template_scale_id_scale")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.UniqueConstraint(
            "qualification_id", "version", name=op.f("uq_template_qualification_id")
        ),
    )
    op.create_table(
        "person_role",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "work_coach",
                "workplace_trainer",
                "school_supervisor",
                name="role",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_role_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_role")),
    )
    op.create_index(op.f("ix_person_role_person_id"), "person_role", ["person_id"], unique=False)
    op.create_table(
        "placement",
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column(
            "route",
            sa.Enum("bol", "bbl", "third", name="route", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("study_year", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("agreed_minutes", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Uuid(), nullable=True),
        sa.Column("coach_id", sa.Uuid(), nullable=True),
        sa.Column("school_supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("assignment", sa.String(length=200), nullable=False),
        sa.Column("client", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_placement_dates")),
        sa.ForeignKeyConstraint(
            ["coach_id"], ["person.id"], name=op.f("fk_placement_coach_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_placement_company_id_company")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_placement_school_id_school")
        ),
        sa.ForeignKeyConstraint(
            ["school_supervisor_id"],
            ["person.id"],
            name=op.f("fk_placement_school_supervisor_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_placement_student_id_student")
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["person.id"], name=op.f("fk_placement_trainer_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    op.create_index(op.f("ix_placement_coach_id"), "placement", ["coach_id"], unique=False)
    op.create_index(op.f("ix_placement_company_id"), "placement", ["company_id"], unique=False)
    op.create_index(op.f("ix_placement_ends_on"), "placement", ["ends_on"], unique=False)
    op.create_index(op.f("ix_placement_school_id"), "placement", ["school_id"], unique=False)
    op.create_index(
        op.f("ix_placement_school_supervisor_id"),
        "placement",
        ["school_supervisor_id"],
        unique=False,
    )
    op.create_index(op.f("ix_placement_student_id"), "placement", ["student_id"], unique=False)
    op.create_index(op.f("ix_placement_trainer_id"), "placement", ["trainer_id"], unique=False)
    op.create_table(
        "store_info",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "work_coach",
                "workplace_trainer",
                "school_supervisor",
                name="role",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_store_info_owner_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_info")),
    )
    op.create_table(
        "work_process",
        sa.Column("core_task_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["core_task_id"], ["core_task.id"], name=op.f("fk_work_process_core_task_id_core_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_process")),
        sa.UniqueConstraint("core_task_id", "code", name=op.f("uq_work_process_core_task_id")),
    )
    op.create_table(
        "criterion",
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_criterion_template_id_template")
        ),
        sa.ForeignKeyConstraint(
            ["work_process_id"],
            ["work_process.id"],
            name=op.f("fk_criterion_work_process_id_work_process"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
    )
    op.create_index(op.f("ix_criterion_template_id"), "criterion", ["template_id"], unique=False)
    op.create_table(
        "day_line",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("practice", "school", name="kind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_day_line_minutes")),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_day_line_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_day_line_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_line")),
        sa.UniqueConstraint(
            "placement_id", "on_date", "kind", name=op.f("uq_day_line_placement_id")
        ),
    )
    op.create_table(
        "evaluation",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("start", "interim", "final", name="kind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("talk_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "signed", name="status", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "conclusion",
            sa.Enum(
                "on_course",
                "with_agreements",
                "off_course",
                name="conclusion",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("extra_talk_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_evaluation_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_evaluation_template_id_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("placement_id", "kind", name=op.f("uq_evaluation_placement_id")),
    )
    op.create_index(op.f("ix_evaluation_status"), "evaluation", ["status"], unique=False)
    op.create_table(
        "task",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("short_title", sa.String(length=40), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=True),
        sa.Column("complexity", sa.Integer(), nullable=False),
        sa.Column("planned_from", sa.Date(), nullable=False),
        sa.Column("planned_until", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned", "busy", "review", "done", name="status", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("company_coach_id", sa.Uuid(), nullable=True),
        sa.Column("school_coach_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("complexity BETWEEN 1 AND 5", name=op.f("ck_task_complexity")),
        sa.ForeignKeyConstraint(
            ["company_coach_id"], ["person.id"], name=op.f("fk_task_company_coach_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_task_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["school_coach_id"], ["person.id"], name=op.f("fk_task_school_coach_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["work_process_id"],
            ["work_process.id"],
            name=op.f("fk_task_work_process_id_work_process"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("placement_id", "track", "number", name=op.f("uq_task_placement_id")),
    )
    op.create_table(
        "agreement",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_agreement_evaluation_id_evaluation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(
        op.f("ix_agreement_evaluation_id"), "agreement", ["evaluation_id"], unique=False
    )
    op.create_table(
        "log_entry",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "written_by",
            sa.Enum("supervisor", "student", name="author", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_step_done", sa.Boolean(), nullable=False),
        sa.Column(
            "guided_by",
            sa.Enum(
                "company", "school", "peer", "nobody", name="guide", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("guide", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_log_entry_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_log_entry_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_log_entry_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
    )
    op.create_index(
        "ix_log_entry_newest", "log_entry", ["placement_id", "happened_on", "id"], unique=False
    )
    op.create_index(op.f("ix_log_entry_task_id"), "log_entry", ["task_id"], unique=False)
    op.create_table(
        "mark",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.String(length=10), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_mark_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_mark_evaluation_id_evaluation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sa.UniqueConstraint("evaluation_id", "criterion_id", name=op.f("uq_mark_evaluation_id")),
    )
    op.create_table(
        "outcome",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=False),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=10), nullable=True),
        sa.Column("proposed", sa.String(length=10), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_outcome_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(
            ["work_process_id"],
            ["work_process.id"],
            name=op.f("fk_outcome_work_process_id_work_process"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint(
            "evaluation_id", "work_process_id", "track", name=op.f("uq_outcome_evaluation_id")
        ),
    )
    op.create_table(
        "print_record",
        sa.Column("form_id", sa.String(length=8), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("evaluation_id", sa.Uuid(), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_print_record_evaluation_id_evaluation"),
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_print_record_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_print_record_template_id_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_record")),
        sa.UniqueConstraint("form_id", name=op.f("uq_print_record_form_id")),
    )
    op.create_table(
        "signature",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "party",
            sa.Enum("student", "company", "school", name="party", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_signature_evaluation_id_evaluation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("evaluation_id", "party", name=op.f("uq_signature_evaluation_id")),
    )
    op.create_table(
        "task_link",
        sa.Column("learning_id", sa.Uuid(), nullable=False),
        sa.Column("work_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learning_id"], ["task.id"], name=op.f("fk_task_link_learning_id_task")
        ),
        sa.ForeignKeyConstraint(["work_id"], ["task.id"], name=op.f("fk_task_link_work_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_link")),
        sa.UniqueConstraint("learning_id", "work_id", name=op.f("uq_task_link_learning_id")),
    )
    op.create_index(op.f("ix_task_link_work_id"), "task_link", ["work_id"], unique=False)
