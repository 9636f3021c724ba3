//! The ingredients of a file as a flattened tree. A forged file can be its own ingredient, or have a very deep or wide tree.

use serde_json::Value;

use super::{ai::AiUse, claim, codes, document::Document, first_text, groups, items, words};

/// How many ingredients are listed.
const MAX_INGREDIENTS: usize = 300;

/// How deep the tree is read.
const MAX_DEPTH: usize = 12;

/// An ingredient of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingredient {
    /// 0 for an ingredient of the file itself, 1 for an ingredient of that, and so on.
    pub depth: usize,
    /// Its title.
    pub title: String,
    /// Its MIME type.
    pub format: Option<String>,
    /// Its relationship in plain words.
    pub relationship: Option<String>,
    /// Who signed it.
    pub issuer: Option<String>,
    /// Whether it has its own Content Credentials.
    pub has_credentials: bool,
    /// The failure code that was recorded when it was added.
    pub failure: Option<String>,
    /// Whether generative AI made it or was used for it.
    pub is_ai: bool,
    /// Whether its own ingredients were left out, because they form a cycle or are too deep.
    pub is_cut: bool,
}

pub(super) struct Ingredients {
    pub(super) list: Vec<Ingredient>,
    pub(super) more: bool,
}

pub(super) fn of(document: &Document) -> Ingredients {
    let mut walk = Walk {
        document,
        found: Ingredients {
            list: Vec::new(),
            more: false,
        },
        ancestors: document.active_label().into_iter().map(str::to_owned).collect(),
    };
    walk.children(document.active(), 0);
    walk.found
}

struct Walk<'a> {
    document: &'a Document,
    found: Ingredients,
    /// The labels of the manifests around the current one.
    ancestors: Vec<String>,
}

impl<'a> Walk<'a> {
    fn children(&mut self, manifest: &'a Value, depth: usize) {
        for ingredient in of_manifest(manifest) {
            if self.found.list.len() == MAX_INGREDIENTS {
                self.found.more = true;
                return;
            }
            self.add(ingredient, depth);
        }
    }

    fn add(&mut self, ingredient: &'a Value, depth: usize) {
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
        let subject = &signature["certificateInfo"]["subject"];
        let says_ai = |uri: &Value| uri.as_str().and_then(AiUse::of_source).is_some_and(AiUse::is_disclosed);
        let is_cycle = label.as_ref().is_some_and(|label| self.ancestors.contains(label));
        let has_children = !manifest.is_null() && of_manifest(manifest).next().is_some();
        let is_cut = has_children && (is_cycle || depth + 1 >= MAX_DEPTH);
        let made_by_ai = claim::actions(manifest)
            .iter()
            .any(|action| action.ai.is_some_and(AiUse::is_disclosed));
        let claim = claim::claim(manifest);
        self.found.list.push(Ingredient {
            depth,
            title: first_text([
                &ingredient["title"],
                &ingredient["dc:title"],
                &manifest["title"],
                &claim["dc:title"],
            ])
            .unwrap_or_else(|| "Without a title".to_owned()),
            format: first_text([&ingredient["format"], &ingredient["dc:format"]]),
            relationship: first_text([&ingredient["relationship"]]).map(|word| words::relationship(&word)),
            issuer: first_text([
                &signature["issuer"],
                &subject["O"],
                &subject["CN"],
                &signature["common_name"],
                &manifest["issuer"],
            ]),
            has_credentials: label.is_some() || inner.is_object(),
            failure: failure_of(ingredient),
            is_ai: made_by_ai
                || says_ai(&ingredient["digitalSourceType"])
                || says_ai(&ingredient["digital_source_type"]),
            is_cut,
        });
        if has_children && !is_cut {
            self.ancestors.extend(label.clone());
            self.children(manifest, depth + 1);
            if label.is_some() {
                self.ancestors.pop();
            }
        }
    }
}

/// The ingredients of a manifest of any shape: a list, or assertions.
fn of_manifest(manifest: &Value) -> impl Iterator<Item = &Value> {
    let listed = &manifest["ingredients"];
    let asserted = listed.is_null().then(|| {
        claim::assertions(manifest)
            .filter(|(label, _)| {
                let plain = claim::plain_label(label);
                plain == "c2pa.ingredient" || plain.starts_with("c2pa.ingredient.v")
            })
            .map(|(_, data)| data)
    });
    items(listed)
        .filter(|ingredient| ingredient.is_object())
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
            let only = all.next().filter(|_| all.next().is_none())?;
            title(only)
        })
}

/// The title that an ingredient gives to a manifest, or the manifest's own.
fn titled(document: &Document, manifest: &Value, label: &str, depth: usize) -> Option<String> {
    for ingredient in of_manifest(manifest).take(MAX_INGREDIENTS) {
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
