"""What can be wrong with keys and values, in words instead of a validator's."""

from app.content.problems import Fault
from app.questions.messages import N_

UNKNOWN_KEY = Fault(
    "unknown-key",
    N_("The key “%(key)s” is not known here."),
    N_("Keys that can stand here: %(known)s."),
)
DID_YOU_MEAN = N_("Did you mean “%(suggestion)s”?")
PERHAPS_TEXT = N_(
    "If these words belong to the text before them, put that text in quotes: inside "
    "braces a comma ends it."
)
COLON_AFTER = N_("Write a colon after “%(suggestion)s”.")
MISSING_KEY = Fault(
    "missing-key",
    N_("The key “%(key)s” is missing."),
    N_("Add a line “%(key)s: …” here."),
)
NOT_MAPPING = Fault(
    "not-a-mapping",
    N_("Keys with values are expected here."),
    N_("Write lines such as “key: value”, all in the same column."),
)
NOT_LIST = Fault(
    "not-a-list",
    N_("A list is expected here."),
    N_("Write each entry in a line of its own that begins with “- ”."),
)
NOT_TEXT = Fault(
    "not-a-text",
    N_("A text is expected here."),
    N_("Write words; put numbers, true, false and null in quotes to make them text."),
)
NOT_WHOLE = Fault(
    "not-a-whole-number",
    N_("A whole number is expected here."),
    N_("Write digits without quotes, unit, comma or point."),
)
NOT_NUMBER = Fault(
    "not-a-number",
    N_("A number is expected here."),
    N_("Write digits without quotes or unit, with a point for decimals, as in 2.5."),
)
NOT_TRUE_OR_FALSE = Fault(
    "not-true-or-false",
    N_("Either true or false is expected here."),
    N_("Write true or false, without quotes; yes and no are read as text."),
)
NOT_ONE_OF = Fault(
    "not-one-of",
    N_("“%(value)s” cannot stand here."),
    N_("One of these is expected: %(known)s."),
)
BAD_ID = Fault(
    "bad-id",
    N_("“%(value)s” cannot be an id."),
    N_(
        "An id has small letters a–z, digits and hyphens, begins with a letter or "
        "digit and is at most 41 characters long."
    ),
)
BAD_FORM = Fault(
    "bad-form",
    N_("“%(value)s” is not written as it must be here."),
    N_("Look at the example in the author's guide."),
)
EMPTY_TEXT = Fault(
    "empty-text",
    N_("This text is empty."),
    N_("Write something, or remove the key."),
)
TEXT_TOO_LONG = Fault(
    "text-too-long",
    N_("This text is longer than %(limit)s characters."),
    N_("Shorten it."),
)
TOO_FEW = Fault(
    "too-few",
    N_("At least %(limit)s entries are expected here."),
    N_("Add what is missing, or remove the key."),
)
TOO_MANY = Fault(
    "too-many",
    N_("At most %(limit)s entries are allowed here."),
    N_("Remove some."),
)
TOO_SMALL = Fault(
    "too-small",
    N_("The number %(value)s is too small."),
    N_("The smallest allowed is %(limit)s."),
)
NOT_ABOVE = Fault(
    "too-small",
    N_("The number %(value)s is too small."),
    N_("It must be greater than %(limit)s."),
)
TOO_LARGE = Fault(
    "too-large",
    N_("The number %(value)s is too large."),
    N_("The largest allowed is %(limit)s."),
)
NOT_MULTIPLE = Fault(
    "not-a-multiple",
    N_("The number %(value)s is too precise."),
    N_("Only multiples of %(limit)s are counted."),
)
NOT_AN_ADDRESS = Fault(
    "not-an-address",
    N_("“%(value)s” is not the address of a page."),
    N_("An address begins with https:// or http:// and holds no spaces or quotes."),
)
NOT_A_DATE = Fault(
    "not-a-date",
    N_("This is not a date."),
    N_("Write year, month and day, as in 2026-11-23."),
)
OTHER = Fault(
    "bad-value",
    N_("This value cannot be used here (%(detail)s)."),
    N_("Compare it with the example in the author's guide."),
)
