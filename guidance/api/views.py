"""The addresses of guidance for programs."""

from dataclasses import asdict

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from guidance.analysis.as_json import flag_row, guidance_row
from guidance.analysis.now import GuidanceRequest, kept_step
from guidance.api import schemas
from guidance.cramp.steps import (
    Step,
    always,
    first_look,
    for_person,
    in_one_voice,
    signs_to_tell,
    step_of,
    steps_of,
)
from guidance.knowledge.texts import numbers_of
from journal.public import Row, answer, person_row, tag_of

router = Router()


@router.get(
    "/guidance", response={200: schemas.Guidance, 304: None}, url_name="api_guidance", operation_id="get_guidance"
)
def guidance(request: GuidanceRequest) -> HttpResponse:
    """What the entries may mean, as of now: red flags, every cause with its counts, tips, relief, trials."""
    person, now = request.person, timezone.now()
    flags = [flag_row(flag) for flag in (*request.guidance.flags, *request.guidance.asked)]
    tag = tag_of(person, person.calendar.date_of(now), kept_step(person, now), flags)
    return answer(request, lambda: guidance_row(request.guidance.advice, person.calendar), tag)


@router.get("/cramp", response={200: schemas.Cramp}, url_name="api_cramp", operation_id="get_cramp")
def cramp(request: GuidanceRequest, kind: schemas.Kind = "cramp", part: schemas.Part = "") -> HttpResponse:
    """What to do about what goes on now, for this person. Nothing is logged by it."""
    person = person_row(request.person)
    steps = for_person(in_one_voice(steps_of(kind), request.guidance.flags), person)
    return answer(request, {
        "kind": kind,
        "first_look": first_look(),
        "steps": [_told(step_of(step, person, part)) for step in steps],
        "always": always(person, kind),
        "call": numbers_of(person)["emergency_number"],
        "tell": signs_to_tell(),
    })  # fmt: skip


def _told(step: Step) -> Row:
    row = {name: value for name, value in asdict(step).items() if name in schemas.Step.model_fields}
    return row | {"claims": [claim.id for claim in step.claims], "call": step.call and step.call[0]}
