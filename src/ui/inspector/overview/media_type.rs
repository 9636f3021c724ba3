//! The MIME type of the file: its value, how it was detected, and how to change it.

use eframe::egui::{Button, Key, Label, Ui};

use crate::ui::{Scene, controls, shapes::Shape, tokens, track::Tone, words};
use localization::text;
use model::{Intent, MediaTypeNote, Upload};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let in_queue = scene.model.queue.get(upload.id).is_some();
    let is_open = upload.object.is_none() && in_queue;
    let editing = matches!(&scene.view.inspector.type_draft, Some((id, _)) if *id == upload.id);
    let sent = upload.content_type.as_deref();
    let shown = match (&upload.chosen_type, sent) {
        (Some(chosen), Some(sent)) if chosen != sent && is_open => {
            text!("inspector-type-next", mime = chosen)
        }
        (Some(chosen), None) => chosen.clone(),
        (None, Some(sent)) if upload.content_type_note == Some(MediaTypeNote::Unknown) => {
            text!("inspector-type-unknown-sent", mime = sent)
        }
        (_, Some(sent)) => sent.to_owned(),
        (None, None) if upload.failure().is_some() => text!("inspector-type-unknown"),
        (None, None) => text!("inspector-type-later"),
    };
    controls::fact(ui, &text!("inspector-type"), &shown);
    if let Some(found) = how_found(upload) {
        match &upload.content_type_note {
            Some(MediaTypeNote::BytesDisagree { .. }) => {
                let headline = text!("inspector-type-disagrees");
                controls::note(ui, Tone::Warn, Shape::Alert, &headline, &found);
            }
            Some(MediaTypeNote::Unknown) => {
                let headline = text!("inspector-type-unknown-title");
                controls::note(ui, Tone::Warn, Shape::Alert, &headline, &found);
            }
            _ => controls::fact(ui, &text!("inspector-type-detected"), &found),
        }
    }
    if !is_open {
        return;
    }
    if editing {
        edit(ui, scene, upload);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(tokens::FACT_NAME);
        if ui
            .button(text!("inspector-type-set"))
            .on_hover_text(text!("inspector-type-set-hint"))
            .clicked()
        {
            begin(scene, upload);
        }
        if upload.chosen_type.is_some() && ui.button(text!("inspector-type-use-detected")).clicked() {
            set(scene, upload, None);
        }
    });
}

/// Opens and focuses the field for another type.
pub(crate) fn begin(scene: &mut Scene<'_>, upload: &Upload) {
    let text = upload.chosen_type.clone().or_else(|| upload.content_type.clone());
    scene.view.inspector.type_draft = Some((upload.id, text.unwrap_or_default()));
    scene.view.inspector.focus_type = true;
}

/// How the type was detected, in a few words.
fn how_found(upload: &Upload) -> Option<String> {
    let content_type = upload.content_type.as_deref()?;
    Some(match &upload.content_type_note {
        Some(note) => words::media_type_note(note, content_type),
        None => text!("inspector-type-by-name"),
    })
}

fn edit(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    let Some((_, text)) = &mut scene.view.inspector.type_draft else {
        return;
    };
    let label = controls::field_label(ui, &text!("inspector-type-field"));
    let width = ui.available_width();
    let entry = ui
        .add(controls::field(text, width).hint_text("image/jpeg"))
        .labelled_by(label);
    if std::mem::take(&mut scene.view.inspector.focus_type) {
        entry.request_focus();
    }
    let typed = text.trim().to_owned();
    let entered = entry.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add(Label::new(tokens::small(ui, text!("inspector-type-explained"))).wrap());
    ui.horizontal(|ui| {
        let usable = typed
            .split_once('/')
            .is_some_and(|(kind, name)| !kind.is_empty() && !name.is_empty());
        let set_now = ui
            .add_enabled(usable, Button::new(text!("inspector-type-apply")))
            .clicked()
            || entered && usable;
        if set_now {
            set(scene, upload, Some(typed.clone()));
        }
        if ui.button(text!("inspector-type-keep")).clicked() {
            scene.view.inspector.type_draft = None;
        }
    });
}

fn set(scene: &mut Scene<'_>, upload: &Upload, media_type: Option<String>) {
    scene.view.inspector.type_draft = None;
    scene.dispatch(Intent::SetMediaType {
        ids: vec![upload.id],
        media_type,
    });
}
