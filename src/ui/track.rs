//! The three steps of a file, Upload → Sign → Verify, as labels and icons.

use eframe::egui::{Align, Rect, Ui, pos2, vec2};

use super::{
    controls,
    shapes::{self, Shape},
    states,
    tokens::{self, Palette},
    words,
};
use content_credentials::{Expiring, MAX_SIGNED_BYTES};
use localization::text;
use model::{SignState, Status, Timestamp, Upload, UploadState, Verdict, VerifiedFacts, VerifyState};

/// The meaning of a color, which the palette defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing happened yet.
    Quiet,
    /// In progress.
    Active,
    /// Success.
    Good,
    /// Waits, or needs attention.
    Warn,
    /// Failed.
    Bad,
}

impl Tone {
    /// Its color.
    pub(crate) const fn color(self, palette: &Palette) -> eframe::egui::Color32 {
        match self {
            Self::Quiet => palette.soft,
            Self::Active => palette.accent,
            Self::Good => palette.good,
            Self::Warn => palette.warn,
            Self::Bad => palette.bad,
        }
    }
}

/// One step as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) shape: Shape,
    pub(crate) word: String,
    pub(crate) tone: Tone,
}

fn mark(shape: Shape, word: String, tone: Tone) -> Mark {
    Mark { shape, word, tone }
}

/// Whether the type is known and cannot be signed.
pub(crate) fn upload_only(upload: &Upload) -> bool {
    upload.signed.is_none() && upload.check_signable().is_err()
}

/// Known as soon as the file is added, so it is shown before the upload.
pub(crate) fn too_large_to_sign(upload: &Upload) -> bool {
    upload.source.size > MAX_SIGNED_BYTES && upload.signed.is_none()
}

/// The three steps of an upload.
pub(crate) fn steps(upload: &Upload, now: Timestamp) -> [Mark; 3] {
    let (shape, tone) = match &upload.state {
        UploadState::Queued => (Shape::Ring, Tone::Quiet),
        UploadState::Preparing | UploadState::Finishing => (Shape::Dots, Tone::Active),
        UploadState::Uploading { .. } => (Shape::Up, Tone::Active),
        UploadState::Waiting { .. } => (Shape::Clock, Tone::Warn),
        UploadState::Paused => (Shape::Pause, Tone::Warn),
        UploadState::Uploaded => (Shape::Check, Tone::Good),
        UploadState::Failed(_) => (Shape::Cross, Tone::Bad),
        UploadState::Canceling => (Shape::Dots, Tone::Quiet),
        UploadState::Canceled => (Shape::Dash, Tone::Quiet),
    };
    let first = mark(shape, states::upload_step(&upload.state, now), tone);
    let upload_only = upload_only(upload);
    let (shape, tone) = match &upload.sign {
        SignState::NotAsked if upload_only => (Shape::Dash, Tone::Quiet),
        SignState::NotAsked => (Shape::Ring, Tone::Quiet),
        SignState::Signing => (Shape::Dots, Tone::Active),
        SignState::Signed => (Shape::Check, Tone::Good),
        SignState::Failed(_) => (Shape::Cross, Tone::Bad),
    };
    let second = mark(shape, states::sign_step(&upload.sign, upload_only), tone);
    let (shape, tone) = match &upload.verify {
        VerifyState::NotAsked if upload_only => (Shape::Dash, Tone::Quiet),
        VerifyState::NotAsked => (Shape::Ring, Tone::Quiet),
        VerifyState::Verifying(_) => (Shape::Dots, Tone::Active),
        VerifyState::Verified(facts) if expiring(facts, now).is_some() => EXPIRING,
        VerifyState::Verified(facts) => found(facts),
        VerifyState::Failed(..) => (Shape::Cross, Tone::Bad),
    };
    let third = mark(shape, states::verify_step(&upload.verify, upload_only), tone);
    [first, second, third]
}

/// The icon and tone of a signature whose certificate ends soon and that has no verified time.
pub(crate) const EXPIRING: (Shape, Tone) = (Shape::Clock, Tone::Warn);

/// Whether a row's certificate ends soon, with no verified time. A row without a summary would have to read its report on each
/// frame, so it says nothing.
pub(crate) fn expiring(facts: &VerifiedFacts, now: Timestamp) -> Option<Expiring> {
    facts.brief.as_ref()?;
    facts.expiring(now)
}

/// The icon and tone of a verdict. Only invalid files are red.
pub(crate) const fn verdict(verdict: Verdict) -> (Shape, Tone) {
    match verdict {
        Verdict::Trusted => (Shape::Check, Tone::Good),
        // A check mark would say that all is fine.
        Verdict::Valid => (Shape::Question, Tone::Active),
        Verdict::Invalid => (Shape::Cross, Tone::Bad),
        Verdict::Unconfirmed => (Shape::Question, Tone::Warn),
        Verdict::None | Verdict::Remote | Verdict::Unsupported => (Shape::Dash, Tone::Quiet),
        Verdict::Unknown => (Shape::Question, Tone::Quiet),
    }
}

/// Like `verdict`, for a verified object: a signed copy without credentials is not what it should be.
pub(crate) fn found(facts: &VerifiedFacts) -> (Shape, Tone) {
    if facts.lost_credentials() {
        (Shape::Alert, Tone::Warn)
    } else {
        verdict(facts.verdict)
    }
}

/// Where the three steps begin: in columns, moved left as far as the last one needs. `widths` are those of icons and
/// labels.
fn starts(widths: [f32; 3], room: f32) -> [f32; 3] {
    let [first, second, third] = widths;
    let [_, column, last_column] = tokens::TRACK_STEPS;
    // A long label, such as a wait of minutes, moves those after it.
    let packed = [first + tokens::GAP, first + second + 2.0 * tokens::GAP];
    let usual = column.max(packed[0]);
    let last = last_column
        .max(usual + second + tokens::GAP)
        .min(room - third)
        .max(packed[1]);
    [0.0, usual.min(last - tokens::GAP - second), last]
}

/// Paints the track with all labels into a rectangle of the track's width.
pub(crate) fn paint(ui: &Ui, rect: Rect, marks: &[Mark; 3]) {
    let palette = Palette::of(ui);
    let before_word = tokens::SHAPE + tokens::GAP_SMALL + 1.0;
    let words = marks.each_ref().map(|mark| {
        let color = mark.tone.color(palette);
        ui.painter()
            .layout_no_wrap(mark.word.clone(), tokens::small_font(), color)
    });
    let widths = words.each_ref().map(|word| before_word + word.size().x);
    let mut lines = Vec::new();
    for ((mark, word), start) in marks.iter().zip(words).zip(starts(widths, rect.width())) {
        let x = rect.left() + start;
        if mark.word.is_empty() {
            continue;
        }
        if let Some((from, done)) = lines.last().copied() {
            connect(ui, from, x - tokens::GAP_SMALL, rect.center().y, done);
        }
        let color = mark.tone.color(palette);
        let square = Rect::from_center_size(
            pos2(x + tokens::SHAPE / 2.0, rect.center().y),
            vec2(tokens::SHAPE, tokens::SHAPE),
        );
        shapes::paint(ui.painter(), square.shrink(1.0), mark.shape, color);
        // A verdict can be longer than the column: it is truncated, and the row's accessible name has all of it.
        let left = x + before_word;
        let room = rect.with_min_x(left).with_max_x(rect.right().max(left));
        let end = left + word.size().x.min(room.width());
        if word.size().x > room.width() + 0.5 {
            controls::line(ui, room, &mark.word, tokens::small_font(), color, Align::Min);
        } else {
            let at = pos2(left, rect.center().y - word.size().y / 2.0);
            ui.painter().galley(at, word, color);
        }
        let ends = mark.shape == Shape::Dash;
        lines.push((
            if ends { f32::INFINITY } else { end + tokens::GAP_SMALL },
            mark.tone == Tone::Good,
        ));
    }
}

fn connect(ui: &Ui, from: f32, to: f32, y: f32, done: bool) {
    let palette = Palette::of(ui);
    if to - from >= tokens::GAP_SMALL {
        let color = if done { palette.good } else { palette.outline };
        ui.painter().hline(from..=to, y, tokens::hairline(color));
    }
}

/// The width of a column for the compact track: the words of the longest steps may need more than those of English.
pub(crate) fn compact_width(ui: &Ui) -> f32 {
    let longest_wait = text!("states-waiting-for", time = words::seconds(59 * 60));
    let widths = [states::status(Status::Uploading), longest_wait].map(|word| {
        // A word reaches a bit beyond its place.
        controls::width(ui, &word, tokens::small_font()) - tokens::GAP_SMALL
    });
    let needed = COMPACT_WORD + widths.into_iter().fold(0.0, f32::max);
    let most = tokens::TRACK_COMPACT + tokens::TRACK_COMPACT_MORE;
    needed.ceil().clamp(tokens::TRACK_COMPACT, most)
}

/// Where the label of a compact track begins.
const COMPACT_WORD: f32 = tokens::TRACK_COMPACT_STEP * 2.0 + tokens::SHAPE + tokens::GAP;

/// Paints the track as three icons and the label of the current step.
pub(crate) fn paint_compact(ui: &Ui, rect: Rect, marks: &[Mark; 3]) {
    let palette = Palette::of(ui);
    // Later steps have no label before the upload is done.
    let said = |mark: &Mark| mark.shape != Shape::Ring && !mark.word.is_empty();
    let uploaded = marks.first().is_some_and(|mark| mark.tone == Tone::Good);
    let now = if uploaded {
        marks.iter().rposition(said).unwrap_or(0)
    } else {
        0
    };
    let mut x = rect.left();
    for (place, mark) in marks.iter().enumerate() {
        let color = mark.tone.color(palette);
        let square = Rect::from_center_size(
            pos2(x + tokens::SHAPE / 2.0, rect.center().y),
            vec2(tokens::SHAPE, tokens::SHAPE),
        );
        shapes::paint(ui.painter(), square.shrink(1.0), mark.shape, color);
        if place < 2 {
            connect(
                ui,
                square.right() + tokens::TRACK_LINE,
                x + tokens::TRACK_COMPACT_STEP - tokens::TRACK_LINE,
                rect.center().y,
                mark.tone == Tone::Good,
            );
            x += tokens::TRACK_COMPACT_STEP;
        }
    }
    if let Some(mark) = marks.get(now) {
        let end = rect.right() + tokens::GAP_MEDIUM;
        let word = rect.with_min_x(rect.left() + COMPACT_WORD).with_max_x(end);
        let color = mark.tone.color(palette);
        controls::line(ui, word, &mark.word, tokens::small_font(), color, Align::Min);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_in_columns_and_make_room_for_a_long_verdict() {
        let columns = tokens::TRACK_STEPS;
        assert_eq!(starts([80.0, 60.0, 60.0], tokens::TRACK), columns);
        let [first, second, last] = starts([80.0, 60.0, 120.0], tokens::TRACK);
        assert_eq!(
            (first, last + 120.0),
            (0.0, tokens::TRACK),
            "it ends where the track ends"
        );
        assert!(second + 60.0 + tokens::GAP <= last && second >= 80.0 + tokens::GAP);
        // A label longer than the track starts as early as it can.
        let packed = starts([80.0, 60.0, 500.0], tokens::TRACK);
        assert_eq!(packed, [0.0, 80.0 + tokens::GAP, 140.0 + 2.0 * tokens::GAP]);
        // A long first step moves those after it.
        let [_, second, last] = starts([150.0, 60.0, 20.0], tokens::TRACK);
        assert_eq!((second, last), (150.0 + tokens::GAP, 210.0 + 2.0 * tokens::GAP));
    }
}
