//! What is known about an upload beyond its row. Read for the selected upload and for proofs.

use std::{fmt, path::PathBuf, time::Duration};

use super::{ObjectRef, SignedFacts, Timestamp, Upload, UploadId, VerifiedFacts, VerifyTarget};
use que_sdk::secret::BareUrl;

/// The details of one upload.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// The upload.
    pub id: UploadId,
    /// Its attempts, oldest first. Each has its own key.
    pub attempts: Vec<Attempt>,
    /// Its signings, oldest first.
    pub signings: Vec<SignedFacts>,
    /// The last verification of each of its objects.
    pub verifications: Vec<VerifiedFacts>,
    /// Its last requests of this session, oldest first.
    pub requests: Vec<Exchange>,
    /// The Content Credentials that the file had before it was signed, if they were kept.
    pub kept: Option<KeptStore>,
    /// Why those that the signed copy names are not there.
    pub not_kept: Option<MissingCredentials>,
}

/// Why damaged credentials are not handed out, as part of a sentence.
pub const DAMAGED_CREDENTIALS: &str =
    "those that were kept are damaged, and the file is not here unchanged to read them again";

/// Why the earlier Content Credentials of a signed copy are not on this computer. Shown as an English sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MissingCredentials {
    /// What was kept is damaged, and the file is no longer here to read them again.
    Damaged,
    /// They could not be kept now, for this reason, which is part of a sentence.
    NotReadable(String),
    /// They were not kept.
    NotKept {
        /// Where the original is, if the manifest says so.
        of: Option<String>,
    },
}

impl fmt::Display for MissingCredentials {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => write!(
                to,
                "The earlier Content Credentials are not there: {DAMAGED_CREDENTIALS}."
            ),
            Self::NotReadable(reason) => {
                let reason = reason.trim_end_matches('.');
                write!(to, "The earlier Content Credentials are not there: {reason}.")
            }
            Self::NotKept { of } => {
                let of = of.as_ref().map_or_else(String::new, |of| format!(" of {of}"));
                write!(
                    to,
                    "The earlier Content Credentials{of}, which the signed copy names, were not kept on this computer."
                )
            }
        }
    }
}

/// A manifest store that was kept on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptStore {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// An attempt: a key that the server issued, and its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The object.
    pub object: ObjectRef,
    /// When the key was recorded, before the first byte was sent.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The result.
    pub outcome: Outcome,
}

/// The result of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Still running.
    Running,
    /// Storage answered 2xx.
    Stored,
    /// There is no object.
    Refused,
    /// There may be an object.
    Unknown,
}

impl Outcome {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "Running",
            Self::Stored => "Stored",
            Self::Refused => "Not stored",
            Self::Unknown => "Unknown",
        }
    }
}

/// A request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// When it began.
    pub at: Timestamp,
    /// `GET`, `POST` or `PUT`.
    pub method: String,
    /// The URL without secrets.
    pub url: BareUrl,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// How long it took until the end of the answer.
    pub elapsed: Duration,
    /// The size of its body in bytes.
    pub sent: u64,
    /// The size of the answer's body in bytes, if counted.
    pub received: Option<u64>,
    /// What went wrong, or is odd about a success.
    pub error: Option<String>,
    /// Whether it was retried because of that.
    pub was_retried: bool,
}

/// How long the parts of an upload took.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Timings {
    /// From adding the file to the first attempt.
    pub queued: Option<Duration>,
    /// The presign call of the attempt that was stored.
    pub presign: Option<Duration>,
    /// The PUT, until storage answered.
    pub put: Option<Duration>,
    /// From adding the file until storage answered.
    pub total: Option<Duration>,
    /// Bytes per second during the PUT.
    pub rate: Option<f64>,
}

impl Details {
    /// The verification of one of its objects.
    #[must_use]
    pub fn verification(&self, target: VerifyTarget) -> Option<&VerifiedFacts> {
        self.verifications.iter().find(|facts| facts.target == target)
    }

    /// How long the parts took, as far as the database and this session's requests show.
    #[must_use]
    pub fn timings(&self, upload: &Upload) -> Timings {
        let counted = |attempt: &&Attempt| attempt.outcome == Outcome::Stored;
        let stored = self.attempts.iter().rev().find(counted);
        let answered = |exchange: &&Exchange| matches!(exchange.status, Some(200..=299));
        let put = self
            .requests
            .iter()
            .rev()
            .filter(answered)
            .find(|exchange| exchange.method == "PUT");
        let presign = stored.and_then(|stored| {
            let of_it = |exchange: &&Exchange| {
                exchange.url.as_str().ends_with("/v1/assets/presign") && exchange.at <= stored.started_at
            };
            self.requests.iter().rev().filter(answered).find(of_it)
        });
        let first = self.attempts.first().map(|attempt| attempt.started_at);
        let recorded = stored.and_then(|stored| Some(stored.started_at.until(stored.ended_at?)));
        let put = put.map(|exchange| exchange.elapsed).or(recorded);
        #[expect(clippy::cast_precision_loss, reason = "two digits for people")]
        let rate = put
            .filter(|put| !put.is_zero() && upload.source.size > 0)
            .map(|put| upload.source.size as f64 / put.as_secs_f64());
        Timings {
            queued: first.map(|first| upload.added_at.until(first)),
            presign: presign.map(|exchange| exchange.elapsed),
            put,
            total: upload.uploaded_at.map(|uploaded| upload.added_at.until(uploaded)),
            rate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn attempt(key: &str, started: i64, ended: i64, outcome: Outcome) -> Attempt {
        Attempt {
            object: ObjectRef {
                bucket: None,
                key: key.to_owned(),
            },
            started_at: at(started),
            ended_at: Some(at(ended)),
            outcome,
        }
    }

    fn exchange(at_millis: i64, method: &str, url: &str, status: u16, took: u64) -> Exchange {
        Exchange {
            at: at(at_millis),
            method: method.to_owned(),
            url: BareUrl::of(&url.parse().unwrap()),
            status: Some(status),
            elapsed: Duration::from_millis(took),
            sent: 0,
            received: None,
            error: None,
            was_retried: false,
        }
    }

    #[test]
    fn timings_are_those_of_the_stored_attempt() {
        let source = Source {
            path: "/a".into(),
            relative: "a".into(),
            size: 1000,
            modified: None,
        };
        let mut upload = Upload::new(UploadId::new(1), at(1000), source);
        upload.uploaded_at = Some(at(9000));
        let presign = "https://api.example.org/v1/assets/presign";
        let mut details = Details {
            id: upload.id,
            attempts: vec![
                attempt("k1", 3000, 4000, Outcome::Unknown),
                attempt("k2", 7000, 9000, Outcome::Stored),
            ],
            signings: Vec::new(),
            verifications: Vec::new(),
            kept: None,
            not_kept: None,
            requests: vec![
                exchange(2500, "POST", presign, 200, 400),
                exchange(3000, "PUT", "https://s3.example.org/k1", 500, 900),
                exchange(6900, "POST", presign, 200, 80),
                exchange(7000, "PUT", "https://s3.example.org/k2", 200, 500),
                exchange(9500, "POST", presign, 200, 7),
            ],
        };
        let millis = Duration::from_millis;
        let timings = details.timings(&upload);
        assert_eq!(
            timings,
            Timings {
                queued: Some(millis(2000)),
                presign: Some(millis(80)),
                put: Some(millis(500)),
                total: Some(millis(8000)),
                rate: Some(2000.0),
            }
        );
        // After a restart there is only the database.
        details.requests.clear();
        let timings = details.timings(&upload);
        assert_eq!((timings.presign, timings.put), (None, Some(millis(2000))));
        details.attempts.clear();
        upload.uploaded_at = None;
        assert_eq!(details.timings(&upload), Timings::default());
    }
}
