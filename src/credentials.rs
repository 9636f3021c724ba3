//! Content Credentials: the manifest that is sent, and what a report says. Pure: no file, no socket, no clock.

mod form;
mod here;
mod json;
mod lint;
mod origin;
mod proof;
mod report;
mod template;

pub use crate::model::{MAX_SIGNED_BYTES, can_be_signed, signable_names};
pub use form::{BLANK, ManifestError, ManifestForm, Training, TrainingChoice, TrainingUse, check_manifest};
pub use here::{Settled, parts as report_parts, report_alone, settle};
pub use json::Place;
pub use lint::{Lint, LintCode, LintFor, Mend, Severity, errors, lint};
pub use origin::Origin;
pub use proof::{proof, proof_name};
pub use report::{
    Action, AiUse, Assertion, Certificate, Ingredient, Reading, Report, StatusCode, StatusKind, bounded_json,
    read_refusal, read_report,
};
pub use template::{FileFacts, PLACEHOLDERS, escape_text, fill, fill_text};
