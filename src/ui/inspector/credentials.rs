//! Signing: the form or the manifest itself, then the result.

use eframe::egui::{Label, Ui};

use super::{listing, pretty};
use crate::ui::{InspectorTab, Scene, commands, controls, shapes::Shape, sign, tokens, track::Tone, words};
use content_credentials::{MAX_SIGNED_BYTES, earlier_pointer};
use model::{
    ExistingCredentials, Intent, SaveState, SignState, SignedFacts, Upload, UploadState, VerifyState, VerifyTarget,
};

/// Whether the form is shown, with a button to sign.
pub(super) fn asks(scene: &Scene<'_>, upload: &Upload) -> bool {
    let signed = upload.signed.is_some() && upload.sign == SignState::Signed && !scene.view.sign.shows_form_again;
    upload.sign != SignState::Signing && !signed && blocker(upload).is_none()
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    if upload.sign == SignState::Signing {
        controls::note(
            ui,
            Tone::Active,
            Shape::Dots,
            "Signing",
            "The server reads the file, signs it and stores a signed copy.",
        );
        return;
    }
    if let SignState::Failed(failure) = &upload.sign {
        super::overview::failure_section(ui, scene, upload, failure);
        ui.add_space(tokens::GAP);
    }
    if let Some(signed) = &upload.signed
        && upload.sign == SignState::Signed
        && !scene.view.sign.shows_form_again
    {
        outcome(ui, scene, upload, signed);
        return;
    }
    if let Some((headline, words)) = blocker(upload) {
        controls::note(ui, Tone::Warn, Shape::Dash, headline, &words);
        return;
    }
    form(ui, scene, upload);
}

/// Why this file cannot be signed at all, shown before any question.
fn blocker(upload: &Upload) -> Option<(&'static str, String)> {
    if upload.source.size > MAX_SIGNED_BYTES {
        let words = format!(
            "This file has {}. You can still upload it.",
            words::bytes(upload.source.size)
        );
        return Some(("Only files up to 1 GB can be signed", words));
    }
    let mime = upload.content_type.as_deref()?;
    (!content_credentials::can_be_signed(mime)).then(|| {
        let words = format!(
            "{mime} can't be signed. These formats can: {}.",
            content_credentials::signable_names().join(", ")
        );
        ("This format can't be signed", words)
    })
}

fn form(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let explanation = "Adds a signed statement of where the file comes from to a copy. The original isn't changed.";
    ui.add(Label::new(tokens::soft(ui, explanation)).wrap());
    credentials_before(ui, scene, upload);
    ui.add_space(tokens::GAP_SMALL);
    let mut draft = std::mem::take(&mut scene.view.sign.draft);
    sign::edit(ui, scene, &mut draft, Some(upload), &[upload.id]);
    scene.view.sign.draft = draft;
}

/// Whether signing could replace credentials, which the user has to confirm.
const fn may_drop(upload: &Upload) -> bool {
    matches!(
        upload.existing,
        ExistingCredentials::Found(_) | ExistingCredentials::Unknown(_)
    )
}

/// Credentials that the file already has: checked, and shown before they are replaced.
fn credentials_before(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    if upload.existing == ExistingCredentials::Unchecked && upload.can_carry_credentials() {
        scene.dispatch(Intent::CheckCredentials(vec![upload.id]));
    }
    match &upload.existing {
        ExistingCredentials::Unchecked if !upload.can_carry_credentials() => {}
        ExistingCredentials::Unchecked | ExistingCredentials::Checking => {
            controls::message(
                ui,
                Tone::Active,
                Shape::Dots,
                "Looking for Content Credentials in the file…",
            );
        }
        ExistingCredentials::Found(facts) => {
            let kept = if facts.removed {
                "The signed copy names this file as its original."
            } else if scene.model.settings.profile().keeps_earlier_credentials {
                "This server keeps them in the signed copy."
            } else {
                "The signed copy names them but doesn't contain them."
            };
            let more = format!("{} {kept}", facts.below_headline());
            controls::note(ui, Tone::Warn, Shape::Alert, facts.headline(), &more);
            controls::checkbox(ui, &mut scene.view.sign.replaces, "Sign as an edited copy");
        }
        ExistingCredentials::Unknown(reason) => {
            let words = format!(
                "Couldn't check whether the file has Content Credentials. {reason} A signed copy wouldn't contain any."
            );
            controls::note(
                ui,
                Tone::Warn,
                Shape::Question,
                "This file may have Content Credentials",
                &words,
            );
            controls::checkbox(ui, &mut scene.view.sign.replaces, "Sign anyway");
        }
        // Replaces the line shown during the check, so nothing below moves under the pointer.
        ExistingCredentials::None => {
            controls::message(ui, Tone::Quiet, Shape::Check, "No Content Credentials yet.");
        }
    }
}

/// Why the manifest cannot be sent, if so.
fn unready(scene: &Scene<'_>, upload: &Upload) -> Option<&'static str> {
    if upload.state != UploadState::Uploaded {
        return Some("Upload the file first.");
    }
    if matches!(upload.verify, VerifyState::Verifying(_)) {
        return Some("Verification is in progress.");
    }
    if may_drop(upload) && !scene.view.sign.replaces {
        return Some(match upload.existing {
            ExistingCredentials::Found(_) => "Confirm above to sign it as an edited copy.",
            _ => "Confirm above to sign it anyway.",
        });
    }
    // Its errors are shown above.
    let draft = &scene.view.sign.draft;
    // An edited copy was opened, not created, so it needs no origin.
    let is_ready =
        draft.is_ready() || draft.lacks_only_origin() && matches!(upload.existing, ExistingCredentials::Found(_));
    (!is_ready).then(|| draft.blocker())
}

/// The sign button, or why it is disabled. `keys`: whether the keys for it were pressed.
pub(super) fn send(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, keys: bool) {
    let unready = unready(scene, upload);
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let clicked = ui
        .horizontal(|ui| {
            let button = controls::primary(ui, "Sign this file", unready.is_none());
            let clicked = button.clicked() || keys;
            button.on_hover_text(commands::keys_in_words(ui.ctx(), &sign::SIGN_KEYS));
            if scene.view.sign.shows_form_again && ui.button("Back").clicked() {
                scene.view.sign.shows_form_again = false;
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
            scene.dispatch(Intent::SignWith {
                ids: vec![upload.id],
                template: draft.text().into(),
                // The file is checked before it is signed, as in the sheet for many.
                keep_credentials: !(may_drop(upload) && scene.view.sign.replaces),
                identity: draft.identity,
            });
            scene.view.sign.draft = draft;
            scene.view.sign.shows_form_again = false;
            scene.view.sign.replaces = false;
        }
        None => {}
    }
}

/// The result of signing.
fn outcome(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, signed: &SignedFacts) {
    let when = format!(
        "{}. The original is unchanged; the signed copy is a separate object.",
        words::format_minute(signed.signed_at)
    );
    controls::note(ui, Tone::Good, Shape::Check, "Signed", &when);
    match &signed.signed_uri {
        Some(uri) => controls::copied_value(ui, scene, "Signed link", "Copy signed link", uri),
        None => {
            ui.add(Label::new(tokens::soft(ui, "The server didn't say where the signed copy is.")).wrap());
        }
    }
    earlier_credentials(ui, scene, upload, signed);
    let busy = matches!(upload.verify, VerifyState::Verifying(_));
    let verified = matches!(&upload.verify, VerifyState::Verified(facts) if facts.target == VerifyTarget::Signed);
    ui.horizontal_wrapped(|ui| {
        if signed.signed_uri.is_some() && !verified {
            let word = if busy { "Verifying…" } else { "Verify signed copy" };
            if controls::primary(ui, word, !busy).clicked() {
                scene.dispatch(Intent::Verify {
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
            scene.view.sign.shows_form_again = true;
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

/// What became of the credentials that the file had before.
fn earlier_credentials(ui: &mut Ui, scene: &Scene<'_>, upload: &Upload, signed: &SignedFacts) {
    if earlier_pointer(&signed.manifest_json).is_none() {
        return;
    }
    let kept = scene.details(upload).is_some_and(|details| details.kept.is_some());
    let words = if kept {
        "An edited copy: it names the earlier Content Credentials. They are kept on this computer and saved with the \
         evidence and the signed file."
    } else {
        "An edited copy: it names the earlier Content Credentials, which stay with the original."
    };
    controls::message(ui, Tone::Quiet, Shape::Check, words);
}

/// Saves the signed copy as a file, if the server offers downloads.
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

/// The result of saving.
fn saved(ui: &mut Ui, scene: &Scene<'_>, upload: &Upload) {
    if upload.signed_uri().is_some() && scene.model.no_downloads {
        let words = "This server doesn't offer downloads. Get the signed copy from S3 with the URI above.";
        ui.add(Label::new(tokens::soft(ui, words)).wrap());
        return;
    }
    match &upload.saving {
        SaveState::Saved(path) => {
            controls::message(ui, Tone::Good, Shape::Check, format!("Saved as {}", path.display()));
        }
        SaveState::Failed(failure) => {
            let more = words::message_and_hint(failure);
            controls::note(ui, Tone::Bad, Shape::Cross, "Couldn't save the signed copy", &more);
        }
        SaveState::NotAsked | SaveState::Saving => {}
    }
}
