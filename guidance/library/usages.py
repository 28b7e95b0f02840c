"""Where the app uses a claim: causes, tips, red flags, relief, how-to pages, explanations, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guidance.knowledge.load import document_of, naming, tips
from guidance.knowledge.texts import whole_step
from journal.public import Row


@dataclass(frozen=True)
class Use:
    """One use of a claim: what kind, its name, and the page and place that show it."""

    kind: str
    name: str
    url: str


def uses_of(claim_id: str, person: Row | None = None) -> tuple[Use, ...]:
    """The Uses of a claim, each once. `person`: whose numbers stand in the texts (a person's row, or None)."""
    return tuple(dict.fromkeys(_uses(claim_id, naming(claim_id), person)))


def _uses(claim_id: str, named: dict[str, list[Row]], person: Row | None) -> Iterator[Use]:
    for cause in named["causes"]:
        yield Use(_("Cause"), cause["name"], reverse("cause", args=[cause["id"]]))
    for tip in named["tips"]:
        its = tips()[tip["id"]][0]
        yield Use(_("Tip"), its["name"], f"{reverse('cause', args=[its['id']])}#{tip['id']}")
    for flag in named["red_flags"]:
        yield Use(_("Sign to get help"), flag["heading"], f"{reverse('signs')}#{flag['id']}")
    for step in named["relief"]:
        yield Use(_("Relief"), whole_step(step, person), reverse("cramp"))
    for page in named["how_to"]:
        yield Use(_("How it is done"), page["title"], reverse("how_to", args=[page["id"]]))
    for _questions in named["which_kind"]:
        yield Use(_("Questions"), _("Which kind of twinge is it?"), reverse("twinge_new"))
    for question in named["ask_the_doctor"]:
        yield Use(_("To ask the doctor"), question["text"], reverse("summary"))
    for entry in named["explainers"]:
        place = f"{entry['id']}-{document_of(claim_id)}"
        yield Use(_("In plain words"), entry["title"], f"{reverse('sources')}#{place}")
    for entry in named["prevention"]:
        yield Use(_("Checklist"), entry["text"], f"{reverse('sources')}#{entry['id']}")
    for entry in named["conflicts"]:
        yield Use(_("Where they disagree"), entry["topic"], f"{reverse('sources')}#{entry['id']}")
