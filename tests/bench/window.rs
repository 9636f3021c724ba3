//! What the window costs with 100,000 rows: `cargo bench --bench window`.
//!
//! divan times whole operations. The table below it shows the cost of single frames: the real window without a display. A
//! frame drains events, lays out and tessellates. The table counts the thread's processor time, so other work on the
//! machine changes little.
#![forbid(unsafe_code)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark with its own main function"
)]
use std::{
    hint::black_box,
    sync::{
        Arc,
        atomic::AtomicBool,
        mpsc::{self, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use decoder::DecoderProgram;
use eframe::{
    App as _,
    egui::{self, Context, Event as Input, FullOutput, Key, PointerButton, Pos2, RawInput, Rect, Shape, pos2, vec2},
};
use file_drop::list::List;
use model::{
    ApiKeyState, Command, Event, FoundFile, Intent, KeySource, Model, ObjectRef, Settings, Source, Timestamp, Upload,
    UploadFacts, UploadId,
};
use que_uploader::{
    app::{App, Bell, Link},
    ui,
};

/// Rows of a long queue.
const MANY: usize = 100_000;

/// Rows of a short queue; more than are visible.
const FEW: usize = 100;

/// Files that a walk reports at once.
const PIECE: usize = 500;

/// Events per frame while a large folder is added.
const EVENTS: usize = 20;

/// Frames to take the median of.
const FRAMES: usize = 200;

fn main() {
    divan::main();
    let only_checked = std::env::args().any(|argument| argument == "--list" || argument == "--test");
    if !only_checked {
        table();
    }
}

#[divan::bench(args = [FEW, MANY], sample_count = 200)]
fn frame_with_4_running(bencher: divan::Bencher<'_, '_>, rows: usize) {
    let mut window = Window::with(rows);
    window.run_four();
    bencher.bench_local(|| {
        window.tell_progress();
        window.frame(Vec::new())
    });
}

#[divan::bench(sample_count = 5)]
fn model_folds_100_000_found_files(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(|| (model(), found(MANY)))
        .bench_local_values(|(mut model, events)| {
            for event in events {
                black_box(model.absorb(event, NOW));
            }
            model
        });
}

#[divan::bench(sample_count = 5)]
fn model_folds_100_000_uploads(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(|| {
            let (model, ids) = full_model();
            let events: Vec<_> = ids.into_iter().map(uploaded).collect();
            (model, events)
        })
        .bench_local_values(|(mut model, events)| {
            for event in events {
                black_box(model.absorb(event, NOW));
            }
            model
        });
}

/// As many rows go as stay, which is the most expensive removal.
#[divan::bench(sample_count = 5)]
fn model_takes_every_second_of_100_000_out_and_back(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(|| {
            let (model, ids) = full_model();
            (model, ids.into_iter().step_by(2).collect())
        })
        .bench_local_values(|(mut model, ids)| {
            black_box(model.decide(Intent::Remove(ids)));
            black_box(model.decide(Intent::UndoRemove));
            model
        });
}

#[divan::bench(sample_count = 5)]
fn window_takes_100_000_files(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(Window::empty).bench_local_values(|mut window| {
        window.take(found(MANY));
        window
    });
}

#[divan::bench(sample_count = 5)]
fn sort_of_100_000_rows(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(|| Window::with(MANY))
        .bench_local_values(|mut window| {
            window.click("Name");
            window.settle();
            window
        });
}

#[divan::bench(sample_count = 5)]
fn filter_of_100_000_rows(bencher: divan::Bencher<'_, '_>) {
    bencher
        .with_inputs(|| Window::with(MANY))
        .bench_local_values(|mut window| {
            window.find("7.jpg");
            window.settle();
            window
        });
}

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

/// The window without a display.
struct Window {
    app: App,
    frame: eframe::Frame,
    context: Context,
    events: Sender<Event>,
    time: f64,
    sent: u64,
    running: Vec<UploadId>,
    /// The cost of each frame so far.
    frames: Vec<Duration>,
}

impl Window {
    fn empty() -> Self {
        let context = Context::default();
        ui::install(&context);
        let (events, receiver) = mpsc::channel();
        let (_, arrivals) = mpsc::channel();
        let (orders, worker) = mpsc::channel();
        // As in the program, another thread frees what the window sends.
        thread::spawn(move || worker.into_iter().for_each(drop::<Command>));
        let link = Link {
            send: Box::new(move |command| orders.send(command).expect("the worker listens")),
            events: receiver,
            bell: Bell::new(&context),
            started: Instant::now(),
            arrivals,
            ending: Arc::new(AtomicBool::new(false)),
            decoder: DecoderProgram::at(env!("CARGO_BIN_EXE_que-uploader")),
            restart: Arc::default(),
            pictures: None,
        };
        let mut window = Self {
            app: App::new(model(), link, List::default()),
            frame: eframe::Frame::_new_kittest(),
            context,
            events,
            time: 0.0,
            sent: 0,
            running: Vec::new(),
            frames: Vec::new(),
        };
        window.settle();
        window
    }

    fn with(rows: usize) -> Self {
        let mut window = Self::empty();
        window.take(found(rows));
        window.settle();
        window
    }

    /// A window in which all rows are uploaded.
    fn finished() -> Self {
        let mut window = Self::with(MANY);
        window.take(window.ids().into_iter().map(uploaded).collect());
        window.settle();
        window
    }

    fn ids(&self) -> Vec<UploadId> {
        self.app.model().queue.ids(|_| true)
    }

    fn tell(&self, event: Event) {
        self.events.send(event).expect("the window listens");
    }

    /// Handles events as they come while the worker is busy: some in each frame.
    fn take(&mut self, events: Vec<Event>) {
        let mut events = events.into_iter().peekable();
        while events.peek().is_some() {
            for event in events.by_ref().take(EVENTS) {
                self.tell(event);
            }
            self.frame(Vec::new());
        }
    }

    fn run_four(&mut self) {
        self.running = self.ids().into_iter().take(4).collect();
        for id in self.running.clone() {
            self.tell(Event::Preparing(id));
            self.tell(Event::Prepared {
                id,
                content_type: "image/jpeg".to_owned(),
                note: None,
            });
            let object = object(id);
            self.tell(Event::Sending { id, object });
        }
        self.settle();
    }

    fn tell_progress(&mut self) {
        self.sent += 1000;
        self.tell(Event::Progress(
            self.running.iter().map(|id| (*id, self.sent)).collect(),
        ));
    }

    /// Draws until no immediate repaint is needed.
    fn settle(&mut self) {
        for _ in 0..1000 {
            let output = self.frame(Vec::new());
            let again = output
                .viewport_output
                .values()
                .map(|viewport| viewport.repaint_delay)
                .min();
            if again.is_none_or(|delay| delay > Duration::from_millis(20)) {
                return;
            }
        }
        panic!("the window never comes to rest");
    }

    /// Draws one frame.
    fn frame(&mut self, events: Vec<Input>) -> FullOutput {
        let before = processor_time();
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1180.0, 760.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let (app, frame) = (&mut self.app, &mut self.frame);
        let mut output = self.context.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        let shapes = std::mem::take(&mut output.shapes);
        black_box(self.context.tessellate(shapes.clone(), output.pixels_per_point));
        self.frames.push(processor_time().saturating_sub(before));
        output.shapes = shapes;
        // No graphics card takes them, and debug assertions check that something does.
        output.textures_delta.clear();
        output
    }

    /// The position of this text.
    fn place(&mut self, text: &str) -> Pos2 {
        let output = self.frame(Vec::new());
        let found = output.shapes.iter().find_map(|clipped| match &clipped.shape {
            Shape::Text(shape) if shape.galley.text() == text => Some(shape.pos + vec2(4.0, 4.0)),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{text} is not on show"))
    }

    fn click(&mut self, text: &str) {
        let pos = self.place(text);
        self.frame(vec![Input::PointerMoved(pos)]);
        for pressed in [true, false] {
            self.frame(vec![Input::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers: egui::Modifiers::NONE,
            }]);
        }
        self.frame(vec![Input::PointerMoved(pos2(1.0, 1.0))]);
    }

    fn press(&mut self, key: Key) {
        for pressed in [true, false] {
            self.frame(vec![Input::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            }]);
        }
    }

    fn show_grid(&mut self) {
        self.app.show_grid(true);
        self.settle();
    }

    fn find(&mut self, text: &str) {
        self.click("Search queue");
        self.frame(vec![Input::Text(text.to_owned())]);
    }

    /// The median and highest cost of a frame during this.
    fn cost(mut self, what: impl FnOnce(&mut Self)) -> Cost {
        self.frames.clear();
        what(&mut self);
        self.told()
    }

    /// The cost of its frames.
    fn told(mut self) -> Cost {
        self.frames.sort_unstable();
        Cost {
            frames: self.frames.len(),
            median: self.frames.get(self.frames.len() / 2).copied().unwrap_or_default(),
            max: self.frames.last().copied().unwrap_or_default(),
        }
    }
}

struct Cost {
    frames: usize,
    median: Duration,
    max: Duration,
}

/// The cost of frames as a Markdown table.
fn table() {
    let idle = |window: &mut Window| {
        for _ in 0..FRAMES {
            window.frame(Vec::new());
        }
    };
    let running = |rows| {
        let mut window = Window::with(rows);
        window.run_four();
        window.frames.clear();
        window
    };
    // Alternates frame by frame: the speed of a shared machine changes within a second.
    let mut windows = [FEW, MANY].map(running);
    for _ in 0..FRAMES {
        for window in &mut windows {
            window.tell_progress();
            window.frame(Vec::new());
        }
    }
    let [few, many] = windows.map(Window::told);
    println!("\n| processor time of a frame | frames | median ms | longest ms |\n|---|---|---|---|");
    let line = |what: &str, cost: &Cost| {
        let (median, max) = (cost.median.as_secs_f64() * 1000.0, cost.max.as_secs_f64() * 1000.0);
        println!("| {what} | {} | {median:.2} | {max:.2} |", cost.frames);
    };
    line("100 rows, 4 running", &few);
    line("100,000 rows, 4 running", &many);
    line("100,000 rows, all uploaded", &Window::finished().cost(idle));
    let mut tiles = Window::finished();
    tiles.show_grid();
    line("100,000 tiles, all uploaded", &tiles.cost(idle));
    let adding = |window: &mut Window| {
        window.take(found(MANY));
        window.settle();
    };
    line("adding 100,000 files", &Window::empty().cost(adding));
    line("adding the same 100,000 again", &Window::with(MANY).cost(adding));
    line("100,000 files become uploaded", &{
        let window = Window::with(MANY);
        let events = window.ids().into_iter().map(uploaded).collect();
        window.cost(|window| {
            window.take(events);
            window.settle();
        })
    });
    line("a queue of 100,000 comes back", &{
        let before = Window::with(MANY);
        let rows = before.app.model().queue.uploads().iter();
        let uploads: Vec<_> = rows.map(|row| Upload::clone(row)).collect();
        Window::empty().cost(|window| {
            let mut uploads = uploads.into_iter();
            while uploads.len() > 1000 {
                window.tell(Event::Restoring(uploads.by_ref().take(1000).collect()));
            }
            window.tell(Event::Restored(uploads.collect()));
            window.settle();
        })
    });
    line(
        "sorting 100,000 rows by name",
        &Window::with(MANY).cost(|window| {
            window.click("Name");
            window.settle();
        }),
    );
    line(
        "filtering 100,000 rows by a text",
        &Window::with(MANY).cost(|window| {
            window.find("7.jpg");
            window.settle();
        }),
    );
    line(
        "clearing 100,000 finished rows, with undo",
        &Window::finished().cost(|window| {
            for words in ["Clear finished", "Undo removal"] {
                window.click(words);
                window.settle();
            }
        }),
    );
    line("removing one more after 100,000 were cleared", &{
        let mut window = Window::finished();
        window.click("Clear finished");
        window.take(found(1));
        window.settle();
        window.cost(|window| {
            window.click("IMG_000000.jpg");
            window.press(Key::Delete);
            window.settle();
        })
    });
    line(
        "removing one of 100,000 rows, with undo",
        &Window::finished().cost(|window| {
            window.click("IMG_000000.jpg");
            window.press(Key::Delete);
            window.settle();
            window.click("Undo removal");
            window.settle();
        }),
    );
    let ratio = many.median.as_secs_f64() / few.median.as_secs_f64();
    println!("\nA frame with 100,000 rows costs {ratio:.2} × one with 100.");
    println!("A row takes {} bytes of memory plus its texts.", size_of::<Upload>());
}

fn model() -> Model {
    let mut model = Model::new(Settings::default(), "api.example.org", false);
    let key = ApiKeyState::Present {
        source: KeySource::Session,
        keyring_trouble: None,
    };
    model.absorb(Event::ApiKeyChanged(key), NOW);
    model
}

/// A model with many files in its queue, and their ids.
fn full_model() -> (Model, Vec<UploadId>) {
    let mut model = model();
    for event in found(MANY) {
        model.absorb(event, NOW);
    }
    let ids = model.queue.ids(|_| true);
    (model, ids)
}

/// The events of a walk that finds this many files.
fn found(files: usize) -> Vec<Event> {
    let file = |number: usize| {
        let relative = format!("2024 summer/day {}/IMG_{number:06}.jpg", number / 1000);
        FoundFile {
            source: Source {
                path: format!("/home/person/Pictures/{relative}").into(),
                relative: relative.into(),
                size: 4_000_000 + number as u64,
                modified: Some(NOW),
            },
        }
    };
    let pieces = (0..files).step_by(PIECE).map(|from| Event::Found {
        batch: 1,
        files: (from..files.min(from + PIECE)).map(file).collect(),
    });
    let end = Event::ScanEnded {
        batch: 1,
        skipped: Vec::new(),
    };
    pieces.chain([end]).collect()
}

fn object(id: UploadId) -> ObjectRef {
    ObjectRef {
        bucket: Some("que-uploads".to_owned()),
        key: format!("uploads/2024/{:032x}.jpg", id.number()),
    }
}

fn uploaded(id: UploadId) -> Event {
    Event::Uploaded {
        id,
        facts: UploadFacts {
            object: object(id),
            sha256: "ab".repeat(32),
            bytes: 4_000_000,
            uploaded_at: NOW,
        },
    }
}

/// The processor time of this thread so far.
#[cfg(target_os = "linux")]
fn processor_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.try_into().unwrap_or(0), now.tv_nsec.try_into().unwrap_or(0))
}

/// The time that has passed so far.
#[cfg(not(target_os = "linux"))]
fn processor_time() -> Duration {
    static BEGIN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    BEGIN.get_or_init(Instant::now).elapsed()
}
