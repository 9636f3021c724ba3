//! Dragging files out of the window. Signed copies are downloaded before the drag begins, so that no other program ever gets a
//! file that is not complete.

use std::{collections::HashSet, path::PathBuf, sync::Arc};

use super::{Command, DragFault, Model, NoticeKind, ObjectRef, Said, UploadId};

/// How many files can be dragged at once.
pub const MAX_DRAGGED: usize = 500;

/// How many bytes can be dragged at once, by the size of the originals of signed copies.
pub const MAX_DRAGGED_BYTES: u64 = 4 << 30;

/// A file to drag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraggedFile {
    /// A signed copy, which is downloaded.
    Signed {
        /// The upload.
        id: UploadId,
        /// The signed copy.
        object: ObjectRef,
        /// The name for the copy.
        name: String,
        /// The size of the original.
        bytes: u64,
    },
    /// A file on this computer that is not signed.
    Original(PathBuf),
}

/// Files to prepare for a drag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DragOrder {
    /// The number of the drag.
    pub number: u64,
    /// The files.
    pub files: Vec<DraggedFile>,
}

/// The last drag that the user began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DragOut {
    /// Its number. Counts up.
    pub number: u64,
    /// What it is of.
    pub ids: Vec<UploadId>,
    /// How many signed copies it has.
    pub signed: usize,
    /// Its progress.
    pub state: DragOutState,
}

/// The progress of a drag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DragOutState {
    /// The files are being prepared.
    Preparing {
        /// How many signed copies are there. `None` while that has taken no time worth mentioning.
        fetched: Option<usize>,
    },
    /// These files can be dragged.
    Ready(Arc<[PathBuf]>),
    /// They can't be. The reason is in a notice.
    Failed,
}

impl Model {
    /// Prepares these uploads, each with the name for its signed copy. Begun again while it is being prepared, a drag goes on.
    pub(super) fn drag_out(&mut self, files: Vec<(UploadId, String)>) -> Vec<Command> {
        let ids: Vec<_> = files.iter().map(|(id, _)| *id).collect();
        let is_prepared = |drag: &DragOut| drag.ids == ids && matches!(drag.state, DragOutState::Preparing { .. });
        if ids.is_empty() || self.drag_out.as_ref().is_some_and(is_prepared) {
            return Vec::new();
        }
        let mut taken = HashSet::new();
        let mut dragged = Vec::with_capacity(files.len());
        for (id, name) in files {
            let Some(upload) = self.upload(id).or_else(|| self.history.get(id)) else {
                continue;
            };
            dragged.push(match upload.signed_uri().and_then(ObjectRef::from_s3_uri) {
                Some(object) => DraggedFile::Signed {
                    id,
                    object,
                    name: unused(&name, &mut taken),
                    bytes: upload.source.size,
                },
                None => DraggedFile::Original(upload.source.path.clone()),
            });
        }
        let bytes: u64 = dragged.iter().map(DraggedFile::bytes).fold(0, u64::saturating_add);
        if dragged.len() > MAX_DRAGGED || bytes > MAX_DRAGGED_BYTES {
            self.notify(NoticeKind::trouble(Said::TooManyDragged));
            // An earlier one would begin under this gesture.
            self.drag_out = None;
            return Vec::new();
        }
        self.last_drag_out += 1;
        let number = self.last_drag_out;
        self.drag_out = Some(DragOut {
            number,
            ids,
            signed: dragged
                .iter()
                .filter(|file| matches!(file, DraggedFile::Signed { .. }))
                .count(),
            state: DragOutState::Preparing { fetched: None },
        });
        vec![Command::PrepareDrag(DragOrder { number, files: dragged })]
    }

    /// So many signed copies of this drag are there.
    pub(super) fn drag_progress(&mut self, number: u64, copies: usize) {
        if let Some(drag) = self.drag_out.as_mut().filter(|drag| drag.number == number)
            && let DragOutState::Preparing { fetched } = &mut drag.state
        {
            *fetched = Some(copies);
        }
    }

    /// The files of this drag are ready, or why not.
    pub(super) fn drag_prepared(&mut self, number: u64, files: Result<Arc<[PathBuf]>, DragFault>) {
        let Some(drag) = self.drag_out.as_mut().filter(|drag| drag.number == number) else {
            return;
        };
        match files {
            Ok(paths) => drag.state = DragOutState::Ready(paths),
            Err(fault) => {
                drag.state = DragOutState::Failed;
                self.notify(NoticeKind::trouble(Said::NotDragged(fault)));
            }
        }
    }
}

impl DraggedFile {
    const fn bytes(&self) -> u64 {
        match self {
            Self::Signed { bytes, .. } => *bytes,
            Self::Original(_) => 0,
        }
    }
}

/// The name, with a number if another file of the drag has it: `harbor-signed (2).jpg`.
fn unused(name: &str, taken: &mut HashSet<String>) -> String {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut candidate = name.to_owned();
    let mut number = 1;
    // Not all file systems tell upper and lower case apart.
    while !taken.insert(candidate.to_lowercase()) {
        number += 1;
        candidate = format!("{stem} ({number}){ending}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, Settings, SignState, Source, Timestamp, Upload, UploadState};

    fn model(names: &[(&str, bool)]) -> Model {
        let mut model = Model::new(Settings::default(), "here", false);
        let uploads = names.iter().enumerate().map(|(number, (name, signed))| {
            let source = Source {
                path: format!("/photos/{number}/{name}").into(),
                relative: (*name).into(),
                size: 1 << 20,
                modified: None,
            };
            let mut upload = Upload::new(
                UploadId::new(i64::try_from(number).unwrap()),
                Timestamp::from_millis(0),
                source,
            );
            upload.state = UploadState::Uploaded;
            if *signed {
                upload.sign = SignState::Signed;
                upload.signed = Some(crate::SignedFacts {
                    signed_uri: Some(format!("s3://signed/{number}.jpg")),
                    ..signed_facts()
                });
            }
            upload
        });
        model.absorb(Event::Restored(uploads.collect()), Timestamp::from_millis(0));
        model
    }

    fn signed_facts() -> crate::SignedFacts {
        crate::SignedFacts {
            signed_uri: None,
            evidence: None,
            manifest_json: "{}".to_owned(),
            signed_at: Timestamp::from_millis(0),
            identity: Some(false),
        }
    }

    fn files(numbers: std::ops::Range<i64>) -> Vec<(UploadId, String)> {
        numbers
            .map(|number| (UploadId::new(number), "a-signed.jpg".to_owned()))
            .collect()
    }

    /// How many problems were reported.
    fn told(model: &Model) -> usize {
        let is_trouble = |notice: &&crate::Notice| matches!(notice.kind, NoticeKind::Trouble { .. });
        model.notices.iter().filter(is_trouble).count()
    }

    fn prepared(commands: &[Command]) -> &DragOrder {
        match commands {
            [Command::PrepareDrag(order)] => order,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn signed_copies_have_different_names_and_unsigned_files_are_the_originals() {
        let mut model = model(&[("a.jpg", true), ("b.txt", false), ("a.jpg", true)]);
        let commands = model.drag_out(files(0..3));
        let order = prepared(&commands);
        let names: Vec<_> = order
            .files
            .iter()
            .map(|file| match file {
                DraggedFile::Signed { name, .. } => name.clone(),
                DraggedFile::Original(path) => path.display().to_string(),
            })
            .collect();
        assert_eq!(names, ["a-signed.jpg", "/photos/1/b.txt", "a-signed (2).jpg"]);
        assert_eq!(model.drag_out.as_ref().map(|drag| drag.signed), Some(2));
    }

    #[test]
    fn a_drag_is_prepared_once_and_late_results_of_an_earlier_one_are_ignored() {
        let mut model = model(&[("a.jpg", true), ("b.jpg", true)]);
        assert_eq!(prepared(&model.drag_out(files(0..1))).number, 1);
        assert!(model.drag_out(files(0..1)).is_empty(), "it goes on");
        assert_eq!(prepared(&model.drag_out(files(0..2))).number, 2);
        model.drag_prepared(1, Ok(["/late.jpg".into()].into()));
        model.drag_progress(1, 7);
        model.drag_progress(2, 1);
        let state = |model: &Model| model.drag_out.as_ref().map(|drag| drag.state.clone());
        assert_eq!(state(&model), Some(DragOutState::Preparing { fetched: Some(1) }));
        model.drag_prepared(2, Err(DragFault::TookTooLong));
        assert_eq!(state(&model), Some(DragOutState::Failed));
        assert_eq!(told(&model), 1);
        assert_eq!(
            prepared(&model.drag_out(files(0..2))).number,
            3,
            "a failed one can be tried again"
        );
    }

    #[test]
    fn too_many_files_are_refused_with_a_reason() {
        let names = vec![("a.jpg", false); MAX_DRAGGED + 1];
        let mut model = model(&names);
        let all = i64::try_from(names.len()).unwrap();
        assert!(!model.drag_out(files(0..1)).is_empty());
        assert!(model.drag_out(files(0..all)).is_empty());
        assert_eq!(told(&model), 1);
        assert_eq!(model.drag_out, None, "the earlier one does not begin instead");
        assert_eq!(prepared(&model.drag_out(files(1..all))).files.len(), MAX_DRAGGED);
    }
}
