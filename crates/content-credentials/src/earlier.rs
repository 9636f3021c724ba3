//! Manifests for files that already have Content Credentials. Such a file was opened, not created, and no manifest in JSON
//! can keep its earlier credentials. It can name them: the first action is `c2pa.opened`, with an ingredient that points at
//! the original. Measured with c2pa-rs 0.55 to 0.91.

use jsonc_parser::cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode};
use que_sdk::text::is_unprintable;
use serde_json::{Value, json};

use super::{
    json::{self, PathSegment},
    lint::{Lint, LintCode},
    manifest::{ACTIONS, CREATED, OPENED, is_actions_label},
};

/// What happens to the earlier credentials of a file that is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EarlierCredentials {
    /// The signed copy loses them, so its manifest names them.
    #[default]
    Named,
    /// The server adds the file as the parent of its signed copy, with its credentials. Engines do so for manifests that
    /// don't say how the file was made (`builder.intent = "edit"`, c2pa-rs 0.78 and later).
    KeptByServer,
}

impl EarlierCredentials {
    /// Removes the findings that such a server does not share.
    pub fn retain(self, lints: &mut Vec<Lint>) {
        if self == Self::KeptByServer {
            lints.retain(|lint| !matches!(lint.code, LintCode::NoActions | LintCode::FirstAction));
        }
    }
}

/// A file that has Content Credentials, to be named in the manifest of its signed copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EarlierFile<'a> {
    /// Its name.
    pub title: &'a str,
    /// Its MIME type.
    pub format: &'a str,
    /// The instance id that its credentials give it.
    pub instance_id: Option<&'a str>,
    /// Its SHA-256 in hexadecimal.
    pub sha256: Option<&'a str>,
    /// Where it is, such as `s3://bucket/key`.
    pub uri: Option<&'a str>,
    /// Who issued its credentials, by their own account.
    pub issuer: Option<&'a str>,
    /// The program or device that made them, by their own account.
    pub generator: Option<&'a str>,
    /// Whether its credentials are stored elsewhere.
    pub elsewhere: bool,
    /// Whether it has none, but its metadata mentions some.
    pub removed: bool,
    /// Whether it may have credentials that could not be read.
    pub unreadable: bool,
    /// Why its credentials are not valid, as a sentence, if they were found to be so.
    pub invalid: Option<&'a str>,
}

/// What a manifest says about the file that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierPointer {
    /// Its name.
    pub title: Option<String>,
    /// Where it is.
    pub uri: Option<String>,
    /// Whose credentials it has.
    pub description: Option<String>,
    /// Its SHA-256 in lower-case hexadecimal, if the manifest says so.
    pub sha256: Option<String>,
}

/// What comes before the SHA-256 in a description.
const HASH: &str = "SHA-256 of the original: ";

/// The label of the ingredient, with a number if the manifest uses it for another.
const LABEL: &str = "p";

impl EarlierFile<'_> {
    /// The manifest to sign this file with, made from one for a file without credentials.
    ///
    /// One that already begins with `c2pa.opened` was written for such a file: it gets only what it doesn't say. A text that
    /// isn't a manifest stays unchanged.
    #[must_use]
    pub fn manifest(&self, text: &str, earlier: EarlierCredentials) -> String {
        let changed = match earlier {
            EarlierCredentials::Named => json::edit(text, |root| self.open(root)),
            EarlierCredentials::KeptByServer => json::edit(text, leave_opening_to_server),
        };
        changed.unwrap_or_else(|| text.to_owned())
    }

    /// Makes `c2pa.opened` the first action and adds the ingredient. Nothing that the person wrote is overwritten.
    fn open(&self, root: &CstRootNode) -> Option<()> {
        let manifest = json::object_at(root, &[])?;
        let assertions = manifest.array_value_or_create("assertions")?;
        let actions = actions(&assertions);
        let first = actions.as_ref().and_then(first_action);
        let name = first.as_ref().and_then(|first| text(first, "action"));
        if let Some(own) = first.as_ref().filter(|_| name.as_deref() == Some(OPENED)) {
            return self.complete(&manifest, own);
        }
        let label = self.ingredient(&manifest)?;
        let opened = json!({ "action": OPENED, "parameters": { "ingredientIds": [label] } });
        let Some(actions) = actions else {
            let data = json!({ "allActionsIncluded": true, "actions": [opened] });
            assertions.insert(
                0,
                json::input(&json!({ "label": ACTIONS, "created": true, "data": data })),
            );
            return Some(());
        };
        let data = match actions.object_value("data") {
            Some(data) => data,
            None => {
                json::set(&actions, "data", CstInputValue::Object(Vec::new()));
                actions.object_value("data")?
            }
        };
        let list = match data.array_value("actions") {
            Some(list) => list,
            None => {
                json::set(&data, "actions", CstInputValue::Array(Vec::new()));
                data.array_value("actions")?
            }
        };
        if let Some(created) = first.filter(|_| name.as_deref() == Some(CREATED)) {
            // Who made a file, when and how is not who opened it.
            created.remove();
        }
        list.insert(0, json::input(&opened));
        if list.elements().len() == 1 {
            if states_more(&data) {
                list.append(json::input(&resigned()));
            } else {
                // The pointer names exactly the bytes that are signed, so nothing else was done to them.
                json::set(&data, "allActionsIncluded", CstInputValue::Bool(true));
            }
        }
        Some(())
    }

    /// Adds what is missing to a manifest whose own first action is `c2pa.opened`.
    fn complete(&self, manifest: &CstObject, opened: &CstObject) -> Option<()> {
        let named = ingredients_of(opened);
        if named.is_empty() {
            let label = self.ingredient(manifest)?;
            let parameters = opened.object_value_or_create("parameters")?;
            json::set(&parameters, "ingredientIds", CstInputValue::Array(vec![label.into()]));
            return Some(());
        }
        let own = objects(&manifest.array_value("ingredients")?);
        let is_named = |ingredient: &&CstObject| names(ingredient).iter().any(|name| named.contains(name));
        self.fill(own.iter().find(is_named)?)
    }

    /// Adds the ingredient and returns its label. A manifest can have only one parent, so its own is used if it has one.
    fn ingredient(&self, manifest: &CstObject) -> Option<String> {
        let ingredients = manifest.array_value_or_create("ingredients")?;
        let all = objects(&ingredients);
        let is_parent = |ingredient: &&CstObject| text(ingredient, "relationship").as_deref() == Some("parentOf");
        let parent = all.iter().find(is_parent);
        if let Some(name) = parent.and_then(|parent| names(parent).into_iter().next()) {
            self.fill(parent?);
            return Some(name);
        }
        let is_taken = |label: &str| all.iter().any(|other| names(other).iter().any(|name| name == label));
        let mut labels = (1_u32..).map(|number| match number {
            1 => LABEL.to_owned(),
            number => format!("{LABEL}{number}"),
        });
        let label = labels.find(|label| !is_taken(label))?;
        match parent {
            Some(parent) => {
                json::set(parent, "label", label.as_str().into());
                self.fill(parent);
            }
            None => drop(ingredients.append(json::input(&self.pointer(&label)))),
        }
        Some(label)
    }

    /// Adds to an ingredient what it doesn't say. One with another instance id is another file, of which nothing is known.
    fn fill(&self, ingredient: &CstObject) -> Option<()> {
        let its_id = text(ingredient, "instance_id").filter(|id| !id.is_empty());
        if its_id.is_some_and(|id| self.instance_id.is_some_and(|known| known != id)) {
            return None;
        }
        let pointer = self.pointer("");
        for field in ["title", "format", "instance_id", "description", "informational_URI"] {
            let is_absent = match json::last(ingredient, field) {
                Some(_) => text(ingredient, field).is_some_and(|text| text.trim().is_empty()),
                None => true,
            };
            if let Some(value) = pointer.get(field).filter(|_| is_absent) {
                json::set(ingredient, field, json::input(value));
            }
        }
        Some(())
    }

    fn pointer(&self, label: &str) -> Value {
        let instance_id = match (self.instance_id, self.sha256, self.uri) {
            (Some(id), ..) => id.to_owned(),
            (None, Some(sha256), _) => format!("urn:sha256:{sha256}"),
            (None, None, uri) => uri.unwrap_or(self.title).to_owned(),
        };
        let mut pointer = json!({
            "title": plain(self.title),
            "format": self.format,
            "relationship": "parentOf",
            "label": label,
            "instance_id": instance_id,
            "description": self.description(),
        });
        if let Some(uri) = self.uri {
            pointer["informational_URI"] = uri.into();
        }
        pointer
    }

    /// Names the issuer. None of it was verified for this.
    fn description(&self) -> String {
        if self.unreadable {
            return self.with_hash(
                "Original that may have Content Credentials, which could not be read. This copy doesn't contain them.",
            );
        }
        if self.removed {
            return self.with_hash(
                "Original without Content Credentials. Its metadata mentions some, so they may have been removed.",
            );
        }
        let (issuer, generator) = (self.issuer.map(plain), self.generator.map(plain));
        let whose = match (issuer, generator) {
            _ if self.elsewhere => "that are stored elsewhere".to_owned(),
            (Some(issuer), Some(generator)) => {
                format!("that name {issuer} as their issuer and {generator} as their source")
            }
            (Some(issuer), None) => format!("that name {issuer} as their issuer"),
            (None, Some(generator)) => format!("that name {generator} as their source"),
            (None, None) => "whose issuer could not be read".to_owned(),
        };
        let words = match self.invalid {
            Some(why) => format!(
                "Original with Content Credentials that are not valid. {} They are credentials {whose}. This copy names \
                 them but doesn't contain them.",
                plain(why)
            ),
            None => format!(
                "Original with Content Credentials {whose}. This copy names them but doesn't contain them; they were not \
                 verified for it."
            ),
        };
        self.with_hash(&words)
    }

    fn with_hash(&self, words: &str) -> String {
        let mut words = words.to_owned();
        if let Some(sha256) = self.sha256 {
            words.push_str(&format!(" {HASH}{sha256}"));
        }
        words
    }
}

/// A text from the file without characters that hide or reorder others: the signer vouches for what is written here.
fn plain(text: &str) -> String {
    text.chars().filter(|character| !is_unprintable(*character)).collect()
}

/// Whether the signer says that there may be more actions than those that are listed.
fn states_more(data: &CstObject) -> bool {
    let stated = json::last(data, "allActionsIncluded").and_then(|stated| stated.value()?.as_boolean_lit());
    stated.is_some_and(|all| !all.value())
}

/// What this signature does to the file, for a manifest that says there may be more: C2PA allows that beside `c2pa.opened` only if
/// something else is listed. Which edits there may be is not known here, and `c2pa.edited` would also have to say what made them.
fn resigned() -> Value {
    json!({ "action": "c2pa.edited.metadata", "description": "New Content Credentials were added. There may be other edits." })
}

fn objects(list: &CstArray) -> Vec<CstObject> {
    list.elements().iter().filter_map(CstNode::as_object).collect()
}

/// The names by which actions refer to an ingredient.
fn names(ingredient: &CstObject) -> Vec<String> {
    let names = ["label", "instance_id"].map(|field| text(ingredient, field));
    names.into_iter().flatten().filter(|name| !name.is_empty()).collect()
}

/// The ingredients that an action refers to, in the parameters that engines read.
fn ingredients_of(action: &CstObject) -> Vec<String> {
    let Some(parameters) = action.object_value("parameters") else {
        return Vec::new();
    };
    let lists = ["ingredientIds", "org.cai.ingredientIds"].into_iter();
    let lists = lists.filter_map(|field| json::last(&parameters, field)?.value()?.as_array());
    let listed = lists.flat_map(|list| list.elements());
    let listed = listed.filter_map(|name| name.as_string_lit()?.decoded_value().ok());
    let single = ["instanceId", "instanceID"].into_iter();
    listed
        .chain(single.filter_map(|field| text(&parameters, field)))
        .collect()
}

/// What a manifest says about the file that was opened, if it begins with `c2pa.opened`.
#[must_use]
pub fn earlier_pointer(manifest: &str) -> Option<EarlierPointer> {
    // Most manifests have no such action. Searching is cheaper than parsing.
    if !manifest.contains(OPENED) {
        return None;
    }
    let manifest: Value = serde_json::from_str(manifest).ok()?;
    let ingredients = manifest.get("ingredients")?.as_array()?;
    let parent = ingredients
        .iter()
        .find(|ingredient| ingredient.get("relationship").and_then(Value::as_str) == Some("parentOf"))?;
    let field = |name: &str| parent.get(name).and_then(Value::as_str).map(str::to_owned);
    let description = field("description");
    let hash = description
        .as_deref()
        .and_then(|words| Some(words.rsplit_once(HASH)?.1));
    let by_id = parent.get("instance_id").and_then(Value::as_str);
    let by_id = by_id.and_then(|id| id.strip_prefix("urn:sha256:"));
    let is_hash = |hash: &&str| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let sha256 = hash
        .or(by_id)
        .map(str::trim)
        .filter(is_hash)
        .map(str::to_ascii_lowercase);
    Some(EarlierPointer {
        title: field("title"),
        uri: field("informational_URI"),
        description,
        sha256,
    })
}

/// Removes the action that says how the file was made: the server writes that it was opened.
fn leave_opening_to_server(root: &CstRootNode) -> Option<()> {
    let assertions = json::array_at(root, &["assertions".into()])?;
    let place = assertions.elements().iter().position(is_actions)?;
    let actions = assertions.elements().into_iter().nth(place)?.as_object()?;
    let list = list_of_actions(&actions)?;
    if text(&first_action(&actions)?, "action").as_deref() != Some(CREATED) {
        return None;
    }
    let says_more = states_more(&actions.object_value("data")?);
    if list.elements().len() > 1 || says_more {
        list.elements().into_iter().next()?.remove();
        if list.elements().is_empty() {
            list.append(json::input(&resigned()));
        }
        return Some(());
    }
    json::remove(root, &["assertions".into(), PathSegment::Element(place)])
}

fn is_actions(assertion: &CstNode) -> bool {
    let label = assertion.as_object().and_then(|assertion| text(&assertion, "label"));
    label.is_some_and(|label| is_actions_label(&label))
}

/// The first actions assertion.
fn actions(assertions: &CstArray) -> Option<CstObject> {
    assertions
        .elements()
        .into_iter()
        .find(is_actions)
        .and_then(|assertion| assertion.as_object())
}

fn list_of_actions(assertion: &CstObject) -> Option<CstArray> {
    json::last(assertion, "data")?
        .value()?
        .as_object()?
        .array_value("actions")
}

fn first_action(assertion: &CstObject) -> Option<CstObject> {
    list_of_actions(assertion)?.elements().into_iter().next()?.as_object()
}

fn text(object: &CstObject, name: &str) -> Option<String> {
    json::last(object, name)?.value()?.as_string_lit()?.decoded_value().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LintFor, ManifestForm, Origin, errors, lint};

    const FILE: EarlierFile<'_> = EarlierFile {
        title: "harbor \"1\".jpg",
        format: "image/jpeg",
        instance_id: Some("xmp:iid:1"),
        sha256: Some("ab12"),
        uri: Some("s3://bucket/k.jpg"),
        issuer: Some("Leica Camera AG"),
        generator: Some("M11-P"),
        elsewhere: false,
        removed: false,
        unreadable: false,
        invalid: None,
    };

    fn opened(text: &str) -> Value {
        serde_json::from_str(&FILE.manifest(text, EarlierCredentials::Named)).unwrap()
    }

    fn form() -> ManifestForm {
        ManifestForm {
            title: "Harbor".into(),
            creator: "Ada".into(),
            origin: Some(Origin::DigitalCapture),
            ..ManifestForm::default()
        }
    }

    fn actions_of(manifest: &Value) -> &Value {
        let assertions = manifest["assertions"].as_array().unwrap();
        let is_actions = |assertion: &&Value| assertion["label"].as_str().unwrap().starts_with("c2pa.actions");
        &assertions.iter().find(is_actions).unwrap()["data"]["actions"]
    }

    #[test]
    fn a_created_file_becomes_an_opened_one_that_points_at_its_original() {
        let text = form().to_text();
        let manifest = opened(&text);
        let actions = actions_of(&manifest);
        assert_eq!(actions[0]["action"], "c2pa.opened");
        assert_eq!(actions[0]["parameters"]["ingredientIds"], json!(["p"]));
        assert_eq!(
            actions[0].get("digitalSourceType"),
            None,
            "an opened file was made before"
        );
        assert_eq!(actions.as_array().unwrap().len(), 1);
        let [pointer] = manifest["ingredients"].as_array().unwrap().as_slice() else {
            panic!("{manifest:#}")
        };
        for (field, value) in [
            ("title", "harbor \"1\".jpg"),
            ("format", "image/jpeg"),
            ("relationship", "parentOf"),
            ("label", "p"),
            ("instance_id", "xmp:iid:1"),
            ("informational_URI", "s3://bucket/k.jpg"),
        ] {
            assert_eq!(pointer[field], value, "{field}");
        }
        let description = pointer["description"].as_str().unwrap();
        for part in [
            "Leica Camera AG",
            "M11-P",
            "doesn't contain them",
            "not verified",
            "ab12",
        ] {
            assert!(description.contains(part), "{description}");
        }
        // Everything else stays.
        let mut before: Value = serde_json::from_str(&text).unwrap();
        let mut after = manifest.clone();
        for manifest in [&mut before, &mut after] {
            manifest.as_object_mut().unwrap().remove("ingredients");
            manifest["assertions"][0]["data"] = Value::Null;
        }
        assert_eq!(before, after);
    }

    #[test]
    fn what_is_made_has_no_errors() {
        let edited = json!({ "action": "c2pa.cropped" });
        for text in [
            form().to_text(),
            json!({ "assertions": [] }).to_string(),
            json!({ "assertions": [{ "label": "c2pa.actions", "data": { "actions": [edited] } }] }).to_string(),
            json!({ "assertions": [{ "label": "c2pa.actions.v2", "data": {} }] }).to_string(),
            "{}".to_owned(),
        ] {
            let manifest = FILE.manifest(&text, EarlierCredentials::Named);
            let lints = lint(&manifest, LintFor::Manifest);
            let found: Vec<_> = errors(&lints).collect();
            assert!(
                found.iter().all(|lint| lint.code == LintCode::NoOrigin),
                "{found:?} {manifest}"
            );
            let value: Value = serde_json::from_str(&manifest).unwrap();
            assert_eq!(actions_of(&value)[0]["action"], "c2pa.opened", "{manifest}");
        }
    }

    #[test]
    fn a_manifest_that_says_opened_gets_only_what_it_does_not_say() {
        let own = |opened: Value, ingredients: Value| {
            let actions = json!({ "actions": [opened, { "action": "c2pa.cropped" }], "allActionsIncluded": false });
            json!({ "assertions": [{ "label": "c2pa.actions.v2", "data": actions }], "ingredients": ingredients })
        };
        let bare = own(
            json!({ "action": "c2pa.opened", "when": "2026-01-01T00:00:00Z" }),
            json!([]),
        );
        assert_eq!(
            FILE.manifest(&bare.to_string(), EarlierCredentials::KeptByServer),
            bare.to_string()
        );
        let made = opened(&bare.to_string());
        let first = &actions_of(&made)[0];
        assert_eq!(first["parameters"]["ingredientIds"], json!(["p"]));
        assert_eq!(first["when"], "2026-01-01T00:00:00Z", "the person's own statement");
        assert_eq!(made["ingredients"][0]["informational_URI"], "s3://bucket/k.jpg");
        assert_eq!(
            made["assertions"][0]["data"]["allActionsIncluded"], false,
            "it was cropped, too"
        );

        let refers = json!({ "action": "c2pa.opened", "parameters": { "ingredientIds": ["mine"] } });
        let mine = json!({ "title": "Mine", "relationship": "parentOf", "label": "mine", "description": "" });
        let other = json!({ "title": "sky", "relationship": "componentOf", "label": "p" });
        let made = opened(&own(refers.clone(), json!([other, mine])).to_string());
        assert_eq!(made["ingredients"][0], other);
        let filled = &made["ingredients"][1];
        assert_eq!((&filled["title"], &filled["label"]), (&json!("Mine"), &json!("mine")));
        assert_eq!(filled["informational_URI"], "s3://bucket/k.jpg");
        assert_eq!(filled["instance_id"], "xmp:iid:1");
        let description = filled["description"].as_str().unwrap();
        assert!(
            description.contains("Leica Camera AG") && description.contains("ab12"),
            "{description}"
        );

        // What the person wrote stays, and another file is another file.
        let said = json!({ "title": "Mine", "format": "image/x", "relationship": "parentOf", "label": "mine",
            "description": "so", "informational_URI": "https://example.org/1", "instance_id": "xmp:iid:1" });
        let another =
            json!({ "title": "raw", "relationship": "parentOf", "label": "mine", "instance_id": "xmp:iid:9" });
        for ingredient in [said, another] {
            let manifest = own(refers.clone(), json!([ingredient]));
            assert_eq!(opened(&manifest.to_string()), manifest);
        }
    }

    #[test]
    fn nothing_that_is_said_of_how_a_file_was_made_moves_to_its_opening() {
        let created = json!({ "action": "c2pa.created", "digitalSourceType": "x", "when": "2026-01-01T00:00:00Z",
            "softwareAgent": { "name": "Darkroom" }, "description": "Taken at dawn", "reason": "r", "parameters": { "a": 1 } });
        let cropped = json!({ "action": "c2pa.cropped" });
        for (actions, said, stated) in [
            (json!([created]), json!(false), json!(false)),
            (json!([created]), json!(true), json!(true)),
            (json!([created]), Value::Null, json!(true)),
            (json!([created, cropped]), json!(false), json!(false)),
        ] {
            let data = json!({ "actions": actions, "allActionsIncluded": said });
            let text = json!({ "assertions": [{ "label": "c2pa.actions.v2", "data": data }] }).to_string();
            let made = opened(&text);
            let first = &actions_of(&made)[0];
            assert_eq!(
                first,
                &json!({ "action": "c2pa.opened", "parameters": { "ingredientIds": ["p"] } })
            );
            assert_eq!(made["assertions"][0]["data"]["allActionsIncluded"], stated, "{made:#}");
            let warnings = lint(&made.to_string(), LintFor::Manifest);
            assert!(
                warnings.iter().all(|lint| lint.code != LintCode::OpenedIncomplete),
                "{warnings:?}"
            );
        }
    }

    #[test]
    fn there_may_be_other_edits_never_becomes_there_are_none() {
        let file = |data: Value| {
            json!({ "assertions": [{ "label": "c2pa.actions.v2", "created": true, "data": data }] }).to_string()
        };
        let created = json!({ "action": "c2pa.created" });
        for text in [
            ManifestForm {
                all_actions: Some(false),
                ..form()
            }
            .to_text(),
            file(json!({ "actions": [created], "allActionsIncluded": false })),
            file(json!({ "actions": [], "allActionsIncluded": false })),
            file(json!({ "allActionsIncluded": false })),
        ] {
            let made = opened(&text);
            let data = &made["assertions"][0]["data"];
            assert_eq!(data["allActionsIncluded"], false, "{made:#}");
            let names: Vec<_> = data["actions"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| &one["action"])
                .collect();
            assert_eq!(names, ["c2pa.opened", "c2pa.edited.metadata"], "{made:#}");
            let lints = lint(&made.to_string(), LintFor::Manifest);
            let of_actions = [
                LintCode::OpenedIncomplete,
                LintCode::NoActionOrigin,
                LintCode::UnknownAction,
            ];
            assert!(lints.iter().all(|lint| !of_actions.contains(&lint.code)), "{lints:?}");
        }
        // A server that opens the file itself is told so, too.
        let text = ManifestForm {
            all_actions: Some(false),
            ..form()
        }
        .to_text();
        let kept: Value = serde_json::from_str(&FILE.manifest(&text, EarlierCredentials::KeptByServer)).unwrap();
        assert_eq!(kept["assertions"][0]["data"]["allActionsIncluded"], false, "{kept:#}");
        assert_eq!(actions_of(&kept)[0]["action"], "c2pa.edited.metadata");
    }

    #[test]
    fn a_text_that_is_no_manifest_stays_as_it_is() {
        for no_manifest in ["", "no JSON", "[1]", "{\"assertions\": 1}", "{\"ingredients\": {}}"] {
            assert_eq!(FILE.manifest(no_manifest, EarlierCredentials::Named), no_manifest);
        }
    }

    #[test]
    fn an_own_parent_and_the_labels_of_other_ingredients_are_respected() {
        let mut manifest: Value = serde_json::from_str(&form().to_text()).unwrap();
        manifest["ingredients"] = json!([{ "title": "sky.jpg", "relationship": "componentOf", "label": "p" }]);
        let made = opened(&manifest.to_string());
        assert_eq!(made["ingredients"][1]["label"], "p2");
        assert_eq!(actions_of(&made)[0]["parameters"]["ingredientIds"], json!(["p2"]));
        let parent = json!({ "title": "mine.jpg", "relationship": "parentOf", "instance_id": "xmp:iid:7" });
        manifest["ingredients"] = json!([parent]);
        let made = opened(&manifest.to_string());
        assert_eq!(made["ingredients"], json!([parent]), "a manifest has one parent");
        assert_eq!(
            actions_of(&made)[0]["parameters"]["ingredientIds"],
            json!(["xmp:iid:7"])
        );
        manifest["ingredients"] = json!([{ "title": "mine.jpg", "relationship": "parentOf" }]);
        let made = opened(&manifest.to_string());
        assert_eq!(made["ingredients"].as_array().unwrap().len(), 1);
        assert_eq!(made["ingredients"][0]["label"], "p");
        assert_eq!(made["ingredients"][0]["title"], "mine.jpg");
        assert_eq!(made["ingredients"][0]["informational_URI"], "s3://bucket/k.jpg");
    }

    #[test]
    fn little_is_known_of_some_files() {
        let file = EarlierFile {
            title: "a.png",
            format: "image/png",
            ..EarlierFile::default()
        };
        let of = |file: EarlierFile<'_>| {
            let manifest = file.manifest(&form().to_text(), EarlierCredentials::Named);
            serde_json::from_str::<Value>(&manifest).unwrap()["ingredients"][0].clone()
        };
        let unknown = of(file);
        assert_eq!(unknown.get("informational_URI"), None);
        assert_eq!(unknown["instance_id"], "a.png");
        assert!(unknown["description"].as_str().unwrap().contains("could not be read"));
        let elsewhere = of(EarlierFile {
            elsewhere: true,
            sha256: Some("cd"),
            ..file
        });
        assert_eq!(elsewhere["instance_id"], "urn:sha256:cd");
        assert!(elsewhere["description"].as_str().unwrap().contains("stored elsewhere"));
        let removed = of(EarlierFile { removed: true, ..file });
        assert!(
            removed["description"]
                .as_str()
                .unwrap()
                .contains("may have been removed")
        );
    }

    #[test]
    fn an_original_that_was_changed_after_signing_is_described_as_such() {
        let file = EarlierFile {
            invalid: Some("The file was changed after it was signed."),
            ..FILE
        };
        let manifest = file.manifest(&form().to_text(), EarlierCredentials::Named);
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        let description = manifest["ingredients"][0]["description"].as_str().unwrap();
        for part in [
            "are not valid. The file was changed after it was signed.",
            "Leica Camera AG",
            "ab12",
        ] {
            assert!(description.contains(part), "{description}");
        }
        assert!(!description.contains("not verified"), "{description}");
    }

    #[test]
    fn a_server_that_keeps_the_parent_gets_no_action_that_says_how_the_file_was_made() {
        let kept = |text: &str| {
            let manifest = FILE.manifest(text, EarlierCredentials::KeptByServer);
            serde_json::from_str::<Value>(&manifest).unwrap()
        };
        let made = kept(&form().to_text());
        assert_eq!(made.get("ingredients"), None);
        let labels: Vec<_> = made["assertions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["label"])
            .collect();
        assert!(
            labels
                .iter()
                .all(|label| !label.as_str().unwrap().starts_with("c2pa.actions")),
            "{labels:?}"
        );
        assert_eq!(made["title"], "Harbor");
        let two = json!([{ "action": "c2pa.created" }, { "action": "c2pa.edited" }]);
        let made =
            kept(&json!({ "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": two } }] }).to_string());
        assert_eq!(actions_of(&made), &json!([{ "action": "c2pa.edited" }]));
        let edited =
            "{\"assertions\":[{\"label\":\"c2pa.actions.v2\",\"data\":{\"actions\":[{\"action\":\"c2pa.edited\"}]}}]}";
        assert_eq!(FILE.manifest(edited, EarlierCredentials::KeptByServer), edited);
        assert_eq!(kept("{\"assertions\": []}"), json!({ "assertions": [] }));
    }

    #[test]
    fn a_pointer_reads_back() {
        let manifest = FILE.manifest(&form().to_text(), EarlierCredentials::Named);
        let pointer = earlier_pointer(&manifest).unwrap();
        assert_eq!(pointer.title.as_deref(), Some("harbor \"1\".jpg"));
        assert_eq!(pointer.uri.as_deref(), Some("s3://bucket/k.jpg"));
        assert!(pointer.description.unwrap().contains("Leica Camera AG"));
        assert_eq!(earlier_pointer(&form().to_text()), None);
        assert_eq!(earlier_pointer("c2pa.opened"), None);
    }

    #[test]
    fn a_file_whose_credentials_could_not_be_read_was_opened_and_its_texts_hide_nothing() {
        let file = EarlierFile {
            title: "a\u{202e}gpj.jpg\n",
            unreadable: true,
            ..FILE
        };
        let text = r#"{"assertions":[{"label":"c2pa.actions.v2","data":{"actions":[{"action":"c2pa.created"}]}}]}"#;
        let manifest: Value = serde_json::from_str(&file.manifest(text, EarlierCredentials::Named)).unwrap();
        assert_eq!(manifest["assertions"][0]["data"]["actions"][0]["action"], OPENED);
        let parent = &manifest["ingredients"][0];
        assert_eq!(parent["title"], "agpj.jpg");
        let description = parent["description"].as_str().unwrap();
        assert!(description.contains("could not be read"), "{description}");
        assert!(
            !description.contains("issuer"),
            "nothing is known of an issuer: {description}"
        );
    }
}
