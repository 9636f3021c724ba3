//! Whether a file may be used for AI training and data mining: four uses, each with its own choice.

use jsonc_parser::{
    ast::Value,
    cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode},
};

use crate::{
    json,
    manifest::{OLD_TRAINING, TRAINING, TRAINING_USES, base_label},
};

/// Whether a file may be used in one way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TrainingUse {
    /// No statement.
    #[default]
    NotStated,
    /// The use is allowed.
    Allowed,
    /// The use isn't allowed.
    NotAllowed,
    /// The use is allowed with conditions.
    Constrained,
}

impl TrainingUse {
    /// All choices.
    pub const ALL: [Self; 4] = [Self::NotStated, Self::Allowed, Self::NotAllowed, Self::Constrained];

    /// The choice as a person reads it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotStated => "Not stated",
            Self::Allowed => "Allowed",
            Self::NotAllowed => "Not allowed",
            Self::Constrained => "Allowed with conditions",
        }
    }

    const fn value(self) -> Option<&'static str> {
        match self {
            Self::NotStated => None,
            Self::Allowed => Some("allowed"),
            Self::NotAllowed => Some("notAllowed"),
            Self::Constrained => Some("constrained"),
        }
    }

    fn from_value(value: Option<&str>) -> Self {
        Self::ALL
            .into_iter()
            .find(|choice| choice.value().is_some() && choice.value() == value)
            .unwrap_or_default()
    }
}

/// The choice for one use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TrainingChoice {
    /// Whether it is allowed.
    pub usage: TrainingUse,
    /// The conditions if it is constrained: a text or the URL of a license.
    pub constraint: String,
}

/// The choices for all uses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Training {
    /// In the order of [`Training::KINDS`].
    pub choices: [TrainingChoice; 4],
}

impl From<TrainingUse> for Training {
    fn from(usage: TrainingUse) -> Self {
        let choice = TrainingChoice {
            usage,
            constraint: String::new(),
        };
        Self {
            choices: std::array::from_fn(|_| choice.clone()),
        }
    }
}

impl Training {
    /// The uses as a person reads them.
    pub const KINDS: [&str; 4] = ["AI training", "Generative AI training", "AI inference", "Data mining"];

    /// The choice for all uses, if it is the same.
    #[must_use]
    pub fn common(&self) -> Option<&TrainingChoice> {
        let [first, rest @ ..] = &self.choices;
        rest.iter().all(|choice| choice == first).then_some(first)
    }

    /// Reads the choices of a manifest.
    pub(super) fn read(manifest: &Value<'_>) -> Self {
        let found = json::list_of(manifest, "assertions").iter().find_map(|assertion| {
            let prefix = prefix_of(json::text_of(assertion, "label")?)?;
            Some((prefix, json::get(json::get(assertion, "data")?, "entries")?))
        });
        let Some((prefix, entries)) = found else {
            return Self::default();
        };
        Self {
            choices: TRAINING_USES.map(|name| {
                let entry = json::get(entries, &format!("{prefix}{name}"));
                let text = |field| entry.and_then(|entry| json::text_of(entry, field));
                TrainingChoice {
                    usage: TrainingUse::from_value(text("use")),
                    constraint: text("constraint_info").unwrap_or_default().to_owned(),
                }
            }),
        }
    }

    /// Writes the choices that differ from `before`.
    pub(super) fn write(&self, root: &CstRootNode, before: &Self) {
        let Some(assertions) = super::assertions(root) else {
            return;
        };
        let (assertion, prefix) = match find(&assertions) {
            Some(found) => found,
            None => {
                let new = CstInputValue::Object(vec![
                    ("label".to_owned(), TRAINING.into()),
                    (
                        "data".to_owned(),
                        CstInputValue::Object(vec![("entries".to_owned(), CstInputValue::Object(Vec::new()))]),
                    ),
                ]);
                let Some(new) = assertions.append(new).as_object() else {
                    return;
                };
                (new, "cawg.")
            }
        };
        let entries = assertion
            .object_value_or_create("data")
            .and_then(|data| data.object_value_or_create("entries"));
        let Some(entries) = entries else { return };
        for ((name, choice), before) in TRAINING_USES.into_iter().zip(&self.choices).zip(&before.choices) {
            if choice != before {
                write_choice(&entries, &format!("{prefix}{name}"), choice);
            }
        }
        if entries.properties().is_empty() {
            assertion.remove();
        }
    }
}

/// The prefix of the entries in an assertion with this label.
fn prefix_of(label: &str) -> Option<&'static str> {
    match base_label(label) {
        TRAINING => Some("cawg."),
        OLD_TRAINING => Some("c2pa."),
        _ => None,
    }
}

fn find(assertions: &CstArray) -> Option<(CstObject, &'static str)> {
    assertions
        .elements()
        .iter()
        .filter_map(CstNode::as_object)
        .find_map(|assertion| {
            let label = json::last(&assertion, "label")?
                .value()?
                .as_string_lit()?
                .decoded_value()
                .ok()?;
            Some((assertion, prefix_of(&label)?))
        })
}

fn write_choice(entries: &CstObject, name: &str, choice: &TrainingChoice) {
    let Some(value) = choice.usage.value() else {
        json::unset(entries, name);
        return;
    };
    let entry = match json::last(entries, name).and_then(|entry| entry.object_value()) {
        Some(entry) => entry,
        None => {
            json::set(
                entries,
                name,
                CstInputValue::Object(vec![("use".to_owned(), value.into())]),
            );
            match json::last(entries, name).and_then(|entry| entry.object_value()) {
                Some(entry) => entry,
                None => return,
            }
        }
    };
    json::set(&entry, "use", value.into());
    // If another choice is tried, only the form keeps the conditions: the text states what applies.
    if choice.usage == TrainingUse::Constrained && !choice.constraint.is_empty() {
        json::set(&entry, "constraint_info", choice.constraint.as_str().into());
    } else {
        json::unset(&entry, "constraint_info");
    }
}
