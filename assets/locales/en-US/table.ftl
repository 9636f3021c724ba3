# Rows and tiles of files, their columns, sorting, filters, the empty queue, and the picture in the whole window.

## A row or a tile

# In place of a row or a tile that is not read yet.
table-row-loading = Loading…
# In place of a row or a tile.
table-row-unreadable = This record can't be read
# Tooltip and name of the ✕ button of a row. $file is the name of the file.
table-row-remove = Remove { $file }

# The main button of a row: at most 11 letters. Stops the upload.
table-action-cancel = Cancel
# The main button of a row: at most 11 letters.
table-action-retry = Retry
# The main button of a row: at most 11 letters. Continues a paused upload.
table-action-resume = Resume
# The main button of a row: at most 11 letters. A verb; "…" because it asks more.
table-action-sign = Sign…
# The main button of a row: at most 11 letters. A verb.
table-action-verify = Verify
# The main button of a row: at most 11 letters. Opens the verification report.
table-action-report = Report

# The names of the same buttons for screen readers, with the name of the file.
table-action-cancel-file = Cancel { $file }
table-action-retry-file = Retry { $file }
table-action-resume-file = Resume { $file }
table-action-sign-file = Sign { $file }
table-action-verify-file = Verify { $file }
table-action-report-file = Report of { $file }

# In place of the key for a moment after it was copied: short.
table-key-copied = Copied
# Tooltip of the copy button. The key is that of the object in storage.
table-key-copy = Copy key of { $file }
# Tooltip of the copy button. The key is that of the signed copy.
table-key-copy-signed = Copy signed key of { $file }
# A small tag before the key of a signed copy: at most 10 letters.
table-key-signed = Signed
# Tooltip of the mark "CR". $facts is one or more sentences about who made the credentials.
table-credentials-mark = Has Content Credentials. { $facts }
# A note in a row. $day is a date: the signer's certificate ended then.
table-certificate-ended = Certificate ended { $day }
# A note in a row. $day is a date: the signer's certificate ends then.
table-certificate-ends = Certificate ends { $day }
# A note in a row. $media is a media type such as image/jpeg.
table-sent-as = Sent as { $media }
# A note in a row.
table-too-large-to-sign = Too large to sign
# Beside the progress bar: $time is a duration such as "3 min".
table-progress-left = { $time } left
# Beside the progress bar, after the percentage: no byte was sent for $time, such as "12 s".
table-progress-stalled = nothing sent for { $time }

## How long a signature can be relied on

# The time of signing is vouched for by a time stamp authority.
table-validity-time = Verified time
table-validity-no-time = No verified time
# $day is a date: the end of the signer's certificate. Follows after a comma, or stands alone.
table-validity-certificate = certificate until { $day }
# Joins the two above, as in "Verified time, certificate until Dec 12, 2026".
table-validity-both = { $time }, { $certificate }
# Tooltip of a verdict. $verdict is its name, $validity the sentence above.
table-validity-of-verdict = { $verdict }: { $validity }
# Warnings about a signature. $day is a date.
table-expiring-ended = Certificate ended on { $day }, and the signature has no verified time: it may read as expired.
table-expiring-ends = Certificate ends on { $day }, and the signature has no verified time: after that it may read as expired.

## How the media type of a file was found

# $named and $found are media types such as image/jpeg.
table-type-differs = The name says { $named }, the content says { $found }. The content was used.
table-type-from-content = Detected from the content; the name doesn't say.
table-type-set-same = Set by you, same as detected.
# $found is a media type.
table-type-set = Set by you. Detected: { $found }.
table-type-unknown = Neither the name nor the content shows the type.

## A row for screen readers

# A row, read out as facts with commas. These are some of the facts; each may stand anywhere in the list.
# $folder is the name of a folder.
table-said-folder = in { $folder }
table-said-credentials = has Content Credentials
# The server was asked to add a verified identity to a signature, and the signed copy has none.
table-no-identity = The server did not add the identity.
# The same as one of the facts of a row.
table-said-no-identity = the server did not add the identity
# $key is the key of the object in storage.
table-said-key = key { $key }
# Joins two facts of that list.
table-said-both = { $one }, { $other }

## Table or grid

# Button that switches from rows to tiles.
table-show-grid = Show as grid
# Button that switches from tiles to rows.
table-show-table = Show as table
# Check item of a menu: rows of less height.
table-compact-rows = Compact rows
# Commands in the list of commands.
table-show-compact = Show compact rows
table-show-tall = Show tall rows

## Columns and sorting

# Column headings: short.
table-column-name = Name
table-column-size = Size
table-column-progress = Progress
# The key of the object in storage.
table-column-key = Object key
table-column-date = Date

# The names of these headings for screen readers: a click sorts.
table-heading-name = Sort by name
table-heading-size = Sort by size
table-heading-progress = Sort by progress
table-heading-key = Sort by object key
table-heading-date = Sort by date
# The same while sorted by it. $heading is one of those above, or of those of the results.
table-heading-ascending = { $heading }, sorted ascending
table-heading-descending = { $heading }, sorted descending

# Tooltips of a heading.
table-heading-hint-oldest = Click for oldest first.
table-heading-hint-newest = Click for newest first.
table-heading-hint-again = Rows have changed. Click to sort again.
table-heading-hint-added = Click for the order added.
table-heading-hint-reverse = Click to reverse the order.
table-heading-hint-sort = Click to sort.

# The button of the menu of sort orders, in the narrow heading of the table: at most 9 letters.
table-sort = Sort
# Its name for screen readers. $order is one of the orders below.
table-sort-menu = Sort: { $order }
table-sort-menu-added = Sort: order added
table-sort-menu-newest = Sort: newest first
# The sort orders.
table-sort-name-ascending = Name, A to Z
table-sort-name-descending = Name, Z to A
table-sort-size-ascending = Size, smallest first
table-sort-size-descending = Size, largest first
table-sort-progress-ascending = Progress, least first
table-sort-progress-descending = Progress, most first
table-sort-key-ascending = Object key, A to Z
table-sort-key-descending = Object key, Z to A
table-sort-added = Order added
table-sort-newest = Newest first
table-sort-oldest = Oldest first

## The empty queue

# While the queue of another server is loaded. $server is its name.
table-queue-loading = Loading the queue of { $server }…
table-empty-headline = Drop files or folders here
# The same where dropping doesn't work.
table-empty-headline-choose = Choose files or folders
table-empty-explanation = Files upload right away and each gets a key. Sign and verify when you're ready.
table-empty-add-files = Add files…
table-empty-add-folder = Add folder…
# Four facts below, each with its name in front. First: the formats that can be signed, such as JPEG.
table-empty-signable = Can be signed
table-empty-upload-only = Upload only
table-empty-upload-only-which = All other files
table-empty-limits = Limits
table-empty-limits-which = Up to 5 GB per file, 1 GB for signing
table-empty-ways = Other ways
# $keys is a keyboard shortcut.
table-empty-ways-which = Paste paths with { $keys }, or pass files on the command line
# A fact for screen readers.
table-empty-fact = { $name }: { $value }

## The picture of a file

# The picture in the side panel, for screen readers. $file is the name of the file.
table-preview-view = View picture of { $file }
# Its tooltip, with the key that does the same.
table-preview-view-hint = View picture (Space)
# Name of the window that shows a picture.
table-viewer-title = Picture
# The picture, for screen readers.
table-viewer-picture = Picture of { $file }
table-viewer-loading = Loading picture…
table-viewer-no-picture = No picture in this file
table-viewer-never-picture = This kind of file has no picture
# In place of the state of a file that is being checked.
table-viewer-reading = Reading…
table-viewer-close = Close picture
table-viewer-close-hint = Close picture (Esc)
table-viewer-next = Next picture
table-viewer-next-hint = Next picture (→)
table-viewer-previous = Previous picture
table-viewer-previous-hint = Previous picture (←)
# Which file of the list is shown: short.
table-viewer-position = { $place } of { $count }
# The same for screen readers. $state is the state of the file, $position the line above.
table-viewer-announcement = { $file }, { $state }, { $position }
# How large the picture is shown.
table-viewer-percent = { $percent }%
# Button: one pixel of the picture is one of the screen.
table-viewer-actual = 100%
table-viewer-actual-hint = One pixel of the picture is one of the screen (1)
# Button: the whole picture is visible. A verb, short.
table-viewer-fit = Fit
table-viewer-fit-hint = The whole picture (0)
