//! Lists of trusted signers of Content Credentials: which lists there are, what they hold, and the copies on this computer.
//!
//! A signature proves that a file is as its signer left it. Who the signer is, only a list of trusted signers says. There are
//! several, and which of them knows a signer matters: see [`ListName`]. Nothing here fetches anything. Whoever does, because
//! a user asked for it, gives the texts to [`StoredList::new`], which refuses what is no such list.
//!
//! ```text
//! source.rs        which lists there are, and the address of each of their files
//! certificates.rs  PEM files, lists of hashes and of uses
//! issuing.rs       whether a certificate may issue others
//! list.rs          a list as a reader uses it, from a stored list or from a user's own PEM file
//! server.rs        of which Que server a list is
//! stored.rs        a list and its copy on disk
//! kept.rs          the copies on this computer: finding, adding and removing them
//! system_error.rs  errors of the system as values
//! ```

#![forbid(unsafe_code)]

mod certificates;
mod issuing;
mod kept;
mod list;
mod server;
mod source;
mod stored;
mod system_error;

pub use certificates::{Certificate, ListError, certificates, certificates_of_der};
pub use kept::{Decode, KeptList, MAX_LIST_NAME, MAX_OWN, NotAdded, add_own, find_kept, kept_lists, remove};
pub use list::{Allowance, MAX_LISTS_BYTES, TrustList};
pub use server::{TitledList, known, title_of};
pub use source::{Addresses, ListName, MAX_PART_BYTES, Part, Role};
pub use stored::{DamagedList, FetchedPart, OLD_AFTER_DAYS, StoredList, StoredPart};
pub use system_error::SystemError;
