//! Everything that lasts: the queue and the history in SQLite, the settings and presets in files, the API key in the OS
//! keyring.
//!
//! All calls block. Give the database its own thread; the keyring has one already, because it can wait for the user.
//!
//! | To find | look in |
//! |---|---|
//! | the open database | `database` ([`Store`]), `connection` (how SQLite is set up), `schema` (tables, migrations) |
//! | writing | `change` ([`Change`]: everything that can happen to an upload), `forget`, `recovery` (the start of a session) |
//! | reading | `rows`, `history` (searches), `details`, `earlier`, `counts`, `issued_keys` (the same key twice) |
//! | the search index | `history_row` (what can be searched), `search_index` (filled later) |
//! | a file that is deleted, replaced or damaged | `open_file`, `put_back`, `salvage`, `set_aside`, `sidecars` |
//! | the data folder | `data_directory` ([`DataDirectory`], [`Lock`]), `layout` (names), `private` (permissions), `log_file` |
//! | whose a file is | `header`, `foreign` (not ours), `protected`, `protected_files`, `write_guard` (ours) |
//! | settings, presets, API key | `settings`, `presets`, `keyring` |

#![forbid(unsafe_code)]

mod change;
mod connection;
mod counts;
mod data_directory;
mod database;
mod details;
mod earlier;
mod error;
mod foreign;
mod forget;
mod header;
mod history;
mod history_row;
mod identity;
mod issued_keys;
mod kept_credentials;
mod kept_pictures;
mod keyring;
mod layout;
mod log_file;
mod open_file;
pub mod path_bytes;
mod presets;
mod private;
mod protected;
mod protected_files;
mod put_back;
mod recovery;
mod rows;
mod salvage;
mod schema;
mod search_index;
mod set_aside;
mod settings;
mod sidecars;
mod signer;
mod statement;
mod write_guard;

pub use change::{AttemptOutcome, Change, SignFailure};
pub use data_directory::{DataDirectory, DataDirectoryError, Lock, database_beside, trust_lists_beside};
pub use database::Store;
pub use earlier::{PreviousSessions, UploadedFile};
pub use error::{IssuedKey, StoreError};
pub use forget::Forgotten;
pub use kept_credentials::EarlierStores;
pub use kept_pictures::KeptPictures;
pub use keyring::{Keyring, KeyringError, PROMPT_TIMEOUT, READ_TIMEOUT};
pub use log_file::LogFile;
pub use presets::{load_presets, presets_beside, save_presets};
pub use protected::{Protected, ProtectedData};
pub use protected_files::ProtectedFiles;
pub use recovery::{LeftUnsigned, Restored, Unverified};
pub use settings::{SettingsError, load_settings, save_settings};

/// A problem that was worked around. Tell the user; there is no need to stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, in one sentence.
    pub headline: String,
    /// What to do, in one sentence.
    pub hint: String,
}

#[cfg(test)]
mod tests;
