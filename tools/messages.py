"""The template of translatable strings: every sentence of the package, taken from the code into beds.pot."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.generated import ROOT, main

PACKAGE = ROOT / "beds"
LOCALES = PACKAGE / "locales"
TEMPLATE = LOCALES / "beds.pot"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
HEADER = """\
# What beds says to people. Made from the code by `make messages`; not edited by hand.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogue(package: Path = PACKAGE) -> Catalog:
    """Every string that the package marks with ``_``, ``N_`` or ``ngettext``, with the files it stands in."""
    found = Catalog(domain="beds", charset="utf-8")
    extracted = extract_from_dir(
        package,
        method_map=[("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, line, message, comments, context in extracted:
        # The line decides the order within a file but is not written: it would change with every edit above it.
        place = f"{package.name}/{Path(name).as_posix()}"
        found.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def template() -> str:
    """The text of beds.pot."""
    written = BytesIO()
    write_po(written, catalogue(), width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEADER + written.getvalue().decode("utf-8").strip() + "\n"


def compile_catalogues() -> None:
    """Make the .mo file beside every translated .po file, which is what gettext reads."""
    for translated in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        with translated.open("rb") as source, translated.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(source, domain=translated.stem))


if __name__ == "__main__":
    compile_catalogues()
    main({TEMPLATE: template()}, made_by="make messages")
