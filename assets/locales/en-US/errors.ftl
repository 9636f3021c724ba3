### What went wrong, and what to do. A failure is a message and a hint, each a sentence or two.

## Frames

# Ends a clause as a sentence. Its first letter is made a capital by the program.
errors-sentence = { $words }.
# Two sentences after each other.
errors-two-sentences = { $first } { $second }
# What a server refused, and the HTTP status.
errors-status = { $what } ({ $status })
# The same with the code of the server, such as "SlowDown".
errors-status-code = { $what } ({ $status } { $code })
# The same with the words of the server, which are not translated.
errors-said = { $what }: { $message }

## What the program was doing. It follows in parentheses or after "while".

errors-step-setup = setting up the connection
errors-step-health = checking whether Que is healthy
errors-step-presign = requesting an upload URL
errors-step-upload = uploading
errors-step-sign = signing
errors-step-verify = verifying
errors-step-trust-list = fetching the trust list
errors-step-presign-download = requesting a download URL
errors-step-download = downloading

## What a server refused. A clause without a period: an HTTP status in parentheses follows. $step is such as "uploading".

errors-refusal-proxy-password = the proxy asks for a user name and a password
errors-refusal-request = Que does not accept the request
errors-refusal-api-key = Que does not accept the API key
errors-refusal-not-permitted = the API key does not permit this ({ $step })
errors-refusal-no-downloads = this Que server does not offer download URLs
errors-refusal-not-found = Que could not find the object or the call ({ $step })
errors-refusal-asset-too-large = the asset is too large for Que
errors-refusal-unreadable = Que could not read this file's Content Credentials
errors-refusal-not-processed = Que could not process this file or manifest
errors-refusal-too-fast = Que asks to slow down
errors-refusal-error-as-success = Que reported an error with a success status ({ $step })
errors-refusal-not-supported = this Que server does not support that yet
errors-refusal-version-not-supported = this Que server does not support requests of this kind
errors-refusal-server-full = Que is out of storage space
errors-refusal-unavailable = Que is currently unavailable
errors-refusal-server-error = Que had an internal error while { $step }
errors-refusal-other = Que refused ({ $step })
errors-refusal-url-expired = the upload URL has expired
errors-refusal-url-signature = the storage does not accept the URL's signature
errors-refusal-clocks = the clocks of Que and its storage disagree
errors-refusal-file-too-large = the file is too large for the storage
errors-refusal-no-such-key = the storage has no such object
errors-refusal-no-such-bucket = the storage has no such bucket
errors-refusal-waited-too-long = the storage waited too long for data
errors-refusal-storage-too-fast = the storage asks to slow down
errors-refusal-bucket-elsewhere = the bucket is at another address than the URL
errors-refusal-not-stored = the storage reported an error, so the file is not stored
errors-refusal-error-for-file = the storage sent an error instead of the file
errors-refusal-url-refused = the storage refused the URL
errors-refusal-storage-not-supported = the storage does not support this
errors-refusal-storage-full = the storage is full
errors-refusal-no-such-address = the storage could not find this address
errors-refusal-no-such-object = the storage could not find the object
errors-refusal-storage-error = the storage had an internal error while { $step }
errors-refusal-storage-refused = the storage refused while { $step }

## How a connection failed. A clause. $step is such as "uploading".

errors-transport-dns = the server's name could not be resolved ({ $step })
errors-transport-connect = the server cannot be reached ({ $step })
errors-transport-tls = could not establish a secure connection to the server ({ $step })
errors-transport-proxy = the proxy did not establish the connection ({ $step })
errors-transport-reset = the connection broke while { $step }
errors-transport-timeout = no response in time while { $step }
errors-transport-stalled = no data moved for too long while { $step }
errors-transport-response-lost = every byte was sent, but the response was lost: the file may or may not be stored
errors-transport-protocol = the server's response was not HTTP ({ $step })

## What is wrong with a response. A clause. $status is an HTTP status, $step is such as "uploading".

errors-response-web-page = the response was a web page ({ $status }, { $step })
errors-response-empty = the response was empty ({ $status }, { $step })
errors-response-not-json = the response was not JSON ({ $status }, { $step })
errors-response-unexpected-json = the response lacks expected fields ({ $status }, { $step })
errors-response-too-large = the response was larger than { $limit } bytes ({ $status }, { $step })
errors-response-too-many-values = the response had more than { $limit } values ({ $status }, { $step })
errors-response-invalid-value = the response cannot be used: { $reason } ({ $status }, { $step })
errors-response-status = the response has an unexpected status ({ $status }, { $step })
errors-response-checksum = the bytes received differ from the stored object ({ $status }, { $step })
errors-response-unknown-length = the response has no length, so it may be incomplete ({ $status }, { $step })
errors-response-premature = the server reported success before all bytes were sent ({ $status }, { $step })
errors-response-unconfirmed = the response does not confirm that the file is stored ({ $status }, { $step }): { $message }
errors-redirected = the server redirected to { $host } while { $step } ({ $status })
errors-redirected-somewhere = the server redirected to an unknown host while { $step } ({ $status })

## A file on this computer. A clause.

errors-file-gone = the file no longer exists
errors-file-forbidden = no permission to read the file
errors-file-opening-timed-out = opening the file timed out
errors-file-too-many-open = too many files are open on this computer
errors-file-not-opened = the file cannot be opened
errors-file-reading-timed-out = reading the file timed out
errors-file-not-read = the file cannot be read completely
errors-file-disk-full = the disk is full
errors-file-not-written = the download cannot be written
errors-file-shrank = the file shrank while it was being read; nothing was stored
errors-file-grew = the file grew while it was being read; nothing was stored
errors-file-modified = the file changed while it was being read; nothing was stored
errors-file-vanished = the file vanished while it was being read; nothing was stored
errors-content-mismatch = the stored object differs from the bytes sent
errors-already-exists = a file with that name already exists
errors-too-large-for-upload = the file is too large for one upload: { $bytes } bytes, the limit is { $limit }
errors-canceled = canceled

## Addresses. A clause.

errors-insecure-url = the address of { $host } is plain http://, which others on the network can read
errors-forbidden-loopback = the server points to this computer ({ $host }), which only a server on this computer may do
errors-forbidden-link-local = the server points to a link-local address ({ $host }), where no storage can be
errors-forbidden-not-loopback = the name { $host } is reserved for this computer, but resolves to another one
# $reason is one of the clauses that follow.
errors-invalid-url = the address cannot be used: { $reason }
errors-url-empty = it is empty
errors-url-not-https = it does not start with https:// or is not a URL
errors-url-no-path = no path can be appended to it
errors-url-host = its host is not valid
errors-url-scheme = the URL is neither https:// nor http://
errors-url-no-host = the URL has no host
errors-url-credentials = the URL has a user name or a password in it
errors-url-too-long = the URL is longer than any that a storage accepts
errors-url-upload-url = the server's upload URL is not a URL
errors-url-upload-url-scheme = the server's upload URL is neither https:// nor http://
errors-url-upload-url-too-long = the server's upload URL is longer than any that a storage accepts
errors-url-download-url = the server's download URL is not a URL
errors-url-target = the storage's URL is not a valid request target
errors-url-key-empty = the object key is empty
errors-url-key-too-long = the object key has more than 1,024 bytes, which no storage accepts
errors-url-key-with-nul = the object key has a NUL character in it
errors-url-signed-uri-too-long = the address of the signed copy is longer than any object's
errors-url-signed-uri-with-nul = the address of the signed copy has a NUL character in it

## Setting up the client. A clause.

# $reason is one of the clauses that follow. "Extra certificates" are those that the user names in the settings of a server.
errors-setup = could not set up a secure connection: { $reason }
errors-setup-trust-store = the trust store of the system cannot be used
errors-setup-no-tls = no TLS version is available
errors-setup-http-client = the HTTP client can't be built
errors-setup-user-agent = the user agent is not a valid header value
errors-setup-content-type = the Content-Type is not a valid header value
errors-setup-api-key = the API key is not a valid header value
errors-setup-key-for-public-file = a public file is fetched without a key
errors-setup-certificates-out-of-date = the certificate in the file with extra certificates is out of date, or not valid yet according to this computer's clock
errors-setup-certificates-empty = the file with extra certificates is empty
errors-setup-certificates-binary = the file with extra certificates is in binary form (DER) instead of PEM. Convert it: openssl x509 -inform der -in FILE -out FILE.pem
errors-setup-certificates-with-key = the file with extra certificates has a private key in it, which only the server should have. Use a file with only the certificate
errors-setup-certificates-not-text = the file with extra certificates is not UTF-8 text. Save it as UTF-8, or use another file
errors-setup-certificates-not-utf16 = the file with extra certificates begins like UTF-16 text, but is something else: save it as UTF-8
errors-setup-certificates-damaged = the file with extra certificates has a damaged certificate in it
errors-setup-no-certificates = the file with extra certificates has no certificate in it (-----BEGIN CERTIFICATE-----)
errors-setup-certificates-missing = there is no file with extra certificates at that path
errors-setup-certificates-not-a-file = the file with extra certificates is not a file but a folder, a pipe or a device: save the certificates as a file
errors-setup-certificates-too-large = the file with extra certificates is larger than 4 MiB: it is another file
errors-setup-certificates-forbidden = this account may not read the file with extra certificates
errors-setup-certificates-no-descriptor = the file with extra certificates cannot be opened: too many files are open on this computer
errors-setup-certificates-unreadable = the file with extra certificates cannot be read

## An API key that cannot be one. A clause.

errors-invalid-key = the API key can't be used: { $reason }
errors-key-empty = the key is empty
errors-key-too-long = the key is too long: a key has at most { $limit } characters
errors-key-lines = the key has a line break in it
errors-key-character = the key has a character that no key has (a space, a control character or a non-ASCII letter)

## What to do. One or two sentences.

errors-advice-proxy-password = Put them into HTTPS_PROXY, as in http://user:password@proxy:port, and start the program again.
errors-advice-check-proxy = Check the proxy in the system's settings or in HTTPS_PROXY.
errors-advice-close-files = Close other programs, or raise the limit of open files (ulimit -n) and start this one again.
errors-advice-sign-in-to-network = Open a browser and sign in to this network.
errors-advice-sign-in-or-check-address = A proxy or the network's sign-in page may have responded instead. Open a browser to see, or check the server's address.
errors-advice-check-connection-and-address = Check your internet connection and the server's address.
errors-advice-check-firewall = Check your internet connection. A firewall may block the connection.
errors-advice-check-clock-or-proxy = This computer's clock may be wrong, or a proxy inspects traffic: add its certificate in the settings.
errors-advice-check-connection = Check your internet connection. If this keeps happening, try again later.
errors-advice-may-be-stored = The file may be stored after all. Check your internet connection. If this keeps happening, upload the file again later.
errors-advice-check-names = Check how this computer resolves names, or use 127.0.0.1 instead.
errors-advice-enter-redirect = Enter the address that the server redirects to, if you trust it.
errors-advice-use-https = Use an https:// address, or allow plain HTTP in the settings if you trust the network.
errors-advice-enter-address = Enter the server's address like https://dev-api.addque.org.
errors-advice-check-certificates = Check the file with extra certificates (--ca-file, or the server's settings) and the certificates of this system.
errors-advice-check-whole-key = Check that you pasted the whole key.
errors-advice-enter-key = Enter the API key again. Nothing more is sent until then.
errors-advice-ask-key-owner = Ask the owner of the key for permission.
errors-advice-check-address = Check the server's address and the settings.
errors-advice-check-address-and-port = Check the server's address and its port.
errors-advice-check-address-and-key = Check the server's address, the bucket and the object key.
errors-advice-check-bucket-and-key = Check the bucket and the object key.
errors-advice-wait-for-writer = Wait until the program that writes the file has finished, then upload it again.
errors-advice-upload-again = Upload it again. If this happens to every file, the storage's ETag is not an MD5: turn off the comparison in the settings.
errors-advice-choose-name = Choose another name, or allow the file to be replaced.
errors-advice-make-smaller = Make the file smaller, or split it.
errors-advice-choose-folder = Choose another folder, or free up space.
errors-advice-add-again = Add the file again from its new location.
errors-advice-allow-reading = Give this account permission to read the file.
errors-advice-check-drive = The drive or network folder does not answer. Check that it is connected.
errors-advice-check-file = Check that another program can open the file.
errors-advice-check-format = Check that the format can be signed and that the manifest fits the file.
errors-advice-check-file-type = Check that the file is what its name says. The server's message says what it could not read.
errors-advice-verify-smaller = Verify a smaller file, or ask the server's administrator for a higher limit.
errors-advice-use-storage-tools = Download the signed file by its S3 address with your own storage tools.
errors-advice-correct-manifest = The manifest is not what Que expects. Correct it and sign again.
errors-advice-correct-request = Correct what the server names and try again.
errors-advice-choose-mode = Choose another mode.
errors-advice-start-again = Start it again when you're ready.
errors-advice-later-or-higher-limit = If this keeps happening, try again later or ask Que's support for a higher limit.
errors-advice-later-or-support = If this keeps happening, try again later or contact Que's support.
errors-advice-later = If this keeps happening, try again later.
errors-advice-again-or-support = Try again. If this keeps happening, contact Que's support.
errors-advice-again-or-details = Try again. If this keeps happening, show the details to Que's support.
errors-advice-again-or-network = Try again. If this keeps happening, something on the network changes downloads.
errors-advice-new-url = Try again: each try uses a new URL. If this keeps happening, check this computer's clock.
errors-advice-content-type-differs = Try again. If this keeps happening, the server signs another Content-Type than the file has.
errors-advice-server-clock = The clock of Que's server is wrong. Contact Que's support.
errors-advice-wrong-region = Contact Que's support: the server's URLs are for another region than the bucket's.
errors-advice-storage-unsupported = Contact Que's support: trying again does not help.
errors-advice-storage-full = Ask Que's support to make room, then try again.
errors-advice-server-unsupported = Contact the administrator of this Que server: trying again does not help.
errors-advice-server-full = Ask the administrator of this Que server to make room, then try again.
errors-advice-server-unusable = Contact the administrator of this Que server: no client can use its response.
errors-advice-server-newer = Check the server's address. If it's right, the server is newer than this program.
errors-advice-storage-on-this-computer = Contact the server's administrator. If its storage really runs on this computer, allow plain HTTP for this server: in its settings, or with --allow-insecure-http.
errors-advice-storage-link-local = Contact the server's administrator: its storage needs a routable address.

## Failures of this program: what happened. Sentences.

errors-cause-proxy-password = The proxy asks for a user name and a password (407).
errors-cause-proxy-password-of = The proxy { $proxy } asks for a user name and a password (407).
errors-cause-too-many-open = This computer allows no more open files and connections.
errors-cause-too-many-open-limit = This computer allows the program no more than { $limit } open files and connections.
errors-cause-internal = Internal error: this step was stopped.
# The user chose another server.
errors-cause-not-verified-switched = Not verified: the server was changed before its turn.
errors-cause-not-signed-switched = Not signed: the server was changed before its turn.
errors-cause-too-large-to-sign = The file is over 1 GB, so it cannot be signed.
errors-cause-too-large-to-verify = The file is over 1 GB, so it cannot be verified.
errors-cause-bucket-unknown = The bucket of this object is not known.
# $name is the name of another file, $key an object key.
errors-cause-key-reused = Que issued a key for this file that it had already issued for { $name }: { $key }. Nothing was sent.
errors-cause-record-closed = The record of uploads is closed.
# $key is an object key. $why is a sentence.
errors-cause-stored-not-recorded = The file is stored at { $key }, but that could not be recorded. { $why }
# $uri is an s3:// address. $why is a sentence.
errors-cause-signed-not-recorded = Signed as { $uri }, but that could not be recorded. { $why }
errors-cause-signed-somewhere-not-recorded = Signed as at an address that the server did not return, but that could not be recorded. { $why }
# $why is a sentence.
errors-cause-may-be-signed = { $why } The file may have been signed all the same.
# $reason is a sentence.
errors-cause-credentials-unknown = Not signed: could not find out whether the file has Content Credentials. { $reason }
errors-cause-metadata-timed-out = Not signed: what the file says about itself could not be read in time.
errors-cause-metadata-failed = Not signed: what the file says about itself could not be read.
errors-cause-metadata-gone = Not signed: what the file says about itself can no longer be read: the file is gone or has changed.
errors-cause-no-origin = Not signed: it has no Content Credentials, so its manifest must say where it came from.
# $words is a sentence about a mistake in the manifest.
errors-cause-manifest = Not signed, because of line { $line } of the manifest. { $words }
# $reason is a clause such as "the server does not answer".
errors-cause-network-down = The network is down: { $reason }.
# $time is a duration.
errors-cause-network-was-down = The network was down for longer than { $time }: { $reason }.
errors-cause-server-was-unavailable = The server was not available for longer than { $time }: { $reason }.
errors-cause-signing-interrupted = The signing was interrupted; it may have happened.
errors-cause-record-lost = The record was damaged: only a possible key of this upload is left.
errors-cause-details-unreadable = The saved details cannot be read.

## Failures of this program: what to do. Sentences.

errors-hint-too-many-open = Close other programs, or raise the limit (ulimit -n 4096) and start this one again.
errors-hint-internal = Try again; if it happens again, please report it.
errors-hint-verify-again = Verify again.
errors-hint-sign-again = Sign again.
errors-hint-try-again = Try again.
errors-hint-too-large-to-sign = It can still be uploaded. To sign it, make it smaller.
errors-hint-bucket-unknown = Enter your organization's upload bucket in the settings and upload again.
errors-hint-key-reused = An upload would overwrite that object. Try again; if this persists, contact Que's support.
errors-hint-record-closed = Start the program again. Everything uploaded so far is recorded.
errors-hint-may-be-signed = Sign again if you want to be sure; that makes another signed copy.
errors-hint-identity-sign-without = If the server can't add a verified identity, sign without one.
# $algorithm is such as "Ed25519".
errors-hint-identity-other-algorithm = This server signs with { $algorithm }, which identities can't use. Sign without an identity.
errors-hint-identity-unknown-algorithm = This server doesn't say which algorithm it signs with, so it can't be asked for an identity. Sign without one.
# "Them" are the Content Credentials.
errors-hint-credentials-unknown = It is uploaded. Sign it anyway if the signed copy may lose them.
errors-hint-metadata-unread = Sign again to read it once more, or sign without placeholders for what the file says.
errors-hint-metadata-gone = Sign without placeholders for what the file says.
errors-hint-no-origin = Choose an origin and sign it again.
errors-hint-manifest = Change the manifest and sign again.
errors-hint-server-unavailable = Try again later; if this persists, contact Que's support.
errors-hint-network-down = Check the connection to the internet and try again.
errors-hint-signing-interrupted = Sign again: the server makes another signed copy if there is one already.
errors-hint-record-lost = Check whether the object exists, and add the file again if it does not.
errors-hint-sign-unless-signed = Sign again, unless there is a signed copy already.
# "It" is the server.
errors-hint-limited-not-said = It does not say for how long, and this run waits { $longest } s at most. Try again later, or allow more with { $option } SECONDS.
errors-hint-limited-seconds = It asks for a wait of { $asked } s in all, and this run waits { $longest } s at most. Try again later, or allow more with { $option } SECONDS.
errors-hint-limited-forever = It asks for a wait of more than ten years in all, and this run waits { $longest } s at most. Try again later, or allow more with { $option } SECONDS.

## Why the server cannot be used. A clause. $host is the name of a server.

errors-outage-name-not-found = the server's name is not found
errors-outage-proxy-blocks = the proxy blocks the connection
errors-outage-no-answer = the server does not answer
errors-outage-not-reachable = the server cannot be reached
errors-outage-web-page = a web page answers instead of Que; sign in to this network with a browser
errors-outage-proxy-password = the proxy asks for a user name and a password (407)
errors-outage-proxy-password-of = the proxy { $proxy } asks for a user name and a password (407)
errors-outage-storage-name-not-found = the name of the storage { $host } is not found
errors-outage-proxy-blocks-storage = the proxy blocks connections to the storage { $host }
errors-outage-storage-not-reachable = the storage { $host } cannot be reached
errors-outage-storage-no-answer = the storage { $host } does not answer
errors-outage-not-trusted = the certificate of { $host } is not trusted
errors-outage-other-name = the certificate shown for { $host } is for another name
errors-outage-no-names = the certificate of { $host } has no Subject Alternative Name, which is required today
errors-outage-out-of-date = the certificate of { $host } is out of date
errors-outage-not-secure = could not establish a secure connection to { $host }
# $reason is one of the clauses above.
errors-outage-nothing-sent = Nothing is sent, because { $reason }.

## The same: what to do.

errors-remedy-not-trusted = If this network has a sign-in page, open a browser and sign in. If your company runs this server, name its certificate authority's file in the server's settings (--ca-file on the command line).
errors-remedy-other-name = If this network has a sign-in page, open a browser and sign in. Else check the server's address.
errors-remedy-no-names = The server's owner has to issue it again with one.
errors-remedy-out-of-date = Check the date and time of this computer. If they are right, the server's owner has to renew it.
errors-remedy-not-secure = If this network has a sign-in page, open a browser and sign in. Else check the server's address and its port.

## The record of uploads, a database on this computer. A clause. $reason is the words of the system.

errors-store-disk-full = the disk is full: the record of uploads could not be written
errors-store-read-only = the record of uploads is read-only
errors-store-locked = another program has locked the record of uploads
errors-store-newer-version = the record of uploads was written by a newer version of Que Uploader (schema version { $found }; this version supports { $known })
errors-store-corrupt = the record of uploads is damaged: { $reason }
errors-store-foreign = { $path } is a database of another program
errors-store-foreign-file = { $path } is a file of another program, not a part of the record of uploads
errors-store-cannot-open = the record of uploads cannot be opened at { $path }: { $reason }
errors-store-gone = the record of uploads was deleted or replaced while it was in use, and could not be put back: { $reason }
errors-store-disk = the disk failed while the record of uploads was in use: { $reason }
errors-store-missing = there is no record of upload { $number }
errors-store-key-reused = the server already issued the key { $key } for { $name }
errors-store-broken-row = a record cannot be read: { $reason }
errors-store-other = the record of uploads refused: { $reason }

## The same: what to do.

errors-store-hint-disk-full = Free space on the disk, then try again.
errors-store-hint-read-only = Make the data folder writable, or name another with --data-dir.
errors-store-hint-locked = Close the program that has it open, then try again.
errors-store-hint-newer-version = Use the newer version, or name another folder with --data-dir.
errors-store-hint-corrupt = Start the program again. It sets the damaged file aside and recovers what it can.
errors-store-hint-foreign = It was not touched. Name another folder with --data-dir.
errors-store-hint-foreign-file = It was not touched. Move it away, or name another folder with --data-dir.
errors-store-hint-cannot-open = Check that the data folder is readable and writable, or name another with --data-dir.
errors-store-hint-gone = Do not close the program: it still has everything. Make the data folder writable, then try again.
errors-store-hint-disk = Check the disk, then try again.
errors-store-hint-key-reused = Contact Que's support: an upload would overwrite that object.
errors-store-hint-other = Try again. If it happens again, please report it with this message.

## Notices at the bottom of the window: what happened, in a sentence.

errors-said-records-left-out = { $count } records of earlier uploads cannot be read and are left out.
# $reason is the words of the system.
errors-said-not-exported = { $path } could not be written: { $reason }.
errors-said-earlier-not-saved = The earlier Content Credentials could not be saved beside { $name }: { $reason }.
errors-said-too-many-dragged = Too many files to drag at once
errors-said-not-media-type = This is not a MIME type
errors-said-settings-not-used = These settings were not used
errors-said-not-signed-again = { $count } not signed again: the manifest of an earlier session isn't known
# $name is a file's name.
errors-said-earlier-not-kept-of = The earlier Content Credentials of { $name } were not kept on this computer: { $reason }.
errors-said-earlier-not-kept = The earlier Content Credentials of { $count ->
    [one] 1 file
   *[other] { $count } files
} were not kept on this computer: { $reason }.
errors-said-earlier-not-deleted = The earlier Content Credentials of { $count ->
    [one] 1 file
   *[other] { $count } files
} could not be deleted from the data folder.
errors-said-exported = { $count ->
    [one] 1 record
   *[other] { $count } records
} written to { $path }.
errors-said-exported-left-out = { $count } could not be read and are left out.
errors-said-forgotten = { $count ->
    [one] 1 record
   *[other] { $count } records
} forgotten. The objects stay in storage.
errors-said-forgotten-kept = { $count ->
    [one] 1 record stays
   *[other] { $count } records stay
}: still in the queue without a key, or being signed.
errors-said-forgotten-credentials = The earlier Content Credentials of { $count ->
    [one] 1 file
   *[other] { $count } files
} were deleted, too.
errors-said-bulk-signed = { $done } of { $all } records signed.
# $parts is a list such as "2 failed, 1 left out".
errors-said-bulk-signed-with = { $done } of { $all } records signed: { $parts }.
errors-said-bulk-verified = { $done } of { $all } records verified.
# $parts is a list such as "2 Invalid, 1 failed".
errors-said-bulk-verified-with = { $done } of { $all } records verified: { $parts }.
errors-said-bulk-list = { $before }, { $next }
errors-said-bulk-failed = { $count } failed
errors-said-bulk-left-out = { $count } left out
errors-said-bulk-no-object = { $count } without an object to verify
errors-said-bulk-unreadable = { $count } cannot be read
errors-said-bulk-stopped = It was stopped.

## The same: what to do.

errors-said-hint-records-left-out = They stay in the data folder; nothing was deleted.
errors-said-hint-not-exported = Choose another folder, or free space on the disk, and export again.
errors-said-hint-earlier-not-saved = The signed file itself was saved. Save the evidence to get them.
errors-said-hint-too-many-dragged = Drag up to { $count } files and 4 GB, or use Save signed files….
errors-said-hint-not-media-type = Write it like image/jpeg: two words with a slash in between.
# $reason is one of the clauses that follow.
errors-said-hint-settings-not-used = Change this and apply again: { $reason }.
errors-said-hint-not-signed-again = Select these files and choose Sign….
errors-said-hint-earlier-not-kept = The originals still have them, so don't delete those. Saving a file's evidence tries again.
errors-said-hint-earlier-not-deleted = Que Uploader tries again at its next start.

## A setting that cannot be used. A clause. $given is what was entered.

errors-setting-jobs = uploads at once must be from 1 to { $limit }, not { $given }
errors-setting-stall-seconds = the stall time must be from 5 to 600 seconds, not { $given }
errors-setting-zoom = the zoom must be from 50 to 300 percent, not { $given }
errors-setting-language = the language must be one of { $known }, not { $given }; without one, it is the system's
errors-setting-address = the server's address must begin with https:// (or http:// for this machine), not { $given }
errors-setting-bucket = { $given } is not a bucket's name: 3 to 63 small letters, digits, dots and hyphens
errors-setting-profile-name = { $given } is not a profile's name: one line of at most { $limit } characters

## The keyring of the system, which keeps the API key. Clauses, then what to do. $system is the operating system.

errors-keyring-no-service = no keyring service answers on this system
errors-keyring-none = there is no keyring to store the key in
errors-keyring-locked = { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
} is locked
errors-keyring-dismissed = { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
} asked for its password and the prompt was closed
errors-keyring-timed-out = { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
} has not answered within { $time } s; it may be asking for its password
errors-keyring-not-a-key = what { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
} holds for this server is not a key
errors-keyring-several = { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
} holds more than one key for this server
errors-keyring-failed = { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
} failed: { $reason }
errors-keyring-not-reached = The keyring could not be reached.
errors-keyring-hint-sign-in = Sign out and in again, or set QUE_API_KEY and name its server with --api-url.
errors-keyring-hint-no-service = Start a keyring such as GNOME Keyring, KWallet or KeePassXC, or set QUE_API_KEY and name its server with --api-url.
errors-keyring-hint-none = Make a default keyring in the system's password program, then save the key again.
errors-keyring-hint-locked = Unlock { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
}, then try again.
errors-keyring-hint-timed-out = Answer the prompt of { $system ->
    [macos] the keychain
    [windows] Credential Manager
   *[other] the keyring
}, then try again.
errors-keyring-hint-not-a-key = Forget the key, then enter it again.
errors-keyring-hint-failed = Try again, or use the key for this session only.

## Trust lists: why one was not fetched, saved, added or removed. $list is the name of a list, $file that of a file. $reason is a clause without a period, or the system's words.

# The words of the system or a server in parentheses.
errors-with-detail = { $words } ({ $detail })
errors-list-not-updated = { $list } was not updated: { $reason }.
# $words is a sentence.
errors-list-not-given-by-server = { $list } was not updated. { $words }
errors-list-no-list = { $list }: { $file } is not a list: { $reason }.
errors-list-not-saved = { $list } could not be saved: { $reason }.
errors-list-saving-stopped = { $list } was not saved: internal error ({ $reason }).
# $name is the name that the user gave it.
errors-list-not-added = “{ $name }” was not added: { $reason }.
errors-list-file-not-added = { $file } was not added: { $reason }.
errors-list-not-removed = { $list } could not be removed: { $reason }.
errors-list-no-key = { $list } was not updated: there is no API key.
errors-list-no-folder = The lists were not changed: there is no data folder.
errors-list-stopped = Internal error: this step was stopped ({ $reason }).

## Why a list can't be used or added. A clause; "it" is the list.

errors-list-unreadable = it could not be read: { $reason }
errors-list-changed = it is not what was saved
errors-list-too-many-of-kind = there are more than { $count } of its kind
errors-list-needs-name = it needs a name
errors-list-bad-name = its name must be one line of at most { $count } characters
errors-list-name-taken = there is a list with this name already
errors-list-too-many = there are { $count } lists of your own already
errors-list-saving-failed = it could not be saved: { $reason }
errors-list-no-certificates = it has no certificate in it (-----BEGIN CERTIFICATE-----)
errors-list-damaged-certificate = certificate { $number } in it is damaged
errors-list-other-form = it has certificates in another form in it ({ $form }). Save them as PEM certificates
errors-list-private-key = it has a private key in it, which nobody else should have
errors-list-no-hashes = it has no hash in it
errors-list-no-uses = it has no object identifier in it
errors-list-too-long = it has more entries than any list
errors-list-no-room = the trust lists together would be larger than 6 MB

## Why the publisher of a list did not give it. A clause. $host is a server, $status an HTTP status.

errors-publisher-lacks = { $host } does not have { $file } ({ $status })
errors-publisher-refused = { $host } refused to give { $file } ({ $status })
errors-publisher-proxy-password = the proxy asks for a user name and password before { $host } ({ $status })
errors-publisher-too-fast = { $host } got too many requests ({ $status })
errors-publisher-status = { $host } could not give { $file } ({ $status })
errors-publisher-other = { $host } answered with something else than { $file }
# $to is another server.
errors-publisher-moved = { $host } sent the request for { $file } on to { $to }
errors-publisher-moved-somewhere = { $host } sent the request for { $file } on to another address
errors-publisher-dns = { $host } was not found
errors-publisher-connect = { $host } could not be reached
errors-publisher-tls = { $host } could not be reached securely
errors-publisher-proxy = { $host } could not be reached through the proxy
errors-publisher-timeout = { $host } took too long to answer
errors-publisher-reset = { $host } closed the connection
errors-publisher-protocol = { $host } answered with something else than HTTP

## What to do about a list. Sentences.

errors-list-copy-kept = The copy on this computer was kept.
errors-list-hint-connection = Check the internet connection, and whether a firewall allows this server.
errors-list-hint-sign-in = Try again later. On a public network, sign in to it first.
errors-list-hint-moved = The publisher may have moved it. Try again later, or look for a newer version of this program.
errors-list-hint-moved-or-network = The publisher may have moved it. On a public network, sign in to it first. Otherwise look for a newer version of this program.
errors-list-hint-minutes = Try again in some minutes.
errors-list-hint-later = Try again later.
errors-list-hint-certificate = If your network inspects connections, name its certificate: --ca-file, or the extra certificate in the settings.
errors-list-hint-proxy = Check the proxy in HTTPS_PROXY.
errors-list-hint-larger = It is larger than any known list. Ask its publisher.
errors-list-hint-permission = Allow this program to write to { $folder }.
errors-list-hint-space = Free some disk space.
errors-list-hint-folder = Check the folder { $folder }.
errors-list-hint-name = Choose another name.
errors-list-hint-too-many = Remove one that you no longer use.
errors-list-hint-private-key = Never share that file. Choose one that has only certificates in it.
errors-list-hint-certificates = Choose a PEM file with certificates (-----BEGIN CERTIFICATE-----).
errors-list-hint-large-file = Choose a file with only the certificates that you need.
errors-list-hint-file = Check { $file }.
errors-list-hint-key = Enter the key in Settings.
errors-list-hint-data-folder = Start the program with --data-dir and a folder that it may write to.

## What everything waits for. No period. $reason is a clause.

errors-outage-waiting-server = Waiting for the server: { $reason }
errors-outage-waiting-network = Waiting for the network: { $reason }

## Files that can't be dragged out of the window. $reason is a sentence, or the system's words.

errors-drag-too-long = Downloading the signed files took too long
errors-drag-no-file = { $path } is no longer a file
errors-drag-not-dragged = { $name } can't be dragged: { $reason }
errors-drag-no-downloads = This server offers no downloads, so signed files can't be dragged
errors-drag-not-copied = The signed files could not be copied to a temporary folder: { $reason }
errors-drag-hint-too-long = Check the connection, or drag fewer files.
errors-drag-hint-original = It isn't signed, so only the original could be dragged. Check that it is still there.
errors-drag-hint-no-downloads = Copy the keys instead, and get the files from your storage.
errors-drag-hint-not-copied = Free space on the disk, and drag again.

## Why a file or an object was not read. A clause in lowercase, which may also stand alone as a sentence. "It" is the file.

errors-read-no-longer-here = the file is no longer here
# $reason: the system's words.
errors-read-not-readable = the file cannot be read ({ $reason })
errors-read-store-unreadable = the manifest store { $name } beside it can't be read
errors-read-cannot-be-read = the file cannot be read
errors-read-not-a-file = it is not a file
errors-read-changed = the file has changed
errors-read-changed-since-upload = the file here has changed since it was uploaded
errors-read-not-of-its-type = it cannot be read as a file of its type
errors-read-type-not-inspected = files of this type cannot be inspected here
errors-read-type-not-read = files of this type cannot be read here
errors-read-no-inspection = this build cannot inspect files
errors-read-no-reading = this build does not read files
# $time: such as "10 s".
errors-read-too-long = it could not be read in { $time }
# $size: such as "200 MB".
errors-read-too-much-memory = it could not be read in { $size } of memory
errors-read-too-deep = it is nested too deep to be read
# $number: the number of a signal.
errors-read-killed = the part of the program that read it was stopped by signal { $number }
errors-read-killed-damaged = the part of the program that read it was stopped by signal { $number }: the file is damaged, or built to break programs
errors-read-killed-by-system = the part of the program that read it was stopped by signal { $number }, by the system (it may be short of memory) or by somebody
errors-read-broken = reading it failed: it is damaged, or built to break programs
errors-read-failed = reading it failed
errors-read-not-started = it could not be read: a helper process could not be started ({ $reason })
errors-read-closing = it was not read: the program is closing
errors-read-stopped = internal error: reading this file was stopped. Check it again
# $reason: such as "not found".
errors-read-skipped = it was not read: { $reason }
errors-read-skipped-unreadable = unreadable
errors-read-skipped-other-host = on another computer
errors-read-skipped-other-scheme = not a file address
# $reason: another clause of these.
errors-read-found = the file was found, but { $reason }
errors-read-copied = the server's copy was downloaded, but { $reason }
# Two clauses of these.
errors-read-both = { $first }, and { $second }
errors-read-no-credentials = it holds no Content Credentials
errors-read-elsewhere = its Content Credentials are stored elsewhere, and are not downloaded
errors-read-copy-not-made = a copy could not be made ({ $reason })
errors-read-other-copy = the server's copy is not what was uploaded
errors-read-other-file = the server's copy is not the file that was uploaded
errors-read-no-record = the record of uploads cannot be read
errors-read-no-bucket = the object's bucket is not known
errors-read-not-asked = the server cannot be asked for the object
errors-read-not-provided = the server does not provide the object ({ $reason })
errors-read-larger = the object is larger than expected, so it was not downloaded
errors-read-not-downloaded = the object could not be downloaded ({ $reason })
errors-read-download-too-long = downloading the object took too long
errors-read-ending = the program ends
errors-read-server-changed = the server was changed meanwhile

## What the connection test found of a proxy. Sentences. $proxy is an address.

errors-proxy-unreachable = The proxy cannot be reached.
errors-proxy-unreachable-of = The proxy { $proxy } cannot be reached.
errors-proxy-blocks = The proxy does not let the connection through.
errors-proxy-blocks-of = The proxy { $proxy } does not let the connection through.
