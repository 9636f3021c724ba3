//! The report of the chosen file, on the right.

use eframe::egui::{Frame, Id, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::words;
use crate::ui::{
    Scene, bidi, controls,
    provenance::{self, Sources, Subject},
    report_words,
    shapes::Shape,
    tokens::{self, Palette},
    track::{self, Tone},
    words as texts,
};
use localization::text;
use model::{CheckResult, CheckRow, Timestamp, Verdict};

/// The report being shown.
#[derive(Default)]
pub(crate) struct State {
    shown: Option<std::sync::Arc<str>>,
    /// How many were shown.
    number: u64,
}

impl State {
    /// Identifies a report. Reading a file again makes another one.
    fn key_of(&mut self, report: &std::sync::Arc<str>) -> Id {
        if !self
            .shown
            .as_ref()
            .is_some_and(|shown| std::sync::Arc::ptr_eq(shown, report))
        {
            self.shown = Some(std::sync::Arc::clone(report));
            self.number += 1;
        }
        Id::unique(("check report", self.number))
    }
}

/// Shows the chosen file, or what to do to see one.
pub(crate) fn inspect(ui: &mut Ui, scene: &mut Scene<'_>) {
    let checks = &scene.model.checks;
    let shown = checks.shown().and_then(|at| checks.rows().get(at));
    let Some(row) = shown else {
        Frame::new().inner_margin(tokens::HEAD).show(ui, |ui| {
            ui.label(RichText::new(text!("check-report")).font(tokens::heading_font()));
            ui.add_space(tokens::GAP);
            let words = text!("check-report-hint");
            ui.add(Label::new(tokens::soft(ui, words)).wrap());
        });
        return;
    };
    head(ui, row);
    let rule = ui.available_rect_before_wrap();
    let hairline = tokens::hairline(Palette::of(ui).hairline);
    ui.painter().hline(rule.x_range(), rule.top(), hairline);
    let result = checks.shown_result();
    ScrollArea::vertical()
        .id_salt(("check report", checks.shown()))
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new().inner_margin(tokens::PAGE).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = tokens::GAP;
                match result.or(row.result.as_ref()) {
                    Some(found) => contents(ui, scene, found, row, result.is_none()),
                    None => reading(ui),
                }
                controls::follow_focus(ui);
            });
        });
}

fn reading(ui: &mut Ui) {
    controls::note(ui, Tone::Active, Shape::Dots, &text!("check-report-reading"), "");
}

/// The file's name.
fn name(row: &CheckRow) -> String {
    row.path.file_name().map_or_else(
        || row.path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn head(ui: &mut Ui, row: &CheckRow) {
    Frame::new().inner_margin(tokens::HEAD).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
        let name = name(row);
        let drawn = RichText::new(bidi::visual(&name)).font(tokens::heading_font());
        let label = ui.add(Label::new(drawn).truncate());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let folder = row.path.parent().map(|folder| folder.display().to_string());
        let words = text!("check-report-folder", folder = folder.unwrap_or_default());
        ui.add(Label::new(tokens::small(ui, words)).truncate());
    });
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>, found: &CheckResult, row: &CheckRow, is_reading: bool) {
    let (Some(report), Some(verdict)) = (&found.report, found.verdict) else {
        let (shape, tone) = mark(found);
        controls::note(
            ui,
            tone,
            shape,
            &words::verdict(found.verdict),
            &report_words::explanation(&found.reason),
        );
        if is_reading && found.verdict.is_some_and(Verdict::has_credentials) {
            reading(ui);
        }
        return;
    };
    let holds = matches!(verdict, Verdict::Trusted | Verdict::Valid);
    let list = found
        .trust_list
        .as_deref()
        .map_or_else(|| text!("check-report-list-none"), words::list);
    let list_name = text!("check-report-list");
    let facts = holds.then_some((list_name.as_str(), list));
    let headline = words::verdict(found.verdict);
    let key = scene.view.check.report.key_of(report);
    let now = scene.now.as_millis().div_euclid(1000);
    let validity = provenance::validity_of(scene, key, report);
    let subject = Subject {
        key,
        name: &name(row),
        content_type: None,
        verdict,
        headline: &headline,
        mark: mark(found),
        explanation: &found.reason,
        expiring: holds.then(|| validity.expiring(now)).flatten(),
        remarks: &[],
        facts: facts.as_slice(),
        report,
        sources: &Sources::of_file(row.path.clone(), None, None),
    };
    provenance::show(ui, scene, &subject, |_, _| {});
}

/// The icon and tone of a result.
pub(crate) fn mark(found: &CheckResult) -> (Shape, Tone) {
    found.verdict.map_or((Shape::Alert, Tone::Warn), track::verdict)
}

/// The verified time, or that there is none.
pub(super) fn time(found: &CheckResult) -> String {
    match (&found.time, found.verdict) {
        // Seconds are in the report.
        (Some(time), _) => {
            let moment = time.parse::<jiff::Timestamp>().map(jiff::Timestamp::as_millisecond);
            moment.map_or_else(
                |_| time.clone(),
                |moment| texts::format_minute(Timestamp::from_millis(moment)),
            )
        }
        (None, Some(Verdict::Trusted | Verdict::Valid)) => text!("check-no-time"),
        (None, _) => String::new(),
    }
}
