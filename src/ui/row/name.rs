//! The name of a row, over its details or its error.

use eframe::egui::{Align, Rect, Ui};

use localization::text;

use super::{
    lines::{Lines, lower},
    mark::mark,
};
use crate::ui::{
    Scene, Tab,
    columns::Places,
    controls, errors,
    tokens::{self, Palette},
    track, words,
};
use model::{Upload, UploadState, VerifyState};

/// The tooltip of a part of a row.
pub(super) type Hint = (Rect, String);

/// Detail separator.
const SEPARATOR: &str = "  ·  ";

/// The name over the details, over the error and its hint, if there is one. Returns the tooltips of these lines, if
/// something was truncated, and of the mark.
pub(super) fn name(ui: &Ui, scene: &Scene<'_>, upload: &Upload, places: &Places, lines: &Lines) -> [Option<Hint>; 4] {
    let palette = Palette::of(ui);
    let name = upload.source.name();
    let (first, marked) = mark(ui, upload, &name, lines.name(places.name));
    let elided = controls::line(ui, first, &name, tokens::strong_font(), palette.text, Align::Min);
    let path = || upload.source.relative.to_string_lossy().into_owned();
    let above = elided.then(|| (first, path()));
    let end = marked.as_ref().map_or_else(
        || first.left() + controls::width(ui, &name, tokens::strong_font()).min(first.width()),
        |(tag, _)| tag.right(),
    );
    let after = |line: Rect| {
        if lines.is_compact {
            line.with_min_x((end + tokens::GAP_MEDIUM).min(line.right()))
        } else {
            line
        }
    };
    let below = after(lines.second);
    let is_told = !lines.is_compact || (lines.trouble.is_none() && below.width() >= tokens::MIN_DETAILS);
    let elided = is_told && {
        let details = details(ui, scene, upload, places, below).join(SEPARATOR);
        controls::line(ui, below, &details, tokens::small_font(), palette.soft, Align::Min)
    };
    let ends = match &upload.verify {
        VerifyState::Verified(facts) => track::expiring(facts, scene.now),
        _ => None,
    };
    let untold = upload.failure().filter(|_| lines.trouble.is_none());
    let hint = ends.map(words::expiring).or_else(|| elided.then(path));
    let trouble = upload.failure().zip(lines.trouble.map(after)).map(|(failure, place)| {
        let waiting = matches!(upload.state, UploadState::Waiting { .. });
        let color = if waiting { palette.warn } else { palette.bad };
        let words = errors::failure(failure);
        controls::line(ui, place, &words.both(), tokens::small_font(), color, Align::Min);
        (place, words.lines())
    });
    if let Some(place) = places.size {
        controls::line(
            ui,
            if lines.is_long { lines.beside(place) } else { place },
            &words::bytes(upload.source.size),
            tokens::small_font(),
            palette.soft,
            Align::Max,
        );
    }
    date(ui, upload, places, lines);
    // The error that has no line is told first.
    let above = untold
        .map(|failure| (lines.second, errors::failure(failure).lines()))
        .or(above);
    [above, hint.map(|hint| (below, hint)), trouble, marked]
}

/// The day over the time of an upload, if they have a column.
fn date(ui: &Ui, upload: &Upload, places: &Places, lines: &Lines) {
    let (Some(place), Some(at)) = (places.date, upload.uploaded_at) else {
        return;
    };
    let palette = Palette::of(ui);
    let day = words::calendar_day(at.as_millis().div_euclid(1000));
    let first = lines.beside(place);
    let color = if lines.is_compact { palette.soft } else { palette.text };
    controls::line(ui, first, &day, tokens::small_font(), color, Align::Min);
    // A long error goes below the day, and a compact row has one line.
    if !lines.is_long && !lines.is_compact {
        let time = words::time_of_day(at);
        controls::line(ui, lower(place), &time, tokens::small_font(), palette.soft, Align::Min);
    }
}

/// What a row says of a certificate that ends soon under a signature without a verified time.
fn certificate_ends(scene: &Scene<'_>, upload: &Upload) -> Option<String> {
    let VerifyState::Verified(facts) = &upload.verify else {
        return None;
    };
    let ends = track::expiring(facts, scene.now)?;
    let day = words::calendar_day(ends.at);
    Some(if ends.is_over {
        text!("table-certificate-ended", day = day)
    } else {
        text!("table-certificate-ends", day = day)
    })
}

/// Size, notes, time of the upload and folder, unless they have columns.
fn details(ui: &Ui, scene: &Scene<'_>, upload: &Upload, places: &Places, below: Rect) -> Vec<String> {
    let mut details = Vec::new();
    if places.size.is_none() {
        details.push(words::bytes(upload.source.size));
    }
    if track::too_large_to_sign(upload) {
        details.push(words::too_large_to_sign());
    }
    details.extend(certificate_ends(scene, upload));
    if let Some(model::MediaTypeNote::BytesDisagree { .. }) = &upload.content_type_note {
        let content_type = upload.content_type.as_deref().unwrap_or_default();
        details.push(text!("table-sent-as", media = content_type));
    }
    if let Some(at) = upload
        .uploaded_at
        .filter(|_| scene.view.tab == Tab::History && places.date.is_none())
    {
        let moment = words::format_minute(at);
        // The date matters most; the time is added if it fits. The folder or an ellipsis follows.
        let mut with_time = details.clone();
        with_time.extend([moment.clone(), "…".to_owned()]);
        let width = controls::width(ui, &with_time.join(SEPARATOR), tokens::small_font());
        let fits = width <= below.width();
        details.push(if fits { moment } else { words::day(at) });
    }
    let folder = upload.source.folder();
    let parent = || {
        upload
            .source
            .path
            .parent()
            .map(|parent| parent.to_string_lossy().into_owned())
    };
    details.extend(Some(folder).filter(|folder| !folder.is_empty()).or_else(parent));
    details
}
