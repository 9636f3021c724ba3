//! The details of a report: edits and activity first, the raw report last.

use eframe::egui::{Button, Label, Role, Ui, WidgetInfo};

use super::{Subject, read::ReadReport};
use crate::ui::{Scene, controls, inspector::listing, report_words, shapes::Shape, tokens, track::Tone, words};
use content_credentials::{Action, Assertion, Report, StatusCode, StatusKind};
use localization::text;
use que_sdk::text::visible_lines;

/// The suggested name for a report.
pub(crate) fn report_name(file: &str) -> String {
    format!("{file}.report.json")
}

/// The rest of the report, from the plain to the raw.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport) {
    let report = &read.report;
    if subject.verdict.has_credentials() {
        actions(ui, scene, &report.actions);
        assertions(ui, scene, &report.assertions);
        codes(ui, scene, &report.statuses);
        certificates(ui, scene, report);
    }
    raw(ui, scene, read, subject.name);
}

/// The section that is open at first.
const ACTIONS: &str = "provenance-actions";

/// A collapsible section, if it has any content. `name` is a message, and the name of its state.
fn part(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    name: &'static str,
    count: usize,
    add: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    if count > 0 {
        controls::collapsible(ui, scene, name, &text!(name), Some(count), name == ACTIONS, add);
    }
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>, actions: &[Action]) {
    part(ui, scene, ACTIONS, actions.len(), |ui, _| {
        for action in actions {
            one_action(ui, action);
        }
    });
}

/// An action in plain words, with its details.
pub(super) fn one_action(ui: &mut Ui, action: &Action) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
        ui.add(
            Label::new(visible_lines(&report_words::action(action)))
                .wrap()
                .selectable(true),
        );
        let when = action.when.as_deref().map(words::reported_moment);
        // AI use is stated above for the whole file.
        let source = action.source.as_ref().map(report_words::source);
        let details = [source, action.software.clone(), when, action.description.clone()];
        let details: Vec<_> = details.into_iter().flatten().collect();
        if !details.is_empty() {
            let details = tokens::small(ui, visible_lines(&details.join("  ·  ")));
            ui.add(Label::new(details).wrap().selectable(true));
        }
    });
}

fn assertions(ui: &mut Ui, scene: &mut Scene<'_>, assertions: &[Assertion]) {
    part(ui, scene, "provenance-assertions", assertions.len(), |ui, _| {
        for assertion in assertions {
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
                ui.add(Label::new(report_words::assertion(assertion)).wrap().selectable(true))
                    .on_hover_text(&assertion.label);
                for (name, value) in &assertion.lines {
                    let (name, value) = (report_words::field_name(name), report_words::field_value(value));
                    let words = if name.is_empty() {
                        value
                    } else {
                        text!("provenance-line", name = name, value = value)
                    };
                    ui.add(Label::new(tokens::small(ui, words)).wrap().selectable(true));
                }
            });
        }
    });
}

fn codes(ui: &mut Ui, scene: &mut Scene<'_>, statuses: &[StatusCode]) {
    part(ui, scene, "provenance-checks", statuses.len(), |ui, _| {
        for status in statuses {
            let (shape, tone) = match status.kind {
                StatusKind::Failure => (Shape::Cross, Tone::Bad),
                StatusKind::Informational => (Shape::Dash, Tone::Quiet),
                StatusKind::Success => (Shape::Check, Tone::Good),
            };
            let words = report_words::status_code(status);
            let mut details: Vec<_> = (words != status.code)
                .then(|| status.code.clone())
                .into_iter()
                .collect();
            // The engine's own text helps if we have none, and says why a certificate was revoked.
            let says_more = status.meaning.is_none() || status.code.ends_with(".revoked");
            details.extend(status.explanation.clone().filter(|_| says_more));
            if status.of_ingredient {
                details.push(text!("provenance-check-of-ingredient"));
            }
            details.extend(status.place.clone());
            let hover = check_hint(status, status.explanation.as_deref().unwrap_or(&words));
            controls::with_mark(ui, shape, tone, |ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
                let line = ui.add(Label::new(&words).wrap().selectable(true));
                line.widget_info(|| WidgetInfo::labeled(Role::Label, true, check_name(status.kind, &words)));
                line.on_hover_text(hover);
                ui.add(
                    Label::new(tokens::small(ui, details.join("  ·  ")))
                        .wrap()
                        .selectable(true),
                );
            });
        }
    });
}

/// A check for screen readers.
fn check_name(kind: StatusKind, words: &str) -> String {
    match kind {
        StatusKind::Failure => text!("provenance-check-failed", words = words),
        StatusKind::Informational => text!("provenance-check-info", words = words),
        StatusKind::Success => text!("provenance-check-passed", words = words),
    }
}

/// What a check is about, and its result.
fn check_hint(status: &StatusCode, words: &str) -> String {
    match (status.kind, status.of_ingredient) {
        (StatusKind::Failure, false) => text!("provenance-check-failed-file", words = words),
        (StatusKind::Informational, false) => text!("provenance-check-info-file", words = words),
        (StatusKind::Success, false) => text!("provenance-check-passed-file", words = words),
        (StatusKind::Failure, true) => text!("provenance-check-failed-ingredient", words = words),
        (StatusKind::Informational, true) => text!("provenance-check-info-ingredient", words = words),
        (StatusKind::Success, true) => text!("provenance-check-passed-ingredient", words = words),
    }
}

fn certificates(ui: &mut Ui, scene: &mut Scene<'_>, report: &Report) {
    let certificates = &report.certificates;
    let count = certificates.len();
    part(ui, scene, "provenance-certificates", count, |ui, scene| {
        if let Some(algorithm) = &report.algorithm {
            controls::fact(ui, &text!("provenance-algorithm"), algorithm);
        }
        if let Some(library) = &report.library {
            controls::fact(ui, &text!("provenance-made-by"), library);
        }
        for (place, certificate) in certificates.iter().enumerate() {
            let number = place + 1;
            if count > 1 {
                ui.label(tokens::small(ui, text!("provenance-certificate", number = number)));
            }
            for (field, value) in &certificate.facts {
                controls::fact(ui, &report_words::certificate_field(*field), value);
            }
            if let Some(pem) = &certificate.pem {
                let copy = text!("provenance-certificate-copy", number = number);
                controls::copied_value(ui, scene, "PEM", &copy, pem);
            }
        }
    });
}

fn raw(ui: &mut Ui, scene: &mut Scene<'_>, read: &ReadReport, name: &str) {
    let title = text!("provenance-raw");
    controls::collapsible(ui, scene, "provenance-raw", &title, None, false, |ui, scene| {
        ui.horizontal(|ui| {
            controls::copy(ui, scene, &text!("provenance-report-copy"), &read.pretty);
            if ui.add(Button::new(text!("provenance-report-save"))).clicked() {
                let title = text!("provenance-report-save-title");
                scene.save(title, &report_name(name), read.pretty.clone().into());
            }
        });
        if read.is_clipped {
            ui.add(Label::new(tokens::small(ui, text!("provenance-report-clipped"))).wrap());
        }
        listing(ui, "report", &read.excerpt);
    });
}
