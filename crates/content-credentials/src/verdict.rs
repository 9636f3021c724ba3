//! What a verification found, and what it is called: by one name wherever a person reads it, by one word in data.

use serde::{Deserialize, Serialize};

/// What a verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The file is as it was signed, and the signer is on the trust list.
    Trusted,
    /// The file is as it was signed, but the server does not know the signer.
    Valid,
    /// The server could not check the signature: the file may be as it was signed, or forged.
    Unconfirmed,
    /// Something does not hold.
    Invalid,
    /// The file has no Content Credentials.
    None,
    /// The Content Credentials are not in the file but stored elsewhere. Nothing was fetched from there.
    Remote,
    /// This server cannot read the format. Another one may.
    Unsupported,
    /// A report whose shape says none of these.
    Unknown,
}

impl Verdict {
    /// All of them, in the order of trust.
    pub const ALL: [Self; 8] = [
        Self::Trusted,
        Self::Valid,
        Self::Unconfirmed,
        Self::Invalid,
        Self::None,
        Self::Remote,
        Self::Unsupported,
        Self::Unknown,
    ];

    /// The name that a person reads: in rows, results, reports, messages, and the tables that people open.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trusted => "Trusted",
            Self::Valid => "Unknown signer",
            Self::Unconfirmed => "Not confirmed",
            Self::Invalid => "Invalid",
            Self::None => "No Content Credentials",
            Self::Remote => "Credentials stored elsewhere",
            Self::Unsupported => "Format not readable by this server",
            Self::Unknown => "Report not understood",
        }
    }

    /// The word that stands for it in data: `--json`, CSV and JSON exports, templates and the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Valid => "valid",
            Self::Unconfirmed => "unconfirmed",
            Self::Invalid => "invalid",
            Self::None => "none",
            Self::Remote => "remote",
            Self::Unsupported => "unsupported",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the file has Content Credentials that the server looked into.
    #[must_use]
    pub const fn has_credentials(self) -> bool {
        !matches!(self, Self::None | Self::Remote | Self::Unsupported)
    }

    /// Whether somebody who asked if the file is as it was signed got no yes although there was something to check.
    #[must_use]
    pub const fn is_no_success(self) -> bool {
        matches!(self, Self::Invalid | Self::Unconfirmed | Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_verdict_has_a_name_and_a_word_of_its_own_and_is_stored_by_that_word() {
        for verdict in Verdict::ALL {
            let stored = serde_json::to_value(verdict).unwrap();
            assert_eq!(stored, verdict.word());
            assert_eq!(serde_json::from_value::<Verdict>(stored).unwrap(), verdict);
            let alike = |other: &&Verdict| other.name() == verdict.name() || other.word() == verdict.word();
            assert_eq!(Verdict::ALL.iter().filter(alike).count(), 1, "{verdict:?}");
        }
    }
}
