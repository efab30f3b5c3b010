"""What the web pages are started with; nothing of it is read from the surroundings here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations

from beds.domain.small_numbers import LARGEST
from beds.services.opening import Store


@dataclass(frozen=True)
class WebSettings:
    """An open database, the key of the cookies, and how the pages stand in the world."""

    store: Store
    cookie_key: bytes
    https: bool = False
    """Whether readers come by https, through one proxy that says so: cookies are for https alone then."""
    demo: bool = False
    """Whether a line on every page says that everything is invented."""
    largest: int = LARGEST
    """The largest count of people that reports hide."""
    sign_in_limit: str = "20 per minute"
    """How many attempts to sign in one address may make."""
    catalogues: Mapping[str, NullTranslations] = field(default_factory=dict)
    """Languages beside those that were compiled into the package, by tag."""

    def today(self) -> date:
        """The day of the pages, which is the day of the database."""
        return self.store.today()
