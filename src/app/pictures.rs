//! Thumbnails: the window says which are visible, and gets them when they are ready.

use std::sync::Arc;

use eframe::egui::Context;

use super::App;
use crate::{
    thumbnails::{Thumbnails, Wanted},
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
    }

    /// Requests the thumbnails that are visible.
    pub(super) fn want_pictures(&mut self, ctx: &Context) {
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
}
