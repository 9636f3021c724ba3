//! The contents of a report, from the essentials to expert details.

use super::{shown::ShownReport, validity};
use eframe::egui::{Button, Label, RichText, Role, Ui, WidgetInfo};

use crate::ui::{
    Scene, controls,
    inspector::{listing, report_name},
    shapes::Shape,
    tokens,
    track::{self, Tone},
    words,
};
use content_credentials::{Action, Assertion, Expiring, Ingredient, Report, StatusCode, StatusKind};
use model::{Verdict, VerifiedFacts};

/// The verdict, before everything else.
pub(super) fn verdict(ui: &mut Ui, facts: &VerifiedFacts, sandbox: bool) {
    let (shape, tone) = track::found(facts);
    controls::note(ui, tone, shape, facts.verdict.name(), &facts.explanation);
    if sandbox && facts.verdict == Verdict::Trusted {
        let what = "Signed by the sandbox for practice. No one else trusts it.";
        ui.add(Label::new(tokens::small(ui, what)).wrap());
    }
    if facts.lost_credentials() {
        let what = "This is the signed copy: its Content Credentials should be there. Save the report, and show it to \
                    whoever runs the server.";
        ui.add(Label::new(what).wrap());
    }
}

/// Who, when and with what; then the ingredients; then the rest.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, facts: &VerifiedFacts, shown: &ShownReport, name: &str) {
    let report = &shown.report;
    let has_credentials = facts.verdict.has_credentials();
    if has_credentials {
        signer(ui, scene, report, facts.expiring(scene.now));
    }
    if let Some(address) = &report.reading.remote {
        // Not a link: nothing is fetched from there.
        controls::copied_value(ui, scene, "Credentials stored at", "Copy address", address);
    }
    controls::fact(ui, "Object", words::target(facts.target));
    controls::fact(ui, "Verified", &words::format_minute(facts.verified_at));
    ui.add_space(tokens::GAP_SMALL);
    if has_credentials {
        actions(ui, scene, &report.actions);
        ingredients(ui, scene, report);
        assertions(ui, scene, &report.assertions);
        codes(ui, scene, &report.statuses);
        certificates(ui, scene, report);
    }
    raw(ui, scene, shown, name);
}

/// The same of a file that was read on this computer.
pub(crate) fn show_local(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    verdict: Option<Verdict>,
    shown: &ShownReport,
    name: &str,
) {
    let report = &shown.report;
    if verdict.is_some_and(Verdict::has_credentials) {
        let now = scene.now.as_millis().div_euclid(1000);
        let expiring = matches!(verdict, Some(Verdict::Trusted | Verdict::Valid))
            .then(|| report.reading.validity.expiring(now))
            .flatten();
        signer(ui, scene, report, expiring);
        ui.add_space(tokens::GAP_SMALL);
        actions(ui, scene, &report.actions);
        ingredients(ui, scene, report);
        assertions(ui, scene, &report.assertions);
        codes(ui, scene, &report.statuses);
        certificates(ui, scene, report);
    }
    raw(ui, scene, shown, name);
}

/// Issuer, date, app or device, and AI use.
fn signer(ui: &mut Ui, scene: &mut Scene<'_>, report: &Report, expiring: Option<Expiring>) {
    let reading = &report.reading;
    if let Some(title) = &reading.title {
        controls::long_fact(ui, scene, "Title", title);
    }
    let issuer = reading.issuer.as_deref().unwrap_or("not stated");
    controls::long_fact(ui, scene, "Issued by", issuer);
    if let Some(name) = report
        .common_name
        .as_ref()
        .filter(|name| reading.issuer.as_ref() != Some(*name))
    {
        controls::fact(ui, "Signer", name);
    }
    validity::show(ui, report, expiring);
    controls::fact(ui, "Revocation", report.revocation.as_deref().unwrap_or("not stated"));
    controls::fact(
        ui,
        "App or device",
        reading.generator.as_deref().unwrap_or("not stated"),
    );
    // One color whatever it says: it is not a judgment.
    controls::fact(ui, "AI use", report.ai.words());
}

/// Sections that are open by default.
const OPEN: [&str; 2] = ["Edits and activity", "Ingredients"];

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
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
                ui.add(Label::new(&action.words).wrap().selectable(true));
                let when = action.when.as_deref().map(words::reported_moment);
                // AI use is stated above for the whole file.
                let details = [&action.source, &action.software, &when, &action.description];
                let details: Vec<_> = details.into_iter().flatten().cloned().collect();
                if !details.is_empty() {
                    ui.add(
                        Label::new(tokens::small(ui, details.join("  ·  ")))
                            .wrap()
                            .selectable(true),
                    );
                }
            });
        }
    });
}

fn ingredients(ui: &mut Ui, scene: &mut Scene<'_>, report: &Report) {
    part(ui, scene, "Ingredients", report.ingredients.len(), |ui, _| {
        for ingredient in &report.ingredients {
            one_ingredient(ui, ingredient);
        }
        if report.more_ingredients {
            ui.label(tokens::small(ui, "The raw report below lists the rest."));
        }
    });
}

fn one_ingredient(ui: &mut Ui, ingredient: &Ingredient) {
    #[expect(clippy::cast_precision_loss, reason = "a tree is shown a few levels deep")]
    let indent = ingredient.depth.min(DEEPEST_INDENT) as f32 * tokens::GAP_LARGE;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(indent);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
            let title = ui.add(Label::new(&ingredient.title).wrap().selectable(true));
            let mut details: Vec<String> = Vec::new();
            details.extend(ingredient.relationship.clone());
            details.extend(ingredient.format.clone());
            details.push(match (&ingredient.issuer, ingredient.has_credentials) {
                (Some(issuer), _) => format!("issued by {issuer}"),
                (None, true) => "has Content Credentials".to_owned(),
                (None, false) => "no Content Credentials".to_owned(),
            });
            if ingredient.is_ai {
                details.push("made with generative AI".to_owned());
            }
            if ingredient.is_cut {
                details.push("its own ingredients aren't shown".to_owned());
            }
            let details = details.join("  ·  ");
            title.widget_info(|| {
                let level = ingredient.depth + 1;
                let words = format!("Level {level}: {}, {details}", ingredient.title);
                WidgetInfo::labeled(Role::Label, true, words)
            });
            ui.add(Label::new(tokens::small(ui, details)).wrap().selectable(true));
            if let Some(code) = &ingredient.failure {
                let words = format!("Not valid when added: {code}");
                controls::message(
                    ui,
                    Tone::Warn,
                    Shape::Alert,
                    RichText::new(words).font(tokens::small_font()),
                );
            }
        });
    });
}

/// Deeper ingredients are not indented further: the panel is narrow.
const DEEPEST_INDENT: usize = 6;

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

fn raw(ui: &mut Ui, scene: &mut Scene<'_>, shown: &ShownReport, name: &str) {
    controls::collapsible(ui, scene, "Raw report", None, false, |ui, scene| {
        ui.horizontal(|ui| {
            controls::copy(ui, scene, "Copy report", &shown.pretty);
            if ui.add(Button::new("Save report…")).clicked() {
                scene.save("Save report", &report_name(name), shown.pretty.clone().into());
            }
        });
        if shown.is_clipped {
            let words = "Only the beginning is shown. Copy or save the report to read all of it.";
            ui.add(Label::new(tokens::small(ui, words)).wrap());
        }
        listing(ui, "report", &shown.excerpt);
    });
}
