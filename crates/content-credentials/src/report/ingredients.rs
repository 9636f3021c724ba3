//! What a file was made of, as a list in the order of a tree. A forged file can name itself, or be very deep or wide.

use serde_json::Value;

use super::{AiUse, claim, document::Document, first_text, groups, items, verdict, words};

/// The most ingredients that are listed.
const MOST: usize = 300;

/// Ingredients of ingredients are followed this deep.
const DEEPEST: usize = 12;

/// Something that the file was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ingredient {
    /// 0 for an ingredient of the file itself, 1 for one of that, and so on.
    pub depth: usize,
    /// Its title.
    pub title: String,
    /// Its format, a MIME type.
    pub format: Option<String>,
    /// What it is to the file it belongs to, in plain words.
    pub relationship: Option<String>,
    /// Who signed it.
    pub issuer: Option<String>,
    /// Whether it has Content Credentials of its own.
    pub has_credentials: bool,
    /// What was wrong with it when it was put in.
    pub failure: Option<String>,
    /// Whether it was made by generative AI, or with it.
    pub is_ai: bool,
    /// Whether what it is made of is left out: it stands above itself, or too deep.
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
        above: document.active_label().into_iter().map(str::to_owned).collect(),
    };
    walk.below(document.active(), 0);
    walk.found
}

struct Walk<'a> {
    document: &'a Document,
    found: Ingredients,
    /// Labels of the manifests on the way here.
    above: Vec<String>,
}

impl<'a> Walk<'a> {
    fn below(&mut self, manifest: &'a Value, depth: usize) {
        for ingredient in of_manifest(manifest) {
            if self.found.list.len() == MOST {
                self.found.more = true;
                return;
            }
            self.one(ingredient, depth);
        }
    }

    fn one(&mut self, ingredient: &'a Value, depth: usize) {
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
        let circle = label.as_ref().is_some_and(|label| self.above.contains(label));
        let below = !manifest.is_null() && of_manifest(manifest).next().is_some();
        let is_cut = below && (circle || depth + 1 >= DEEPEST);
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
        if below && !is_cut {
            self.above.extend(label.clone());
            self.below(manifest, depth + 1);
            if label.is_some() {
                self.above.pop();
            }
        }
    }
}

/// The ingredients of a manifest of any shape: a list of their own, or assertions.
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

/// The label of its manifest: told as it is, or at the end of an address.
fn label_of(ingredient: &Value) -> Option<String> {
    let told = [&ingredient["active_manifest"], &ingredient["manifest"]["label"]];
    if let Some(label) = first_text(told) {
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

/// The first failure that was recorded when the ingredient was put in. An unknown signer is none.
fn failure_of(ingredient: &Value) -> Option<String> {
    let results = [
        &ingredient["validation_results"]["activeManifest"]["failure"],
        &ingredient["validationResults"]["activeManifest"]["failure"],
        &ingredient["validation_status"],
        &ingredient["validationStatus"],
    ];
    let mut codes = results.into_iter().flat_map(items).filter_map(verdict::is_failure);
    codes.next().map(super::clipped)
}

/// The title of the ingredient at the address of its assertion, or of the manifest of this label.
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
            // There is no other that it can be.
            let mut all = of_manifest(manifest);
            let only = all.next().filter(|_| all.next().is_none())?;
            title(only)
        })
}

/// The title under which a manifest stands among the ingredients, or its own.
fn titled(document: &Document, manifest: &Value, label: &str, depth: usize) -> Option<String> {
    for ingredient in of_manifest(manifest).take(MOST) {
        if label_of(ingredient).as_deref() == Some(label) {
            return first_text([&ingredient["title"], &ingredient["dc:title"]]);
        }
        // The tree shape has the manifest within the ingredient.
        let inner = &ingredient["manifest"];
        let found = (inner.is_object() && depth < DEEPEST).then(|| titled(document, inner, label, depth + 1));
        if let Some(title) = found.flatten() {
            return Some(title);
        }
    }
    let own = (depth == 0).then(|| document.manifest(label))?;
    first_text([&own["title"], &claim::claim(own)["dc:title"]])
}
