//! Where the pictures of an upload's report come from: its file on this computer, and the signed copy if it was saved or can be
//! downloaded.

use std::sync::Arc;

use eframe::egui::{Id, Label, Ui};

use crate::{
    thumbnails::PictureFile,
    ui::{
        Scene,
        provenance::{self, Sources},
        tokens, words,
    },
};
use localization::text;
use model::{Intent, MAX_UNASKED_COPY, SaveState, SignedCopy, Upload, VerifiedFacts, VerifyTarget};

/// What is said about the pictures of a report.
pub(super) enum Note {
    /// Nothing.
    Nothing,
    /// The signed copy is large: it is downloaded only if a person wants it.
    Offer,
    /// The server offers no downloads.
    NoDownloads,
    /// It can't be downloaded, for this reason.
    NotAvailable(String),
}

/// The files with the pictures of a report. Has a small signed copy downloaded if the report has pictures in it.
pub(super) fn of(scene: &mut Scene<'_>, upload: &Upload, facts: &VerifiedFacts, key: Id) -> (Sources, Note) {
    let content_type = upload.content_type.clone();
    let original = Sources::of_file(upload.source.path.clone(), content_type.clone(), upload.sha256.clone());
    if facts.target == VerifyTarget::Original {
        return (original, Note::Nothing);
    }
    let model = scene.model;
    let copy = match (&upload.saving, model.signed_copy(upload.id)) {
        (SaveState::Saved(path), _) | (_, Some(SignedCopy::Here(path))) => Some(path.clone()),
        _ => None,
    };
    if let Some(path) = copy {
        let signed = PictureFile {
            path,
            content_type,
            sha256: None,
        };
        let signed = Sources {
            itself: Some(Arc::new(signed)),
            ..original.clone()
        };
        let sources = Sources {
            manifests: signed.itself.clone(),
            other: original.itself,
            ..signed
        };
        return (sources, Note::Nothing);
    }
    let mut sources = Sources {
        manifests: None,
        ..original
    };
    if upload.signed_uri().is_none() || !provenance::has_thumbnails(scene, key, &facts.report) {
        return (sources, Note::Nothing);
    }
    let note = match model.signed_copy(upload.id) {
        _ if model.no_downloads => Note::NoDownloads,
        Some(SignedCopy::NotAvailable(why)) => Note::NotAvailable(why.clone()),
        Some(_) => {
            sources.is_fetching = true;
            Note::Nothing
        }
        None if upload.source.size > MAX_UNASKED_COPY => Note::Offer,
        None => {
            scene.dispatch(Intent::FetchCopy(upload.id));
            sources.is_fetching = true;
            Note::Nothing
        }
    };
    (sources, note)
}

/// Offers the download of a large copy, or says why there are no pictures.
pub(super) fn show_note(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, note: Note) {
    match note {
        Note::Nothing => {}
        Note::Offer => {
            let word = text!("inspector-pictures-load", size = words::bytes(upload.source.size));
            let button = ui.button(word).on_hover_text(text!("inspector-pictures-load-hint"));
            if button.clicked() {
                scene.dispatch(Intent::FetchCopy(upload.id));
            }
        }
        Note::NotAvailable(why) => {
            let words = text!("inspector-pictures-missing", reason = why);
            ui.add(Label::new(tokens::small(ui, words)).wrap());
        }
        Note::NoDownloads => {
            ui.add(Label::new(tokens::small(ui, text!("inspector-pictures-no-downloads"))).wrap());
        }
    }
}
