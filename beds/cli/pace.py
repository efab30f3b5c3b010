"""How long work in equal steps will still take, from how long it has taken so far; and how that is said."""

from dataclasses import dataclass

from beds.domain.messages import _, ngettext

MINUTE = 60


@dataclass
class Pace:
    """Remembers when and where the work began: steps that were done before this run took it no time."""

    began: float
    first: int | None = None

    def left(self, now: float, done: int, total: int) -> float | None:
        """Seconds left, or None while nothing is known."""
        if self.first is None:
            self.first = done
        if done <= self.first or now <= self.began:
            return None
        return (now - self.began) / (done - self.first) * (total - done)


def in_words(seconds: float) -> str:
    """About 3 minutes left."""
    if seconds < MINUTE:
        return _("less than a minute left")
    minutes = round(seconds / MINUTE)
    if minutes < MINUTE:
        return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes)
    return ngettext("about %(count)d hour left", "about %(count)d hours left", round(minutes / 60))
