//! Starts the window: opens the data folder and the engine for [`crate::app`].

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock, mpsc},
    thread,
    time::{Duration, Instant},
};

use parking_lot::Mutex;

use store::KeptPictures;

use super::{
    arguments::GlobalOptions,
    output::{self, CliError},
    restart,
    setup::Setup,
    signals::Interrupted,
};
use crate::{
    app::{self, App, Bell, Link, Restart, SystemRequests},
    handover::{self, HandOverError, Handoff},
};
use eframe::egui::ViewportCommand;
use engine::{Engine, RetryPolicy, SigningPolicy, UnfinishedPolicy, VerificationPolicy, Wake};
use store::{DataDirectoryError, Lock};

/// How long a second start tries to hand over its paths, or to lock the data folder, while a window opens or closes.
const HAND_OVER_TIMEOUT: Duration = Duration::from_secs(10);

/// Like [`HAND_OVER_TIMEOUT`], if no window listens. A window listens as soon as it has locked the folder.
const NO_LISTENER_TIMEOUT: Duration = Duration::from_secs(3);

/// The pause between two attempts.
const RETRY_PAUSE: Duration = Duration::from_millis(50);

/// Opens the window, and returns when it is closed. Then it may restart the program. If the program can't start, a small
/// window says why, because nobody sees standard error if it was started from a menu.
pub(super) fn run(global: &GlobalOptions, paths: &[PathBuf]) -> Result<u8, CliError> {
    let wanted = Arc::default();
    let mut opened = false;
    let code = match show(global, paths, &wanted, &mut opened) {
        Err(CliError { code, headline, hint }) if !opened => {
            output::print_error(&headline, &hint);
            tracing::info!("could not start: {headline}");
            if let Err(error) = app::explain(global.display(), &headline, &hint) {
                tracing::debug!(%error, "could not show why in a window");
            }
            return Ok(code);
        }
        ended => ended?,
    };
    // The data folder is unlocked by now.
    let restart = wanted.lock().take();
    restart.map_or(Ok(code), |restart| restart::again(global, &restart))
}

/// Sets `opened` once it tries to open the window.
fn show(
    global: &GlobalOptions,
    paths: &[PathBuf],
    wanted: &Arc<Mutex<Option<Restart>>>,
    opened: &mut bool,
) -> Result<u8, CliError> {
    let started = Instant::now();
    let named = file_drop::list::parse_arguments(paths, &file_drop::host_name());
    let mut setup = Setup::open_for_window(global)?;
    let Some(_lock) = lock_or_hand_over(&setup, &named.paths)? else {
        print_refused(&named);
        return Ok(super::DONE);
    };
    let waker = Arc::new(OnceLock::<Wake>::new());
    let (arrivals, deliver) = arrivals(Arc::clone(&waker));
    listen_for_second_starts(&setup, Arc::clone(&deliver));
    setup.serve()?;
    let (mut model, mut options) = setup.begin(
        UnfinishedPolicy::Resume,
        SigningPolicy::OnRequest,
        RetryPolicy::default(),
    )?;
    options.verification = VerificationPolicy::BySettings;
    model.looks_on_arrival = true;
    let decoder = options.decoder.clone();
    let database = options.settings_file.as_deref();
    let database = database.and_then(|settings| store::database_beside(settings, options.sandbox));
    let pictures = database.map(|database| Arc::new(KeptPictures::beside(&database)));
    let restart = Arc::clone(wanted);
    *opened = true;
    crate::core_dump::allow_portals();
    let close = Arc::new(OnceLock::<Close>::new());
    let requests = system_requests(deliver, Arc::clone(&close));
    let ended = app::run(global.display(), requests, move |context| {
        let window = context.clone();
        let _ = close.set(Box::new(move || window.send_viewport_cmd(ViewportCommand::Close)));
        let wake: Wake = {
            let context = context.clone();
            Arc::new(move || context.request_repaint())
        };
        let bell = Bell::new(context);
        let rung = Arc::clone(&bell);
        let _ = waker.set(Arc::clone(&wake));
        let woken = Arc::clone(&wake);
        let ending = Interrupted::listen(move || woken())
            .map_err(|error| error.to_string())?
            .flag();
        let (engine, events) =
            Engine::start(options, Arc::new(move || rung.ring())).map_err(|error| error.to_string())?;
        let link = Link {
            send: Box::new(move |command| engine.send(command)),
            events,
            bell,
            started,
            arrivals,
            ending,
            decoder,
            restart,
            pictures,
        };
        Ok(App::new(model, link, named))
    });
    ended.map_err(|error| CliError::failed(error.to_string(), ""))?;
    Ok(super::DONE)
}

/// Names the arguments that are not files on this computer.
fn print_refused(named: &file_drop::list::List) {
    for refused in &named.refused {
        let entry = refused.entry.display();
        output::print_error(
            &format!("{entry} was not added, because it is not a file on this computer"),
            "",
        );
    }
}

/// Takes paths that arrive while the window is open.
type Deliver = Arc<dyn Fn(Handoff) + Send + Sync>;

/// Closes the window as its close button does, so that it asks if files are still uploading.
type Close = Box<dyn Fn() + Send + Sync>;

/// Paths wait in the receiver until the window is open. They are refused when it is dropped.
fn arrivals(waker: Arc<OnceLock<Wake>>) -> (mpsc::Receiver<Handoff>, Deliver) {
    let (sender, arrivals) = mpsc::channel();
    let deliver = move |handed| {
        if sender.send(handed).is_ok()
            && let Some(wake) = waker.get()
        {
            wake();
        }
    };
    (arrivals, Arc::new(deliver))
}

fn listen_for_second_starts(setup: &Setup, deliver: Deliver) {
    if let Err(error) = handover::listen(setup.data.path(), move |handed| deliver(handed)) {
        tracing::warn!(%error, "could not listen for second starts");
    }
}

fn system_requests(deliver: Deliver, close: Arc<OnceLock<Close>>) -> SystemRequests {
    SystemRequests {
        open: Box::new(move |paths| deliver(Handoff::without_answer(paths))),
        quit: Box::new(move || close.get().map(|close| close()).is_some()),
    }
}

/// Locks the data folder. If a window has it, hands the paths to that window, which comes to the front, and returns `None`.
///
/// A window that is opening or closing accepts nothing, so this tries both for a while.
fn lock_or_hand_over(setup: &Setup, paths: &[PathBuf]) -> Result<Option<Lock>, CliError> {
    let start = Instant::now();
    loop {
        match setup.data.lock() {
            Err(DataDirectoryError::InUse(_)) => {}
            Ok(lock) => return Ok(Some(lock)),
            // `Setup::lock` explains the error.
            Err(_) => return setup.lock().map(Some),
        }
        let timeout = match handover::hand_over(setup.data.path(), paths, start + HAND_OVER_TIMEOUT) {
            Ok(()) => return Ok(None),
            // A command has the folder, or a window that is about to listen.
            Err(HandOverError::NoListener(_)) => NO_LISTENER_TIMEOUT,
            Err(HandOverError::Refused(_)) => HAND_OVER_TIMEOUT,
        };
        if start.elapsed() >= timeout {
            return setup.lock().map(Some);
        }
        thread::sleep(RETRY_PAUSE);
    }
}
