//! The ingredients of a file as a flattened tree. A forged file can be its own ingredient, or have a very deep or wide tree.

use serde_json::Value;

use super::{
    Action,
    ai::AiUse,
    claim, codes,
    document::Document,
    first_text,
    groups::{self, Groups},
    items, pictures, recorded, words,
};
use crate::Verdict;

/// How many ingredients are listed.
const MAX_INGREDIENTS: usize = 300;

/// How deep the tree is read.
const MAX_DEPTH: usize = 24;

/// How many actions of an ingredient are read.
const MAX_ACTIONS: usize = 20;

/// What an ingredient is to the file that it was used for. Source: C2PA specification, "Ingredient assertion".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The file is an edited version of it.
    Parent,
    /// It is a part of the file.
    Component,
    /// It was used to make the file, such as a prompt or a model.
    Input,
}

impl Role {
    /// As a sentence.
    #[must_use]
    pub const fn relationship(self) -> &'static str {
        match self {
            Self::Parent => "The file that was opened",
            Self::Component => "Added",
            Self::Input => "Used to make it",
        }
    }

    /// As a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Parent => "Parent",
            Self::Component => "Component",
            Self::Input => "Input",
        }
    }

    fn of(relationship: &str) -> Option<Self> {
        match relationship {
            "parentOf" => Some(Self::Parent),
            "componentOf" => Some(Self::Component),
            "inputTo" => Some(Self::Input),
            _ => None,
        }
    }
}

/// An ingredient of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingredient {
    /// 0 for an ingredient of the file itself, 1 for an ingredient of that, and so on.
    pub depth: usize,
    /// Its title.
    pub title: Option<String>,
    /// Its MIME type.
    pub format: Option<String>,
    /// Its relationship in plain words.
    pub relationship: Option<String>,
    /// What it is to the file, if that is one of the usual roles.
    pub role: Option<Role>,
    /// Who signed it.
    pub issuer: Option<String>,
    /// Whether it has its own Content Credentials.
    pub has_credentials: bool,
    /// Whether it has none in this file, but is described as an original that has some.
    pub names_earlier: bool,
    /// What the signer says about it.
    pub description: Option<String>,
    /// The failure code that was recorded when it was added.
    pub failure: Option<String>,
    /// Whether generative AI made it or was used for it.
    pub is_ai: bool,
    /// Whether its own ingredients were left out, because they form a cycle or are too deep.
    pub is_cut: bool,
    /// The verdict on its credentials, as recorded when it was added or found by a later check.
    pub verdict: Option<Verdict>,
    /// The program or device that made its credentials.
    pub generator: Option<String>,
    /// When it was signed, according to a time stamp, RFC 3339.
    pub time: Option<String>,
    /// What its own credentials say was done to it, oldest first.
    pub actions: Vec<Action>,
    /// The addresses of its thumbnails in the file's manifest store, best first. They name their manifests.
    pub thumbnails: Vec<String>,
}

pub(super) struct Ingredients {
    pub(super) list: Vec<Ingredient>,
    pub(super) more: bool,
}

pub(super) fn of(document: &Document) -> Ingredients {
    let mut walk = Walk {
        document,
        groups: Groups::of(document),
        found: Ingredients {
            list: Vec::new(),
            more: false,
        },
        ancestors: document.active_label().into_iter().map(str::to_owned).collect(),
    };
    walk.children(document.active(), document.active_label(), 0);
    walk.found
}

struct Walk<'a> {
    document: &'a Document,
    groups: Groups<'a>,
    found: Ingredients,
    /// The labels of the manifests around the current one.
    ancestors: Vec<String>,
}

impl<'a> Walk<'a> {
    fn children(&mut self, manifest: &'a Value, label: Option<&str>, depth: usize) {
        for (assertion, ingredient) in of_manifest(manifest) {
            if self.found.list.len() == MAX_INGREDIENTS {
                self.found.more = true;
                return;
            }
            self.add(ingredient, assertion, label, depth);
        }
    }

    /// Adds an ingredient, which is an assertion of the manifest with the label `parent`.
    fn add(&mut self, ingredient: &'a Value, assertion: Option<&str>, parent: Option<&str>, depth: usize) {
        let label = label_of(ingredient);
        // The tree shape has the manifest within the ingredient.
        let inner = &ingredient["manifest"];
        let manifest = match &label {
            _ if inner.is_object() => inner,
            Some(label) => self.document.manifest(label),
            None => &Value::Null,
        };
        let info = &manifest["signature_info"];
        let signature = if info.is_object() { info } else { &manifest["signature"] };
        let says_ai = |uri: &Value| uri.as_str().and_then(AiUse::of_source).is_some_and(AiUse::is_disclosed);
        let is_cycle = label.as_ref().is_some_and(|label| self.ancestors.contains(label));
        let has_children = !manifest.is_null() && of_manifest(manifest).next().is_some();
        let is_cut = has_children && (is_cycle || depth + 1 >= MAX_DEPTH);
        let mut actions = claim::actions(manifest);
        let made_by_ai = actions.iter().any(|action| action.ai.is_some_and(AiUse::is_disclosed));
        actions.truncate(MAX_ACTIONS);
        let claim = claim::claim(manifest);
        let has_credentials = label.is_some() || inner.is_object();
        let address = parent
            .zip(assertion.or_else(|| ingredient["label"].as_str()))
            .map(|(parent, assertion)| format!("{parent}/c2pa.assertions/{assertion}"));
        let own = pictures::of_claim(manifest, label.as_deref());
        let role = ingredient["relationship"].as_str().and_then(Role::of);
        let description = first_text([&ingredient["description"], &ingredient["dc:description"]]);
        let names_earlier =
            !has_credentials && role == Some(Role::Parent) && names_earlier(ingredient, description.as_deref());
        self.found.list.push(Ingredient {
            names_earlier,
            description,
            depth,
            title: title_of(ingredient, manifest, claim),
            format: first_text([&ingredient["format"], &ingredient["dc:format"]]),
            relationship: first_text([&ingredient["relationship"]]).map(|word| match role {
                Some(role) => role.relationship().to_owned(),
                None => words::readable(&word),
            }),
            role,
            issuer: issuer_of(signature, manifest),
            has_credentials,
            failure: failure_of(ingredient),
            verdict: has_credentials
                .then(|| recorded::verdict(ingredient, &self.groups, address.as_deref(), label.as_deref()))
                .flatten(),
            generator: claim::generator(manifest),
            time: first_text([&signature["time"], &signature["timeStampInfo"]["timestamp"]]),
            actions,
            thumbnails: pictures::of_ingredient(ingredient, parent)
                .into_iter()
                .chain(own)
                .collect(),
            is_ai: made_by_ai
                || says_ai(&ingredient["digitalSourceType"])
                || says_ai(&ingredient["digital_source_type"]),
            is_cut,
        });
        if has_children && !is_cut {
            self.ancestors.extend(label.clone());
            self.children(manifest, label.as_deref(), depth + 1);
            if label.is_some() {
                self.ancestors.pop();
            }
        }
    }
}

/// Whether an ingredient without a manifest points at an original with Content Credentials: by a description of this program,
/// or by the place of the original.
fn names_earlier(ingredient: &Value, description: Option<&str>) -> bool {
    match description {
        Some(words) if words.starts_with("Original without Content Credentials") => false,
        Some(words) if words.contains("Content Credentials") => true,
        _ => first_text([&ingredient["informational_URI"], &ingredient["informationalURI"]]).is_some(),
    }
}

fn title_of(ingredient: &Value, manifest: &Value, claim: &Value) -> Option<String> {
    let titles = [
        &ingredient["title"],
        &ingredient["dc:title"],
        &manifest["title"],
        &claim["dc:title"],
    ];
    first_text(titles)
}

fn issuer_of(signature: &Value, manifest: &Value) -> Option<String> {
    let subject = &signature["certificateInfo"]["subject"];
    first_text([
        &signature["issuer"],
        &subject["O"],
        &subject["CN"],
        &signature["common_name"],
        &manifest["issuer"],
    ])
}

/// The ingredients of a manifest of any shape: a list, or assertions with their labels.
fn of_manifest(manifest: &Value) -> impl Iterator<Item = (Option<&str>, &Value)> {
    let listed = &manifest["ingredients"];
    let asserted = listed.is_null().then(|| {
        claim::assertions(manifest)
            .filter(|(label, _)| {
                let plain = claim::plain_label(label);
                plain == "c2pa.ingredient" || plain.starts_with("c2pa.ingredient.v")
            })
            .map(|(label, data)| (Some(label), data))
    });
    items(listed)
        .filter(|ingredient| ingredient.is_object())
        .map(|ingredient| (None, ingredient))
        .chain(asserted.into_iter().flatten())
}

/// The label of an ingredient's manifest: given directly, or in a URL.
fn label_of(ingredient: &Value) -> Option<String> {
    let labels = [&ingredient["active_manifest"], &ingredient["manifest"]["label"]];
    if let Some(label) = first_text(labels) {
        return Some(label);
    }
    let addresses = [
        &ingredient["activeManifest"],
        &ingredient["c2pa_manifest"],
        &ingredient["active_manifest"],
    ];
    addresses.into_iter().find_map(|address| {
        let url = address["url"].as_str().or_else(|| address.as_str())?;
        let path = url.rsplit_once("/c2pa/").map_or(url, |(_, path)| path);
        let label = path.split('/').next().filter(|label| !label.is_empty())?;
        Some(label.to_owned())
    })
}

/// The first failure that was recorded when the ingredient was added. An unknown signer is not a failure.
fn failure_of(ingredient: &Value) -> Option<String> {
    let results = [
        &ingredient["validation_results"]["activeManifest"]["failure"],
        &ingredient["validationResults"]["activeManifest"]["failure"],
        &ingredient["validation_status"],
        &ingredient["validationStatus"],
    ];
    let mut codes = results.into_iter().flat_map(items).filter_map(codes::failure_code);
    codes.next().map(super::clipped)
}

/// The title of the ingredient with this assertion URL or manifest label.
pub(super) fn title_at(document: &Document, address: &str) -> Option<String> {
    let title = |ingredient: &Value| first_text([&ingredient["title"], &ingredient["dc:title"]]);
    let label = groups::manifest_of(address);
    let Some((_, assertion)) = address.split_once("c2pa.assertions/") else {
        return titled(document, document.active(), label?, 0);
    };
    let manifest = match label {
        Some(label) if document.active_label() != Some(label) => document.manifest(label),
        _ => document.active(),
    };
    let mut listed = items(&manifest["ingredients"]);
    let mut stored = claim::assertions(manifest).filter(|(label, _)| *label == assertion);
    listed
        .find(|ingredient| ingredient["label"] == assertion)
        .and_then(title)
        .or_else(|| title(stored.next()?.1))
        .or_else(|| {
            // It must be this one if there is only one.
            let mut all = of_manifest(manifest);
            let (_, only) = all.next().filter(|_| all.next().is_none())?;
            title(only)
        })
}

/// The title that an ingredient gives to a manifest, or the manifest's own.
fn titled(document: &Document, manifest: &Value, label: &str, depth: usize) -> Option<String> {
    for (_, ingredient) in of_manifest(manifest).take(MAX_INGREDIENTS) {
        if label_of(ingredient).as_deref() == Some(label) {
            return first_text([&ingredient["title"], &ingredient["dc:title"]]);
        }
        // The tree shape has the manifest within the ingredient.
        let inner = &ingredient["manifest"];
        let found = (inner.is_object() && depth < MAX_DEPTH).then(|| titled(document, inner, label, depth + 1));
        if let Some(title) = found.flatten() {
            return Some(title);
        }
    }
    let own = (depth == 0).then(|| document.manifest(label))?;
    first_text([&own["title"], &claim::claim(own)["dc:title"]])
}
