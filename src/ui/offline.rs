//! The banner that says that nothing can be sent, what waits for it, and how to try at once.

use eframe::egui::{Frame, Label, Panel, Ui};

use localization::text;

use super::{
    Scene, controls, errors,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
};
use model::{Intent, Offline};

/// Shows the banner while the network or the server is down.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let model = scene.model;
    // Until there is a key, that comes first.
    let Some(found) = model.offline().filter(|_| !model.welcome) else {
        return;
    };
    let palette = Palette::of(ui);
    let frame = Frame::new().fill(palette.warn_wash).inner_margin(tokens::BANNER);
    Panel::top("offline banner")
        .frame(frame)
        .show_separator_line(true)
        .show(ui, |ui| {
            let left = |ui: &mut Ui, _: &mut Scene<'_>| {
                let headline = headline(found);
                controls::message(ui, Tone::Warn, Shape::Alert, tokens::strong(headline));
                let words = consequence(model.queue.totals().pending(), found);
                ui.add(Label::new(tokens::soft(ui, words)).truncate())
                    .on_hover_text(errors::offline(found));
            };
            controls::line_of_ends(ui, "offline", scene, left, |ui, scene| {
                let word = if scene.model.is_retrying_network {
                    text!("notices-offline-trying")
                } else {
                    text!("notices-offline-try")
                };
                let button = ui.add_enabled(!scene.model.is_retrying_network, eframe::egui::Button::new(word));
                if button.clicked() {
                    scene.dispatch(Intent::RetryNetwork);
                }
            });
        });
}

/// A server that answers is not the fault of this computer's network.
fn headline(found: &Offline) -> String {
    if found.is_server {
        text!("notices-offline-server")
    } else {
        text!("notices-offline")
    }
}

/// What the queue does meanwhile.
pub(super) fn waiting(found: &Offline) -> String {
    if found.is_server {
        text!("notices-offline-waiting-server")
    } else {
        text!("notices-offline-waiting")
    }
}

/// What happens to the files.
fn consequence(pending: usize, found: &Offline) -> String {
    match (pending, found.is_server) {
        (0, false) => text!("notices-offline-continue-any"),
        (0, true) => text!("notices-offline-server-continue-any"),
        (pending, false) => text!("notices-offline-continue", count = pending),
        (pending, true) => text!("notices-offline-server-continue", count = pending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::OutageReason;

    #[test]
    fn an_unavailable_server_is_not_called_offline() {
        let server = Offline::because(OutageReason::NoAnswer, true);
        assert_eq!(headline(&server), "The server isn't available.");
        assert_eq!(waiting(&server), "Waiting for the server");
        assert_eq!(consequence(1, &server), "1 file will continue when it is back.");
        let network = Offline::because(OutageReason::NotReachable, false);
        assert_eq!(headline(&network), "You're offline.");
        assert_eq!(
            consequence(12, &network),
            "12 files will continue when the connection is back."
        );
        assert_eq!(
            consequence(0, &network),
            "Uploads continue when the connection is back."
        );
    }
}
