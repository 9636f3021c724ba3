//! The objects that the arguments name, with what the history knows about them.

use super::credentials::look;
use crate::cli::output::{self, CliError};
use model::{EarlierRequest, ExistingFacts, InspectionRequest, ObjectRef, Upload, VerifyTarget};
use store::{Store, StoreError};

/// An object, and what the history knows about it.
pub(super) struct ObjectRequest {
    pub(super) object: ObjectRef,
    /// Whether it is an upload or a signed copy.
    pub(super) target: VerifyTarget,
    pub(super) name: Option<String>,
    pub(super) size: Option<u64>,
    pub(super) path: Option<String>,
    pub(super) content_type: Option<String>,
    /// The URI of its signed copy, if it is an upload that has one.
    pub(super) signed: Option<String>,
    /// How to check it for Content Credentials, if its file on this computer has not changed since the upload.
    pub(super) inspection: Option<InspectionRequest>,
    /// Whether the history knows it as a signed copy.
    pub(super) is_signed_copy: bool,
    /// The SHA-256 of the object, if it is an upload.
    pub(super) sha256: Option<String>,
}

impl ObjectRequest {
    /// An upload in the history, and the object that was named.
    pub(super) fn of_upload(upload: &Upload, named: ObjectRef) -> Self {
        Self {
            name: Some(upload.source.name()),
            size: Some(upload.source.size),
            path: Some(output::shown(&upload.source.path)),
            content_type: upload.content_type.clone(),
            signed: upload.signed_uri().map(str::to_owned),
            inspection: look(upload),
            is_signed_copy: false,
            sha256: upload.sha256.clone(),
            object: upload.object.clone().unwrap_or(named),
            target: VerifyTarget::Original,
        }
    }

    /// An object without an upload in the history.
    pub(super) const fn of_unknown(object: ObjectRef, is_signed_copy: bool) -> Self {
        Self {
            object,
            is_signed_copy,
            target: VerifyTarget::Signed,
            name: None,
            size: None,
            path: None,
            content_type: None,
            signed: None,
            inspection: None,
            sha256: None,
        }
    }

    /// The credentials that it has or may have, to name them in the manifest.
    pub(super) fn earlier(&self) -> Option<Box<EarlierRequest>> {
        // A signed copy certainly has some. Who issued them is not on record.
        let known = self.is_signed_copy.then(ExistingFacts::default);
        (self.inspection.is_some() || known.is_some() || self.sha256.is_some()).then(|| {
            Box::new(EarlierRequest {
                look: self.inspection.clone(),
                sha256: self.sha256.clone(),
                known,
            })
        })
    }
}

/// Reads an object key or a URI. A key alone is in `bucket`.
pub(super) fn parse_object(name: &str, bucket: Option<&str>) -> Result<ObjectRef, CliError> {
    let named = if name.starts_with("s3://") {
        ObjectRef::from_s3_uri(name)
    } else {
        None
    };
    match named {
        Some(object) => Ok(object),
        None if name.is_empty() || name.contains("://") => {
            let hint = "Use an object key or an s3://bucket/key URI.";
            Err(CliError::usage_error(format!("{name:?} does not name an object"), hint))
        }
        None => Ok(ObjectRef {
            bucket: bucket.map(str::to_owned),
            key: name.to_owned(),
        }),
    }
}

/// Whether the history knows this object as a signed copy.
pub(super) fn is_signed_copy(store: &Store, object: &ObjectRef) -> Result<bool, CliError> {
    let Some(uri) = object.s3_uri() else { return Ok(false) };
    let found = store.find_by_signed_copy(&uri).map_err(|error| store_failed(&error))?;
    Ok(found.is_some())
}

pub(super) fn store_failed(error: &StoreError) -> CliError {
    CliError::failed(error.to_string(), error.hint())
}
