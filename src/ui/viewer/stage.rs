//! The picture: how large it is shown, and where.

use std::sync::Arc;

use eframe::egui::{
    Align, Context, CursorIcon, Pos2, Rect, Role, Sense, TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use localization::text;

use super::Entry;
use crate::{
    thumbnails::{MAX_PICTURE_SIDE, PictureFile},
    ui::{
        Scene, controls,
        provenance::{self, Shown},
        shapes,
        tokens::{self, Palette},
    },
};

/// Pictures are made in steps of this many pixels, so that resizing the window rarely needs another one.
const SIDE_STEP: u32 = 256;

/// How large a picture is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Zoom {
    /// All of it is visible.
    #[default]
    Fit,
    /// Each of its pixels is one of the screen.
    Actual,
    /// This many pixels of the screen for each of its own.
    Scale(f32),
}

/// The picture that is shown.
#[derive(Default)]
pub(super) struct Stage {
    zoom: Zoom,
    /// From the middle of the stage to the middle of the picture, in points.
    offset: Vec2,
    /// The file that is shown.
    file: Option<Arc<PictureFile>>,
    /// The largest side in pixels that the stage has.
    side: u32,
    /// Pixels of the screen for each of the picture, in the last frame; and the same if all of it is visible.
    scales: Option<(f32, f32)>,
    /// The width and height of the whole picture in pixels, once it was made.
    full: Option<Vec2>,
    /// Those that scales counted in the last frame.
    counted: Option<Vec2>,
}

impl Stage {
    /// Another file begins with all of its picture visible.
    pub(super) fn show_file(&mut self, file: &Arc<PictureFile>) {
        if self.file.as_ref() != Some(file) {
            *self = Self {
                file: Some(Arc::clone(file)),
                side: self.side,
                ..Self::default()
            };
        }
    }

    pub(super) fn is_fitted(&self) -> bool {
        self.zoom == Zoom::Fit
    }

    /// The side of pictures that fill the window.
    pub(super) const fn side(&self) -> u32 {
        self.side
    }

    /// Pixels of the screen for each pixel of the picture, once these are known.
    pub(super) fn percent(&self) -> Option<u32> {
        let (scale, _) = self.scales.filter(|_| self.full.is_some())?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
        let percent = (scale * tokens::PERCENT).round().max(1.0) as u32;
        Some(percent)
    }

    pub(super) fn zoom_to(&mut self, zoom: Zoom) {
        self.zoom = zoom;
        self.offset = Vec2::ZERO;
    }

    /// Zooms. What is at this offset from the middle of the stage stays there.
    pub(super) fn zoom_by(&mut self, factor: f32, at: Option<Vec2>) {
        let Some((scale, fit)) = self.scales else { return };
        let wanted = (scale * factor).clamp(fit.min(1.0), tokens::VIEWER_MAX.max(fit));
        if wanted <= fit * tokens::VIEWER_FITS {
            self.zoom_to(Zoom::Fit);
            return;
        }
        let at = at.unwrap_or_default();
        self.offset = at + (self.offset - at) * (wanted / scale);
        self.zoom = Zoom::Scale(wanted);
        self.scales = Some((wanted, fit));
    }

    /// Draws the picture into the stage.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, entry: &Entry, rect: Rect) {
        let response = ui.interact(rect, super::super::id("viewed picture"), Sense::click_and_drag());
        response
            .widget_info(|| WidgetInfo::labeled(Role::Image, true, text!("table-viewer-picture", file = &entry.name)));
        self.side = side_of(ui.ctx(), rect);
        let whole = entry.picture(scene, self.side);
        let large = if self.is_fitted() {
            Shown::Making
        } else {
            entry.picture(scene, max_side(ui.ctx()))
        };
        if let Shown::Picture(texture) = &large {
            self.learn(texture.size_vec2());
        } else if let Shown::Picture(texture) = &whole
            && longest(texture) < self.side
        {
            // It is not scaled down.
            self.learn(texture.size_vec2());
        }
        let texture = large.texture().or_else(|| whole.texture()).cloned();
        let texture = texture.or_else(|| scene.view.provenance.pictures.meanwhile(&entry.file));
        let Some(texture) = texture else {
            self.scales = None;
            nothing(ui, rect, entry, &whole);
            return;
        };
        self.keep_scale(ui, &response, rect, &texture);
        let place = self.place(ui, rect, &texture);
        let painter = ui.painter().clone();
        ui.set_clip_rect(rect.intersect(painter.clip_rect()));
        let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        provenance::paint_part(ui, &texture, place, all, tokens::CORNER_NONE);
        ui.set_clip_rect(painter.clip_rect());
        if !self.is_fitted() {
            let cursor = if response.dragged() {
                CursorIcon::Grabbing
            } else {
                CursorIcon::Grab
            };
            response.on_hover_cursor(cursor);
        }
    }

    fn learn(&mut self, full: Vec2) {
        if self.full.is_some_and(|known| known == full) {
            return;
        }
        // Until now, a scale counted pixels of a smaller picture.
        if let (Zoom::Scale(scale), Some(counted)) = (self.zoom, self.counted) {
            self.zoom = Zoom::Scale(scale * counted.x / full.x.max(1.0));
        }
        self.full = Some(full);
    }

    /// Follows the wheel and the pointer.
    fn keep_scale(&mut self, ui: &Ui, response: &eframe::egui::Response, rect: Rect, texture: &TextureHandle) {
        let pixels = self.pixels(texture);
        self.counted = Some(pixels);
        let points = pixels / ui.ctx().pixels_per_point();
        let fit = (rect.width() / points.x).min(rect.height() / points.y).min(1.0);
        let scale = match self.zoom {
            Zoom::Fit => fit,
            Zoom::Actual => 1.0,
            Zoom::Scale(scale) => scale,
        };
        self.scales = Some((scale, fit));
        if response.hovered() {
            let (wheel, pinch, at) = ui.input(|input| {
                (
                    input.smooth_scroll_delta.y,
                    input.zoom_delta(),
                    input.pointer.hover_pos(),
                )
            });
            let factor = pinch * (wheel / tokens::VIEWER_WHEEL).exp();
            if factor != 1.0 {
                self.zoom_by(factor, at.map(|at| at - rect.center()));
            }
        }
        if response.double_clicked() {
            self.zoom_to(if self.is_fitted() { Zoom::Actual } else { Zoom::Fit });
        }
        if response.dragged() && !self.is_fitted() {
            self.offset += response.drag_delta();
        }
    }

    /// Its width and height in pixels. Until the whole picture is made, those of what is there.
    fn pixels(&self, texture: &TextureHandle) -> Vec2 {
        self.full.unwrap_or_else(|| texture.size_vec2()).max(vec2(1.0, 1.0))
    }

    /// Where the picture is. Its edges stay outside of the stage, or inside if it is smaller.
    fn place(&mut self, ui: &Ui, rect: Rect, texture: &TextureHandle) -> Rect {
        let points = self.pixels(texture) / ui.ctx().pixels_per_point();
        let (scale, fit) = self.scales.unwrap_or((1.0, 1.0));
        let scale = match self.zoom {
            Zoom::Fit => fit,
            Zoom::Actual => 1.0,
            Zoom::Scale(_) => scale,
        };
        let size = points * scale;
        let beyond = ((size - rect.size()) / 2.0).max(Vec2::ZERO);
        self.offset = self.offset.clamp(-beyond, beyond);
        Rect::from_center_size(rect.center() + self.offset, size)
    }
}

fn longest(texture: &TextureHandle) -> u32 {
    let longest = texture.size().into_iter().max().unwrap_or(0);
    u32::try_from(longest).unwrap_or(u32::MAX)
}

/// The largest picture that the graphics card takes.
fn max_side(ctx: &Context) -> u32 {
    let max = ctx.input(|input| input.max_texture_side);
    u32::try_from(max).unwrap_or(MAX_PICTURE_SIDE).min(MAX_PICTURE_SIDE)
}

/// The side of a picture that fills the stage.
fn side_of(ctx: &Context, rect: Rect) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of a screen"
    )]
    let pixels = (rect.width().max(rect.height()) * ctx.pixels_per_point()).ceil() as u32;
    pixels.next_multiple_of(SIDE_STEP).min(max_side(ctx))
}

/// The kind of the file in place of its picture.
fn nothing(ui: &Ui, rect: Rect, entry: &Entry, shown: &Shown) {
    let palette = Palette::of(ui);
    let square = Rect::from_center_size(
        rect.center() - vec2(0.0, tokens::GAP_SECTION),
        Vec2::splat(tokens::VIEWER_SHAPE),
    );
    shapes::paint(ui.painter(), square, entry.kind, palette.soft);
    let words = match shown {
        Shown::Making => text!("table-viewer-loading"),
        Shown::Missing | Shown::Picture(_) if entry.may_have_picture => text!("table-viewer-no-picture"),
        Shown::Missing | Shown::Picture(_) => text!("table-viewer-never-picture"),
    };
    let top = square.bottom() + tokens::GAP;
    let line = Rect::from_x_y_ranges(rect.x_range(), top..=top + tokens::CONTROL);
    controls::line(ui, line, &words, tokens::body_font(), palette.soft, Align::Center);
}
