//! Thumbnails: the window says which are visible, and gets them when they are ready.

use std::sync::Arc;

use eframe::egui::Context;

use super::App;
use crate::{
    thumbnails::{FilePictures, Thumbnails, Wanted},
    ui::{Picture, PictureWanted},
};

impl App {
    /// Gives the view the thumbnails that are ready.
    pub(super) fn take_pictures(&mut self, ctx: &Context) {
        while let Some(made) = self.thumbnails.as_ref().and_then(Thumbnails::take) {
            let picture = made.pixels.as_ref().map(|pixels| Picture {
                size: [pixels.width as usize, pixels.height as usize],
                rgba: &pixels.rgba,
            });
            self.view.take_picture(ctx, made.wanted.id, made.wanted.side, picture);
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
        let wanted = wanted
            .into_iter()
            .map(|PictureWanted { id, path, side }| Wanted { id, path, side });
        let program = &self.link.decoder;
        let thumbnails = self.thumbnails.get_or_insert_with(|| {
            let ctx = ctx.clone();
            let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || ctx.request_repaint());
            Thumbnails::start(program.clone(), wake)
        });
        thumbnails.want(wanted.collect());
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
