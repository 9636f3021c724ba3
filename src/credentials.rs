//! Content Credentials: the manifest that is sent, and what a report says. Pure: no file, no socket, no clock.

mod form;
mod formats;
mod report;

pub use form::{ManifestError, ManifestForm, Origin, TrainingUse, check_manifest};
pub use formats::{MAX_SIGNED_BYTES, can_be_signed, signable_names};
pub use report::{Reading, read_refusal, read_report};
