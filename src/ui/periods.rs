//! The chips that limit the history to a period.

use eframe::egui::{Button, Panel, Role, Ui, WidgetInfo};
use localization::text;

use super::{
    Scene, bar, history,
    tokens::{self, Palette},
};
use crate::calendar;
use model::{Period, Timestamp};

/// A period that a chip stands for. It is relative to the day of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chip {
    Today,
    SevenDays,
    ThisMonth,
    LastMonth,
}

impl Chip {
    const ALL: [Self; 4] = [Self::Today, Self::SevenDays, Self::ThisMonth, Self::LastMonth];

    fn label(self) -> String {
        match self {
            Self::Today => text!("history-chip-today"),
            Self::SevenDays => text!("history-chip-seven-days"),
            Self::ThisMonth => text!("history-chip-this-month"),
            Self::LastMonth => text!("history-chip-last-month"),
        }
    }

    /// Its name for screen readers.
    fn name(self) -> String {
        match self {
            Self::Today => text!("history-chip-today-only"),
            Self::SevenDays => text!("history-chip-seven-days-only"),
            Self::ThisMonth => text!("history-chip-this-month-only"),
            Self::LastMonth => text!("history-chip-last-month-only"),
        }
    }

    /// What is said if nothing in it matches.
    pub(super) fn nothing(self) -> String {
        match self {
            Self::Today => text!("history-nothing-today"),
            Self::SevenDays => text!("history-nothing-seven-days"),
            Self::ThisMonth => text!("history-nothing-this-month"),
            Self::LastMonth => text!("history-nothing-last-month"),
        }
    }

    /// The period as the search reads it, whatever the language of the window.
    const fn searched(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::SevenDays => "7 days",
            Self::ThisMonth => "this month",
            Self::LastMonth => "last month",
        }
    }

    /// The days that it stands for now.
    pub(super) fn period(self, now: Timestamp) -> Option<Period> {
        calendar::read_period(self.searched(), now)
    }
}

/// The chips. They are hidden while there is nothing to limit.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let history = &scene.model.history;
    let chosen = history::chip(scene);
    let is_empty = history.total() == 0 && history.search.is_everything() && !history.loading;
    if chosen.is_none() && is_empty {
        return;
    }
    let palette = Palette::of(ui);
    bar(Panel::top("periods"), tokens::PERIODS, palette).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_SMALL;
            for chip in Chip::ALL {
                let is_chosen = chosen == Some(chip);
                let button = ui.add(
                    Button::new(chip.label())
                        .selected(is_chosen)
                        .corner_radius(tokens::CONTROL / 2.0),
                );
                let name = chip.name();
                button.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
                if button.clicked() {
                    history::limit_to(scene, (!is_chosen).then_some(chip));
                }
            }
        });
    });
}
