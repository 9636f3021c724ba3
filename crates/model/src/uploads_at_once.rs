//! How many uploads run at once: a number from the user, or automatic.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// How many uploads run at once. In the file, a number or `automatic`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UploadsAtOnce {
    /// A few large files, or more small ones as long as that is faster.
    #[default]
    Automatic,
    /// This many, 1 to [`super::MAX_JOBS`].
    Fixed(u8),
}

const AUTOMATIC: &str = "automatic";

impl fmt::Display for UploadsAtOnce {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Automatic => formatter.write_str(AUTOMATIC),
            Self::Fixed(number) => number.fmt(formatter),
        }
    }
}

impl Serialize for UploadsAtOnce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Automatic => serializer.serialize_str(AUTOMATIC),
            Self::Fixed(number) => serializer.serialize_u8(*number),
        }
    }
}

impl<'de> Deserialize<'de> for UploadsAtOnce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u8),
            Word(String),
        }
        match Written::deserialize(deserializer) {
            Ok(Written::Number(number)) => Ok(Self::Fixed(number)),
            Ok(Written::Word(word)) if word == AUTOMATIC => Ok(Self::Automatic),
            _ => Err(D::Error::custom(
                "expected a number of uploads at once, or \"automatic\"",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uploads_at_once_round_trips() {
        for (value, text) in [
            (UploadsAtOnce::Automatic, "\"automatic\""),
            (UploadsAtOnce::Fixed(7), "7"),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(serde_json::from_str::<UploadsAtOnce>(text).unwrap(), value);
        }
        for text in ["\"many\"", "300", "-1", "[]", "null"] {
            let error = serde_json::from_str::<UploadsAtOnce>(text).unwrap_err();
            assert!(error.to_string().contains("automatic"), "{error}");
        }
    }
}
