//! The banner that asks for a missing API key.

use eframe::egui::{Frame, Id, Key, Label, Panel, RichText, Ui, text_edit::TextEditState};

use localization::text;

use super::{
    Desktop, Scene, controls, errors,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
};
use model::{ApiKeyState, EnvironmentKey, Hold, Intent, Model};
use que_sdk::secret::ApiKey;
use zeroize::Zeroizing;

/// Where people get a key.
const SITE: &str = "addque.org";

/// Why the keyring cannot be used, if that is known.
pub(crate) fn keyring_trouble(model: &Model) -> Option<String> {
    match &model.api_key {
        ApiKeyState::Missing { keyring_trouble } | ApiKeyState::Present { keyring_trouble, .. } => {
            keyring_trouble.as_ref().map(errors::keyring)
        }
        ApiKeyState::Reading => None,
    }
}

/// A note that the environment has a key for another server.
pub(crate) fn unused_key(model: &Model) -> Option<String> {
    let EnvironmentKey { variable, origin } = model.unused_environment_key()?;
    Some(text!("notices-key-unused", variable = *variable, server = origin))
}

/// What is typed into the key field. Wiped on drop.
#[derive(Default)]
pub(crate) struct KeyDraft {
    pub(super) text: Zeroizing<String>,
    /// Where to keep the key, once the user has chosen.
    pub(super) keep: Option<bool>,
    pub(super) error: Option<String>,
}

/// Whether to keep the key in the keyring: the user's choice, or yes if there is a keyring.
pub(crate) fn keeps(draft: &KeyDraft, model: &Model) -> bool {
    draft.keep.unwrap_or_else(|| keyring_trouble(model).is_none())
}

/// Takes the typed key: returns the intent to use it, or shows an error at the field.
pub(crate) fn take_key(ui: &Ui, draft: &mut KeyDraft, field: Id, model: &Model) -> Option<Intent> {
    match ApiKey::parse(&draft.text) {
        Ok(key) => {
            let keep = keeps(draft, model);
            *draft = KeyDraft::default();
            // egui keeps typed text for undo; a key must not stay there.
            TextEditState::default().store(ui.ctx(), field);
            Some(Intent::SetKey { key, keep })
        }
        Err(error) => {
            draft.error = Some(errors::invalid_key(error));
            None
        }
    }
}

/// The choice of where to keep a key. Without a keyring, "This session only" is preselected.
pub(crate) fn keep_choice(ui: &mut Ui, draft: &mut KeyDraft, model: &Model) {
    let system = Desktop::of(ui.ctx()).word();
    let saved = if keyring_trouble(model).is_some() {
        text!("notices-key-save-again", system = system)
    } else {
        text!("notices-key-save", system = system)
    };
    for (keep, words) in [(true, saved), (false, text!("notices-key-session"))] {
        if controls::radio(ui, keeps(draft, model) == keep, words).clicked() {
            draft.keep = Some(keep);
        }
    }
}

/// Tells users without a key where to get one.
pub(crate) fn where_to_get_a_key(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let words = text!("notices-key-where", site = SITE);
        let (before, after) = words.split_once(SITE).unwrap_or((&words, ""));
        ui.label(tokens::small(ui, before));
        let link = RichText::new(SITE).font(tokens::small_font());
        ui.hyperlink_to(link, format!("https://{SITE}"));
        ui.label(tokens::small(ui, after));
    });
}

/// Shows the banner if a key is needed.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    // The first-start dialog asks for the key.
    if scene.model.welcome {
        return;
    }
    let refused = match (scene.model.hold(), &scene.model.api_key) {
        (Some(Hold::NeedsKey { refused }), _) => *refused,
        (_, ApiKeyState::Missing { .. }) => false,
        _ => return,
    };
    let palette = Palette::of(ui);
    let (wash, tone) = if refused {
        (palette.bad_wash, Tone::Bad)
    } else {
        (palette.warn_wash, Tone::Warn)
    };
    let frame = Frame::new().fill(wash).inner_margin(tokens::BANNER);
    Panel::top("key banner")
        .frame(frame)
        .show_separator_line(true)
        .show(ui, |ui| {
            headline(ui, scene.model, refused, tone);
            entry(ui, scene);
            if !refused {
                where_to_get_a_key(ui);
            }
            if let Some(error) = &scene.view.key.error {
                ui.add(Label::new(RichText::new(error).color(palette.bad)).wrap());
            } else if let Some(trouble) = keyring_trouble(scene.model) {
                let system = Desktop::of(ui.ctx()).word();
                let words = text!("notices-key-keyring-trouble", system = system, trouble = trouble);
                ui.add(Label::new(tokens::small(ui, words)).truncate());
            }
        });
}

fn headline(ui: &mut Ui, model: &Model, refused: bool, tone: Tone) {
    let (headline, explanation) = if refused {
        (text!("notices-key-refused"), text!("notices-key-refused-text"))
    } else {
        (text!("notices-key-needed"), text!("notices-key-needed-text"))
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        controls::message(ui, tone, Shape::Key, tokens::strong(headline));
        ui.label(tokens::small(ui, explanation));
        if let Some(unused) = unused_key(model) {
            ui.label(tokens::small(ui, unused));
        }
    });
}

/// The field for the key, with the choice of where to keep it.
fn entry(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(tokens::small(ui, text!("notices-key-label")));
        let draft = &mut scene.view.key;
        let field = super::id("banner key");
        let width = tokens::SEARCH_WIDTH.min(ui.available_size_before_wrap().x * tokens::BANNER_FIELD);
        let entry = ui
            .add(controls::field(&mut *draft.text, width).password(true).id(field))
            .labelled_by(label.id);
        if entry.changed() {
            draft.error = None;
        }
        let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let edited = controls::primary(ui, &text!("notices-key-use"), true).clicked() || entered;
        ui.add_space(tokens::GAP);
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        keep_choice(ui, draft, scene.model);
        if edited && let Some(intent) = take_key(ui, &mut scene.view.key, field, scene.model) {
            scene.dispatch(intent);
        }
    });
}
