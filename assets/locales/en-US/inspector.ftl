### The inspector: the panel on the right with the details of the selected file, or of several selected files.

## Frame, tabs, dialogs

# Heading of the panel while nothing is selected.
inspector-nothing-title = Details
# Below that heading. $keys: a shortcut such as "Ctrl+A".
inspector-nothing-hint = Select a file to see its key, Content Credentials and report. { $keys } selects all.
# Tooltip and accessible name of the button with a cross.
# The edge between the rows and the details, for screen readers.
inspector-edge = Resize panel
inspector-close = Close details
# Quiet button beside the file's name: goes back to the summary of all selected files. Short.
inspector-back = { $count ->
    [one] Back to 1 file
   *[other] Back to { $count } files
}
# The three tabs. Short: all stand on one line of about 40 letters.
inspector-tab-overview = Overview
# Tab: signing of the file.
inspector-tab-credentials = Credentials
# Tab: the result of the verification.
inspector-tab-report = Report
# Title of the system's dialog that asks where to save.
inspector-save-report-title = Save report
# Title of the system's dialog that asks where to save.
inspector-save-evidence-title = Save evidence
# Title of the system's dialog that asks where to save.
inspector-save-results-title = Save results

## Overview: key and links

# Heading over the name under which the object is stored.
inspector-key = Object key
inspector-key-later = Appears when the upload finishes.
inspector-key-copy = Copy key
inspector-uri = S3 URI
inspector-uri-copy = Copy S3 URI
# The same of a file that was signed: its original has a key of its own.
inspector-original-key = Original key
inspector-original-key-copy = Copy original key
inspector-original-uri = Original S3 URI
inspector-original-uri-copy = Copy original S3 URI
inspector-signed-key = Signed key
inspector-signed-key-copy = Copy signed key
# Link to the signed file.
inspector-signed-link = Signed link
inspector-signed-link-copy = Copy signed link
inspector-bucket-unknown = Bucket unknown: the server address doesn't include it. Set it in Settings.

## Overview: file

# Heading.
inspector-file = File
# Names of facts. Short: at most about 14 letters.
inspector-path = Path
inspector-size = Size
# $size: such as "4.2 MB". $bytes: the exact number.
inspector-size-exact = { $size } ({ $bytes } bytes)
inspector-modified = Modified
inspector-hash-copy = Copy SHA-256
# Fact: the MIME type of the file.
inspector-type = Type
# $mime: a MIME type.
inspector-type-next = { $mime }, starting with the next attempt
inspector-type-unknown-sent = unknown, sent as { $mime }
inspector-type-unknown = unknown
inspector-type-later = detected before upload
# Fact: how the type was found.
inspector-type-detected = Detected by
inspector-type-by-name = file name; the contents match
# Headline of a warning.
inspector-type-disagrees = Name and content disagree
# Headline of a warning.
inspector-type-unknown-title = Unknown type
inspector-type-set = Set type…
inspector-type-set-hint = Send the file as another MIME type
inspector-type-use-detected = Use detected type
# Label of a field.
inspector-type-field = Send as MIME type
inspector-type-explained = The server signs the type by the file's name, so the name is sent with the ending of this type. It counts from the next attempt on.
# Button that sets the typed MIME type. Short.
inspector-type-apply = Set
inspector-type-keep = Keep current type

## Overview: state

inspector-pause = Pause
# Tooltip. $name: a file name.
inspector-pause-file = Pause { $name }
inspector-resume = Resume
inspector-resume-file = Resume { $name }
inspector-retry = Retry
# Below an error. $time: such as "12 s". $more: a sentence about what to do, or nothing.
inspector-retrying = { $count ->
    [one] 1 attempt so far; retrying in { $time }. { $more }
   *[other] { $count } attempts so far; retrying in { $time }. { $more }
}
# Below an error. $step: one of the steps below, perhaps with "HTTP 503" and a code of the server.
inspector-step = Step: { $step }
# The steps of an upload, as part of the line above.
inspector-step-read = read
inspector-step-presign = presign
inspector-step-upload = upload
inspector-step-sign = sign
inspector-step-verify = verify
inspector-step-download = download
inspector-step-record = record
# Headline of a warning, then its explanation.
inspector-doubt-title = Attempts without a response
inspector-doubt = The connection ended before storage answered. An object may exist at each of these keys.
# Heading over a key. $number: 1 for the first attempt.
inspector-attempt = Attempt { $number }
inspector-attempt-copy = Copy key of attempt { $number }

## Overview: technical details

# A section that opens with a click.
inspector-technical = Technical details
inspector-bucket = Bucket
# Heading: one document that proves what happened to the file.
inspector-evidence = Evidence
inspector-evidence-explained = One JSON document with the hash, keys, the manifest sent, the report and times.
inspector-evidence-save = Save evidence (JSON)…
# Heading, then names of facts of at most about 14 letters.
inspector-times = Times
inspector-time-added = Added
inspector-time-uploaded = Uploaded
# How long it waited in the queue.
inspector-time-queued = Queued
# How long the request for a presigned URL took.
inspector-time-presign = Presign
# How long the bytes took.
inspector-time-upload = Upload time
inspector-time-total = Total
# Bytes per second.
inspector-rate = Rate
# A section that opens with a click: the attempts of an upload.
inspector-attempts = Attempts
# One of them. $number: 1 for the first. $outcome: what became of it, such as "Stored".
inspector-attempt-outcome = { $number }. { $outcome }
# Fact: the object key of an attempt.
inspector-attempt-key = Key

## Overview: requests

inspector-requests-loading = Loading…
inspector-requests-none = No requests for this file since the app started.
inspector-requests = Requests (newest first)
inspector-requests-copy = Copy activity
inspector-requests-secrets = Keys and signatures are never logged.
# In place of an HTTP status.
inspector-request-no-response = no response
# Parts of a line of figures, joined by commas.
inspector-request-sent = { $size } sent
inspector-request-received = { $size } received
inspector-request-retried = retried
# $host: the name of a server.
inspector-request-plain = not encrypted, { $host }

## Credentials: before signing

inspector-signing-title = Signing
inspector-signing = The server reads the file, signs it and stores a signed copy.
# Headline of a warning.
inspector-too-large-title = Only files up to 1 GB can be signed
# $size: such as "1.4 GB".
inspector-too-large = This file has { $size }. You can still upload it.
# Headline of a warning.
inspector-format-title = This format can't be signed
# $mime: a MIME type. $formats: a list of names.
inspector-format = { $mime } can't be signed. These formats can: { $formats }.
inspector-sign-explained = Adds a signed statement of where the file comes from to a copy. The original isn't changed.
inspector-looking = Looking for Content Credentials in the file…
# What becomes of the credentials that a file has, after sentences about them.
inspector-earlier-removed = The signed copy names this file as its original.
inspector-earlier-kept = This server keeps them in the signed copy.
inspector-earlier-named = The signed copy names them but doesn't contain them.
# Check box.
inspector-sign-edited = Sign as an edited copy
# Headline of a warning.
inspector-existing-unknown-title = This file may have Content Credentials
# $reason: a sentence.
inspector-existing-unknown = Couldn't check whether the file has Content Credentials. { $reason } A signed copy wouldn't contain any.
# Check box.
inspector-sign-anyway = Sign anyway
inspector-existing-none = No Content Credentials yet.
# Button, the main one.
inspector-sign = Sign this file
# Button: from the form back to the result of the last signing.
inspector-sign-back = Back
# Why the button is disabled.
inspector-sign-upload-first = Upload the file first.
inspector-sign-verifying = Verification is in progress.
inspector-sign-confirm-edited = Confirm above to sign it as an edited copy.
inspector-sign-confirm-anyway = Confirm above to sign it anyway.

## Credentials: after signing

inspector-signed-title = Signed
# $when: a date and time.
inspector-signed-when = { $when }. The original is unchanged; the signed copy is a separate object.
inspector-signed-nowhere = The server didn't say where the signed copy is.
# What became of the credentials that the file had before it was signed.
inspector-edited-kept = An edited copy: it names the earlier Content Credentials. They are kept on this computer and saved with the evidence and the signed file.
inspector-edited-original = An edited copy: it names the earlier Content Credentials, which stay with the original.
inspector-edited-damaged = An edited copy: it names the earlier Content Credentials. Those that were kept on this computer are damaged, and the file is not here unchanged to read them again.
# $reason: why, as part of a sentence, from the system or the program.
inspector-edited-missing = An edited copy: it names the earlier Content Credentials. They are not on this computer: { $reason }.
inspector-verify-signed-running = Verifying…
inspector-show-report = Show the report
inspector-sign-again = Sign again…
inspector-saving = Saving…
inspector-save-signed = Save signed file…
inspector-no-downloads = This server doesn't offer downloads. Get the signed copy from S3 with the URI above.
# $path: a file path.
inspector-saved = Saved as { $path }
inspector-save-failed = Couldn't save the signed copy
# Heading over what the server returned as proof of its signature.
inspector-signed-evidence = Evidence
# Link that opens a listing, and closes it.
inspector-sent-show = Show the manifest that was sent
inspector-sent-hide = Hide the manifest that was sent

## Report

inspector-report-none = Verification checks the Content Credentials in the object and shows who signed them.
inspector-verifying = The server reads the object and checks every hash in it.
inspector-report-practice = Signed by the sandbox for practice. No one else trusts it.
inspector-report-lost = This is the signed copy: its Content Credentials should be there. Save the report, and show it to whoever runs the server.
# Fact: which object was verified.
inspector-report-object = Object
# Fact: when it was verified.
inspector-report-verified = Verified
# Accessible names of two tabs.
inspector-report-of-original = Report of the original
inspector-report-of-signed = Report of the signed copy
inspector-verify-signed = Verify signed copy
inspector-verify-original = Verify original
inspector-verify-too-large = Only objects up to 1 GB can be verified.
inspector-verify-upload-first = Upload the file first.
inspector-verify-unsigned = No signed copy yet.
# Button. $size: how much is downloaded.
inspector-pictures-load = Load pictures ({ $size })
inspector-pictures-load-hint = The pictures of its ingredients are in the signed copy. This downloads it.
inspector-pictures-no-downloads = The pictures of its ingredients are in the signed copy, and this server doesn't offer downloads.
# $reason: why it can't be downloaded, as part of a sentence.
inspector-pictures-missing = The pictures of its ingredients are in the signed copy, and { $reason }.
# Heading: the server and this computer both read the file.
inspector-readings = Read twice
# Names of facts: what each of the two found.
inspector-reading-server = Server
inspector-reading-here = This computer
inspector-reading-none = No result
inspector-reading-copy = It read the copy that the server provides. { $explanation }
# $reason: why, as part of a sentence.
inspector-reading-failed = It could not read the file: { $reason }.

## Several selected files

# Heading of the panel. At most about 25 letters.
inspector-many-title = { $count ->
    [one] 1 file selected
   *[other] { $count } files selected
}
# Button: selects nothing any more. Short.
inspector-many-clear = Clear
# Its accessible name.
inspector-many-clear-name = Clear selection
# Accessible name of such a count. $state: a state such as "Failed".
inspector-many-state = { $state }: { $count }
# Heading over buttons.
inspector-many-actions = Actions
inspector-many-unread = { $count ->
    [one] 1 is not loaded yet. Each is checked in turn and skipped if it can't be done.
   *[other] { $count } are not loaded yet. Each is checked in turn and skipped if it can't be done.
}
# Buttons for all selected files, each with its accessible name.
inspector-many-sign = { $count ->
    [one] Sign 1 file…
   *[other] Sign { $count } files…
}
# Some may turn out not to allow it.
inspector-many-sign-most = { $count ->
    [one] Sign up to 1 file…
   *[other] Sign up to { $count } files…
}
inspector-many-sign-name = Sign selected
inspector-many-sign-again = { $count ->
    [one] Sign 1 file again…
   *[other] Sign { $count } files again…
}
inspector-many-sign-again-name = Sign selected again
inspector-many-verify = { $count ->
    [one] Verify 1 file
   *[other] Verify { $count } files
}
inspector-many-verify-most = { $count ->
    [one] Verify up to 1 file
   *[other] Verify up to { $count } files
}
inspector-many-verify-name = Verify selected
inspector-many-save = { $count ->
    [one] Save 1 signed file…
   *[other] Save { $count } signed files…
}
inspector-many-save-name = Save signed files
inspector-many-retry = { $count ->
    [one] Retry 1 file
   *[other] Retry { $count } files
}
inspector-many-retry-name = Retry selected
inspector-many-resume = { $count ->
    [one] Resume 1 file
   *[other] Resume { $count } files
}
inspector-many-resume-name = Resume selected
inspector-many-pause = { $count ->
    [one] Pause 1 file
   *[other] Pause { $count } files
}
inspector-many-pause-name = Pause selected
inspector-many-cancel = { $count ->
    [one] Cancel 1 file
   *[other] Cancel { $count } files
}
inspector-many-cancel-name = Cancel selected
inspector-many-remove = { $count ->
    [one] Remove 1 file
   *[other] Remove { $count } files
}
inspector-many-remove-name = Remove selected
inspector-many-remove-hint = Removes them from this list. Files with a key stay in History.
inspector-many-copy-keys = { $count ->
    [one] Copy 1 key
   *[other] Copy { $count } keys
}
inspector-many-copy-keys-most = { $count ->
    [one] Copy up to 1 key
   *[other] Copy up to { $count } keys
}
inspector-many-copy-keys-name = Copy keys
inspector-many-copy-keys-hint = Of the signed copies; of the originals for files that aren't signed.
# For a moment in place of the button's text.
inspector-many-copied = Copied
inspector-many-copy-links = { $count ->
    [one] Copy 1 signed link
   *[other] Copy { $count } signed links
}
inspector-many-copy-links-hint = Where the signed copies are.

## Several selected files: results

# Heading.
inspector-results = Verification
inspector-results-loaded = Only loaded records are counted.
inspector-results-table-hint = Opens a large, sortable table.
inspector-results-save-hint = Saves a table for spreadsheets.
inspector-results-none-left = None of these are left.
inspector-results-no-problems = No problems found.
# Buttons that filter the results. Short.
inspector-results-attention = Needs attention
inspector-results-all = All
# Text of such a button, then its accessible name. $name: what it shows.
inspector-results-filter = { $name } { $count }
inspector-results-filter-name = { $name }: { $count }
# After the verdict in a line of a result.
inspector-results-issuer = issued by { $issuer }
# Accessible name of a result. $verdict: such as "Invalid". $name: a file. $more: who issued it, or an error.
inspector-result-name = { $verdict }: { $name }, { $more }
