//! The window: opens what it works on, then hands over to [`crate::app`].

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
};

use super::{arguments::Everywhere, output::Complaint, setup::Workplace, signals::Interrupted};
use crate::{
    app::{self, App, Link},
    engine::Engine,
    handover,
    store::PlaceError,
};

/// Opens the window and stays until it is closed.
pub(super) fn run(everywhere: &Everywhere, paths: Vec<PathBuf>) -> Result<u8, Complaint> {
    let mut workplace = Workplace::open_to_read(everywhere)?;
    let _lock = match workplace.data.lock() {
        Ok(lock) => lock,
        // The window is open already: it takes the paths, and comes to the front.
        Err(PlaceError::InUse(_)) if handover::hand_over(workplace.data.path(), &paths).is_ok() => {
            return Ok(super::DONE);
        }
        Err(_) => workplace.lock()?,
    };
    workplace.serve()?;
    let (model, options) = workplace.begin(true, None)?;
    let folder = workplace.data.path().to_owned();
    let shown = app::run(move |context| {
        let wake = {
            let context = context.clone();
            Arc::new(move || context.request_repaint())
        };
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
        let (engine, events) = Engine::start(options, wake).map_err(|error| error.to_string())?;
        let link = Link {
            send: Box::new(move |command| engine.send(command)),
            events,
            arrivals,
            ending,
        };
        Ok(App::new(model, link, paths))
    });
    shown.map_err(|error| Complaint::failed(error.to_string(), ""))?;
    Ok(super::DONE)
}
