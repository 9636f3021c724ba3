//! Signed copies downloaded for the pictures in their manifests. The worker keeps a few for this session.

use std::path::PathBuf;

use super::{ById, Command, CopyOrder, Model, ObjectRef, UploadId};

/// The largest copy that is downloaded without being asked for, in bytes.
pub const MAX_UNASKED_COPY: u64 = 64 << 20;

/// A signed copy in a temporary folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedCopy {
    /// It is being downloaded.
    Fetching,
    /// It is this file, until the program ends or more are downloaded.
    Here(PathBuf),
    /// It can't be downloaded, for this reason.
    NotAvailable(String),
}

/// The copies of this session, by upload. Each belongs to a signed URI: signing again makes another copy.
#[derive(Debug, Default)]
pub(super) struct Copies(ById<(String, SignedCopy)>);

impl Copies {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The entry for this copy. An event of an earlier one has none.
    fn of(&mut self, id: UploadId, object: &ObjectRef) -> Option<&mut SignedCopy> {
        let (uri, copy) = self.0.get_mut(&id)?;
        (ObjectRef::from_s3_uri(uri).as_ref() == Some(object)).then_some(copy)
    }
}

impl Model {
    /// The signed copy of this upload, if it was asked for.
    #[must_use]
    pub fn signed_copy(&self, id: UploadId) -> Option<&SignedCopy> {
        let (of, copy) = self.copies.0.get(&id)?;
        let uri = self.upload(id).or_else(|| self.history.get(id))?.signed_uri()?;
        (of == uri).then_some(copy)
    }

    /// Downloads a signed copy, unless that was tried before.
    pub(super) fn fetch_copy(&mut self, id: UploadId) -> Vec<Command> {
        if self.signed_copy(id).is_some() || self.no_downloads {
            return Vec::new();
        }
        let upload = self.upload(id).or_else(|| self.history.get(id));
        let size = upload.map_or(0, |upload| upload.source.size);
        let uri = upload.and_then(|upload| upload.signed_uri()).map(str::to_owned);
        let Some((uri, object)) = uri.and_then(|uri| Some((uri.clone(), ObjectRef::from_s3_uri(&uri)?))) else {
            return Vec::new();
        };
        self.copies.0.insert(id, (uri, SignedCopy::Fetching));
        vec![Command::FetchCopy(CopyOrder { id, object, size })]
    }

    /// A download ended.
    pub(super) fn copy_fetched(&mut self, id: UploadId, object: &ObjectRef, copy: Result<PathBuf, String>) {
        if let Some(known) = self.copies.of(id, object) {
            *known = copy.map_or_else(SignedCopy::NotAvailable, SignedCopy::Here);
        }
    }

    /// The worker deleted a copy. It can be downloaded again.
    pub(super) fn copy_dropped(&mut self, id: UploadId, object: &ObjectRef) {
        if self.copies.of(id, object).is_some() {
            self.copies.0.remove(&id);
        }
    }
}
