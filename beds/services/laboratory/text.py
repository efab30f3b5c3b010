"""What the text of a scenario means: read as ``beds simulate`` reads a file, extending nothing but what is shipped."""

from functools import lru_cache
from pathlib import Path

from beds.data.scenario.editing import edited
from beds.data.scenario_file import Understood, understand
from beds.data.store.facts import NotFound
from beds.data.yaml_tree import quoted
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.services.shipped import SCENARIO_SUFFIX, shipped_scenarios

LONGEST = 200_000
"""Letters of a text; the longest that is shipped has some eight thousand."""
_REMEMBERED = 256
"""Texts are read again and again: by lists, by forms, beside others."""


def understood(content: str, name: str) -> Understood:
    """The scenario that a text tells. ``name``: how faults call it, and its name where it says none.

    Raises :class:`~beds.domain.errors.BadInput` with every fault and its line.
    """
    if len(content) > LONGEST:
        message = _("this is longer than any scenario needs to be")
        raise BadInput([Finding(name, 0, "", "", message, _("%(most)d letters or fewer", most=LONGEST))])
    return _understood(content.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), name)


def shipped(name: str) -> Understood:
    """The shipped scenario of this name. Raises :class:`~beds.data.store.facts.NotFound` where there is none."""
    if name not in shipped_names():
        raise NotFound(_("There is no shipped scenario “%(name)s”.", name=name))
    return _shipped(shipped_scenarios() / f"{name}{SCENARIO_SUFFIX}")


@lru_cache(maxsize=1)
def shipped_names() -> tuple[str, ...]:
    """Every shipped scenario: those that stand by themselves, each followed by all that go back to it."""
    paths = {path.stem: path for path in shipped_scenarios().glob(f"*{SCENARIO_SUFFIX}")}
    return tuple(sorted(paths, key=lambda name: (_root(paths[name]), _shipped(paths[name]).extends is not None, name)))


def shipped_text(name: str) -> str:
    """The file itself."""
    return (shipped_scenarios() / f"{name}{SCENARIO_SUFFIX}").read_text("utf-8")


def root_of(name: str) -> str:
    """The shipped scenario to which a shipped one goes back."""
    return _root(shipped_scenarios() / f"{name}{SCENARIO_SUFFIX}")


def copy_of_shipped(name: str, as_name: str, question: str | None = None) -> str:
    """A text that is the shipped scenario under another name. ``question``: what it asks; None: as the shipped one."""
    question = shipped(name).scenario.question if question is None else question
    text = f"name: {quoted(as_name)}\nextends: {quoted(name)}\n"
    return edited(text, {("question",): question} if question else {})


def named(content: str, name: str) -> str:
    """The same text with this name in it."""
    return edited(content, {("name",): name})


@lru_cache(maxsize=_REMEMBERED)
def _understood(content: str, name: str) -> Understood:
    return understand(Path(f"{name}{SCENARIO_SUFFIX}"), library=shipped_scenarios(), text=content)


@lru_cache(maxsize=_REMEMBERED)
def _shipped(path: Path) -> Understood:
    return understand(path, library=shipped_scenarios())


def _root(path: Path) -> str:
    extends = _shipped(path).extends
    return _root(extends) if extends else path.stem
