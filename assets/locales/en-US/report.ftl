### What a report on a file's Content Credentials says, in plain words. The program makes these sentences from the codes and
### values of a report.

# Two sentences after each other. Japanese needs no space between them.
report-sentences = { $first } { $second }

## Explanations of a verdict

report-trusted = The file is as it was signed, and the signer is trusted.
report-changed = The file was changed after it was signed.
report-not-known = The file is as it was signed, but this server does not know the signer.
report-unchecked = The report does not say that the signature was checked.
report-no-reason = The Content Credentials are not valid. The report does not say why.
report-too-long = The report is too long to check completely, so it is not called valid. Read it below.
report-unread = A part of the report is in an unknown format, so it is not called valid. Read it below.
report-unclear = The report does not say clearly whether the file is valid. Read it below.
report-not-json = The report is not JSON. Read its text below.
report-nothing = This file has no Content Credentials.
report-unsupported = This server cannot read Content Credentials in this format.
# $address: a web address.
report-elsewhere = Nothing was fetched. According to the file, they are at { $address }
report-elsewhere-unnamed = They are not in the file itself. Nothing was fetched.
# $name: the title of an ingredient.
report-ingredient-not-known = The file is as it was signed, but it was made from { $name }, whose signer this server does not know.
report-ingredient-not-known-unnamed = The file is as it was signed, but it was made from an ingredient, whose signer this server does not know.
# $name: the title of an ingredient. $code: a code of the report.
report-ingredient-invalid = The credentials of { $name }, which it was made from, are not valid; the file itself is as it was signed. ({ $code })
report-ingredient-invalid-unnamed = The credentials of an ingredient, which it was made from, are not valid; the file itself is as it was signed. ({ $code })
report-ingredient-invalid-open = The credentials of { $name }, which it was made from, are not valid; whether the file itself is as it was signed is not confirmed. ({ $code })
report-ingredient-invalid-open-unnamed = The credentials of an ingredient, which it was made from, are not valid; whether the file itself is as it was signed is not confirmed. ({ $code })
# $why: a sentence. $code: a code of the report.
report-invalid = The Content Credentials are not valid. { $why } ({ $code })
report-invalid-code = The Content Credentials are not valid. ({ $code })
# After the sentences above. $words: what the server's software says, in English.
report-server-says = The server says: { $words }
# The same of the software on this computer.
report-reader-says = The reader says: { $words }
report-unconfirmed = This server does not know the signer, and does not check a signature whose signer it does not know. The file may be as it was signed, or forged.
# $name: the title of an ingredient.
report-ingredient-unconfirmed = This server does not know who signed { $name }, which it was made from, and does not check a signature whose signer it does not know.
report-ingredient-unconfirmed-unnamed = This server does not know who signed an ingredient, which it was made from, and does not check a signature whose signer it does not know.
# After one of the three above.
report-stamp-fits = Its time stamp fits the signature, but says nothing of the rest.
# After another explanation.
report-identity-unconfirmed = The identity in it is not confirmed.

## The same where this computer read the file because the server left a doubt

# $explanation: one of the explanations above.
report-here-invalid = The server did not confirm the signature. Read on this computer: { $explanation }
report-here-invalid-copy = The server did not confirm the signature. Read on this computer, the copy that the server gives: { $explanation }
report-here-valid = The server did not check the signature, because it does not know the signer. Read on this computer, it is valid: the file is as it was signed.
report-here-valid-copy = The server did not check the signature, because it does not know the signer. Read on this computer, the copy that the server gives, is valid: that copy is as it was signed.
# $explanation: one of the explanations above. $reason: why, as part of a sentence.
report-here-open = { $explanation } It was not settled on this computer: { $reason }.
# Reasons in that sentence. Others come from the system, in English.
report-reason-other = other credentials were found in the file
report-reason-unclear = the result was unclear

## The same in a check without a server

report-check-trusted = The file is as it was signed, and its signer is trusted.
# $list: the name of a trust list.
report-check-trusted-list = The file is as it was signed, and its signer is on a trust list: { $list }.
report-check-trusted-own = The file is as it was signed, and its signer is on your own trust list, { $list }.
report-check-not-known = The file is as it was signed, but its signer is on none of the trust lists used.
report-check-not-known-unlisted = The file is as it was signed, but its signer is unknown, because no trust list was used.
# $name: the title of an ingredient.
report-check-ingredient-not-known = The file is as it was signed, but it was made from { $name }, whose signer is on none of the trust lists used.
report-check-ingredient-not-known-unnamed = The file is as it was signed, but it was made from an ingredient, whose signer is on none of the trust lists used.
report-check-ingredient-unlisted = The file is as it was signed, but it was made from { $name }, whose signer is unknown, because no trust list was used.
report-check-ingredient-unlisted-unnamed = The file is as it was signed, but it was made from an ingredient, whose signer is unknown, because no trust list was used.
# After another explanation. $name: the file name of a manifest store.
report-check-beside = The credentials are not in the file but in { $name } beside it.
report-check-beside-doubt = The credentials are not in the file but in { $name } beside it, which may belong to another file.
# In place of a report. $name: the file name of a manifest store.
report-check-unsupported = Content Credentials in this format can't be read here.
report-check-store = This is a manifest store without its file: the Content Credentials of another file, which was not checked.
report-check-store-unreadable = This file has no Content Credentials in it. The manifest store { $name } beside it can't be read.
# "It": the file. $format: such as "JPEG".
report-check-damaged = It is damaged, or its content is not { $format }.
# $reason: words of the program that reads files, in English.
report-check-not-read = It could not be read here: { $reason }.
# $time: such as "20 s".
report-check-too-slow = It could not be read in { $time }, the time limit for the whole check of a file of this size.
# $size: such as "200 MB".
report-check-too-large = It could not be read in { $size } of memory, the limit for a file of this size.

## Content Credentials that a file has before it is signed

# Headlines.
report-existing = This file already has Content Credentials
report-existing-removed = This file's Content Credentials may have been removed
report-existing-invalid = Its Content Credentials are not valid
report-existing-changed = Its Content Credentials are not valid (changed after signing)
# Sentences. "They": the Content Credentials.
report-existing-they-changed = They are not valid (changed after signing).
# $why: a sentence.
report-existing-they-invalid = They are not valid. { $why }
report-existing-names-both = They name { $issuer } as issuer and { $generator } as source.
report-existing-names-issuer = They name { $issuer } as issuer.
# $generator: a program or a camera.
report-existing-names-generator = They name { $generator } as source.
report-existing-elsewhere = They are stored elsewhere; the file names the place.
report-existing-unreadable = Who issued them could not be read.
report-existing-mentions = This file has no Content Credentials. Its metadata mentions some, so they may have been removed.
# $name: the file name of a manifest store.
report-existing-beside = They are in { $name } beside the file.
report-existing-beside-doubt = They are in { $name } beside the file, which may belong to another file.

## Values in the card of a report

# Whether AI was used.
report-ai-not-stated = Nothing is stated about the use of AI.
report-ai-none = No AI use declared.
report-ai-ingredient = An ingredient was made with generative AI.
report-ai-partly = Made or edited with the help of generative AI.
report-ai-made = Made by generative AI.
# Whether the signer's certificate was revoked. Lower case: values of a fact named "Revocation".
report-revoked = reported as revoked
# $words: what the server's software says, in English.
report-revoked-because = reported as revoked: { $words }
report-not-revoked = not revoked
report-revocation-unknown = not known to the certificate's issuer
report-revocation-unchecked = not checked
# The result for the identity in a file. Values of a fact named "Identity".
report-identity-confirmed = confirmed
report-identity-unchecked = not checked
# $why: a sentence. $code: a code of the report.
report-identity-failed = not confirmed. { $why } ({ $code })
report-identity-failed-code = not confirmed. ({ $code })

## What was done to a file: a line each

report-action-created = Created
report-action-opened = Opened
report-action-placed = Another file was added
report-action-removed = Something was removed
report-action-edited = Edited
report-action-metadata = Metadata edited
report-action-colors = Colors adjusted
report-action-cropped = Cropped
report-action-drawing = Drawn on
report-action-filtered = Filter applied
report-action-orientation = Rotated or flipped
report-action-resized = Resized
report-action-resized-proportional = Resized in proportion
report-action-converted = Converted to another format
report-action-transcoded = Transcoded
report-action-repackaged = Repackaged
report-action-published = Published
report-action-redacted = Information removed from the credentials
report-action-watermarked = Invisible watermark added
report-action-text-added = Text added
report-action-speed-changed = Speed changed
report-action-deleted = Something was deleted
report-action-dubbed = Dubbed
report-action-enhanced = Enhanced
report-action-mastered = Mastered
report-action-mixed = Mixed
report-action-remixed = Remixed
report-action-translated = Translated
report-action-trimmed = Trimmed
report-action-unknown = Unknown action
# How it came to be, beside the origins that a person can choose when signing.
report-source-empty = Started empty
report-source-trained-data = Data made by a trained model

## Ingredients

report-untitled = Without a title
# What an ingredient is to the file, in a word below its picture, and in the facts about it.
report-role-parent = Parent
report-role-component = Component
report-role-input = Input
# The same inside a sentence for screen readers.
report-role-inside-parent = parent
report-role-inside-component = component
report-role-inside-input = input
report-relationship-parent = The file that was opened
report-relationship-component = Added
report-relationship-input = Used to make it

## What the credentials say: statements, their fields and values

report-assertion-creative-work = Author and rights
report-assertion-training = Use for AI training and data mining
report-assertion-identity = Identity
report-assertion-metadata = Metadata
report-assertion-exif = Camera data (Exif)
report-assertion-iptc = Photo metadata (IPTC)
report-assertion-soft-binding = Invisible watermark or fingerprint
report-assertion-asset-type = Kind of asset
report-assertion-depth-map = Depth map
report-assertion-time-stamp = Time stamps
report-assertion-certificate-status = State of certificates
report-assertion-cloud-data = Data kept elsewhere
report-assertion-hash = Fingerprint that binds the credentials to the file
report-assertion-ingredient-thumbnail = Preview picture of an ingredient
report-assertion-thumbnail = Preview picture
# Names of fields.
report-field-author = Author
report-field-publisher = Publisher
report-field-credit = Credit
report-field-copyright = Copyright
report-field-copyright-holder = Copyright holder
report-field-date = Date
report-field-license = License
report-field-kind = Kind
report-field-issuer = Issued by
report-field-name = Name
report-field-identity = Identity
report-field-algorithm = Algorithm
report-field-format = Format
report-field-ai-training = AI training
report-field-generative-training = Training of generative AI
report-field-ai-inference = Input to AI
report-field-data-mining = Data mining
# Values of the four uses above.
report-use-allowed = allowed
report-use-not-allowed = not allowed
report-use-constrained = under conditions
# $conditions: a text of whoever signed the file.
report-use-constrained-by = under conditions: { $conditions }
report-use-not-stated = not stated
# Values of other fields.
report-value-yes = yes
report-value-no = no
report-value-bytes = { $count ->
    [one] 1 byte
   *[other] { $count } bytes
}
# Of a fingerprint.
report-value-left-out = { $count ->
    [one] 1 part of the file left out, such as the manifest itself
   *[other] { $count } parts of the file left out, such as the manifest itself
}
# The last line of a long list.
report-value-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}

## Certificates: names of facts. At most about 14 letters.

report-certificate-subject = Subject
report-certificate-issuer = Issued by
report-certificate-serial = Serial number
report-certificate-hash = SHA-256
report-certificate-from = Valid from
report-certificate-until = Valid until

## Checks: what each code of a report means, as a sentence

# Who signed, and when.
report-status-signature-validated = The signature is valid.
report-status-signature-inside-validity = The certificate was valid when the file was signed.
report-status-signature-outside-validity = The certificate was not valid when the file was signed.
report-status-signature-missing = The signature is missing.
report-status-signature-mismatch = The signature does not fit what was signed.
report-status-signer-trusted = The signer is on the server's trust list.
report-status-signer-untrusted = The signer is not on the server's trust list.
report-status-signer-invalid = The signer's certificate is not fit for signing.
report-status-signer-expired = The signer's certificate has expired.
report-status-signer-ocsp-not-revoked = The signer's certificate was not revoked.
report-status-signer-ocsp-revoked = The signer's certificate was reported as revoked.
report-status-signer-ocsp-skipped = Revocation was not checked.
report-status-signer-ocsp-inaccessible = Revocation could not be checked: the issuer's service did not answer.
report-status-signer-ocsp-unknown = The certificate's issuer does not know whether it was revoked.
report-status-time-stamp-trusted = The time stamp comes from a trusted clock.
report-status-time-stamp-validated = The time stamp is valid.
report-status-time-stamp-untrusted = The time stamp's clock is not on the trust list.
report-status-time-stamp-mismatch = The time stamp belongs to something else.
report-status-time-stamp-malformed = The time stamp cannot be read.
report-status-time-stamp-outside-validity = The time stamp's certificate was not valid then.
report-status-time-stamp-credential-invalid = The time stamp's certificate is not fit for time stamps.
report-status-time-of-signing-inside-validity = The file was signed while the certificate was valid.
report-status-time-of-signing-outside-validity = The file was signed while the certificate was not valid.
report-status-algorithm-deprecated = The algorithm is outdated.
report-status-algorithm-unsupported = The server does not know the algorithm.
report-status-general-error = There is another problem.

# The claim.
report-status-claim-missing = The claim is missing.
report-status-claim-multiple = There is more than one claim.
report-status-claim-malformed = The claim cannot be read.
report-status-claim-required-missing = The claim lacks a required field.
report-status-claim-hard-bindings-missing = Nothing binds the credentials to the file.
report-status-hashed-uri-missing = Something that the credentials point to is missing.
report-status-hashed-uri-mismatch = Something that the credentials point to was changed.

# What binds the credentials to the file's bytes.
report-status-fingerprint-match = The file is as it was signed.
report-status-fingerprint-mismatch = The file was changed after it was signed.
report-status-fingerprint-malformed = The fingerprint that binds the credentials to the file cannot be read.
report-status-fingerprint-leaves-out-more = The fingerprint leaves out more of the file than the credentials.
report-status-fingerprint-unknown-box = The file has a part that the credentials do not know.
report-status-fingerprint-redacted = What binds the credentials to the file was removed.
report-status-statement-multiple-hard-bindings = More than one fingerprint binds the credentials to the file.
report-status-collection-match = The files of the collection are as they were signed.
report-status-collection-mismatch = A file of the collection was changed after it was signed.
report-status-collection-incorrect-file-count = The collection has more or fewer files than were signed.
report-status-collection-invalid-uri = The collection names a file in a place that is not allowed.
report-status-parts-match = The parts of the file are as they were signed.
report-status-parts-mismatch = A part of the file was changed after it was signed.
report-status-parts-missing-part = A part of the file is missing.
report-status-other-form-match = The other form of the content is as it was signed.
report-status-other-form-hash-mismatch = The other form of the content was changed after it was signed.
report-status-other-form-malformed = The other form of the content cannot be read.
report-status-other-form-missing = The other form of the content is missing.
report-status-live-video-init-invalid = The start of the live video is not valid.
report-status-live-video-segment-invalid = A segment of the live video is not valid.
report-status-live-video-manifest-invalid = The credentials of a segment of the live video are not valid.
report-status-live-video-statement-invalid = A segment of the live video is not the one that should come next.
report-status-live-video-continuity-method-invalid = A segment of the live video does not follow the one before it.
report-status-live-video-sessionkey-invalid = The key that signed a segment of the live video is not valid.

# Statements, which the specification calls assertions.
report-status-statement-match = The statement is as it was signed.
report-status-statement-mismatch = A statement was changed after it was signed.
report-status-statement-missing = A statement is missing.
report-status-statement-undeclared = There is a statement that the claim does not name.
report-status-statement-required-missing = A statement lacks a required field.
report-status-statement-json-invalid = A statement cannot be read.
report-status-statement-outside-manifest = A statement is outside of the credentials that name it.
report-status-statement-accessible = A statement that is stored elsewhere could be read.
report-status-statement-inaccessible = A statement that is stored elsewhere could not be read.
report-status-statement-not-redacted = A statement that is said to be removed is still there.
report-status-statement-self-redacted = The credentials remove a statement of their own.
report-status-statement-action-malformed = The list of actions is malformed.
report-status-statement-action-missing = The list of actions is missing.
report-status-statement-action-ingredient-mismatch = An action names an ingredient that is not there.
report-status-statement-action-redacted = A list of actions was removed.
report-status-statement-action-redaction-mismatch = An action says that something was removed, but does not name it correctly.
report-status-statement-action-soft-binding-missing = An action names a watermark that the credentials do not describe.
report-status-statement-ingredient-malformed = The description of an ingredient is malformed.
report-status-statement-metadata-disallowed = The metadata has fields that are not allowed.
report-status-statement-timestamp-malformed = A statement with time stamps cannot be read.
report-status-elsewhere-malformed = The address of something that is stored elsewhere cannot be read.
report-status-elsewhere-hard-binding = What binds the credentials to the file is stored elsewhere, which is not allowed.
report-status-elsewhere-actions = A list of actions is stored elsewhere, which is not allowed.
report-status-elsewhere-label-mismatch = A statement that is stored elsewhere is of another kind than the credentials say.
report-status-elsewhere-hash-mismatch = A statement that is stored elsewhere was changed.
report-status-elsewhere-created = The signer claims a statement that is stored elsewhere as its own.

# Manifests and ingredients.
report-status-ingredient-manifest-validated = The ingredient's credentials are as they were.
report-status-ingredient-manifest-missing = An ingredient's credentials are missing.
report-status-ingredient-manifest-mismatch = An ingredient's credentials were changed.
report-status-ingredient-signature-missing = The signature of an ingredient's credentials is missing.
report-status-ingredient-signature-mismatch = The signature of an ingredient's credentials was changed.
report-status-ingredient-unknown-provenance = An ingredient has no Content Credentials.
report-status-manifest-missing = The credentials are missing.
report-status-manifest-inaccessible = Credentials that are stored elsewhere could not be read.
report-status-manifest-unreferenced = There are credentials that nothing refers to.
report-status-manifest-multiple-parents = The file is said to be made from more than one original.
report-status-manifest-update-invalid = An update of the credentials has contents that are not allowed.
report-status-manifest-update-wrong-parents = An update of the credentials does not name what it updates.
report-status-manifest-timestamp-invalid = A later time stamp has contents that are not allowed.
report-status-manifest-timestamp-wrong-parents = A later time stamp does not name what it is for.
report-status-manifest-compressed-invalid = Compressed credentials cannot be read.
report-status-manifest-html-multiple-manifests = The page has more than one set of credentials.
report-status-text-corrupted-wrapper = The credentials in the text are damaged.
report-status-text-multiple-wrappers = The text has more than one set of credentials.
report-status-text-no-manifest = The text refers to credentials that are missing.
report-status-text-empty-reference = The text has a malformed reference to its credentials.
report-status-text-no-resolution-path = The reference in the text leads nowhere.

# The identity of the Creator Assertions Working Group (CAWG).
report-status-identity-mismatch = The identity is about other statements than these.
report-status-identity-duplicate = The identity names a statement twice.
report-status-identity-cbor-invalid = The identity cannot be read.
report-status-identity-credential-revoked = The identity's credential was revoked.
report-status-identity-expected-claim-generator-mismatch = The identity was made for other credentials.
report-status-identity-hard-binding-missing = The identity is not bound to the file.
report-status-identity-sig-type-unknown = This kind of identity is not known.
report-status-identity-trusted = The identity is valid.
report-status-identity-untrusted-issuer = Who vouches for the identity is not known.
report-status-identity-did-unavailable = Who vouches for the identity could not be looked up.
report-status-identity-invalid-issuer = The name of who vouches for the identity is malformed.
report-status-identity-signature-mismatch = The signature of the identity does not fit.
report-status-identity-signer-payload-mismatch = The identity was made for other statements than these.
report-status-identity-time-stamp-invalid = The identity's time stamp is not valid.
report-status-identity-time-stamp-validated = The identity's time stamp is valid.
report-status-identity-valid-from-invalid = The identity was not valid when the file was signed.
report-status-identity-revocation-unavailable = Whether the identity's credential was revoked could not be looked up.
report-status-identity-credential-malformed = The identity's credential cannot be read.

# The certificate of an identity.
report-status-identity-certificate-untrusted = The identity's certificate is on none of the trust lists used.
report-status-identity-certificate-trusted = The identity's certificate is on a trust list that was used.
report-status-identity-certificate-expired = The identity's certificate was not valid when the file was signed.
report-status-identity-certificate-revoked = The identity's certificate was revoked.
report-status-identity-certificate-validated = The signature of the identity is valid.
report-status-identity-certificate-invalid = The identity's certificate is not fit for signing.
