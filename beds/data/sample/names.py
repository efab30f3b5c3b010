"""Invented names of boroughs, areas, schemes and providers. None of them is a real place or body; nobody is named."""

STEMS = (
    "Orrin", "Tamble", "Quarle", "Fenner", "Haddle", "Larrow", "Brindle", "Sellan", "Corvin", "Dunmar", "Elsing",
    "Garrow", "Hesper", "Ivel", "Jarrel", "Kessel", "Lunder", "Morrow", "Nettle", "Ospin", "Pellar", "Ravel", "Tolver",
    "Wendle",
)  # fmt: skip
ENDINGS = ("mere", "stow", "hithe", "wick", "combe", "gate", "ley", "den")
QUARTERS = ("North", "Docks", "Hill", "Green", "Market")

PROVIDERS = (
    "Lanternhouse Trust", "Kestrel Row Support", "Copperleaf Housing", "Anvil Lane Trust", "Saffron Yard Homes",
    "Bridgemoor Support", "Hearthlight", "Tidewell Trust", "Pennywort Homes", "Greenlamp Housing", "Oakmoss Trust",
    "Millrace Support",
)  # fmt: skip

HOUSES = (
    "Alder", "Aspen", "Avocet", "Bramble", "Campion", "Cedar", "Clover", "Curlew", "Dunlin", "Elder", "Fern", "Finch",
    "Foxglove", "Hawthorn", "Hazel", "Heather", "Heron", "Juniper", "Kestrel", "Larch", "Linnet", "Mallow", "Maple",
    "Martin", "Meadow", "Merlin", "Myrtle", "Osprey", "Plover", "Poplar", "Quince", "Rowan", "Sorrel", "Swift", "Tansy",
    "Teasel", "Thistle", "Willow", "Wren", "Yarrow",
)  # fmt: skip
KINDS = {0: ("Night House", "Landing"), 1: ("House", "Hostel"), 2: ("Court", "Lodge"), 3: ("Flats", "Terrace")}


def borough_name(number: int) -> str:
    """A different name for every number from 0."""
    stem, row = number % len(STEMS), number // len(STEMS)
    round_ = number // (len(STEMS) * len(ENDINGS))
    name = STEMS[stem] + ENDINGS[(row + stem) % len(ENDINGS)]
    return f"{name} {round_ + 1}" if round_ else name


def scheme_name(number: int, phase: int) -> str:
    """A different name for every number from 0 of a phase."""
    house, kinds = HOUSES[number % len(HOUSES)], KINDS[phase]
    row = number // len(HOUSES)
    name = f"{house} {kinds[row % len(kinds)]}"
    return f"{name} {row // len(kinds) + 1}" if row >= len(kinds) else name
