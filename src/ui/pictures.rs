//! The square before a row's name: a thumbnail if there is one, else an icon for the kind of file. Tiles have larger ones.

use std::path::{Path, PathBuf};

use eframe::egui::{
    Color32, ColorImage, Context, Rect, StrokeKind, TextureHandle, TextureOptions, Ui, load::SizedTexture, pos2, vec2,
};

use super::{
    Scene,
    shapes::{self, Shape},
    tokens::{self, Palette},
};
use crate::thumbnails::Fit;
use model::{ById, Timestamp, Upload, UploadId};

/// The cache limit, in bytes of thumbnails: some hundred tiles at twice the resolution, which is several screens, or thousands
/// of rows.
const MAX_BYTES: usize = 64 << 20;
/// The cache limit, in rows, with or without a thumbnail.
const MAX_ENTRIES: usize = 4096;

/// A thumbnail that a visible row needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureWanted {
    /// The upload.
    pub id: UploadId,
    /// The file.
    pub path: PathBuf,
    /// When it was added, if the history may have kept a picture of it.
    pub added: Option<Timestamp>,
    /// Its shape and size in pixels.
    pub fit: Fit,
}

/// A thumbnail: RGBA, four bytes per pixel.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'p> {
    /// Width and height, in pixels.
    pub size: [usize; 2],
    /// The rows, top to bottom.
    pub rgba: &'p [u8],
}

/// The thumbnails of rows shown recently.
/// Tells where the small picture of a record is kept, from its number and when it was added.
pub(crate) type KeptPath = Box<dyn Fn(UploadId, Timestamp) -> PathBuf>;

#[derive(Default)]
pub(crate) struct Pictures {
    cache: ById<CachedPicture>,
    bytes: usize,
    frame: u64,
    fit: Option<Fit>,
    /// The small pictures of the history, if this window has any.
    kept: Option<KeptPath>,
    wanted: Vec<PictureWanted>,
    asked: Vec<PictureWanted>,
}

struct CachedPicture {
    /// `None` if the file has none.
    texture: Option<TextureHandle>,
    shown: u64,
}

impl CachedPicture {
    fn bytes(&self) -> usize {
        self.texture.as_ref().map_or(0, TextureHandle::byte_size)
    }
}

impl Pictures {
    /// Starts a frame with no requests: of rows, or of tiles.
    pub(crate) fn begin(&mut self, ctx: &Context, tiles: bool) {
        self.frame += 1;
        self.wanted.clear();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few hundred pixels"
        )]
        let pixels = |points: f32| (points * ctx.pixels_per_point()).ceil() as u32;
        let fit = if tiles {
            Fit::Whole(pixels(tokens::GRID_PICTURE))
        } else {
            Fit::Square(pixels(tokens::PICTURE))
        };
        if Some(fit) != self.fit {
            // The size has changed.
            self.fit = Some(fit);
            self.cache.clear();
            self.bytes = 0;
        }
    }

    /// Uses these small pictures of the history.
    pub(crate) fn use_kept(&mut self, path: KeptPath) {
        self.kept = Some(path);
    }

    /// Where the small picture of a record is, if it was kept.
    pub(crate) fn kept_path(&self, upload: &Upload) -> Option<PathBuf> {
        let kept = self.kept.as_ref().filter(|_| upload.object.is_some())?;
        Some(kept(upload.id, upload.added_at))
    }

    /// The thumbnails needed in this frame, if they differ from the last ones. Rows scrolled away are not included.
    pub(crate) fn take_changed_requests(&mut self) -> Option<Vec<PictureWanted>> {
        if self.wanted == self.asked {
            return None;
        }
        self.asked.clone_from(&self.wanted);
        Some(self.wanted.clone())
    }

    /// Stores a thumbnail, or that there is none.
    pub(crate) fn take(&mut self, ctx: &Context, id: UploadId, fit: Fit, picture: Option<Picture<'_>>) {
        if Some(fit) != self.fit {
            return;
        }
        let whole = |picture: &Picture<'_>| picture.rgba.len() == picture.size.iter().product::<usize>() * 4;
        let texture = picture.filter(whole).map(|picture| {
            let image = ColorImage::from_rgba_unmultiplied(picture.size, picture.rgba);
            ctx.load_texture(format!("picture {}", id.number()), image, TextureOptions::LINEAR)
        });
        let cached = CachedPicture {
            texture,
            shown: self.frame,
        };
        self.bytes += cached.bytes();
        if let Some(old) = self.cache.insert(id, cached) {
            self.bytes -= old.bytes();
        }
        self.forget_old();
    }

    /// The thumbnail of a visible row or tile. Requests it if it is missing.
    pub(super) fn of(&mut self, upload: &Upload) -> Option<SizedTexture> {
        if let Some(cached) = self.cache.get_mut(&upload.id) {
            cached.shown = self.frame;
            return cached.texture.as_ref().map(SizedTexture::from_handle);
        }
        if let Some(fit) = self.fit
            && may_have_picture(upload)
        {
            self.wanted.push(PictureWanted {
                id: upload.id,
                path: upload.source.path.clone(),
                added: upload.object.is_some().then_some(upload.added_at),
                fit,
            });
        }
        None
    }

    /// Evicts the entries shown longest ago, several at a time.
    fn forget_old(&mut self) {
        if self.bytes <= MAX_BYTES && self.cache.len() <= MAX_ENTRIES {
            return;
        }
        let mut shown: Vec<_> = self.cache.iter().map(|(id, cached)| (cached.shown, *id)).collect();
        shown.sort_unstable();
        for (_, id) in shown.into_iter().take(self.cache.len().div_ceil(4)) {
            if let Some(cached) = self.cache.remove(&id) {
                self.bytes -= cached.bytes();
            }
        }
    }
}

/// Extensions of pictures, with those of RAW files.
const PHOTOS: [&str; 40] = [
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "hif", "avif", "tif", "tiff", "dng", "svg", "bmp", "jxl",
    "psd", "cr2", "cr3", "nef", "nrw", "arw", "srf", "sr2", "raf", "orf", "rw2", "rwl", "pef", "srw", "3fr", "erf",
    "iiq", "kdc", "dcr", "mrw", "x3f", "raw", "gpr", "jpe", "jfif",
];

/// The kind of file, by its type or extension.
pub(super) fn kind(upload: &Upload) -> Shape {
    kind_of(&upload.source.path, upload.content_type.as_deref())
}

/// The kind of a file, by its type or extension.
pub(super) fn kind_of(path: &Path, content_type: Option<&str>) -> Shape {
    match content_type.unwrap_or_default().split('/').next().unwrap_or_default() {
        "image" => return Shape::Photo,
        "video" => return Shape::Film,
        "audio" => return Shape::Sound,
        _ => {}
    }
    match extension(path).as_str() {
        extension if PHOTOS.contains(&extension) => Shape::Photo,
        "mp4" | "mov" | "m4v" | "avi" | "mkv" | "webm" | "mpg" | "mpeg" => Shape::Film,
        "mp3" | "wav" | "m4a" | "flac" | "ogg" | "aac" | "aif" | "aiff" => Shape::Sound,
        _ => Shape::Document,
    }
}

/// Whether the file might have a picture: it is one, or one may be inside of it.
pub(crate) fn may_have_picture(upload: &Upload) -> bool {
    kind(upload) != Shape::Document && upload.content_type.as_deref() != Some("image/svg+xml")
}

fn extension(path: &Path) -> String {
    path.extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

/// Draws the square at the left of a rectangle and returns the rest. If that leaves too little for a name,
/// there is no square.
pub(crate) fn show(ui: &Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect) -> Rect {
    let side = if scene.model.settings.compact {
        tokens::COMPACT_PICTURE
    } else {
        tokens::PICTURE
    };
    let rest = place.with_min_x(place.left() + side + tokens::GAP_MEDIUM);
    if rest.width() < tokens::MIN_NAME_WIDTH_WITH_THUMBNAIL {
        return place;
    }
    let square = Rect::from_min_size(pos2(place.left(), place.center().y - side / 2.0), vec2(side, side));
    let palette = Palette::of(ui);
    let corner = tokens::CORNER_SMALL;
    if let Some(texture) = scene.view.pictures.of(upload) {
        // Shows through transparency, and frames pictures of the window's color.
        ui.painter().rect_filled(square, corner, palette.control_hover);
        eframe::egui::Image::from_texture(texture)
            .corner_radius(corner)
            .tint(Color32::WHITE)
            .paint_at(ui, square);
        let outline = tokens::hairline(palette.faint);
        ui.painter().rect_stroke(square, corner, outline, StrokeKind::Inside);
    } else {
        ui.painter().rect_filled(square, corner, palette.control_hover);
        let inside = square.shrink((side - tokens::PICTURE_SHAPE) / 2.0);
        shapes::paint(ui.painter(), inside, kind(upload), palette.soft);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Source, Timestamp};

    fn upload(number: i64, name: &str) -> Upload {
        let source = Source {
            path: format!("/{name}").into(),
            relative: name.into(),
            size: 1,
            modified: None,
        };
        Upload::new(UploadId::new(number), Timestamp::from_millis(0), source)
    }

    fn wanted(pictures: &mut Pictures) -> Option<Vec<i64>> {
        let news = pictures.take_changed_requests()?;
        Some(news.iter().map(|wanted| wanted.id.number()).collect())
    }

    #[test]
    fn thumbnails_are_requested_only_while_their_rows_are_visible() {
        let ctx = Context::default();
        let mut pictures = Pictures::default();
        pictures.begin(&ctx, false);
        for (number, name) in [(1, "a.JPG"), (2, "b.pdf"), (3, "c.cr3")] {
            assert!(pictures.of(&upload(number, name)).is_none());
        }
        assert_eq!(wanted(&mut pictures), Some(vec![1, 3]), "no document");
        pictures.begin(&ctx, false);
        pictures.of(&upload(1, "a.JPG"));
        pictures.of(&upload(3, "c.cr3"));
        assert_eq!(wanted(&mut pictures), None, "asked for already");
        pictures.begin(&ctx, false);
        pictures.of(&upload(3, "c.cr3"));
        assert_eq!(wanted(&mut pictures), Some(vec![3]), "the other one has scrolled away");
        pictures.take(&ctx, UploadId::new(3), pictures.fit.unwrap(), None);
        pictures.begin(&ctx, false);
        assert!(pictures.of(&upload(3, "c.cr3")).is_none());
        assert_eq!(
            wanted(&mut pictures),
            Some(vec![]),
            "a missing thumbnail is not requested again"
        );
    }

    #[test]
    fn the_thumbnail_cache_is_bounded_and_keeps_the_recent_ones() {
        let ctx = Context::default();
        let mut pictures = Pictures::default();
        pictures.begin(&ctx, false);
        let fit = pictures.fit.unwrap();
        let side = fit.side() as usize;
        let rgba = vec![9; side * side * 4];
        let picture = Picture {
            size: [side, side],
            rgba: &rgba,
        };
        let many = i64::try_from(MAX_BYTES / rgba.len() * 3).unwrap();
        for number in 0..many {
            pictures.begin(&ctx, false);
            pictures.take(&ctx, UploadId::new(number), fit, Some(picture));
            assert!(
                pictures.of(&upload(0, "a.jpg")).is_some(),
                "the first one is on show all the time"
            );
            assert!(pictures.bytes <= MAX_BYTES);
        }
        assert!(pictures.cache.len() > 100);
        for number in 0..20_000 {
            pictures.take(&ctx, UploadId::new(number), fit, None);
        }
        assert!(pictures.cache.len() <= MAX_ENTRIES);
    }

    #[test]
    fn another_zoom_requests_thumbnails_again() {
        let ctx = Context::default();
        let mut pictures = Pictures::default();
        pictures.begin(&ctx, false);
        let fit = pictures.fit.unwrap();
        pictures.take(&ctx, UploadId::new(1), fit, None);
        ctx.set_zoom_factor(2.0);
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |_| ());
        output.textures_delta.clear();
        pictures.begin(&ctx, false);
        pictures.of(&upload(1, "a.jpg"));
        assert_eq!(wanted(&mut pictures), Some(vec![1]));
        assert!(pictures.fit.unwrap().side() > fit.side());
        pictures.take(&ctx, UploadId::new(1), fit, None);
        assert!(pictures.cache.is_empty(), "one that is too small comes late");
    }
}
