//! The manifest of one file: filled in, and checked once more before it is sent.

use std::sync::Arc;

use super::context::Context;
use content_credentials::{FileFacts, LintFor};
use file_metadata::FileMetadata;
use model::{CREDENTIALS_UNKNOWN, ExistingCredentials, Failure, ManifestText, SignOrder, Step};

/// Why there is no signed copy.
pub(super) enum NotSigned {
    /// There is no new signed copy.
    Failed(Failure),
    /// There may be one.
    InDoubt(Failure),
    /// The file has Content Credentials, and replacing them wasn't approved.
    HasCredentials(ExistingCredentials),
}

/// The manifest to send for an order.
pub(super) async fn of(context: &Context, order: &SignOrder) -> Result<String, NotSigned> {
    if let Some(look) = &order.unless_it_has {
        match super::existing::inspect(context, look.clone()).await {
            ExistingCredentials::Unknown(reason) => return Err(NotSigned::Failed(unknown_credentials(&reason))),
            existing @ ExistingCredentials::Found(_) => return Err(NotSigned::HasCredentials(existing)),
            ExistingCredentials::None | ExistingCredentials::Unchecked | ExistingCredentials::Checking => {}
        }
    }
    match &order.manifest {
        ManifestText::Exact(text) => Ok(text.to_string()),
        ManifestText::Template(template) => {
            let metadata = if content_credentials::needs_metadata(template) {
                super::metadata::of(context, order.id).await
            } else {
                Arc::default()
            };
            fill(template, &order.name, &metadata).map_err(NotSigned::Failed)
        }
    }
}

/// "Unknown" is not "none": signing would replace what may be there.
fn unknown_credentials(reason: &str) -> Failure {
    Failure {
        step: Step::Sign,
        status: None,
        code: Some(CREDENTIALS_UNKNOWN.to_owned()),
        message: format!("Not signed: could not find out whether the file has Content Credentials. {reason}"),
        hint: "It is uploaded. Sign it anyway if its credentials may be replaced.".to_owned(),
    }
}

/// Fills in a manifest for a file with this name, today.
fn fill(template: &str, name: &str, metadata: &FileMetadata) -> Result<String, Failure> {
    let now = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::system());
    let date = now.strftime("%Y-%m-%d").to_string();
    let refused = |lints: &[content_credentials::Lint]| {
        content_credentials::errors(lints).next().map(|error| Failure {
            step: Step::Sign,
            status: None,
            code: Some(error.code.name().to_owned()),
            message: format!(
                "Not signed, because of line {} of the manifest. {}",
                error.place.line, error.message
            ),
            hint: "Change the manifest and sign again.".to_owned(),
        })
    };
    // The template first: an unknown placeholder would be signed as it is.
    if let Some(failure) = refused(&content_credentials::lint(template, LintFor::Template)) {
        return Err(failure);
    }
    let values = metadata.placeholders();
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let facts = FileFacts {
        name,
        date: &date,
        metadata: &values,
    };
    let filled = content_credentials::fill(template, facts);
    match refused(&content_credentials::lint(&filled, LintFor::Manifest)) {
        Some(failure) => Err(failure),
        None => Ok(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use content_credentials::{ManifestForm, Origin};

    #[test]
    fn a_manifest_is_filled_in_for_the_file_and_one_that_would_be_refused_is_not_sent() {
        let form = ManifestForm {
            title: "{stem}".into(),
            origin: Some(Origin::DigitalCapture),
            ..ManifestForm::default()
        };
        let filled = fill(&form.to_text(), "a \"b\".jpg", &FileMetadata::default()).unwrap();
        assert_eq!(ManifestForm::read(&filled).unwrap().title, "a \"b\"");
        let unknown = ManifestForm {
            title: "{nmae}".into(),
            ..form.clone()
        };
        for text in [
            "{",
            &unknown.to_text(),
            &ManifestForm { origin: None, ..form }.to_text(),
        ] {
            let failure = fill(text, "a.jpg", &FileMetadata::default()).unwrap_err();
            assert!(
                failure.message.starts_with("Not signed, because of line "),
                "{failure:?}"
            );
        }
    }
}
