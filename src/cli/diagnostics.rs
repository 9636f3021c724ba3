//! `diagnostics`: a report to attach when asking for help.

use super::{
    arguments::GlobalOptions,
    output::{self, CliError},
    setup::Setup,
};
use crate::{
    diagnostics::{Subject, report},
    log,
};
use engine::origin_of;
use model::{ApiKeyState, EnvironmentKey, KeySource};
use store::READ_TIMEOUT;

/// Prints the report, including what could not be read.
pub(super) fn run(global: &GlobalOptions) -> Result<u8, CliError> {
    let setup = Setup::open_to_read(global)?;
    let mut problems: Vec<String> = setup.trouble.iter().map(|trouble| trouble.headline.clone()).collect();
    let counts = match setup.store() {
        Ok(store) => store.counts().map_err(|error| error.to_string()),
        Err(error) => Err(error.headline),
    };
    let counts = counts.unwrap_or_else(|trouble| {
        problems.push(trouble);
        Vec::new()
    });
    if let Some(EnvironmentKey { variable, origin }) = setup.unused_key() {
        problems.push(format!("{variable} is for {origin} and is not used here"));
    }
    let key = key_state(&setup);
    let subject = Subject {
        settings: &setup.settings,
        sandbox: setup.is_sandbox(),
        key: &key,
        counts,
        problems,
    };
    log::flush();
    let text = report(&subject, &setup.data.log().last_lines(log::RECENT));
    output::text(&text);
    Ok(super::DONE)
}

fn key_state(setup: &Setup) -> ApiKeyState {
    let present = |source| ApiKeyState::Present {
        source,
        keyring_trouble: None,
    };
    if let Some(in_use) = setup.key() {
        return present(in_use.source.clone());
    }
    if setup.is_sandbox() {
        return present(KeySource::Sandbox);
    }
    match setup
        .keyring
        .get(&origin_of(&setup.settings.profile().api_url), READ_TIMEOUT)
    {
        Ok(Some(_)) => present(KeySource::Keyring),
        Ok(None) => ApiKeyState::Missing { keyring_trouble: None },
        Err(error) => ApiKeyState::Missing {
            keyring_trouble: Some(error.to_string().into()),
        },
    }
}
