//! The switch for a verified identity (CAWG), and what it needs to know of the server.

use eframe::egui::{Label, Ui};

use super::Draft;
use crate::ui::{controls, tokens};
use model::Model;

/// The switch, with a line that tells it from the author. More lines only while it is on.
pub(super) fn show(ui: &mut Ui, model: &Model, draft: &mut Draft) {
    controls::checkbox(ui, &mut draft.identity, "Add a verified identity").on_hover_text(
        "The server's certificate vouches for what you state here. An author is only a name that anyone could type.",
    );
    if draft.identity {
        ui.add(Label::new(tokens::small(ui, explanation(model))).wrap());
    }
}

/// Which algorithm is used. An unknown one is learned, which can take one more signature.
fn explanation(model: &Model) -> String {
    match &model.signer_algorithm {
        Some(algorithm) => format!(
            "The server signs it with its own certificate ({algorithm}), over this manifest's statements. The report shows whether \
             it was confirmed."
        ),
        None => "This server's signing algorithm isn't known yet. It is learned with the first file, which may be signed twice."
            .to_owned(),
    }
}
