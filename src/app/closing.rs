//! Closing the window: whether to ask first, and whether the program restarts.

use std::sync::atomic::Ordering;

use eframe::egui::{Context, ViewportCommand};

use super::{App, incoming::show_window};
use crate::ui;
use model::Intent;

/// What to restart the program with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restart {
    /// The built-in Que server.
    Sandbox,
    /// The profile with this name.
    Profile(String),
}

impl App {
    /// Closes at once if nothing is uploading or the system is ending the program. Otherwise, asks once.
    pub(super) fn handle_closing(&mut self, ctx: &Context) {
        if self.link.ending.load(Ordering::SeqCst) {
            self.closing = true;
            ctx.send_viewport_cmd(ViewportCommand::Close);
            return;
        }
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.view.may_quit() && ui::is_working(&self.model) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.view.ask_to_quit();
            show_window(ctx);
        } else if asked {
            self.closing = true;
        }
    }

    /// Closes the window to restart. Asks first if files are uploading.
    pub(super) fn start_again(&mut self, ctx: &Context, restart: Restart) {
        self.restart = Some(restart);
        if ui::is_working(&self.model) {
            self.view.ask_to_quit();
        } else {
            self.close_for_restart(ctx);
        }
    }

    pub(super) fn close_for_restart(&mut self, ctx: &Context) {
        let restart = self.restart.take();
        if let Some(restart) = &restart {
            self.decide(Intent::GoToSandbox(matches!(restart, Restart::Sandbox)));
        }
        *self.link.restart.lock() = restart;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}
