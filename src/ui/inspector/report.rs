//! Verification of the original and of the signed copy: the drawn report of an upload.

mod sources;

use eframe::egui::{Button, Id, Label, Ui};

use crate::ui::{
    Scene, controls,
    provenance::{self, Subject},
    shapes::Shape,
    tabs, tokens,
    track::{self, Tone},
    words,
};
use content_credentials::MAX_SIGNED_BYTES;
use localization::text;
use model::{Intent, Upload, Verdict, VerifiedFacts, VerifyState, VerifyTarget};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    match &upload.verify {
        VerifyState::NotAsked if verifications(scene, upload).next().is_none() => {
            let words = "Verification checks the Content Credentials in the object and shows who signed them.";
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
        VerifyState::Failed(_, failure) => super::overview::failure_section(ui, scene, upload, failure),
        VerifyState::NotAsked | VerifyState::Verified(_) => {}
    }
    let found: Vec<_> = verifications(scene, upload).collect();
    let Some(facts) = chosen(ui, scene, upload, &found) else {
        buttons(ui, scene, upload);
        return;
    };
    drawn(ui, scene, upload, facts);
}

/// The drawn report of one of its objects.
fn drawn(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, facts: &VerifiedFacts) {
    let key = Id::unique(("report", upload.id.number(), facts.target, facts.verified_at));
    let (sources, note) = sources::of(scene, upload, facts, key);
    let practice = "Signed by the sandbox for practice. No one else trusts it.";
    let lost = "This is the signed copy: its Content Credentials should be there. Save the report, and show it to \
                whoever runs the server.";
    let is_practice = scene.model.sandbox && facts.verdict == Verdict::Trusted;
    let without_identity = text!("table-no-identity");
    let no_identity = facts.target == VerifyTarget::Signed && upload.misses_identity();
    let remarks = [
        (is_practice, practice),
        (facts.lost_credentials(), lost),
        (no_identity, &without_identity),
    ];
    let remarks: Vec<_> = remarks
        .into_iter()
        .filter_map(|(applies, remark)| applies.then_some(remark))
        .collect();
    let subject = Subject {
        key,
        name: &upload.source.name(),
        content_type: upload.content_type.as_deref(),
        verdict: facts.verdict,
        headline: facts.verdict.name(),
        mark: track::found(facts),
        explanation: &facts.explanation,
        expiring: facts.expiring(scene.now),
        remarks: &remarks,
        facts: &[
            ("Object", words::target(facts.target).to_owned()),
            ("Verified", words::format_minute(facts.verified_at)),
        ],
        report: &facts.report,
        sources: &sources,
    };
    provenance::show(ui, scene, &subject, |ui, scene| {
        super::readings::show(ui, scene, upload, facts);
        buttons(ui, scene, upload);
        sources::show_note(ui, scene, upload, note);
    });
}

/// The verified objects of the upload, signed copy first. The row has the newest result, but its report may be only in
/// the database. It is shown once it is loaded.
pub(super) fn verifications<'a>(
    scene: &Scene<'a>,
    upload: &'a Upload,
) -> impl Iterator<Item = &'a VerifiedFacts> + use<'a> {
    let of_row = match &upload.verify {
        VerifyState::Verified(facts) => Some(facts),
        _ => None,
    };
    let details = scene.details(upload);
    [VerifyTarget::Signed, VerifyTarget::Original]
        .into_iter()
        .filter_map(move |target| {
            let of_row = of_row.filter(|facts| facts.target == target);
            let read = details.and_then(|details| details.verification(target));
            match of_row {
                Some(facts) if facts.has_report() => Some(facts),
                Some(facts) => read.filter(|read| read.verified_at == facts.verified_at),
                None => read,
            }
        })
}

/// The report that the user chose, or the newest.
fn chosen<'a>(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    upload: &Upload,
    found: &[&'a VerifiedFacts],
) -> Option<&'a VerifiedFacts> {
    let newest = found.iter().max_by_key(|facts| facts.verified_at)?;
    if found.len() == 1 {
        return Some(newest);
    }
    let wanted = match scene.view.inspector.report_of {
        Some((id, target)) if id == upload.id => target,
        _ => newest.target,
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        for facts in found {
            let (word, target) = (words::target(facts.target), facts.target);
            let name = format!("Report of the {}", word.to_lowercase());
            if tabs::tab(ui, word, &name, target == wanted, tokens::STATUS_BAR) {
                scene.view.inspector.report_of = Some((upload.id, target));
            }
        }
    });
    found.iter().find(|facts| facts.target == wanted).copied()
}

/// The buttons to verify.
fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let busy = matches!(upload.verify, VerifyState::Verifying(_));
    let stored = upload.object.is_some();
    let signed = upload.signed_uri().is_some();
    let too_large = upload.source.size > MAX_SIGNED_BYTES;
    let mut edited = None;
    ui.horizontal_wrapped(|ui| {
        let can = stored && !busy && !too_large;
        for (target, word, can) in [
            (VerifyTarget::Signed, "Verify signed copy", can && signed),
            (VerifyTarget::Original, "Verify original", can),
        ] {
            if ui.add_enabled(can, Button::new(word)).clicked() {
                edited = Some(target);
            }
        }
    });
    if let Some(target) = edited {
        scene.view.inspector.report_of = Some((upload.id, target));
        scene.dispatch(Intent::Verify {
            ids: vec![upload.id],
            target,
        });
    }
    let reason = if too_large {
        "Only objects up to 1 GB can be verified."
    } else if !stored {
        "Upload the file first."
    } else if !signed {
        "No signed copy yet."
    } else {
        return;
    };
    ui.label(tokens::small(ui, reason));
}
