//! The chips that limit the history to a period.

use eframe::egui::{Button, Panel, Role, Ui, WidgetInfo};

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

    const fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::SevenDays => "7 days",
            Self::ThisMonth => "This month",
            Self::LastMonth => "Last month",
        }
    }

    /// The period within a sentence, as in `Nothing uploaded last month`.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::SevenDays => "in the past 7 days",
            Self::ThisMonth => "this month",
            Self::LastMonth => "last month",
        }
    }

    /// The days that it stands for now.
    pub(super) fn period(self, now: Timestamp) -> Option<Period> {
        calendar::read_period(self.label(), now)
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
                let name = format!("{} only", chip.label());
                button.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
                if button.clicked() {
                    history::limit_to(scene, (!is_chosen).then_some(chip));
                }
            }
        });
    });
}
