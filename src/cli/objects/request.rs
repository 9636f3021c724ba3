//! The objects that the arguments name, with what the history knows about them.

use super::credentials::look;
use crate::cli::output::{self, CliError};
use content_credentials::read_report;
use model::{
    EarlierRequest, ExistingCredentials, ExistingFacts, InspectionRequest, ObjectRef, SignedFacts, Upload, UploadId,
    VerifyTarget,
};
use serde_json::Value;
use store::{Store, StoreError};

/// How many bytes a signed copy may be larger than its original: manifest, thumbnail, padding.
const SIGNED_EXTRA: u64 = 16 << 20;

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
    /// The upload whose signed copy it is.
    pub(super) copy_of: Option<UploadId>,
    /// The signing that made it, if the history knows it.
    pub(super) signing: Option<SignedFacts>,
    /// What the history knows about its credentials.
    known: Option<ExistingFacts>,
    /// How large the object can be in bytes, to download it if its file is gone. 0 if that is not known.
    max_bytes: u64,
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
            copy_of: None,
            signing: None,
            known: match &upload.existing {
                ExistingCredentials::Found(facts) => Some(facts.clone()),
                _ => None,
            },
            max_bytes: upload.source.size,
            object: upload.object.clone().unwrap_or(named),
            target: VerifyTarget::Original,
        }
    }

    /// A signed copy of an upload in the history.
    pub(super) fn of_signed_copy(store: &Store, upload: &Upload, object: ObjectRef) -> Result<Self, StoreError> {
        let (known, signing) = facts_of_copy(store, upload, &object)?;
        Ok(Self {
            name: Some(upload.source.name()),
            content_type: upload.content_type.clone(),
            is_signed_copy: true,
            copy_of: Some(upload.id),
            known: Some(known),
            signing,
            max_bytes: upload.source.size.saturating_add(SIGNED_EXTRA),
            ..Self::of_unknown(object)
        })
    }

    /// An object that is not in the history.
    pub(super) const fn of_unknown(object: ObjectRef) -> Self {
        Self {
            object,
            is_signed_copy: false,
            target: VerifyTarget::Signed,
            name: None,
            size: None,
            path: None,
            content_type: None,
            signed: None,
            inspection: None,
            sha256: None,
            copy_of: None,
            signing: None,
            known: None,
            max_bytes: 0,
        }
    }

    /// The credentials that it has or may have, to name them in the manifest.
    pub(super) fn earlier(&self) -> Option<Box<EarlierRequest>> {
        (self.inspection.is_some() || self.known.is_some() || self.sha256.is_some()).then(|| {
            Box::new(EarlierRequest {
                look: self.inspection.clone(),
                sha256: self.sha256.clone(),
                known: self.known.clone(),
                content_type: self.content_type.clone(),
                max_bytes: self.max_bytes,
            })
        })
    }
}

/// What the record says about the credentials of a signed copy: who issued them, if it was verified, and the program that its
/// manifest names. Also the signing itself.
fn facts_of_copy(
    store: &Store,
    upload: &Upload,
    copy: &ObjectRef,
) -> Result<(ExistingFacts, Option<SignedFacts>), StoreError> {
    let details = store.details(upload.id)?;
    let is_it = |facts: &&SignedFacts| facts.signed_uri.is_some() && facts.signed_uri == copy.s3_uri();
    let Some(signing) = details.signings.iter().rfind(is_it) else {
        return Ok((ExistingFacts::default(), None));
    };
    let is_newest = details.signings.last() == Some(signing);
    let verified = details.verification(VerifyTarget::Signed);
    let verified = verified.filter(|facts| is_newest && facts.verified_at >= signing.signed_at);
    let manifest: Value = serde_json::from_str(&signing.manifest_json).unwrap_or_default();
    let generator = manifest.pointer("/claim_generator_info/0/name").and_then(Value::as_str);
    let facts = ExistingFacts {
        issuer: verified.and_then(|facts| read_report(&facts.report).issuer),
        generator: generator.map(str::to_owned),
        ..ExistingFacts::default()
    };
    Ok((facts, Some(signing.clone())))
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

/// The upload in the history whose signed copy this object is.
pub(super) fn find_original(store: &Store, object: &ObjectRef) -> Result<Option<Upload>, CliError> {
    let Some(uri) = object.s3_uri() else { return Ok(None) };
    store.find_by_signed_copy(&uri).map_err(|error| store_failed(&error))
}

pub(super) fn store_failed(error: &StoreError) -> CliError {
    CliError::failed(error.to_string(), error.hint())
}
