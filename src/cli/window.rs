//! The window: opens what it works on, then hands over to [`crate::app`].

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::Instant,
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
    drop,
    engine::Engine,
    handover,
    store::PlaceError,
};

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
    let named = drop::list::arguments(paths, &drop::host_name());
    let mut workplace = Workplace::open_to_read(everywhere)?;
    let _lock = match workplace.data.lock() {
        Ok(lock) => lock,
        // The window is open already: it takes the paths, and comes to the front.
        Err(PlaceError::InUse(_)) if handover::hand_over(workplace.data.path(), &named.paths).is_ok() => {
            for refused in named.refused {
                let entry = refused.entry.display();
                output::complain(&format!("{entry} was not added: it is no file of this computer"), "");
            }
            return Ok(super::DONE);
        }
        Err(_) => workplace.lock()?,
    };
    workplace.serve()?;
    let (model, options) = workplace.begin(true, false, None)?;
    let folder = workplace.data.path().to_owned();
    let restart = Arc::clone(wanted);
    *opened = true;
    let ended = app::run(everywhere.display(), move |context| {
        let wake = {
            let context = context.clone();
            Arc::new(move || context.request_repaint())
        };
        let bell = Bell::new(context);
        let rung = Arc::clone(&bell);
        let (sender, arrivals) = mpsc::channel();
        let woken = Arc::clone(&wake);
        let listening = handover::listen(&folder, move |paths| {
            let _ = sender.send(paths);
            woken();
        });
        if let Err(error) = listening {
            tracing::warn!(%error, "a second start cannot hand its paths over");
        }
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
            restart,
        };
        Ok(App::new(model, link, named))
    });
    ended.map_err(|error| Complaint::failed(error.to_string(), ""))?;
    Ok(super::DONE)
}
