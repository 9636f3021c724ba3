### The server menu, switching servers, the first start, an error at the start, and the diagnostics report.

## The menu that the server button at the top left opens

# About the sandbox.
servers-menu-sandbox-note = The Que server built into this app. Nothing leaves this computer, and no one else trusts what it signs.
servers-menu-visited-note = This server was set on the command line for this session.
# In the accessible name of the server in use.
servers-menu-in-use = in use
# How many files wait at a server that is not in use. Short.
servers-menu-waiting = { $count ->
    [one] 1 file waits
   *[other] { $count } files wait
}
# Button that opens the built-in server to practice with.
servers-menu-sandbox = Try the sandbox
# The same while files wait there.
servers-menu-sandbox-waiting = Try the sandbox ({ $count ->
    [one] 1 file waits
   *[other] { $count } files wait
})
# Entry that opens the settings of servers.
servers-menu-servers = Servers…
# Entry that opens the settings of the API key.
servers-menu-key = Key for this server…

## The question before switching servers while something is running

# Title. $server is a server's name.
servers-switch-title = Switch to { $server }?
# $server is the name of the server that is left.
servers-switch-uploads = { $count ->
    [one] 1 file not uploaded yet. It stays in the queue of { $server } and continues when you switch back.
   *[other] { $count } files not uploaded yet. They stay in the queue of { $server } and continue when you switch back.
}
servers-switch-signings = { $count ->
    [one] 1 file being signed or verified. A step in progress will finish; the rest are canceled.
   *[other] { $count } files being signed or verified. Steps in progress will finish; the rest are canceled.
}
servers-switch-folders = A folder is still being read. Files not found yet won't be added.
# Button.
servers-switch-now = Pause and switch

## The first start

# Title.
servers-welcome-title = Welcome to Que Uploader
servers-welcome-lead = Drop photos on the window. Each one uploads and gets a key. Sign and verify when you're ready.
# A toast after the key was tested.
servers-welcome-key-accepted = Key accepted
servers-welcome-offline = You seem to be offline
servers-welcome-offline-hint = Check the internet connection, then choose Start again.
# Label of the field for the API key.
servers-welcome-key = API key
# The same when there is a key already.
servers-welcome-another-key = Another key
# Link to a web page.
servers-welcome-get-key = Get a key
servers-welcome-get-key-hint = Opens addque.org. The administrator of your own server has keys for that.
servers-welcome-key-present = You already have a key for this server.
# $desktop is mac, windows or linux; $trouble is a sentence of the system.
servers-welcome-kept-trouble = Kept until you close the window, because { $desktop ->
    [mac] the keychain
    [windows] Credential Manager
   *[other] the keyring
} can't be used: { $trouble }
servers-welcome-kept-session = Kept until you close the window.
# $desktop is mac, windows or linux.
servers-welcome-kept-stored = Stored in { $desktop ->
    [mac] the keychain
    [windows] Credential Manager
   *[other] the keyring
}.
# $kept is one of the sentences above, $sent one of the two below.
servers-welcome-kept-and-sent = { $kept } { $sent }
servers-welcome-sent-to = Sent only to { $host }.
servers-welcome-sent-to-yours = Sent only to your server.
# Link that shows a field for the address.
servers-welcome-other-server = Use another server…
# Label of the field.
servers-welcome-address = Server address
servers-welcome-address-invalid = Start with https://, or http:// for this computer.
servers-welcome-address-plain-http = http:// works only for this computer. You can allow other machines in Settings.
# Button.
servers-welcome-sandbox = Try the sandbox
servers-welcome-sandbox-hint = Practice with the Que server built into this app. No key needed; nothing leaves this computer.
# Button that ends the first start although the test failed.
servers-welcome-skip-test = Skip test
servers-welcome-skip-test-hint = The key is tested again when something is uploaded.
# Button that ends the first start without a key.
servers-welcome-skip = Skip
servers-welcome-skip-hint = You can enter everything later from the server menu at the top left.
# The main button.
servers-welcome-start = Start
# The main button while the key is tested.
servers-welcome-connecting = Connecting…

## A program that cannot start

# Title of a small window.
servers-startup-title = Que Uploader cannot start
# Button.
servers-startup-quit = Quit

## The diagnostics report

# Title of the dialog.
servers-diagnostics-title = Diagnostics
servers-diagnostics-lead = Read this before you send it. It contains no keys, signatures or passwords, but may contain paths and file names.
# Button.
servers-diagnostics-copy = Copy diagnostics
