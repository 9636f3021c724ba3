### What the linter says of a manifest, below the form and the JSON text. Names in quotation marks are keys of JSON and stay as they are.

## Something has the wrong type or is missing. $field is a key of JSON.

lints-not-string = "{ $field }" must be a string.
lints-not-boolean = "{ $field }" must be true or false.
lints-not-list = "{ $field }" must be a list.
lints-hash-algorithm = "hash_alg" must be sha256, sha384 or sha512.
lints-claim-version = The only claim version is 2. Leave "claim_version" out.
lints-generators = "claim_generator_info" must be a list: [ {"{"} "name": …, "version": … {"}"} ].
lints-program = A program needs a "name", which must be a string.
lints-thumbnail-identifier = Even without a thumbnail, "identifier" must be there: "".
lints-too-deep = Lists and objects stand too deep in each other here. Servers refuse the manifest.
lints-number-too-large = { $digits } is too large for a number. Write it as a string.
lints-ingredient = An ingredient must be an object: {"{"} "title": … {"}"}.
lints-relationship = "relationship" must be parentOf, componentOf or inputTo.
lints-several-parents = Only one ingredient can have the relationship parentOf.
lints-ingredient-field = "{ $field }" of an ingredient must be an object: {"{"} … {"}"}.
lints-assertions = "assertions" must be a list: [ {"{"} "label": …, "data": … {"}"} ].
lints-assertion = An assertion needs a "label", which must be a string, and "data".
lints-assertion-kind = "kind" must be Json or Cbor.
lints-assertion-data = The data of { $label } must be an object: {"{"} … {"}"}.
lints-schema-org-type = Schema.org data needs an "@type", which must be a string.
lints-metadata = Metadata must be an object: {"{"} "@context": {"{"} … {"}"}, "dc:title": … {"}"}.
lints-training-entries = A training preference needs "entries": an object with an entry for each use.
lints-actions = An actions assertion needs a list "actions" with at least one action.
lints-action-name = An action needs a name: "action" must be a string.
lints-origin = "digitalSourceType" must be a string: the URI of an origin.
lints-when = { $when } is not a valid date and time. Write it like 2026-05-09T12:00:00Z.
lints-changes = "changes" must be a list, each entry with the "region" that changed: a list.
lints-parameters = "parameters" must be an object: {"{"} … {"}"}.
lints-ingredient-ids = "ingredientIds" must be a list of ingredients' labels.

## The manifest as a whole. $name and $field are keys of JSON.

# $error is what the parser says, in English, in lower case.
lints-not-json = This is not JSON: { $error }.
lints-not-object = A manifest must be a JSON object: {"{"} … {"}"}.
lints-twice-named = "{ $name }" is here twice. Servers refuse the manifest or take one of the two.
lints-unknown-field = No server reads "{ $name }". Is it misspelled, or does it belong in an assertion?
lints-unknown-ingredient-field = No server reads "{ $name }" of an ingredient. Is it misspelled?
lints-only-servers = Only servers use "{ $name }". Leave it out.
lints-resource = "{ $field }" needs a resource, which cannot be sent with the manifest: the server says "resource not found".
lints-ingredient-resource = "{ $field }" of an ingredient needs a resource, which cannot be sent with the manifest. Its title and relationship can.
lints-no-generator = No program is named as the maker of this manifest. The server will name itself.
lints-several-generators = Only one program can make a claim. Servers keep the first entry or refuse the manifest.
lints-thumbnail = The server will add a thumbnail of a few hundred kilobytes, even to a small file.
# $name is in braces. $known is a list of placeholders, each in braces.
lints-unknown-placeholder = { $name } is not a placeholder. Use { $known }, and double a brace to keep it.

## Actions: what was done to the file. $action, $full, $ingredient and $label come with quotation marks.

lints-no-actions = A manifest must say how the file was made. Add an actions assertion that starts with "c2pa.created" and its "digitalSourceType", or with "c2pa.opened". Otherwise servers refuse it or add a false statement.
lints-first-action = The first action must be "c2pa.created" or "c2pa.opened".
lints-only-first = { $action } must be the first action, and there can be only one.
# $number is 2 or more, which one it is.
lints-several-actions = This is actions assertion number { $number }. Some servers accept only one.
lints-full-name = The full name of this action is { $full }.
# $action is the name in quotation marks, $name without.
lints-unknown-action = C2PA has no action { $action }. Start the name of your own action with your domain, as in "org.example.{ $name }".
lints-no-origin = Choose where the file came from: "digitalSourceType". Only you can say this.
lints-similar-origin = Unknown origin. Did you mean { $uri }?
lints-retired-origin = The IPTC has retired this origin. Use { $uri } instead.
lints-empty-origin = This origin says that the file is empty, such as a blank canvas.
lints-data-set-origin = This origin says that the file is a data set, not an image, a video or audio.
lints-unknown-origin = This is not a published origin. Servers would sign it, but no reader would understand it.
lints-no-ingredient = { $action } needs an ingredient: "parameters": {"{"} "ingredientIds": ["…"] {"}"}, and an entry in "ingredients" with that "label" and the "relationship" { $relationship }.
lints-wrong-relationship = For { $action }, the "relationship" of the ingredient { $ingredient } must be { $relationship }.
lints-no-such-ingredient = No ingredient has the "label" { $label }.
lints-older-reference = This is an older way to name an ingredient. Use "parameters": {"{"} "ingredientIds": […] {"}"} instead.
lints-server-writes = The server writes "{ $field }". Name ingredients in "ingredientIds" instead.
lints-redaction = Nothing can be redacted here, because the manifest to redact is not available.
lints-translation = A translation needs "parameters" with "sourceLanguage" and "targetLanguage", such as "de" and "en-GB".
lints-seldom-read = Few readers use "{ $field }" of an action. Leave it out.
lints-for-recorders = "{ $field }" of an actions assertion is for programs that record many actions. Leave it out.

## Assertions. $label and most names come with quotation marks, as they stand in the manifest.

# The name in quotation marks is that of a check box: sign-identity.
lints-identity = An identity can't be written into a manifest: it is a signature over the other assertions, which only the server can make. Remove it and turn on "Add a verified identity" (--identity) instead.
lints-server-only = Only the server can make { $label }. Remove it from the manifest.
lints-actions-label = The label of the actions assertion is "c2pa.actions.v2".
lints-bad-label = { $label } cannot be a label. Use letters, digits, dots, hyphens and underscores, as in org.example.note.
lints-number-not-kept = The number of { $label } is not kept: servers number assertions themselves.
lints-numbered = { $label } cannot be a label: "__" starts the number of an assertion, which only servers assign.
lints-unknown-use = { $name } is not a known use. The known uses are { $known }.
lints-no-constraint = { $name } is constrained, but its conditions are missing. Add "constraint_info".
lints-unknown-choice = The "use" of { $name } must be allowed, notAllowed or constrained.
lints-old-training = This is the older label of the training preference. Current readers look for "cawg.training-mining".
# $engine is a version, such as 0.59.
lints-lost-label = This server's engine (c2pa-rs { $engine }) loses the label { $label }, so readers won't find the author, the caption or the credit. The title stays.
lints-no-context = Metadata needs an "@context": an object with the namespace of each prefix, as a string.
lints-undefined-prefixes = "@context" must define these prefixes: { $prefixes }.
lints-other-namespace = In "c2pa.metadata", the prefix { $prefix } must be { $namespace }
lints-not-measured = "c2pa.metadata" must not have { $field }: it is for measured data. Put what people state into "cawg.metadata".

## What C2PA asks for and servers sign nevertheless. $label, $action and $current come with quotation marks unless a domain stands before them.

lints-deprecated-assertion = C2PA has deprecated { $label }, and files that have it don't conform. Author, caption, credit and copyright belong in "cawg.metadata".
lints-older-assertion = C2PA has deprecated { $label }. Its current version is { $current }.
lints-unknown-assertion = C2PA has no assertion { $label }. Start a label of your own with your domain, as in org.example.note.
lints-label-without-domain = Start a label of your own with your domain, as in "org.example.{ $label }".
lints-gathered-actions = Without "created": true beside the label, current servers file the actions as gathered from others, and readers treat them as ambiguous.
lints-all-actions-not-stated = Say whether these are all actions on the file: "allActionsIncluded", true or false. Only you can say this.
lints-opened-incomplete = If "c2pa.opened" is the only action, "allActionsIncluded" must be true: then nothing was changed. Otherwise, list what was done.
lints-origin-of-opened = "c2pa.opened" must not have a "digitalSourceType": the opened file has one.
lints-no-action-origin = { $action } needs a "digitalSourceType" that says what made the change, such as { $uri }.
lints-software-agent-text = "softwareAgent" must be an object: {"{"} "name": …, "version": … {"}"}.
lints-action-field = C2PA has deprecated "{ $field }" of an action.
lints-description = "description" belongs to the action itself, not to its parameters.
lints-parameter-without-domain = Start a parameter of your own with your domain, as in "org.example.{ $name }".
lints-renamed-action = C2PA has deprecated { $action }. Use { $current }.
lints-watermark = C2PA has deprecated { $action }. Use "c2pa.watermarked.bound" if the watermark leads to this manifest, otherwise "c2pa.watermarked.unbound".
lints-deprecated-action = C2PA has deprecated { $action }.
lints-no-spec-version = "specVersion" is missing: the version of the C2PA specification that this manifest follows.
lints-false-version = "specVersion" is false here, because the manifest has parts that C2PA has deprecated. Replace these, or remove it.
lints-other-version = "specVersion" must be the version that these rules are from, as a string: "2.4.0".

## What a link below a finding does to the manifest. Each is short: it stands in a line beside another link.

lints-fix-remove = Remove it
lints-fix-to-json = Convert to JSON
lints-fix-to-text = Convert to a string
lints-fix-to-list = Convert to a list
lints-fix-to-object = Convert to an object
lints-fix-double-braces = Double the braces
lints-fix-keep-first = Keep the first
lints-fix-add-program = Add this program
lints-fix-no-thumbnail = Leave the thumbnail out
lints-fix-add-first-action = Add the first action
lints-fix-move-to-front = Move it to the front
lints-fix-merge = Merge them
lints-fix-full-name = Use its full name
lints-fix-current-name = Use the current name
lints-fix-use-origin = Use this origin
lints-fix-add-ingredient = Add the ingredient
lints-fix-remove-reference = Remove the reference
# The action becomes "c2pa.created".
lints-fix-to-created = Change it to created
lints-fix-move-to-action = Move it to the action
lints-fix-mark-created = Mark it as created
lints-fix-use-label = Use this label
lints-fix-new-label = Use the new label
lints-fix-remove-number = Remove the number
lints-fix-current-version = Use the current version
# Adds the "@type" of a schema.org assertion.
lints-fix-add-type = Add it
lints-fix-correct-use = Correct it
lints-fix-usual-namespaces = Add the usual namespaces
lints-fix-use-namespace = Use this namespace
lints-fix-to-cawg = Change it to cawg.metadata
lints-fix-move-to-cawg = Move it to cawg.metadata
lints-fix-state-version = State version 2.4
lints-fix-use-version = Use 2.4.0
