//! The window: opens what it works on, then hands over to [`crate::app`].

use std::{path::PathBuf, sync::Arc};

use super::{arguments::Everywhere, output::Complaint, setup::Workplace};
use crate::{
    app::{self, App, Link},
    engine::Engine,
    model::Event,
    store::Trouble,
};

/// Opens the window and stays until it is closed.
pub(super) fn run(everywhere: &Everywhere, paths: Vec<PathBuf>) -> Result<u8, Complaint> {
    let workplace = Workplace::open(everywhere)?;
    let _lock = workplace.lock()?;
    let (mut model, options, trouble) = workplace.begin(true)?;
    for Trouble { headline, hint } in workplace.trouble.into_iter().chain(trouble) {
        model.absorb(Event::Trouble { headline, hint }, crate::model::Timestamp::default());
    }
    let shown = app::run(move |context| {
        let context = context.clone();
        let wake = Arc::new(move || context.request_repaint());
        let (engine, events) = Engine::start(options, wake).map_err(|error| error.to_string())?;
        let link = Link {
            send: Box::new(move |command| engine.send(command)),
            events,
        };
        Ok(App::new(model, link, paths))
    });
    shown.map_err(|error| Complaint::failed(error.to_string(), ""))?;
    Ok(super::DONE)
}
