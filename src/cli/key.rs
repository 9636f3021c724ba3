//! `key set`, `key status`, `key test`, `key delete`: the API key in the keyring of the system.

use std::io::{self, IsTerminal, Read};

use zeroize::Zeroizing;

use super::{
    arguments::{Everywhere, KeyAction},
    output::{self, Complaint},
    setup::Workplace,
};
use engine::{client_of, origin_of, test_connection};
use model::{Finding, KeySource};
use que_sdk::secret::ApiKey;
use que_sdk::text::decode;
use store::{KeyringError, PROMPT_TIMEOUT};

/// So many bytes are read: enough to see that it is no key.
const ENOUGH: u64 = 16 * 1024;

/// Does what the action says.
pub(super) fn run(everywhere: &Everywhere, action: KeyAction) -> Result<u8, Complaint> {
    let workplace = Workplace::open_to_read(everywhere)?;
    if workplace.is_sandbox() {
        return Err(Complaint::wrong_use(
            "the sandbox has a key of its own",
            "Leave out --sandbox.",
        ));
    }
    workplace.tell_unused_key();
    let origin = origin_of(&workplace.settings.profile().api_url);
    let keyring = &workplace.keyring;
    match action {
        KeyAction::Set => {
            let key = read_key()?;
            keyring
                .set(&origin, &key, PROMPT_TIMEOUT)
                .map_err(|error| complaint(&error))?;
            output::line(&format!("The key for {origin} is in the keyring."));
            if let Some(in_use) = workplace.key() {
                let KeySource::Environment(name) = in_use.source else {
                    return Ok(super::DONE);
                };
                output::note(&format!("{name} is set as well, and counts before the keyring."));
            }
        }
        KeyAction::Status => {
            if let Some(KeySource::Environment(name)) = workplace.key().map(|in_use| &in_use.source) {
                output::line(&format!("The key for {origin} comes from {name}."));
                return Ok(super::DONE);
            }
            match keyring
                .get(&origin, PROMPT_TIMEOUT)
                .map_err(|error| complaint(&error))?
            {
                Some(_) => output::line(&format!("The key for {origin} is in the keyring.")),
                None => {
                    output::line(&format!("There is no key for {origin}."));
                    return Ok(super::WRONG_USE);
                }
            }
        }
        KeyAction::Test => return test(&workplace, &origin),
        KeyAction::Delete => {
            keyring
                .delete(&origin, PROMPT_TIMEOUT)
                .map_err(|error| complaint(&error))?;
            output::line(&format!("There is no key for {origin} in the keyring any more."));
        }
    }
    Ok(super::DONE)
}

/// Tells the failures apart, each with what to do.
fn test(workplace: &Workplace, origin: &str) -> Result<u8, Complaint> {
    let mut without = None;
    let key = match workplace.key() {
        Some(in_use) => Some(in_use.key.clone()),
        None => workplace.keyring.get(origin, PROMPT_TIMEOUT).unwrap_or_else(|error| {
            without = Some(error);
            None
        }),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Complaint::failed(format!("the test cannot be started: {error}"), "Try again."))?;
    let client = client_of(workplace.settings.profile(), key.as_ref());
    let report = runtime.block_on(test_connection(client, key.is_some()));
    if let Some(detail) = &report.detail {
        tracing::info!("the connection test found: {detail}");
    }
    match report.finding {
        Finding::Works => {
            output::line(&report.headline);
            Ok(super::DONE)
        }
        Finding::NoKey => Err(match without {
            Some(error) => complaint(&error),
            None => Complaint::wrong_use(
                report.headline,
                "Give it on standard input: que-uploader key set < key.txt",
            ),
        }),
        _ => Err(Complaint::failed(report.headline, &report.hint)),
    }
}

fn read_key() -> Result<ApiKey, Complaint> {
    if io::stdin().is_terminal() {
        output::note("Paste the key and press Enter, then Ctrl+D. It is shown as you type; a pipe shows nothing.");
    }
    let unreadable = |why: &dyn std::fmt::Display| {
        Complaint::wrong_use(
            format!("the key cannot be read from standard input: {why}"),
            "Give it as plain text.",
        )
    };
    let mut bytes = Zeroizing::new(Vec::new());
    let mut start = io::stdin().take(ENOUGH);
    start.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    let whole = match std::str::from_utf8(&bytes) {
        // A letter may be cut in two at the end of what is read.
        Err(error) if bytes.len() as u64 == ENOUGH && error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => &bytes[..],
    };
    let text = decode(whole).map_err(|error| unreadable(&error))?;
    // What is not borrowed is wiped, too.
    let text = Zeroizing::new(text.into_owned());
    ApiKey::parse(&text).map_err(|error| {
        Complaint::wrong_use(
            error.to_string(),
            "Give the key on standard input, as in: que-uploader key set < key.txt",
        )
    })
}

fn complaint(error: &KeyringError) -> Complaint {
    Complaint::failed(error.to_string(), error.hint())
}
