//! Why a sandbox cannot be started.

use std::io;
use std::path::PathBuf;

/// Why a sandbox cannot be started. None of these holds a key.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The data folder, or something in it, cannot be read or written.
    #[error("the sandbox cannot use {}: {source}", path.display())]
    Data {
        /// The folder or file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// Something that is no folder has the name of the data folder.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// What was named.
        path: PathBuf,
    },
    /// The folder holds what no sandbox has made.
    #[error("the folder {} holds other files than a sandbox's", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// Another sandbox runs on the same data folder.
    #[error("another sandbox is using {}", path.display())]
    InUse {
        /// The data folder.
        path: PathBuf,
    },
    /// A kept file is damaged; deleting it makes the next start write a new one.
    #[error("{} is damaged ({reason}); delete it to have a new one made", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The port cannot be listened on.
    #[error("the sandbox cannot listen on port {port}: {source}")]
    Listen {
        /// The port asked for; 0 is any.
        port: u16,
        /// What the operating system says.
        source: io::Error,
    },
    /// Certificates could not be made.
    #[error("the sandbox's certificates could not be made: {0}")]
    Certificates(#[from] rcgen::Error),
    /// The C2PA engine does not take its settings or certificates.
    #[error("the C2PA engine could not be set up: {0}")]
    CredentialsEngine(#[from] c2pa::Error),
    /// The storage could not be set up.
    #[error("the sandbox's storage could not be set up: {0}")]
    Storage(String),
}

impl SandboxError {
    /// What to do, in one sentence.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Data { .. } | Self::Storage(_) => {
                "Make the folder writable and see that its disk is not full, or name another with --data-dir (for \
                 the sandbox command: --data)."
            }
            Self::NotAFolder { .. } | Self::Foreign { .. } => {
                "Nothing in it was touched. Name an empty or a new folder with --data-dir (for the sandbox command: --data)."
            }
            Self::InUse { .. } => "Close the other one, or give this one a folder of its own with --data-dir.",
            Self::Damaged { .. } => "What was signed before stays as it is, but new files get a new signer.",
            Self::Listen { .. } => "Choose another port, or leave it to the system.",
            Self::Certificates(_) | Self::CredentialsEngine(_) => "This is a fault of the program; please report it.",
        }
    }

    /// Says which path an I/O error belongs to.
    pub(super) fn data(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Data { path, source }
    }
}
