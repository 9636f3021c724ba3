//! The window: where the model, the panels and the worker meet.
//!
//! Events are drained in [`eframe::App::logic`], which is also called while the window is covered or minimised; the
//! panels are drawn in [`eframe::App::ui`], and what they want becomes commands.

mod dialogs;
mod start;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Receiver,
    },
    time::SystemTime,
};

use eframe::egui;

pub use start::{WindowError, run};

use crate::{
    diagnostics::{self, Subject},
    log,
    model::{Command, Event, Intent, Model, Timestamp},
    ui::{self, Request, View},
};
use dialogs::{Answer, Dialogs};

/// The way to the worker and back.
pub struct Link {
    /// Hands an order to the worker. Never blocks.
    pub send: Box<dyn Fn(Command)>,
    /// What the worker tells.
    pub events: Receiver<Event>,
    /// Paths from second starts of the program.
    pub arrivals: Receiver<Vec<PathBuf>>,
    /// Whether the system wants the program to end: nothing is asked then.
    pub ending: Arc<AtomicBool>,
}

/// The window's state.
pub struct App {
    model: Model,
    view: View,
    link: Link,
    dialogs: Dialogs,
}

impl App {
    /// A window on this model. `initial_paths` are added as if they had been dropped.
    #[must_use]
    pub fn new(model: Model, link: Link, initial_paths: Vec<PathBuf>) -> Self {
        let mut app = Self {
            model,
            view: View::default(),
            link,
            dialogs: Dialogs::default(),
        };
        if !initial_paths.is_empty() {
            app.carry_out(Intent::Add(initial_paths));
        }
        app
    }

    /// What the program knows.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What is shown of it.
    pub fn view(&mut self) -> &mut View {
        &mut self.view
    }

    fn carry_out(&mut self, intent: Intent) {
        let commands = self.model.decide(intent, now());
        self.send(commands);
    }

    fn absorb(&mut self, event: Event) {
        let commands = self.model.absorb(event, now());
        self.send(commands);
    }

    fn send(&self, commands: Vec<Command>) {
        for command in commands {
            (self.link.send)(command);
        }
    }

    /// Folds in what the worker and the dialogs have told since the last time.
    fn drain(&mut self) {
        while let Ok(event) = self.link.events.try_recv() {
            self.absorb(event);
        }
        while let Some(answer) = self.dialogs.answer() {
            match answer {
                Answer::Paths(paths) => self.carry_out(Intent::Add(paths)),
                Answer::Cancelled => {}
                Answer::NoDialog => self.absorb(Event::Trouble {
                    headline: "This desktop has no file dialog".to_owned(),
                    hint: "Drop files on the window, or copy their paths and press Ctrl+V here.".to_owned(),
                }),
            }
        }
    }
}

impl App {
    /// Takes the paths of second starts, and shows the window that somebody has started again.
    fn welcome(&mut self, ctx: &egui::Context) {
        while let Ok(paths) = self.link.arrivals.try_recv() {
            if !paths.is_empty() {
                self.carry_out(Intent::Add(paths));
            }
            show_window(ctx);
        }
    }

    /// Closes at once where nothing is on its way or the system wants it; else asks, once.
    fn mind_closing(&mut self, ctx: &egui::Context) {
        let ending = self.link.ending.load(Ordering::SeqCst);
        if ending {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.view.may_quit() && ui::is_working(&self.model) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.view.ask_to_quit();
            show_window(ctx);
        }
    }
}

fn show_window(ctx: &egui::Context) {
    ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
    ctx.request_repaint();
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        self.drain();
        self.welcome(ctx);
        self.mind_closing(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        ui::use_theme(ui.ctx(), self.model.settings.theme);
        let requests = ui::draw(ui, &self.model, &mut self.view, now());
        let asked = !requests.is_empty();
        for request in requests {
            match request {
                Request::Intent(intent) => self.carry_out(intent),
                Request::PickFiles => self.dialogs.pick_files(ui.ctx()),
                Request::PickFolder => self.dialogs.pick_folders(ui.ctx()),
                Request::ShowDiagnostics => {
                    let report = diagnostics::report(&Subject::of(&self.model), &log::recent());
                    self.view.show_diagnostics(report);
                }
                Request::Quit => ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close),
            }
        }
        if asked {
            // What was decided now stands in the next frame.
            ui.ctx().request_repaint();
        }
    }
}

fn now() -> Timestamp {
    SystemTime::now().into()
}
