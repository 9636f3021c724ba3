//! Whether a file may be used for AI training and data mining: four kinds of use, each with a choice of its own.

use jsonc_parser::{
    ast::Value,
    cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode},
};

use super::{OLD_TRAINING, TRAINING, USES};
use crate::json;

/// Whether a file may be used in some way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TrainingUse {
    /// Nothing is said.
    #[default]
    NotStated,
    /// It may.
    Allowed,
    /// It may not.
    NotAllowed,
    /// It may under conditions.
    Constrained,
}

impl TrainingUse {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NotStated, Self::Allowed, Self::NotAllowed, Self::Constrained];

    /// The choice in a few words.
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

/// The choice for one kind of use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TrainingChoice {
    /// Whether it may.
    pub usage: TrainingUse,
    /// Under which conditions, where it is constrained: words or the address of a license.
    pub constraint: String,
}

/// The choices for all kinds of use.
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
    /// The kinds of use, in a few words.
    pub const KINDS: [&str; 4] = ["AI training", "Generative AI training", "AI inference", "Data mining"];

    /// The choice that holds for all kinds of use, where it is one.
    #[must_use]
    pub fn common(&self) -> Option<&TrainingChoice> {
        let [first, rest @ ..] = &self.choices;
        rest.iter().all(|choice| choice == first).then_some(first)
    }

    /// What a manifest says.
    pub(super) fn read(manifest: &Value<'_>) -> Self {
        let found = json::list_of(manifest, "assertions").iter().find_map(|assertion| {
            let start = start_of(json::text_of(assertion, "label")?)?;
            Some((start, json::get(json::get(assertion, "data")?, "entries")?))
        });
        let Some((start, entries)) = found else {
            return Self::default();
        };
        Self {
            choices: USES.map(|name| {
                let entry = json::get(entries, &format!("{start}{name}"));
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
        let (assertion, start) = match find(&assertions) {
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
        for ((name, choice), before) in USES.into_iter().zip(&self.choices).zip(&before.choices) {
            if choice != before {
                write_choice(&entries, &format!("{start}{name}"), choice);
            }
        }
        if entries.properties().is_empty() {
            assertion.remove();
        }
    }
}

/// What the names of the entries begin with in an assertion of this label.
fn start_of(label: &str) -> Option<&'static str> {
    match label {
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
            Some((assertion, start_of(&label)?))
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
    // The words of a condition stay while another choice is tried only in the form: the text says what holds.
    if choice.usage == TrainingUse::Constrained && !choice.constraint.is_empty() {
        json::set(&entry, "constraint_info", choice.constraint.as_str().into());
    } else {
        json::unset(&entry, "constraint_info");
    }
}
