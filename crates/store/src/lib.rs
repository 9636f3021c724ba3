//! What lasts: the queue and the history in SQLite, the settings in a file, the API key in the OS keyring.
//!
//! All calls block. The database is for one thread of the engine; the keyring has threads of its own, because it can
//! wait for a person.

#![forbid(unsafe_code)]

mod beside;
mod change;
mod counts;
mod database;
mod details;
mod earlier;
mod error;
mod filing;
mod forget;
mod given;
mod history;
mod keyring;
mod log_file;
mod own;
mod own_files;
pub mod path_bytes;
mod place;
mod presence;
mod presets;
mod restore;
mod rows;
mod salvage;
mod schema;
mod settings;

pub use change::{AttemptOutcome, Change, Unsigned};
pub use database::Store;
pub use earlier::{Earlier, UploadedFile};
pub use error::StoreError;
pub use forget::Forgotten;
pub use given::Given;
pub use keyring::{Keyring, KeyringError, PROMPT_TIMEOUT, READ_TIMEOUT};
pub use log_file::LogFile;
pub use own::{Own, OwnData};
pub use own_files::OwnFiles;
pub use place::{DataDirectory, Lock, PlaceError, database_beside};
pub use presets::{load_presets, presets_beside, save_presets};
pub use restore::{LeftUnsigned, Restored};
pub use settings::{SettingsError, load_settings, save_settings};

/// Something that went wrong and was got round: worth telling, not worth stopping for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, in one sentence.
    pub headline: String,
    /// What to do, in one sentence.
    pub hint: String,
}

#[cfg(test)]
mod tests;
