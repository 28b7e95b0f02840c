"""Signs that mean something together: of low blood sugar, and of an irritated nerve. Words of vocabulary.Sign."""

from journal.calendar import DAY

# What is asked when somebody trembles; two or more of them count [R81].
LOW_SUGAR_ASKED = ("hungry", "sweating", "pale", "racing_heart", "dizzy")
LOW_SUGAR = (*LOW_SUGAR_ASKED, "tingling_lips")
# The red flag also looks at a rarer one: it would rather open once too often.
LOW_SUGAR_FLAG = (*LOW_SUGAR, "dilated_pupils")
LEAST_LOW_SUGAR = 2

NERVE = ("numbness", "tingling", "shooting_pain")  # [R92]

REPEATS = 14 * DAY  # twinges of so long count when one comes back: our line
