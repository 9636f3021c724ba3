//! Signing: a few questions, or the manifest itself; then what came of it.

use eframe::egui::{Label, Ui};

use super::{listing, pretty};
use crate::ui::{InspectorTab, Scene, controls, shapes::Shape, sign, tokens, track::Tone, words};
use content_credentials::MAX_SIGNED_BYTES;
use model::{Existing, Intent, SaveState, SignState, SignedFacts, Upload, UploadState, VerifyState, VerifyTarget};

/// Whether the questions are on show, and with them a way to sign.
pub(super) fn asks(scene: &Scene<'_>, upload: &Upload) -> bool {
    let signed = upload.signed.is_some() && upload.sign == SignState::Signed && !scene.view.sign.again;
    upload.sign != SignState::Signing && !signed && hindrance(upload).is_none()
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if upload.sign == SignState::Signing {
        controls::note(
            ui,
            Tone::Active,
            Shape::Dots,
            "Signing",
            "The server reads the file, signs it and keeps a signed copy.",
        );
        return;
    }
    if let SignState::Failed(failure) = &upload.sign {
        super::overview::trouble(ui, scene, upload, failure);
        ui.add_space(tokens::GAP);
    }
    if let Some(signed) = &upload.signed
        && upload.sign == SignState::Signed
        && !scene.view.sign.again
    {
        outcome(ui, scene, upload, signed);
        return;
    }
    if let Some((headline, words)) = hindrance(upload) {
        controls::note(ui, Tone::Warn, Shape::Dash, headline, &words);
        return;
    }
    form(ui, scene, upload);
}

/// Why this file cannot be signed at all, told before anything is asked.
fn hindrance(upload: &Upload) -> Option<(&'static str, String)> {
    if upload.source.size > MAX_SIGNED_BYTES {
        let words = format!(
            "This file has {}. Its upload is not limited by that.",
            words::bytes(upload.source.size)
        );
        return Some(("Only files up to 1 GiB can be signed", words));
    }
    let mime = upload.content_type.as_deref()?;
    (!content_credentials::can_be_signed(mime)).then(|| {
        let words = format!(
            "{mime} cannot be signed. These can: {}.",
            content_credentials::signable_names().join(", ")
        );
        ("This format cannot be signed", words)
    })
}

fn form(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let explanation = "A signed statement of where the file comes from, in a copy. The original is not changed.";
    ui.add(Label::new(tokens::soft(ui, explanation)).wrap());
    credentials_before(ui, scene, upload);
    ui.add_space(tokens::GAP_SMALL);
    let mut draft = std::mem::take(&mut scene.view.sign.draft);
    sign::edit(ui, scene, &mut draft, Some(upload));
    scene.view.sign.draft = draft;
}

/// Whether signing could drop credentials, so that a person has to say that it may.
const fn may_drop(upload: &Upload) -> bool {
    matches!(upload.existing, Existing::Found(_) | Existing::Unknown(_))
}

/// Credentials that the file has already: looked for when they count, and told before they are dropped.
fn credentials_before(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    if upload.existing == Existing::NotLooked && upload.can_carry_credentials() {
        scene.tell(Intent::LookForCredentials(vec![upload.id]));
    }
    match &upload.existing {
        Existing::NotLooked if !upload.can_carry_credentials() => {}
        Existing::NotLooked | Existing::Looking => {
            controls::said(
                ui,
                Tone::Active,
                Shape::Dots,
                "Looking for Content Credentials in the file…",
            );
        }
        Existing::Found(facts) => {
            let more = format!("{} Signing drops them.", facts.words());
            controls::note(
                ui,
                Tone::Warn,
                Shape::Alert,
                "It has Content Credentials already",
                &more,
            );
            controls::checkbox(ui, &mut scene.view.sign.replaces, "Sign anyway and replace them");
        }
        Existing::Unknown(reason) => {
            let words = format!("It could not be told whether the file has Content Credentials. {reason}");
            controls::note(
                ui,
                Tone::Warn,
                Shape::Question,
                "It may have Content Credentials",
                &words,
            );
            controls::checkbox(
                ui,
                &mut scene.view.sign.replaces,
                "Sign anyway and replace any that it has",
            );
        }
        // In the place of the line before it: what stands below must not move away under the pointer.
        Existing::None => {
            controls::said(
                ui,
                Tone::Quiet,
                Shape::Check,
                "The file has no Content Credentials yet.",
            );
        }
    }
}

/// Why the manifest cannot be sent, if so.
fn unready(scene: &Scene<'_>, upload: &Upload) -> Option<&'static str> {
    if upload.state != UploadState::Uploaded {
        return Some("The file has to be uploaded first.");
    }
    if matches!(upload.verify, VerifyState::Verifying(_)) {
        return Some("A verification is under way.");
    }
    if may_drop(upload) && !scene.view.sign.replaces {
        return Some("Confirm above that its Content Credentials may be replaced.");
    }
    // What is wrong with it stands above.
    let draft = &scene.view.sign.draft;
    (!draft.is_ready()).then(|| draft.hindrance())
}

/// The button that signs, or why it cannot.
pub(super) fn send(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let unready = unready(scene, upload);
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let clicked = ui
        .horizontal(|ui| {
            let clicked = controls::primary(ui, "Sign this file", unready.is_none()).clicked();
            if scene.view.sign.again && ui.button("Back").clicked() {
                scene.view.sign.again = false;
            }
            clicked
        })
        .inner;
    match unready {
        Some(reason) => {
            ui.add(Label::new(tokens::small(ui, reason)).wrap());
        }
        None if clicked => {
            let draft = std::mem::take(&mut scene.view.sign.draft);
            sign::remember_author(scene, &draft);
            scene.tell(Intent::SignWith {
                ids: vec![upload.id],
                template: draft.text().into(),
                // What nobody has looked at yet is looked at before it is signed, as in the sheet for many.
                keep_credentials: !(may_drop(upload) && scene.view.sign.replaces),
            });
            scene.view.sign.draft = draft;
            scene.view.sign.again = false;
            scene.view.sign.replaces = false;
        }
        None => {}
    }
}

/// What came of the signing.
fn outcome(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, signed: &SignedFacts) {
    let when = format!(
        "{}. The original is unchanged; the signed copy is an object of its own.",
        words::moment(signed.signed_at)
    );
    controls::note(ui, Tone::Good, Shape::Check, "Signed", &when);
    match &signed.signed_uri {
        Some(uri) => controls::copied_value(ui, scene, "Signed copy", "Copy signed URI", uri),
        None => {
            ui.add(Label::new(tokens::soft(ui, "The server did not tell where the signed copy is.")).wrap());
        }
    }
    let busy = matches!(upload.verify, VerifyState::Verifying(_));
    let verified = matches!(&upload.verify, VerifyState::Verified(facts) if facts.target == VerifyTarget::Signed);
    ui.horizontal_wrapped(|ui| {
        if signed.signed_uri.is_some() && !verified {
            let word = if busy { "Verifying…" } else { "Verify signed copy" };
            if controls::primary(ui, word, !busy).clicked() {
                scene.tell(Intent::Verify {
                    ids: vec![upload.id],
                    target: VerifyTarget::Signed,
                });
                scene.view.inspector.tab = InspectorTab::Report;
            }
        }
        if verified && ui.button("Show the report").clicked() {
            scene.view.inspector.tab = InspectorTab::Report;
        }
        save(ui, scene, upload);
        if ui.button("Sign again…").clicked() {
            scene.view.sign.again = true;
        }
    });
    saved(ui, scene, upload);
    if let Some(evidence) = &signed.evidence {
        ui.add_space(tokens::GAP_SMALL);
        controls::heading(ui, "Evidence");
        listing(ui, "evidence", &pretty(evidence));
    }
    ui.add_space(tokens::GAP_SMALL);
    let open = scene.view.sign.show_sent;
    let word = if open {
        "Hide the manifest that was sent"
    } else {
        "Show the manifest that was sent"
    };
    if ui.link(word).clicked() {
        scene.view.sign.show_sent = !open;
    }
    if open {
        listing(ui, "manifest", &pretty(&signed.manifest_json));
    }
}

/// A way to have the signed copy as a file, where the server has one.
fn save(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    if upload.signed_uri().is_none() || scene.model.no_downloads {
        return;
    }
    let saving = upload.saving == SaveState::Saving;
    let word = if saving { "Saving…" } else { "Save signed file…" };
    let button = ui.add_enabled(!saving, eframe::egui::Button::new(word));
    if button.clicked() {
        super::save_signed(scene);
    }
}

/// What came of that.
fn saved(ui: &mut Ui, scene: &Scene<'_>, upload: &Upload) {
    if upload.signed_uri().is_some() && scene.model.no_downloads {
        let words = "This server gives no downloads. Fetch the signed copy from S3, by the URI above.";
        ui.add(Label::new(tokens::soft(ui, words)).wrap());
        return;
    }
    match &upload.saving {
        SaveState::Saved(path) => {
            controls::said(ui, Tone::Good, Shape::Check, format!("Saved as {}", path.display()));
        }
        SaveState::Failed(failure) => {
            let more = format!("{} {}", failure.message, failure.hint);
            controls::note(ui, Tone::Bad, Shape::Cross, "The signed copy was not saved", &more);
        }
        SaveState::NotAsked | SaveState::Saving => {}
    }
}
