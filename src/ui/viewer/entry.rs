//! One file of the current list: an upload, a record, or a file that was only checked.

use std::{path::PathBuf, sync::Arc};

use localization::text;

use crate::{
    thumbnails::PictureFile,
    ui::{
        Scene, Tab,
        check::result_mark,
        pictures::{kind, kind_of, may_have_picture},
        provenance::Shown,
        row,
        shapes::Shape,
        states,
        track::{self, Tone},
    },
};
use model::{CheckIntent, Intent, Upload};

/// Larger files of the history are not hashed to show their picture, in bytes.
const MAX_HASHED: u64 = 128 << 20;

/// A file of the list.
pub(crate) struct Entry {
    pub(crate) name: String,
    /// Its state or verdict.
    pub(crate) state: String,
    pub(crate) mark: (Shape, Tone),
    pub(crate) kind: Shape,
    pub(crate) may_have_picture: bool,
    /// The file.
    pub(super) file: Arc<PictureFile>,
    /// The small picture that the history may have kept.
    kept: Option<Arc<PictureFile>>,
}

fn picture_file(path: PathBuf, content_type: Option<&String>, sha256: Option<String>) -> Arc<PictureFile> {
    Arc::new(PictureFile {
        path,
        content_type: content_type.cloned(),
        sha256,
    })
}

impl Entry {
    /// An upload. In the history, another file may have its path by now, so its content is compared.
    pub(crate) fn of_upload(scene: &Scene<'_>, upload: &Upload) -> Self {
        let is_record = scene.view.tab == Tab::History;
        let hash = upload
            .sha256
            .clone()
            .filter(|_| is_record && upload.source.size <= MAX_HASHED);
        let kept = scene.view.pictures.kept_path(upload).filter(|_| is_record);
        let marks = track::steps(upload, scene.now);
        let mark = marks.iter().rev().find(|mark| mark.tone != Tone::Quiet);
        Self {
            name: upload.source.name(),
            state: states::upload(upload),
            mark: mark.map_or((Shape::Ring, Tone::Quiet), |mark| (mark.shape, mark.tone)),
            kind: kind(upload),
            may_have_picture: may_have_picture(upload),
            file: picture_file(upload.source.path.clone(), upload.content_type.as_ref(), hash),
            kept: kept.map(|kept| picture_file(kept, None, None)),
        }
    }

    /// The file at this place of the current list.
    pub(super) fn at(scene: &Scene<'_>, place: usize) -> Self {
        if scene.view.tab == Tab::Check {
            let row = scene
                .view
                .check
                .at(place)
                .and_then(|at| scene.model.checks.rows().get(at));
            let path = row.map(|row| row.path.clone()).unwrap_or_default();
            let result = row.and_then(|row| row.result.as_ref());
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let kind = kind_of(&path, None);
            return Self {
                name,
                state: result.map_or_else(|| text!("table-viewer-reading"), states::check_result),
                mark: result.map_or((Shape::Dots, Tone::Active), result_mark),
                kind,
                may_have_picture: kind != Shape::Document,
                file: picture_file(path, None, None),
                kept: None,
            };
        }
        match scene.rows().get(place) {
            Some(upload) => Self::of_upload(scene, upload),
            None => Self {
                name: row::unread_words(scene, place),
                state: String::new(),
                mark: if row::is_unreadable(scene, place) {
                    (Shape::Alert, Tone::Warn)
                } else {
                    (Shape::Dots, Tone::Active)
                },
                kind: Shape::Photo,
                may_have_picture: false,
                file: picture_file(PathBuf::new(), None, None),
                kept: None,
            },
        }
    }

    /// Its picture as large as a report shows it.
    pub(crate) fn small(&self, scene: &mut Scene<'_>) -> Shown {
        let pictures = &mut scene.view.provenance.pictures;
        let kept = self.kept.as_ref();
        pictures
            .itself(&self.file)
            .or(|| kept.map_or(Shown::Missing, |kept| pictures.itself(kept)))
    }

    /// Its picture of this width or height in pixels at most.
    pub(super) fn picture(&self, scene: &mut Scene<'_>, side: u32) -> Shown {
        if !self.may_have_picture {
            return Shown::Missing;
        }
        let pictures = &mut scene.view.provenance.pictures;
        let kept = self.kept.as_ref();
        pictures
            .of_side(&self.file, side)
            .or(|| kept.map_or(Shown::Missing, |kept| pictures.itself(kept)))
    }

    /// Has its picture made.
    pub(super) fn prepare(&self, scene: &mut Scene<'_>, side: u32) {
        let _ = self.picture(scene, side);
    }
}

/// How many files the current list has.
pub(super) fn count(scene: &Scene<'_>) -> usize {
    match scene.view.tab {
        Tab::Check => scene.view.check.listed(),
        Tab::Queue | Tab::History => scene.rows().len(),
    }
}

/// The place of the file under the cursor.
pub(super) fn place(scene: &Scene<'_>) -> Option<usize> {
    match scene.view.tab {
        Tab::Check => Some(scene.view.check.cursor()).filter(|place| *place < count(scene)),
        Tab::Queue | Tab::History => scene.rows().position_of(scene.view.selection().cursor()?),
    }
}

/// Moves the cursor of the list to this place. Several selected files stay selected.
pub(super) fn go(scene: &mut Scene<'_>, place: usize) {
    if scene.view.tab == Tab::Check {
        if let Some(at) = scene.view.check.go_to(place) {
            scene.dispatch(Intent::Check(CheckIntent::Show(Some(at))));
        }
        return;
    }
    let Some(id) = scene.rows().id(place) else { return };
    let selection = scene.view.selection_mut();
    if selection.len() > 1 {
        selection.move_cursor(id);
    } else {
        selection.only(id);
    }
    scene.view.table.scroll_to_cursor = true;
}
