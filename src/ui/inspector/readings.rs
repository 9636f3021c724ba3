//! What the server and this computer found in a file, if the server left a doubt.

use eframe::egui::{Label, Ui};

use crate::ui::{Scene, controls, report_words, states, tokens};
use content_credentials::{BothReadings, both_readings};
use localization::text;
use model::{Timestamp, Upload, UploadId, VerifiedFacts, VerifyTarget};

/// Identifies a report.
type Name = (UploadId, VerifyTarget, Timestamp);

/// The readings shown last. Reports are large, so they are not parsed on each frame.
#[derive(Default)]
pub(crate) struct Cached(Option<(Name, Option<BothReadings>)>);

impl Cached {
    fn of(&mut self, id: UploadId, facts: &VerifiedFacts) -> Option<&BothReadings> {
        let name = (id, facts.target, facts.verified_at);
        if self.0.as_ref().is_none_or(|(known, _)| *known != name) {
            self.0 = Some((name, both_readings(&facts.report)));
        }
        self.0.as_ref()?.1.as_ref()
    }
}

/// Both readings, each with its verdict, if there are two.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, facts: &VerifiedFacts) {
    let Some(both) = scene.view.inspector.readings.of(upload.id, facts) else {
        return;
    };
    controls::heading(ui, &text!("inspector-readings"));
    let (verdict, explanation) = &both.server;
    controls::fact(ui, &text!("inspector-reading-server"), &states::verdict(*verdict));
    ui.add(Label::new(tokens::small(ui, report_words::explanation(explanation))).wrap());
    let (verdict, explanation) = &both.here;
    let name = verdict.map_or_else(|| text!("inspector-reading-none"), states::verdict);
    controls::fact(ui, &text!("inspector-reading-here"), &name);
    let explanation = match (verdict, both.is_copy) {
        (Some(_), false) => report_words::explanation(explanation),
        (Some(_), true) => text!(
            "inspector-reading-copy",
            explanation = report_words::explanation(explanation)
        ),
        (None, _) => text!("inspector-reading-failed", reason = explanation.trim_end_matches('.')),
    };
    ui.add(Label::new(tokens::small(ui, explanation)).wrap());
}
