//! The window: the only place where the model, the panels and the engine meet.
//!
//! Events are handled in [`eframe::App::logic`], which also runs while the window is covered or minimized. The panels are
//! drawn in [`eframe::App::ui`], and their requests become commands.

mod bell;
mod closing;
mod deferred_input;
mod dialogs;
mod display;
#[cfg(target_os = "linux")]
mod drag_out;
#[cfg(target_os = "linux")]
mod drops;
mod incoming;
#[cfg(target_os = "linux")]
mod libraries;
mod lists;
#[cfg(target_os = "linux")]
mod missed_pastes;
mod names;
mod notifications;
mod pasted;
mod pictures;
mod renderer;
mod start;
mod taskbar;

use std::{
    sync::{Arc, atomic::AtomicBool, mpsc::Receiver},
    time::{Instant, SystemTime},
};

use eframe::egui;
use parking_lot::Mutex;

pub use bell::Bell;
pub use closing::Restart;
pub(crate) use lists::adding;
pub use start::{RequestedDisplay, SystemRequests, WindowError, explain, run};

use crate::{
    diagnostics::{self, Subject},
    handover::Handoff,
    log,
    thumbnails::{FilePictures, Thumbnails},
    ui::{self, Request, View},
};
use decoder::DecoderProgram;
use deferred_input::DeferredInput;
use dialogs::Dialogs;
#[cfg(target_os = "linux")]
use drops::Drops;
use file_drop::list::List;
#[cfg(target_os = "linux")]
use missed_pastes::MissedPastes;
use model::{Command, Event, Intent, Model, Timestamp};
use notifications::Notifications;
use pasted::PasteReader;
use pictures::ToKeep;
use store::KeptPictures;
use taskbar::Taskbar;

/// What connects the window to the engine and to the rest of the program.
pub struct Link {
    /// Sends a command to the engine. Never blocks.
    pub send: Box<dyn Fn(Command)>,
    /// Events from the engine.
    pub events: Receiver<Event>,
    /// Rung by the engine after each event.
    pub bell: Arc<Bell>,
    /// When the program started, to log how long the first frame took.
    pub started: Instant,
    /// Paths from later starts of the program.
    pub arrivals: Receiver<Handoff>,
    /// Set when the system wants the program to end. The window then closes without asking.
    pub ending: Arc<AtomicBool>,
    /// The program whose child processes make thumbnails.
    pub decoder: DecoderProgram,
    /// How to restart the program after the window closes.
    pub restart: Arc<Mutex<Option<Restart>>>,
    /// Where the history keeps small pictures, if anywhere.
    pub pictures: Option<Arc<KeptPictures>>,
}

/// The window's state.
pub struct App {
    model: Model,
    view: View,
    link: Link,
    dialogs: Dialogs,
    /// The restart to carry out once the person agrees to close the window.
    restart: Option<Restart>,
    /// Started when the first thumbnail is wanted.
    thumbnails: Option<Thumbnails>,
    /// Started when the first picture of a report is wanted.
    file_pictures: Option<FilePictures>,
    /// Of what the history keeps small pictures next.
    to_keep: ToKeep,
    #[cfg(target_os = "linux")]
    drops: Drops,
    #[cfg(target_os = "linux")]
    drag_out: drag_out::DragOut,
    pasted: PasteReader,
    /// Whether the first frame was drawn.
    drawn: bool,
    #[cfg(target_os = "linux")]
    missed_pastes: MissedPastes,
    /// Input held back for the next frame, to keep it in order.
    deferred_input: DeferredInput,
    taskbar: Taskbar,
    notifications: Notifications,
    /// Whether this is the last frame.
    closing: bool,
}

impl App {
    /// Creates a window that shows `model`. Adds the `named` files as if they had been dropped.
    #[must_use]
    pub fn new(model: Model, link: Link, named: List) -> Self {
        let mut app = Self {
            model,
            view: View::default(),
            link,
            dialogs: Dialogs::default(),
            restart: None,
            thumbnails: None,
            file_pictures: None,
            to_keep: ToKeep::default(),
            #[cfg(target_os = "linux")]
            drops: Drops::default(),
            #[cfg(target_os = "linux")]
            drag_out: drag_out::DragOut::default(),
            pasted: PasteReader::default(),
            drawn: false,
            #[cfg(target_os = "linux")]
            missed_pastes: MissedPastes::default(),
            deferred_input: DeferredInput::default(),
            taskbar: Taskbar::default(),
            notifications: Notifications::default(),
            closing: false,
        };
        app.model.reads_metadata = true;
        if let Some(kept) = app.link.pictures.clone() {
            app.view.use_kept_pictures(move |id, added| kept.path(id, added));
        }
        app.decide(adding(named));
        app
    }

    /// What the program knows.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What the window shows of it.
    pub fn view(&mut self) -> &mut View {
        &mut self.view
    }

    /// Shows files as tiles, or as rows.
    pub fn show_grid(&mut self, shown: bool) {
        self.decide(Intent::ShowGrid(shown));
    }

    fn decide(&mut self, intent: Intent) {
        let commands = self.model.decide(intent);
        self.send(commands);
    }

    fn absorb(&mut self, event: Event) {
        if self.link.pictures.is_some() {
            self.to_keep.notice(&event);
        }
        let commands = self.model.absorb(event, now());
        self.send(commands);
    }

    fn send(&self, commands: Vec<Command>) {
        for command in commands {
            (self.link.send)(command);
        }
    }

    /// Carries out what a panel asks for.
    fn run_request(&mut self, request: Request, ctx: &egui::Context) {
        match request {
            Request::Intent(intent) => self.decide(intent),
            Request::Paste(text) => self.pasted.read(text, self.view.tab, ctx),
            Request::PickFiles => self.dialogs.pick_files(ctx),
            Request::PickFolder => self.dialogs.pick_folders(ctx),
            Request::PickToFind => self.dialogs.pick_to_find(ctx),
            Request::PickToCheck => self.dialogs.pick_to_check(ctx),
            Request::PickExport { ids, format, stem } => self.dialogs.pick_export(ctx, ids, format, &stem),
            Request::SaveSigned { id, name, folder } => self.dialogs.save_signed(ctx, id, name, folder),
            Request::SaveAllSigned { files, folder } => self.dialogs.save_all_signed(ctx, files, folder),
            Request::SaveText { title, name, text } => self.dialogs.save_text(ctx, title, name, text),
            Request::ShowDiagnostics => {
                let report = diagnostics::report(&Subject::of(&self.model), &log::recent());
                self.view.show_diagnostics(report);
            }
            Request::OpenFolder(file) => self.dialogs.open_folder(ctx, file),
            Request::PickAuthorities => self.dialogs.pick_authorities(ctx),
            Request::PickTrustList => self.dialogs.pick_trust_list(ctx),
            Request::TrySandbox => self.start_again(ctx, Restart::Sandbox),
            Request::LeaveSandbox(name) => self.start_again(ctx, Restart::Profile(name)),
            Request::Quit if self.restart.is_some() => self.close_for_restart(ctx),
            Request::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, _: &egui::Context, input: &mut egui::RawInput) {
        self.deferred_input.defer_after_focus_change(input);
        #[cfg(target_os = "linux")]
        if !self.drops.are_left_to_winit() {
            input.hovered_files.clear();
            input.dropped_files.clear();
        }
        #[cfg(target_os = "linux")]
        self.drag_out.complete(input);
        #[cfg(target_os = "linux")]
        if self.missed_pastes.watch(input) {
            self.drops.request_clipboard_text();
        }
    }

    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        if self.deferred_input.are_waiting() {
            ctx.request_repaint();
        }
        self.take_events();
        self.take_answers(ctx);
        #[cfg(target_os = "linux")]
        self.take_drops(ctx);
        #[cfg(target_os = "linux")]
        self.drag_out(ctx);
        self.take_pasted();
        // Before the later starts: paths accepted in the frame that closes the window would be lost.
        self.handle_closing(ctx);
        self.take_later_starts(ctx);
        self.update_taskbar(ctx);
        self.keep_pictures(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        ui::use_language(self.model.settings.language.as_deref());
        ui::use_theme(ui.ctx(), self.model.settings.theme);
        ui::use_zoom(ui.ctx(), self.model.settings.zoom);
        let ctx = ui.ctx().clone();
        self.take_pictures(&ctx);
        let requests = ui::draw(ui, &self.model, &mut self.view, now());
        let asked = !requests.is_empty();
        for request in requests {
            self.run_request(request, &ctx);
        }
        #[cfg(target_os = "linux")]
        self.show_drag_cursor(&ctx);
        if self.view.must_stay_open() {
            self.restart = None;
        }
        self.want_pictures(&ctx);
        if asked {
            // The outcome of these requests shows in the next frame.
            ctx.request_repaint();
        }
        self.link.bell.ask_again();
        if !std::mem::replace(&mut self.drawn, true) {
            tracing::debug!("first frame after {} ms", self.link.started.elapsed().as_millis());
        }
    }
}

fn now() -> Timestamp {
    SystemTime::now().into()
}
