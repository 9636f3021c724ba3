//! Verification results of several selected files: counts by verdict, and the files that need attention.

use eframe::egui::{Align, Button, CursorIcon, Label, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::ui::{
    Scene, TextSource,
    commands::Command,
    controls, errors,
    findings::{Finding, FindingFilter},
    results::{self, ResultRow},
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
    words,
};
use localization::text;
use model::export::{results_csv, results_name};
use model::{Timestamp, Upload, VerifyState};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let all = scene.view.findings().listed(FindingFilter::All);
    if all == 0 {
        return;
    }
    ui.add_space(tokens::GAP_LARGE);
    controls::heading(ui, &text!("inspector-results"));
    if scene.unread() > 0 {
        ui.add(Label::new(tokens::small(ui, text!("inspector-results-loaded"))).wrap());
    }
    filters(ui, scene, all);
    ui.horizontal_wrapped(|ui| {
        Command::ShowResults.button(ui, scene, &text!("inspector-results-table-hint"));
        save_button(ui, scene);
    });
    let filter = scene.view.finding_filter();
    let listed = scene.view.findings().listed(filter);
    if listed == 0 {
        controls::message(ui, Tone::Good, Shape::Check, text!("inspector-results-none-left"));
        return;
    }
    if scene.view.findings().listed(FindingFilter::Attention) == 0 {
        controls::message(ui, Tone::Good, Shape::Check, text!("inspector-results-no-problems"));
    }
    list(ui, scene, filter, listed);
}

/// The button that saves the listed results.
pub(crate) fn save_button(ui: &mut Ui, scene: &mut Scene<'_>) {
    Command::SaveResults.button(ui, scene, &text!("inspector-results-save-hint"));
}

/// The filter for the results, with counts.
pub(crate) fn filters(ui: &mut Ui, scene: &mut Scene<'_>, all: usize) {
    let findings = scene.view.findings();
    let attention = findings.listed(FindingFilter::Attention);
    // Without problems, all are listed.
    let mut choices = match attention {
        0 => Vec::new(),
        _ => vec![(
            FindingFilter::Attention,
            text!("inspector-results-attention"),
            attention,
        )],
    };
    choices.push((FindingFilter::All, text!("inspector-results-all"), all));
    choices.extend(
        Finding::ALL
            .into_iter()
            .map(|finding| (FindingFilter::Only(finding), finding.label(), findings.count(finding)))
            .filter(|(.., count)| *count > 0),
    );
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(tokens::GAP_SMALL, tokens::GAP_SMALL);
        for (filter, word, count) in choices {
            let chosen = scene.view.finding_filter() == filter;
            let shown = text!("inspector-results-filter", name = &word, count = count);
            let button = ui.add(Button::new(RichText::new(shown).font(tokens::small_font())).selected(chosen));
            button.widget_info(|| {
                let name = text!("inspector-results-filter-name", name = &word, count = count);
                WidgetInfo::selected(Role::RadioButton, true, chosen, name)
            });
            if button.clicked() {
                scene.view.inspector.results = filter;
            }
        }
    });
}

fn list(ui: &mut Ui, scene: &mut Scene<'_>, filter: FindingFilter, listed: usize) {
    let mut opened = None;
    ScrollArea::vertical()
        .id_salt("verification results")
        .max_height(tokens::LISTING)
        .auto_shrink([false, true])
        .show_rows(ui, tokens::RESULT, listed, |ui, range| {
            let listed = scene.view.findings_mut().list(filter);
            let rows = listed.get(range).unwrap_or_default().to_vec();
            for (finding, id) in rows {
                let Some(upload) = scene.find(id) else { continue };
                if row(ui, upload, finding, scene.now) {
                    opened = Some(id);
                }
            }
            controls::follow_focus(ui);
        });
    if let Some(id) = opened {
        results::open_report(scene, id);
    }
}

/// The verdict, the signer, the file. Returns whether it was clicked.
fn row(ui: &mut Ui, upload: &Upload, finding: Finding, now: Timestamp) -> bool {
    let size = vec2(ui.available_width(), tokens::RESULT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let palette = Palette::of(ui);
    let content = ResultRow::of(upload, finding, now);
    let more = match &upload.verify {
        VerifyState::Verified(_) if content.is_expiring => words::inside(&content.time),
        VerifyState::Verified(_) if content.issuer.is_empty() => String::new(),
        VerifyState::Verified(_) => text!("inspector-results-issuer", issuer = &content.issuer),
        VerifyState::Failed(_, failure) => errors::failure(failure).message,
        VerifyState::NotAsked | VerifyState::Verifying(_) => String::new(),
    };
    let ResultRow {
        name,
        label: word,
        shape,
        tone,
        ..
    } = content;
    response.widget_info(|| {
        let name = text!("inspector-result-name", verdict = &word, name = &name, more = &more);
        WidgetInfo::labeled(Role::Button, true, name)
    });
    if response.hovered() {
        ui.painter().rect_filled(rect, tokens::CORNER, palette.control_hover);
    }
    if response.has_focus() {
        controls::focus_ring(ui, rect);
    }
    let below = if more.is_empty() {
        word
    } else {
        format!("{word}  ·  {more}")
    };
    paint_row(ui, rect, (shape, tone), &name, &below);
    let hover = format!("{name}\n{below}");
    response
        .on_hover_cursor(CursorIcon::PointingHand)
        .on_hover_ui(|ui| {
            ui.add(Label::new(hover).wrap());
        })
        .clicked()
}

/// The icon, then the name over the verdict.
fn paint_row(ui: &Ui, rect: Rect, (shape, tone): (Shape, Tone), name: &str, below: &str) {
    let palette = Palette::of(ui);
    let inner = rect.shrink2(vec2(tokens::GAP_SMALL, tokens::GAP_SMALL));
    let mark = inner.with_max_x(inner.left() + tokens::SHAPE);
    let middle = inner.center().y;
    let square = Rect::from_center_size(mark.with_max_y(middle).center(), vec2(1.0, 1.0) * tokens::SHAPE);
    shapes::paint(ui.painter(), square, shape, tone.color(palette));
    let text = inner.with_min_x(mark.right() + tokens::GAP);
    let (upper, lower) = (text.with_max_y(middle), text.with_min_y(middle));
    controls::line(ui, upper, name, tokens::body_font(), palette.text, Align::Min);
    controls::line(ui, lower, below, tokens::small_font(), palette.soft, Align::Min);
}

/// Saves the listed results as a table. The reports are read after a place was chosen, off this thread.
pub(crate) fn save(scene: &mut Scene<'_>) {
    let filter = scene.view.finding_filter();
    let listed = scene.view.findings_mut().list(filter).to_vec();
    let uploads: Vec<Upload> = listed
        .into_iter()
        .filter_map(|(_, id)| scene.find(id).cloned())
        .collect();
    let name = results_name(scene.now);
    scene.save(
        text!("inspector-save-results-title"),
        &name,
        TextSource::new(move || results_csv(&uploads)),
    );
}
