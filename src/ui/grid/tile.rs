//! One tile: picture, name, and state.

use eframe::egui::{
    Align, Color32, Image, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    load::SizedTexture,
    pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::place_id;
use crate::ui::{
    Scene, bidi, controls, drag_out, errors,
    pictures::kind,
    row::{self, choose, row_id},
    row_menu,
    shapes::{self, Shape},
    states,
    tokens::{self, Palette},
    track::{self, Tone},
    viewer, words,
};
use model::{Upload, UploadState};

/// Draws the tile at this place.
pub(super) fn show(ui: &Ui, scene: &mut Scene<'_>, place: usize, rect: Rect) {
    match scene.rows().get(place) {
        Some(upload) => of_upload(ui, scene, upload, rect),
        None => not_read(ui, scene, place, rect),
    }
}

fn of_upload(ui: &Ui, scene: &mut Scene<'_>, upload: &Upload, rect: Rect) {
    let stop = row::is_stop(ui, scene, upload.id);
    let sense = if stop { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, row_id(upload.id), drag_out::sense(ui, sense));
    drag_out::follow(scene, upload.id, &response);
    let selected = scene.view.selection().contains(upload.id);
    row::list_item(ui, &response, selected, || words::sentence(upload, scene.now));
    follow(ui, scene, upload, &response);
    ground(ui, rect, selected, response.hovered());
    let picture = rect.with_max_y(rect.top() + tokens::GRID_PICTURE);
    let shown = paint_picture(ui, scene, upload, picture);
    progress(ui, upload, picture);
    if selected {
        frame(ui, shown);
    }
    if response.has_focus() {
        controls::focus_ring(ui, rect.expand(tokens::GAP_SMALL));
    }
    let name = upload.source.name();
    let cut = caption(
        ui,
        scene,
        upload,
        &name,
        rect.with_min_y(picture.bottom() + tokens::GAP_SMALL),
    );
    let failure = upload.failure();
    if response.hovered() && (cut || failure.is_some()) {
        let failure = failure.map(|failure| errors::failure(failure).lines());
        let words = format!("{name}\n{}", failure.unwrap_or_default());
        response.on_hover_text(words.trim().to_owned());
    }
}

/// Clicks and the cursor, as in a row.
fn follow(ui: &Ui, scene: &mut Scene<'_>, upload: &Upload, response: &Response) {
    if scene.view.selection().cursor() == Some(upload.id) {
        scene.view.table.cursor_row = Some(response.rect);
    }
    if response.secondary_clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        row_menu::open(scene, ui.ctx(), upload.id, at);
    }
    if response.gained_focus() {
        scene.view.selection_mut().move_cursor(upload.id);
    }
    if response.double_clicked() {
        choose(scene, upload.id, eframe::egui::Modifiers::NONE);
        viewer::open(scene);
    } else if response.clicked() {
        choose(scene, upload.id, ui.input(|input| input.modifiers));
    }
}

/// The picture, or the icon of its kind. Returns where it is.
fn paint_picture(ui: &Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect) -> Rect {
    let palette = Palette::of(ui);
    let Some(texture) = scene.view.pictures.of(upload) else {
        let square = place.shrink(tokens::GAP_SMALL);
        ui.painter()
            .rect_filled(square, tokens::CORNER_SMALL, palette.control_hover);
        let icon = Rect::from_center_size(square.center(), vec2(tokens::GRID_SHAPE, tokens::GRID_SHAPE));
        shapes::paint(ui.painter(), icon, kind(upload), palette.soft);
        return square;
    };
    let texture: SizedTexture = texture;
    let size = texture.size.max(vec2(1.0, 1.0));
    let scale = (place.width() / size.x).min(place.height() / size.y);
    // A small picture is not blown up.
    let scale = scale.min(1.0);
    let fitted = Rect::from_center_size(place.center(), (size * scale).round());
    // Shows through transparency.
    ui.painter()
        .rect_filled(fitted, tokens::CORNER_SMALL, palette.control_hover);
    Image::from_texture(texture)
        .corner_radius(tokens::CORNER_SMALL)
        .tint(Color32::WHITE)
        .paint_at(ui, fitted);
    let outline = tokens::hairline(palette.faint);
    ui.painter()
        .rect_stroke(fitted, tokens::CORNER_SMALL, outline, StrokeKind::Inside);
    fitted
}

/// A bar over the lower edge of the picture while the file is sent.
fn progress(ui: &Ui, upload: &Upload, picture: Rect) {
    let UploadState::Uploading { sent, .. } = &upload.state else {
        return;
    };
    let palette = Palette::of(ui);
    #[expect(clippy::cast_precision_loss, reason = "a fraction of a bar")]
    let part = *sent as f32 / upload.source.size.max(1) as f32;
    let bar = picture.shrink(tokens::GAP);
    let bar = bar.with_min_y(bar.bottom() - tokens::BAR);
    shapes::bar(ui.painter(), bar, part, palette.panel, palette.accent);
}

/// The name, cut in its middle, over the state. Returns whether the name was cut.
fn caption(ui: &Ui, scene: &Scene<'_>, upload: &Upload, name: &str, place: Rect) -> bool {
    let palette = Palette::of(ui);
    let half = place.top() + tokens::LEADING;
    let first = place.with_max_y(half);
    let drawn = middle_cut(ui, name, first.width());
    let cut = drawn != name;
    controls::line(
        ui,
        first,
        &bidi::visual(&drawn),
        tokens::small_strong_font(),
        palette.text,
        Align::Center,
    );
    let marks = track::steps(upload, scene.now);
    let mark = marks.iter().rev().find(|mark| mark.tone != Tone::Quiet);
    let (shape, tone) = mark.map_or((Shape::Ring, Tone::Quiet), |mark| (mark.shape, mark.tone));
    let word = states::upload(upload);
    let width = controls::width(ui, &word, tokens::small_font()) + tokens::SHAPE + tokens::GAP_SMALL;
    let second = Rect::from_min_max(pos2(place.left(), half), pos2(place.right(), half + tokens::LEADING));
    let left = (second.center().x - width / 2.0).max(second.left());
    let center = pos2(left + tokens::SHAPE / 2.0, second.center().y);
    let square = Rect::from_center_size(center, vec2(tokens::SHAPE, tokens::SHAPE));
    shapes::paint(ui.painter(), square, shape, tone.color(palette));
    let text = second.with_min_x(square.right() + tokens::GAP_SMALL);
    controls::line(ui, text, &word, tokens::small_font(), palette.soft, Align::Min);
    cut
}

/// A name that fits, with an ellipsis in its middle: its end tells photographs of a series apart.
fn middle_cut(ui: &Ui, name: &str, room: f32) -> String {
    let fits = |text: &str| controls::width(ui, text, tokens::small_strong_font()) <= room;
    if fits(name) {
        return name.to_owned();
    }
    let letters: Vec<char> = name.chars().collect();
    let cut = |kept: usize| -> String {
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        let start = letters.iter().take(head);
        let end = letters.iter().skip(letters.len().saturating_sub(tail));
        start.chain(&['…']).chain(end).collect()
    };
    // No name is longer than 255 bytes, and few letters fit.
    let (mut fitting, mut too_many) = (0, letters.len());
    while fitting + 1 < too_many {
        let middle = usize::midpoint(fitting, too_many);
        if fits(&cut(middle)) {
            fitting = middle;
        } else {
            too_many = middle;
        }
    }
    cut(fitting)
}

/// In place of a record that is not loaded, or cannot be read.
fn not_read(ui: &Ui, scene: &mut Scene<'_>, place: usize, rect: Rect) {
    let palette = Palette::of(ui);
    let id = scene.rows().id(place);
    let is_unreadable = row::is_unreadable(scene, place);
    let words = row::unread_words(scene, place);
    let selected = id.is_some_and(|id| scene.view.selection().contains(id));
    let stop = id.is_some_and(|id| row::is_stop(ui, scene, id));
    let sense = if stop { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, id.map_or_else(|| place_id(place), row_id), sense);
    row::list_item(ui, &response, selected, || words.clone());
    ground(ui, rect, selected, response.hovered());
    let picture = rect.with_max_y(rect.top() + tokens::GRID_PICTURE);
    let square = picture.shrink(tokens::GAP_SMALL);
    ui.painter()
        .rect_filled(square, tokens::CORNER_SMALL, palette.control_hover);
    if is_unreadable {
        let icon = Rect::from_center_size(square.center(), vec2(tokens::GRID_SHAPE, tokens::GRID_SHAPE));
        shapes::paint(ui.painter(), icon, Shape::Alert, palette.warn);
        centered(
            ui,
            &words,
            rect.with_min_y(picture.bottom() + tokens::GAP_SMALL),
            palette.warn,
        );
    }
    if selected {
        frame(ui, square);
    }
    if let Some(id) = id {
        row::follow_unread(ui, scene, id, &response);
    }
}

/// The background of a tile.
fn ground(ui: &Ui, rect: Rect, selected: bool, hovered: bool) {
    let palette = Palette::of(ui);
    if selected || hovered {
        let fill = if selected { palette.selected } else { palette.hover };
        ui.painter()
            .rect_filled(rect.expand(tokens::GAP_SMALL), tokens::CORNER, fill);
    }
}

/// The frame of the picture of a selected tile.
fn frame(ui: &Ui, picture: Rect) {
    let stroke = Stroke::new(tokens::MARK, Palette::of(ui).accent);
    ui.painter()
        .rect_stroke(picture, tokens::CORNER_SMALL, stroke, StrokeKind::Outside);
}

/// Words in at most two lines.
fn centered(ui: &Ui, words: &str, place: Rect, color: Color32) {
    let format = TextFormat::simple(tokens::small_font(), color);
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_width = place.width();
    job.wrap.max_rows = 2;
    job.halign = Align::Center;
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(place.center_top(), galley, color);
}
