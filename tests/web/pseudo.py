"""A language that nobody speaks: every sentence that went through the catalogue is marked, so that others stand out."""

from gettext import NullTranslations

OPEN, CLOSE = "⟦", "⟧"
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "en-XA", "ar-XB"
"""Tags for such languages, as software that shows them uses them."""


class Pseudo(NullTranslations):
    """Marks each sentence and leaves its blanks as they are."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def pseudo_languages() -> dict[str, NullTranslations]:
    return {LEFT_TO_RIGHT: Pseudo(), RIGHT_TO_LEFT: Pseudo()}
