# The panel beside the queue while nothing is selected (how far all files are, and the next step), and the dialog with
# verification results.

## The headline: how far all files are. One line in a narrow panel.

batch-looking = Looking for files…
batch-uploading = Uploading { $done } of { $all }
# Also in the status line. $at is the file that is worked on, as in "Signing 14 of 300".
batch-signing = Signing { $at } of { $all }
batch-verifying = Verifying { $at } of { $all }
batch-paused = Paused
batch-nothing = Nothing uploaded
batch-failed = { $count } failed
batch-uploaded = { $count } uploaded
batch-uploaded-signed = { $uploaded } uploaded, { $signed } signed
batch-signed = { $count } signed
batch-signed-verified = { $count } signed and verified
# $reached is one of those above. As in "300 signed, 2 not": these 2 are not signed.
batch-reached-unsigned = { $reached }, { $count } not
# $reached is one of those above. As in "2 failed, 300 uploaded".
batch-failed-reached = { $count } failed, { $reached }

## The steps of all files, one line each

# Short.
batch-stage-uploaded = Uploaded
batch-stage-signed = Signed
batch-stage-verified = Verified
# At the end of such a line.
batch-stage-count = { $done } of { $all }
# The line for screen readers. $step is one of the three words, $count as above.
batch-stage = { $step }: { $count }

## What failed or needs attention

# One line for each kind of failure. $reason is a sentence.
batch-failed-upload = { $count } not uploaded: { $reason }
batch-failed-sign = { $count } not signed: { $reason }
batch-failed-verify = { $count } not verified: { $reason }
batch-failed-save = { $count } not saved: { $reason }
batch-failed-other = { $count } failed in another way
batch-show-failed = Show failed
batch-broken = { $count ->
    [one] 1 file verified with a problem
   *[other] { $count } files verified with a problem
}
batch-with-credentials = { $count ->
    [one] 1 already has Content Credentials and isn't signed
   *[other] { $count } already have Content Credentials and aren't signed
}
batch-uninspected = { $count ->
    [one] 1 could not be checked for Content Credentials
   *[other] { $count } could not be checked for Content Credentials
}
batch-uninspected-hint = Not signed: a signed copy wouldn't contain credentials that a file already has.
batch-sign-anyway = Sign them anyway…

## Buttons

# The big button: the next step.
batch-resume-all = Resume all
batch-sign = { $count ->
    [one] Sign 1 file…
   *[other] Sign { $count } files…
}
# $preset is the name that the user gave to a preset.
batch-sign-with = { $count ->
    [one] Sign 1 file with { $preset }
   *[other] Sign { $count } files with { $preset }
}
batch-verify = { $count ->
    [one] Verify 1 file
   *[other] Verify { $count } files
}
batch-retry-failed = Retry all failed
# The links of signed copies.
batch-copy-links = { $count ->
    [one] Copy signed link
   *[other] Copy { $count } signed links
}
# The keys of objects in storage.
batch-copy-keys = { $count ->
    [one] Copy 1 key
   *[other] Copy { $count } keys
}
# Signs without the preset, or with another one.
batch-sign-differently = Sign differently…
batch-save-signed = Save signed files…
# A notice after a click on "Sign 3 files with …".
batch-signing-with = { $count ->
    [one] Signing 1 file with { $preset }
   *[other] Signing { $count } files with { $preset }
}
batch-select-hint = Select a file to see its key, Content Credentials and report.

## Verification results

batch-results-title = Verification results
batch-results-none = None of the selected files has been verified.
batch-results-loaded-only = Only loaded records are counted.
batch-results-hint = Select a file to open its report.
batch-results-no-problems = No problems found.
# All results of the chosen kind are gone.
batch-results-none-left = None of these are left.
# Column headings.
batch-results-file = File
batch-results-verdict = Verdict
batch-results-issuer = Issued by
batch-results-time = Time
batch-results-reason = Reason
# The names of these headings for screen readers: a click sorts.
batch-results-sort-file = Sort results by file
batch-results-sort-verdict = Sort results by verdict
batch-results-sort-issuer = Sort results by issuer
batch-results-sort-time = Sort results by time
batch-results-sort-reason = Sort results by reason
# A line of a tooltip. $issuer is who issued the signing certificate.
batch-results-issued-by = Issued by { $issuer }
# A result for screen readers. $facts is one or more of the facts below, joined by commas.
batch-results-said = { $file }: { $facts }. { $reason }
batch-results-said-issuer = { $facts }, issued by { $issuer }
batch-results-said-time = { $facts }, { $time }

# A kind of result: the signed copy has no readable Content Credentials.
batch-finding-lost = Missing from signed copy
# A kind of result: verifying failed.
batch-finding-failed = Not verified
