//! Until when a signature can be relied on: whether its time is verified, and when the signer's certificate ends.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    fmt::strtime,
    tz::TimeZone,
};

use super::{
    certificates, claim,
    codes::{StatusKind, code_of},
    document::Document,
    groups::{Groups, StatusTarget},
};

/// The field of a report that this program made for what it checked besides the engine.
pub const CHECKED_HERE: &str = "checkedHere";

/// A certificate that ends within this time is worth a warning, in seconds.
const SOON: i64 = 30 * 24 * 60 * 60;

/// Whether the time of signing is verified.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SigningTime {
    /// A time stamp authority vouches for it.
    Verified,
    /// There is no time stamp, or it doesn't hold.
    Unverified,
    /// The report doesn't describe the signature.
    #[default]
    NotStated,
}

impl SigningTime {
    /// A stable identifier for JSON and tables; empty if the report doesn't say.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "none",
            Self::NotStated => "",
        }
    }

    /// Whether it is verified, for JSON. `None` if the report doesn't say.
    #[must_use]
    pub const fn is_verified(self) -> Option<bool> {
        match self {
            Self::Verified => Some(true),
            Self::Unverified => Some(false),
            Self::NotStated => None,
        }
    }
}

/// Until when a signature can be relied on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// Whether the time of signing is verified.
    pub time: SigningTime,
    /// The end of the signer's certificate in Unix seconds, if the report has the certificate.
    pub certificate_expires: Option<i64>,
}

/// A certificate that ends soon, or has ended, under a signature without a verified time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiring {
    /// The end of the certificate in Unix seconds.
    pub at: i64,
    /// Whether it has ended.
    pub is_over: bool,
}

impl Validity {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            time: signing_time(document),
            certificate_expires: certificates::of_signer(document).and_then(|certificate| certificate.expires),
        }
    }

    /// The end of the certificate as RFC 3339 in UTC.
    #[must_use]
    pub fn expires_rfc3339(&self) -> Option<String> {
        let end = Timestamp::from_second(self.certificate_expires?).ok()?;
        Some(end.to_string())
    }

    /// A warning, if the signature has no verified time and its certificate ends within 30 days of `now` (Unix seconds).
    /// After that, readers can no longer know that it was made in time.
    #[must_use]
    pub fn expiring(&self, now: i64) -> Option<Expiring> {
        let at = self.certificate_expires?;
        let ends_soon = at <= now.saturating_add(SOON);
        (ends_soon && self.time == SigningTime::Unverified).then_some(Expiring { at, is_over: at < now })
    }
}

impl Expiring {
    /// The warning as a sentence. `day` is the end of the certificate, as people write a day.
    #[must_use]
    pub fn words(&self, day: &str) -> String {
        if self.is_over {
            format!("Certificate ended on {day}, and the signature has no verified time: it may read as expired.")
        } else {
            format!(
                "Certificate ends on {day}, and the signature has no verified time: after that it may read as expired."
            )
        }
    }

    /// The warning as a sentence, with the day in UTC.
    #[must_use]
    pub fn words_in_utc(&self) -> String {
        let day = Timestamp::from_second(self.at).map_or_else(
            |_| String::new(),
            |end| end.to_zoned_datetime(TimeZone::UTC).strftime("%b %-d, %Y").to_string(),
        );
        self.words(&day)
    }
}

/// The end of the certificate in what a server returned as the evidence of a signature, as RFC 3339 in UTC.
#[must_use]
pub fn certificate_in_evidence(evidence: &str) -> Option<String> {
    let document = Document::parse(evidence).ok()?;
    let certificate = certificates::in_evidence(&document)?;
    let validity = Validity {
        time: SigningTime::NotStated,
        certificate_expires: certificate.expires,
    };
    validity.expires_rfc3339()
}

/// Whether the time is verified. A report with only failures names a time only if its time stamp holds.
fn signing_time(document: &Document) -> SigningTime {
    let groups = Groups::of(document);
    let of_file = groups.all.iter().filter(|group| group.target == StatusTarget::File);
    let entries: Vec<_> = of_file
        .flat_map(|group| group.entries.iter())
        .filter_map(|(kind, status)| Some((*kind, code_of(status)?)))
        .collect();
    let succeeded = |code: &str| entries.contains(&(StatusKind::Success, code));
    // Engines say "trusted" of every authority there.
    if is_version_1(document) && document.report()[CHECKED_HERE]["timeStampAuthority"] != true {
        let is_told = claim::has_signature(document.active()) || !entries.is_empty();
        return match is_told {
            true => SigningTime::Unverified,
            false => SigningTime::NotStated,
        };
    }
    let complains = entries
        .iter()
        .any(|(kind, code)| *kind != StatusKind::Success && code.starts_with("timeStamp."));
    if succeeded("timeStamp.trusted") {
        return SigningTime::Verified;
    }
    // A matching time stamp from an unknown authority can claim any time its maker likes.
    if complains {
        return SigningTime::Unverified;
    }
    let lists_success = entries.iter().any(|(kind, _)| *kind == StatusKind::Success);
    let is_named = claim::signature(document).time.is_some();
    if succeeded("timeStamp.validated") || is_named && !lists_success {
        SigningTime::Verified
    } else if claim::has_signature(document.active()) {
        SigningTime::Unverified
    } else {
        SigningTime::NotStated
    }
}

/// Whether the file has a version 1 claim, as its version says, or else its label. c2pa-rs 0.73 to 0.91 does not check who made
/// the time stamp of such a claim.
fn is_version_1(document: &Document) -> bool {
    match document.active()["claim_version"].as_u64() {
        Some(version) => version == 1,
        None => document.active_label().is_some_and(|label| label.contains("urn:uuid:")),
    }
}

/// A time as reports write it, in Unix seconds: RFC 3339, what OpenSSL prints, or a number.
pub(super) fn unix_seconds(text: &str) -> Option<i64> {
    const FORMATS: [&str; 4] = [
        "%b %e %H:%M:%S %Y GMT",
        "%b %e %H:%M:%S %Y +00:00",
        "%Y-%m-%d %H:%M:%S UTC",
        "%Y-%m-%d %H:%M:%S.0 +00:00:00",
    ];
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.as_second());
    }
    if let Ok(number) = text.parse::<i64>() {
        // Milliseconds, if it would be a day after the year 9999.
        return Some(if number > 253_402_300_799 {
            number / 1000
        } else {
            number
        });
    }
    FORMATS
        .into_iter()
        .find_map(|format| start_of(strtime::parse(format, text).ok()?.to_datetime().ok()?))
        .or_else(|| start_of(text.parse::<Date>().ok()?.to_datetime(Time::midnight())))
}

fn start_of(civil: DateTime) -> Option<i64> {
    Some(civil.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_ends_within_thirty_days_is_reported_only_without_a_verified_time() {
        let now = 1_796_000_000;
        let day = 24 * 60 * 60;
        let of = |time, ends: i64| Validity {
            time,
            certificate_expires: Some(now + ends),
        };
        let soon = of(SigningTime::Unverified, 12 * day).expiring(now).unwrap();
        assert!(!soon.is_over);
        assert_eq!(
            soon.words_in_utc(),
            "Certificate ends on Dec 12, 2026, and the signature has no verified time: after that it may read as expired."
        );
        assert!(of(SigningTime::Unverified, -1).expiring(now).unwrap().is_over);
        assert!(of(SigningTime::Unverified, 30 * day).expiring(now).is_some());
        assert_eq!(of(SigningTime::Unverified, 30 * day + 1).expiring(now), None);
        for time in [SigningTime::Verified, SigningTime::NotStated] {
            assert_eq!(of(time, day).expiring(now), None, "{time:?}");
        }
        assert_eq!(Validity::default().expiring(now), None);
        // Numbers from a hostile certificate or clock.
        for (end, now) in [(i64::MAX, 0), (i64::MIN, i64::MAX), (i64::MAX, i64::MAX)] {
            let odd = Validity {
                time: SigningTime::Unverified,
                certificate_expires: Some(end),
            };
            let _ = odd.expiring(now).map(|ends| ends.words_in_utc());
            assert_eq!(odd.expires_rfc3339(), None);
        }
    }

    #[test]
    fn the_end_of_a_certificate_is_read_in_every_notation() {
        for text in [
            "2026-12-12T10:11:12Z",
            "2026-12-12T11:11:12+01:00",
            "Dec 12 10:11:12 2026 GMT",
            "Dec 12 10:11:12 2026 +00:00",
            "2026-12-12 10:11:12 UTC",
            "1797070272",
            "1797070272000",
        ] {
            assert_eq!(unix_seconds(text), Some(1_797_070_272), "{text}");
        }
        assert_eq!(unix_seconds("2026-12-12"), Some(1_797_033_600));
        assert_eq!(unix_seconds("Dec  2 10:11:12 2026 GMT"), Some(1_796_206_272));
        for text in ["", "soon", "2026-13-40T00:00:00Z", "99999999999999999999", "-"] {
            assert_eq!(unix_seconds(text), None, "{text}");
        }
    }
}
