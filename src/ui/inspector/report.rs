//! Verification of the original and of the signed copy: the drawn report of an upload.

mod sources;

use eframe::egui::{Button, Id, Label, Ui};

use crate::ui::{
    Scene, controls,
    provenance::{self, Subject},
    shapes::Shape,
    states, tabs, tokens,
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
            ui.add(Label::new(tokens::soft(ui, text!("inspector-report-none"))).wrap());
        }
        VerifyState::Verifying(target) => {
            let headline = states::verifying(*target);
            controls::note(ui, Tone::Active, Shape::Dots, &headline, &text!("inspector-verifying"));
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
    let (practice, lost) = (text!("inspector-report-practice"), text!("inspector-report-lost"));
    let is_practice = scene.model.sandbox && facts.verdict == Verdict::Trusted;
    let without_identity = text!("table-no-identity");
    let no_identity = facts.target == VerifyTarget::Signed && upload.misses_identity();
    let remarks = [
        (is_practice, practice.as_str()),
        (facts.lost_credentials(), lost.as_str()),
        (no_identity, without_identity.as_str()),
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
        headline: &states::verdict(facts.verdict),
        mark: track::found(facts),
        explanation: &facts.explanation,
        expiring: facts.expiring(scene.now),
        remarks: &remarks,
        facts: &[
            (&text!("inspector-report-object"), states::target(facts.target)),
            (
                &text!("inspector-report-verified"),
                words::format_minute(facts.verified_at),
            ),
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
            let target = facts.target;
            let name = match target {
                VerifyTarget::Original => text!("inspector-report-of-original"),
                VerifyTarget::Signed => text!("inspector-report-of-signed"),
            };
            if tabs::tab(ui, &states::target(target), &name, target == wanted, tokens::STATUS_BAR) {
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
            (VerifyTarget::Signed, text!("inspector-verify-signed"), can && signed),
            (VerifyTarget::Original, text!("inspector-verify-original"), can),
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
        text!("inspector-verify-too-large")
    } else if !stored {
        text!("inspector-verify-upload-first")
    } else if !signed {
        text!("inspector-verify-unsigned")
    } else {
        return;
    };
    ui.label(tokens::small(ui, reason));
}
