//! A list as a reader uses it.

use serde::{Deserialize, Serialize};

use super::{
    certificates::{Certificate, ListError, certificates, hashes, uses},
    source::Role,
};

/// The most bytes of all lists that are used together: each file's reader gets them.
pub const MAX_LISTS_BYTES: usize = 6 << 20;

/// What lists are still allowed, see [`MAX_LISTS_BYTES`].
#[derive(Debug)]
pub struct Allowance {
    left: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { left: MAX_LISTS_BYTES }
    }
}

impl Allowance {
    /// Takes room for a list.
    ///
    /// # Errors
    /// [`ListError::NoRoom`] if the lists together become too large. A smaller one may still fit.
    pub fn take(&mut self, list: &TrustList) -> Result<(), ListError> {
        self.left = self.left.checked_sub(list.bytes()).ok_or(ListError::NoRoom)?;
        Ok(())
    }
}

/// A list as a reader uses it, free of comments. It travels to the process that reads a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustList {
    /// Its word, such as `official`, or the path of a user's own file. Results name it so.
    pub name: String,
    /// Certificate authorities of signers, as PEM.
    pub anchors: String,
    /// Certificate authorities of time stamp services only, as PEM.
    pub time_anchors: String,
    /// Hashes of signers' own certificates, one a line.
    pub signers: String,
    /// Object identifiers of uses of a signer's certificate, one a line.
    pub uses: String,
    /// How many certificates and hashes it has.
    pub entries: usize,
}

impl TrustList {
    /// An empty list.
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// A user's own PEM file. An authority in it vouches for signers; a signer's own certificate only for itself.
    ///
    /// # Errors
    /// [`ListError`] if it is no PEM file of certificates.
    pub fn of_file(name: &str, text: &str) -> Result<Self, ListError> {
        let mut list = Self::named(name);
        list.add(Role::Mixed, text)?;
        Ok(list)
    }

    /// How many bytes of text it has. Each file's reader gets them.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.anchors.len() + self.time_anchors.len() + self.signers.len() + self.uses.len()
    }

    /// Adds a file of a list.
    ///
    /// # Errors
    /// [`ListError`] if the text is not what the role says.
    pub(crate) fn add(&mut self, role: Role, text: &str) -> Result<(), ListError> {
        match role {
            Role::Anchors | Role::TimeAnchors => {
                let found = certificates(text)?;
                self.entries += found.len();
                let pem = found.iter().map(Certificate::pem);
                if role == Role::Anchors {
                    self.anchors.extend(pem);
                } else {
                    self.time_anchors.extend(pem);
                }
            }
            Role::Signers => {
                let found = certificates(text)?;
                self.entries += found.len();
                self.add_signers(found.iter().map(Certificate::hash));
            }
            Role::Mixed => {
                let found = certificates(text)?;
                self.entries += found.len();
                self.anchors
                    .extend(found.iter().filter(|one| one.is_ca).map(Certificate::pem));
                self.add_signers(found.iter().map(Certificate::hash));
            }
            Role::SignerHashes => {
                let found = hashes(text)?;
                self.entries += found.len();
                self.add_signers(found);
            }
            Role::Uses => {
                for one in uses(text)? {
                    self.uses.push_str(&one);
                    self.uses.push('\n');
                }
            }
        }
        Ok(())
    }

    fn add_signers(&mut self, hashes: impl IntoIterator<Item = String>) {
        for hash in hashes {
            self.signers.push_str(&hash);
            self.signers.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificates::tests::pem;

    #[test]
    fn an_own_files_authority_vouches_for_signers_and_a_signers_certificate_only_for_itself() {
        let text = pem("Authority", true) + &pem("Signer", false);
        let list = TrustList::of_file("/own.pem", &text).unwrap();
        assert_eq!((list.name.as_str(), list.entries), ("/own.pem", 2));
        assert_eq!(list.anchors.matches("BEGIN CERTIFICATE").count(), 1);
        assert_eq!(list.signers.lines().count(), 2);
        assert!(TrustList::of_file("/own.pem", "nothing").is_err());
    }
}
