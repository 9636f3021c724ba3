//! The empty queue: the drop target, two buttons, and what each kind of file supports.

use eframe::egui::{
    Align, Align2, Layout, Rect, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use localization::text;

use super::{
    Request, Scene, controls,
    shapes::{self, Shape},
    tokens::{self, Palette},
};
use content_credentials::signable_names;

pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    ScrollArea::vertical()
        .id_salt("empty queue")
        .auto_shrink(false)
        .show(ui, |ui| contents(ui, scene));
}

fn contents(ui: &mut Ui, scene: &mut Scene<'_>) {
    let room = ui.available_size();
    let (wide, high) = tokens::TARGET_PART;
    let width = tokens::MEASURE.max(room.x * wide).min(room.x - tokens::EDGE * 2.0);
    let facts_height = tokens::GAP_SECTION + tokens::FACT_LINES * tokens::CONTROL;
    let spare = room.y - facts_height - tokens::EDGE * 2.0;
    let target_height = spare.clamp(tokens::TARGET_LOW, tokens::TARGET.max(room.y * high));
    let height = target_height + facts_height;
    let size = vec2(room.x, room.y.max(height + tokens::EDGE * 2.0));
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    let top = all.top() + ((all.height() - height) / 2.0).max(tokens::EDGE);
    let target = Rect::from_min_size(pos2(all.center().x - width / 2.0, top), vec2(width, target_height));
    paint_target(ui, target);
    invitation(ui, scene, target);
    facts(ui, target, all.bottom());
}

/// The panel of a drop target, with its dashed outline.
pub(super) fn paint_target(ui: &Ui, target: Rect) {
    let palette = Palette::of(ui);
    ui.painter()
        .rect_filled(target, f32::from(tokens::RADIUS_LARGE), palette.panel);
    shapes::dashed(ui.painter(), target, palette.faint);
}

/// The tray at the top of a drop target.
pub(super) fn tray(ui: &mut Ui) {
    let (tray, _) = ui.allocate_exact_size(vec2(tokens::TRAY, tokens::TRAY), Sense::hover());
    let color = Palette::of(ui).accent;
    shapes::paint(ui.painter(), tray.shrink(tokens::GAP_SMALL), Shape::Tray, color);
    ui.add_space(tokens::GAP_SMALL);
}

/// The contents of the drop target.
fn invitation(ui: &mut Ui, scene: &mut Scene<'_>, target: Rect) {
    let mut inside = ui.new_child(
        UiBuilder::new()
            .max_rect(target)
            .layout(Layout::top_down(Align::Center)),
    );
    let inner = &mut inside;
    let inside_height = tokens::TARGET_LOW - tokens::EDGE;
    inner.add_space((target.height() - inside_height) / 2.0);
    tray(inner);
    let headline = if scene.view.drops.unsupported {
        text!("table-empty-headline-choose")
    } else {
        text!("table-empty-headline")
    };
    inner.label(RichText::new(headline).font(tokens::title_font()));
    inner.label(tokens::soft(inner, text!("table-empty-explanation")));
    inner.add_space(tokens::GAP);
    buttons(inner, scene, target.center().x);
}

/// The two buttons, centered in the target.
fn buttons(inner: &mut Ui, scene: &mut Scene<'_>, middle: f32) {
    let color = Palette::of(inner).text;
    // A row fills from the left, so its width is measured to center it.
    let padding =
        (inner.spacing().button_padding.x + inner.spacing().button_padding.x) * 2.0 + inner.spacing().item_spacing.x;
    let (files, folder) = (text!("table-empty-add-files"), text!("table-empty-add-folder"));
    let wide = |text: &str, font| inner.painter().layout_no_wrap(text.to_owned(), font, color).size().x;
    let buttons = wide(&files, tokens::strong_font()) + wide(&folder, tokens::body_font()) + padding;
    let row = Rect::from_center_size(
        pos2(middle, inner.cursor().top() + tokens::CONTROL / 2.0),
        vec2(buttons, tokens::CONTROL),
    );
    let mut row = inner.new_child(
        UiBuilder::new()
            .max_rect(row)
            .layout(Layout::left_to_right(Align::Center)),
    );
    if controls::primary(&mut row, &files, true).clicked() {
        scene.requests.push(Request::PickFiles);
    }
    if row.button(folder).clicked() {
        scene.requests.push(Request::PickFolder);
    }
}

/// The facts below the target.
fn facts(ui: &mut Ui, target: Rect, bottom: f32) {
    let palette = Palette::of(ui);
    let paste = super::paste_keys(ui.ctx());
    let facts = [
        (text!("table-empty-signable"), signable_names().join(", ")),
        (text!("table-empty-upload-only"), text!("table-empty-upload-only-which")),
        (text!("table-empty-limits"), text!("table-empty-limits-which")),
        (text!("table-empty-ways"), text!("table-empty-ways-which", keys = paste)),
    ];
    let widest = facts.iter().fold(tokens::FACT_NAME, |widest, (name, _)| {
        widest.max(controls::width(ui, name, tokens::small_font()) + tokens::GAP_MEDIUM)
    });
    let mut y = target.bottom() + tokens::GAP_SECTION;
    for (name, value) in facts {
        let at = Rect::from_min_size(
            pos2(target.left() + tokens::GAP_SMALL, y),
            vec2(widest, tokens::GAP_LARGE),
        );
        ui.painter().text(
            at.left_top(),
            Align2::LEFT_TOP,
            &name,
            tokens::small_font(),
            palette.soft,
        );
        let room = Rect::from_min_max(pos2(at.right(), y), pos2(target.right(), bottom));
        let mut value_ui = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::top_down(Align::Min)));
        let label = value_ui.label(RichText::new(&value).font(tokens::small_font()));
        label.widget_info(|| {
            let words = text!("table-empty-fact", name = &name, value = &value);
            WidgetInfo::labeled(Role::Label, true, words)
        });
        y = label.rect.bottom() + tokens::GAP;
    }
}
