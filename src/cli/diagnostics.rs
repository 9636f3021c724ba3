//! `diagnostics`: what to send along when something does not work.

use super::{
    arguments::Everywhere,
    output::{self, Complaint},
    setup::Workplace,
};
use crate::{
    diagnostics::{Subject, report},
    log,
};
use engine::origin_of;
use model::{EnvironmentKey, KeySource, KeyState};
use store::READ_TIMEOUT;

/// Prints the report. What cannot be found out is part of it.
pub(super) fn run(everywhere: &Everywhere) -> Result<u8, Complaint> {
    let workplace = Workplace::open_to_read(everywhere)?;
    let mut troubles: Vec<String> = workplace
        .trouble
        .iter()
        .map(|trouble| trouble.headline.clone())
        .collect();
    let counts = match workplace.store() {
        Ok(store) => store.counts().map_err(|error| error.to_string()),
        Err(complaint) => Err(complaint.headline),
    };
    let counts = counts.unwrap_or_else(|trouble| {
        troubles.push(trouble);
        Vec::new()
    });
    if let Some(EnvironmentKey { variable, origin }) = workplace.unused_key() {
        troubles.push(format!("{variable} is for {origin} and is not used here"));
    }
    let key = key_state(&workplace);
    let subject = Subject {
        settings: &workplace.settings,
        sandbox: workplace.is_sandbox(),
        key: &key,
        counts,
        troubles,
    };
    log::flush();
    let text = report(&subject, &workplace.data.log().last_lines(log::RECENT));
    output::text(&text);
    Ok(super::DONE)
}

fn key_state(workplace: &Workplace) -> KeyState {
    let present = |source| KeyState::Present {
        source,
        keyring_trouble: None,
    };
    if let Some(in_use) = workplace.key() {
        return present(in_use.source.clone());
    }
    if workplace.is_sandbox() {
        return present(KeySource::Sandbox);
    }
    match workplace
        .keyring
        .get(&origin_of(&workplace.settings.profile().api_url), READ_TIMEOUT)
    {
        Ok(Some(_)) => present(KeySource::Keyring),
        Ok(None) => KeyState::Missing { keyring_trouble: None },
        Err(error) => KeyState::Missing {
            keyring_trouble: Some(error.to_string()),
        },
    }
}
