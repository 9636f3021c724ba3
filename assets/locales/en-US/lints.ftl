### What the linter says of a manifest, below the form and the JSON text. Names in quotation marks are keys of JSON and stay as they are.

lints-no-actions = A manifest must say how the file was made. Add an actions assertion that starts with "c2pa.created" and its "digitalSourceType", or with "c2pa.opened". Otherwise servers refuse it or add a false statement.
lints-first-action = The first action must be "c2pa.created" or "c2pa.opened".
lints-no-origin = Choose where the file came from: "digitalSourceType". Only you can say this.
lints-gathered-actions = Without "created": true beside the label, current servers file the actions as gathered from others, and readers treat them as ambiguous.
lints-all-actions-not-stated = Say whether these are all actions on the file: "allActionsIncluded", true or false. Only you can say this.
lints-opened-incomplete = If "c2pa.opened" is the only action, "allActionsIncluded" must be true: then nothing was changed. Otherwise, list what was done.
lints-origin-of-opened = "c2pa.opened" must not have a "digitalSourceType": the opened file has one.
lints-software-agent-text = "softwareAgent" must be an object: {"{"} "name": …, "version": … {"}"}.
lints-no-generator = No program is named as the maker of this manifest. The server will name itself.
lints-several-generators = Only one program can make a claim. Servers keep the first entry or refuse the manifest.
lints-thumbnail = The server will add a thumbnail of a few hundred kilobytes, even to a small file.
lints-old-training = This is the older label of the training preference. Current readers look for "cawg.training-mining".
lints-no-spec-version = "specVersion" is missing: the version of the C2PA specification that this manifest follows.
