//! Thumbnails: the window says which are visible, and gets them when they are ready.

use std::{mem, sync::Arc};

use eframe::egui::Context;

use super::App;
use crate::{
    thumbnails::{self, FilePictures, KeepJob, Thumbnails, Wanted},
    ui::{Picture, PictureWanted, may_have_picture},
};
use model::{Event, Queue, Upload, UploadId, UploadIdSet};

/// The uploads that have ended and may get a small picture for the history.
#[derive(Default)]
pub(super) struct ToKeep {
    /// Ended since the last frame.
    ended: Vec<UploadId>,
    asked: UploadIdSet,
}

impl ToKeep {
    /// Notices the end of an upload.
    pub(super) fn notice(&mut self, event: &Event) {
        if let Event::Uploaded { id, .. } = event
            && self.asked.insert(*id)
        {
            self.ended.push(*id);
        }
    }

    /// The ended uploads that may have a picture, once.
    fn take<'a>(&mut self, queue: &'a Queue) -> impl Iterator<Item = &'a Upload> + use<'a> {
        let ended = mem::take(&mut self.ended).into_iter();
        ended
            .filter_map(|id| queue.get(id))
            .filter(|upload| may_have_picture(upload))
    }
}

impl App {
    /// Gives the view the thumbnails that are ready.
    pub(super) fn take_pictures(&mut self, ctx: &Context) {
        while let Some(made) = self.thumbnails.as_ref().and_then(Thumbnails::take) {
            let picture = made.pixels.as_ref().map(|pixels| Picture {
                size: [pixels.width as usize, pixels.height as usize],
                rgba: &pixels.rgba,
            });
            self.view.take_picture(ctx, made.wanted.id, made.wanted.fit, picture);
        }
        while let Some(made) = self.file_pictures.as_ref().and_then(FilePictures::take) {
            self.view.take_of_file(ctx, made);
        }
    }

    /// Requests the thumbnails and the pictures of a report that are visible.
    pub(super) fn want_pictures(&mut self, ctx: &Context) {
        self.want_of_files(ctx);
        let Some(wanted) = self.view.wanted_pictures() else {
            return;
        };
        let kept = self.link.pictures.clone();
        let wanted = wanted.into_iter().map(|PictureWanted { id, path, added, fit }| Wanted {
            kept: kept.as_ref().zip(added).map(|(kept, added)| kept.path(id, added)),
            id,
            path,
            fit,
        });
        self.thumbnails(ctx).want(wanted.collect());
    }

    fn thumbnails(&mut self, ctx: &Context) -> &Thumbnails {
        let program = &self.link.decoder;
        self.thumbnails.get_or_insert_with(|| {
            let ctx = ctx.clone();
            let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || ctx.request_repaint());
            Thumbnails::start(program.clone(), wake)
        })
    }

    /// Has small pictures kept of what was uploaded since the window opened, when nothing else is to be made.
    pub(super) fn keep_pictures(&mut self, ctx: &Context) {
        let Some(to) = self.link.pictures.clone() else { return };
        let jobs: Vec<_> = self
            .to_keep
            .take(&self.model.queue)
            .map(|upload| KeepJob {
                to: Arc::clone(&to),
                id: upload.id,
                added: upload.added_at,
                path: upload.source.path.clone(),
            })
            .collect();
        for job in jobs {
            self.thumbnails(ctx)
                .in_background(move |decoders| thumbnails::keep(&job, decoders));
        }
    }

    fn want_of_files(&mut self, ctx: &Context) {
        let Some(wanted) = self.view.wanted_of_files() else {
            return;
        };
        let program = &self.link.decoder;
        let pictures = self.file_pictures.get_or_insert_with(|| {
            let ctx = ctx.clone();
            FilePictures::start(program.clone(), Arc::new(move || ctx.request_repaint()))
        });
        pictures.want(wanted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{FoundFile, Intent, Model, ObjectRef, Settings, Source, Timestamp, UploadFacts};

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn an_upload_that_ends_in_the_frame_of_a_removal_is_kept_and_only_once() {
        let mut model = Model::new(Settings::default(), "api.example.org", false);
        model.decide(Intent::Add(vec!["/photos".into()]));
        let found = ["/photos/a.jpg", "/photos/b.jpg"].map(|path| FoundFile {
            source: Source {
                path: path.into(),
                relative: path.into(),
                size: 10,
                modified: None,
            },
        });
        let files = found.to_vec();
        model.absorb(Event::Found { batch: 1, files }, NOW);
        let ids: Vec<_> = model.queue.uploads().iter().map(|upload| upload.id).collect();
        let mut to_keep = ToKeep::default();
        let mut end = |model: &mut Model, id| {
            let object = ObjectRef {
                bucket: None,
                key: "k".into(),
            };
            let facts = UploadFacts {
                object,
                sha256: "00".into(),
                bytes: 10,
                uploaded_at: NOW,
            };
            let event = Event::Uploaded { id, facts };
            to_keep.notice(&event);
            model.absorb(event, NOW);
        };
        end(&mut model, ids[0]);
        model.absorb(Event::Canceled(ids[1]), NOW);
        model.decide(Intent::Remove(vec![ids[1]]));
        end(&mut model, ids[0]);
        let kept = |to_keep: &mut ToKeep| to_keep.take(&model.queue).map(|upload| upload.id).collect::<Vec<_>>();
        assert_eq!(kept(&mut to_keep), [ids[0]]);
        assert!(kept(&mut to_keep).is_empty());
    }
}
