### A drawn report: the picture, the verdict in a card, the provenance tree, and the details.

## Picture and comparison

# Accessible name of a picture. $name: a file name, the title of an ingredient, "This file", or "The original".
provenance-picture = Picture of { $name }
provenance-picture-loading = Loading picture…
provenance-picture-none = No picture available
# Accessible name and tooltip of the round Content Credentials mark on a picture. $verdict: such as "Trusted".
provenance-pin = Content Credentials: { $verdict }
# Caption of a picture in a comparison.
provenance-this-file = This file
# Caption of a picture in a comparison: the file before it was signed.
provenance-the-original = The original
# Button on the picture.
provenance-compare-original = Compare with the original
# Button below the facts of an ingredient.
provenance-compare-this = Compare with this file
# Accessible name of the slider. $left and $right: the captions of both pictures.
provenance-compare-slider-name = Compare { $left } with { $right }
# Two ways to compare, as tabs. Short.
provenance-compare-slider = Slider
provenance-compare-beside = Side by side
provenance-compare-close = Close comparison

## Card: the verdict and who, when, with what

# Heading over an address.
provenance-remote = Credentials stored at
provenance-remote-copy = Copy address
# Names of facts. At most about 14 letters: longer ones are cut.
provenance-issuer = Issued by
provenance-signer = Signer
provenance-issued = Issued
provenance-generator = App or device
provenance-ai = AI use
provenance-title = Title
provenance-revocation = Revocation
provenance-identity = Identity
provenance-valid-until = Valid until
# Value of a fact that the report does not have.
provenance-not-stated = not stated
# $time: a date and time.
provenance-issued-verified = { $time } (verified time)
provenance-issued-unverified = { $time } (not verified)
provenance-issued-verified-only = verified time
provenance-issued-unverified-only = no verified time
# $day: the last day of the signer's certificate.
provenance-valid-until-certificate = { $day } (certificate)
provenance-unverified-explained = Without a verified time, a signature is valid only as long as its certificate, usually a year at most.

## Tree

# Heading.
provenance-tree = Provenance
# At the end of the heading's line.
provenance-ingredients = { $count ->
    [one] 1 ingredient
   *[other] { $count } ingredients
}
provenance-ingredients-more = { $count ->
    [one] more than 1 ingredient
   *[other] more than { $count } ingredients
}
provenance-tree-rest = The raw report below lists the rest.
# Second line below a picture of the tree.
provenance-ingredient = Ingredient
# A node of the tree for screen readers. $title: its name. $verdict: such as "Trusted".
provenance-node-file = This file { $title }, { $verdict }
provenance-node = Ingredient { $title }, { $verdict }
# $role: what it is to the file above it, such as "parent".
provenance-node-role = Ingredient { $title }, { $role }, { $verdict }
# $level: 2 for an ingredient of an ingredient.
provenance-node-level = Ingredient { $title }, { $verdict }, level { $level }
provenance-node-role-level = Ingredient { $title }, { $role }, { $verdict }, level { $level }
# In place of a verdict.
provenance-node-has-credentials = has Content Credentials
provenance-node-named = Content Credentials named but not included
# Below the tree, while the file itself is chosen in it.
provenance-node-itself = The file itself. Choose one of the pictures to see what it is and where it comes from.

## Facts of an ingredient. Names of at most about 14 letters.

provenance-relationship = Relationship
provenance-format = Format
provenance-credentials = Credentials
provenance-credentials-named = named in the file, but not in it: they are with the original
provenance-credentials-none = none of its own
provenance-description = Description
provenance-verdict = Verdict
# $verdict: such as "Trusted".
provenance-verdict-recorded = { $verdict }, as recorded when it was added
provenance-verdict-none = not recorded
provenance-ai-generative = Made with generative AI.
provenance-cut = Its own ingredients aren't shown: they repeat, or are nested too deep.
# $code: a code of a report.
provenance-failed-when-added = Not valid when added: { $code }
provenance-doubt-unknown = All of this was recorded by a signer who is unknown here.
provenance-doubt-invalid = All of this comes from credentials that are invalid.
provenance-doubt-unconfirmed = All of this comes from credentials that are not confirmed.
# Small heading over what was done to an ingredient.
provenance-ingredient-actions = Edits and activity

## Details. Each of the first lines is a section that opens with a click.

provenance-actions = Edits and activity
provenance-assertions = What the credentials say
provenance-checks = Checks
provenance-certificates = Signature and certificates
provenance-raw = Raw report
# A line of a statement. $name: a field, $value: what it says.
provenance-line = { $name }: { $value }
# A check for screen readers. $words: a sentence.
provenance-check-failed = Failed: { $words }
provenance-check-info = Info: { $words }
provenance-check-passed = Passed: { $words }
# Tooltip of a check, about the file itself or about an ingredient.
provenance-check-failed-file = Failed, of the file: { $words }
provenance-check-info-file = Info, of the file: { $words }
provenance-check-passed-file = Passed, of the file: { $words }
provenance-check-failed-ingredient = Failed, of an ingredient: { $words }
provenance-check-info-ingredient = Info, of an ingredient: { $words }
provenance-check-passed-ingredient = Passed, of an ingredient: { $words }
# Below a check: it is not about the file itself.
provenance-check-of-ingredient = an ingredient
# Names of facts. At most about 14 letters.
provenance-algorithm = Algorithm
# The library that made the claim.
provenance-made-by = Made by
# $number: 1 for the first certificate.
provenance-certificate = Certificate { $number }
provenance-certificate-copy = Copy certificate { $number }
provenance-report-copy = Copy report
provenance-report-save = Save report…
# Title of the system's dialog that asks where to save.
provenance-report-save-title = Save report
provenance-report-clipped = Only the beginning is read. Copy or save the report to read all of it.
