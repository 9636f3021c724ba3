//! The program that is started as a child.

use std::{
    ffi::OsString,
    path::PathBuf,
    process::{Command, Stdio},
};

use super::SUBCOMMAND;

/// The environment variables that a child inherits: the folder for temporary files, and what a program needs to start.
const INHERITED_VARIABLES: [&str; 7] = [
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SystemRoot",
    "windir",
    "TMPDIR",
    "TEMP",
    "TMP",
];

/// The program that decodes, usually this one. A value, because tests run in another program.
#[derive(Debug, Clone)]
pub struct DecoderProgram {
    path: PathBuf,
    arguments: Vec<OsString>,
}

impl DecoderProgram {
    /// The running program. On Linux, it works even after its file was replaced or deleted.
    #[must_use]
    pub fn this() -> Self {
        let running = PathBuf::from("/proc/self/exe");
        if cfg!(target_os = "linux") && running.exists() {
            return Self::at(running);
        }
        // An empty path fails when it is started.
        Self::at(std::env::current_exe().unwrap_or_default())
    }

    /// The program at this path.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            arguments: vec![SUBCOMMAND.into()],
        }
    }

    /// The running test program, whose ignored test with this name is the child.
    #[doc(hidden)]
    #[must_use]
    pub fn in_test(test: &str) -> Self {
        let arguments = ["--exact", test, "--ignored", "--nocapture", "--test-threads=1"];
        Self {
            path: std::env::current_exe().unwrap_or_default(),
            arguments: arguments.map(OsString::from).to_vec(),
        }
    }

    /// The command that starts a child. It gets neither the environment, which may hold the API key, nor the terminal's Ctrl+C,
    /// which only the program should handle.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).env_clear();
        for name in INHERITED_VARIABLES {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Says why the child ended.
            .stderr(Stdio::piped());
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt as _;
            command.arg0("que-uploader").process_group(0);
        }
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt as _;
            // CREATE_NO_WINDOW: don't open a console window.
            command.creation_flags(0x0800_0000);
        }
        command
    }
}
