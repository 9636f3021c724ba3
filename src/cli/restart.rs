//! Starting again as something else: on the sandbox, or on a profile. This program makes way for a new one.

use std::{ffi::OsString, process::Command};

#[cfg(not(unix))]
use super::output;
use super::{arguments::Everywhere, output::Complaint};
use crate::{app::Restart, log};

/// Starts the program again. Returns only where that fails, or where the system knows no other way than a second one.
pub(super) fn again(everywhere: &Everywhere, restart: &Restart) -> Result<u8, Complaint> {
    let failed = |error: std::io::Error| {
        let hint = match restart {
            Restart::Sandbox => "Start it with --sandbox.",
            Restart::Profile(_) => "Start it without --sandbox.",
        };
        Complaint::failed(format!("the program cannot be started again: {error}"), hint)
    };
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    // A server that the environment names would stand in the way of either.
    command.args(arguments(everywhere, restart)).env_remove("QUE_API_URL");
    log::flush();
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(failed(command.exec()))
    }
    #[cfg(not(unix))]
    {
        let mut program = command.spawn().map_err(failed)?;
        // Who started this program in a terminal or a script waits for its end.
        if !output::is_watched() {
            return Ok(super::DONE);
        }
        let ended = program.wait().map_err(failed)?;
        Ok(ended
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(super::FAILED))
    }
}

/// The arguments of the new program. Files are not among them: they were added where they were named.
fn arguments(everywhere: &Everywhere, restart: &Restart) -> Vec<OsString> {
    let mut arguments = Vec::new();
    if let Some(folder) = &everywhere.data_dir {
        arguments.extend(["--data-dir".into(), folder.clone().into_os_string()]);
    }
    arguments.extend((0..everywhere.verbose).map(|_| "--verbose".into()));
    #[cfg(all(target_os = "linux", feature = "wayland"))]
    if everywhere.wayland {
        arguments.push("--wayland".into());
    }
    match restart {
        Restart::Sandbox => arguments.push("--sandbox".into()),
        // With an equals sign a name may begin with a hyphen.
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
    fn what_the_program_is_started_again_with_is_understood_by_it() {
        let parse = |arguments: &[OsString]| {
            let whole = [OsString::from("que-uploader")]
                .into_iter()
                .chain(arguments.iter().cloned());
            Arguments::try_parse_from(whole).unwrap()
        };
        let after = |first: &[&str], restart: &Restart| {
            let first: Vec<OsString> = first.iter().map(OsString::from).collect();
            parse(&arguments(&parse(&first).everywhere, restart))
        };
        let first = ["--data-dir", "/d", "-vv", "--api-url", "https://x.example", "photo.jpg"];
        let sandbox = after(&first, &Restart::Sandbox);
        assert!(sandbox.everywhere.wants_sandbox() && sandbox.everywhere.api_url.is_none());
        assert_eq!(sandbox.everywhere.data_dir, Some("/d".into()));
        assert_eq!((sandbox.everywhere.verbose, sandbox.paths.len()), (2, 0));

        let back = after(&["--sandbox"], &Restart::Profile("-v Work & co".to_owned()));
        assert!(!back.everywhere.wants_sandbox());
        assert_eq!(back.everywhere.profile.as_deref(), Some("-v Work & co"));
    }
}
