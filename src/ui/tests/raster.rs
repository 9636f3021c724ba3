//! Draws egui's output on the CPU: the same picture on every machine, without a graphics driver.
//!
//! Work for each pixel is written out channel by channel: without optimization, an iterator over four costs several times
//! as much, and these pictures take most of the tests' time.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    ops::Range,
    rc::Rc,
};

use eframe::egui::{
    Color32, Context, FullOutput, ImageData, Mesh, Pos2, Rect, TextureId, TexturesDelta,
    epaint::{ColorImage, ImageDelta, Primitive, Vertex},
    pos2,
};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Subpixel positions of a corner. Integers round the same on every machine.
const PARTS: f32 = 256.0;
const HALF_A_PIXEL: i64 = 128;

/// The textures so far. The harness updates its own; a picture works on a copy.
#[derive(Clone, Default)]
pub(super) struct Raster(Rc<RefCell<Textures>>);

#[derive(Default)]
struct Textures {
    known: HashMap<TextureId, ColorImage>,
    /// Freed once the frame that may still use them is drawn.
    leaving: HashSet<TextureId>,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.borrow_mut().take(delta);
    }
}

impl Raster {
    /// A picture of the last frame.
    pub(super) fn picture(&self, ctx: &Context, output: &FullOutput) -> RgbaImage {
        let textures = self.0.borrow();
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(whole(size.x), whole(size.y));
        for job in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &job.primitive else {
                panic!("something is drawn by a callback, which needs a driver of graphics");
            };
            canvas.clip = canvas.area(job.clip_rect, scale);
            canvas.mesh(mesh, &textures.known[&mesh.texture_id], scale);
        }
        RgbaImage::from_raw(canvas.width, canvas.height, canvas.pixels.concat()).unwrap()
    }
}

impl Textures {
    fn take(&mut self, delta: &mut TexturesDelta) {
        for id in self.leaving.drain() {
            self.known.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.change(id, &change);
            }
        }
        self.leaving.extend(delta.free.drain());
    }

    fn change(&mut self, id: TextureId, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        let Some([left, top]) = change.pos else {
            self.known.insert(id, ColorImage::clone(image));
            return;
        };
        let Some(texture) = self.known.get_mut(&id) else {
            return;
        };
        for line in 0..image.height() {
            let from = line * image.width();
            let to = (top + line) * texture.width() + left;
            texture.pixels[to..to + image.width()].copy_from_slice(&image.pixels[from..from + image.width()]);
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the size of a window"
)]
fn whole(length: f32) -> u32 {
    length.round() as u32
}

struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 4]>,
    /// The clip rectangle: left, top, right, bottom.
    clip: [i64; 4],
}

/// A corner of a triangle, in subpixels.
#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
    vertex: Vertex,
}

impl Canvas {
    fn new(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            pixels: vec![[0, 0, 0, 255]; width as usize * height as usize],
            clip: [0; 4],
        }
    }

    /// The pixels of a part of the window.
    #[expect(clippy::cast_possible_truncation, reason = "kept inside the window")]
    fn area(&self, part: Rect, scale: f32) -> [i64; 4] {
        let inside = |place: f32, max: u32| ((place * scale).round() as i64).clamp(0, i64::from(max));
        [
            inside(part.min.x, self.width),
            inside(part.min.y, self.height),
            inside(part.max.x, self.width),
            inside(part.max.y, self.height),
        ]
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, scale: f32) {
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |number: usize| corner(mesh.vertices[corners[number] as usize], scale);
            self.triangle([corner(0), corner(1), corner(2)], texture);
        }
    }

    fn triangle(&mut self, mut corners: [Corner; 3], texture: &ColorImage) {
        let mut area = edge(corners[0], corners[1], corners[2].x, corners[2].y);
        if area < 0 {
            corners.swap(1, 2);
            area = -area;
        }
        if area == 0 {
            return;
        }
        let [first, second, third] = corners;
        let heights = corners.map(|corner| corner.y);
        let top = heights.into_iter().min().unwrap_or_default().div_euclid(256);
        let bottom = heights.into_iter().max().unwrap_or_default().div_euclid(256) + 1;
        let plain = plain(corners, texture);
        for line in top.max(self.clip[1])..bottom.min(self.clip[3]) {
            let y = line * 256 + HALF_A_PIXEL;
            let edges = [(second, third), (third, first), (first, second)];
            let columns = edges
                .into_iter()
                .fold(self.clip[0]..self.clip[2], |columns, (from, to)| {
                    narrowed(columns, from, to, y)
                });
            match plain {
                Some(color) if color[3] >= 255.0 => self.fill(line, columns, color),
                Some(color) => columns.for_each(|column| self.put(line, column, color)),
                None => {
                    for column in columns {
                        let x = column * 256 + HALF_A_PIXEL;
                        let parts = edges.map(|(from, to)| edge(from, to, x, y));
                        self.put(line, column, blended(corners, parts, area, texture));
                    }
                }
            }
        }
    }

    /// Fills a part of a line with one opaque color.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "inside the clip, and colors of eight bits"
    )]
    fn fill(&mut self, line: i64, columns: Range<i64>, color: [f32; 4]) {
        if columns.is_empty() {
            return;
        }
        let start = line as usize * self.width as usize;
        let (from, to) = (start + columns.start as usize, start + columns.end as usize);
        self.pixels[from..to].fill(color.map(|channel| channel.round() as u8));
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "inside the clip, and colors of eight bits"
    )]
    fn put(&mut self, line: i64, column: i64, color: [f32; 4]) {
        let place = line as usize * self.width as usize + column as usize;
        let [red, green, blue, alpha] = color;
        let rest = 1.0 - alpha / 255.0;
        let pixel = &mut self.pixels[place];
        let below = *pixel;
        // Rounded; the cast saturates at the ends.
        pixel[0] = (red + f32::from(below[0]) * rest + 0.5) as u8;
        pixel[1] = (green + f32::from(below[1]) * rest + 0.5) as u8;
        pixel[2] = (blue + f32::from(below[2]) * rest + 0.5) as u8;
        pixel[3] = (alpha + f32::from(below[3]) * rest + 0.5) as u8;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "near the window")]
fn corner(vertex: Vertex, scale: f32) -> Corner {
    let part = |place: f32| (place * scale * PARTS).round().clamp(-1e9, 1e9) as i64;
    Corner {
        x: part(vertex.pos.x),
        y: part(vertex.pos.y),
        vertex,
    }
}

/// Twice the area between an edge and a point; positive on the inner side.
fn edge(from: Corner, to: Corner, x: i64, y: i64) -> i64 {
    (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)
}

/// The columns of a line whose centers are on the inner side of an edge. A pixel on the border of two triangles belongs
/// to one of them.
fn narrowed(columns: Range<i64>, from: Corner, to: Corner, y: i64) -> Range<i64> {
    let least = i64::from(!owns(from, to));
    let start = edge(from, to, HALF_A_PIXEL, y);
    let step = (from.y - to.y) * 256;
    match step {
        0 if start >= least => columns,
        0 => 0..0,
        1.. => columns.start.max(-(start - least).div_euclid(step))..columns.end,
        _ => columns.start..columns.end.min((start - least).div_euclid(-step) + 1),
    }
}

/// Whether pixels on an edge belong to its triangle: those at the top and left do.
fn owns(from: Corner, to: Corner) -> bool {
    to.y < from.y || (to.y == from.y && to.x > from.x)
}

/// The color of the triangle, if it is uniform.
fn plain(corners: [Corner; 3], texture: &ColorImage) -> Option<[f32; 4]> {
    let [first, second, third] = corners.map(|corner| corner.vertex);
    let same =
        first.color == second.color && second.color == third.color && first.uv == second.uv && second.uv == third.uv;
    same.then(|| tinted(channels(first.color), sample(texture, first.uv)))
}

#[expect(clippy::cast_precision_loss, reason = "areas of a window")]
fn blended(corners: [Corner; 3], parts: [i64; 3], area: i64, texture: &ColorImage) -> [f32; 4] {
    let [first, second, third] = corners.map(|corner| corner.vertex);
    let area = area as f32;
    let (one, two, three) = (parts[0] as f32 / area, parts[1] as f32 / area, parts[2] as f32 / area);
    let sum = |a: f32, b: f32, c: f32| a * one + b * two + c * three;
    let uv = pos2(
        sum(first.uv.x, second.uv.x, third.uv.x),
        sum(first.uv.y, second.uv.y, third.uv.y),
    );
    let color = if first.color == second.color && second.color == third.color {
        channels(first.color)
    } else {
        let (a, b, c) = (channels(first.color), channels(second.color), channels(third.color));
        [
            sum(a[0], b[0], c[0]),
            sum(a[1], b[1], c[1]),
            sum(a[2], b[2], c[2]),
            sum(a[3], b[3], c[3]),
        ]
    };
    tinted(color, sample(texture, uv))
}

fn tinted(color: [f32; 4], texel: [f32; 4]) -> [f32; 4] {
    [
        color[0] * (texel[0] / 255.0),
        color[1] * (texel[1] / 255.0),
        color[2] * (texel[2] / 255.0),
        color[3] * (texel[3] / 255.0),
    ]
}

fn channels(color: Color32) -> [f32; 4] {
    let [red, green, blue, alpha] = color.to_array();
    [f32::from(red), f32::from(green), f32::from(blue), f32::from(alpha)]
}

/// The bilinearly filtered color of the texture.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places inside a texture"
)]
fn sample(texture: &ColorImage, uv: Pos2) -> [f32; 4] {
    let [width, height] = texture.size;
    let place = |part: f32, length: usize| {
        let place = (part * length as f32 - 0.5).clamp(0.0, length as f32 - 1.0);
        let first = place.floor();
        (first as usize, (first as usize + 1).min(length - 1), place - first)
    };
    let (left, right, across) = place(uv.x, width);
    let (top, bottom, down) = place(uv.y, height);
    let point = |x: usize, y: usize| texture.pixels[y * width + x];
    let corners = [
        point(left, top),
        point(right, top),
        point(left, bottom),
        point(right, bottom),
    ];
    if corners[0] == corners[1] && corners[0] == corners[2] && corners[0] == corners[3] {
        return channels(corners[0]);
    }
    let [a, b, c, d] = [
        channels(corners[0]),
        channels(corners[1]),
        channels(corners[2]),
        channels(corners[3]),
    ];
    let between = |channel: usize| {
        let upper = a[channel] + (b[channel] - a[channel]) * across;
        let lower = c[channel] + (d[channel] - c[channel]) * across;
        upper + (lower - upper) * down
    };
    [between(0), between(1), between(2), between(3)]
}
