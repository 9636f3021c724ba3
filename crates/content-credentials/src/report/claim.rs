//! The signer, the time, the program, and what was done to the file.

use serde_json::Value;

use super::{
    MAX_ENTRIES,
    ai::AiUse,
    document::Document,
    first_text, items, text,
    words::{self, ActionKind, SourceKind},
};

/// An action on the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it is. `None` if it is unknown.
    pub kind: Option<ActionKind>,
    /// Its name, such as `c2pa.cropped`.
    pub name: String,
    /// When, as written in the report.
    pub when: Option<String>,
    /// The program that did it.
    pub software: Option<String>,
    /// How that came to be.
    pub source: Option<SourceKind>,
    /// The description in the manifest.
    pub description: Option<String>,
    /// What it says about AI use.
    pub ai: Option<AiUse>,
}

impl Action {
    /// In plain words, such as "Cropped". The name of an unknown one is made readable.
    #[must_use]
    pub fn words(&self) -> String {
        let readable = || words::readable(&self.name);
        self.kind.map_or_else(readable, |kind| kind.words().to_owned())
    }
}

pub(super) struct Signature {
    pub(super) issuer: Option<String>,
    pub(super) common_name: Option<String>,
    pub(super) time: Option<String>,
    pub(super) algorithm: Option<String>,
    pub(super) serial_number: Option<String>,
}

/// Whether a manifest describes its signature.
pub(super) fn has_signature(manifest: &Value) -> bool {
    manifest["signature_info"].is_object() || manifest["signature"].is_object()
}

pub(super) fn signature(document: &Document) -> Signature {
    let active = document.active();
    let info = if active["signature_info"].is_object() {
        &active["signature_info"]
    } else {
        &active["signature"]
    };
    let certificate = &info["certificateInfo"];
    let (subject, by) = (&certificate["subject"], &certificate["issuer"]);
    let signer = document.layers().find_map(|layer| text(&layer["summary"]["signer"]));
    let common_name = first_text([&info["common_name"], &subject["CN"]]);
    let issuer = first_text([
        &info["issuer"],
        &subject["O"],
        &subject["CN"],
        &by["O"],
        &by["CN"],
        &active["issuer"],
    ]);
    Signature {
        issuer: issuer.or_else(|| common_name.clone()).or(signer),
        common_name,
        time: first_text([&info["time"], &info["timeStampInfo"]["timestamp"]]),
        algorithm: first_text([&info["alg"], &info["algorithm"]]).map(|name| name.to_uppercase()),
        serial_number: first_text([&info["cert_serial_number"], &certificate["serialNumber"]]),
    }
}

/// The claim of a manifest. In the plain shape, that is the manifest itself.
pub(super) fn claim(manifest: &Value) -> &Value {
    [&manifest["claim"], &manifest["claim.v2"]]
        .into_iter()
        .find(|claim| claim.is_object())
        .unwrap_or(manifest)
}

pub(super) fn title(document: &Document) -> Option<String> {
    let active = document.active();
    first_text([
        &active["title"],
        &claim(active)["dc:title"],
        &document.report()["title"],
    ])
}

/// A list in the plain shape, an object in the detailed one.
fn generator_info(manifest: &Value) -> &Value {
    let info = [
        &manifest["claim_generator_info"],
        &claim(manifest)["claim_generator_info"],
    ]
    .into_iter()
    .find(|info| !info.is_null())
    .unwrap_or(&Value::Null);
    if info.is_array() { &info[0] } else { info }
}

/// `name version` of the program or device that made the claim.
pub(super) fn generator(manifest: &Value) -> Option<String> {
    named(generator_info(manifest))
        .or_else(|| first_text([&manifest["claim_generator"], &claim(manifest)["claim_generator"]]))
}

/// The version of c2pa-rs that made the claim.
pub(super) fn library(manifest: &Value) -> Option<String> {
    let version = text(&generator_info(manifest)["org.contentauth.c2pa_rs"])?;
    Some(format!("c2pa-rs {version}"))
}

/// A text, or an object with a name and a version.
fn named(value: &Value) -> Option<String> {
    let name = text(value).or_else(|| text(&value["name"]))?;
    Some(match text(&value["version"]) {
        Some(version) => format!("{name} {version}"),
        None => name,
    })
}

/// A manifest's assertions in any shape, as label and data.
pub(super) fn assertions(manifest: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let listed = items(&manifest["assertions"]).filter_map(|assertion| {
        let data = assertion.get("data").unwrap_or(assertion);
        Some((assertion["label"].as_str()?, data))
    });
    let stores = [&manifest["assertion_store"], &manifest["assertions"]];
    let stored = stores
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|store| store.iter().map(|(label, data)| (label.as_str(), data)));
    listed.chain(stored)
}

/// A label without its instance number.
pub(super) fn plain_label(label: &str) -> &str {
    label.split_once("__").map_or(label, |(plain, _)| plain)
}

pub(super) fn actions(manifest: &Value) -> Vec<Action> {
    let mut actions = Vec::new();
    for (label, data) in assertions(manifest) {
        if matches!(plain_label(label), "c2pa.actions" | "c2pa.actions.v2") {
            actions.extend(items(&data["actions"]).take(MAX_ENTRIES - actions.len()).map(action));
        }
    }
    actions
}

fn action(action: &Value) -> Action {
    let name = text(&action["action"]).unwrap_or_else(|| "unknown".to_owned());
    let parameters = &action["parameters"];
    let source = first_text([
        &action["digitalSourceType"],
        &action["digital_source_type"],
        &parameters["digitalSourceType"],
    ]);
    Action {
        kind: ActionKind::of(&name),
        when: text(&action["when"]),
        software: named(&action["softwareAgent"]),
        description: first_text([
            &action["description"],
            &parameters["description"],
            &parameters["com.adobe.tool"],
            &action["reason"],
        ]),
        ai: source.as_deref().and_then(AiUse::of_source).map(|ai| match ai {
            // A later addition is only part of the file.
            AiUse::Made if name != "c2pa.created" => AiUse::Partly,
            ai => ai,
        }),
        source: source.as_deref().map(SourceKind::of),
        name,
    }
}
