### The status line, copying and exporting, commands for the selected files, and outcomes of longer operations.

## The status line

# While folders are read.
status-line-scanning = Looking for files… { $count } found
# $done of $all files are uploaded.
status-line-files = { $done } of { $all ->
    [one] 1 file
   *[other] { $all } files
}
# Both are sizes, such as "4.2 MB".
status-line-bytes = { $done } of { $all }
# $time is a duration, such as "3 min".
status-line-left = { $time } left
status-line-empty = The queue is empty
status-line-paused = The queue is paused
status-line-needs-key = Waiting for an API key
# $time is a duration that counts down.
status-line-server-wait = The server asked to wait: { $time }
# $detail is the server's own text.
status-line-server-wait-detail = The server asked to wait: { $time } ({ $detail })
# How many further counts have no room.
status-line-more = { $count } more
# Hint at a count.
status-line-show = Show these in the queue

## Copying and exporting

# Button that opens a menu.
status-copy-menu = Copy as…
# Button that opens a menu.
status-export-menu = Export…
status-export-all-hint = Saves the whole list to a file
status-export-selected-hint = Saves the selected rows to a file
# A toast.
status-copy-nothing = Nothing copied
# A toast: how many files were copied as text.
status-copy-all = { $count } copied
# A toast: $copied of $all files were copied as text.
status-copy-some = { $copied } of { $all } copied
# Why some were not copied.
status-copy-no-key = { $count ->
    [one] 1 has no key yet
   *[other] { $count } have no key yet
}
status-copy-no-bucket = { $count ->
    [one] 1 has no known bucket
   *[other] { $count } have no known bucket
}
status-copy-not-signed = { $count ->
    [one] 1 has no signed copy yet
   *[other] { $count } have no signed copy yet
}
# Records of the history that are damaged.
status-copy-unreadable = { $count } cannot be read
# Joins two of the reasons above, and what is joined with a third.
status-copy-reasons = { $first }, { $second }
# Title of the dialog.
status-template-title = Copy template
status-template-lead = Each file becomes one line. Use {"{{"} and {"}}"} for literal braces.
# $names is a list of names in braces.
status-template-placeholders = Placeholders: { $names }
# Label of a field.
status-template-field = Template
# Button.
status-template-save = Save and copy
status-template-empty = The template is empty. Write at least one placeholder, such as {"{key}"}.
# $name is a word in braces that the user wrote; $names is a list of names in braces.
status-template-unknown = There is no placeholder { $name }. The placeholders are { $names }.
status-template-not-closed = A {"{"} is not closed. Write {"{{"} for a literal brace.
status-template-not-opened = A {"}"} was not opened. Write {"}}"} for a literal brace.
# Why nothing can be previewed. $name is a file.
status-template-preview-no-key = { $name } has no key yet
status-template-preview-no-bucket = { $name } has no known bucket
status-template-preview-not-signed = { $name } has no signed copy yet
# Accessible name. $line is the line that would be copied.
status-template-preview = Preview: { $line }

## Commands for the selected files

# Toasts after keys were copied.
status-keys-copied-key = Key copied
status-keys-copied-key-signed = Key of the signed copy copied
# One key of several files.
status-keys-copied-single-signed = 1 key of the signed copy copied
status-keys-copied = { $count ->
    [one] 1 key copied
   *[other] { $count } keys copied
}
status-keys-all-signed = All are of signed copies
status-keys-some-signed = { $count ->
    [one] 1 is of a signed copy, the others of originals
   *[other] { $count } are of signed copies, the others of originals
}
# Joins a reason why some were not copied and one of the two sentences above.
status-keys-notes = { $first }; { $second }
# Toasts when a command applies to none of the selected files.
status-nothing-to-retry = Nothing to retry
status-nothing-to-resume = Nothing to resume
status-nothing-to-pause = Nothing to pause
status-nothing-to-cancel = Nothing to cancel
status-nothing-allowed = None of the selected files allow it
# A toast.
status-hash-copied = SHA-256 copied

## Outcomes of longer operations, as toasts

status-removed = { $count ->
    [one] 1 file removed from the queue
   *[other] { $count } files removed from the queue
}
status-removed-unsigned = { $count ->
    [one] 1 of them isn't signed; you can sign it from History
   *[other] { $count } of them aren't signed; you can sign them from History
}
# How many files are not removed.
status-removed-not = { $count ->
    [one] 1 needs attention and stays
   *[other] { $count } need attention and stay
}
# Joins the two sentences above.
status-removed-notes = { $first }. { $second }
status-saved-none = No signed files saved
status-saved-no-downloads = This server doesn't offer downloads: get them from S3 with their URIs
# $folder is a path.
status-saved = { $count ->
    [one] 1 signed file saved in { $folder }
   *[other] { $count } signed files saved in { $folder }
}
status-saved-some = { $saved } of { $all ->
    [one] 1 signed file
   *[other] { $all } signed files
} saved in { $folder }
status-saved-renamed = { $count ->
    [one] 1 was numbered because its name was taken
   *[other] { $count } were numbered because their names were taken
}
# $name is a file, $message says why it was not saved.
status-saved-failure = { $name }: { $message }
# How many further files were not saved.
status-saved-more = { $count } more
