"""The first edition of the store: every table, in the order in which people meet them.

Keys are 16 bytes; an enumeration is the text of its value. Columns stand here as this edition
has them, whatever the mapped classes say later: a test compares the two while it is the newest.
Every later edition is a file of its own that migrates (tests/editions/).
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


_APPLICATION = 0x53434F43  # "SCOC": tells a store from another file, and from one of before


def upgrade() -> None:
    op.execute(f"PRAGMA application_id = {_APPLICATION}")
    _journal()
    _qualifications()
    _people()
    _rules()
    _students()
    _daily_work()
    _evaluations()
    _peers()
    _search_index()
    _fixed_hours()
    _closed_evaluations()


def _journal() -> None:
    """The journal, drafts, and who this store is of."""
    _table(
        "action",
        _text("name", 60),
        _time("at"),
        _key("person_id", nullable=True),
        _key("device_id", nullable=True),
        _flag("undoable"),
    )
    _table(
        "change",
        _key("action_id"),
        _text("table_name", 40),
        _key("row_id", nullable=True),
        _text("kind", 20),
        _json("fields"),
        _bytes("rows", nullable=True),
    )
    op.create_index("ix_change_action", "change", ["action_id"])
    op.create_index("ix_change_row", "change", ["row_id", "id"])
    _table(
        "draft",
        _ref("person_id", "person"),
        _text("form", 40),
        _text("subject", 40),
        _json("fields"),
        _time("saved_at"),
        _once("person_id", "form", "subject"),
    )
    _table(
        "store_info",
        _text("name", 200),
        _ref("owner_id", "person"),
        _text("role", 20),
        _key("device_id"),
    )


def _qualifications() -> None:
    """Qualifications as SBB publishes them."""
    _table(
        "qualification",
        _text("crebo", 5),
        _text("version", 60),
        _text("title", 300),
        _number("level"),
        _text("sector", 200),
        _text("education_domain", 5),
        _text("file_crebo", 5),
        _text("file_title", 300),
        _text("source", 300),
        _once("crebo", "version"),
    )
    _table(
        "core_task",
        _ref("qualification_id", "qualification"),
        _text("code", 12),
        _text("title", 300),
        _number("position"),
        _once("qualification_id", "code"),
    )
    _table(
        "work_process",
        _ref("core_task_id", "core_task"),
        _text("code", 16),
        _text("title", 300),
        _number("position"),
        _flag("sure"),
        _once("core_task_id", "code"),
    )


def _people() -> None:
    """People, where they work, how they sign in."""
    _table(
        "company",
        _text("name", 200),
        _text("training_company_id", 20, nullable=True),
        _text("sector", 200),
    )
    _table("school", _text("name", 200))
    _table(
        "person",
        _text("name", 200),
        _ref("company_id", "company", nullable=True, index=True),
        _ref("school_id", "school", nullable=True, index=True),
        _ref("student_id", "student", nullable=True, unique=True),
        _flag("manages"),
    )
    _table(
        "person_role",
        _ref("person_id", "person", index=True),
        _text("role", 20),
        _day("valid_from"),
        _day("valid_until", nullable=True),
    )
    _table(
        "sign_in",
        _ref("person_id", "person", unique=True),
        _text("salt", 32),
        _text("digest", 64),
        _number("memory"),
        _number("passes"),
        _number("wrong_tries"),
        _number("lock_after"),
    )
    _table(
        "personal_key",
        _ref("person_id", "person", index=True),
        _text("recipient", 100),
        _text("verifier", 64),
        _day("made_on"),
        _day("lost_on", nullable=True),
    )
    _table("key_slot", _ref("key_id", "personal_key", index=True), _json("content"))
    _table(
        "snippet", _ref("person_id", "person", index=True), _text("text", 500), _number("position")
    )
    _table(
        "saved_filter",
        _ref("person_id", "person"),
        _text("list_name", 40),
        _text("title", 80),
        _json("choices"),
        _once("person_id", "list_name", "title"),
    )
    _table(
        "hidden_column",
        _ref("person_id", "person"),
        _text("list_name", 40),
        _text("name", 40),
        _once("person_id", "list_name", "name"),
    )


def _rules() -> None:
    """What changes with time or school, and what was set aside."""
    _table(
        "rule",
        _text("name", 40),
        _number("value"),
        _day("valid_from"),
        _text("source", 300),
        _once("name", "valid_from"),
    )
    _table(
        "attention_rule",
        _text("name", 40),
        _number("days"),
        _json("roles"),
        _text("action", 20),
        _flag("urgent"),
        _flag("enabled"),
        _day("valid_from"),
        _text("source", 300),
        _once("name", "valid_from"),
    )
    _table(
        "hour_norm",
        _text("route", 20),
        _number("years"),
        _text("crebo", 5),
        _number("minutes"),
        _day("valid_from"),
        _text("source", 300),
        _once("route", "years", "crebo", "valid_from"),
    )
    _table(
        "school_holiday",
        _text("region", 20, index=True),
        _text("name", 60),
        _day("from_on"),
        _day("until_on"),
        _text("source", 300),
        _once("region", "from_on"),
    )
    _table(
        "cleared",
        _text("rule", 40),
        _ref("placement_id", "placement", index=True),
        _text("subject", 60),
        _flag("on_paper"),
        _text("reason", 300),
        _day("cleared_on"),
        _ref("person_id", "person", nullable=True),
    )


def _students() -> None:
    """Students, their placements and agreements."""
    _table(
        "student",
        _text("name", 200, index=True),
        _text("number", 20, index=True),
        _ref("qualification_id", "qualification", index=True),
        _number("programme_years", nullable=True),
        _number("cohort", nullable=True),
    )
    _table(
        "placement",
        _ref("student_id", "student"),
        _ref("company_id", "company", index=True),
        _ref("school_id", "school", index=True),
        _text("route", 20),
        _number("study_year"),
        _day("starts_on"),
        _day("ends_on", index=True),
        _number("agreed_minutes"),
        _ref("trainer_id", "person", nullable=True, index=True),
        _ref("coach_id", "person", nullable=True, index=True),
        _ref("school_supervisor_id", "person", nullable=True, index=True),
        _text("assignment", 200),
        _text("client", 200),
        sa.CheckConstraint("starts_on <= ends_on", name="dates"),
    )
    op.create_index("ix_placement_newest", "placement", ["student_id", "starts_on", "id"])
    _table(
        "agreement_sheet",
        _ref("placement_id", "placement"),
        _number("number"),
        _text("change", 20),
        _day("valid_from"),
        _day("signed_on", nullable=True),
        _text("reason", 300),
        _day("starts_on"),
        _day("ends_on"),
        _number("agreed_minutes"),
        _text("route", 20),
        _ref("company_id", "company"),
        _text("country", 2),
        _text("school_region", 20),
        _json("pattern"),
        sa.CheckConstraint("starts_on <= ends_on", name="dates"),
        _once("placement_id", "number"),
    )
    _table(
        "placement_pause",
        _ref("placement_id", "placement", index=True),
        _day("from_on"),
        _day("until_on"),
        _text("reason", 200),
        sa.CheckConstraint("from_on <= until_on", name="dates"),
    )
    _table(
        "stand_in",
        _ref("placement_id", "placement", index=True),
        _ref("person_id", "person", index=True),
        _ref("for_id", "person"),
        _day("from_on"),
        _day("until_on"),
        sa.CheckConstraint("from_on <= until_on", name="dates"),
    )
    _table(
        "involvement",
        _ref("placement_id", "placement"),
        _ref("person_id", "person", index=True),
        _text("role", 20),
        _day("from_on"),
        _day("until_on", nullable=True),
        _once("placement_id", "person_id", "role", "from_on"),
    )
    _table(
        "attachment",
        _ref("placement_id", "placement", index=True),
        _text("name", 200),
        _text("media_type", 60),
        _number("size"),
        _text("sha256", 64),
        _day("added_on"),
        _ref("added_by_id", "person", nullable=True),
        _ref("content_id", "attachment_content"),
    )
    _table("attachment_content", _bytes("content"))


def _daily_work() -> None:
    """Tasks, log, hours and guidance."""
    _table(
        "catalogue_task",
        _ref("qualification_id", "qualification", index=True),
        _text("track", 20),
        _text("title", 200),
        _text("short_title", 40),
        _ref("work_process_id", "work_process", nullable=True),
        _number("complexity"),
        _long("criteria"),
        _flag("retired"),
        sa.CheckConstraint("complexity BETWEEN 1 AND 5", name="complexity"),
    )
    _table(
        "task",
        _ref("placement_id", "placement"),
        _text("track", 20),
        _number("number"),
        _text("title", 200),
        _text("short_title", 40),
        _ref("work_process_id", "work_process", nullable=True),
        _number("complexity"),
        _day("planned_from"),
        _day("planned_until"),
        _text("status", 20),
        _ref("company_coach_id", "person", nullable=True),
        _ref("school_coach_id", "person", nullable=True),
        _long("criteria"),
        _ref("catalogue_id", "catalogue_task", nullable=True, index=True),
        sa.CheckConstraint("complexity BETWEEN 1 AND 5", name="complexity"),
        _once("placement_id", "track", "number"),
    )
    _table(
        "task_link",
        _ref("learning_id", "task"),
        _ref("work_id", "task", index=True),
        _once("learning_id", "work_id"),
    )
    _table(
        "not_possible",
        _ref("placement_id", "placement"),
        _ref("work_process_id", "work_process"),
        _text("elsewhere", 200),
        _text("period", 200),
        _day("student_agreed_on", nullable=True),
        _day("company_agreed_on", nullable=True),
        _day("school_agreed_on", nullable=True),
        _once("placement_id", "work_process_id"),
    )
    _table(
        "log_entry",
        _ref("placement_id", "placement"),
        _ref("task_id", "task", nullable=True, index=True),
        _text("track", 20),
        _text("written_by", 20),
        _ref("author_id", "person", nullable=True),
        _day("happened_on"),
        _long("text"),
        _long("went_well"),
        _long("next_step"),
        _flag("next_step_done"),
        _text("guided_by", 20),
        _text("guide", 200),
        _number("minutes"),
        _text("kind", 20),
        _text("mark", 20, nullable=True),
        _flag("told"),
        _text("observers", 300),
    )
    op.create_index("ix_log_entry_newest", "log_entry", ["placement_id", "happened_on", "id"])
    _table(
        "day_line",
        _ref("placement_id", "placement"),
        _day("on_date"),
        _text("kind", 20),
        _number("minutes"),
        _number("counted"),
        _text("note", 200),
        _text("absence", 20, nullable=True),
        _flag("correction"),
        _ref("entered_by_id", "person", nullable=True),
        _ref("approved_by_id", "person", nullable=True),
        _time("approved_at", nullable=True),
        _text("sent_back", 300),
        _ref("sent_back_by_id", "person", nullable=True),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440 OR correction", name="minutes"),
        sa.CheckConstraint("minutes BETWEEN -1440 AND 1440 AND minutes <> 0", name="some"),
    )
    op.create_index("ix_day_line_day", "day_line", ["placement_id", "on_date"])
    _table(
        "guidance_moment",
        _ref("placement_id", "placement", index=True),
        _text("kind", 20),
        _day("on_date"),
        _flag("held"),
        _flag("at_work"),
        _flag("student_there"),
        _flag("company_there"),
        _flag("school_there"),
        _long("agenda"),
        _long("result"),
        _number("minutes"),
        _ref("author_id", "person", nullable=True),
    )
    _table(
        "agreed_action",
        _ref("placement_id", "placement", index=True),
        _ref("moment_id", "guidance_moment", nullable=True, index=True),
        _text("text", 300),
        _text("owner", 20),
        _day("due_on", nullable=True),
        _day("done_on", nullable=True),
    )


def _evaluations() -> None:
    """Forms, and evaluations until they are sealed."""
    _table("blueprint", _text("digest", 64, unique=True), _long("content"))
    _table(
        "template",
        _key("family_id"),
        _number("version"),
        _text("status", 20, index=True),
        _ref("blueprint_id", "blueprint", index=True),
        _text("title", 200),
        _text("crebo", 5),
        _number("cohort_from"),
        _day("valid_from"),
        _flag("standard"),
        _once("family_id", "version"),
    )
    _table(
        "evaluation",
        _ref("placement_id", "placement"),
        _ref("template_id", "template", nullable=True, index=True),
        _ref("blueprint_id", "blueprint", index=True),
        _text("kind", 20),
        _number("edition"),
        _ref("corrects_id", "evaluation", nullable=True, unique=True),
        _long("correction"),
        _day("talk_on"),
        _text("status", 20, index=True),
        _text("conclusion", 20, nullable=True),
        _day("extra_talk_on", nullable=True),
        _flag("guardian"),
        _time("judged_at", nullable=True),
        _ref("judged_by_id", "person", nullable=True),
        _once("placement_id", "kind", "edition"),
    )
    _table(
        "mark",
        _ref("evaluation_id", "evaluation", index=True),
        _key("criterion_id"),
        _text("value", 10, nullable=True),
        _long("explanation"),
    )
    _table(
        "outcome",
        _ref("evaluation_id", "evaluation", index=True),
        _text("section", 80),
        _ref("work_process_id", "work_process", nullable=True),
        _text("track", 20, nullable=True),
        _text("value", 10, nullable=True),
        _text("proposed", 10, nullable=True),
        _long("explanation"),
    )
    _table(
        "agreement",
        _ref("evaluation_id", "evaluation", index=True),
        _text("track", 20),
        _number("position"),
        _long("text"),
    )
    _table(
        "voice_sheet",
        _ref("evaluation_id", "evaluation", index=True),
        _text("voice", 20),
        _ref("person_id", "person", nullable=True),
        _text("author", 200),
        _text("relation", 200),
        _long("reflection"),
        _time("finished_at", nullable=True),
    )
    _table(
        "voice_mark",
        _ref("evaluation_id", "evaluation", index=True),
        _ref("sheet_id", "voice_sheet"),
        _key("criterion_id"),
        _text("value", 10, nullable=True),
        _long("explanation"),
        _once("sheet_id", "criterion_id"),
    )
    _table(
        "talk_point",
        _ref("evaluation_id", "evaluation"),
        _key("criterion_id"),
        _number("position"),
        _long("text"),
        _long("agreed"),
        _once("evaluation_id", "criterion_id"),
    )
    _table(
        "evaluation_version",
        _ref("evaluation_id", "evaluation"),
        _number("number"),
        _time("made_at"),
        _bytes("body"),
        _text("digest", 64),
        _once("evaluation_id", "number"),
    )
    _table(
        "consent",
        _ref("evaluation_id", "evaluation", index=True),
        _ref("version_id", "evaluation_version"),
        _text("party", 20),
        _flag("guardian"),
        _text("said", 20),
        _text("name", 200),
        _ref("person_id", "person", nullable=True),
        _text("way", 20),
        _time("signed_at"),
        _long("reason"),
        _json("drawing", nullable=True),
        _ref("attachment_id", "attachment", nullable=True),
        _text("verifier", 64),
        _text("signature", 128),
        _time("withdrawn_at", nullable=True),
        _long("withdrawn_why"),
    )
    _table("device", _text("verifier", 64, unique=True), _time("known_since"))
    _table(
        "closing",
        _ref("evaluation_id", "evaluation"),
        _ref("version_id", "evaluation_version"),
        _ref("device_id", "device"),
        _number("number"),
        _time("closed_at"),
        _long("body"),
        _text("digest", 64),
        _text("signature", 128),
        _once("device_id", "number"),
    )
    op.create_index("ix_closing_evaluation_id", "closing", ["evaluation_id"], unique=True)
    _table(
        "school_result",
        _ref("placement_id", "placement", index=True),
        _ref("evaluation_id", "evaluation", nullable=True, index=True),
        _flag("passed"),
        _flag("hours_met"),
        _long("reason"),
        _day("decided_on"),
        _ref("decided_by_id", "person", nullable=True),
        _text("decided_by", 200),
    )
    _table(
        "print_record",
        _text("form_id", 8, unique=True),
        _text("form", 20),
        _ref("blueprint_id", "blueprint"),
        _ref("placement_id", "placement", nullable=True),
        _ref("evaluation_id", "evaluation", nullable=True),
        _day("printed_on"),
    )


def _peers() -> None:
    """Peer coaching and training."""
    _table(
        "peer_group",
        _text("goal", 300),
        _number("interval_days"),
        _number("minutes"),
        _ref("guide_id", "person", nullable=True, index=True),
        _day("from_on"),
        _day("until_on", nullable=True),
        _day("agreed_on", nullable=True),
    )
    _table(
        "peer_member",
        _ref("group_id", "peer_group"),
        _ref("student_id", "student", index=True),
        _once("group_id", "student_id"),
    )
    _table(
        "peer_session",
        _ref("group_id", "peer_group", index=True),
        _day("on_date"),
        _number("minutes"),
        _text("held", 20),
        _ref("coach_id", "student"),
        _ref("coachee_id", "student", index=True),
        _text("method", 20),
        _text("track", 20, nullable=True),
        _long("sealed"),
        _long("readers"),
    )
    _table(
        "apart",
        _ref("first_id", "student"),
        _ref("second_id", "student", index=True),
        _once("first_id", "second_id"),
    )
    _table(
        "coach_task",
        _ref("student_id", "student", index=True),
        _number("position"),
        _text("title", 300),
        _day("done_on", nullable=True),
    )
    _table("training", _text("name", 200), _text("given_by", 200))
    _table(
        "training_day",
        _ref("training_id", "training", index=True),
        _day("on_date"),
        _text("starts", 5),
        _number("minutes"),
    )
    _table(
        "training_place",
        _ref("training_id", "training"),
        _ref("student_id", "student", index=True),
        _day("certificate_on", nullable=True),
        _once("training_id", "student_id"),
    )
    _table(
        "attendance",
        _ref("day_id", "training_day"),
        _ref("student_id", "student", index=True),
        _once("day_id", "student_id"),
    )


def _search_index() -> None:
    """Words beside the rows (store/search.py); of names also a vocabulary, for typing errors."""
    names = ("student", "company", "task", "attachment")
    for table in (*names, "log_entry", "guidance_moment"):
        short = "1 2 3" if table in names else "2 3"  # beginnings that are looked up at once
        op.execute(
            f"CREATE VIRTUAL TABLE search_{table} USING fts5(words, content='', "
            f"contentless_delete=1, tokenize='unicode61', prefix='{short}', detail=none)"
        )
    for table in names:
        op.execute(
            f"CREATE VIRTUAL TABLE search_{table}_words USING fts5vocab('search_{table}', 'row')"
        )


def _fixed_hours() -> None:
    """An approved line stays as it is, whatever writes: only its approval is taken back, whole."""
    columns = ("placement_id", "on_date", "kind", "minutes", "counted", "note", "absence")
    same = " AND ".join(f"new.{name} IS old.{name}" for name in columns)
    op.execute(
        "CREATE TRIGGER day_line_fixed BEFORE UPDATE ON day_line WHEN old.approved_at IS NOT NULL "
        f"AND NOT (new.approved_at IS NULL AND {same}) "
        "BEGIN SELECT RAISE(ABORT, 'an approved line never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER day_line_kept BEFORE DELETE ON day_line "
        "WHEN old.approved_at IS NOT NULL AND NOT old.correction "
        "BEGIN SELECT RAISE(ABORT, 'an approved line is never deleted'); END"
    )


_PARTS = (
    "mark",
    "outcome",
    "agreement",
    "consent",
    "evaluation_version",
    "voice_sheet",
    "voice_mark",
    "talk_point",
)


def _closed_evaluations() -> None:
    """The second belt: what is closed does not change, whoever asks (docs/promises.md, Sealed
    evaluations).
    """
    for when in ("UPDATE", "DELETE"):
        _refuse("evaluation", when, "WHEN OLD.status = 'closed'", "closed")
        for table in ("blueprint", "evaluation_version", "closing"):
            _refuse(table, when, "", "kept")
    rows = {
        "INSERT": "NEW.evaluation_id",
        "UPDATE": "OLD.evaluation_id, NEW.evaluation_id",
        "DELETE": "OLD.evaluation_id",
    }
    for table in _PARTS:
        for when, keys in rows.items():
            rows_of = f"SELECT status FROM evaluation WHERE id IN ({keys})"  # noqa: S608 - our own
            _refuse(table, when, f"WHEN 'closed' IN ({rows_of})", "closed")
    _refuse(
        "template",
        "UPDATE",
        (
            "WHEN OLD.status <> 'draft' AND (NEW.blueprint_id <> OLD.blueprint_id"
            " OR NEW.version <> OLD.version OR NEW.family_id <> OLD.family_id)"
        ),
        "released",
    )


def _refuse(table: str, when: str, condition: str, name: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{name}_{when.lower()} BEFORE {when} ON {table} {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is {name}'); END"
    )


_KEY = sa.LargeBinary(16)


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, sa.Column("id", _KEY, primary_key=True), *parts)


def _once(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns)


def _column(name: str, kind: Any, *, nullable: bool = False, **options: Any) -> Any:
    return sa.Column(name, kind, nullable=nullable, **options)


def _key(name: str, **options: Any) -> Any:
    """An id that may outlive its row."""
    return _column(name, _KEY, **options)


def _ref(name: str, table: str, *, nullable: bool = False, **options: Any) -> Any:
    return sa.Column(name, _KEY, sa.ForeignKey(f"{table}.id"), nullable=nullable, **options)


def _text(name: str, longest: int, **options: Any) -> Any:
    return _column(name, sa.String(longest), **options)


def _of(kind: Any) -> Callable[..., Any]:
    """A column of this kind, by its name."""
    return lambda name, **options: _column(name, kind, **options)


_long, _json, _bytes = _of(sa.Text()), _of(sa.JSON()), _of(sa.LargeBinary())
_number, _flag = _of(sa.Integer()), _of(sa.Boolean())
_day, _time = _of(sa.Date()), _of(sa.BigInteger())  # a time is UTC, microseconds since 1970
