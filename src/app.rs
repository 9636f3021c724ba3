//! The window: where the model, the panels and the worker meet.
//!
//! Events are drained in [`eframe::App::logic`], which is also called while the window is covered or minimised; the
//! panels are drawn in [`eframe::App::ui`], and what they want becomes commands.

mod bell;
mod dialogs;
mod display;
#[cfg(target_os = "linux")]
mod drops;
mod lists;
#[cfg(target_os = "linux")]
mod missed_pastes;
mod pasted;
mod start;
mod turns;

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::Receiver,
    },
    time::{Duration, Instant, SystemTime},
};

use eframe::egui;

pub use bell::Bell;
pub(crate) use lists::adding;
pub use start::{WantedDisplay, WindowError, explain, run};

use crate::{
    diagnostics::{self, Subject},
    handover::Handed,
    log,
    thumbnails::{Thumbnails, Wanted},
    ui::{self, Request, Tab, View},
};
use decoder::DecoderProgram;
use dialogs::{Answer, Dialogs};
#[cfg(target_os = "linux")]
use drops::{Arrival, Drops};
use file_drop::list::List;
#[cfg(target_os = "linux")]
use missed_pastes::Pastes;
use model::{Command, Event, Intent, Model, Timestamp};
use pasted::Pasted;
use turns::Turns;

/// How long a frame folds in what the worker has told, before it draws. The rest is for the next.
const DRAINING: Duration = Duration::from_millis(4);

/// The way to the worker and back.
pub struct Link {
    /// Hands an order to the worker. Never blocks.
    pub send: Box<dyn Fn(Command)>,
    /// What the worker tells.
    pub events: Receiver<Event>,
    /// Rung by the worker after each event.
    pub bell: Arc<Bell>,
    /// When the program began, for how long the first frame took.
    pub started: Instant,
    /// What second starts of the program bring.
    pub arrivals: Receiver<Handed>,
    /// Whether the system wants the program to end: nothing is asked then.
    pub ending: Arc<AtomicBool>,
    /// The program whose children make small pictures.
    pub decoder: DecoderProgram,
    /// As what the program is to be started again once the window is closed.
    pub restart: Arc<Mutex<Option<Restart>>>,
}

/// As what the program is started again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restart {
    /// On the Que server inside it.
    Sandbox,
    /// On the profile of this name.
    Profile(String),
}

/// The window's state.
pub struct App {
    model: Model,
    view: View,
    link: Link,
    dialogs: Dialogs,
    /// What is wanted once it is confirmed that the window may close.
    restart: Option<Restart>,
    /// Small pictures; there from the first one that is wanted.
    thumbnails: Option<Thumbnails>,
    #[cfg(target_os = "linux")]
    drops: Drops,
    pasted: Pasted,
    /// Whether a frame was drawn.
    drawn: bool,
    #[cfg(target_os = "linux")]
    pastes: Pastes,
    /// What waits for the next frame, so that it takes effect after what was done before it.
    turns: Turns,
    /// Whether this is the last frame.
    closing: bool,
}

impl App {
    /// A window on this model. What is `named` is added as if it had been dropped.
    #[must_use]
    pub fn new(model: Model, link: Link, named: List) -> Self {
        let mut app = Self {
            model,
            view: View::default(),
            link,
            dialogs: Dialogs::default(),
            restart: None,
            thumbnails: None,
            #[cfg(target_os = "linux")]
            drops: Drops::default(),
            pasted: Pasted::default(),
            drawn: false,
            #[cfg(target_os = "linux")]
            pastes: Pastes::default(),
            turns: Turns::default(),
            closing: false,
        };
        app.carry_out(adding(named));
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
        let commands = self.model.decide(intent);
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

    /// Adds what pasted texts name.
    fn take_pasted(&mut self) {
        while let Some(list) = self.pasted.take() {
            match list {
                Some(list) => self.take_list(list),
                None => self.absorb(Event::Trouble {
                    headline: "There is no path in what was pasted".to_owned(),
                    hint: format!("Copy files in {}, or their full paths, one per line.", ui::Desktop::here().file_manager()),
                }),
            }
        }
    }

    /// Adds what a list names; while the history is on show, finds it there.
    fn take_list(&mut self, list: List) {
        if self.view.finds_drops() && !list.paths.is_empty() {
            self.find(list.paths);
        } else {
            self.view.tab = Tab::Queue;
            self.carry_out(adding(list));
        }
    }

    /// Finds files in the history by their content.
    fn find(&mut self, paths: Vec<PathBuf>) {
        self.view.tab = Tab::History;
        self.view.clear_search();
        self.carry_out(Intent::LookUp(paths));
    }

    /// Folds in what the worker and the dialogs have told since the last time, of the worker's words as much as there is
    /// time for.
    fn drain(&mut self) {
        self.link.bell.answer();
        let until = Instant::now() + DRAINING;
        while let Ok(event) = self.link.events.try_recv() {
            self.absorb(event);
            if Instant::now() >= until {
                self.link.bell.go_on();
                break;
            }
        }
        while let Some(answer) = self.dialogs.answer() {
            match answer {
                Answer::Paths(paths) => self.carry_out(Intent::Add(paths)),
                Answer::ToFind(paths) => self.find(paths),
                Answer::Export { ids, format, path } => self.carry_out(Intent::Export { ids, format, path }),
                Answer::Save(id, to) => self.carry_out(Intent::SaveSigned { id, to }),
                Answer::SaveAll(files) => self.carry_out(Intent::SaveAllSigned(files)),
                Answer::Saved(path) => self.absorb(Event::Done {
                    headline: format!("Saved as {}.", path.display()),
                }),
                Answer::NotSaved(path, error) => self.absorb(Event::Trouble {
                    headline: format!("{} could not be written: {error}.", path.display()),
                    hint: "Choose another folder, or copy the text instead.".to_owned(),
                }),
                Answer::Authorities(file) => self.view.take_authorities(&file),
                Answer::Canceled => {}
                Answer::NoDialog => self.absorb(Event::Trouble {
                    headline: "This desktop has no file dialog".to_owned(),
                    hint: "Drop files on the window, or copy their paths and press Ctrl+V here. What cannot be saved can be copied.".to_owned(),
                }),
            }
        }
    }
}

impl App {
    /// Takes what was dropped on the window, and shows what hovers over it.
    #[cfg(target_os = "linux")]
    fn receive(&mut self, ctx: &egui::Context) {
        use file_drop::DropError;
        while let Some(arrival) = self.drops.arrival(ctx, &self.model.queue) {
            match arrival {
                Arrival::Dropped(list) => self.take_list(list),
                Arrival::Copied(text) => {
                    self.pastes.come(text);
                    ctx.request_repaint();
                }
                Arrival::Lost(lost) => {
                    let (headline, hint) = match lost {
                        DropError::NoData => (
                            "The other program did not hand over what was dropped",
                            "Drop it again, or use Add files… or Add folder….",
                        ),
                        DropError::Timeout => (
                            "The other program did not answer when something was dropped",
                            "Look after that program, then drop it again, or use Add files….",
                        ),
                        DropError::TooLarge => (
                            "More was dropped than can be taken at once",
                            "Drop the folder that holds the files, or a part of them.",
                        ),
                    };
                    self.absorb(Event::Trouble {
                        headline: headline.to_owned(),
                        hint: hint.to_owned(),
                    });
                }
            }
        }
        if let Some(hovering) = self.drops.news_of_hovering() {
            self.view.show_hovering(hovering);
        }
        self.view.show_reading(self.drops.are_read(ctx));
        self.view.say_whether_drops_arrive(self.drops.arrive());
    }

    /// Takes the paths of second starts, and shows the window that somebody has started again. Once it closes, nothing is
    /// taken any more: the second start opens a window of its own.
    fn welcome(&mut self, ctx: &egui::Context) {
        while !self.closing
            && let Ok(handed) = self.link.arrivals.try_recv()
        {
            if !handed.paths().is_empty() {
                self.carry_out(Intent::Add(handed.paths().to_vec()));
            }
            handed.accept();
            show_window(ctx);
        }
    }

    /// Hands over the small pictures that were made.
    fn take_pictures(&mut self, ctx: &egui::Context) {
        while let Some(made) = self.thumbnails.as_ref().and_then(Thumbnails::take) {
            let picture = made.pixels.as_ref().map(|pixels| ui::Picture {
                size: [pixels.width as usize, pixels.height as usize],
                rgba: &pixels.rgba,
            });
            self.view.take_picture(ctx, made.wanted.id, made.wanted.side, picture);
        }
    }

    /// Has the small pictures made that are on show.
    fn want_pictures(&mut self, ctx: &egui::Context) {
        let Some(wanted) = self.view.wanted_pictures() else {
            return;
        };
        let wanted = wanted
            .into_iter()
            .map(|ui::PictureWanted { id, path, side }| Wanted { id, path, side });
        let program = &self.link.decoder;
        let thumbnails = self.thumbnails.get_or_insert_with(|| {
            let ctx = ctx.clone();
            let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || ctx.request_repaint());
            Thumbnails::start(program.clone(), wake)
        });
        thumbnails.want(wanted.collect());
    }

    /// Closes at once where nothing is on its way or the system wants it; else asks, once.
    fn mind_closing(&mut self, ctx: &egui::Context) {
        let ending = self.link.ending.load(Ordering::SeqCst);
        if ending {
            self.closing = true;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.view.may_quit() && ui::is_working(&self.model) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.view.ask_to_quit();
            show_window(ctx);
        } else if asked {
            self.closing = true;
        }
    }
}

impl App {
    /// Closes the window to start again; asks first where something is on its way.
    fn start_again(&mut self, ctx: &egui::Context, restart: Restart) {
        self.restart = Some(restart);
        if ui::is_working(&self.model) {
            self.view.ask_to_quit();
        } else {
            self.close_for_restart(ctx);
        }
    }

    fn close_for_restart(&mut self, ctx: &egui::Context) {
        let restart = self.restart.take();
        if let Some(restart) = &restart {
            self.carry_out(Intent::GoToSandbox(matches!(restart, Restart::Sandbox)));
        }
        *self.link.restart.lock().unwrap_or_else(PoisonError::into_inner) = restart;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

fn show_window(ctx: &egui::Context) {
    ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
    ctx.request_repaint();
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, _: &egui::Context, input: &mut egui::RawInput) {
        self.turns.take(input);
        #[cfg(target_os = "linux")]
        if !self.drops.are_left_to_winit() {
            input.hovered_files.clear();
            input.dropped_files.clear();
        }
        #[cfg(target_os = "linux")]
        if self.pastes.look(input) {
            self.drops.request_clipboard_text();
        }
    }

    fn logic(&mut self, ctx: &egui::Context, _: &mut eframe::Frame) {
        if self.turns.are_waiting() {
            ctx.request_repaint();
        }
        self.drain();
        #[cfg(target_os = "linux")]
        self.receive(ctx);
        self.take_pasted();
        // First: what is taken in the frame that closes the window would be lost.
        self.mind_closing(ctx);
        self.welcome(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        ui::use_theme(ui.ctx(), self.model.settings.theme);
        ui::use_zoom(ui.ctx(), self.model.settings.zoom);
        let ctx = ui.ctx().clone();
        self.take_pictures(&ctx);
        let requests = ui::draw(ui, &self.model, &mut self.view, now());
        let asked = !requests.is_empty();
        for request in requests {
            match request {
                Request::Intent(intent) => self.carry_out(intent),
                Request::Paste(text) => self.pasted.read(text, &ctx),
                Request::PickFiles => self.dialogs.pick_files(ui.ctx()),
                Request::PickFolder => self.dialogs.pick_folders(ui.ctx()),
                Request::PickToFind => self.dialogs.pick_to_find(ui.ctx()),
                Request::PickExport { ids, format, stem } => self.dialogs.pick_export(ui.ctx(), ids, format, &stem),
                Request::SaveSigned { id, name, folder } => self.dialogs.save_signed(ui.ctx(), id, name, folder),
                Request::SaveAllSigned { files, folder } => self.dialogs.save_all_signed(ui.ctx(), files, folder),
                Request::SaveText { title, name, text } => self.dialogs.save_text(ui.ctx(), title, name, text),
                Request::ShowDiagnostics => {
                    let report = diagnostics::report(&Subject::of(&self.model), &log::recent());
                    self.view.show_diagnostics(report);
                }
                Request::PickAuthorities => self.dialogs.pick_authorities(ui.ctx()),
                Request::TrySandbox => self.start_again(ui.ctx(), Restart::Sandbox),
                Request::LeaveSandbox(name) => self.start_again(ui.ctx(), Restart::Profile(name)),
                Request::Quit if self.restart.is_some() => self.close_for_restart(ui.ctx()),
                Request::Quit => ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close),
            }
        }
        if self.view.stays_open() {
            self.restart = None;
        }
        self.want_pictures(&ctx);
        if asked {
            // What was decided now stands in the next frame.
            ui.ctx().request_repaint();
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
