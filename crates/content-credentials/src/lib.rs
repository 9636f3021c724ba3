//! Content Credentials: the manifest that is sent, and what a report says. Pure: no file, no socket, no clock.

#![forbid(unsafe_code)]

mod form;
mod formats;
mod here;
mod json;
mod lint;
mod origin;
mod report;
mod template;
mod verdict;

pub use form::{BLANK, ManifestForm, Training, TrainingChoice, TrainingUse};
pub use formats::{MAX_SIGNED_BYTES, Unsignable, can_be_signed, check_signable, signable_names};
pub use here::{Bytes, ReadHere, Settled, parts as report_parts, report_alone, settle};
pub use json::Place;
pub use lint::{Lint, LintCode, LintFor, Mend, Severity, errors, lint};
pub use origin::Origin;
pub use report::{
    Action, AiUse, Assertion, Certificate, Ingredient, Reading, Report, StatusCode, StatusKind, bounded_json,
    read_refusal, read_report,
};
pub use template::{FileFacts, PLACEHOLDERS, escape_text, fill};
pub use verdict::Verdict;
