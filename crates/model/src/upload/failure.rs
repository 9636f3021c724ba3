//! What went wrong, and at which step of the route.

use serde::{Deserialize, Deserializer, Serialize};

use super::Cause;

/// A step of the route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Reading the file.
    Read,
    /// Requesting a presigned URL.
    Presign,
    /// Sending the bytes.
    Upload,
    /// Signing.
    Sign,
    /// Verifying.
    Verify,
    /// Downloading a signed copy.
    Download,
    /// Recording it in the database.
    Record,
}

impl Step {
    /// The step's name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Presign => "presign",
            Self::Upload => "upload",
            Self::Sign => "sign",
            Self::Verify => "verify",
            Self::Download => "download",
            Self::Record => "record",
        }
    }
}

/// What went wrong, for the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The step.
    pub step: Step,
    /// The HTTP status, if a server answered.
    #[serde(default)]
    pub status: Option<u16>,
    /// The server's code, such as `engine_c2pa` or `SignatureDoesNotMatch`.
    #[serde(default)]
    pub code: Option<String>,
    /// What happened, in one sentence, in English.
    pub message: String,
    /// What to do, in one sentence, in English.
    pub hint: String,
    /// Why, as a value. `None` in records of earlier versions, and in those of later ones with a cause that is new.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known")]
    pub cause: Option<Box<Cause>>,
}

/// A cause that this version knows.
fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<Cause>>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

impl Failure {
    /// A failure without a server: what happened, and what to do.
    #[must_use]
    pub fn local(step: Step, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            step,
            status: None,
            code: None,
            message: message.into(),
            hint: hint.into(),
            cause: None,
        }
    }

    /// A failure for this reason, without a server.
    #[must_use]
    pub fn because(step: Step, cause: Cause) -> Self {
        Self {
            step,
            status: None,
            code: None,
            message: cause.message(step),
            hint: cause.hint(step),
            cause: Some(Box::new(cause)),
        }
    }

    /// The same failure of the same call, for a reason that has this one in it.
    #[must_use]
    pub fn within(self, cause: impl FnOnce(Box<Self>) -> Cause) -> Self {
        let (step, status, code) = (self.step, self.status, self.code.clone());
        Self {
            status,
            code,
            ..Self::because(step, cause(Box::new(self)))
        }
    }
}

/// Capitalizes the first letter and adds a period.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut sentence: String = first.to_uppercase().chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_sentence() {
        assert_eq!(sentence("the URL has expired"), "The URL has expired.");
        assert_eq!(sentence("Done!"), "Done!");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn a_record_of_an_earlier_or_a_later_version_keeps_its_words() {
        let old = r#"{"step":"sign","message":"Broken.","hint":"Mend it."}"#;
        let new = r#"{"step":"sign","message":"Broken.","hint":"Mend it.","cause":{"of_tomorrow":1}}"#;
        for text in [old, new] {
            let failure: Failure = serde_json::from_str(text).unwrap();
            assert_eq!(failure, Failure::local(Step::Sign, "Broken.", "Mend it."));
        }
        let failure = Failure::because(Step::Sign, Cause::NoOrigin);
        let kept = serde_json::to_string(&failure).unwrap();
        assert_eq!(serde_json::from_str::<Failure>(&kept).unwrap(), failure);
        assert!(
            !serde_json::to_string(&Failure::local(Step::Sign, "", ""))
                .unwrap()
                .contains("cause")
        );
    }
}
