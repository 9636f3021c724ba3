//! The banner that asks for the API key where there is none: a field right there, and the way out of it.

use eframe::egui::{Align, Frame, Id, Key, Label, Layout, Panel, RichText, Ui, text_edit::TextEditState};

use super::{
    Scene, controls,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
};
use model::{EnvironmentKey, Hold, Intent, KeyState, Model};
use que_sdk::secret::ApiKey;
use zeroize::Zeroizing;

/// Why the keyring cannot be used, where that is known.
pub(crate) fn keyring_trouble(model: &Model) -> Option<&str> {
    match &model.key {
        KeyState::Missing { keyring_trouble } | KeyState::Present { keyring_trouble, .. } => keyring_trouble.as_deref(),
        KeyState::Reading => None,
    }
}

/// That the environment has a key, and that it is not used here, where that is so.
pub(crate) fn unused_key(model: &Model) -> Option<String> {
    let EnvironmentKey { variable, origin } = model.unused_environment_key()?;
    Some(format!("{variable} is set, but only for {origin}. It isn't used here."))
}

/// What is typed into the key field. Wiped when it goes.
#[derive(Default)]
pub(crate) struct KeyDraft {
    pub(super) text: Zeroizing<String>,
    /// Where it is to be kept, once that was chosen.
    pub(super) keep: Option<bool>,
    pub(super) error: Option<String>,
}

/// Whether the key is to be kept in the keyring: as was chosen, else where there is a keyring.
pub(crate) fn keeps(draft: &KeyDraft, model: &Model) -> bool {
    draft.keep.unwrap_or_else(|| keyring_trouble(model).is_none())
}

/// Takes the typed key: a wish to use it, or an error at the field.
pub(crate) fn take_key(ui: &Ui, draft: &mut KeyDraft, field: Id, model: &Model) -> Option<Intent> {
    match ApiKey::parse(&draft.text) {
        Ok(key) => {
            let keep = keeps(draft, model);
            *draft = KeyDraft::default();
            // egui keeps what was typed for "undo"; a key does not stay there.
            TextEditState::default().store(ui.ctx(), field);
            Some(Intent::SetKey { key, keep })
        }
        Err(error) => {
            let mut words = error.to_string();
            if let Some(first) = words.get(..1).map(str::to_uppercase) {
                words.replace_range(..1, &first);
            }
            draft.error = Some(format!("{words}."));
            None
        }
    }
}

/// The choice where a key is kept. Without a keyring "This session only" is preselected.
pub(crate) fn keep_choice(ui: &mut Ui, draft: &mut KeyDraft, model: &Model) {
    let trouble = keyring_trouble(model).is_some();
    let kept = if trouble {
        "Try the keyring again"
    } else {
        "Keep in the keyring"
    };
    for (keep, words) in [(true, kept), (false, "This session only")] {
        if controls::radio(ui, keeps(draft, model) == keep, words).clicked() {
            draft.keep = Some(keep);
        }
    }
}

/// Where a key is had by who has none.
pub(crate) fn where_to_get_a_key(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.label(tokens::small(ui, "No key yet? You get one at "));
        let link = RichText::new("addque.org").font(tokens::small_font());
        ui.hyperlink_to(link, "https://addque.org");
        ui.label(tokens::small(ui, ", or from your server's administrator."));
    });
}

/// Shows the banner where a key is needed.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    // The first start asks for it.
    if scene.model.welcome {
        return;
    }
    let refused = match (scene.model.hold(), &scene.model.key) {
        (Some(Hold::NeedsKey { refused }), _) => *refused,
        (_, KeyState::Missing { .. }) => false,
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
            let headline = if refused {
                "The server refused this API key"
            } else {
                "Que needs your API key"
            };
            let explanation = if refused {
                "Nothing is lost: the queue goes on as soon as a key is accepted."
            } else {
                "It is sent to this server alone, and never written to a file."
            };
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = tokens::GAP;
                controls::said(ui, tone, Shape::Key, tokens::strong(headline));
                ui.label(tokens::small(ui, explanation));
                if let Some(unused) = unused_key(scene.model) {
                    ui.label(tokens::small(ui, unused));
                }
            });
            ui.horizontal(|ui| {
                let label = ui.label(tokens::small(ui, "API key"));
                let draft = &mut scene.view.key;
                let field = super::id("banner key");
                let width = tokens::SEARCH_WIDTH.min(ui.available_width() * tokens::BANNER_FIELD);
                let entry = ui
                    .add(controls::field(&mut *draft.text, width).password(true).id(field))
                    .labelled_by(label.id);
                if entry.changed() {
                    draft.error = None;
                }
                let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                let wished = controls::primary(ui, "Use key", true).clicked() || entered;
                ui.add_space(tokens::GAP);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
                    keep_choice(ui, draft, scene.model);
                });
                if wished && let Some(intent) = take_key(ui, &mut scene.view.key, field, scene.model) {
                    scene.tell(intent);
                }
            });
            if !refused {
                where_to_get_a_key(ui);
            }
            if let Some(error) = &scene.view.key.error {
                ui.add(Label::new(RichText::new(error).color(palette.bad)).wrap());
            } else if let Some(trouble) = keyring_trouble(scene.model) {
                ui.add(Label::new(tokens::small(ui, format!("The keyring cannot be used: {trouble}"))).truncate());
            }
        });
}
