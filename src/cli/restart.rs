//! Restarts the program on the sandbox or on a profile.

use std::{ffi::OsString, process::Command};

#[cfg(not(unix))]
use super::output;
use super::{arguments::GlobalOptions, output::CliError};
use crate::{app::Restart, log};

/// Starts the program again. Returns only on failure, or if the system can only start a second process.
pub(super) fn again(global: &GlobalOptions, restart: &Restart) -> Result<u8, CliError> {
    let failed = |error: std::io::Error| {
        let hint = match restart {
            Restart::Sandbox => "Start it with --sandbox.",
            Restart::Profile(_) => "Start it without --sandbox.",
        };
        CliError::failed(format!("could not restart: {error}"), hint)
    };
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    // A server named in the environment would override both.
    command.args(arguments(global, restart)).env_remove("QUE_API_URL");
    log::flush();
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(failed(command.exec()))
    }
    #[cfg(not(unix))]
    {
        let mut program = command.spawn().map_err(failed)?;
        // A terminal or a script that started this program waits for it to exit.
        if !output::is_terminal() {
            return Ok(super::DONE);
        }
        let ended = program.wait().map_err(failed)?;
        Ok(ended
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(super::FAILED))
    }
}

/// The arguments of the new program. Without files: those were already added.
fn arguments(global: &GlobalOptions, restart: &Restart) -> Vec<OsString> {
    let mut arguments = Vec::new();
    if let Some(folder) = &global.data_dir {
        arguments.extend(["--data-dir".into(), folder.clone().into_os_string()]);
    }
    arguments.extend((0..global.verbose).map(|_| "--verbose".into()));
    #[cfg(all(target_os = "linux", feature = "wayland"))]
    if global.wayland {
        arguments.push("--wayland".into());
    }
    match restart {
        Restart::Sandbox => arguments.push("--sandbox".into()),
        // With an equals sign, a name may start with a hyphen.
        Restart::Profile(name) => arguments.push(format!("--profile={name}").into()),
    }
    arguments
}

#[cfg(all(test, feature = "sandbox"))]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::arguments::Arguments;

    #[test]
    fn the_program_can_parse_the_arguments_it_restarts_with() {
        let parse = |arguments: &[OsString]| {
            let whole = [OsString::from("que-uploader")]
                .into_iter()
                .chain(arguments.iter().cloned());
            Arguments::try_parse_from(whole).unwrap()
        };
        let after = |first: &[&str], restart: &Restart| {
            let first: Vec<OsString> = first.iter().map(OsString::from).collect();
            parse(&arguments(&parse(&first).global, restart))
        };
        let first = ["--data-dir", "/d", "-vv", "--api-url", "https://x.example", "photo.jpg"];
        let sandbox = after(&first, &Restart::Sandbox);
        assert!(sandbox.global.uses_sandbox() && sandbox.global.api_url.is_none());
        assert_eq!(sandbox.global.data_dir, Some("/d".into()));
        assert_eq!((sandbox.global.verbose, sandbox.paths.len()), (2, 0));

        let back = after(&["--sandbox"], &Restart::Profile("-v Work & co".to_owned()));
        assert!(!back.global.uses_sandbox());
        assert_eq!(back.global.profile.as_deref(), Some("-v Work & co"));
    }
}
