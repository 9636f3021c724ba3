//! The question before records are deleted: how many there are, what is lost, and what is kept.

use eframe::egui::{Context, Label, Ui};

use localization::text;

use super::{
    Scene, Tab, bidi, controls,
    dialog::{self, DialogFrame},
    dialogs::Dialog,
    shapes::Shape,
    tokens,
    track::Tone,
};
use model::{Intent, UploadId};

/// What the user has to type before a whole history is deleted, in the language of the window.
fn word() -> String {
    text!("notices-forget-word")
}

/// Whether this is what has to be typed.
pub(crate) fn is_word(typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    // The English word, too: a field of its own may not be open to an input method.
    let words = [word(), localization::in_english("notices-forget-word")];
    words.iter().any(|word| word.to_lowercase() == typed)
}

/// The records in question, and what was typed.
#[derive(Debug)]
pub(crate) struct Forgetting {
    ids: Vec<UploadId>,
    /// Whether these are all records.
    all: bool,
    typed: String,
}

/// Asks before these are deleted.
pub(crate) fn ask(scene: &mut Scene<'_>, ids: Vec<UploadId>) {
    if ids.is_empty() || scene.view.tab != Tab::History {
        return;
    }
    let history = &scene.model.history;
    let all = ids.len() > 1 && ids.len() == history.total() && history.search.is_everything();
    scene.view.dialogs.open(Dialog::Forgetting(Forgetting {
        ids,
        all,
        typed: String::new(),
    }));
}

/// Shows the question. Returns it while it is open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>, mut asked: Forgetting) -> Option<Forgetting> {
    let number = asked.ids.len();
    let title = if number == 1 {
        text!("notices-forget-title")
    } else {
        text!("notices-forget-title-many", count = number)
    };
    let mut answer = (false, false);
    let close = DialogFrame::new(&title, tokens::QUESTION_WIDTH).show_question(ctx, |ui| {
        lost(ui, scene, &asked);
        if asked.all {
            ui.add_space(tokens::GAP);
            let label = controls::field_label(ui, &text!("notices-forget-type", word = word()));
            let width = ui.available_width();
            ui.add(controls::field(&mut asked.typed, width).id(super::id("forget word")))
                .labelled_by(label);
        }
        ui.add_space(tokens::GAP_LARGE);
        let sure = !asked.all || is_word(&asked.typed);
        let answers = |ui: &mut Ui, (stay, go): &mut (bool, bool)| {
            let word = if number == 1 {
                text!("common-delete")
            } else {
                text!("notices-forget-many", count = number)
            };
            *go = ui.add_enabled(sure, eframe::egui::Button::new(word)).clicked();
            let keep = controls::primary(ui, &text!("common-cancel"), true);
            dialog::begin_at(&keep);
            *stay = keep.clicked();
        };
        controls::line_of_ends(ui, "answers", &mut answer, |_, _| {}, answers);
    });
    let (stay, go) = answer;
    if go {
        scene.dispatch(Intent::Forget(asked.ids));
        return None;
    }
    (!close && !stay).then_some(asked)
}

/// What is lost and what is kept.
fn lost(ui: &mut Ui, scene: &Scene<'_>, asked: &Forgetting) {
    if let [only] = asked.ids.as_slice()
        && let Some(upload) = scene.model.upload(*only)
    {
        ui.add(Label::new(tokens::strong(bidi::visual(&upload.source.name()))).truncate());
        ui.add_space(tokens::GAP_SMALL);
    }
    let headline = if asked.ids.len() == 1 {
        text!("notices-forget-loses-key")
    } else {
        text!("notices-forget-loses-keys")
    };
    let words = text!("notices-forget-loses");
    controls::note(ui, Tone::Warn, Shape::Alert, &headline, &words);
    ui.add_space(tokens::GAP);
    ui.add(Label::new(tokens::soft(ui, text!("notices-forget-keeps"))).wrap());
}

#[cfg(test)]
impl Forgetting {
    /// For tests: types this word.
    pub(crate) fn type_word(&mut self, word: &str) {
        word.clone_into(&mut self.typed);
    }
}
