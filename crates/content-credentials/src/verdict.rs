//! The verdict of a verification, with its name for people and its word in data.

use serde::{Deserialize, Serialize};

/// The verdict of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The file is unchanged since it was signed, and the signer is on the trust list.
    Trusted,
    /// The file is unchanged since it was signed, but the server doesn't know the signer.
    Valid,
    /// The server couldn't check the signature. The file may be unchanged or forged.
    Unconfirmed,
    /// The credentials or the file were changed, or the signature doesn't count.
    Invalid,
    /// The file has no Content Credentials.
    None,
    /// The Content Credentials are stored outside of the file. Nothing was fetched.
    Remote,
    /// This server can't read the format. Others may.
    Unsupported,
    /// The report couldn't be interpreted.
    Unknown,
}

impl Verdict {
    /// All verdicts, most trusted first.
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

    /// The name for people: in the window, in messages, and in spreadsheets.
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

    /// The word in data: `--json`, CSV and JSON exports, templates, and the database.
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

    /// Whether the server read Content Credentials of the file.
    #[must_use]
    pub const fn has_credentials(self) -> bool {
        !matches!(self, Self::None | Self::Remote | Self::Unsupported)
    }

    /// Whether there were credentials to check, and the check didn't succeed.
    #[must_use]
    pub const fn fails_script(self) -> bool {
        matches!(self, Self::Invalid | Self::Unconfirmed | Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_verdict_has_a_unique_name_and_word_and_is_stored_by_its_word() {
        for verdict in Verdict::ALL {
            let stored = serde_json::to_value(verdict).unwrap();
            assert_eq!(stored, verdict.word());
            assert_eq!(serde_json::from_value::<Verdict>(stored).unwrap(), verdict);
            let alike = |other: &&Verdict| other.name() == verdict.name() || other.word() == verdict.word();
            assert_eq!(Verdict::ALL.iter().filter(alike).count(), 1, "{verdict:?}");
        }
    }
}
