//! Why a sandbox cannot start.

use std::io;
use std::path::PathBuf;

/// Why a sandbox cannot start. No variant holds a key.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The data folder or a file in it cannot be read or written.
    #[error("the sandbox cannot use {}: {source}", path.display())]
    Data {
        /// The folder or file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The path of the data folder is not a folder.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// The folder has content that no sandbox created.
    #[error("the folder {} holds other files than a sandbox's", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// Another sandbox is using the same data folder.
    #[error("another sandbox is using {}", path.display())]
    InUse {
        /// The data folder.
        path: PathBuf,
    },
    /// A stored file is damaged. If you delete it, the next start writes a new one.
    #[error("{} is damaged ({reason}); delete it to get a new one", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Cannot listen on the port.
    #[error("the sandbox cannot listen on port {port}: {source}")]
    Listen {
        /// The requested port; 0 means any.
        port: u16,
        /// The error of the operating system.
        source: io::Error,
    },
    /// Certificates could not be created.
    #[error("the sandbox's certificates could not be created: {0}")]
    Certificates(#[from] rcgen::Error),
    /// The C2PA engine does not accept its settings or certificates.
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
                "Make the folder writable and check that its disk is not full, or choose another one with --data-dir (for \
                 the sandbox command: --data)."
            }
            Self::NotAFolder { .. } | Self::Foreign { .. } => {
                "Nothing in it was changed. Choose an empty or new folder with --data-dir (for the sandbox command: --data)."
            }
            Self::InUse { .. } => "Close the other one, or choose another folder with --data-dir.",
            Self::Damaged { .. } => "Files you signed earlier stay as they are. New files get a new signer.",
            Self::Listen { .. } => "Choose another port, or let the system choose one.",
            Self::Certificates(_) | Self::CredentialsEngine(_) => "This is a bug in the program. Please report it.",
        }
    }

    /// Adds the path to an I/O error.
    pub(super) fn data(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Data { path, source }
    }
}
