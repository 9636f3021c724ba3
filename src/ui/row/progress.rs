//! The steps of a row, and the progress bar below them.

use eframe::egui::{Align, Rect, Ui, pos2, vec2};

use localization::text;

use super::{
    key::{self, key},
    lines::{Below, Lines, lower, upper},
};
use crate::ui::{
    Scene,
    columns::{Columns, Places},
    controls, shapes,
    tokens::{self, Palette},
    track, words,
};
use model::{Timestamp, Upload, UploadState};

/// The three steps; below them the progress bar, or the key if it has no column.
pub(super) fn progress(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    upload: &Upload,
    places: &Places,
    columns: &Columns,
    (below, lines): (Below, &Lines),
    stop: bool,
) {
    if lines.is_compact {
        return compact(ui, scene, upload, places, columns, below, stop);
    }
    let line = if lines.is_long {
        lines.beside(places.track)
    } else if below == Below::Nothing {
        places.track
    } else {
        upper(places.track)
    };
    steps(ui, scene, upload, columns, line);
    match below {
        Below::Nothing => {}
        Below::Bar => bar(ui, upload, scene.now, lower(places.track)),
        Below::Key => key(ui, scene, upload, lower(places.track), stop),
    }
}

/// In one line: the bar in place of the steps, or a button that copies the key after them.
fn compact(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    upload: &Upload,
    places: &Places,
    columns: &Columns,
    below: Below,
    stop: bool,
) {
    let line = places.track;
    match below {
        Below::Bar if matches!(upload.state, UploadState::Uploading { .. }) => bar(ui, upload, scene.now, line),
        Below::Key => {
            let button = line.with_min_x(line.right() - tokens::CONTROL);
            // The last word reaches a bit beyond its place.
            let rest = line.with_max_x(button.left() - tokens::GAP_MEDIUM - tokens::GAP_SMALL);
            steps(ui, scene, upload, columns, rest);
            key::copy_button(ui, scene, upload, button, stop);
        }
        Below::Bar | Below::Nothing => steps(ui, scene, upload, columns, line),
    }
}

fn steps(ui: &Ui, scene: &Scene<'_>, upload: &Upload, columns: &Columns, line: Rect) {
    let marks = track::steps(upload, scene.now);
    // Compact rows without a column for the key have the button that copies it in this line.
    let is_short = scene.model.settings.compact && columns.key.is_none();
    if columns.track < tokens::TRACK || is_short {
        track::paint_compact(ui, line, &marks);
    } else {
        track::paint(ui, line, &marks);
    }
}

fn bar(ui: &Ui, upload: &Upload, now: Timestamp, place: Rect) {
    let palette = Palette::of(ui);
    let size = upload.source.size;
    let percent = words::percent(upload.bytes_done(), size);
    let mut choices = vec![percent.clone()];
    if let Some(idle) = words::stalled(upload, now) {
        choices.push(format!("{percent}  ·  {idle}"));
    } else if let UploadState::Uploading { sent, rate, .. } = &upload.state
        && let Some(speed) = rate.bytes_per_second()
    {
        let speed = words::rate(speed);
        choices.push(format!("{percent}  ·  {speed}"));
        if let Some(left) = rate.seconds_for(size.saturating_sub(*sent)) {
            let left = text!("table-progress-left", time = words::seconds(left));
            choices.push(format!("{percent}  ·  {left}"));
            choices.push(format!("{percent}  ·  {speed}  ·  {left}"));
        }
    }
    let width = (place.width() * tokens::TRACK_BAR)
        .max(tokens::MIN_BAR_WIDTH)
        .min(place.width());
    let bar = Rect::from_min_size(
        pos2(place.left(), place.center().y - tokens::BAR / 2.0),
        vec2(width, tokens::BAR),
    );
    #[expect(clippy::cast_precision_loss, reason = "a part of a bar")]
    let part = if size == 0 {
        1.0
    } else {
        upload.bytes_done() as f32 / size as f32
    };
    shapes::bar(ui.painter(), bar, part, palette.hairline, palette.accent);
    let text = Rect::from_min_max(pos2(bar.right() + tokens::GAP, place.top()), place.max);
    // The longest text that fits.
    let fits = |words: &&String| {
        ui.painter()
            .layout_no_wrap((*words).clone(), tokens::small_font(), palette.soft)
            .size()
            .x
            <= text.width()
    };
    let words = choices.iter().rev().find(fits).unwrap_or(&percent);
    controls::line(ui, text, words, tokens::small_font(), palette.soft, Align::Min);
}
