//! The manifest of one file: filled in, and checked once more before it is sent.

use std::sync::{Arc, atomic::Ordering};

use super::{context::Context, existing::earlier};
use content_credentials::{EarlierCredentials, FileFacts, LintCode, LintFor};
use file_metadata::{FileMetadata, Unread};
use model::{CREDENTIALS_UNKNOWN, Cause, Event, ExistingCredentials, Failure, ManifestText, SignOrder, Step, UploadId};

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
        match super::existing::inspect_to_sign(context, look.clone(), &order.object).await {
            ExistingCredentials::Unknown(reason) => return Err(NotSigned::Failed(unknown_credentials(&reason))),
            existing @ ExistingCredentials::Found(_) => return Err(NotSigned::HasCredentials(existing)),
            ExistingCredentials::None | ExistingCredentials::Unchecked | ExistingCredentials::Checking => {}
        }
    }
    let credentials = if context.keeps_earlier_credentials.load(Ordering::Relaxed) {
        EarlierCredentials::KeptByServer
    } else {
        EarlierCredentials::Named
    };
    let earlier = match &order.earlier {
        Some(request) => earlier::keep(context, order, request).await,
        None => None,
    };
    let finish = |text: String| match &earlier {
        Some(earlier) => earlier.manifest(order, &text, credentials),
        None => text,
    };
    match &order.manifest {
        ManifestText::Exact(text) => Ok(finish(text.to_string())),
        ManifestText::Template(template) => {
            let metadata = if content_credentials::needs_metadata(template) {
                let read = super::metadata::of(context, order.recorded()).await;
                let metadata = read.map_err(|why| NotSigned::Failed(unknown_metadata(why)))?;
                tell_shortened(context, order.id, template, &metadata);
                metadata
            } else {
                Arc::default()
            };
            let purpose = Purpose {
                credentials,
                is_opened: earlier.is_some(),
            };
            fill(template, &order.name, &metadata, purpose, finish).map_err(NotSigned::Failed)
        }
    }
}

/// What a template is filled in for.
#[derive(Clone, Copy)]
struct Purpose {
    credentials: EarlierCredentials,
    /// Whether the file was opened: then it needs no origin.
    is_opened: bool,
}

/// "Unknown" is not "none": signing would replace what may be there.
fn unknown_credentials(reason: &str) -> Failure {
    Failure {
        code: Some(CREDENTIALS_UNKNOWN.to_owned()),
        ..Failure::because(Step::Sign, Cause::CredentialsUnknown(reason.to_owned()))
    }
}

/// Reports the metadata if a text that this template uses is only partly in it.
fn tell_shortened(context: &Context, id: UploadId, template: &str, metadata: &Arc<FileMetadata>) {
    let is_used = |field: file_metadata::Field| template.contains(&format!("{{{}}}", field.name()));
    if metadata.shortened().any(is_used) {
        let metadata = Arc::clone(metadata);
        context.events.send(Event::MetadataRead { id, metadata });
    }
}

/// "Unknown" is not "nothing": the signed copy would lack what the template asks for, and nobody would notice.
fn unknown_metadata(why: Unread) -> Failure {
    Failure {
        code: Some("metadata_unknown".to_owned()),
        ..Failure::because(Step::Sign, Cause::MetadataUnknown(why))
    }
}

/// Fills in a manifest for a file with this name and metadata, today. `finish` changes it for the file's earlier
/// credentials.
fn fill(
    template: &str,
    name: &str,
    metadata: &FileMetadata,
    purpose: Purpose,
    finish: impl FnOnce(String) -> String,
) -> Result<String, Failure> {
    let now = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::system());
    let date = now.strftime("%Y-%m-%d").to_string();
    let refused = |lints: &[content_credentials::Lint]| {
        let error = content_credentials::errors(lints).next()?;
        let cause = if error.code == LintCode::NoOrigin {
            Cause::NoOrigin
        } else {
            Cause::Manifest {
                line: error.place.line,
                words: error.message(),
            }
        };
        Some(Failure {
            code: Some(error.code.name().to_owned()),
            ..Failure::because(Step::Sign, cause)
        })
    };
    // The template first: an unknown placeholder would be signed as it is.
    let mut lints = content_credentials::lint_with(template, LintFor::Template, purpose.credentials);
    lints.retain(|lint| !(purpose.is_opened && lint.code == LintCode::NoOrigin));
    if let Some(failure) = refused(&lints) {
        return Err(failure);
    }
    let values = metadata.placeholders();
    let values: Vec<_> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let facts = FileFacts {
        name,
        date: &date,
        metadata: &values,
    };
    let filled = finish(content_credentials::fill(template, facts));
    match refused(&content_credentials::lint_with(
        &filled,
        LintFor::Manifest,
        purpose.credentials,
    )) {
        Some(failure) => Err(failure),
        None => Ok(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use content_credentials::{EarlierFile, ManifestForm, Origin};

    const CREATED: Purpose = Purpose {
        credentials: EarlierCredentials::Named,
        is_opened: false,
    };

    #[test]
    fn a_manifest_is_filled_in_for_the_file_and_one_that_would_be_refused_is_not_sent() {
        let form = ManifestForm {
            title: "{stem}".into(),
            origin: Some(Origin::DigitalCapture),
            ..ManifestForm::default()
        };
        let nothing = FileMetadata::default();
        let filled = fill(&form.to_text(), "a \"b\".jpg", &nothing, CREATED, |text| text).unwrap();
        assert_eq!(ManifestForm::read(&filled).unwrap().title, "a \"b\"");
        let unknown = ManifestForm {
            title: "{nmae}".into(),
            ..form.clone()
        };
        let without_origin = ManifestForm { origin: None, ..form }.to_text();
        let failure = fill(&without_origin, "a.jpg", &nothing, CREATED, |text| text).unwrap_err();
        assert!(failure.message.contains("where it came from"), "{failure:?}");
        for text in ["{", &unknown.to_text()] {
            let failure = fill(text, "a.jpg", &nothing, CREATED, |text| text).unwrap_err();
            assert!(
                failure.message.starts_with("Not signed, because of line "),
                "{failure:?}"
            );
        }
    }

    #[test]
    fn an_opened_file_needs_no_origin_and_its_name_is_no_placeholder() {
        let form = ManifestForm {
            title: "{stem}".into(),
            ..ManifestForm::default()
        };
        let file = EarlierFile {
            title: "{name}.jpg",
            format: "image/jpeg",
            ..EarlierFile::default()
        };
        let opened = Purpose {
            is_opened: true,
            ..CREATED
        };
        let finish = |text: String| file.manifest(&text, EarlierCredentials::Named);
        let filled = fill(&form.to_text(), "{name}.jpg", &FileMetadata::default(), opened, finish).unwrap();
        let filled: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(filled["title"], "{name}");
        assert_eq!(filled["ingredients"][0]["title"], "{name}.jpg");
        fill(&form.to_text(), "a.jpg", &FileMetadata::default(), CREATED, |text| text).unwrap_err();
    }
}
