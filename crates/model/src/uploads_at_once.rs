//! How many uploads run at once: a number that the user has set, or as many as help.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Uploads at once. In the file a number, or the word `automatic`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UploadsAtOnce {
    /// Few large files, and more of small ones for as long as that helps.
    #[default]
    Automatic,
    /// So many, 1 to [`super::MAX_JOBS`].
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
    fn it_is_written_as_it_is_read() {
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
