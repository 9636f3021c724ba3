//! The pictures of the reports shown last. They are made elsewhere: this says which are needed, and keeps what comes.

use std::sync::Arc;

use eframe::egui::{
    Color32, ColorImage, Context, CornerRadius, Image, Rect, TextureHandle, TextureOptions, Ui, load::SizedTexture,
    vec2,
};

use crate::{
    thumbnails::{MAX_ADDRESSES, MadeOfFile, PictureFile, Pixels, WantedOfFile},
    ui::tokens,
};

/// The cache limit, in bytes of pictures: one with all of its 24 megapixels, and a few as large as the window. What is on show
/// is never dropped.
const MAX_BYTES: usize = 160 << 20;

/// The cache limit, in requests.
const MAX_REQUESTS: usize = 24;

/// A picture of a report.
#[derive(Clone)]
pub(crate) enum Shown {
    /// It is being made.
    Making,
    /// There is none.
    Missing,
    /// This one.
    Picture(TextureHandle),
}

impl Shown {
    /// This one, or the other if there is none.
    pub(crate) fn or(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Missing => other(),
            shown => shown,
        }
    }

    pub(crate) fn texture(&self) -> Option<&TextureHandle> {
        match self {
            Self::Picture(texture) => Some(texture),
            Self::Making | Self::Missing => None,
        }
    }
}

/// The pictures of a request, once they are made.
struct Kept {
    wanted: WantedOfFile,
    textures: Vec<Option<TextureHandle>>,
    /// The frame that showed them last.
    shown: u64,
}

impl Kept {
    fn bytes(&self) -> usize {
        self.textures.iter().flatten().map(TextureHandle::byte_size).sum()
    }
}

/// The pictures of reports, and the requests for more.
#[derive(Default)]
pub(crate) struct Pictures {
    kept: Vec<Kept>,
    frame: u64,
    wanted: Vec<WantedOfFile>,
    asked: Vec<WantedOfFile>,
    pixels_per_point: f32,
}

impl Pictures {
    /// Starts a frame with no requests.
    pub(crate) fn begin(&mut self, ctx: &Context) {
        self.frame += 1;
        self.wanted.clear();
        self.pixels_per_point = ctx.pixels_per_point();
    }

    /// The pictures needed in this frame, if they differ from the last ones.
    pub(crate) fn news(&mut self) -> Option<Vec<WantedOfFile>> {
        if self.wanted == self.asked {
            return None;
        }
        self.asked.clone_from(&self.wanted);
        Some(self.wanted.clone())
    }

    /// Keeps pictures that were made.
    pub(crate) fn take(&mut self, ctx: &Context, made: MadeOfFile) {
        let textures = made.pixels.iter().map(|pixels| Some(texture(ctx, pixels.as_ref()?)));
        let kept = Kept {
            textures: textures.collect(),
            wanted: made.wanted,
            shown: self.frame,
        };
        self.kept.retain(|other| other.wanted != kept.wanted);
        self.kept.push(kept);
        self.forget_old();
    }

    /// The picture that a file is, as large as a report shows it.
    pub(crate) fn itself(&mut self, file: &Arc<PictureFile>) -> Shown {
        let side = self.side(tokens::REPORT_PICTURE);
        let file = Arc::clone(file);
        self.get(WantedOfFile::Itself { file, side }, 0)
    }

    /// The picture that a file is, of this width or height in pixels at most.
    pub(crate) fn of_side(&mut self, file: &Arc<PictureFile>, side: u32) -> Shown {
        let file = Arc::clone(file);
        self.get(WantedOfFile::Itself { file, side }, 0)
    }

    /// The largest picture of a file that is there already, to be shown while a better one is made.
    pub(crate) fn meanwhile(&mut self, file: &PictureFile) -> Option<TextureHandle> {
        let frame = self.frame;
        let of_file = self
            .kept
            .iter_mut()
            .filter(|kept| matches!(&kept.wanted, WantedOfFile::Itself { file: other, .. } if **other == *file));
        let best = of_file.max_by_key(|kept| kept.bytes())?;
        best.shown = frame;
        best.textures.first().cloned().flatten()
    }

    /// The first of these thumbnails that is there, as large as a report shows it.
    pub(super) fn large(&mut self, file: &Arc<PictureFile>, addresses: &[String]) -> Shown {
        let side = self.side(tokens::REPORT_PICTURE);
        self.first_of(file, addresses, addresses, side)
    }

    /// The first of these thumbnails that is there, as large as a tile, made together with all others.
    pub(super) fn tile(&mut self, file: &Arc<PictureFile>, all: &[String], addresses: &[String]) -> Shown {
        let side = self.side(tokens::TILE);
        self.first_of(file, all, addresses, side)
    }

    fn first_of(&mut self, file: &Arc<PictureFile>, all: &[String], addresses: &[String], side: u32) -> Shown {
        let places = addresses
            .iter()
            .filter_map(|address| all.iter().position(|other| other == address));
        let places: Vec<_> = places.filter(|place| *place < MAX_ADDRESSES).collect();
        let mut shown = Shown::Missing;
        for place in places {
            shown = shown.or(|| {
                let wanted = WantedOfFile::Thumbnails {
                    file: Arc::clone(file),
                    addresses: all.iter().take(MAX_ADDRESSES).cloned().collect(),
                    side,
                };
                self.get(wanted, place)
            });
        }
        shown
    }

    /// A length in whole pixels.
    fn side(&self, points: f32) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few hundred pixels"
        )]
        let side = (points * self.pixels_per_point).ceil() as u32;
        side
    }

    fn get(&mut self, wanted: WantedOfFile, place: usize) -> Shown {
        if let Some(kept) = self.kept.iter_mut().find(|kept| kept.wanted == wanted) {
            kept.shown = self.frame;
            let texture = kept.textures.get(place).cloned().flatten();
            return texture.map_or(Shown::Missing, Shown::Picture);
        }
        if !self.wanted.contains(&wanted) {
            self.wanted.push(wanted);
        }
        Shown::Making
    }

    /// Drops what was shown longest ago.
    fn forget_old(&mut self) {
        while self.kept.len() > MAX_REQUESTS || self.kept.iter().map(Kept::bytes).sum::<usize>() > MAX_BYTES {
            let hidden =
                (0..self.kept.len()).filter(|place| self.kept.get(*place).is_some_and(|kept| kept.shown < self.frame));
            match hidden.min_by_key(|place| self.kept.get(*place).map(|kept| kept.shown)) {
                Some(oldest) => drop(self.kept.remove(oldest)),
                // All are on show.
                None => return,
            }
        }
    }
}

fn texture(ctx: &Context, pixels: &Pixels) -> TextureHandle {
    let size = [pixels.width as usize, pixels.height as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, &pixels.rgba);
    ctx.load_texture("report picture", image, TextureOptions::LINEAR)
}

/// Paints a picture that fills a rectangle. What doesn't fit is cut off, the same on both sides.
pub(super) fn fill(ui: &Ui, texture: &TextureHandle, rect: Rect, corner: CornerRadius) {
    let [width, height] = size(texture);
    let (wide, high) = (rect.width() / width, rect.height() / height);
    let scale = wide.max(high);
    let part = vec2(wide / scale, high / scale);
    let uv = Rect::from_center_size(eframe::egui::pos2(0.5, 0.5), part);
    paint(ui, texture, rect, uv, corner);
}

/// Where a whole picture is within a rectangle.
pub(super) fn fitted(texture: &TextureHandle, rect: Rect) -> Rect {
    let [width, height] = size(texture);
    let scale = (rect.width() / width).min(rect.height() / height);
    Rect::from_center_size(rect.center(), vec2(width, height) * scale)
}

/// Paints a part of a picture into a rectangle.
pub(crate) fn paint(ui: &Ui, texture: &TextureHandle, rect: Rect, uv: Rect, corner: CornerRadius) {
    Image::from_texture(SizedTexture::from_handle(texture))
        .uv(uv)
        .corner_radius(corner)
        .tint(Color32::WHITE)
        .paint_at(ui, rect);
}

fn size(texture: &TextureHandle) -> [f32; 2] {
    let size = texture.size_vec2();
    [size.x.max(1.0), size.y.max(1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> Arc<PictureFile> {
        Arc::new(PictureFile {
            path: name.into(),
            content_type: None,
            sha256: None,
        })
    }

    fn pixels(side: u32) -> Pixels {
        Pixels {
            width: side,
            height: side,
            rgba: vec![9; (side * side * 4) as usize],
        }
    }

    #[test]
    fn all_tiles_of_a_file_are_one_request_and_the_best_thumbnail_that_is_there_is_shown() {
        let ctx = Context::default();
        let mut pictures = Pictures::default();
        pictures.begin(&ctx);
        let all: Vec<_> = (0..100).map(|number| number.to_string()).collect();
        let shown = |pictures: &mut Pictures, first: usize| pictures.tile(&file("a"), &all, &all[first..first + 2]);
        assert!(matches!(shown(&mut pictures, 0), Shown::Making));
        assert!(matches!(shown(&mut pictures, 4), Shown::Making));
        let wanted = pictures.news().unwrap();
        let [WantedOfFile::Thumbnails { addresses, .. }] = wanted.as_slice() else {
            panic!("{wanted:?}")
        };
        assert_eq!(addresses.len(), MAX_ADDRESSES);
        assert_eq!(pictures.news(), None, "asked for already");
        let mut made = vec![None; MAX_ADDRESSES];
        made[1] = Some(pixels(8));
        let made = MadeOfFile {
            wanted: wanted[0].clone(),
            pixels: made,
        };
        pictures.take(&ctx, made);
        pictures.begin(&ctx);
        assert!(matches!(shown(&mut pictures, 0), Shown::Picture(_)), "the second one");
        assert!(matches!(shown(&mut pictures, 4), Shown::Missing));
        assert!(matches!(shown(&mut pictures, 98), Shown::Missing), "more than are made");
        assert_eq!(pictures.news(), Some(Vec::new()));
    }

    #[test]
    fn the_cache_is_bounded_and_keeps_what_is_on_show() {
        let ctx = Context::default();
        let mut pictures = Pictures::default();
        for number in 0..200 {
            pictures.begin(&ctx);
            pictures.itself(&file("on show"));
            pictures.itself(&file(&number.to_string()));
            for wanted in pictures.wanted.clone() {
                let made = MadeOfFile {
                    wanted,
                    pixels: vec![Some(pixels(1400))],
                };
                pictures.take(&ctx, made);
            }
            assert!(pictures.kept.iter().map(Kept::bytes).sum::<usize>() <= MAX_BYTES);
        }
        assert!(pictures.kept.len() <= MAX_REQUESTS && pictures.kept.len() > 10);
        assert!(matches!(pictures.itself(&file("on show")), Shown::Picture(_)));
    }
}
