//! Messages that belong to no row: one line above the status line, with details and a dismiss button.

mod skipped;

use std::path::Path;

use eframe::egui::{Align, Frame, Label, Layout, Panel, RichText, ScrollArea, Sense, Ui, vec2};

use localization::{Language, text};

use super::{
    Scene, bidi,
    commands::Command,
    controls, errors,
    shapes::{self, Shape},
    states,
    tokens::{self, Palette},
    track::{self, Tone},
};
use model::{BulkAction, Intent, Notice, NoticeKind, SkipReason, Skipped, UploadedBefore};

pub(super) use skipped::{by_reason, counted, entries, reason, reasons};

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
    of: Identity,
    tone: Tone,
    shape: Shape,
    headline: String,
    more: String,
}

/// The notice, its count if it keeps counting, and the language.
type Identity = (u64, usize, Language);

impl NoticeText {
    fn identity(notice: &Notice) -> Identity {
        let counted = match &notice.kind {
            NoticeKind::SigningSkipped { files } => *files,
            NoticeKind::Added { before, .. } => before.len(),
            _ => 0,
        };
        (notice.number, counted, localization::current())
    }
}

/// The parts of a list, without an "and".
pub(super) fn joined<Part: AsRef<str>>(parts: impl IntoIterator<Item = Part>) -> String {
    let mut parts = parts.into_iter();
    let first = parts.next().map(|part| part.as_ref().to_owned()).unwrap_or_default();
    parts.fold(first, |first, second| {
        text!("notices-joined", first = first, second = second.as_ref())
    })
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
        NoticeKind::LeftWaiting { server, files } => text(
            Tone::Active,
            Shape::Clock,
            text!("notices-left-waiting", count = *files, server = server),
            &text!("notices-left-waiting-text"),
        ),
        NoticeKind::Restored { unfinished, ended } => text(
            Tone::Active,
            Shape::Clock,
            text!("notices-restored", count = unfinished + ended),
            &match (*unfinished, *ended) {
                (_, 0) => text!("notices-restored-continue"),
                (0, ended) => text!("notices-restored-ended", count = ended),
                (unfinished, ended) => text!("notices-restored-both", count = unfinished, ended = ended),
            },
        ),
        NoticeKind::MaybeSigned(files) => text(
            Tone::Warn,
            Shape::Alert,
            text!("notices-maybe-signed", count = files.len()),
            &text!("notices-maybe-signed-text"),
        ),
        NoticeKind::Unverified(ids) => text(
            Tone::Active,
            Shape::Clock,
            text!("notices-unverified", count = ids.len()),
            &text!("notices-unverified-text"),
        ),
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
            text!("notices-signing-skipped", count = *files),
            &text!("notices-signing-skipped-text"),
        ),
        NoticeKind::Verified { uri, verdict } => {
            let (shape, tone) = track::verdict(*verdict);
            text(tone, shape, states::verdict(*verdict), uri)
        }
    }
}

/// The outcome of adding a batch, on one line.
fn addition_text(notice: &Notice, added: usize, skipped: &[Skipped], before: usize) -> NoticeText {
    let duplicates = skipped.iter().all(|one| matches!(one.reason, SkipReason::Duplicate));
    let (count, reasons) = (entries(skipped), reasons(skipped));
    let headline = match (added, skipped) {
        (0, []) => text!("notices-nothing-found"),
        (0, _) if duplicates => text!("notices-nothing-added-duplicates", count = skipped.len()),
        (0, _) => text!("notices-nothing-added-skipped", count = count, reasons = reasons),
        (added, []) => text!("notices-added", added = added),
        (added, _) => text!("notices-added-skipped", added = added, count = count, reasons = reasons),
    };
    let by_setting = skipped.iter().any(|one| one.reason.is_by_setting());
    let more = match before {
        0 if by_setting => text!("notices-added-by-setting"),
        0 if added == 0 && skipped.is_empty() => text!("notices-nothing-added"),
        0 => String::new(),
        before => text!("notices-added-before", count = before),
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
        more,
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
            if scene.view.notices.review == Some(notice.number) {
                match &notice.kind {
                    NoticeKind::Added { skipped, before, .. } => review(ui, skipped, before),
                    NoticeKind::MaybeSigned(files) => review(ui, &[], files),
                    _ => {}
                }
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
            let button = ui.button(if open {
                text!("notices-review-hide")
            } else {
                text!("notices-review")
            });
            if button.on_hover_text(Command::Review.tooltip(ui, "")).clicked() {
                review_or_not(scene);
            }
        }
        if let NoticeKind::Unverified(ids) = &notice.kind
            && ui.button(text!("commands-verify")).clicked()
        {
            let (ids, action) = (ids.clone(), BulkAction::Verify);
            scene.dispatch(Intent::RunBulkOperation { ids, action });
            scene.dispatch(Intent::DismissNotice(notice.number));
        }
        if others > 0 {
            ui.label(tokens::small(ui, text!("notices-more", count = others)));
        }
        if controls::icon(ui, Shape::Cross, &text!("common-dismiss")).clicked() {
            scene.dispatch(Intent::DismissNotice(notice.number));
        }
    });
}

/// The current notice, if its skipped paths can be reviewed.
pub(crate) fn reviewed(scene: &Scene<'_>) -> Option<u64> {
    let notice = scene.model.notices.last()?;
    let has_files = match &notice.kind {
        NoticeKind::Added { skipped, before, .. } => !skipped.is_empty() || !before.is_empty(),
        NoticeKind::MaybeSigned(_) => true,
        _ => false,
    };
    has_files.then_some(notice.number)
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
                    reviewed_path(ui, &entry.path, &reason(&entry.reason));
                } else if let Some(entry) = place.checked_sub(skipped.len()).and_then(|place| before.get(place)) {
                    reviewed_path(
                        ui,
                        &entry.path,
                        &text!("notices-review-before", key = &entry.object.key),
                    );
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
