//! What the user asked for, as the window reports it.

use std::{fmt, path::PathBuf};

use model::{ExportFormat, Intent, KeptStore, UploadId};

/// What the user asked for in the window.
#[derive(Debug)]
pub enum Request {
    /// A request to the model.
    Intent(Intent),
    /// Ask which files to add.
    PickFiles,
    /// Ask which folders to add.
    PickFolder,
    /// Ask which files to find in the history.
    PickToFind,
    /// Ask which files to check without uploading them.
    PickToCheck,
    /// Ask where to save these records.
    PickExport {
        /// The records.
        ids: Vec<UploadId>,
        /// The file format.
        format: ExportFormat,
        /// The suggested name, without its extension.
        stem: String,
    },
    /// Add the paths in this pasted text, one per line.
    Paste(String),
    /// Ask where to save the signed copy of this upload.
    SaveSigned {
        /// The upload.
        id: UploadId,
        /// The suggested name.
        name: String,
        /// The folder of the original, where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Ask for a folder for the signed copies of these uploads.
    SaveAllSigned {
        /// The uploads, each with the name of its file.
        files: Vec<(UploadId, String)>,
        /// The folder of the first original, where the dialog starts.
        folder: Option<PathBuf>,
    },
    /// Ask where to save this text.
    SaveText {
        /// The title of the dialog.
        title: String,
        /// The suggested name.
        name: String,
        /// The content.
        text: TextSource,
    },
    /// Show this file in the file manager.
    OpenFolder(PathBuf),
    /// Ask for a file of certificate authorities.
    PickAuthorities,
    /// Ask for a PEM file to add as a trust list.
    PickTrustList,
    /// Restart in the sandbox.
    TrySandbox,
    /// Restart outside the sandbox, on the profile of this name.
    LeaveSandbox(String),
    /// Collect a diagnostics report and show it before it is copied.
    ShowDiagnostics,
    /// Close the window.
    Quit,
}

/// Builds a text, given the name of the file that is saved beside it, if any.
pub type MakeText = Box<dyn FnOnce(Option<&str>) -> String + Send>;

/// A text that is built on demand, on the thread that needs it.
pub struct TextSource {
    make: MakeText,
    /// Earlier credentials that are saved beside it.
    kept: Option<KeptStore>,
}

impl TextSource {
    /// A text that is built later.
    pub fn new(make: impl FnOnce() -> String + Send + 'static) -> Self {
        Self {
            make: Box::new(|_| make()),
            kept: None,
        }
    }

    /// A text that names the file beside it with these earlier credentials.
    pub fn beside(kept: Option<KeptStore>, make: impl FnOnce(Option<&str>) -> String + Send + 'static) -> Self {
        let make = Box::new(make);
        Self { make, kept }
    }

    /// How to build it, given the name of the file beside it, and the earlier credentials for that file.
    #[must_use]
    pub fn into_parts(self) -> (MakeText, Option<KeptStore>) {
        (self.make, self.kept)
    }
}

impl From<String> for TextSource {
    fn from(text: String) -> Self {
        Self::new(move || text)
    }
}

impl fmt::Debug for TextSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TextSource")
    }
}
