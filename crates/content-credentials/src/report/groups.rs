//! Groups the codes of a report by what they are about: the file itself, an ingredient, or an identity.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{
    codes::{StatusKind, code_of, is_identity_code, kind_of},
    document::Document,
    items,
};

/// What codes are about. A code of one place doesn't explain a code of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum StatusTarget<'a> {
    /// The file itself.
    File,
    /// An ingredient: the URL of its assertion or the label of its manifest. Empty if neither is known.
    Ingredient(&'a str),
    /// An identity, which says nothing about the file.
    Identity,
}

/// The codes of one list.
pub(super) struct Group<'a> {
    pub(super) entries: Vec<(StatusKind, &'a Value)>,
    pub(super) target: StatusTarget<'a>,
    /// Whether it is a list without headings.
    is_flat: bool,
}

/// All codes of a report.
pub(super) struct Groups<'a> {
    pub(super) all: Vec<Group<'a>>,
    /// Whether something that should be a list of codes isn't one. It may be a failure.
    pub(super) is_unread: bool,
}

impl<'a> Groups<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut groups = Self {
            all: Vec::new(),
            is_unread: false,
        };
        let active = document.active_label();
        for layer in document.layers() {
            for results in [&layer["validation_results"], &layer["validationResults"]] {
                if results.is_object() {
                    groups.results(&results["activeManifest"], StatusTarget::File);
                    groups.results(results, StatusTarget::File);
                    groups.deltas(results);
                }
            }
            for list in [
                &layer["validation_status"],
                &layer["validationStatus"],
                &layer["status"],
            ] {
                groups.flat(list);
            }
            for list in [&layer["validation_status"], &layer["validationStatus"]] {
                groups.is_unread |= !is_list_or_nothing(list);
            }
        }
        for (number, manifest) in items(&document.report()["manifests"]).enumerate() {
            let results = &manifest["validationResults"];
            let label = manifest["label"].as_str().unwrap_or_default();
            let is_file = if active.is_some() {
                active == Some(label)
            } else {
                number == 0
            };
            groups.results(
                results,
                if is_file {
                    StatusTarget::File
                } else {
                    StatusTarget::Ingredient(label)
                },
            );
            groups.deltas(manifest);
        }
        groups.move_by_url(active);
        groups.all.retain(|group| !group.entries.is_empty());
        groups
    }

    /// `{success, informational, failure}`: three lists whose names say what their codes mean.
    fn results(&mut self, results: &'a Value, target: StatusTarget<'a>) {
        let mut entries = Vec::new();
        for (name, kind) in [
            ("failure", StatusKind::Failure),
            ("informational", StatusKind::Informational),
            ("success", StatusKind::Success),
        ] {
            entries.extend(items(&results[name]).map(|status| (kind, status)));
        }
        self.is_unread |= !is_list_or_nothing(&results["failure"])
            || items(&results["failure"]).any(|status| code_of(status).is_none());
        self.all.push(Group {
            entries,
            target,
            is_flat: false,
        });
    }

    fn deltas(&mut self, of: &'a Value) {
        self.is_unread |= !is_list_or_nothing(&of["ingredientDeltas"]);
        for delta in items(&of["ingredientDeltas"]) {
            let address = delta["ingredientAssertionURI"].as_str().unwrap_or_default();
            self.results(&delta["validationDeltas"], StatusTarget::Ingredient(address));
        }
    }

    /// A list without headings, where only the code itself says what it means.
    fn flat(&mut self, list: &'a Value) {
        let entries = items(list).filter_map(|status| {
            let code = code_of(status)?;
            // A flag can't turn a mismatch into a success.
            let kind = match (kind_of(code), status["success"].as_bool()) {
                (StatusKind::Failure, Some(true)) if code.ends_with(".mismatch") => StatusKind::Failure,
                (_, Some(true)) => StatusKind::Success,
                (StatusKind::Success, Some(false)) => StatusKind::Failure,
                (kind, _) => kind,
            };
            Some((kind, status))
        });
        let entries = entries.collect();
        self.is_unread |= items(list).any(|status| code_of(status).is_none());
        self.all.push(Group {
            entries,
            target: StatusTarget::File,
            is_flat: true,
        });
    }

    /// Moves codes whose URL names an identity or another manifest than the active one. A flat list repeats codes of
    /// keyed lists; there the key decides the target.
    fn move_by_url(&mut self, active: Option<&str>) {
        let name = |(kind, status): &(StatusKind, &'a Value)| (*kind, code_of(status), status["url"].as_str());
        let mut of_ingredients = HashMap::new();
        let mut of_file = HashSet::new();
        for group in self.all.iter().filter(|group| !group.is_flat) {
            for entry in &group.entries {
                if group.target == StatusTarget::File {
                    of_file.insert(name(entry));
                } else {
                    of_ingredients.insert(name(entry), group.target);
                }
            }
        }
        let mut moved = Vec::new();
        for group in &mut self.all {
            let (is_file, is_flat) = (group.target == StatusTarget::File, group.is_flat);
            group.entries.retain(|entry| {
                let (_, code, url) = name(entry);
                let known = of_ingredients.get(&name(entry)).copied();
                let is_elsewhere = |label: &&str| active.is_some_and(|active| active != *label);
                let place = if is_identity(code.unwrap_or_default(), url) {
                    Some(StatusTarget::Identity)
                } else if let Some(label) = url.and_then(manifest_of).filter(is_elsewhere).filter(|_| is_file) {
                    Some(known.unwrap_or(StatusTarget::Ingredient(label)))
                } else {
                    known.filter(|_| is_flat && !of_file.contains(&name(entry)))
                };
                moved.extend(place.map(|place| (place, *entry)));
                place.is_none()
            });
        }
        self.all.extend(moved.into_iter().map(|(place, entry)| Group {
            entries: vec![entry],
            target: place,
            is_flat: false,
        }));
    }

    /// The codes grouped by place, the file first.
    pub(super) fn places(&self) -> Vec<Codes<'a>> {
        let mut places = vec![Codes::new(StatusTarget::File)];
        let mut at = HashMap::from([(StatusTarget::File, 0)]);
        for group in &self.all {
            let number = *at.entry(group.target).or_insert_with(|| {
                places.push(Codes::new(group.target));
                places.len() - 1
            });
            if let Some(codes) = places.get_mut(number) {
                codes.entries.extend(group.entries.iter().copied());
            }
        }
        places
    }

    /// The codes of a kind in all places.
    pub(super) fn codes(&self, kind: StatusKind) -> impl Iterator<Item = &'a str> {
        let entries = self.all.iter().flat_map(|group| group.entries.iter());
        let of_kind = entries.filter(move |(found, _)| *found == kind);
        of_kind.filter_map(|(_, status)| code_of(status))
    }
}

/// All codes of one place.
pub(super) struct Codes<'a> {
    pub(super) target: StatusTarget<'a>,
    entries: Vec<(StatusKind, &'a Value)>,
}

impl<'a> Codes<'a> {
    const fn new(target: StatusTarget<'a>) -> Self {
        Self {
            target,
            entries: Vec::new(),
        }
    }

    pub(super) fn of(&self, kind: StatusKind) -> impl Iterator<Item = &'a Value> {
        let of_kind = self.entries.iter().filter(move |(found, _)| *found == kind);
        of_kind.map(|(_, status)| *status)
    }

    pub(super) fn failures(&self) -> impl Iterator<Item = &'a str> {
        self.of(StatusKind::Failure).filter_map(code_of)
    }

    pub(super) fn failed(&self, code: &str) -> bool {
        self.failures().any(|found| found == code)
    }

    pub(super) fn succeeded(&self, code: &str) -> bool {
        self.of(StatusKind::Success)
            .filter_map(code_of)
            .any(|found| found == code)
    }

    /// Whether the code is in any list but that of successes.
    pub(super) fn complains_of(&self, code: &str) -> bool {
        let is_complaint =
            |(kind, status): &&(StatusKind, &'a Value)| *kind != StatusKind::Success && code_of(status) == Some(code);
        self.entries.iter().any(|entry| is_complaint(&entry))
    }
}

fn is_list_or_nothing(value: &Value) -> bool {
    value.is_null() || value.is_array()
}

/// Whether a code is about an identity: by its name, or as the code of a signature in an identity assertion. A change of the
/// assertion itself is a change of the file.
fn is_identity(code: &str, url: Option<&str>) -> bool {
    let of_signature = ["signingCredential.", "claimSignature.", "timeStamp.", "algorithm."];
    is_identity_code(code)
        || url.is_some_and(is_of_identity) && of_signature.iter().any(|start| code.starts_with(start))
}

/// Whether a URL is that of an identity assertion: only its last segment counts, not a label that contains the same words.
fn is_of_identity(url: &str) -> bool {
    let path = url.split_once("/c2pa/").map_or(url, |(_, path)| path);
    path.rsplit_once("c2pa.assertions/").is_some_and(|(before, last)| {
        let is_part = before.is_empty() || before.ends_with(['/', '=']);
        is_part && last.starts_with("cawg.identity") && !last.contains('/')
    })
}

/// The label of the manifest that a URL points into. Some engines give only the label.
pub(super) fn manifest_of(url: &str) -> Option<&str> {
    let label = match url.split_once("/c2pa/") {
        Some((_, path)) => path.split('/').next()?,
        None if url.contains('/') => return None,
        None => url,
    };
    (label.starts_with("urn:") || label.contains(":urn:")).then_some(label)
}
