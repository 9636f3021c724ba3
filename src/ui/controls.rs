//! Custom controls: primary button, icon buttons, copy buttons, headings, notes.

mod ends;
mod icons;
mod values;

use std::borrow::Cow;

use eframe::egui::{
    self, Align, Button, Context, CornerRadius, Frame, Id, Label, Rect, Response, RichText, Role, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{
    Scene, bidi,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
};
use que_sdk::text::visible_lines;

pub(crate) use ends::{above_foot, line_from_right, line_of_ends, two_ends};
pub(crate) use icons::{icon, icon_at, icon_sensing, icon_with_hint};
pub(crate) use values::{State, copied_value, copy, fact, long_fact};

/// The primary button of a panel.
pub(crate) fn primary(ui: &mut Ui, text: &str, enabled: bool) -> Response {
    styled(ui, |ui| {
        let palette = Palette::of(ui);
        let widgets = &mut ui.visuals_mut().widgets;
        for (visuals, fill) in [
            (&mut widgets.inactive, palette.fill),
            (&mut widgets.hovered, palette.fill_hover),
            (&mut widgets.active, palette.fill_press),
        ] {
            visuals.weak_bg_fill = fill;
            visuals.bg_stroke = tokens::hairline(fill);
            visuals.fg_stroke.color = palette.on_fill;
        }
        if enabled {
            let words = RichText::new(text).font(tokens::strong_font()).color(palette.on_fill);
            let response = ui.add(Button::new(words));
            if response.has_focus() {
                // The button's own outline has its fill color, so the focus ring is drawn outside.
                focus_ring(ui, response.rect.expand(tokens::AROUND_FOCUS));
            }
            response
        } else {
            let words = RichText::new(text).font(tokens::strong_font()).color(palette.soft);
            // Its colors say it already: faded, the words could not be read.
            ui.visuals_mut().disabled_alpha = 1.0;
            ui.add_enabled(
                false,
                Button::new(words).fill(palette.control_press).stroke(Stroke::NONE),
            )
        }
    })
}

/// Draws with a style of its own. Unlike a scope, which gets what is left of a row, it lets a control begin a new row of a
/// line that wraps.
fn styled<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let before = ui.style().clone();
    let added = add(ui);
    ui.set_style(before);
    added
}

/// A quiet button: no outline until the pointer is over it.
pub(crate) fn quiet(ui: &mut Ui, text: &str) -> Response {
    quiet_sensing(ui, text, Sense::click())
}

/// Like `quiet`, with the focus behavior given by `sense`.
pub(crate) fn quiet_sensing(ui: &mut Ui, text: &str, sense: Sense) -> Response {
    let soft = Palette::of(ui).soft;
    styled(ui, |ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.fg_stroke.color = soft;
        widgets.hovered.bg_stroke = Stroke::NONE;
        ui.add(Button::new(text).frame_when_inactive(false).sense(sense))
    })
}

/// A drop-down list, as wide as the fields around it.
pub(crate) fn choice(ui: &mut Ui, name: &str, label: Id, chosen: &str, add_choices: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = tokens::GAP;
        let shown = egui::ComboBox::from_id_salt(name)
            .width(ui.available_width())
            .height(ui.ctx().content_rect().height() * tokens::CHOICES_PART)
            .truncate()
            .selected_text(chosen)
            .icon(|ui, rect, _, _| {
                let square = Rect::from_center_size(rect.center(), vec2(tokens::SHAPE, tokens::SHAPE));
                shapes::paint(ui.painter(), square, Shape::Chevron, Palette::of(ui).soft);
            })
            .show_ui(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                add_choices(ui);
                end_of_choices(ui)
            });
        let list = shown.response.labelled_by(label);
        if shown.inner == Some(true) {
            list.request_focus();
        }
        let place = choice_place(ui.layer_id(), name);
        ui.ctx().data_mut(|data| data.insert_temp(place, list.id));
    });
}

/// Call at the end of an open list or menu. Closes it when a key activates an entry, which egui does only for clicks.
/// Returns whether the focus should return to the control that opened it.
pub(crate) fn end_of_choices(ui: &mut Ui) -> bool {
    let ctx = ui.ctx();
    let focused = ctx.memory(egui::Memory::focused).and_then(|id| ctx.read_response(id));
    let pressed = focused.is_some_and(|focused| focused.layer_id == ui.layer_id() && focused.clicked());
    if pressed {
        ui.close();
    }
    pressed || ui.input(|input| input.key_pressed(egui::Key::Escape))
}

fn choice_place(layer: egui::LayerId, name: &str) -> Id {
    super::id("choice").with((layer, name))
}

/// The id of the drop-down list drawn under this name in this layer.
pub(crate) fn choice_id(ctx: &Context, layer: egui::LayerId, name: &str) -> Option<Id> {
    ctx.data(|data| data.get_temp(choice_place(layer, name)))
}

/// A checkbox with a visible outline.
pub(crate) fn checkbox(ui: &mut Ui, checked: &mut bool, text: &str) -> Response {
    outlined(ui, |ui| ui.checkbox(checked, text))
}

/// A radio button with a visible outline.
pub(crate) fn radio(ui: &mut Ui, selected: bool, text: impl Into<egui::WidgetText>) -> Response {
    outlined(ui, |ui| ui.radio(selected, text.into()))
}

fn outlined(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    styled(ui, |ui| {
        let outline = tokens::hairline(Palette::of(ui).soft);
        ui.visuals_mut().widgets.inactive.bg_stroke = outline;
        add(ui)
    })
}

/// The focus ring.
pub(crate) fn focus_ring(ui: &Ui, rect: Rect) {
    let stroke = tokens::focus(Palette::of(ui).accent);
    ui.painter()
        .rect_stroke(rect.shrink(1.0), tokens::CORNER, stroke, StrokeKind::Inside);
}

/// The heading of a section.
pub(crate) fn heading(ui: &mut Ui, text: &str) {
    let response = ui.label(tokens::strong(bidi::visual(text)));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

/// The title of a dialog.
pub(crate) fn title(ui: &mut Ui, text: &str) {
    let response = ui.label(RichText::new(bidi::visual(text)).font(tokens::heading_font()));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

/// A note with an icon on a tinted background.
pub(crate) fn note(ui: &mut Ui, tone: Tone, shape: Shape, headline: &str, more: &str) {
    let palette = Palette::of(ui);
    let wash = match tone {
        Tone::Quiet => palette.hover,
        Tone::Active => palette.accent_wash,
        Tone::Good => palette.good_wash,
        Tone::Warn => palette.warn_wash,
        Tone::Bad => palette.bad_wash,
    };
    let frame = Frame::new()
        .fill(wash)
        .corner_radius(CornerRadius::same(tokens::RADIUS))
        .inner_margin(tokens::CARD);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let height = ui.text_style_height(&egui::TextStyle::Body);
            let (rect, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, height), Sense::hover());
            let square = Rect::from_center_size(rect.center(), vec2(tokens::SHAPE, tokens::SHAPE));
            shapes::paint(ui.painter(), square, shape, tone.color(palette));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
                ui.add(
                    Label::new(tokens::strong(visible_lines(headline)).color(tone.color(palette)))
                        .wrap()
                        .selectable(true),
                );
                if !more.is_empty() {
                    ui.add(
                        Label::new(tokens::soft(ui, visible_lines(more)))
                            .wrap()
                            .selectable(true),
                    );
                }
            });
        });
    });
}

/// A collapsible section: a heading with a count, and its contents while open. The state is kept for the next file.
pub(crate) fn collapsible(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &'static str,
    name: &str,
    count: Option<usize>,
    open_at_first: bool,
    add: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    let open = scene.view.controls.toggled.contains(state) != open_at_first;
    let size = vec2(ui.available_width(), tokens::CONTROL);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, open, name));
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let palette = Palette::of(ui);
    if response.hovered() {
        ui.painter().rect_filled(rect, tokens::CORNER, palette.control_hover);
    }
    if response.has_focus() {
        focus_ring(ui, rect);
    }
    let at = pos2(rect.left() + tokens::SHAPE / 2.0, rect.center().y);
    let square = Rect::from_center_size(at, vec2(tokens::SHAPE, tokens::SHAPE)).shrink(tokens::GAP_HAIR);
    let shape = if open { Shape::Chevron } else { Shape::ChevronRight };
    shapes::paint(ui.painter(), square, shape, palette.soft);
    let left = rect.left() + tokens::FOLD_NAME;
    let text = Rect::from_min_max(pos2(left, rect.top()), rect.max);
    line(ui, text, name, tokens::strong_font(), palette.text, Align::Min);
    if let Some(count) = count {
        let end = text.with_max_x(rect.right() - tokens::GAP_SMALL);
        line(
            ui,
            end,
            &super::words::count(count),
            tokens::small_font(),
            palette.soft,
            Align::Max,
        );
    }
    if response.clicked() {
        let toggled = &mut scene.view.controls.toggled;
        if !toggled.remove(state) {
            toggled.insert(state);
        }
    }
    if open {
        Frame::new().inner_margin(tokens::FOLD).show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui, scene);
        });
    }
}

/// Lines with an icon before the first.
pub(crate) fn with_mark<R>(ui: &mut Ui, shape: Shape, tone: Tone, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        let height = ui.text_style_height(&egui::TextStyle::Body);
        let (rect, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, height), Sense::hover());
        let square = Rect::from_center_size(rect.center(), vec2(tokens::SHAPE, tokens::SHAPE)).shrink(1.0);
        shapes::paint(ui.painter(), square, shape, tone.color(Palette::of(ui)));
        ui.vertical(add).inner
    })
    .inner
}

/// An icon and text on one line.
pub(crate) fn message(ui: &mut Ui, tone: Tone, shape: Shape, text: impl Into<RichText>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        let palette = Palette::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, tokens::SHAPE), Sense::hover());
        shapes::paint(ui.painter(), rect, shape, tone.color(palette));
        ui.add(Label::new(text.into().color(tone.color(palette))).wrap());
    });
}

/// One line of text, truncated at its end. Returns whether it was truncated.
pub(crate) fn line(ui: &Ui, rect: Rect, text: &str, font: egui::FontId, color: egui::Color32, align: Align) -> bool {
    let text = text.replace(['\n', '\r'], " ");
    let (drawn, is_cut) = match bidi::visual(&text) {
        Cow::Borrowed(drawn) => (drawn.to_owned(), false),
        Cow::Owned(drawn) if width(ui, &drawn, font.clone()) <= rect.width() => (drawn, false),
        // The end that is cut is the reading end, which may be on the left.
        Cow::Owned(_) => (beginning(ui, &text, &font, rect.width()), true),
    };
    let mut job = egui::text::LayoutJob::simple_singleline(drawn, font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let x = match align {
        Align::Min => rect.left(),
        Align::Center => rect.center().x - galley.size().x / 2.0,
        Align::Max => rect.right() - galley.size().x,
    };
    let at = pos2(x, rect.center().y - galley.size().y / 2.0);
    let elided = is_cut || galley.elided;
    ui.painter().galley(at, galley, color);
    elided
}

/// As much of the beginning of a text as fits, in visual order, with an ellipsis.
fn beginning(ui: &Ui, text: &str, font: &egui::FontId, room: f32) -> String {
    let ends: Vec<_> = text.char_indices().map(|(end, _)| end).collect();
    let cut = |end: usize| bidi::visual(&format!("{}…", text.get(..end).unwrap_or_default().trim_end())).into_owned();
    let fitting = ends.partition_point(|end| width(ui, &cut(*end), font.clone()) <= room);
    cut(fitting
        .checked_sub(1)
        .and_then(|last| ends.get(last))
        .copied()
        .unwrap_or_default())
}

/// The width of a text on one line.
pub(crate) fn width(ui: &Ui, text: &str, font: egui::FontId) -> f32 {
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER);
    galley.size().x
}

/// A label above a field. Pass its id to the field's `labelled_by`.
pub(crate) fn field_label(ui: &mut Ui, text: &str) -> Id {
    ui.label(tokens::small(ui, text)).id
}

/// A single-line text field.
pub(crate) fn field<'t>(text: &'t mut dyn egui::TextBuffer, width: f32) -> egui::TextEdit<'t> {
    egui::TextEdit::singleline(text)
        .desired_width(width)
        .margin(tokens::FIELD)
        .min_size(vec2(0.0, tokens::CONTROL))
        .align(egui::Align2::LEFT_CENTER)
}

/// A single-line text field for words of people, which may be Arabic or Hebrew. Not for passwords: they would be shown.
pub(crate) fn words_field<'t>(text: &'t mut dyn egui::TextBuffer, width: f32) -> egui::TextEdit<'t> {
    let is_turned = matches!(bidi::in_order(text.as_str()), Cow::Owned(_));
    let field = field(text, width);
    if is_turned {
        // Nothing is leaked: a function has no size, so nothing is allocated.
        field.layouter(Box::leak(Box::new(in_visual_order)))
    } else {
        field
    }
}

/// Lays out the text of a field as egui does, but in visual order.
fn in_visual_order(ui: &Ui, text: &dyn egui::TextBuffer, _width: f32) -> std::sync::Arc<egui::Galley> {
    let visuals = ui.visuals();
    let color = visuals
        .override_text_color
        .unwrap_or(visuals.widgets.inactive.text_color());
    let text = bidi::in_order(text.as_str()).into_owned();
    let font = egui::TextStyle::Body.resolve(ui.style());
    ui.fonts_mut(|fonts| fonts.layout_job(egui::text::LayoutJob::simple_singleline(text, font, color)))
}

/// Scrolls to what should be seen of a control that just got the focus, in place of the control itself.
pub(crate) fn reveal(ui: &Ui, control: Id, rect: Rect) {
    ui.scroll_to_rect(rect, None);
    ui.data_mut(|data| data.insert_temp(super::id("revealed"), control));
}

/// Scrolls to a control in here that just got the focus. Call at the end of a scroll area.
pub(crate) fn follow_focus(ui: &Ui) {
    let revealed: Option<Id> = ui.data(|data| data.get_temp(super::id("revealed")));
    let new = ui.memory(|memory| memory.focused().filter(|id| !memory.had_focus_last_frame(*id)));
    let new = new.filter(|id| revealed != Some(*id));
    let Some(focused) = new.and_then(|id| ui.ctx().read_response(id)) else {
        return;
    };
    if focused.layer_id == ui.layer_id() && ui.min_rect().contains_rect(focused.rect) {
        ui.scroll_to_rect(focused.rect.expand(tokens::GAP), None);
    }
}
