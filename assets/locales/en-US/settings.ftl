### The settings dialog. Every choice applies at once; there is no button to save.

# Title of the dialog.
settings-title = Settings

## Tabs, as short as possible: all five stand in one line.
settings-tab-servers = Servers
# The API key and the connection test.
settings-tab-key = Key
# How files are uploaded and signed.
settings-tab-uploads = Uploads
settings-tab-appearance = Appearance
settings-tab-about = About

# Button that opens the diagnostics report.
settings-diagnostics = Diagnostics…
settings-diagnostics-hint = What to send when you report a problem
# A heading that unfolds what only engineers need: time limits, certificates and the like.
settings-advanced = Advanced

## Tab "Servers": a list on the left, the fields of one server on the right

# Headline of a note while the sandbox is in use.
settings-servers-sandbox = Sandbox
settings-servers-sandbox-note = You're using the Que server built into this app. Changes here apply to your own servers; switch to one at the top left of the window.
# Headline of a note while the window uses a server that was given on the command line.
settings-servers-visited = Server set on the command line
# $server is the server's address.
settings-servers-visited-note = This window uses { $server } until you close it or choose another server.
# Button below the list.
settings-servers-add = Add server
# Accessible name of an entry of the list. $name is the server's name.
settings-servers-edit = Edit { $name }
# Accessible name of the entry of the server in use.
settings-servers-edit-in-use = Edit { $name }, in use
# Below the name of the server in use. Short.
settings-servers-in-use = in use
# The name of a new server, until the user enters another.
settings-servers-new = New server
# The name of a further new server, such as "New server 2".
settings-servers-new-numbered = New server { $number }
# Label of a field.
settings-servers-name = Name
# Before the colors to choose from.
settings-servers-color = Color
settings-color-blue = Blue
settings-color-teal = Teal
settings-color-green = Green
settings-color-amber = Amber
settings-color-red = Red
settings-color-gray = Gray
# Label of a field for the API's URL.
settings-servers-address = Server address
# Label of a field for the name of an S3 bucket.
settings-servers-bucket = Bucket
# Hint in the empty field for the bucket.
settings-servers-bucket-hint = Detected from the server's URLs
# Label of a field for the path of a PEM file.
settings-servers-authorities = Additional certificate authorities (file)
# Hint in an empty field.
settings-servers-authorities-hint = Optional
# Button that opens the system's dialog for files.
settings-servers-authorities-choose = Choose…
settings-servers-plain-http = Allow http:// to other machines
settings-servers-plain-http-hint = Your key and files travel unencrypted, and the server may use this computer as its storage. Use it only for a test server on your own network.
settings-servers-keeps-credentials = This server keeps earlier credentials
settings-servers-keeps-credentials-hint = Turn this on only if the server's operator says so. Files that already have Content Credentials are then signed with a manifest that leaves it to the server to add the original. Other servers would sign a false statement.
# The server that is used when the program starts.
settings-servers-default = Default server
# Button.
settings-servers-use = Use this server
# Why the button "Use this server" cannot be used.
settings-servers-use-fix-first = Correct the fields first
# Button that asks first.
settings-servers-remove = Remove server…
# Button that removes.
settings-servers-remove-now = Remove server
# Button that keeps the server.
settings-servers-remove-not = Keep server
# The question before a server is removed. $desktop is mac, windows or linux.
settings-servers-remove-note = Its uploads stay in History and its key in { $desktop ->
    [mac] the keychain
    [windows] Credential Manager
   *[other] the keyring
}.

## Below a field while its text is not valid. The earlier value stays in use.

settings-servers-name-missing = Enter a name.
# $max is the highest number of characters.
settings-servers-name-long = At most { $max } characters.
settings-servers-name-taken = Another server already has this name.
settings-servers-address-invalid = Start with https://, or http:// for this computer.
settings-servers-address-plain-http = Allow http:// to other machines under Advanced first.
settings-servers-bucket-invalid = 3 to 63 lowercase letters, digits, dots and hyphens.

## Tab "Key"

# Heading. $server is the server's name.
settings-key-heading = API key of { $server }
settings-key-reading = Reading the key…
settings-key-missing = No key.
# $variable is the name of an environment variable.
settings-key-from-environment = The key comes from the environment variable { $variable }.
# $desktop is mac, windows or linux.
settings-key-stored = The key is stored in { $desktop ->
    [mac] the keychain
    [windows] Credential Manager
   *[other] the keyring
}.
settings-key-for-session = The key is kept until you close the window.
settings-key-of-sandbox = The sandbox created its own key.
# Headline of a note. $desktop is mac, windows or linux.
settings-key-no-keyring = Can't use { $desktop ->
    [mac] the keychain
    [windows] Credential Manager
   *[other] the keyring
}
# $trouble is a sentence of the system that says why.
settings-key-no-keyring-note = { $trouble } A key lasts only for this session, unless it comes from QUE_API_KEY in the environment.
settings-key-at-once = Changes here take effect right away, for the current server. Each server has its own key.
# Label of a field.
settings-key-new = New key
# Button beside the field.
settings-key-use = Use key
# Button that asks first.
settings-key-delete = Delete key…
# The question. $desktop is mac, windows or linux.
settings-key-delete-question = Delete it, also from { $desktop ->
    [mac] the keychain
    [windows] Credential Manager
   *[other] the keyring
}?
# Button that deletes the key.
settings-key-delete-now = Delete key
# Button that keeps the key.
settings-key-delete-not = Keep key

## The connection test. Each finding has a headline and, if there is something to do, a hint. $host is the server's host.

# Heading.
settings-connection-heading = Connection
# Button.
settings-connection-test = Test connection
# While it is tested.
settings-connection-testing = Connecting…
settings-connection-works = { $host } is there and accepts the key.
settings-connection-no-key = { $host } is there, but there is no API key yet.
settings-connection-no-key-hint = Enter your key and test again.
settings-connection-name-not-found = There is no server called { $host }, or its name cannot be looked up.
settings-connection-name-not-found-hint = Check the address letter by letter, then the connection to the internet.
settings-connection-refused = The machine is there, but nothing answers at { $host }.
settings-connection-refused-hint = Check the address and its port. If both are right, the server is switched off, or a firewall refuses.
settings-connection-no-answer = { $host } did not answer in time.
settings-connection-no-answer-hint = Check the connection to the internet, then the address; a firewall may swallow what is sent.
settings-connection-not-reachable = { $host } cannot be reached.
settings-connection-not-reachable-hint = Check the connection to the internet; a firewall may be in between.
settings-connection-not-trusted = The certificate of { $host } is not trusted on this computer.
settings-connection-not-trusted-hint = If your company runs this server, or reads along, name its certificate authority's file in the server's settings. Else do not send your key there.
settings-connection-other-name = The certificate shown for { $host } is for another name.
settings-connection-other-name-hint = Check the address: it has to be the name that the certificate is for. Else do not send your key there.
settings-connection-out-of-date = The certificate of { $host } is out of date.
settings-connection-out-of-date-hint = Check the date and time of this computer. If they are right, the server's owner has to renew it.
settings-connection-not-secure = Could not establish a secure connection to { $host }.
settings-connection-not-secure-hint = Check that the address begins with https:// and that the port is right.
settings-connection-proxy = The proxy does not let the connection through, or cannot be reached.
settings-connection-proxy-hint = Check HTTPS_PROXY or the system's proxy settings, or ask the proxy's administrator to allow this server; NO_PROXY names servers that need none.
settings-connection-key-refused = { $host } is there, but does not accept the API key (401).
settings-connection-key-refused-hint = Enter the key again, whole and without the words around it. A key belongs to one server: check that this is the one.
settings-connection-key-forbidden = { $host } knows the API key, but the key may not be used for this (403).
settings-connection-key-forbidden-hint = Ask whoever gave you the key for the right to use this server.
# The server's own words follow below.
settings-connection-other = The connection test failed.

## Tab "Uploads"

settings-uploads-signing = Signing
# Label of a field for a person's name.
settings-uploads-author = Default author
settings-uploads-author-note = You can change it for each file before signing.
settings-uploads-verify = Verify each signed copy
settings-uploads-verify-note = The report is ready when you open the file.
settings-uploads-new-only = Applies to new uploads.
# Heading, under "Advanced".
settings-uploads-heading = Uploads
settings-uploads-automatic = Choose the number of parallel uploads automatically
settings-uploads-automatic-note = A few at a time for large files, more for small ones if the connection allows.
# Label of a number field.
settings-uploads-parallel = Parallel uploads
# $max is the highest number.
settings-uploads-parallel-note = 1 to { $max }. Use more for many small files, fewer on a slow connection.
# Label of a number field.
settings-uploads-stall = Stall timeout
settings-uploads-stall-note = 5 to 600. Retry if nothing is sent for this long.
# After the number in a field: seconds.
settings-uploads-seconds = {" "}s
settings-uploads-md5 = Check stored files against what was sent (MD5)
settings-uploads-md5-note = Takes one or two seconds per gigabyte while uploading. Turn off if every upload fails this check.
# Heading, under "Advanced".
settings-folders-heading = Folders
settings-folders-note = When you add a folder, skipped files are counted. Files you add directly are never skipped for these reasons.
settings-folders-hidden = Include hidden files and folders
settings-folders-hidden-note = Such as .env and .git, which often contain passwords or private data.
settings-folders-system = Include system files
settings-folders-system-note = Such as .DS_Store, Thumbs.db and recycle bins.
settings-folders-links = Follow links that point outside the folder
settings-folders-links-note = A link can add files you didn't mean to upload.

## Tab "Appearance"

# Heading.
settings-theme-heading = Theme
# The theme of the system.
settings-theme-system = Same as system
settings-theme-light = Light
settings-theme-dark = Dark
# Heading of the languages; each is written in its own language.
settings-language-heading = Language
# $language is the system's language in its own words, such as "Deutsch".
settings-language-system = Same as system ({ $language })
# Heading.
settings-size-heading = Text size
# Button.
settings-size-smaller = Smaller
# Button.
settings-size-larger = Larger
# Button that returns to 100%.
settings-size-reset = Reset
# Between the buttons. $percent is a number.
settings-size-percent = { $percent }%
# The three are shortcuts, such as "Ctrl++".
settings-size-keys = You can also press { $larger }, { $smaller } or { $plain } at any time.
# Heading.
settings-notify-heading = Notifications
settings-notify-notification = Notify me when work finishes while another window is in front
settings-notify-attention = Ask for attention in the taskbar when work finishes
settings-notify-title = Show progress in the window title
settings-notify-taskbar = Show progress in the taskbar or dock

## Tab "About"

settings-about-version = Version
settings-about-license = License
settings-about-license-value = MIT or Apache-2.0, at your option
settings-about-typeface = Typeface
settings-about-typeface-value = Inter, copyright The Inter Project Authors, SIL Open Font License 1.1
settings-about-icons = Icons
settings-about-icons-value = Phosphor Icons, copyright Phosphor Icons, MIT License
# Heading: to whom data goes.
settings-about-where = What goes where
settings-about-key = API key
# $server is the server's address.
settings-about-key-value = Only to { $server }
settings-about-names = File names
# $server is the server's address.
settings-about-names-value = To { $server }
settings-about-bytes = File bytes
settings-about-bytes-value = To this server's storage
settings-about-nowhere-else = Nothing goes anywhere else.
