"""What a passphrase must be, said in our words: Django's rules, and sentences that name what would be right."""

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

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


class HardToGuess(rules.CommonPasswordValidator):
    """Not repeated, not on Django's list of common passwords, and not soon guessed by zxcvbn, whose lists hold breached
    passwords, names and words, and which knows how people change them: keyboards, dates, "P@ssw0rd", backwards.
    """

    least = 8  # characters before a passphrase may begin anew
    different = 4  # characters that differ at least
    # "Somewhat guessable" ends here: Wheeler, zxcvbn: Low-Budget Password Strength Estimation, USENIX Security 2016.
    guesses = 10**8
    shortest = 12  # characters; of shorter ones, that is said
    read = 72  # characters that are looked at; the time grows with their square

    def validate(self, password: str, user: Person | None = None) -> None:
        if self._repeats(password):
            raise ValidationError(
                _("Passphrase: this repeats the same few characters. Choose something else."), code="password_repeated"
            )
        super().validate(password, user)
        if (
            len(password) >= self.shortest
            and zxcvbn(password[: self.read], user_inputs=["twinge"])["guesses"] < self.guesses
        ):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _("Passphrase: this one is too common. Choose something else.")

    def _repeats(self, password: str) -> bool:
        piece = (password + password).find(password, 1)
        return piece < min(len(password), self.least) or len(set(password)) < self.different
