//! The window: opens what it works on, then hands over to [`crate::app`].

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use super::{
    arguments::Everywhere,
    output::{self, Complaint},
    restart,
    setup::Workplace,
    signals::Interrupted,
};
use crate::{
    app::{self, App, Bell, Link, Restart},
    handover::{self, HandOverError, Handed},
};
use engine::{Engine, RetryPolicy, Signing, Unfinished, Wake};
use store::{Lock, PlaceError};

/// How long a second start tries to hand its paths to a window that opens or closes, or to take the folder.
const PATIENCE: Duration = Duration::from_secs(10);

/// The same where nobody listens: a window does from the moment on in which it has the folder.
const PATIENCE_WITHOUT_WINDOW: Duration = Duration::from_secs(3);

/// The pause between two tries.
const BETWEEN: Duration = Duration::from_millis(50);

/// Opens the window and stays until it is closed, or starts again as something else. Where the program cannot start, a small
/// window says why: who started it from a menu sees no standard error.
pub(super) fn run(everywhere: &Everywhere, paths: &[PathBuf]) -> Result<u8, Complaint> {
    let wanted = Arc::default();
    let mut opened = false;
    let code = match show(everywhere, paths, &wanted, &mut opened) {
        Err(Complaint { code, headline, hint }) if !opened => {
            output::complain(&headline, &hint);
            tracing::info!("the program cannot start: {headline}");
            if let Err(error) = app::explain(everywhere.display(), &headline, &hint) {
                tracing::debug!(%error, "no window to say it in");
            }
            return Ok(code);
        }
        ended => ended?,
    };
    // The data folder is free again by now.
    let restart = wanted.lock().unwrap_or_else(PoisonError::into_inner).take();
    restart.map_or(Ok(code), |restart| restart::again(everywhere, &restart))
}

/// `opened` tells whether it came to the window, or to finding out that there can be none.
fn show(
    everywhere: &Everywhere,
    paths: &[PathBuf],
    wanted: &Arc<Mutex<Option<Restart>>>,
    opened: &mut bool,
) -> Result<u8, Complaint> {
    let started = Instant::now();
    let named = file_drop::list::parse_arguments(paths, &file_drop::host_name());
    let mut workplace = Workplace::open_for_window(everywhere)?;
    let Some(_lock) = lock_or_hand_over(&workplace, &named.paths)? else {
        for refused in named.refused {
            let entry = refused.entry.display();
            output::complain(&format!("{entry} was not added: it is no file of this computer"), "");
        }
        return Ok(super::DONE);
    };
    // What second starts bring waits here until there is a window. When this function ends, it is refused.
    let (sender, arrivals) = mpsc::channel();
    let waker = Arc::new(OnceLock::<Wake>::new());
    let (opened_with, woken) = (sender.clone(), Arc::clone(&waker));
    platform::on_open_files(move |paths| {
        if opened_with.send(Handed::unanswered(paths)).is_ok()
            && let Some(wake) = woken.get()
        {
            wake();
        }
    });
    let woken = Arc::clone(&waker);
    let listening = handover::listen(workplace.data.path(), move |handed| {
        if sender.send(handed).is_ok()
            && let Some(wake) = woken.get()
        {
            wake();
        }
    });
    if let Err(error) = listening {
        tracing::warn!(%error, "a second start cannot hand its paths over");
    }
    workplace.serve()?;
    let (model, options) = workplace.begin(Unfinished::Resume, Signing::OnOrder, RetryPolicy::default())?;
    let decoder = options.decoder.clone();
    let restart = Arc::clone(wanted);
    *opened = true;
    crate::core_dump::be_seen_by_portals();
    let ended = app::run(everywhere.display(), move |context| {
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
        };
        Ok(App::new(model, link, named))
    });
    ended.map_err(|error| Complaint::failed(error.to_string(), ""))?;
    Ok(super::DONE)
}

/// Takes the data folder; or hands the paths to the window that has it, which then comes to the front, and answers `None`.
///
/// A window that is just opening or closing takes nothing, so both are tried for a while.
fn lock_or_hand_over(workplace: &Workplace, paths: &[PathBuf]) -> Result<Option<Lock>, Complaint> {
    let begun = Instant::now();
    loop {
        match workplace.data.lock() {
            Err(PlaceError::InUse(_)) => {}
            Ok(lock) => return Ok(Some(lock)),
            // It is said in plain words there.
            Err(_) => return workplace.lock().map(Some),
        }
        let patience = match handover::hand_over(workplace.data.path(), paths, begun + PATIENCE) {
            Ok(()) => return Ok(None),
            // `upload` has the folder, or a window that will listen in a moment.
            Err(HandOverError::NobodyThere(_)) => PATIENCE_WITHOUT_WINDOW,
            Err(HandOverError::NotTaken(_)) => PATIENCE,
        };
        if begun.elapsed() >= patience {
            return workplace.lock().map(Some);
        }
        thread::sleep(BETWEEN);
    }
}
