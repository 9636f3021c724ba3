//! The server that the arguments and the environment name.

use super::{arguments::GlobalOptions, output::CliError};
use engine::{KeyInUse, origin_of};
use model::{EnvironmentKey, KeySource, Profile, Settings};

/// The origin of the server that a key in the environment is for: the one named with `--api-url`, or else the first profile's,
/// even if another profile is in use. Other profiles have their own keys.
pub(super) fn environment_key_origin(global: &GlobalOptions, settings: &Settings) -> String {
    let first = settings.profiles.first().filter(|_| global.api_url.is_none());
    origin_of(&first.unwrap_or_else(|| settings.profile()).api_url)
}

pub(super) fn environment_key(given: &KeyInUse) -> Option<EnvironmentKey> {
    match given.source {
        KeySource::Environment(variable) => Some(EnvironmentKey {
            variable,
            origin: given.origin.clone(),
        }),
        _ => None,
    }
}

/// The server that the arguments describe, if they do: one without a profile, or the active profile with other options.
pub(super) fn profile_from_arguments(global: &GlobalOptions, settings: &Settings) -> Option<Profile> {
    let GlobalOptions {
        api_url,
        bucket,
        ca_file,
        allow_insecure_http,
        ..
    } = global;
    if api_url.is_none() && bucket.is_none() && ca_file.is_none() && !allow_insecure_http {
        return None;
    }
    let active = settings.profile();
    let mut profile = match api_url {
        // A profile with this address has the options to reach it.
        Some(api_url) => settings
            .profiles
            .iter()
            .find(|profile| profile.api_url == api_url.trim().trim_end_matches('/'))
            .cloned()
            .unwrap_or_else(|| Profile::at(api_url)),
        None => active.clone(),
    };
    profile.bucket = bucket.clone().or(profile.bucket);
    if let Some(file) = ca_file {
        profile.extra_ca_file = file.display().to_string();
    }
    profile.allow_insecure_http |= allow_insecure_http;
    Some(profile)
}

pub(super) fn no_such_profile(name: &str, settings: &Settings) -> CliError {
    let names: Vec<_> = settings.profiles.iter().map(|profile| profile.name.as_str()).collect();
    CliError::usage_error(
        format!("there is no profile {name:?}"),
        format!(
            "Available profiles: {}. Create others in the window's settings.",
            names.join(", ")
        ),
    )
}
