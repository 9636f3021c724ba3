//! Messages that belong to no row: one line above the status line, with details and a dismiss button.

use std::{fmt::Write as _, path::Path};

use eframe::egui::{Align, Frame, Label, Layout, Panel, RichText, ScrollArea, Sense, Ui, vec2};

use super::{
    Scene, bidi,
    commands::Command,
    controls, errors,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::{self, Tone},
    words,
};
use model::{Intent, Notice, NoticeKind, SkipReason, Skipped, UploadedBefore};

/// The current notice.
#[derive(Default)]
pub(crate) struct State {
    /// The notice whose skipped files are shown.
    pub(super) review: Option<u64>,
    text: Option<NoticeText>,
    /// The height of the notice above the status line.
    pub(super) height: f32,
}

/// Closes the review of a dismissed notice.
pub(super) fn follow(scene: &mut Scene<'_>) {
    let notices = &scene.model.notices;
    let review = &mut scene.view.notices.review;
    *review = review.filter(|number| notices.iter().any(|notice| notice.number == *number));
}

/// The text of a notice, cached: a notice may cover a hundred thousand files.
pub(crate) struct NoticeText {
    /// The notice, and its count if it keeps counting.
    of: (u64, usize),
    tone: Tone,
    shape: Shape,
    headline: String,
    more: String,
}

impl NoticeText {
    fn identity(notice: &Notice) -> (u64, usize) {
        let counted = match &notice.kind {
            NoticeKind::SigningSkipped { files } => *files,
            NoticeKind::Added { before, .. } => before.len(),
            _ => 0,
        };
        (notice.number, counted)
    }
}

/// For example "14 skipped: 9 unreadable, 3 over 5 GB, 2 already here".
fn skipped_words(skipped: &[Skipped]) -> String {
    format!("{} skipped: {}", words::count(entries(skipped)), reasons(skipped))
}

/// How many were skipped, including unlisted ones.
pub(super) fn entries(skipped: &[Skipped]) -> usize {
    skipped.iter().map(|entry| entry.reason.entries()).sum()
}

/// For example "9 unreadable, 3 over 5 GB, 2 already here", most frequent first.
pub(super) fn reasons(skipped: &[Skipped]) -> String {
    let mut reasons: Vec<(&'static str, usize)> = Vec::new();
    for entry in skipped {
        let words = entry.reason.words();
        match reasons.iter_mut().find(|(known, _)| *known == words) {
            Some((_, count)) => *count += entry.reason.entries(),
            None => reasons.push((words, entry.reason.entries())),
        }
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut text = String::new();
    for (place, (reason, count)) in reasons.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{} {reason}", words::count(*count));
    }
    text
}

fn text_of(notice: &Notice) -> NoticeText {
    let text = |tone, shape, headline: String, more: &str| NoticeText {
        of: NoticeText::identity(notice),
        tone,
        shape,
        headline,
        more: more.to_owned(),
    };
    match &notice.kind {
        NoticeKind::Added { added, skipped, before } => addition_text(notice, *added, skipped, before.len()),
        NoticeKind::LeftWaiting { server, files } => {
            let wait = if *files == 1 { "file waits" } else { "files wait" };
            let more = "Uploads continue when you switch back: choose it in the menu at the top left.";
            text(
                Tone::Active,
                Shape::Clock,
                format!("{} {wait} at {server}", words::count(*files)),
                more,
            )
        }
        NoticeKind::Restored { unfinished, ended } => {
            let more = match (unfinished, ended) {
                (_, 0) => "They continue automatically.".to_owned(),
                (0, ended) => format!("{} ended. You can retry them.", words::files(*ended)),
                (unfinished, ended) => {
                    format!(
                        "{} continue automatically, {} can be retried.",
                        words::count(*unfinished),
                        words::count(*ended)
                    )
                }
            };
            text(
                Tone::Active,
                Shape::Clock,
                format!("{} restored from the last session", words::files(unfinished + ended)),
                &more,
            )
        }
        NoticeKind::Trouble { headline, hint, said } => {
            let words = errors::told(said.as_deref(), headline, hint);
            text(Tone::Bad, Shape::Alert, words.message, &words.hint)
        }
        NoticeKind::Done { headline, said } => {
            let words = errors::told(said.as_deref(), headline, "");
            text(Tone::Good, Shape::Check, words.message, "")
        }
        NoticeKind::SigningSkipped { files } => text(
            Tone::Warn,
            Shape::Alert,
            format!(
                "{} not signed: {} Content Credentials",
                words::files(*files),
                if *files == 1 { "already has" } else { "already have" }
            ),
            "Signed copies wouldn't contain them. Choose Sign… to sign them as edited copies.",
        ),
        NoticeKind::Verified { uri, verdict } => {
            let (shape, tone) = track::verdict(*verdict);
            text(tone, shape, verdict.name().to_owned(), uri)
        }
    }
}

/// The outcome of adding a batch, on one line.
fn addition_text(notice: &Notice, added: usize, skipped: &[Skipped], before: usize) -> NoticeText {
    let duplicates = skipped.iter().all(|one| matches!(one.reason, SkipReason::Duplicate));
    let (headline, more) = match (added, skipped) {
        (0, []) => ("No files found".to_owned(), "Nothing was added."),
        (0, _) if duplicates => (format!("Nothing added: {} already here", words::are(skipped.len())), ""),
        (0, _) => (format!("Nothing added, {}", skipped_words(skipped)), ""),
        (added, []) => (format!("{} added", words::count(added)), ""),
        (added, _) => (format!("{} added, {}", words::count(added), skipped_words(skipped)), ""),
    };
    let by_setting = skipped.iter().any(|one| one.reason.is_by_setting());
    let again = match before {
        0 if by_setting => "You can include them in Settings, Uploads.".to_owned(),
        0 => more.to_owned(),
        1 => "1 was uploaded before and will be uploaded again; its earlier key is in History.".to_owned(),
        before => format!(
            "{} were uploaded before and will be uploaded again; their earlier keys are in History.",
            words::count(before)
        ),
    };
    // Skipped system files are not worth a warning.
    let is_warning = before > 0 || skipped.is_empty() || skipped.iter().any(|one| one.reason != SkipReason::SystemFile);
    let (tone, shape) = if is_warning {
        (Tone::Warn, Shape::Alert)
    } else {
        (Tone::Active, Shape::Check)
    };
    NoticeText {
        of: NoticeText::identity(notice),
        tone,
        shape,
        headline,
        more: again,
    }
}

/// Shows the newest notice; dismissing it shows the one before.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(notice) = scene.model.notices.last() else {
        scene.view.notices.height = 0.0;
        return;
    };
    let others = scene.model.notices.len() - 1;
    let palette = Palette::of(ui);
    let known = scene
        .view
        .notices
        .text
        .take()
        .filter(|text| text.of == NoticeText::identity(notice));
    let words = known.unwrap_or_else(|| text_of(notice));
    let wash = match words.tone {
        Tone::Warn => palette.warn_wash,
        Tone::Bad => palette.bad_wash,
        Tone::Good => palette.good_wash,
        Tone::Active => palette.accent_wash,
        Tone::Quiet => palette.hover,
    };
    let frame = Frame::new().fill(wash).inner_margin(tokens::BAND);
    // Below the rows: above, it would move them under the pointer.
    let shown = Panel::bottom("notice")
        .frame(frame)
        .show_separator_line(true)
        .show(ui, |ui| {
            line(ui, scene, notice, &words, others);
            if scene.view.notices.review == Some(notice.number)
                && let NoticeKind::Added { skipped, before, .. } = &notice.kind
            {
                review(ui, skipped, before);
            }
        });
    scene.view.notices.height = shown.response.rect.height();
    scene.view.notices.text = Some(words);
}

fn line(ui: &mut Ui, scene: &mut Scene<'_>, notice: &Notice, text: &NoticeText, others: usize) {
    let palette = Palette::of(ui);
    let text = |ui: &mut Ui, _: &mut Scene<'_>| {
        let (rect, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, tokens::SHAPE), Sense::hover());
        shapes::paint(ui.painter(), rect, text.shape, text.tone.color(palette));
        let mut job = eframe::egui::text::LayoutJob::default();
        tokens::strong(&text.headline).append_to(
            &mut job,
            ui.style(),
            eframe::egui::FontSelection::Default,
            Align::Center,
        );
        if !text.more.is_empty() {
            RichText::new(format!("   {}", text.more))
                .color(palette.soft)
                .append_to(
                    &mut job,
                    ui.style(),
                    eframe::egui::FontSelection::Default,
                    Align::Center,
                );
        }
        ui.add(Label::new(job).truncate());
    };
    controls::line_of_ends(ui, "notice", scene, text, |ui, scene| {
        if reviewed(scene).is_some() {
            let open = scene.view.notices.review == Some(notice.number);
            let button = ui.button(if open { "Hide details" } else { "Review" });
            if button.on_hover_text(Command::Review.tooltip(ui, "")).clicked() {
                review_or_not(scene);
            }
        }
        if others > 0 {
            ui.label(tokens::small(ui, format!("{} more", words::count(others))));
        }
        if controls::icon(ui, Shape::Cross, "Dismiss").clicked() {
            scene.dispatch(Intent::DismissNotice(notice.number));
        }
    });
}

/// The current notice, if its skipped paths can be reviewed.
pub(crate) fn reviewed(scene: &Scene<'_>) -> Option<u64> {
    let notice = scene.model.notices.last()?;
    let NoticeKind::Added { skipped, before, .. } = &notice.kind else {
        return None;
    };
    (!skipped.is_empty() || !before.is_empty()).then_some(notice.number)
}

/// Shows or hides the skipped paths.
pub(crate) fn review_or_not(scene: &mut Scene<'_>) {
    let on_show = scene.view.notices.review;
    scene.view.notices.review = reviewed(scene).filter(|number| on_show != Some(*number));
}

/// The skipped paths with their reasons, and those uploaded before with their earlier keys.
fn review(ui: &mut Ui, skipped: &[Skipped], before: &[UploadedBefore]) {
    let height = tokens::CONTROL;
    ui.spacing_mut().item_spacing.y = 0.0;
    let all = skipped.len() + before.len();
    #[expect(clippy::cast_precision_loss, reason = "a few")]
    let shown = all.min(tokens::REVIEW_ROWS) as f32 * height;
    ScrollArea::vertical()
        .max_height(shown)
        .min_scrolled_height(shown)
        .auto_shrink([false, true])
        .show_rows(ui, height, all, |ui, rows| {
            for place in rows {
                if let Some(entry) = skipped.get(place) {
                    let reason = match &entry.reason {
                        SkipReason::Unreadable(words) => format!("unreadable ({words})"),
                        SkipReason::OtherHost(host) => format!("on another computer ({host})"),
                        SkipReason::OtherScheme(scheme) => format!("not a file address ({scheme})"),
                        reason => reason.words().to_owned(),
                    };
                    reviewed_path(ui, &entry.path, &reason);
                } else if let Some(entry) = place.checked_sub(skipped.len()).and_then(|place| before.get(place)) {
                    reviewed_path(ui, &entry.path, &format!("uploaded before as {}", entry.object.key));
                }
            }
        });
}

fn reviewed_path(ui: &mut Ui, path: &Path, what: &str) {
    controls::line_from_right(ui, |ui| {
        ui.add_space(tokens::GAP);
        ui.label(tokens::small(ui, what));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let path = RichText::new(bidi::visual(&path.to_string_lossy())).font(tokens::mono_font());
            ui.add(Label::new(path).truncate());
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_grouped_and_the_most_frequent_comes_first() {
        let skip = |reason: SkipReason| Skipped {
            path: "/x".into(),
            reason,
        };
        let skipped: Vec<_> = std::iter::once(skip(SkipReason::Duplicate))
            .chain((0..3).map(|number| skip(SkipReason::Unreadable(format!("error {number}")))))
            .collect();
        assert_eq!(skipped_words(&skipped), "4 skipped: 3 unreadable, 1 already here");
        let folder = [
            skip(SkipReason::Hidden),
            skip(SkipReason::SystemFile),
            skip(SkipReason::SystemFile),
            skip(SkipReason::LinkOutside),
            skip(SkipReason::ProtectedData { named: false }),
        ];
        assert_eq!(
            skipped_words(&folder),
            "5 skipped: 2 left by the system, 1 hidden, 1 linked to outside the folder, 1 Que Uploader's own data"
        );
        let many = [skip(SkipReason::NotAPath), skip(SkipReason::TooMany(1200))];
        assert_eq!(
            skipped_words(&many),
            "1,201 skipped: 1,200 too many to be listed, 1 not a path"
        );
    }
}
