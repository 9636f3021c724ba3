//! The switch for a verified identity (CAWG), and what it needs to know of the server.

use eframe::egui::{Label, Ui};

use super::Draft;
use crate::ui::{controls, tokens};
use localization::text;
use model::Model;

/// The switch, with a line that tells it from the author. More lines only while it is on.
pub(super) fn show(ui: &mut Ui, model: &Model, draft: &mut Draft) {
    controls::checkbox(ui, &mut draft.identity, &text!("sign-identity")).on_hover_text(text!("sign-identity-hint"));
    if draft.identity {
        ui.add(Label::new(tokens::small(ui, explanation(model))).wrap());
    }
}

/// Which algorithm is used. An unknown one is learned, which can take one more signature.
fn explanation(model: &Model) -> String {
    match &model.signer_algorithm {
        Some(algorithm) => text!("sign-identity-known", algorithm = algorithm),
        None => text!("sign-identity-unknown"),
    }
}
