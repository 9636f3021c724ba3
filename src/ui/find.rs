//! Finding rows in the queue: the state menu with counts, the search field, and the empty result.

use eframe::egui::{Button, ComboBox, Id, Rect, RichText, Role, Ui, WidgetInfo, vec2};

use localization::text;

use super::{
    Scene,
    commands::Command,
    controls,
    filter::Show,
    shapes::{self, Shape},
    tabs,
    tokens::{self, Palette},
    words,
};

/// The id of the search field.
pub(crate) fn field_id() -> Id {
    super::id("search queue")
}

/// In a narrow window the tabs and the search keep their text, and the menu shrinks to an icon whose color shows an active
/// filter.
fn is_narrow(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < tokens::NARROW_BAR
}

/// The text of the closed menu.
fn word(scene: &Scene<'_>) -> String {
    let totals = scene.model.queue.totals();
    match scene.view.queue.row_order.filter().show {
        Show::All => text!("commands-find-all-states"),
        show => format!("{}  {}", show.label(), words::count(show.count(totals))),
    }
}

/// The width of the state menu.
pub(crate) fn states_width(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let spacing = ui.spacing();
    if is_narrow(ui) {
        return tokens::SHAPE.max(spacing.icon_width) + spacing.icon_spacing + 2.0 * spacing.button_padding.x;
    }
    let word = controls::width(ui, &word(scene), tokens::body_font());
    let around = spacing.icon_width + spacing.icon_spacing + 2.0 * spacing.button_padding.x;
    (word + around).max(tokens::MENU_WIDTH)
}

/// The icon of the state menu.
fn icon(ui: &Ui, rect: Rect, narrow: bool, show: Show) {
    // Without text the icon is off center by the gap after the text.
    let gap = if narrow { ui.spacing().icon_spacing / 2.0 } else { 0.0 };
    let center = rect.center() - vec2(gap, 0.0);
    let square = Rect::from_center_size(center, vec2(tokens::SHAPE, tokens::SHAPE));
    let palette = Palette::of(ui);
    let color = if narrow && show != Show::All {
        palette.accent
    } else {
        palette.soft
    };
    let shape = if narrow { Shape::Funnel } else { Shape::Chevron };
    shapes::paint(ui.painter(), square, shape, color);
}

/// The state menu.
pub(crate) fn states(ui: &mut Ui, scene: &mut Scene<'_>) {
    let totals = scene.model.queue.totals();
    let show = scene.view.queue.row_order.filter().show;
    let narrow = is_narrow(ui);
    let (width, word) = if narrow {
        (tokens::SHAPE, String::new())
    } else {
        (tokens::MENU_WIDTH, word(scene))
    };
    let list = ComboBox::from_id_salt("states")
        .width(width)
        .selected_text(word)
        .icon(move |ui, rect, _, _| icon(ui, rect, narrow, show))
        .show_ui(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_min_width(tokens::MENU_WIDTH);
            for choice in Show::ALL {
                let count = choice.count(totals);
                // Empty groups are not offered, except the selected one.
                if count == 0 && choice != show && choice != Show::All {
                    continue;
                }
                let number = RichText::new(words::count(count)).color(Palette::of(ui).soft);
                let entry = ui.add(Button::selectable(choice == show, choice.label()).right_text(number));
                let name = text!("commands-find-state", state = choice.label(), count = count);
                entry.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, choice == show, &name));
                if entry.clicked() {
                    scene.view.queue.row_order.show(choice);
                }
            }
            controls::end_of_choices(ui)
        });
    if list.inner == Some(true) {
        list.response.request_focus();
    }
    let name = text!("commands-find-states-shown", state = show.label());
    list.response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
}

/// The search field.
pub(crate) fn search(ui: &mut Ui, scene: &mut Scene<'_>, room: f32) {
    let names = tabs::SearchNames {
        id: field_id(),
        hint: text!("commands-search-queue"),
        name: text!("commands-search-queue"),
        part: tokens::SEARCH_PART,
        room,
    };
    tabs::search_field(ui, &names, &mut scene.view.queue.search, &mut scene.view.focus_search);
    scene.view.queue.row_order.look_for(&scene.view.queue.search);
}

/// Shown instead of the rows when the filter matches none.
pub(crate) fn nothing(ui: &mut Ui, scene: &mut Scene<'_>) {
    scene.view.table.area = None;
    let working = scene.view.queue.row_order.is_scanning();
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * tokens::ABOVE_WORDS);
        let headline = if working {
            text!("commands-find-searching")
        } else {
            text!("commands-find-nothing")
        };
        ui.label(RichText::new(headline).font(tokens::heading_font()));
        let totals = scene.model.queue.totals();
        ui.label(tokens::soft(ui, text!("commands-find-in-queue", count = totals.files)));
        ui.add_space(tokens::GAP);
        if ui.button(text!("commands-find-show-all")).clicked() {
            Command::ShowAllRows.run(scene, &ui.ctx().clone());
        }
    });
}
