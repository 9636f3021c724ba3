//! Content Credentials ([C2PA]): writes and checks the manifest to sign a file with, and interprets verification reports.
//!
//! - Manifest: [`ManifestForm`] edits it as a form, [`fill`] fills in its placeholders, and [`lint()`] finds what servers refuse.
//! - Signing: [`check_signable`] says whether a file can be signed.
//! - Report: [`read_report`] gives the [`Verdict`], [`Report::read`] all details. [`settle`] combines a server's report with one
//!   that was made locally.
//!
//! Pure: no files, no network, no clock.
//!
//! [C2PA]: https://spec.c2pa.org/

#![forbid(unsafe_code)]

mod form;
mod formats;
mod here;
mod json;
mod lint;
mod manifest;
mod origin;
mod report;
mod template;
mod verdict;

pub use form::{BLANK, ManifestForm, Training, TrainingChoice, TrainingUse};
pub use formats::{MAX_SIGNED_BYTES, Unsignable, can_be_signed, check_signable, signable_names};
pub use here::{Bytes, ReadHere, Settled, parts as report_parts, report_alone, settle};
pub use json::Place;
pub use lint::{Fix, Lint, LintCode, LintFor, Severity, errors, lint};
pub use origin::Origin;
pub use report::{
    Action, AiUse, Assertion, Certificate, Ingredient, Reading, Report, Role as IngredientRole, StatusCode, StatusKind,
    bounded_json, read_refusal, read_report,
};
pub use template::{FileFacts, PLACEHOLDERS, escape_text, fill};
pub use verdict::Verdict;
