### Commands: their names, sections and shortcuts, why one can't run now, and the bars, menus and lists made of them.
### An ellipsis at the end of a name says that the command asks something before it acts.

## Sections: headings in the menu, in the command palette and in the list of shortcuts

commands-section-add = Add
commands-section-queue = Queue
commands-section-selection = Selected files
commands-section-copy = Copy and export
commands-section-history = History
commands-section-view = View
# The section with settings, help and Quit.
commands-section-program = Program

## Names of commands, in menus, on buttons and in the palette

commands-add-files = Add files…
commands-add-folder = Add folder…
# Adds the files whose paths are on the clipboard.
commands-paste-paths = Paste paths
# Pauses all uploads.
commands-pause-all = Pause all
commands-resume-all = Resume all
# Removes finished files from the list.
commands-clear-finished = Clear finished
# $count: how many of the finished files are not signed yet.
commands-clear-finished-unsigned = Clear finished ({ $count } not signed)
# Stops an operation on many records, such as verifying them.
commands-stop = Stop
commands-sign = Sign…
commands-sign-again = Sign again…
# Verifies on the server; "Check" does so on this computer.
commands-verify = Verify
commands-verify-original = Verify original
commands-save-signed = Save signed file…
# $count: two or more.
commands-save-signed-files = { $count ->
    [one] Save { $count } signed file…
   *[other] Save { $count } signed files…
}
commands-retry = Retry
commands-pause = Pause
commands-resume = Resume
# Cancels the uploads of the selected files.
commands-cancel = Cancel
# Copies object keys to the clipboard.
commands-copy-keys = Copy keys
commands-copy-signed-key = Copy signed key
commands-open-folder = Open folder
commands-open-in-browser = Open in browser
commands-copy-uris = Copy S3 URIs
commands-copy-references = Copy asset references (JSON)
commands-copy-sha = Copy SHA-256
commands-copy-signed-links = Copy signed links
commands-copy-signed-link = Copy signed link
commands-copy-original-keys = Copy original keys
commands-copy-original-key = Copy original key
commands-copy-names-and-keys = Copy names and keys
commands-copy-with-template = Copy with template
commands-edit-template = Edit template…
commands-export-csv = Export as CSV…
commands-export-json = Export as JSON…
commands-export-markdown = Export as Markdown…
commands-sign-all = Sign all…
commands-copy-all-links = Copy all signed links
commands-retry-failed = Retry all failed
# Finds a file in the history by what it contains, whatever its name.
commands-find-by-content = Find by content…
commands-forget = Delete from history…
commands-remove = Remove from queue
commands-undo-remove = Undo removal
commands-undo-delete = Undo deleting the preset
# Opens the context menu of the selected files.
commands-show-row-menu = Selection menu
commands-select-all = Select all
commands-select-nothing = Deselect all
commands-show-overview = Show overview
commands-show-credentials = Show credentials
commands-show-report = Show report
commands-show-technical = Show technical details
# The panel beside the files.
commands-show-details = Show details
commands-hide-details = Hide details
commands-view-picture = View picture
commands-show-grid = Show as grid
commands-show-table = Show as table
# The MIME type.
commands-set-type = Set type…
commands-save-report = Save report…
# Verification results, in a dialog with a table.
commands-show-results = View results…
commands-show-all-results = View all results…
commands-save-results = Save results…
commands-save-proof = Save evidence (JSON)…
commands-show-queue = Show queue
commands-show-history = Show history
# Shows the tab Check.
commands-show-check = Show check
# Reads the credentials of files on this computer; nothing is uploaded.
commands-check-files = Check files…
commands-check-selection = Check
commands-search = Search
commands-sort-by-name = Sort by name
commands-sort-by-size = Sort by size
commands-sort-by-progress = Sort by progress
commands-sort-by-key = Sort by object key
commands-sort-by-time = Sort by time
commands-only-active = Show only active files
commands-only-waiting = Show only waiting files
commands-only-paused = Show only paused files
commands-only-failed = Show only failed files
commands-only-uploaded = Show only uploaded files
commands-only-signed = Show only signed files
commands-only-verified = Show only verified files
commands-only-invalid = Show only invalid files
commands-only-unconfirmed = Show only unconfirmed files
commands-only-canceled = Show only canceled files
commands-show-all-rows = Show all files
# Moves the keyboard focus to the next part of the window.
commands-next-pane = Next pane
commands-previous-pane = Previous pane
commands-show-palette = All commands…
commands-show-shortcuts = Keyboard shortcuts
commands-open-settings = Settings…
commands-edit-servers = Servers…
commands-next-server = Next server
commands-try-sandbox = Try the sandbox
commands-test-connection = Test connection
commands-show-diagnostics = Diagnostics…
commands-review-skipped = Review skipped files
commands-show-message-details = Show message details
commands-dismiss-message = Dismiss message
commands-light-theme = Use light theme
commands-dark-theme = Use dark theme
commands-system-theme = Use system theme
commands-zoom-in = Zoom in
commands-zoom-out = Zoom out
commands-reset-zoom = Reset zoom
commands-quit = Quit

## Why a command can't run now. Shown as a tooltip, beside the command in the palette, and as a sentence in a message,
## which adds the full stop.

commands-reason-nothing-selected = Nothing is selected
commands-reason-no-file-selected = No file selected
commands-reason-some-unread = Some selected records aren't loaded yet: select fewer
commands-reason-nothing-uploading = Nothing is uploading
commands-reason-none-uploading = No selected file is uploading
commands-reason-nothing-finished = Nothing has finished
commands-reason-finished-need-attention = Finished files need your attention first
commands-reason-nothing-to-sign = No uploaded file waits to be signed
commands-reason-no-signed-copies = No signed copies yet
commands-reason-no-signed-copy = No signed copy yet
commands-reason-nothing-failed = Nothing failed
commands-reason-none-failed = None of these files failed
commands-reason-none-verifiable = None of these files can be verified now
commands-reason-none-signable = None of these files can be signed now
commands-reason-not-signable = This file is too large to sign, or its format can't be signed
commands-reason-not-signed = Not signed yet
commands-reason-no-downloads = This server doesn't offer downloads
commands-reason-being-saved = Already being saved
# No object key.
commands-reason-no-key = No key yet
commands-reason-nothing-to-copy = Nothing to copy
commands-reason-after-upload = Available after upload
commands-reason-nothing-to-export = Nothing to export
commands-reason-nothing-to-sort = Nothing to sort
commands-reason-nothing-to-select = Nothing to select
# The history is empty.
commands-reason-no-records = No records
commands-reason-type-stored = The file is already stored with its type
commands-reason-not-verified = Not verified yet
commands-reason-none-verified = None of the selected files has been verified
commands-reason-queue-not-verified = No file of the queue has been verified
commands-reason-none-listed = No verified files are listed
commands-reason-loading = Still loading
commands-reason-none-in-state = No files in this state
commands-reason-one-server = There is only one server
commands-reason-test-running = A test is running
commands-reason-largest-zoom = Already at maximum zoom
commands-reason-smallest-zoom = Already at minimum zoom
commands-reason-plain-zoom = Already at 100%
# Headline of a message. $command: the name of a command, without its ellipsis.
commands-not-available = { $command } isn't available
# $reason: one of the reasons above.
commands-reason-sentence = { $reason }.

## Keyboard shortcuts

# Title of a dialog.
commands-shortcuts-title = Keyboard shortcuts
# Heading above the keys that move among rows.
commands-shortcuts-move = Move
commands-move-row = Select the next row
commands-move-more = Select more rows
commands-move-only = Move without selecting
commands-move-toggle = Select or deselect a row
commands-move-picture = View the picture
commands-move-page = Move by a page
commands-move-ends = Move to the first or last row
# A control of the window, such as a button or a field.
commands-move-control = Next or previous control
# For screen readers. $name: a command, $keys: its shortcuts.
commands-shortcuts-line = { $name }: { $keys }

## Keys, as they are printed on keyboards

commands-key-ctrl = Ctrl
commands-key-shift = Shift
commands-key-space = Space
commands-key-page-up = PageUp
commands-key-page-down = PageDown
commands-key-home = Home
commands-key-end = End
commands-key-tab = Tab
commands-key-delete = Delete
commands-key-backspace = Backspace
commands-key-escape = Escape
# The key that opens context menus.
commands-key-menu = Menu

## The command palette

# Title of the palette.
commands-palette-title = All commands
# In the empty field.
commands-palette-hint = Find a command
commands-palette-nothing = No matching commands.

## The top bar

# Name of the button for screen readers. $server: the server's name, $key: the state of the key, as below.
commands-bar-server = Server { $server }. { $key }. Choose a server
# The state of the API key; space is short.
commands-bar-key-refused = Key not accepted
commands-bar-unreachable = Server unreachable
commands-bar-key-reading = Reading the key…
commands-bar-key-none = No key
# $variable: the name of an environment variable.
commands-bar-key-environment = Key from { $variable }
# $system: the system whose keyring has the API key.
commands-bar-key-keyring = { $system ->
    [mac] Key in the keychain
    [windows] Key in Credential Manager
   *[linux] Key in the keyring
}
commands-bar-key-session = Key for this session
commands-bar-no-account = No account needed
# Name of an icon.
commands-bar-settings = Settings
# Name of an icon.
commands-bar-menu = Menu

## Tabs and what stands beside them

# A tab.
commands-tab-queue = Queue
# A tab. $count: how many files it has.
commands-tab-queue-count = Queue  { $count }
# A tab. $found: how many of the files match the filter.
commands-tab-queue-found = Queue  { $found } of { $count }
# A tab.
commands-tab-history = History
# A tab, where files are checked without uploading them.
commands-tab-check = Check
commands-tab-check-count = Check  { $count }
# Tooltip of "Pause all".
commands-tab-pause-hint = Stops uploads in progress. They start over when you resume.
# Tooltip of "Clear finished".
commands-tab-clear-hint = Removes finished files from this list. Files with a key stay in History.
commands-tab-clear-hint-unsigned = Removes finished files from this list. Files with a key stay in History. { $count ->
    [one] { $count } is not signed yet.
   *[other] { $count } are not signed yet.
}
# Name of the search field.
commands-search-history = Search history
# In the empty search field: examples of what can be typed, dates among them. Only English words are read as dates, and
# numbers: 2026-11-14, 14.11.2026. At most 32 letters.
commands-search-history-hint = Name, key, last month, 14 nov…
# Name of the search field, and in it while it is empty. At most 16 letters.
commands-search-queue = Search queue
# Name of an icon in the search field.
commands-search-clear = Clear search

## The filter of the queue

# In the list of states: no filter.
commands-find-all-states = All states
# For screen readers. $state: a state of files, such as "Paused"; $count: how many files have it.
commands-find-state = { $state }: { $count }
# For screen readers. $state: the state of the files that are shown.
commands-find-states-shown = States on show: { $state }
commands-find-searching = Searching…
commands-find-nothing = No matching files
commands-find-in-queue = { $count ->
    [one] { $count } file in the queue.
   *[other] { $count } files in the queue.
}
# Button that clears filter and search.
commands-find-show-all = Show all

## Menus

# Name of the context menu of the selected files.
commands-row-menu = Selection menu

## Parts of the system

# Where the system keeps passwords, inside a sentence. Where the grammar needs another form, sentences choose by $system
# themselves.
commands-keyring-mac = the keychain
commands-keyring-windows = Credential Manager
commands-keyring-linux = the keyring
