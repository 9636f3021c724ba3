//! Signing: the form or the manifest itself, then the result.

use eframe::egui::{Label, Ui};

use super::{listing, pretty};
use crate::ui::{
    InspectorTab, Scene, commands, controls, errors, report_words, shapes::Shape, sign, tokens, track::Tone, words,
};
use content_credentials::{MAX_SIGNED_BYTES, earlier_pointer};
use localization::text;
use model::{
    ExistingCredentials, Intent, MissingCredentials, SaveState, SignState, SignedFacts, Upload, UploadState,
    VerifyState, VerifyTarget,
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
            &text!("inspector-signing-title"),
            &text!("inspector-signing"),
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
        controls::note(ui, Tone::Warn, Shape::Dash, &headline, &words);
        return;
    }
    form(ui, scene, upload);
}

/// Why this file cannot be signed at all, shown before any question.
fn blocker(upload: &Upload) -> Option<(String, String)> {
    if upload.source.size > MAX_SIGNED_BYTES {
        let words = text!("inspector-too-large", size = words::bytes(upload.source.size));
        return Some((text!("inspector-too-large-title"), words));
    }
    let mime = upload.content_type.as_deref()?;
    (!content_credentials::can_be_signed(mime)).then(|| {
        let formats = content_credentials::signable_names().join(", ");
        let words = text!("inspector-format", mime = mime, formats = formats);
        (text!("inspector-format-title"), words)
    })
}

fn form(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.add(Label::new(tokens::soft(ui, text!("inspector-sign-explained"))).wrap());
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
            controls::message(ui, Tone::Active, Shape::Dots, text!("inspector-looking"));
        }
        ExistingCredentials::Found(facts) => {
            let kept = if facts.removed {
                text!("inspector-earlier-removed")
            } else if scene.model.settings.profile().keeps_earlier_credentials {
                text!("inspector-earlier-kept")
            } else {
                text!("inspector-earlier-named")
            };
            let more = report_words::sentences(&report_words::below_headline(facts), &kept);
            let headline = report_words::existing_headline(facts);
            controls::note(ui, Tone::Warn, Shape::Alert, &headline, &more);
            let word = text!("inspector-sign-edited");
            controls::checkbox(ui, &mut scene.view.sign.replaces, &word);
        }
        ExistingCredentials::Unknown(reason) => {
            let words = text!("inspector-existing-unknown", reason = errors::read_sentence(reason));
            controls::note(
                ui,
                Tone::Warn,
                Shape::Question,
                &text!("inspector-existing-unknown-title"),
                &words,
            );
            let word = text!("inspector-sign-anyway");
            controls::checkbox(ui, &mut scene.view.sign.replaces, &word);
        }
        // Replaces the line shown during the check, so nothing below moves under the pointer.
        ExistingCredentials::None => {
            controls::message(ui, Tone::Quiet, Shape::Check, text!("inspector-existing-none"));
        }
    }
}

/// Why the manifest cannot be sent, if so.
fn unready(scene: &Scene<'_>, upload: &Upload) -> Option<String> {
    if upload.state != UploadState::Uploaded {
        return Some(text!("inspector-sign-upload-first"));
    }
    if matches!(upload.verify, VerifyState::Verifying(_)) {
        return Some(text!("inspector-sign-verifying"));
    }
    if may_drop(upload) && !scene.view.sign.replaces {
        return Some(match upload.existing {
            ExistingCredentials::Found(_) => text!("inspector-sign-confirm-edited"),
            _ => text!("inspector-sign-confirm-anyway"),
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
        .horizontal_wrapped(|ui| {
            let button = controls::primary(ui, &text!("inspector-sign"), unready.is_none());
            let clicked = button.clicked() || keys;
            button.on_hover_text(commands::keys_in_words(ui.ctx(), &sign::SIGN_KEYS));
            if scene.view.sign.shows_form_again && ui.button(text!("inspector-sign-back")).clicked() {
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
    let when = text!("inspector-signed-when", when = words::format_minute(signed.signed_at));
    controls::note(ui, Tone::Good, Shape::Check, &text!("inspector-signed-title"), &when);
    match &signed.signed_uri {
        Some(uri) => {
            let (link, copy) = (text!("inspector-signed-link"), text!("inspector-signed-link-copy"));
            controls::copied_value(ui, scene, &link, &copy, uri);
        }
        None => {
            ui.add(Label::new(tokens::soft(ui, text!("inspector-signed-nowhere"))).wrap());
        }
    }
    earlier_credentials(ui, scene, upload, signed);
    let busy = matches!(upload.verify, VerifyState::Verifying(_));
    let verified = matches!(&upload.verify, VerifyState::Verified(facts) if facts.target == VerifyTarget::Signed);
    ui.horizontal_wrapped(|ui| {
        if signed.signed_uri.is_some() && !verified {
            let word = if busy {
                text!("inspector-verify-signed-running")
            } else {
                text!("inspector-verify-signed")
            };
            if controls::primary(ui, &word, !busy).clicked() {
                scene.dispatch(Intent::Verify {
                    ids: vec![upload.id],
                    target: VerifyTarget::Signed,
                });
                scene.view.inspector.tab = InspectorTab::Report;
            }
        }
        if verified && ui.button(text!("inspector-show-report")).clicked() {
            scene.view.inspector.tab = InspectorTab::Report;
        }
        save(ui, scene, upload);
        if ui.button(text!("inspector-sign-again")).clicked() {
            scene.view.sign.shows_form_again = true;
        }
    });
    saved(ui, scene, upload);
    if let Some(evidence) = &signed.evidence {
        ui.add_space(tokens::GAP_SMALL);
        controls::heading(ui, &text!("inspector-signed-evidence"));
        listing(ui, "evidence", &pretty(evidence));
    }
    ui.add_space(tokens::GAP_SMALL);
    let open = scene.view.sign.show_sent;
    let word = if open {
        text!("inspector-sent-hide")
    } else {
        text!("inspector-sent-show")
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
    let details = scene.details(upload);
    let damage = details.and_then(|details| match &details.not_kept {
        Some(MissingCredentials::Damaged) => Some(text!("inspector-edited-damaged")),
        Some(MissingCredentials::NotReadable(reason)) => {
            let reason = errors::read_clause(reason.trim_end_matches('.'));
            Some(text!("inspector-edited-missing", reason = reason))
        }
        Some(MissingCredentials::NotKept { .. }) | None => None,
    });
    if let Some(words) = damage {
        controls::message(ui, Tone::Warn, Shape::Alert, words);
        return;
    }
    let words = if details.is_some_and(|details| details.kept.is_some()) {
        text!("inspector-edited-kept")
    } else {
        text!("inspector-edited-original")
    };
    controls::message(ui, Tone::Quiet, Shape::Check, words);
}

/// Saves the signed copy as a file, if the server offers downloads.
fn save(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    if upload.signed_uri().is_none() || scene.model.no_downloads {
        return;
    }
    let saving = upload.saving == SaveState::Saving;
    let word = if saving {
        text!("inspector-saving")
    } else {
        text!("inspector-save-signed")
    };
    let button = ui.add_enabled(!saving, eframe::egui::Button::new(word));
    if button.clicked() {
        super::save_signed(scene);
    }
}

/// The result of saving.
fn saved(ui: &mut Ui, scene: &Scene<'_>, upload: &Upload) {
    if upload.signed_uri().is_some() && scene.model.no_downloads {
        ui.add(Label::new(tokens::soft(ui, text!("inspector-no-downloads"))).wrap());
        return;
    }
    match &upload.saving {
        SaveState::Saved(path) => {
            let words = text!("inspector-saved", path = path.display().to_string());
            controls::message(ui, Tone::Good, Shape::Check, words);
        }
        SaveState::Failed(failure) => {
            let more = words::message_and_hint(failure);
            controls::note(ui, Tone::Bad, Shape::Cross, &text!("inspector-save-failed"), &more);
        }
        SaveState::NotAsked | SaveState::Saving => {}
    }
}
