"""Templates as data, several voices, agreements with versions, and seals on what is closed."""

import hashlib
import uuid
from typing import Any

import rfc8785
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_MADE_ANEW = ("template", "evaluation", "mark", "outcome", "print_record")
_GONE = ("criterion", "scale_value", "scale", "signature")
_SHIPPED = uuid.UUID("0b8f6f6e-2f0a-5d7c-8a43-1c7f5b0a9e42")


def upgrade() -> None:
    # Renaming leaves what points at a table alone: the new one takes its name.
    op.execute("PRAGMA legacy_alter_table=ON")
    for name in _MADE_ANEW:
        op.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    _tables_anew()
    _new_tables()
    blueprints, kept = _blueprints()
    _copy(blueprints, kept)
    for name in (*(f"old_{name}" for name in _MADE_ANEW), *_GONE):
        op.execute(f"DROP TABLE {name}")
    op.execute("PRAGMA legacy_alter_table=OFF")
    _indexes()
    _triggers()


def _tables_anew() -> None:
    op.create_table(
        "template",
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft", "released", "retired", name="templatestatus", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("blueprint_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("crebo", sa.String(length=5), nullable=False),
        sa.Column("cohort_from", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("standard", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["blueprint_id"], ["blueprint.id"], name=op.f("fk_template_blueprint_id_blueprint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
        sa.UniqueConstraint("family_id", "version", name=op.f("uq_template_family_id")),
    )
    op.create_table(
        "evaluation",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("blueprint_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("start", "interim", "final", name="kind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("talk_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("draft", "proposed", "closed", name="status", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("conclusion", sa.String(length=20), nullable=True),
        sa.Column("extra_talk_on", sa.Date(), nullable=True),
        sa.Column("guardian", sa.Boolean(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=True),
        sa.Column("judged_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["blueprint_id"], ["blueprint.id"], name=op.f("fk_evaluation_blueprint_id_blueprint")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["evaluation.id"], name=op.f("fk_evaluation_corrects_id_evaluation")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["person.id"], name=op.f("fk_evaluation_judged_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_evaluation_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_evaluation_template_id_template")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_evaluation_corrects_id")),
        sa.UniqueConstraint(
            "placement_id", "kind", "edition", name=op.f("uq_evaluation_placement_id")
        ),
    )
    op.create_table(
        "mark",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.String(length=10), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_mark_evaluation_id_evaluation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sa.UniqueConstraint("evaluation_id", "criterion_id", name=op.f("uq_mark_evaluation_id")),
    )
    op.create_table(
        "outcome",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("work_process_id", sa.Uuid(), nullable=True),
        sa.Column(
            "track",
            sa.Enum("learning", "work", name="track", native_enum=False, length=20),
            nullable=True,
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
        sa.UniqueConstraint("evaluation_id", "section", name=op.f("uq_outcome_evaluation_id")),
    )
    op.create_table(
        "print_record",
        sa.Column("form_id", sa.String(length=8), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("blueprint_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=True),
        sa.Column("evaluation_id", sa.Uuid(), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["blueprint_id"], ["blueprint.id"], name=op.f("fk_print_record_blueprint_id_blueprint")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_print_record_evaluation_id_evaluation"),
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_print_record_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_record")),
        sa.UniqueConstraint("form_id", name=op.f("uq_print_record_form_id")),
    )


def _new_tables() -> None:
    op.create_table(
        "blueprint",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blueprint")),
        sa.UniqueConstraint("digest", name=op.f("uq_blueprint_digest")),
    )
    op.create_table(
        "evaluation_version",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_evaluation_version_evaluation_id_evaluation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_version")),
        sa.UniqueConstraint(
            "evaluation_id", "number", name=op.f("uq_evaluation_version_evaluation_id")
        ),
    )
    op.create_table(
        "consent",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column(
            "party",
            sa.Enum("student", "company", "school", name="party", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("guardian", sa.Boolean(), nullable=False),
        sa.Column(
            "said",
            sa.Enum("seen", "agreed", "refused", name="said", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column(
            "way",
            sa.Enum("pin", "drawn", "paper", "name", name="way", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drawing", sa.JSON(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("verifier", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_consent_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_consent_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["evaluation_version.id"],
            name=op.f("fk_consent_version_id_evaluation_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_table(
        "device",
        sa.Column("verifier", sa.String(length=64), nullable=False),
        sa.Column("known_since", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("verifier", name=op.f("uq_device_verifier")),
    )
    op.create_table(
        "closing",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_closing_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_closing_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["evaluation_version.id"],
            name=op.f("fk_closing_version_id_evaluation_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("device_id", "number", name=op.f("uq_closing_device_id")),
    )
    op.create_table(
        "voice_sheet",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "voice",
            sa.Enum(
                "self",
                "coach",
                "trainer",
                "colleague",
                "school",
                name="voice",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("relation", sa.String(length=200), nullable=False),
        sa.Column("reflection", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_voice_sheet_evaluation_id_evaluation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_voice_sheet_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_sheet")),
    )
    op.create_table(
        "voice_mark",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.String(length=10), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_voice_mark_evaluation_id_evaluation"),
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["voice_sheet.id"], name=op.f("fk_voice_mark_sheet_id_voice_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_mark")),
        sa.UniqueConstraint("sheet_id", "criterion_id", name=op.f("uq_voice_mark_sheet_id")),
    )
    op.create_table(
        "talk_point",
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_talk_point_evaluation_id_evaluation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_point")),
        sa.UniqueConstraint(
            "evaluation_id", "criterion_id", name=op.f("uq_talk_point_evaluation_id")
        ),
    )
    op.create_table(
        "school_result",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("hours_met", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_school_result_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluation.id"],
            name=op.f("fk_school_result_evaluation_id_evaluation"),
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_school_result_placement_id_placement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_result")),
    )


def _indexes() -> None:
    op.create_index(op.f("ix_template_blueprint_id"), "template", ["blueprint_id"], unique=False)
    op.create_index(op.f("ix_template_status"), "template", ["status"], unique=False)
    op.create_index(op.f("ix_evaluation_template_id"), "evaluation", ["template_id"], unique=False)
    op.create_index(op.f("ix_evaluation_status"), "evaluation", ["status"], unique=False)
    op.create_index(
        op.f("ix_evaluation_blueprint_id"), "evaluation", ["blueprint_id"], unique=False
    )
    op.create_index(op.f("ix_consent_evaluation_id"), "consent", ["evaluation_id"], unique=False)
    op.create_index("ix_closing_evaluation_id", "closing", ["evaluation_id"], unique=True)
    op.create_index(
        op.f("ix_voice_sheet_evaluation_id"), "voice_sheet", ["evaluation_id"], unique=False
    )
    op.create_index(
        op.f("ix_voice_mark_evaluation_id"), "voice_mark", ["evaluation_id"], unique=False
    )
    op.create_index(
        op.f("ix_school_result_evaluation_id"), "school_result", ["evaluation_id"], unique=False
    )
    op.create_index(
        op.f("ix_school_result_placement_id"), "school_result", ["placement_id"], unique=False
    )


def _rows(query: str, **values: Any) -> list[Any]:
    return list(op.get_bind().execute(sa.text(query), values))


def _blueprints() -> tuple[dict[str, str], dict[str, str]]:
    """What each old template asked: of the copy of its evaluations, and of the template."""
    copies: dict[str, str] = {}
    kept: dict[str, str] = {}
    found = _rows(
        "SELECT t.id, t.scale_id, t.version, t.valid_from, t.source, t.example, q.id, q.crebo,"
        " q.title, q.level FROM old_template t JOIN qualification q ON q.id = t.qualification_id"
    )
    for template, scale, version, valid_from, source, example, study, crebo, title, level in found:
        criteria = _rows(
            "SELECT c.id, c.text, w.code, c.track FROM criterion c"
            " JOIN work_process w ON w.id = c.work_process_id"
            " WHERE c.template_id = :t ORDER BY c.position",
            t=template,
        )
        data = _form(title, crebo if criteria else "", _scale(scale), criteria, source, example)
        processes = _rows(
            "SELECT w.id, w.code, w.title, k.code, k.title FROM work_process w"
            " JOIN core_task k ON k.id = w.core_task_id WHERE k.qualification_id = :q"
            " ORDER BY k.position, w.position",
            q=study,
        )
        own = data | {
            "qualification": title,
            "level": level,
            "processes": [
                {
                    "id": str(uuid.UUID(p[0])),
                    "code": p[1],
                    "title": p[2],
                    "core_code": p[3],
                    "core_title": p[4],
                }
                for p in processes
            ],
        }
        copies[template] = _keep(own)
        if criteria:
            kept[template] = _keep(data)
            shipped = example and crebo in {"25998", "25656"}
            family = uuid.uuid5(_SHIPPED, f"own-{crebo}").hex if shipped else study
            op.get_bind().execute(
                sa.text(
                    "INSERT INTO template (id, family_id, version, status, blueprint_id, title,"
                    " crebo, cohort_from, valid_from, standard)"
                    " VALUES (:i, :f, :v, 'released', :b, :t, :c, 0, :d, 1)"
                ),
                {
                    "i": template,
                    "f": family,
                    "v": version,
                    "b": kept[template],
                    "t": data["name"],
                    "c": crebo,
                    "d": valid_from,
                },
            )
    return copies, kept


def _keep(data: dict[str, Any]) -> str:
    content = rfc8785.dumps(data)
    digest = hashlib.sha256(content).hexdigest()
    found = _rows("SELECT id FROM blueprint WHERE digest = :d", d=digest)
    if found:
        return str(found[0][0])
    key = uuid.uuid4().hex
    op.get_bind().execute(
        sa.text("INSERT INTO blueprint (id, digest, content) VALUES (:i, :d, :c)"),
        {"i": key, "d": digest, "c": content.decode()},
    )
    return key


def _scale(key: str) -> dict[str, Any]:
    [(name, source)] = _rows("SELECT name, source FROM scale WHERE id = :s", s=key)
    values = _rows(
        "SELECT letter, label, label_en, counts, passes, explain FROM scale_value"
        " WHERE scale_id = :s ORDER BY position",
        s=key,
    )
    return {
        "name": name,
        "source": source,
        "na": "allowed" if any(v[0] == "n.v.t." for v in values) else "off",
        "values": [
            {
                "letter": v[0],
                "label": v[1],
                "label_en": v[2],
                "number": None,
                "counts": bool(v[3]),
                "passes": bool(v[4]),
                "explain": bool(v[5]),
            }
            for v in values
            if v[0] != "n.v.t."
        ],
    }


def _block(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": kind,
        "title": "",
        "scale": "",
        "criteria": [],
        "by_process": False,
        "outcome": "none",
        "outcome_scale": "",
        "percent": 75,
        "outcome_text": "",
        "open": False,
        "expected": {},
        "lines": 0,
        **more,
    }


def _form(
    title: str, crebo: str, scale: dict[str, Any], criteria: list[Any], source: str, example: Any
) -> dict[str, Any]:
    tracks = [
        _block(
            track,
            scale="ovg",
            outcome="lowest",
            criteria=[
                {
                    "id": str(uuid.UUID(c[0])),
                    "text": c[1],
                    "process": c[2],
                    "scale": "",
                    "explain": "by_scale",
                    "help": "",
                }
                for c in criteria
                if c[3] == track
            ],
        )
        for track in ("learning", "work")
    ]
    return {
        "name": f"{title} op twee sporen" if crebo else "StageCoach op twee sporen",
        "title": "",
        "scales": {"ovg": scale, "conclusion": _CONCLUSION},
        "blocks": [
            _block("header"),
            *tracks,
            _block("explanation"),
            _block("conclusion", scale="conclusion"),
            _block("agreements"),
            _block("signatures"),
        ],
        "kinds": ["start", "interim", "final"],
        "code": "",
        "note": "",
        "crebo": crebo,
        "result": None,
        "dated": "off_course",
        "signers": ["student", "company", "school"],
        "in_order": False,
        "voices": ["self", "trainer"],
        "reveal": "answered",
        "source": source,
        "example": bool(example),
        "qualification": "",
        "level": 0,
        "processes": [],
    }


def _value(letter: str, label: str, label_en: str, *, passes: bool) -> dict[str, Any]:
    return {
        "letter": letter,
        "label": label,
        "label_en": label_en,
        "number": None,
        "counts": True,
        "passes": passes,
        "explain": False,
    }


_CONCLUSION = {
    "name": "Conclusie",
    "source": "",
    "na": "off",
    "values": [
        _value("off_course", "Niet op koers", "Not on course", passes=False),
        _value(
            "with_agreements",
            "Op koers, met afspraken",
            "On course, with agreements",
            passes=False,
        ),
        _value("on_course", "Op koers", "On course", passes=True),
    ],
}


def _copy(copies: dict[str, str], kept: dict[str, str]) -> None:
    bind = op.get_bind()
    op.execute("CREATE TEMP TABLE copied (template_id TEXT PRIMARY KEY, copy TEXT, kept TEXT)")
    for template, copy in copies.items():
        bind.execute(
            sa.text("INSERT INTO copied VALUES (:t, :c, :k)"),
            {"t": template, "c": copy, "k": template if template in kept else None},
        )
    # Signed by all three is closed, though never sealed; signed by some waits for the others.
    op.execute(
        "INSERT INTO evaluation (id, placement_id, template_id, blueprint_id, kind, edition,"
        " corrects_id, correction, talk_on, status, conclusion, extra_talk_on, guardian,"
        " judged_at, judged_by_id)"
        " SELECT e.id, e.placement_id, c.kept, c.copy, e.kind, 1, NULL, '', e.talk_on,"
        " CASE WHEN e.status = 'open' THEN 'draft'"
        "  WHEN (SELECT count(*) FROM signature s WHERE s.evaluation_id = e.id) = 3"
        "  THEN 'closed' ELSE 'proposed' END,"
        " e.conclusion, e.extra_talk_on, 0, NULL, NULL"
        " FROM old_evaluation e JOIN copied c ON c.template_id = e.template_id"
    )
    op.execute(
        "INSERT INTO mark (id, evaluation_id, criterion_id, value, explanation)"
        " SELECT id, evaluation_id, criterion_id, value, explanation FROM old_mark"
    )
    op.execute(
        "INSERT INTO outcome (id, evaluation_id, section, work_process_id, track, value,"
        " proposed, explanation) SELECT o.id, o.evaluation_id, o.track || ':' || w.code,"
        " o.work_process_id, o.track, o.value, o.proposed, o.explanation"
        " FROM old_outcome o JOIN work_process w ON w.id = o.work_process_id"
    )
    op.execute(
        "INSERT INTO print_record (id, form_id, form, blueprint_id, placement_id, evaluation_id,"
        " printed_on) SELECT p.id, p.form_id, p.form, c.copy, p.placement_id, p.evaluation_id,"
        " p.printed_on FROM old_print_record p JOIN copied c ON c.template_id = p.template_id"
    )
    op.execute(
        "INSERT INTO consent (id, evaluation_id, version_id, party, guardian, said, name,"
        " person_id, way, signed_at, reason, drawing, attachment_id, verifier, signature,"
        " withdrawn_at, withdrawn_why) SELECT id, evaluation_id, NULL, party, 0, 'agreed', name,"
        " NULL, 'name', signed_at, '', NULL, NULL, '', '', NULL, '' FROM signature"
    )
    op.execute("DROP TABLE copied")


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


def _triggers() -> None:
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
