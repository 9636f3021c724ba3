//! The times of the upload, its phases and its attempts.

use eframe::egui::{Label, Ui};

use crate::ui::{Scene, controls, shapes::Shape, tokens, track::Tone, words};
use model::{Attempt, Outcome, Upload};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    controls::heading(ui, "Times");
    controls::fact(ui, "Added", &words::format_second(upload.added_at));
    if let Some(uploaded) = upload.uploaded_at {
        controls::fact(ui, "Uploaded", &words::format_second(uploaded));
    }
    let Some(details) = scene.details(upload) else { return };
    let timings = details.timings(upload);
    for (name, time) in [
        ("Queued", timings.queued),
        ("Presign", timings.presign),
        ("Upload time", timings.put),
        ("Total", timings.total),
    ] {
        if let Some(time) = time {
            controls::fact(ui, name, &words::elapsed(time));
        }
    }
    if let Some(rate) = timings.rate {
        controls::fact(ui, "Rate", &words::rate(rate));
    }
    let attempts = &details.attempts;
    if attempts.is_empty() {
        return;
    }
    ui.add_space(tokens::GAP_SMALL);
    controls::collapsible(ui, scene, "Attempts", Some(attempts.len()), false, |ui, scene| {
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
    let word = attempt.outcome.word();
    controls::message(ui, tone, shape, format!("{number}. {word}"));
    let mut times = vec![words::format_second(attempt.started_at)];
    if let Some(ended) = attempt.ended_at {
        times.push(words::elapsed(attempt.started_at.until(ended)));
    }
    ui.add(Label::new(tokens::small(ui, times.join("  ·  "))).wrap());
    let copy = format!("Copy key of attempt {number}");
    controls::copied_value(ui, scene, "Key", &copy, &attempt.object.key);
}
