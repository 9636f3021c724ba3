//! Content Credentials ([C2PA]): writes and checks the manifest to sign a file with, and interprets verification reports.
//!
//! - Manifest: [`ManifestForm`] edits it as a form, [`fill`] fills in its placeholders, and [`lint()`] finds what servers refuse.
//! - Signing: [`check_signable`] says whether a file can be signed.
//! - Report: [`read_report`] gives the [`Verdict`], [`Report::read`] all details, [`Explanation`] why. [`combine_reports`] combines a server's report with a local one.
//!
//! Pure: no files, no network, no clock.
//!
//! [C2PA]: https://spec.c2pa.org/

#![forbid(unsafe_code)]

mod earlier;
mod engine;
mod form;
mod formats;
mod here;
mod identity;
mod json;
mod lint;
mod manifest;
mod names;
mod origin;
mod report;
mod template;
mod verdict;

pub use earlier::{EarlierCredentials, EarlierFile, EarlierPointer, earlier_pointer};
pub use engine::EngineVersion;
pub use form::{BLANK, ManifestForm, Training, TrainingChoice, TrainingUse};
pub use formats::{MAX_SIGNED_BYTES, Unsignable, can_be_signed, check_signable, signable_names};
pub use here::{
    BothReadings, CombinedReport, LocalReport, LocalSource, both_readings, combine_reports,
    split_combined as report_parts, store_server_report,
};
pub use identity::{identity_references, signer_algorithm};
pub use json::TextPosition;
pub use lint::{
    ActionText, AssertionText, DefinitionText, Fix, FixLabel, Lint, LintCode, LintFor, LintText, RubricText, Severity,
    ShapeText, errors, lint, lint_for, lint_with,
};
pub use names::{join_names, show_names};
pub use origin::Origin;
pub use report::{
    Action, ActionKind, AiUse, Assertion, AssertionKind, CHANGED_AFTER_SIGNING, CHECKED_HERE, Certificate,
    CertificateField, EngineWords, Expiring, Explanation, Field, FieldName, FieldValue, IdentityState, Ingredient,
    KnownBy, Report, ReportSummary, Revocation, Role as IngredientRole, SigningTime, SourceKind, StatusCode,
    StatusKind, StatusMeaning, TrustUsed, Validity, bounded_json, certificate_in_evidence, read_refusal, read_report,
    signing_engine, stored_elsewhere,
};
pub use template::{
    EMPTY_PLACEHOLDER_RULE, FileFacts, METADATA_PLACEHOLDERS, PLACEHOLDERS, escape_text, fill, needs_metadata,
};
pub use verdict::Verdict;
