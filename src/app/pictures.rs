//! Thumbnails: the window says which are visible, and gets them when they are ready.

use std::sync::Arc;

use eframe::egui::Context;

use super::App;
use crate::{
    thumbnails::{self, FilePictures, KeepJob, Thumbnails, Wanted},
    ui::{Picture, PictureWanted, may_have_picture},
};
use model::{Timestamp, UploadIdSet};

/// Which uploads have had a small picture made for the history.
pub(super) struct KeptUntil {
    /// When the window opened. What was uploaded before is not made up for.
    opened: Timestamp,
    /// The revision of the queue that was looked at.
    looked_at: u64,
    asked: UploadIdSet,
}

impl KeptUntil {
    pub(super) fn starting(now: Timestamp) -> Self {
        Self {
            opened: now,
            looked_at: 0,
            asked: UploadIdSet::default(),
        }
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
        let queue = &self.model.queue;
        let revision = queue.revision();
        if self.kept_until.looked_at == revision {
            return;
        }
        // After too many changes at once some are missed: all rows are never walked over for this.
        let changed = queue.changed_since(self.kept_until.looked_at).unwrap_or_default();
        let opened = self.kept_until.opened;
        let new = changed.iter().filter_map(|id| queue.get(*id)).filter(|upload| {
            upload.object.is_some() && upload.uploaded_at.is_some_and(|at| at >= opened) && may_have_picture(upload)
        });
        let jobs: Vec<_> = new
            .filter(|upload| self.kept_until.asked.insert(upload.id))
            .map(|upload| KeepJob {
                to: Arc::clone(&to),
                id: upload.id,
                added: upload.added_at,
                path: upload.source.path.clone(),
            })
            .collect();
        self.kept_until.looked_at = revision;
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
