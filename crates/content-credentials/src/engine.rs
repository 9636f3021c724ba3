//! The engine that signs on a server, as the files that it signed name it.

use std::{fmt, str::FromStr};

/// A version of c2pa-rs, the engine of Que servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EngineVersion {
    /// The major version.
    pub major: u64,
    /// The minor version: each of them can change what is written, because the major version is 0.
    pub minor: u64,
}

/// From this version on, engines keep the labels of metadata assertions. Read in the sources: 0.60 loses them, 0.66 keeps them.
const KEEPS_METADATA_LABELS: EngineVersion = EngineVersion { major: 0, minor: 66 };

impl EngineVersion {
    /// Whether `cawg.metadata` and other metadata read back under their own labels.
    #[must_use]
    pub fn keeps_metadata_labels(self) -> bool {
        self >= KEEPS_METADATA_LABELS
    }
}

impl fmt::Display for EngineVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

/// The text isn't a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a version is written like 0.90")]
pub struct NotAVersion;

impl FromStr for EngineVersion {
    type Err = NotAVersion;

    /// Reads `0.59.1` or `0.59`.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let mut numbers = text
            .trim()
            .split('.')
            .map(|number| number.parse().map_err(|_| NotAVersion));
        Ok(Self {
            major: numbers.next().ok_or(NotAVersion)??,
            minor: numbers.next().ok_or(NotAVersion)??,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_and_compared_by_number() {
        let of = |text: &str| text.parse::<EngineVersion>();
        assert!(!of("0.59.1").unwrap().keeps_metadata_labels());
        assert!(!of(" 0.9 ").unwrap().keeps_metadata_labels());
        assert!(of("0.90.22-beta").unwrap().keeps_metadata_labels());
        assert!(of("1.0.0").unwrap().keeps_metadata_labels());
        assert_eq!(of("0.90.22").unwrap().to_string(), "0.90");
        for other in ["", "0", "c2pa-rs", "0.x", "-1.2", "99999999999999999999.1"] {
            assert_eq!(of(other), Err(NotAVersion), "{other}");
        }
    }
}
