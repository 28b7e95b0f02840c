"""What was tried, and whether it helped: one row of radio buttons a method."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from journal.row import Row
from journal.vocabulary import Helped, ReliefMethod

# Tried, but not said whether it helped: files may hold it, and an edit must keep it.
TRIED = "tried"
SHOWN = 6  # methods in view; the rest is folded


class ReliefRows(forms.Widget):
    """Posts `relief_<method>`: "", "no", "partly", "yes" or "tried"."""

    template_name = "widgets/relief.html"
    use_fieldset = True
    first = ()  # methods to show before the others; with them, the others are folded

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        answers = {method: data.get(f"{name}_{method}", "") for method in ReliefMethod.values}
        known = {TRIED: None} | {word: word for word in Helped.values}
        return [
            {"method": method} | ({"helped": known[answer]} if known[answer] else {})
            for method, answer in answers.items()
            if answer in known
        ] or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{method}" in data for method in ReliefMethod.values)

    def get_context(
        self, name: str, value: list[dict[str, str]] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        given = {record["method"]: record.get("helped") or TRIED for record in value or []}
        methods = sorted(ReliefMethod, key=lambda method: method not in self.first)
        rows = [self._row(name, method, given.get(method, "")) for method in methods]
        shown = len(self.first) or SHOWN
        context = super().get_context(name, None, attrs)
        return context | {
            "rows": rows[:shown],
            "more": rows[shown:],
            "more_open": any(r["answer"] for r in rows[shown:]),
        }

    def _row(self, name: str, method: ReliefMethod, answer: str) -> Row:
        options: list[tuple[str, Any]] = [
            ("", gettext_lazy("Not tried")),
            *((w.value, w.label) for w in (Helped.NO, Helped.PARTLY, Helped.YES)),
        ]
        if answer == TRIED:
            options.append((TRIED, gettext_lazy("Tried")))
        return {"name": f"{name}_{method.value}", "label": method.label, "answer": answer, "options": options}


class ReliefField(forms.Field):
    widget = ReliefRows()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: list[dict[str, str]] | None) -> list[dict[str, str]] | None:
        return value

    def has_changed(self, initial: list[dict[str, str]] | None, data: list[dict[str, str]] | None) -> bool:
        """Whether another answer is given, in whatever order they are stored."""
        return _answers(initial) != _answers(data)


def _answers(records: list[dict[str, str]] | None) -> dict[str, str | None]:
    return {record["method"]: record.get("helped") for record in records or ()}
