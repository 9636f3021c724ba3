//! Which program is started as a child.

use std::{
    ffi::OsString,
    path::PathBuf,
    process::{Command, Stdio},
};

use super::SUBCOMMAND;

/// Variables that a child gets: where temporary files go, and what a program needs to start at all.
const KEPT_VARIABLES: [&str; 7] = [
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SystemRoot",
    "windir",
    "TMPDIR",
    "TEMP",
    "TMP",
];

/// The program that decodes: this one. Handed down to whoever reads foreign files, since a test is another program.
#[derive(Debug, Clone)]
pub struct DecoderProgram {
    path: PathBuf,
    arguments: Vec<OsString>,
}

impl DecoderProgram {
    /// The program that runs now, also after its file was replaced or deleted (on Linux).
    #[must_use]
    pub fn this() -> Self {
        let running = PathBuf::from("/proc/self/exe");
        if cfg!(target_os = "linux") && running.exists() {
            return Self::at(running);
        }
        // Where the system does not know, starting it says so.
        Self::at(std::env::current_exe().unwrap_or_default())
    }

    /// The program in this file.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            arguments: vec![SUBCOMMAND.into()],
        }
    }

    /// The tests that run now, of which the ignored one named `test` is the child. For tests alone.
    #[doc(hidden)]
    #[must_use]
    pub fn in_test(test: &str) -> Self {
        let arguments = ["--exact", test, "--ignored", "--nocapture", "--test-threads=1"];
        Self {
            path: std::env::current_exe().unwrap_or_default(),
            arguments: arguments.map(OsString::from).to_vec(),
        }
    }

    /// How a child is started: without the environment of this process, which may hold the key, and apart from its
    /// terminal, whose Ctrl+C is for the program to hear.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).env_clear();
        for name in KEPT_VARIABLES {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Its last words tell why it gave up.
            .stderr(Stdio::piped());
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt as _;
            command.arg0("que-uploader").process_group(0);
        }
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt as _;
            // CREATE_NO_WINDOW: no console window flashes up. A job object with limits on memory would be set here, too.
            command.creation_flags(0x0800_0000);
        }
        command
    }
}
