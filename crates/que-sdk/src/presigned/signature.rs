//! Reads the parameters of an AWS signature in a URL's query.

use std::time::{Duration, SystemTime};

use url::Url;

/// The version of AWS signature that a URL carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureVersion {
    /// Version 4 (`X-Amz-Signature`). `X-Amz-SignedHeaders` lists the signed headers.
    V4,
    /// Version 2 (`AWSAccessKeyId`, `Signature`, `Expires`). The Content-Type is always signed.
    V2,
    /// Unknown.
    Unknown,
}

/// The parameters of a signature.
pub(super) struct SignatureParameters {
    pub(super) version: SignatureVersion,
    pub(super) signed_headers: Vec<String>,
    /// `X-Amz-Date`.
    date: Option<String>,
    /// `X-Amz-Expires`, in seconds after the date.
    lifetime: Option<u64>,
    /// `Expires`, in seconds since 1970.
    expires: Option<u64>,
}

impl SignatureParameters {
    pub(super) fn from_url(url: &Url) -> Self {
        let mut found = Self {
            version: SignatureVersion::Unknown,
            signed_headers: Vec::new(),
            date: None,
            lifetime: None,
            expires: None,
        };
        for (name, value) in url.query_pairs() {
            match name.to_ascii_lowercase().as_str() {
                "x-amz-signature" | "x-amz-algorithm" => found.version = SignatureVersion::V4,
                "x-amz-signedheaders" => {
                    found.signed_headers = value
                        .split(';')
                        .map(|name| name.trim().to_ascii_lowercase())
                        .filter(|name| !name.is_empty())
                        .collect();
                }
                "x-amz-date" => found.date = Some(value.into_owned()),
                "x-amz-expires" => found.lifetime = value.parse().ok(),
                "awsaccesskeyid" | "signature" if found.version == SignatureVersion::Unknown => {
                    found.version = SignatureVersion::V2;
                }
                "expires" => found.expires = value.parse().ok(),
                _ => {}
            }
        }
        found
    }

    pub(super) fn expires_at(&self) -> Option<SystemTime> {
        let seconds = match self.version {
            SignatureVersion::V2 => self.expires?,
            _ => unix_seconds(self.date.as_deref()?)?.checked_add(self.lifetime?)?,
        };
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
    }
}

/// Converts an ISO 8601 basic timestamp such as `20250131T235959Z` to seconds since 1970.
fn unix_seconds(date: &str) -> Option<u64> {
    let bytes = date.as_bytes();
    if bytes.len() != 16 || bytes[8] != b'T' || bytes[15] != b'Z' {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<u64> {
        let digits = bytes.get(from..to)?;
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60
    {
        return None;
    }
    // Years start in March here, so that a leap day is the last day of its year.
    let (year, month) = if month <= 2 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    Some(days.checked_sub(719_468)? * 86_400 + hour * 3_600 + minute * 60 + second)
}
