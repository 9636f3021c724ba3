//! Finding rows of the queue: the menu of states with their counts, the search field, and what stands there when nothing
//! is found.

use eframe::egui::{Button, ComboBox, Id, Rect, RichText, Role, Ui, WidgetInfo, vec2};

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

/// Where the search field's state is kept.
pub(crate) fn field_id() -> Id {
    super::id("search queue")
}

/// The menu of states.
pub(crate) fn states(ui: &mut Ui, scene: &mut Scene<'_>) {
    let totals = scene.model.queue.totals();
    let show = scene.view.queue.row_order.filter().show;
    let word = match show {
        Show::All => "All states".to_owned(),
        show => format!("{}  {}", show.word(), words::count(show.count(totals))),
    };
    // Where room is scarce the tabs and the search keep their words; what is chosen shows by its color.
    let narrow = ui.ctx().content_rect().width() < tokens::NARROW_BAR;
    let (width, word, shape) = if narrow {
        (tokens::SHAPE, String::new(), Shape::Funnel)
    } else {
        (tokens::MENU_WIDTH, word, Shape::Chevron)
    };
    let list = ComboBox::from_id_salt("states")
        .width(width)
        .selected_text(word)
        .icon(move |ui, rect, _, _| {
            // Without a word the icon's place is not the middle: the gap after the word is left of it.
            let gap = if narrow { ui.spacing().icon_spacing / 2.0 } else { 0.0 };
            let center = rect.center() - vec2(gap, 0.0);
            let square = Rect::from_center_size(center, vec2(tokens::SHAPE, tokens::SHAPE));
            let palette = Palette::of(ui);
            let color = if narrow && show != Show::All {
                palette.accent
            } else {
                palette.soft
            };
            shapes::paint(ui.painter(), square, shape, color);
        })
        .show_ui(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_min_width(tokens::MENU_WIDTH);
            for choice in Show::ALL {
                let count = choice.count(totals);
                // What there is none of is not offered, but what was chosen stays.
                if count == 0 && choice != show && choice != Show::All {
                    continue;
                }
                let number = RichText::new(words::count(count)).color(Palette::of(ui).soft);
                let entry = ui.add(Button::selectable(choice == show, choice.word()).right_text(number));
                let name = format!("{}: {}", choice.word(), words::count(count));
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
    list.response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("States on show: {}", show.word())));
}

/// The search field.
pub(crate) fn search(ui: &mut Ui, scene: &mut Scene<'_>) {
    let names = tabs::SearchNames {
        id: field_id(),
        hint: "Search the queue",
        name: "Search queue",
        part: tokens::SEARCH_PART,
    };
    tabs::search_field(ui, &names, &mut scene.view.queue.search, &mut scene.view.focus_search);
    scene.view.queue.row_order.look_for(&scene.view.queue.search);
}

/// What stands in place of the rows when the filter takes none.
pub(crate) fn nothing(ui: &mut Ui, scene: &mut Scene<'_>) {
    scene.view.table.area = None;
    let working = scene.view.queue.row_order.is_working();
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * tokens::ABOVE_WORDS);
        let headline = if working { "Looking…" } else { "No file matches" };
        ui.label(RichText::new(headline).font(tokens::heading_font()));
        let totals = scene.model.queue.totals();
        ui.label(tokens::soft(
            ui,
            format!("{} in the queue.", words::files(totals.files)),
        ));
        ui.add_space(tokens::GAP);
        if ui.button("Show all").clicked() {
            Command::ShowAllRows.carry_out(scene, &ui.ctx().clone());
        }
    });
}
