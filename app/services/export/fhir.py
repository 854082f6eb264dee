"""A note as a FHIR document: a `Bundle` of type "document" whose first entry is a `Composition`, as JSON.

FHIR R4 (4.0.1). It is checked with the models of `fhir.resources` for R4B (4.3.0), in which the resources used here
(Bundle, Composition, Patient, Practitioner, Encounter) are those of R4, and for what a document asks beyond its parts.
Source: hl7.org/fhir/R4/documents.html, bundle.html (bdl-9 to bdl-12), composition.html (cmp-1). LOINC codes as
published by Regenstrief; confidentiality "R" of v3-Confidentiality, since notes of psychotherapy are restricted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any
from uuid import UUID, uuid5

from app.domain.errors import ProgramFault
from app.domain.note import Signature
from app.notes.render import NOTHING, Kind, Line, signed_by
from app.services.export.document import DRAFT, HEAD_MEANS, Document, addendum_line

_SPACE = UUID("6f1b8f3a-7c1d-5d0e-9a53-3d7e0d6b2a41")  # of this program; ids below are made from it and record ids
_LOINC = "http://loinc.org"
_TYPES = {
    "discharge": ("18842-5", "Discharge summary"),
    "treatment": ("18776-5", "Plan of care note"),
    "plan": ("18776-5", "Plan of care note"),
    "hand": ("18761-7", "Transfer summary note"),
    "intake": ("51848-0", "Evaluation note"),
}
_PROGRESS = ("11506-3", "Progress note")
_XHTML = "http://www.w3.org/1999/xhtml"
_ACT, _CONFIDENTIALITY = (f"http://terminology.hl7.org/CodeSystem/v3-{name}" for name in ("ActCode", "Confidentiality"))
_EMPTY = "http://terminology.hl7.org/CodeSystem/list-empty-reason"

Resource = dict[str, Any]


def fhir_json(document: Document, at: datetime) -> bytes:
    """The bundle, as UTF-8; `at` is when it is made. Raises ProgramFault where it is not valid."""
    bundle = _bundle(document, at)
    validate(bundle)
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode() + b"\n"


def validate(bundle: Resource) -> None:
    """Check against the models, and what a document needs. Raises ProgramFault that names the place, no content."""
    from fhir.resources.R4B.bundle import Bundle  # noqa: PLC0415 - takes seconds, and only needed here
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        Bundle.model_validate(bundle)
    except ValidationError as error:
        places = {".".join(str(part) for part in each["loc"]) for each in error.errors(include_input=False)}
        raise ProgramFault(f"a FHIR document is not valid at {', '.join(sorted(places))}") from None
    known = {entry["fullUrl"] for entry in bundle["entry"]}
    dangling = [each for each in _references(bundle) if each not in known]
    first = bundle["entry"][0]["resource"]["resourceType"]
    if first != "Composition" or dangling or len(known) != len(bundle["entry"]):
        raise ProgramFault("a FHIR document does not begin with its composition, or refers to what it does not hold")


def _references(found: Any) -> Iterator[str]:
    """Every reference within a resource."""
    if isinstance(found, dict):
        if isinstance(found.get("reference"), str):
            yield found["reference"]
        for value in found.values():
            yield from _references(value)
    elif isinstance(found, list):
        for value in found:
            yield from _references(value)


def _bundle(document: Document, at: datetime) -> Resource:
    note, client = document.note, document.heading.client
    signatures = [each for each in (note.signature, *(a.signature for a in note.addenda)) if each is not None]
    people = {_person_key(each): _person(each) for each in signatures}
    resources = [
        (_url("composition", note.id), _composition(document)),
        (_url("patient", client.id), _patient(document)),
        (_url("encounter", note.session_id), _encounter(document)),
        *((_url("practitioner", *key), person) for key, person in people.items()),
    ]
    if not people:
        resources.append((_url("practitioner", "", ""), {"resourceType": "Practitioner"}))
    return {
        "resourceType": "Bundle",
        "meta": _restricted(),
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": _url("document", note.id, str(note.version), _stamp(at)),
        },
        "type": "document",
        "timestamp": _stamp(at),
        "entry": [{"fullUrl": url, "resource": {**resource, "id": url[9:]}} for url, resource in resources],
    }


def _composition(document: Document) -> Resource:
    note = document.note
    code, display = next((v for k, v in _TYPES.items() if document.template.id.startswith(k)), _PROGRESS)
    made: Resource = {
        "resourceType": "Composition",
        "text": _narrative([f"<p>{_text(document.title)}</p>"]),
        "identifier": _identifier("note", note.id, str(note.version)),
        "status": "preliminary" if document.draft else "amended" if note.addenda else "final",
        "type": {"coding": [{"system": _LOINC, "code": code, "display": display}], "text": document.plain_title},
        "subject": _reference("patient", document.heading.client.id),
        "encounter": _reference("encounter", note.session_id),
        "date": _stamp(_dated(document)),
        "author": [_author(note.signature)],
        "title": document.title,
        "confidentiality": "R",
    }
    if note.signature is not None:
        made["attester"] = [
            {"mode": "legal", "time": _stamp(note.signature.signed_at), "party": _author(note.signature)}
        ]
    made["section"] = [*_sections(document), *_addenda(document), _about(document)]
    return made


def _dated(document: Document) -> datetime:
    """When the text came to be as it stands."""
    note = document.note
    last = note.addenda[-1].signature if note.addenda else note.signature
    if last is not None:
        return last.signed_at
    return note.updated_at or document.heading.session.started_at


def _sections(document: Document) -> Iterator[Resource]:
    for part in document.parts:
        lines = [_line(line) for line in part.lines] or [f"<p>{NOTHING}</p>"]
        section: Resource = {"title": part.title, "code": {"text": part.title}, "text": _narrative(lines)}
        if not part.lines:
            section["emptyReason"] = {"coding": [{"system": _EMPTY, "code": "unavailable"}], "text": NOTHING}
        yield section


def _line(line: Line) -> str:
    text = f"<i>{_text(line.text)}</i>" if line.kind is Kind.QUOTED else _text(line.text)
    return f"<p>{text} <b>[{_text(line.beside)}]</b></p>" if line.beside else f"<p>{text}</p>"


def _addenda(document: Document) -> Iterator[Resource]:
    for number, addendum in enumerate(document.note.addenda, 1):
        lines = [f"<p>{_text(text)}</p>" for text in addendum.text.split("\n") if text.strip()]
        yield {
            "title": f"Addendum {number}",
            "author": [_author(addendum.signature)],
            "text": _narrative([*lines, f"<p>{_text(addendum_line(addendum.signature))}</p>"]),
        }


def _about(document: Document) -> Resource:
    """Signature, or that there is none; what the ways of writing mean; where the audit trail stood."""
    said = document.signature_lines or tuple(text for text in (DRAFT, document.to_review) if text)
    lines = [*said, *document.legend, f"{document.head}. {HEAD_MEANS}"]
    return {"title": "About this record", "text": _narrative([f"<p>{_text(line)}</p>" for line in lines])}


def _patient(document: Document) -> Resource:
    client = document.heading.client
    made: Resource = {
        "resourceType": "Patient",
        "identifier": [{"type": {"text": "Client code"}, "value": client.code}],
    }
    if client.name.strip():
        made["name"] = [{"text": client.name.strip()}]
    return made


def _encounter(document: Document) -> Resource:
    session = document.heading.session
    period = {"start": _stamp(session.started_at)}
    if session.ended_at is not None:
        period["end"] = _stamp(session.ended_at)
    return {
        "resourceType": "Encounter",
        "status": "finished",
        "class": {"system": _ACT, "code": "AMB", "display": "ambulatory"},
        "type": [{"text": f"{session.type.value} session"}],
        "subject": _reference("patient", session.client_id),
        "period": period,
    }


def _person(signature: Signature) -> Resource:
    made: Resource = {"resourceType": "Practitioner", "name": [{"text": signature.name}]}
    if signature.credentials:
        made["qualification"] = [{"code": {"text": signature.credentials}}]
    return made


def _person_key(signature: Signature) -> tuple[str, str]:
    return signature.name, signature.credentials


def _author(signature: Signature | None) -> Resource:
    key = ("", "") if signature is None else _person_key(signature)
    display = "Clinician; not signed" if signature is None else signed_by(signature)
    return {**_reference("practitioner", *key), "display": display}


def _reference(kind: str, *ids: str) -> Resource:
    return {"reference": _url(kind, *ids)}


def _url(*parts: str) -> str:
    return f"urn:uuid:{uuid5(_SPACE, json.dumps(parts))}"


def _identifier(*parts: str) -> Resource:
    return {"system": "urn:ietf:rfc:3986", "value": _url(*parts)}


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _restricted() -> Resource:
    return {"security": [{"system": _CONFIDENTIALITY, "code": "R", "display": "restricted"}]}


def _narrative(lines: list[str]) -> Resource:
    return {"status": "generated", "div": f'<div xmlns="{_XHTML}">{"".join(lines)}</div>'}


def _text(text: str) -> str:
    """For XHTML, which cannot hold control characters."""
    return escape("".join(c if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff") else " " for c in text))
