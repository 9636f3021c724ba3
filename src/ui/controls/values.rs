//! Facts and values, and copying them.

use std::collections::HashSet;

use eframe::egui::{
    self, Align, Button, Context, Frame, Id, Label, Layout, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2,
};

use super::{line, line_from_right};
use crate::ui::{
    Scene, bidi,
    tokens::{self, Palette},
};
use localization::text;

/// What was expanded, collapsed and copied in panels.
#[derive(Default)]
pub(crate) struct State {
    /// Sections that were toggled from their default state.
    pub(in crate::ui) toggled: HashSet<&'static str>,
    /// The long value that is shown in full.
    pub(super) in_full: Option<Id>,
    /// The control that shows "Copied", and until when.
    copied: Option<(Id, f64)>,
}

impl State {
    /// Copies a text and shows "Copied" at this control for a moment.
    pub(crate) fn copy(&mut self, ctx: &Context, control: Id, text: String) {
        ctx.copy_text(text);
        self.copied = Some((control, ctx.input(|input| input.time) + tokens::COPIED_SECONDS));
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(
            tokens::COPIED_SECONDS + tokens::EXPIRY_REPAINT_DELAY,
        ));
    }

    /// Whether this control copied a moment ago.
    pub(crate) fn has_copied(&self, ctx: &Context, control: Id) -> bool {
        self.copied
            .is_some_and(|(copied, until)| copied == control && ctx.input(|input| input.time) < until)
    }
}

/// A copy button that says "Copied" for a moment. `what` is its name for screen readers.
pub(crate) fn copy(ui: &mut Ui, scene: &mut Scene<'_>, what: &str, text: &str) -> Response {
    let control = ui.scope_id().with(("copy", what));
    let copied = scene.view.controls.has_copied(ui.ctx(), control);
    let word = if copied {
        text!("controls-copied")
    } else {
        text!("common-copy")
    };
    let palette = Palette::of(ui);
    let color = if copied { palette.good } else { palette.text };
    let button = Button::new(RichText::new(&word).font(tokens::small_font()).color(color)).min_size(tokens::COPY);
    let response = ui.add(button);
    let name = if copied { word.as_str() } else { what };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.clicked() {
        scene.view.controls.copy(ui.ctx(), control, text.to_owned());
    }
    response
}

/// A monospace value that wraps, with a copy button at the right.
pub(crate) fn copied_value(ui: &mut Ui, scene: &mut Scene<'_>, heading: &str, what: &str, value: &str) {
    let palette = Palette::of(ui);
    line_from_right(ui, |ui| {
        copy(ui, scene, what, value);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(tokens::small(ui, heading)).truncate())
        });
    });
    let frame = Frame::new()
        .fill(palette.sunken)
        .stroke(tokens::hairline(palette.hairline))
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::FIELD);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let color = palette.text;
        capped(ui, scene, what, value, tokens::mono_font(), color);
    });
}

/// A text that wraps. A long one is cut after a few lines, with a link to show all. Returns its label.
fn capped(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    what: &str,
    text: &str,
    font: egui::FontId,
    color: egui::Color32,
) -> Response {
    let id = Id::unique(("all of", what, text));
    let all = scene.view.controls.in_full == Some(id);
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, color, ui.available_width());
    let whole = ui.painter().layout_job(job.clone());
    let is_long = whole.rows.len() > tokens::VALUE_ROWS;
    if is_long && !all {
        job.wrap.max_rows = tokens::VALUE_ROWS;
    }
    let galley = if is_long && !all {
        ui.painter().layout_job(job)
    } else {
        whole
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
        let label = ui.add(Label::new(galley).selectable(true));
        if is_long {
            let (word, name) = match all {
                true => (text!("controls-show-less"), text!("controls-show-less-of", what = what)),
                false => (text!("controls-show-all"), text!("controls-show-all-of", what = what)),
            };
            let link = ui.link(RichText::new(word).font(tokens::small_font()));
            link.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
            if link.clicked() {
                scene.view.controls.in_full = (!all).then_some(id);
            }
        }
        label
    })
    .inner
}

/// The width of a fact's name: that of a column, or more for a longer name, up to half of the room.
fn name_width(ui: &Ui, name: &str) -> f32 {
    let wish = super::width(ui, name, tokens::small_font()) + tokens::GAP;
    tokens::FACT_NAME.max(wish.min(ui.available_width() / 2.0))
}

/// A fact whose value may have any length.
pub(crate) fn long_fact(ui: &mut Ui, scene: &mut Scene<'_>, name: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let height = ui.text_style_height(&egui::TextStyle::Body);
        let (rect, _) = ui.allocate_exact_size(vec2(name_width(ui, name), height), Sense::hover());
        line(ui, rect, name, tokens::small_font(), Palette::of(ui).soft, Align::Min);
        let color = Palette::of(ui).text;
        let label = capped(ui, scene, name, value, tokens::body_font(), color);
        label
            .widget_info(|| WidgetInfo::labeled(Role::Label, true, text!("controls-fact", name = name, value = value)));
    });
}

/// A fact: its name in soft text on the left, its value on the right, wrapping.
pub(crate) fn fact(ui: &mut Ui, name: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let height = ui.text_style_height(&egui::TextStyle::Body);
        let (rect, _) = ui.allocate_exact_size(vec2(name_width(ui, name), height), Sense::hover());
        line(ui, rect, name, tokens::small_font(), Palette::of(ui).soft, Align::Min);
        let label = ui.add(Label::new(bidi::visual(value)).wrap().selectable(true));
        label
            .widget_info(|| WidgetInfo::labeled(Role::Label, true, text!("controls-fact", name = name, value = value)));
    });
}
