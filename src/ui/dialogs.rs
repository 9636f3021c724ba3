//! The open dialog: one at most, with its state.
//!
//! Three questions can open at any time and cover it: the first start, switching servers, and quitting.

use eframe::egui::{Context, Id};

use super::{
    Scene, copying, diagnostics,
    forgetting::{self, Forgetting},
    palette::{self, Palette},
    results,
    settings::{self, SettingsDraft},
    shortcuts,
    sign::{self, Sheet},
};

/// A dialog that the user opened.
pub(crate) enum Dialog {
    /// The settings.
    Settings(Box<SettingsDraft>),
    /// The sheet that signs many files.
    Sign(Box<Sheet>),
    /// The diagnostics report.
    Diagnostics(String),
    /// The command palette.
    Palette(Palette),
    /// The shortcut sheet.
    Shortcuts,
    /// The copy template being edited.
    Template(String),
    /// The question before records are deleted.
    Forgetting(Forgetting),
    /// All presets.
    Presets,
    /// The table of verification results.
    Results(Box<results::ResultsTable>),
}

/// The open dialog, and what had the focus before it.
#[derive(Default)]
pub(crate) struct State {
    open: Option<Dialog>,
    /// A dialog requested while another was open: it opens when that one closes.
    next: Option<Dialog>,
    /// What had the focus before a dialog opened, while one is open.
    pub(super) focus_before: Option<Option<Id>>,
}

impl State {
    /// Opens this dialog, or queues it if another is open.
    pub(crate) fn open(&mut self, dialog: Dialog) {
        let place = if self.open.is_some() {
            &mut self.next
        } else {
            &mut self.open
        };
        *place = Some(dialog);
    }

    /// Whether a dialog is open.
    pub(crate) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The settings being edited, while they are open.
    pub(crate) fn settings(&mut self) -> Option<&mut SettingsDraft> {
        match &mut self.open {
            Some(Dialog::Settings(draft)) => Some(draft),
            _ => None,
        }
    }

    /// Closes the settings if they are open.
    pub(crate) fn close_settings(&mut self) {
        if self.settings().is_some() {
            self.open = None;
        }
    }

    /// The question before records are deleted, while it is open.
    #[cfg(test)]
    pub(crate) fn forgetting(&mut self) -> Option<&mut Forgetting> {
        match &mut self.open {
            Some(Dialog::Forgetting(asked)) => Some(asked),
            _ => None,
        }
    }

    /// Replaces the open dialog.
    #[cfg(test)]
    pub(crate) fn put(&mut self, dialog: Dialog) {
        self.open = Some(dialog);
    }
}

/// Shows the open dialog. Each returns its state while it stays open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(open) = scene.view.dialogs.open.take() else {
        return;
    };
    let stays = match open {
        Dialog::Settings(draft) => settings::show(ctx, scene, draft).map(Dialog::Settings),
        Dialog::Sign(sheet) => sign::show_sheet(ctx, scene, sheet).map(Dialog::Sign),
        Dialog::Diagnostics(report) => diagnostics::show(ctx, scene, report).map(Dialog::Diagnostics),
        Dialog::Palette(palette) => palette::show(ctx, scene, palette).map(Dialog::Palette),
        Dialog::Shortcuts => shortcuts::show(ctx).then_some(Dialog::Shortcuts),
        Dialog::Template(text) => copying::show(ctx, scene, text).map(Dialog::Template),
        Dialog::Forgetting(asked) => forgetting::show(ctx, scene, asked).map(Dialog::Forgetting),
        Dialog::Presets => sign::manage_presets(ctx, scene).then_some(Dialog::Presets),
        Dialog::Results(table) => results::show(ctx, scene, table).map(Dialog::Results),
    };
    let dialogs = &mut scene.view.dialogs;
    if let Some(stays) = stays {
        // A dialog opened from it comes next.
        if let Some(opened) = dialogs.open.replace(stays) {
            dialogs.next = Some(opened);
        }
    } else {
        dialogs.open = dialogs.open.take().or_else(|| dialogs.next.take());
        if dialogs.is_open() {
            ctx.request_repaint();
        }
    }
}
