### Names of states, each said once: in rows, tiles, the status line, the inspector and for screen readers.

## The state of a file, as one or two words. Its column is narrow: at most 14 letters.

states-failed = Failed
states-uploading = Uploading
# All bytes were sent; the storage has not answered yet.
states-finishing = Finishing
# The file is looked at, and an upload URL is requested.
states-preparing = Preparing
# The next attempt starts automatically.
states-waiting = Waiting
states-queued = Queued
states-paused = Paused
states-uploaded = Uploaded
states-signing = Signing
states-signed = Signed
states-verifying = Verifying
states-verified = Verified
states-canceling = Canceling
states-canceled = Canceled
# A row that waits for its next attempt. $time is a duration, such as "12 s".
states-waiting-for = Waiting { $time }

## The number of files in a state, in the status line and in the summary of a selection. Space is short.

states-count-failed = { $count } failed
states-count-uploading = { $count } uploading
states-count-finishing = { $count } finishing
states-count-preparing = { $count } preparing
states-count-waiting = { $count } waiting
states-count-queued = { $count } queued
states-count-paused = { $count } paused
states-count-uploaded = { $count } uploaded
states-count-signing = { $count } signing
states-count-signed = { $count } signed
states-count-verifying = { $count } verifying
states-count-verified = { $count } verified
states-count-canceling = { $count } canceling
states-count-canceled = { $count } canceled
# Verified files whose Content Credentials are not valid.
states-count-invalid = { $count } invalid
# Verified files whose signature could not be checked.
states-count-unconfirmed = { $count } not confirmed

## The same states inside a sentence that describes a row to a screen reader, separated by commas.

states-inside-failed = failed
states-inside-uploading = uploading
states-inside-finishing = finishing
states-inside-preparing = preparing
states-inside-waiting = waiting
# $time is a duration, such as "12 s".
states-inside-waiting-for = waiting { $time }
states-inside-queued = queued
states-inside-paused = paused
states-inside-uploaded = uploaded
states-inside-signing = signing
states-inside-signed = signed
states-inside-verifying = verifying
states-inside-verified = verified
states-inside-canceling = canceling
states-inside-canceled = canceled
states-inside-not-signed = not signed
states-inside-not-verified = not verified
# $percent is such as "45%".
states-inside-uploading-percent = uploading, { $percent }
# $verdict is the name of a verdict, such as "Trusted".
states-inside-original-verified = original verified: { $verdict }
states-inside-signed-copy-verified = signed copy verified: { $verdict }

## The steps of a file: Upload, Sign, Verify. Each is one or two words in a narrow column.

# The step Sign, which nobody asked for yet.
states-step-sign = Sign
# The step Verify, which nobody asked for yet.
states-step-verify = Verify
# In place of the step Sign, for files of a type that cannot be signed.
states-step-upload-only = Upload only
states-step-not-signed = Not signed
states-step-not-verified = Not verified

## Verdicts of a verification, as names. At most 30 letters.

states-verdict-trusted = Trusted
# The file is as it was signed, but its signer is on no trust list.
states-verdict-valid = Unknown signer
# The server could not check the signature.
states-verdict-unconfirmed = Not confirmed
states-verdict-invalid = Invalid
states-verdict-none = No Content Credentials
# The Content Credentials are not in the file but somewhere on the web.
states-verdict-remote = Credentials stored elsewhere
states-verdict-unsupported = Format not readable by this server
# The verdict of a file that was checked on this computer, without a server.
states-verdict-unsupported-here = Format not readable
states-verdict-unknown = Report not understood
# In place of a verdict: the file could not be read.
states-verdict-not-read = Not read

## The number of files with a verdict, in a message about many records: "12 of 14 records verified: 2 invalid, …".

states-verdict-count-trusted = { $count } Trusted
states-verdict-count-valid = { $count } Unknown signer
states-verdict-count-unconfirmed = { $count } Not confirmed
states-verdict-count-invalid = { $count } Invalid
states-verdict-count-none = { $count } No Content Credentials
states-verdict-count-remote = { $count } Credentials stored elsewhere
states-verdict-count-unsupported = { $count } Format not readable by this server
states-verdict-count-unknown = { $count } Report not understood

## What was verified

states-target-original = Original
states-target-signed = Signed copy
# The heading while it runs.
states-verifying-original = Verifying the original
states-verifying-signed = Verifying the signed copy

## What became of one attempt to upload, in a list of attempts

states-attempt-running = Running
# The storage has the file.
states-attempt-stored = Stored
states-attempt-refused = Not stored
# The connection broke: the file may be stored.
states-attempt-unknown = Unknown

## The filter above the queue: files in these states are shown. Each is an entry of a menu with a number behind it.

states-show-all = All
# Those in progress.
states-show-active = Active
states-show-waiting = Waiting
states-show-paused = Paused
states-show-failed = Failed
states-show-uploaded = Uploaded
states-show-signed = Signed
states-show-verified = Verified
states-show-invalid = Invalid
states-show-unconfirmed = Not confirmed
states-show-canceled = Canceled

## Of files on this computer

# Joined with dots above a table, such as "3 Trusted · 1 Not read".
states-verdict-count-unsupported-here = { $count } Format not readable
states-verdict-count-not-read = { $count } Not read
