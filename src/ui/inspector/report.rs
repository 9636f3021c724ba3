//! Verification: of the original and of the signed copy, the verdict in words, and the report as it came.

use eframe::egui::{Align, Button, Label, Layout, RichText, Ui};

use super::{listing, pretty};
use crate::{
    credentials::{MAX_SIGNED_BYTES, Reading, read_refusal, read_report},
    model::{Intent, Upload, Verdict, VerifiedFacts, VerifyState, VerifyTarget},
    ui::{
        Scene, controls,
        shapes::Shape,
        tokens::{self, Palette},
        track::{self, Tone},
        words,
    },
};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    buttons(ui, scene, upload);
    ui.add_space(tokens::GAP_SMALL);
    match &upload.verify {
        VerifyState::NotAsked => {
            let words =
                "Verifying asks the server whether the Content Credentials in the object hold, and who signed them.";
            ui.add(Label::new(tokens::soft(ui, words)).wrap());
        }
        VerifyState::Verifying(target) => {
            let headline = format!("Verifying the {}", words::target(*target).to_lowercase());
            controls::note(
                ui,
                Tone::Active,
                Shape::Dots,
                &headline,
                "The server reads the object and checks every hash in it.",
            );
        }
        VerifyState::Failed(_, failure) => super::overview::trouble(ui, scene, upload, failure),
        VerifyState::Verified(facts) => verified(ui, scene, facts),
    }
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let busy = matches!(upload.verify, VerifyState::Verifying(_));
    let stored = upload.object.is_some();
    let signed = upload.signed_uri().is_some();
    let too_large = upload.source.size > MAX_SIGNED_BYTES;
    let mut wished = None;
    ui.horizontal_wrapped(|ui| {
        let can = stored && !busy && !too_large;
        if ui
            .add_enabled(can && signed, Button::new("Verify signed copy"))
            .clicked()
        {
            wished = Some(VerifyTarget::Signed);
        }
        if ui.add_enabled(can, Button::new("Verify original")).clicked() {
            wished = Some(VerifyTarget::Original);
        }
    });
    if let Some(target) = wished {
        scene.tell(Intent::Verify {
            ids: vec![upload.id],
            target,
        });
    }
    let reason = if too_large {
        "Only objects up to 1 GiB can be verified."
    } else if !stored {
        "The file has to be uploaded first."
    } else if !signed {
        "There is no signed copy yet."
    } else {
        return;
    };
    ui.label(tokens::small(ui, reason));
}

fn verified(ui: &mut Ui, scene: &mut Scene<'_>, facts: &VerifiedFacts) {
    let reading = read_refusal(&facts.report).unwrap_or_else(|| read_report(&facts.report));
    let (shape, tone) = track::verdict(facts.verdict);
    controls::note(
        ui,
        tone,
        shape,
        words::verdict_headline(facts.verdict),
        &facts.explanation,
    );
    ui.add_space(tokens::GAP_SMALL);
    controls::fact(ui, "Object", words::target(facts.target));
    credentials(ui, facts, &reading);
    controls::fact(ui, "Verified", &words::moment(facts.verified_at));
    if !reading.failures.is_empty() {
        ui.add_space(tokens::GAP_SMALL);
        controls::heading(ui, "What speaks against it");
        for code in &reading.failures {
            ui.add(
                Label::new(RichText::new(code).font(tokens::mono_font()))
                    .wrap()
                    .selectable(true),
            );
        }
    }
    ui.add_space(tokens::GAP_SMALL);
    raw(ui, scene, facts);
}

/// Who signed, when and with what; nothing of it where there are no credentials.
fn credentials(ui: &mut Ui, facts: &VerifiedFacts, reading: &Reading) {
    if matches!(facts.verdict, Verdict::None | Verdict::Unsupported) {
        return;
    }
    if let Some(title) = &reading.title {
        controls::fact(ui, "Title", title);
    }
    controls::fact(ui, "Issued by", reading.issuer.as_deref().unwrap_or("not told"));
    let time = reading
        .time
        .as_deref()
        .map_or_else(|| "no trusted timestamp".to_owned(), words::reported_moment);
    controls::fact(ui, "Signed", &time);
    controls::fact(ui, "Made with", reading.generator.as_deref().unwrap_or("not told"));
}

fn raw(ui: &mut Ui, scene: &mut Scene<'_>, facts: &VerifiedFacts) {
    let text = pretty(&facts.report);
    let open = scene.view.raw_report;
    controls::line_from_right(ui, |ui| {
        controls::copy(ui, scene, "Copy report", &text);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let word = if open {
                "Hide the report"
            } else {
                "Show the report as it came"
            };
            let link = ui.link(RichText::new(word).color(Palette::of(ui).accent));
            if link.clicked() {
                scene.view.raw_report = !open;
            }
        });
    });
    if open {
        listing(ui, "report", &text);
    }
}
