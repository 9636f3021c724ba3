### Messages, banners, toasts, questions, notifications, the title of the window, drops, and the system's file dialogs.

## Lists

# Joins the parts of a list, such as "9 unreadable, 3 over 5 GB", without an "and".
notices-joined = { $first }, { $second }

## Dialogs

# Name of the button that closes a dialog, for screen readers. $title: the dialog's title, in lower case in English only.
notices-dialog-close = Close { $title }
# Title of the question before changes are lost.
notices-discard-title = Discard changes?
# $title: the title of the dialog with the changes.
notices-discard-text = “{ $title }” has unsaved changes.
# Button.
notices-discard = Discard
# Button.
notices-discard-keep = Keep editing

## The question before records are deleted from the history

notices-forget-title = Delete from history?
# $count: two or more.
notices-forget-title-many = { $count ->
    [one] Delete { $count } record from history?
   *[other] Delete { $count } records from history?
}
# The word that has to be typed before the whole history is deleted: one that is easy to type.
notices-forget-word = delete
# Label of a field. $word: the word above.
notices-forget-type = This is the whole history. Type “{ $word }” to continue
# Button.
notices-forget-many = { $count ->
    [one] Delete { $count } record
   *[other] Delete { $count } records
}
# The object key of the one record.
notices-forget-loses-key = You'll lose its key
notices-forget-loses-keys = You'll lose their keys
notices-forget-loses = Signing and verification results are deleted too, and so are earlier Content Credentials kept on this computer. This can't be undone.
notices-forget-keeps = The objects in storage aren't deleted.

## The question before the program ends

notices-quit-title = Quit while uploading?
notices-quit-title-lost = Quit and lose files?
notices-quit-unfinished = { $count ->
    [one] { $count } file not finished. Unfinished files continue next time.
   *[other] { $count } files not finished. Unfinished files continue next time.
}
notices-quit-unsaved = { $count ->
    [one] { $count } file could not be saved to the queue and will be lost when you quit. To keep it, cancel and retry.
   *[other] { $count } files could not be saved to the queue and will be lost when you quit. To keep them, cancel and retry.
}
notices-quit-scanning = A folder is still being read. Add it again next time to get the files not found yet.
# Button.
notices-quit = Quit
# Button.
notices-quit-keep = Keep uploading

## The banner for a missing API key

notices-key-needed = Que needs your API key
notices-key-needed-text = It's sent only to this server and never written to a file.
notices-key-refused = This API key wasn't accepted
notices-key-refused-text = Nothing is lost. Uploads continue once a key is accepted.
# $variable: the name of an environment variable, $server: the address that its key is for.
notices-key-unused = { $variable } is set, but only for { $server }. It isn't used here.
# Label of the field.
notices-key-label = API key
# Button.
notices-key-use = Use key
# A choice: where to keep the API key.
notices-key-save = { $system ->
    [mac] Save in the keychain
    [windows] Save in Credential Manager
   *[linux] Save in the keyring
}
# Instead of the choice above, after the keyring could not be used.
notices-key-save-again = { $system ->
    [mac] Try the keychain again
    [windows] Try Credential Manager again
   *[linux] Try the keyring again
}
# The other choice: forget the API key at the end.
notices-key-session = This session only
# $trouble: the reason, from the system and in its language.
notices-key-keyring-trouble = { $system ->
    [mac] Can't use the keychain: { $trouble }
    [windows] Can't use Credential Manager: { $trouble }
   *[linux] Can't use the keyring: { $trouble }
}
# $site: the address of a web site, as a link.
notices-key-where = No key yet? Get one at { $site }, or from your server's administrator.

## The banner for a missing connection

notices-offline = You're offline.
notices-offline-server = The server isn't available.
notices-offline-continue-any = Uploads continue when the connection is back.
notices-offline-continue = { $count ->
    [one] { $count } file will continue when the connection is back.
   *[other] { $count } files will continue when the connection is back.
}
notices-offline-server-continue-any = Uploads continue when it is back.
# "it" is the server.
notices-offline-server-continue = { $count ->
    [one] { $count } file will continue when it is back.
   *[other] { $count } files will continue when it is back.
}
# Button: tests the connection at once.
notices-offline-try = Try now
# The button while the test runs.
notices-offline-trying = Trying…
# What the queue does.
notices-offline-waiting = Waiting for the connection
notices-offline-waiting-server = Waiting for the server

## Toasts: short messages at the bottom of the window

# For screen readers. $headline: what happened, $more: details as sentences.
notices-toast-sentence = { $headline }. { $more }
# Button: shows the rest of the message.
notices-toast-details = Details
# Files were being prepared while they were dragged.
notices-drag-ready = { $count ->
    [one] The file is ready. Drag it again.
   *[other] { $count } files are ready. Drag them again.
}
notices-drag-not-begun = The files could not be dragged
notices-drag-busy = The last drag has not ended yet. Try again in a moment.
notices-drag-no-files = There is nothing to drag.
# The system's windows, X11 or Wayland.
notices-drag-not-possible = The display can't start a drag.
notices-drag-not-delivered = The files may not have arrived
notices-drag-unanswered = The other program did not say whether it has the files.
notices-drag-ended = The desktop ended the drag.
notices-drop-reading = Reading dropped files…
# Signed copies are fetched from the server before they can be dragged. $done of $count are there.
notices-drag-fetching = Getting signed files to drag… { $done } of { $count }
notices-saving-signed = Saving signed files… { $done } of { $count }

## Messages above the status line

notices-nothing-found = No files found
notices-nothing-added = Nothing was added.
# All of the files are in the queue already.
notices-nothing-added-duplicates = { $count ->
    [one] Nothing added: { $count } is already here
   *[other] Nothing added: { $count } are already here
}
# $count: how many were skipped; $reasons: a list of reasons with counts, as below.
notices-nothing-added-skipped = Nothing added, { $count } skipped: { $reasons }
# $added: how many files.
notices-added = { $added } added
notices-added-skipped = { $added } added, { $count } skipped: { $reasons }
# "Settings" and "Uploads" are a dialog and its page.
notices-added-by-setting = You can include them in Settings, Uploads.
notices-added-before = { $count ->
    [one] { $count } was uploaded before and will be uploaded again; its earlier key is in History.
   *[other] { $count } were uploaded before and will be uploaded again; their earlier keys are in History.
}
# $server: the name of the server that was left for another.
notices-left-waiting = { $count ->
    [one] { $count } file waits at { $server }
   *[other] { $count } files wait at { $server }
}
notices-left-waiting-text = Uploads continue when you switch back: choose it in the menu at the top left.
notices-restored = { $count ->
    [one] { $count } file restored from the last session
   *[other] { $count } files restored from the last session
}
notices-restored-continue = They continue automatically.
notices-restored-ended = { $count ->
    [one] { $count } file ended. You can retry it.
   *[other] { $count } files ended. You can retry them.
}
# $count: how many files continue, $ended: how many failed or were canceled.
notices-restored-both = { $count ->
    [one] { $count } continues automatically, { $ended } can be retried.
   *[other] { $count } continue automatically, { $ended } can be retried.
}
# $count: how many files a session may have signed that was interrupted.
notices-maybe-signed = { $count ->
    [one] { $count } file of an earlier session may have been signed
   *[other] { $count } files of an earlier session may have been signed
}
notices-maybe-signed-text = Look for a signed copy first: signing again makes a second one.
# $count: how many files were to be verified by a session that was interrupted. A button beside it says "Verify".
notices-unverified = { $count ->
    [one] { $count } file of an earlier session was not verified
   *[other] { $count } files of an earlier session were not verified
}
notices-unverified-text = The session ended first.
notices-signing-skipped = { $count ->
    [one] { $count } file not signed: already has Content Credentials
   *[other] { $count } files not signed: already have Content Credentials
}
# "Sign…" is a command.
notices-signing-skipped-text = Signed copies wouldn't contain them. Choose Sign… to sign them as edited copies.
# Button: lists the skipped files.
notices-review = Review
# Button: closes that list.
notices-review-hide = Hide details
# How many older messages there are.
notices-more = { $count } more

## Why files are skipped, with how many, in a list: "14 skipped: 9 unreadable, 3 over 5 GB, 2 already here"

notices-skipped-missing = { $count } not found
notices-skipped-unreadable = { $count } unreadable
notices-skipped-too-large = { $count } over 5 GB
notices-skipped-not-a-file = { $count } not a file
# Symbolic links.
notices-skipped-broken-link = { $count } linked to nothing
notices-skipped-link-cycle = { $count } linked in a circle
notices-skipped-duplicate = { $count } already here
notices-skipped-other-host = { $count } on another computer
# A web address, for example.
notices-skipped-other-scheme = { $count } not a file address
notices-skipped-not-a-path = { $count } not a path
notices-skipped-incomplete = { $count } not handed over by the other program
notices-skipped-too-many = { $count } too many to be listed
notices-skipped-hidden = { $count } hidden
# Such as .DS_Store.
notices-skipped-system-file = { $count } left by the system
notices-skipped-link-outside = { $count } linked to outside the folder
notices-skipped-protected = { $count } Que Uploader's own data

## Why one file was skipped, beside its path

notices-review-missing = not found
# $error: the system's reason.
notices-review-unreadable = unreadable ({ $error })
notices-review-too-large = over 5 GB
notices-review-not-a-file = not a file
notices-review-broken-link = linked to nothing
notices-review-link-cycle = linked in a circle
notices-review-duplicate = already here
# $host: the other computer's name.
notices-review-other-host = on another computer ({ $host })
# $scheme: what the address begins with, such as "https".
notices-review-other-scheme = not a file address ({ $scheme })
notices-review-not-a-path = not a path
notices-review-incomplete = not handed over by the other program
notices-review-too-many = too many to be listed
notices-review-hidden = hidden
notices-review-system-file = left by the system
notices-review-link-outside = linked to outside the folder
notices-review-protected = Que Uploader's own data
# $key: an object key.
notices-review-before = uploaded before as { $key }

## What has finished: in a toast and in a notification. The first part names files, further ones follow a comma.

notices-finished-signed-verified = { $count ->
    [one] { $count } file signed and verified
   *[other] { $count } files signed and verified
}
notices-finished-signed = { $count ->
    [one] { $count } file signed
   *[other] { $count } files signed
}
notices-finished-verified = { $count ->
    [one] { $count } file verified
   *[other] { $count } files verified
}
notices-finished-uploaded = { $count ->
    [one] { $count } file uploaded
   *[other] { $count } files uploaded
}
notices-finished-broken = { $count ->
    [one] { $count } file verified with a problem
   *[other] { $count } files verified with a problem
}
notices-finished-failed = { $count ->
    [one] { $count } file failed
   *[other] { $count } files failed
}
# Follows "3 files signed, ".
notices-finished-and-verified = { $count } verified
# Follows "3 files signed and verified, ".
notices-finished-and-others = { $count ->
    [one] { $count } other verified
   *[other] { $count } others verified
}
notices-finished-and-broken = { $count } with a problem
notices-finished-and-failed = { $count } failed
# What to do next, in a notification.
notices-next-retry = Next: retry what failed
notices-next-results = Next: look at the results
notices-next-links = Next: copy the signed links
notices-next-sign = { $count ->
    [one] Next: sign { $count } file
   *[other] Next: sign { $count } files
}
# Button of a notification: opens the window.
notices-notification-open = Open

## The title of the window

# $percent: a whole number; "Que Uploader" stays.
notices-title-working = { $percent }% – Que Uploader
notices-title-waiting = Waiting at { $percent }% – Que Uploader

## The chip at the end of the table

# $count: how many new files are out of sight.
notices-chip-added = { $count } added
# Tooltip of the chip.
notices-chip-scroll = Scroll to the new files

## Finding files in the history by their content

notices-lookup-reading-any = Reading files…
# $name: a file, $percent of $size are read.
notices-lookup-reading = Reading { $name }  ·  { $percent } of { $size }
notices-lookup-none = No files found
notices-lookup-unreadable = Can't read { $name }
notices-lookup-unreadable-files = { $count ->
    [one] Can't read { $count } file
   *[other] Can't read { $count } files
}
notices-lookup-unknown = { $name } hasn't been uploaded
notices-lookup-unknown-files = { $count ->
    [one] { $count } file hasn't been uploaded
   *[other] { $count } files haven't been uploaded
}
# $count: how many records of the history have the content of the file.
notices-lookup-matches = { $count ->
    [one] { $count } record matches { $name }
   *[other] { $count } records match { $name }
}
# $found of $count files. $count is two or more.
notices-lookup-found = { $found ->
    [one] { $found } of { $count } files is in History
   *[other] { $found } of { $count } files are in History
}
# $result: one of the sentences above, without its end; $count: how many files.
notices-lookup-and-unreadable = { $result }; { $count } can't be read
# Button.
notices-lookup-upload = { $count ->
    [one] Upload { $count } file
   *[other] Upload { $count } files
}
# Button: stops reading the files.
notices-lookup-stop = Stop
# Button: ends the search.
notices-lookup-show-all = Show all records
# Tooltip of "Find by content…".
notices-lookup-hint = Finds a file by its content, whatever its name. You can also drop it here.

## What covers the window while files are dragged over it

notices-drop-add = Drop to add
notices-drop-add-items = { $count ->
    [one] Drop to add { $count } item
   *[other] Drop to add { $count } items
}
notices-drop-find = Drop to find in History
notices-drop-find-items = { $count ->
    [one] Drop to find { $count } item in History
   *[other] Drop to find { $count } items in History
}
notices-drop-find-text = Finds files by content, whatever their names. Nothing is uploaded.
notices-drop-check = Drop to check
notices-drop-check-items = { $count ->
    [one] Drop to check { $count } item
   *[other] Drop to check { $count } items
}
notices-drop-check-text = Reads their Content Credentials. Nothing is uploaded.
notices-drop-nothing = None of this can be added
notices-drop-any = Files and folders, in any mix
notices-drop-pictures = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
notices-drop-videos = { $count ->
    [one] { $count } video
   *[other] { $count } videos
}
notices-drop-sounds = { $count ->
    [one] { $count } sound
   *[other] { $count } sounds
}
notices-drop-folders = { $count ->
    [one] { $count } folder
   *[other] { $count } folders
}
notices-drop-others = { $count ->
    [one] { $count } other file
   *[other] { $count } other files
}
# $reasons: a list, as in "2 already here, 1 hidden".
notices-drop-skipped = { $count } will be skipped: { $reasons }

## Drops and pastes that failed. "Add files…" and "Add folder…" are commands.

notices-drop-no-data = The other program did not deliver the dropped files
notices-drop-no-data-text = Drop them again, or use Add files… or Add folder….
notices-drop-timeout = The other program did not respond to the drop
notices-drop-timeout-text = Check that program, then drop again, or use Add files….
notices-drop-too-large = Too many files were dropped at once
notices-drop-too-large-text = Drop the folder that contains them, or drop fewer files.
notices-paste-no-paths = The pasted text contains no file paths
notices-paste-no-paths-text = { $system ->
    [mac] Copy files in Finder, or their full paths, one per line.
    [windows] Copy files in File Explorer, or their full paths, one per line.
   *[linux] Copy files in a file manager, or their full paths, one per line.
}

## The system's file dialogs: titles and kinds of files

notices-pick-files = Add files
notices-pick-folders = Add folders
notices-pick-to-find = Find files in History
notices-pick-to-check = Check files
notices-pick-export = Export
notices-pick-save-signed = Save signed file
notices-pick-signed-folder = Choose a folder for the signed files
notices-pick-authorities = Choose a file with certificate authorities
notices-pick-trust-list = Choose a trust list
notices-pick-certificates = Certificates (PEM)
notices-pick-all-files = All files
# $path: a file.
notices-saved-as = Saved as { $path }.
# $error: the system's reason.
notices-not-saved = Could not write { $path }: { $error }.
notices-not-saved-text = Choose another folder, or copy the text instead.
notices-no-file-manager = No file manager could be opened
notices-no-file-manager-text = The file is { $path }.
notices-no-dialog = This desktop has no file dialog
# $keys: the keys that paste.
notices-no-dialog-text = Drop files on the window, or copy their paths and press { $keys } here. You can copy what you can't save.
