//! `key set`, `key status`, `key test`, `key delete`: the API key in the system's keyring.

use std::{
    env,
    io::{self, IsTerminal, Read},
};

use zeroize::Zeroizing;

use super::{
    arguments::{GlobalOptions, KeyAction},
    output::{self, CliError},
    setup::Setup,
};
use engine::{client_of, origin_of, test_connection};
use model::{Finding, KeySource};
use que_sdk::secret::ApiKey;
use que_sdk::text::decode;
use store::{KeyringError, PROMPT_TIMEOUT};

const KEYRING: &str = model::keyring!();

/// Number of bytes read at most: enough to see that something is not a key.
const MAX_INPUT: u64 = 16 * 1024;

/// Carries out the action.
pub(super) fn run(global: &GlobalOptions, action: KeyAction) -> Result<u8, CliError> {
    let setup = Setup::open_to_read(global)?;
    if setup.is_sandbox() {
        return Err(CliError::usage_error(
            "the sandbox has its own key",
            "Remove --sandbox.",
        ));
    }
    setup.note_unused_key();
    let origin = origin_of(&setup.settings.profile().api_url);
    let keyring = &setup.keyring;
    match action {
        KeyAction::Set => {
            let key = read_key()?;
            keyring
                .set(&origin, &key, PROMPT_TIMEOUT)
                .map_err(|error| keyring_failed(&error))?;
            output::line(&format!("The key for {origin} is in {KEYRING}."));
            if let Some(in_use) = setup.key() {
                let KeySource::Environment(name) = in_use.source else {
                    return Ok(super::DONE);
                };
                output::note(&format!("{name} is also set, and takes precedence over {KEYRING}."));
            }
        }
        KeyAction::Status => {
            if let Some(KeySource::Environment(name)) = setup.key().map(|in_use| &in_use.source) {
                output::line(&format!("The key for {origin} comes from {name}."));
                return Ok(super::DONE);
            }
            match keyring
                .get(&origin, PROMPT_TIMEOUT)
                .map_err(|error| keyring_failed(&error))?
            {
                Some(_) => output::line(&format!("The key for {origin} is in {KEYRING}.")),
                None => {
                    output::line(&format!("There is no key for {origin}."));
                    return Ok(super::WRONG_USE);
                }
            }
        }
        KeyAction::Test => return test(&setup, &origin),
        KeyAction::Delete => {
            keyring
                .delete(&origin, PROMPT_TIMEOUT)
                .map_err(|error| keyring_failed(&error))?;
            output::line(&format!("The key for {origin} is no longer in {KEYRING}."));
        }
    }
    Ok(super::DONE)
}

/// Tests the connection. Each kind of failure says what to do.
fn test(setup: &Setup, origin: &str) -> Result<u8, CliError> {
    let mut keyring_error = None;
    let key = match setup.key() {
        Some(in_use) => Some(in_use.key.clone()),
        None => setup.keyring.get(origin, PROMPT_TIMEOUT).unwrap_or_else(|error| {
            keyring_error = Some(error);
            None
        }),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::failed(format!("could not start the test: {error}"), "Try again."))?;
    let client = client_of(setup.settings.profile(), key.as_ref());
    let report = runtime.block_on(test_connection(client, key.is_some()));
    if let Some(detail) = &report.detail {
        tracing::info!("the connection test found: {detail}");
    }
    match report.finding {
        Finding::Works => {
            output::line(&report.headline);
            Ok(super::DONE)
        }
        Finding::NoKey => Err(match keyring_error {
            Some(error) => keyring_failed(&error),
            None => CliError::usage_error(report.headline, "Set it with: que-uploader key set < key.txt"),
        }),
        _ => Err(CliError::failed(report.headline, &report.hint)),
    }
}

/// How to enter the key on a terminal of this operating system, see [`env::consts::OS`].
fn prompt(os: &str) -> &'static str {
    match os {
        "windows" => {
            "Paste the key, press Enter, then Ctrl+Z and Enter. The key is visible while you type. To avoid that, use a pipe."
        }
        _ => "Paste the key, press Enter, then Ctrl+D. The key is visible while you type. To avoid that, use a pipe.",
    }
}

fn read_key() -> Result<ApiKey, CliError> {
    if io::stdin().is_terminal() {
        output::note(prompt(env::consts::OS));
    }
    let unreadable = |why: &dyn std::fmt::Display| {
        CliError::usage_error(
            format!("could not read the key from standard input: {why}"),
            "Provide it as plain text.",
        )
    };
    let mut bytes = Zeroizing::new(Vec::new());
    let mut start = io::stdin().take(MAX_INPUT);
    start.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    let whole = match std::str::from_utf8(&bytes) {
        // The limit may cut a character in two.
        Err(error) if bytes.len() as u64 == MAX_INPUT && error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => &bytes[..],
    };
    let text = decode(whole).map_err(|error| unreadable(&error))?;
    // Also wipes a decoded copy.
    let text = Zeroizing::new(text.into_owned());
    ApiKey::parse(&text).map_err(|error| {
        CliError::usage_error(
            error.to_string(),
            "Provide the key on standard input: que-uploader key set < key.txt",
        )
    })
}

fn keyring_failed(error: &KeyringError) -> CliError {
    CliError::failed(error.to_string(), error.hint())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prompt_names_the_keys_that_end_input_on_each_system() {
        assert!(prompt("windows").contains("Ctrl+Z and Enter"));
        for os in ["linux", "macos"] {
            assert!(prompt(os).contains("then Ctrl+D."));
        }
    }
}
