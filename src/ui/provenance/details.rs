//! The details of a report: edits and activity first, the raw report last.

use eframe::egui::{Button, Label, Role, Ui, WidgetInfo};

use super::{Subject, read::ReadReport};
use crate::ui::{Scene, controls, inspector::listing, shapes::Shape, tokens, track::Tone, words};
use content_credentials::{Action, Assertion, Report, StatusCode, StatusKind};
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

/// Sections that are open by default.
const OPEN: [&str; 1] = ["Edits and activity"];

/// A collapsible section, if it has any content.
fn part(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    name: &'static str,
    count: usize,
    add: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    if count > 0 {
        controls::collapsible(ui, scene, name, Some(count), OPEN.contains(&name), add);
    }
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>, actions: &[Action]) {
    part(ui, scene, "Edits and activity", actions.len(), |ui, _| {
        for action in actions {
            one_action(ui, action);
        }
    });
}

/// An action in plain words, with its details.
pub(super) fn one_action(ui: &mut Ui, action: &Action) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
        ui.add(Label::new(visible_lines(&action.words)).wrap().selectable(true));
        let when = action.when.as_deref().map(words::reported_moment);
        // AI use is stated above for the whole file.
        let details = [&action.source, &action.software, &when, &action.description];
        let details: Vec<_> = details.into_iter().flatten().cloned().collect();
        if !details.is_empty() {
            let details = tokens::small(ui, visible_lines(&details.join("  ·  ")));
            ui.add(Label::new(details).wrap().selectable(true));
        }
    });
}

fn assertions(ui: &mut Ui, scene: &mut Scene<'_>, assertions: &[Assertion]) {
    part(ui, scene, "What the credentials say", assertions.len(), |ui, _| {
        for assertion in assertions {
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
                ui.add(Label::new(&assertion.title).wrap().selectable(true))
                    .on_hover_text(&assertion.label);
                for (name, value) in &assertion.lines {
                    let words = if name.is_empty() {
                        value.clone()
                    } else {
                        format!("{name}: {value}")
                    };
                    ui.add(Label::new(tokens::small(ui, words)).wrap().selectable(true));
                }
            });
        }
    });
}

fn codes(ui: &mut Ui, scene: &mut Scene<'_>, statuses: &[StatusCode]) {
    part(ui, scene, "Checks", statuses.len(), |ui, _| {
        for status in statuses {
            let (shape, tone, kind) = match status.kind {
                StatusKind::Failure => (Shape::Cross, Tone::Bad, "Failed"),
                StatusKind::Informational => (Shape::Dash, Tone::Quiet, "Info"),
                StatusKind::Success => (Shape::Check, Tone::Good, "Passed"),
            };
            // A code without an explanation is shown as it is.
            let words = if status.words.is_empty() {
                status.code.clone()
            } else {
                status.words.clone()
            };
            let of = if status.of_ingredient {
                "an ingredient"
            } else {
                "the file"
            };
            let mut details: Vec<_> = (words != status.code)
                .then(|| status.code.clone())
                .into_iter()
                .collect();
            // The engine's own text helps if we have none, and says why a certificate was revoked.
            let says_more = status.words.is_empty() || status.code.ends_with(".revoked");
            details.extend(status.explanation.clone().filter(|_| says_more));
            if status.of_ingredient {
                details.push("an ingredient".to_owned());
            }
            details.extend(status.place.clone());
            let hover = format!("{kind}, of {of}: {}", status.explanation.as_deref().unwrap_or(&words));
            controls::with_mark(ui, shape, tone, |ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
                let line = ui.add(Label::new(&words).wrap().selectable(true));
                line.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{kind}: {words}")));
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

fn certificates(ui: &mut Ui, scene: &mut Scene<'_>, report: &Report) {
    let certificates = &report.certificates;
    let count = certificates.len();
    part(ui, scene, "Signature and certificates", count, |ui, scene| {
        if let Some(algorithm) = &report.algorithm {
            controls::fact(ui, "Algorithm", algorithm);
        }
        if let Some(library) = &report.library {
            controls::fact(ui, "Made by", library);
        }
        for (place, certificate) in certificates.iter().enumerate() {
            let number = place + 1;
            if count > 1 {
                ui.label(tokens::small(ui, format!("Certificate {number}")));
            }
            for (name, value) in &certificate.facts {
                controls::fact(ui, name, value);
            }
            if let Some(pem) = &certificate.pem {
                controls::copied_value(ui, scene, "PEM", &format!("Copy certificate {number}"), pem);
            }
        }
    });
}

fn raw(ui: &mut Ui, scene: &mut Scene<'_>, read: &ReadReport, name: &str) {
    controls::collapsible(ui, scene, "Raw report", None, false, |ui, scene| {
        ui.horizontal(|ui| {
            controls::copy(ui, scene, "Copy report", &read.pretty);
            if ui.add(Button::new("Save report…")).clicked() {
                scene.save("Save report", &report_name(name), read.pretty.clone().into());
            }
        });
        if read.is_clipped {
            let words = "Only the beginning is read. Copy or save the report to read all of it.";
            ui.add(Label::new(tokens::small(ui, words)).wrap());
        }
        listing(ui, "report", &read.excerpt);
    });
}
