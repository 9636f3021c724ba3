//! Signing: a few questions, or the manifest itself; then what came of it.

use eframe::egui::{Label, TextEdit, Ui};

use super::{listing, pretty};
use crate::{
    credentials::{self, MAX_SIGNED_BYTES, Origin, TrainingUse, check_manifest},
    model::{Intent, SignState, SignedFacts, Upload, UploadState, VerifyState, VerifyTarget},
    ui::{Scene, controls, shapes::Shape, tokens, track::Tone, view::InspectorTab, words},
};

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
    (!credentials::can_be_signed(mime)).then(|| {
        let words = format!(
            "{mime} cannot carry Content Credentials. These can: {}.",
            credentials::signable_names().join(", ")
        );
        ("This format cannot be signed", words)
    })
}

fn form(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let explanation =
        "A signed statement of where the file comes from. It goes into a copy; the original is not changed.";
    ui.add(Label::new(tokens::soft(ui, explanation)).wrap());
    ui.add_space(tokens::GAP_SMALL);
    // The questions stay in their places while the manifest is edited, so that nothing moves below the pointer.
    let edited = scene.view.sign.json.is_some();
    ui.add_enabled_ui(!edited, |ui| questions(ui, scene));
    ui.add_space(tokens::GAP_SMALL);
    send(ui, scene, upload);
    ui.add_space(tokens::GAP_SMALL);
    manifest(ui, scene);
}

fn questions(ui: &mut Ui, scene: &mut Scene<'_>) {
    let form = &mut scene.view.sign.form;
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
    let label = controls::field_label(ui, "Title");
    ui.add(controls::field(&mut form.title, width)).labelled_by(label);
    ui.add_space(tokens::GAP_SMALL);
    let label = controls::field_label(ui, "Author");
    ui.add(controls::field(&mut form.author, width).hint_text("Left out while empty"))
        .labelled_by(label);
    ui.add_space(tokens::GAP_SMALL);
    let label = controls::field_label(ui, "Origin");
    let chosen = form.origin.map_or("Choose where it came from", Origin::label);
    controls::choice(ui, "origin", label, chosen, |ui| {
        for origin in Origin::ALL {
            ui.selectable_value(&mut form.origin, Some(origin), origin.label());
        }
    });
    if form.origin.is_some_and(Origin::is_generative) {
        controls::said(
            ui,
            Tone::Active,
            Shape::Alert,
            "This discloses the use of generative AI.",
        );
    }
    ui.add_space(tokens::GAP_SMALL);
    let label = controls::field_label(ui, "Use for AI training");
    let chosen = form.training.label();
    controls::choice(ui, "training", label, chosen, |ui| {
        for training in TrainingUse::ALL {
            ui.selectable_value(&mut form.training, training, training.label());
        }
    });
    ui.spacing_mut().item_spacing.y = tokens::GAP;
}

/// The manifest as JSON. Editing it makes it the truth.
fn manifest(ui: &mut Ui, scene: &mut Scene<'_>) {
    let sign = &mut scene.view.sign;
    let word = if sign.show_json {
        "Hide the manifest"
    } else {
        "Show and edit the manifest"
    };
    if ui.link(word).clicked() {
        sign.show_json = !sign.show_json;
    }
    if !sign.show_json && sign.json.is_none() {
        return;
    }
    let made = sign.form.to_json().unwrap_or_default();
    let mut text = sign.json.clone().unwrap_or_else(|| made.clone());
    let label = controls::field_label(ui, "Manifest (JSON)");
    let entry = TextEdit::multiline(&mut text)
        .id(crate::ui::id("manifest"))
        .code_editor()
        .font(tokens::mono_font())
        .hint_text("Choose the origin above, or write a manifest here.")
        .desired_width(f32::INFINITY)
        .desired_rows(10);
    let response = ui.add(entry).labelled_by(label);
    if response.changed() && text != made {
        sign.json = Some(text);
    }
    let Some(json) = &sign.json else { return };
    match check_manifest(json) {
        Ok(()) => controls::said(ui, Tone::Good, Shape::Check, "Nothing speaks against it."),
        Err(error) => controls::said(ui, Tone::Bad, Shape::Cross, error.to_string()),
    }
    ui.add(
        Label::new(tokens::small(
            ui,
            "Edited by hand: it counts as it stands here, and not the form above.",
        ))
        .wrap(),
    );
    if ui.button("Use the form again").clicked() {
        scene.view.sign.json = None;
    }
}

/// The manifest to send, or why there is none.
fn ready(scene: &Scene<'_>, upload: &Upload) -> Result<String, String> {
    if upload.state != UploadState::Uploaded {
        return Err("The file has to be uploaded first.".to_owned());
    }
    if matches!(upload.verify, VerifyState::Verifying(_)) {
        return Err("A verification is under way.".to_owned());
    }
    let sign = &scene.view.sign;
    match &sign.json {
        // What is wrong with it stands below it.
        Some(json) => check_manifest(json)
            .map(|()| json.clone())
            .map_err(|_| "The manifest needs a change first.".to_owned()),
        None => sign.form.to_json().map_err(|error| error.to_string()),
    }
}

fn send(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let ready = ready(scene, upload);
    let clicked = ui
        .horizontal(|ui| {
            let clicked = controls::primary(ui, "Sign this file", ready.is_ok()).clicked();
            if scene.view.sign.again && ui.button("Back").clicked() {
                scene.view.sign.again = false;
            }
            clicked
        })
        .inner;
    match ready {
        Err(reason) => {
            ui.add(Label::new(tokens::small(ui, reason)).wrap());
        }
        Ok(manifest_json) if clicked => {
            scene.tell(Intent::RememberAuthor(scene.view.sign.form.author.clone()));
            scene.tell(Intent::Sign {
                ids: vec![upload.id],
                manifest_json,
            });
            scene.view.sign.again = false;
        }
        Ok(_) => {}
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
    ui.horizontal(|ui| {
        if signed.signed_uri.is_some() && controls::primary(ui, "Verify signed copy", !busy).clicked() {
            scene.tell(Intent::Verify {
                ids: vec![upload.id],
                target: VerifyTarget::Signed,
            });
            scene.view.inspector = InspectorTab::Report;
        }
        if ui.button("Sign again…").clicked() {
            scene.view.sign.again = true;
        }
    });
    if let Some(evidence) = &signed.evidence {
        ui.add_space(tokens::GAP_SMALL);
        controls::heading(ui, "Evidence");
        listing(ui, "evidence", &pretty(evidence));
    }
    ui.add_space(tokens::GAP_SMALL);
    let open = scene.view.sign.show_json;
    if ui
        .link(if open {
            "Hide the manifest that was sent"
        } else {
            "Show the manifest that was sent"
        })
        .clicked()
    {
        scene.view.sign.show_json = !open;
    }
    if open {
        listing(ui, "manifest", &pretty(&signed.manifest_json));
    }
}
