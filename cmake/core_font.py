"""core_font.py WHOLE.woff2 CORE.woff2 LIGHTEST BOLDEST: cuts a typeface to what a first view needs (core_font.cmake)."""
import sys

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# What prose has in western languages; not what only code has. site.css says the same.
LETTERS = (
    "20-5B,5D,5F-7A,A0,A1,A3,A9,AB,B7,BB,BF,C9,E0-E5,E7-EA,ED,F1,F3-F6,F8,FA,FC,"
    "2013-2014,2018-2019,201C-201D,2026,2039-203A,20AC"
)

whole, core = sys.argv[1:3]
lightest, boldest = map(float, sys.argv[3:5])
font = instantiateVariableFont(TTFont(whole), {"wght": (lightest, boldest)})
# One kerning for all weights, that of the middle one: kerning that varies is an eighth of the file. None where there is
# one weight, the italics: they come after the sheet, so they must not cost a round trip more than what is loaded ahead.
middle = instantiateVariableFont(TTFont(whole), {"wght": (lightest + boldest) / 2})
for table in ("GPOS", "GDEF"):
    font[table] = middle[table]
features = ["kern"] if lightest < boldest else []

options = Options(hinting=False, layout_features=features, name_IDs=[])
options.drop_tables += ["MVAR", "STAT"]
subsetter = Subsetter(options)
subsetter.populate(unicodes=parse_unicodes(LETTERS))
subsetter.subset(font)
font.flavor = "woff2"
font.save(core)
