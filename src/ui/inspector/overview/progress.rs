//! The times of the upload, its phases and its attempts.

use eframe::egui::{Label, Ui};

use crate::ui::{Scene, controls, shapes::Shape, states, tokens, track::Tone, words};
use localization::text;
use model::{Attempt, Outcome, Upload};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    controls::heading(ui, &text!("inspector-times"));
    controls::fact(
        ui,
        &text!("inspector-time-added"),
        &words::format_second(upload.added_at),
    );
    if let Some(uploaded) = upload.uploaded_at {
        controls::fact(ui, &text!("inspector-time-uploaded"), &words::format_second(uploaded));
    }
    let Some(details) = scene.details(upload) else { return };
    let timings = details.timings(upload);
    for (name, time) in [
        ("inspector-time-queued", timings.queued),
        ("inspector-time-presign", timings.presign),
        ("inspector-time-upload", timings.put),
        ("inspector-time-total", timings.total),
    ] {
        if let Some(time) = time {
            controls::fact(ui, &text!(name), &words::elapsed(time));
        }
    }
    if let Some(rate) = timings.rate {
        controls::fact(ui, &text!("inspector-rate"), &words::rate(rate));
    }
    let attempts = &details.attempts;
    if attempts.is_empty() {
        return;
    }
    ui.add_space(tokens::GAP_SMALL);
    let (name, count) = (text!("inspector-attempts"), Some(attempts.len()));
    controls::collapsible(ui, scene, "attempts", &name, count, false, |ui, scene| {
        for (place, attempt) in attempts.iter().enumerate() {
            one(ui, scene, attempt, place + 1);
        }
    });
}

fn one(ui: &mut Ui, scene: &mut Scene<'_>, attempt: &Attempt, number: usize) {
    let (shape, tone) = match attempt.outcome {
        Outcome::Running => (Shape::Dots, Tone::Active),
        Outcome::Stored => (Shape::Check, Tone::Good),
        Outcome::Refused => (Shape::Cross, Tone::Bad),
        Outcome::Unknown => (Shape::Question, Tone::Warn),
    };
    let outcome = states::attempt(attempt.outcome);
    let words = text!("inspector-attempt-outcome", number = number, outcome = outcome);
    controls::message(ui, tone, shape, words);
    let mut times = vec![words::format_second(attempt.started_at)];
    if let Some(ended) = attempt.ended_at {
        times.push(words::elapsed(attempt.started_at.until(ended)));
    }
    ui.add(Label::new(tokens::small(ui, times.join("  ·  "))).wrap());
    let copy = text!("inspector-attempt-copy", number = number);
    controls::copied_value(ui, scene, &text!("inspector-attempt-key"), &copy, &attempt.object.key);
}
