//! The status line: overall progress, speed, time left, and the number of rows in each state. A click on a count shows
//! its rows.

use eframe::egui::{CursorIcon, Label, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use localization::text;

use super::{
    Scene, Tab,
    batch::run_in_words,
    controls,
    filter::Show,
    shapes, states,
    tokens::{self, Palette},
    words,
};
use model::{Hold, Model, Status, Timestamp};

/// Overall progress, speed and time left.
pub(crate) fn progress(model: &Model) -> String {
    let totals = model.queue.totals();
    let scanning: usize = model.scanning.values().sum();
    let mut parts = Vec::new();
    if !model.scanning.is_empty() {
        parts.push(text!("status-line-scanning", count = scanning));
    }
    if totals.files > 0 {
        parts.push(text!("status-line-files", done = totals.files_done, all = totals.files));
        if totals.bytes_left() > 0 {
            parts.push(text!(
                "status-line-bytes",
                done = words::bytes(totals.bytes_done),
                all = words::bytes(totals.bytes)
            ));
        } else {
            parts.push(words::bytes(totals.bytes));
        }
        let rate = model.queue.rate();
        if let Some(speed) = rate.bytes_per_second() {
            parts.push(words::rate(speed));
            if let Some(left) = rate.seconds_for(totals.bytes_left()).filter(|left| *left > 0) {
                parts.push(text!("status-line-left", time = words::seconds(left)));
            }
        }
    } else if parts.is_empty() {
        parts.push(text!("status-line-empty"));
    }
    parts.join("  ·  ")
}

/// Why nothing starts although files are pending.
pub(crate) fn hold(model: &Model, now: Timestamp) -> Option<String> {
    if model.settings.paused {
        return (model.queue.totals().pending() > 0).then(|| text!("status-line-paused"));
    }
    match model.hold()? {
        // A banner says it.
        Hold::Offline { .. } => None,
        Hold::NeedsKey { .. } => (model.queue.totals().pending() > 0).then(|| text!("status-line-needs-key")),
        // If nothing waits, a countdown only wastes frames.
        Hold::RateLimited { until, detail } => (model.queue.totals().waits() > 0).then(|| {
            let left = words::seconds(words::countdown(now, *until));
            match detail {
                Some(detail) => text!("status-line-server-wait-detail", time = left, detail = detail),
                None => text!("status-line-server-wait", time = left),
            }
        }),
    }
}

/// A state, its count in words, and whether it needs attention.
type Count = (Show, String, bool);

/// The number of rows in each state, and whether it needs attention, which sorts first. Invalid files were verified,
/// but are not a success.
fn counts(model: &Model) -> Vec<Count> {
    let totals = model.queue.totals();
    let counts = Status::ALL.into_iter().map(|status| match status {
        Status::Verified => (status, totals.count(status) - totals.invalid() - totals.unconfirmed()),
        status => (status, totals.count(status)),
    });
    let counts = counts.filter(|(_, count)| *count > 0).map(|(status, count)| {
        (
            Show::of(status),
            states::status_count(status, count),
            status == Status::Failed,
        )
    });
    let mut all: Vec<_> = counts.collect();
    if totals.invalid() > 0 {
        let words = states::invalid_count(totals.invalid());
        all.push((Show::Invalid, words, true));
    }
    if totals.unconfirmed() > 0 {
        let words = states::unconfirmed_count(totals.unconfirmed());
        all.push((Show::Unconfirmed, words, false));
    }
    all.sort_by_key(|(_, _, needs_somebody)| !*needs_somebody);
    all
}

fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).font(tokens::small_font())
}

/// Divides the counts into those that fit and the rest, which get a common label.
fn fitting(ui: &Ui, mut all: Vec<Count>, mut room: f32) -> (Vec<Count>, Vec<Count>) {
    let width = |text: &str| controls::width(ui, text, tokens::small_font()) + tokens::GAP_LARGE;
    let widths: Vec<_> = all.iter().map(|(_, words, _)| width(words)).collect();
    if widths.iter().sum::<f32>() > room {
        room -= width(&more(all.len()));
    }
    let fits = widths.iter().scan(room, |room, width| {
        *room -= width;
        Some(*room >= 0.0)
    });
    let rest = all.split_off(fits.take_while(|fits| *fits).count());
    (all, rest)
}

fn more(left_out: usize) -> String {
    text!("status-line-more", count = left_out)
}

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let palette = Palette::of(ui);
    let progress = progress(scene.model);
    let run = run_in_words(scene.model);
    let hold = hold(scene.model, scene.now);
    // A long reason must not hide the progress.
    let brief = hold.as_deref().map(|hold| words::elided(hold, tokens::NAME_CHARS));
    let width = |text: &str| controls::width(ui, text, tokens::small_font());
    // Progress comes first, then as many counts as fit.
    let run_width = run.as_deref().map_or(0.0, |run| {
        width(run) + tokens::GAP + tokens::STATUS_PROGRESS + tokens::GAP_LARGE
    });
    let room =
        ui.available_width() - run_width - width(&progress) - brief.as_deref().map_or(0.0, width) - tokens::EDGE * 2.0;
    let (all, rest) = fitting(ui, counts(scene.model), room);
    let left = |ui: &mut Ui, scene: &mut Scene<'_>| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        if let (Some(brief), Some(hold)) = (brief, hold) {
            let label = ui.add(Label::new(small(brief.as_str()).color(palette.warn)).truncate());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &hold));
            if brief != hold {
                label.on_hover_text(hold);
            }
        }
        if let Some(run) = run {
            run_progress(ui, scene.model, &run);
        }
        ui.add(Label::new(small(progress).color(palette.text)).truncate());
    };
    controls::two_ends(ui, "status", scene, left, |ui, scene| {
        ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
        for (show, words, bad) in all {
            count(ui, scene, show, &words, bad);
        }
        if !rest.is_empty() {
            let words: Vec<_> = rest.iter().map(|(_, words, _)| words.as_str()).collect();
            let words = words.join("\n");
            let label = ui.add(Label::new(small(more(rest.len())).color(palette.soft)));
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
            label.on_hover_text(words);
        }
    });
}

/// Signing and verifying: the count, and a bar.
fn run_progress(ui: &mut Ui, model: &Model, words: &str) {
    let palette = Palette::of(ui);
    ui.add(Label::new(small(words).color(palette.text)));
    let steps = model.run().steps();
    #[expect(clippy::cast_precision_loss, reason = "a part of a bar")]
    let part = steps.done as f32 / steps.all.max(1) as f32;
    let (place, _) = ui.allocate_exact_size(vec2(tokens::STATUS_PROGRESS, tokens::BAR), Sense::hover());
    shapes::bar(ui.painter(), place, part, palette.hairline, palette.accent);
}

/// A count. A click shows its rows.
fn count(ui: &mut Ui, scene: &mut Scene<'_>, show: Show, words: &str, bad: bool) {
    let palette = Palette::of(ui);
    let color = if bad { palette.bad } else { palette.soft };
    let count = ui.add(Label::new(small(words).color(color)).sense(Sense::click()));
    count.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    if count.has_focus() {
        controls::focus_ring(ui, count.rect.expand(tokens::GAP_SMALL));
    }
    if count
        .on_hover_text(text!("status-line-show"))
        .on_hover_cursor(CursorIcon::PointingHand)
        .clicked()
    {
        scene.view.tab = Tab::Queue;
        scene.view.queue.row_order.show(show);
    }
}
