"""What a plot is, and how it looks and is saved: no colour without a line style or a marker, text that stays text."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from beds.data.all_or_nothing import replace_files

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#3d3d3d", "#0072b2", "#d55e00", "#007a5a", "#a8477d", "#7a5c00", "#1b4f72", "#8c2d04", "#4d4d9f", "#5f6b6d")
"""After Okabe and Ito: told apart by the colour-blind, dark enough on white; the first scenario is grey."""
LINES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (6, 2, 1.5, 2)), (0, (4, 1.5, 1.5, 1.5, 1.5, 1.5)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "h")
INK, FAINT = "#1f2326", "#d5d9dc"
WIDTH = 9.0
"""Inches: what fits a printed page."""
_LOOK: dict[Any, Any] = {
    "svg.fonttype": "none", "font.size": 10.5, "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK,
    "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
    "grid.color": FAINT, "grid.linewidth": 0.7, "axes.axisbelow": True, "axes.titlelocation": "left",
    "legend.frameon": False,
    "text.parse_math": False,  # a group may be called "$1$": it is a name, not a formula
}  # fmt: skip
P = ParamSpec("P")
R = TypeVar("R")
_HEAD = re.compile(r"^.*?(<svg\b[^>]*?)>", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_SHEET = re.compile(r"\s*<style\b.*?</style>", re.DOTALL)
_STYLE = re.compile(r' style="([^"]*)"')
_SHORT_FONT = re.compile(r"(?:(?P<weight>bold|\d{3}) )?(?P<size>[\d.]+px) (?P<family>.+)")
_EVERYWHERE = ' stroke-linejoin="round" stroke-linecap="butt"'
"""What the sheet says that the drawing brings with it."""
_ID = re.compile(r'\bid="([^"]+)"|url\(#([^)]+)\)|href="#([^"]+)"')


@dataclass(frozen=True)
class Plot:
    """A drawn plot with what a reader who does not see it is told."""

    name: str
    title: str
    description: str
    figure: "Figure"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def svg(self) -> str:
        """The picture as an <svg> element with title and description; its ids are this plot's own, so that several
        stand on one page. Nothing in it is styled but by attributes: it stands where styles in pages are forbidden."""
        import matplotlib

        written = io.StringIO()
        with matplotlib.rc_context({**_LOOK, "svg.hashsalt": self.name}):
            self.figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
        text = _SHEET.sub("", _METADATA.sub("", written.getvalue(), count=1))
        text = _STYLE.sub(lambda found: _attributes(found[1]), text)
        text = _ID.sub(lambda found: self._own(found), text)
        return _HEAD.sub(lambda found: self._head(found.group(1)), text, count=1)

    def png(self) -> bytes:
        import matplotlib

        written = io.BytesIO()
        with matplotlib.rc_context(_LOOK):
            self.figure.savefig(written, format="png", dpi=160, metadata={"Software": None})
        return written.getvalue()

    def _head(self, opening: str) -> str:
        opening = re.sub(r' (?:width|height)="[^"]*"', "", opening)
        return (
            f'{opening}{_EVERYWHERE} role="img" aria-labelledby="{self.name}-title {self.name}-description">'
            f'<title id="{self.name}-title">{escape(self.title)}</title>'
            f'<desc id="{self.name}-description">{escape(self.description)}</desc>'
        )

    def _own(self, found: re.Match[str]) -> str:
        name = next(group for group in found.groups() if group)
        return found.group().replace(name, f"{self.name}-{name}")


def _attributes(style: str) -> str:
    """The same said by attributes."""
    said = dict(one.split(":", 1) for one in style.split(";") if one.strip())
    said = {name.strip(): value.strip() for name, value in said.items()}
    if short := _SHORT_FONT.fullmatch(said.pop("font", "")):
        said |= {f"font-{name}": value for name, value in short.groupdict().items() if value}
    if "font-family" in said:
        said["font-family"] = "sans-serif"  # the reader's own
    return "".join(f' {name}="{value}"' for name, value in said.items())


def save_plots(folder: Path, plots: Sequence[Plot]) -> None:
    """Writes each plot as .svg and .png under its name."""
    files = {f"{plot.name}.svg": plot.svg().encode() for plot in plots}
    replace_files(folder, files | {f"{plot.name}.png": plot.png() for plot in plots})


def drawn(draw: Callable[P, R]) -> Callable[P, R]:
    """Has a function draw in the look of the house; the plotting library is loaded only then."""

    @wraps(draw)
    def in_the_look(*args: P.args, **kwargs: P.kwargs) -> R:
        import matplotlib

        with matplotlib.rc_context(_LOOK):
            return draw(*args, **kwargs)

    return in_the_look


def panels(rows: int, columns: int, height: float) -> "tuple[Figure, list[Axes]]":
    """An empty figure of ``rows`` x ``columns`` axes, each ``height`` inches high."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height * rows + 0.4), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, list(figure.subplots(rows, columns, squeeze=False).ravel())


def style(place: int) -> dict[str, Any]:
    """Colour, line style and marker of the scenario at this place."""
    return {
        "color": COLOURS[place % len(COLOURS)],
        "linestyle": LINES[1 + (place - 1) % (len(LINES) - 1)] if place else LINES[0],
        "marker": MARKERS[place % len(MARKERS)],
    }
