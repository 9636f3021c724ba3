//! The verdict with its essentials in one card: who, when, with what, and whether AI was used.

use eframe::egui::{CornerRadius, Frame, Label, Sense, Stroke, Ui, vec2};

use super::{Subject, read::ReadReport, validity};
use crate::ui::{Scene, controls, report_words, shapes, tokens, tokens::Palette, track::Tone};
use content_credentials::{Expiring, Report};
use localization::text;
use que_sdk::text::visible_lines;

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport) {
    let palette = Palette::of(ui);
    let card = Frame::new()
        .fill(palette.raised)
        .stroke(tokens::hairline(palette.hairline))
        .corner_radius(tokens::CORNER);
    card.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(ui.available_width());
        let has_facts = subject.verdict.has_credentials() || !subject.facts.is_empty();
        verdict(ui, subject, has_facts);
        if has_facts {
            Frame::new().inner_margin(tokens::REPORT_CARD).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = tokens::GAP;
                if subject.verdict.has_credentials() {
                    signer(ui, scene, &read.report, subject.expiring);
                }
                for (name, value) in subject.facts {
                    controls::fact(ui, name, value);
                }
            });
        }
    });
}

/// The verdict and its sentence, on the color of the verdict.
fn verdict(ui: &mut Ui, subject: &Subject<'_>, has_facts: bool) {
    let palette = Palette::of(ui);
    let (shape, tone) = subject.mark;
    let wash = match tone {
        Tone::Quiet => palette.hover,
        Tone::Active => palette.accent_wash,
        Tone::Good => palette.good_wash,
        Tone::Warn => palette.warn_wash,
        Tone::Bad => palette.bad_wash,
    };
    let bottom = if has_facts { 0 } else { tokens::RADIUS };
    let corner = CornerRadius {
        sw: bottom,
        se: bottom,
        ..tokens::CORNER
    };
    let head = Frame::new().fill(wash).stroke(Stroke::NONE).corner_radius(corner);
    head.inner_margin(tokens::REPORT_CARD).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP;
            let height = ui.text_style_height(&eframe::egui::TextStyle::Body);
            let (rect, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, height), Sense::hover());
            let square = eframe::egui::Rect::from_center_size(rect.center(), vec2(tokens::SHAPE, tokens::SHAPE));
            shapes::paint(ui.painter(), square, shape, tone.color(palette));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
                let name = tokens::strong(subject.headline).color(tone.color(palette));
                ui.add(Label::new(name).wrap().selectable(true));
                let explanation = report_words::explanation(subject.explanation);
                for text in [explanation.as_str()].iter().chain(subject.remarks) {
                    let text = tokens::soft(ui, visible_lines(text));
                    ui.add(Label::new(text).wrap().selectable(true));
                }
            });
        });
    });
}

/// Issuer, date, app or device, and AI use.
fn signer(ui: &mut Ui, scene: &mut Scene<'_>, report: &Report, expiring: Option<Expiring>) {
    let reading = &report.reading;
    let not_stated = text!("provenance-not-stated");
    let issuer = reading.issuer.as_deref().unwrap_or(&not_stated);
    controls::long_fact(ui, scene, &text!("provenance-issuer"), issuer);
    if let Some(name) = report
        .common_name
        .as_ref()
        .filter(|name| reading.issuer.as_ref() != Some(*name))
    {
        controls::fact(ui, &text!("provenance-signer"), name);
    }
    validity::show(ui, report, expiring);
    let generator = reading.generator.as_deref().unwrap_or(&not_stated);
    controls::fact(ui, &text!("provenance-generator"), generator);
    // One color whatever it says: it is not a judgment.
    controls::fact(ui, &text!("provenance-ai"), &report_words::ai_use(report.ai));
    if let Some(title) = &reading.title {
        controls::long_fact(ui, scene, &text!("provenance-title"), title);
    }
    let revocation = report.revocation.as_ref().map_or(not_stated, report_words::revocation);
    controls::fact(ui, &text!("provenance-revocation"), &revocation);
}
