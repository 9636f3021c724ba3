//! The inspector on the right: details of the selected upload, and what can be done with it.

mod activity;
mod credentials;
mod overview;
mod readings;
mod report;
mod results;
mod summary;

pub(crate) use results::{filters as result_filters, save as save_results, save_button as save_results_button};

use eframe::egui::{Align, Frame, Label, Layout, Margin, Panel, Rect, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::{
    Request, Scene, Tab, TextSource, View, batch, bidi,
    commands::Command,
    controls, egui_margin,
    findings::FindingFilter,
    layout,
    panes::{self, Pane},
    preview,
    provenance::report_name,
    shapes::Shape,
    sign, states, tabs, tokens,
    tokens::Palette,
    whole, words,
};
use content_credentials::bounded_json;
use localization::text;
use model::export::{proof, proof_name};
use model::{Intent, Upload, UploadId, VerifiedFacts, VerifyTarget};

/// The tabs of the inspector.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InspectorTab {
    /// The key, the file, the error.
    #[default]
    Overview,
    /// Signing.
    Credentials,
    /// Verification.
    Report,
}

/// Which upload is inspected, and which tab is open.
#[derive(Default)]
pub(crate) struct State {
    /// The current tab.
    pub(super) tab: InspectorTab,
    /// Whether one of several selected files is inspected instead of their summary.
    pub(super) peek: bool,
    /// The selection revision for which `peek` is valid.
    peeked: u64,
    /// The upload whose details were requested.
    inspected: Option<UploadId>,
    /// The MIME type being typed.
    pub(super) type_draft: Option<(UploadId, String)>,
    /// Whether its field gets the focus.
    pub(super) focus_type: bool,
    /// What the server and this computer found, for the report that is shown.
    pub(super) readings: readings::Cached,
    /// The report that the user chose, if an upload has several.
    pub(super) report_of: Option<(UploadId, VerifyTarget)>,
    /// Which results of several selected files are listed.
    pub(super) results: FindingFilter,
}

/// With several uploads selected, inspects the one under the cursor.
pub(super) fn peek_at_lead(view: &mut View) {
    view.inspector.peeked = view.selection().revision();
    view.inspector.peek = view.selection().len() > 1;
}

/// Requests the details of the inspected file when it changes.
pub(super) fn follow(scene: &mut Scene<'_>) {
    let revision = scene.view.selection().revision();
    if scene.view.inspector.peeked != revision {
        scene.view.inspector.peeked = revision;
        scene.view.inspector.peek = false;
    }
    let looked_at = match scene.view.selection().len() {
        0 => None,
        2.. if !scene.view.inspector.peek => None,
        _ => scene.lead().map(|upload| upload.id),
    };
    if scene.view.inspector.inspected != looked_at {
        scene.view.inspector.inspected = looked_at;
        scene.view.inspector.type_draft = None;
        scene.dispatch(Intent::SelectUpload(looked_at));
    }
}

/// Lays out the inspector while it is open and there are rows. It does not depend on the selection, so a click on a row
/// moves nothing.
pub(crate) fn layout_panel(ui: &mut Ui, scene: &Scene<'_>) -> Option<Rect> {
    if !scene.model.settings.details || (scene.rows().is_empty() && !scene.model.is_queue_loading) {
        return None;
    }
    let palette = Palette::of(ui);
    let (default, least, max) = tokens::INSPECTOR;
    let narrow = ui.available_width() < tokens::NARROW_WINDOW;
    let (default, max) = if narrow {
        (tokens::INSPECTOR_NARROW, tokens::INSPECTOR_NARROW)
    } else {
        (default, max)
    };
    // A wide panel in a wide window keeps its width separately from that of a narrow window.
    let name = if narrow { "inspector narrow" } else { "inspector" };
    let place = Panel::right(name)
        .frame(Frame::new().fill(palette.panel))
        .default_size(default)
        .size_range(least..=max)
        .resizable(!narrow)
        .show(ui, whole)
        .inner;
    layout::name_edge(ui, name);
    place.into()
}

/// Opens what engineers need of the inspected upload.
pub(crate) fn open_technical_details(scene: &mut Scene<'_>) {
    scene.look_at(InspectorTab::Overview);
    scene.view.controls.toggled.insert(overview::TECHNICAL);
}

/// Shows the inspector in its place.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let many = scene.view.selection().len() > 1 && !scene.view.inspector.peek;
    if many {
        summary::show(ui, scene);
        return;
    }
    let Some(upload) = scene.lead() else {
        nothing(ui, scene);
        return;
    };
    let palette = Palette::of(ui);
    head(ui, scene, upload);
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    let rule = ui.available_rect_before_wrap();
    ui.painter()
        .hline(rule.x_range(), rule.top(), tokens::hairline(palette.hairline));
    let signs = scene.view.inspector.tab == InspectorTab::Credentials && credentials::asks(scene, upload);
    // Before a focused control takes the key for a click.
    let keys = signs && !scene.view.has_dialog() && ui.input_mut(|input| input.consume_shortcut(&sign::SIGN_KEYS));
    if !signs {
        let height = ui.available_height();
        return contents(ui, scene, upload, signs, height);
    }
    let above = |ui: &mut Ui, scene: &mut Scene<'_>, height: f32| contents(ui, scene, upload, signs, height);
    // The primary action stays visible however long the form is.
    controls::above_foot(ui, "sign", tokens::INSPECTOR_FOOT, scene, above, |ui, scene| {
        let rule = ui.available_rect_before_wrap();
        ui.painter()
            .hline(rule.x_range(), rule.top(), tokens::hairline(palette.hairline));
        let margin = Margin::symmetric(egui_margin(tokens::EDGE), egui_margin(tokens::GAP));
        Frame::new()
            .inner_margin(margin)
            .show(ui, |ui| credentials::send(ui, scene, upload, keys));
    });
}

/// What scrolls below the tabs of the inspector. `signs`: whether it is the form to sign.
fn contents(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, signs: bool, height: f32) {
    ScrollArea::vertical()
        .id_salt(("inspector", upload.id.number(), scene.view.inspector.tab as u8))
        .max_height(height)
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new().inner_margin(tokens::PAGE).show(ui, |ui| {
                ui.set_width(ui.available_width());
                let started = panes::begin(ui, scene, Pane::Contents);
                match scene.view.inspector.tab {
                    InspectorTab::Overview => {
                        preview::show(ui, scene, upload);
                        overview::show(ui, scene, upload);
                    }
                    InspectorTab::Credentials => credentials::show(ui, scene, upload),
                    InspectorTab::Report => report::show(ui, scene, upload),
                }
                panes::focus_fallback(ui, scene, started, Pane::Inspector);
                // Origin has no default, so it gets the focus first.
                if started
                    && signs
                    && let Some(origin) = controls::choice_id(ui.ctx(), ui.layer_id(), "origin")
                    && ui.ctx().read_response(origin).is_some()
                {
                    ui.memory_mut(|memory| memory.request_focus(origin));
                }
                controls::follow_focus(ui);
            });
        });
}

/// Shown while no row is selected: the batch beside the queue.
fn nothing(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.view.tab == Tab::Queue {
        batch::show(ui, scene, close);
        return;
    }
    Frame::new().inner_margin(tokens::HEAD).show(ui, |ui| {
        controls::line_from_right(ui, |ui| {
            close(ui, scene);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(RichText::new(text!("inspector-nothing-title")).font(tokens::heading_font()));
            });
        });
        ui.add_space(tokens::GAP);
        let all = Command::SelectAll.keys(ui.ctx()).unwrap_or_default();
        let words = text!("inspector-nothing-hint", keys = all);
        ui.add(Label::new(tokens::soft(ui, words)).wrap());
    });
}

/// The button that closes the inspector and keeps the selection.
fn close(ui: &mut Ui, scene: &mut Scene<'_>) {
    let name = text!("inspector-close");
    let hint = Command::HideDetails.tooltip(ui, &name);
    if controls::icon_with_hint(ui, Shape::Cross, &name, &hint).clicked() {
        Command::HideDetails.run(scene, &ui.ctx().clone());
    }
}

/// The file name and the inspector's tabs.
fn head(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    Frame::new().inner_margin(tokens::HEAD).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let name = |ui: &mut Ui, _: &mut Scene<'_>| {
            let name = upload.source.name();
            let drawn = RichText::new(bidi::visual(&name)).font(tokens::heading_font());
            let label = ui.add(Label::new(drawn).truncate());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        };
        controls::line_of_ends(ui, "head", scene, name, |ui, scene| {
            let others = scene.view.selection().len();
            if scene.view.inspector.peek && controls::quiet(ui, &text!("inspector-back", count = others)).clicked() {
                scene.view.inspector.peek = false;
            }
            close(ui, scene);
        });
        let mut details = vec![words::bytes(upload.source.size)];
        details.push(states::upload(upload));
        if let Some(content_type) = &upload.content_type {
            details.push(content_type.clone());
        }
        ui.add(Label::new(tokens::small(ui, details.join("  ·  "))).truncate());
        ui.add_space(tokens::GAP_SMALL);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_LARGE;
            for (tab, word) in [
                (InspectorTab::Overview, text!("inspector-tab-overview")),
                (InspectorTab::Credentials, text!("inspector-tab-credentials")),
                (InspectorTab::Report, text!("inspector-tab-report")),
            ] {
                if tabs::tab(ui, &word, &word, scene.view.inspector.tab == tab, tokens::STATUS_BAR) {
                    scene.view.inspector.tab = tab;
                }
            }
        });
    });
}

/// Pretty-printed JSON; other text is unchanged.
pub(super) fn pretty(text: &str) -> String {
    bounded_json(text).map_or_else(|| text.to_owned(), |value| format!("{value:#}"))
}

/// A long monospace text to read and select.
pub(super) fn listing(ui: &mut Ui, name: &str, text: &str) {
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.sunken)
        .stroke(tokens::hairline(palette.hairline));
    frame
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::CODE)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ScrollArea::both()
                .id_salt(name)
                .max_height(tokens::LISTING)
                .min_scrolled_height(tokens::LISTING)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.add(
                        Label::new(RichText::new(text).font(tokens::mono_font()))
                            .selectable(true)
                            .extend(),
                    );
                });
        });
}

/// Asks where to save the signed copy of the inspected file.
pub(crate) fn save_signed(scene: &mut Scene<'_>) {
    let Some(upload) = scene.lead() else { return };
    scene.requests.push(Request::SaveSigned {
        id: upload.id,
        name: words::signed_name(upload),
        folder: upload.source.path.parent().map(std::path::Path::to_owned),
    });
}

/// Opens the field for the MIME type of the inspected file.
pub(crate) fn set_type(scene: &mut Scene<'_>) {
    let Some(upload) = scene.lead() else { return };
    scene.look_at(InspectorTab::Overview);
    overview::begin_type(scene, upload);
}

/// The newest report on a file.
pub(crate) fn newest_report<'a>(scene: &Scene<'a>, upload: &'a Upload) -> Option<&'a VerifiedFacts> {
    report::verifications(scene, upload).max_by_key(|facts| facts.verified_at)
}

/// Asks where to save the report on the inspected file: the one the user chose, or the newest.
pub(crate) fn save_report(scene: &mut Scene<'_>) {
    let Some(upload) = scene.lead() else { return };
    let wanted = scene.view.inspector.report_of.filter(|(id, _)| *id == upload.id);
    let chosen = report::verifications(scene, upload).find(|facts| wanted == Some((upload.id, facts.target)));
    let Some(facts) = chosen.or_else(|| newest_report(scene, upload)) else {
        return;
    };
    let report = facts.report.clone();
    let text = TextSource::new(move || pretty(&report));
    scene.save(
        text!("inspector-save-report-title"),
        &report_name(&upload.source.name()),
        text,
    );
}

/// Asks where to save everything known about the inspected upload, as one document.
pub(crate) fn save_proof(scene: &mut Scene<'_>) {
    let Some(upload) = scene.lead() else { return };
    let Some(details) = scene.details(upload) else { return };
    let name = proof_name(upload);
    let (upload, details) = (upload.clone(), details.clone());
    let (server, now) = (scene.model.server.clone(), scene.now);
    let text = TextSource::beside(details.kept.clone(), move |beside| {
        proof(&upload, &details, &server, now, beside)
    });
    scene.save(text!("inspector-save-evidence-title"), &name, text);
}
