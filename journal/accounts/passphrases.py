"""What a passphrase must be, said in our words: Django's rules, and sentences that name what would be right."""

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.models import Person


class LongEnough(rules.MinimumLengthValidator):
    def validate(self, password: str, user: Person | None = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(
                _("Passphrase: enter %(least)d characters or more. You typed %(typed)d.")
                % {"least": self.min_length, "typed": len(password)},
                code="password_too_short",
            )


class UnlikeTheEmail(rules.UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=["email"])

    def get_error_message(self) -> str:
        return _("Passphrase: this is too much like your email. Choose something else.")


class Uncommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Passphrase: this is among the first that others would try. Choose something else.")


class NotRepeated:
    """Twelve characters of one short piece over and over are as weak as the piece."""

    def validate(self, password: str, user: Person | None = None) -> None:
        piece = (password + password).find(password, 1)
        if (piece < len(password) and piece < self.least) or len(set(password)) < self.different:
            raise ValidationError(
                _("Passphrase: this repeats the same few characters. Choose something else."), code="password_repeated"
            )

    least = 8  # characters before a passphrase may begin anew
    different = 4  # characters that differ at least

    def get_help_text(self) -> str:
        return ""
