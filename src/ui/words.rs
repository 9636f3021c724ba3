//! Display text: sizes, rates, times, the sentence of a row.

use std::time::Duration;

use jiff::Timestamp as Moment;

use localization::text;

use super::track;
use crate::calendar;
use content_credentials::{Expiring, SigningTime, Validity};
use model::{
    ExistingCredentials, Failure, MediaTypeNote, SignState, Status, Timestamp, Upload, UploadState, Verdict,
    VerifiedFacts, VerifyState, VerifyTarget,
};

/// A file over the limit for signing.
pub(crate) fn too_large_to_sign() -> String {
    text!("table-too-large-to-sign")
}

/// A size in decimal units, as in `4.2 MB`.
pub(crate) fn bytes(bytes: u64) -> String {
    const NAMES: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "two digits for people")]
    let mut value = bytes as f64 / 1000.0;
    let mut name = 0;
    while value >= 999.95 && name + 1 < NAMES.len() {
        value /= 1000.0;
        name += 1;
    }
    let name = NAMES.get(name).copied().unwrap_or_default();
    if value < 99.95 {
        format!("{value:.1} {name}")
    } else {
        format!("{value:.0} {name}")
    }
}

/// A rate, as in `4.2 MB/s`.
pub(crate) fn rate(bytes_per_second: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; for people"
    )]
    let whole = bytes_per_second.max(0.0) as u64;
    format!("{}/s", bytes(whole))
}

/// A duration, as in `45 s`, `3 min` or `2 h 5 min`.
pub(crate) fn seconds(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..600 if !seconds.is_multiple_of(60) => format!("{} min {} s", seconds / 60, seconds % 60),
        60..3600 => format!("{} min", seconds / 60),
        _ if (seconds % 3600) / 60 == 0 => format!("{} h", seconds / 3600),
        _ => format!("{} h {} min", seconds / 3600, (seconds % 3600) / 60),
    }
}

/// Whole seconds until then, rounded up so that a countdown ends at 1 and not at 0.
pub(crate) fn countdown(now: Timestamp, until: Timestamp) -> u64 {
    let left: Duration = now.until(until);
    u64::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u64::MAX)
}

/// A time in the local time zone.
pub(crate) fn format_minute(moment: Timestamp) -> String {
    Moment::from_millisecond(moment.as_millis()).map_or_else(
        |_| String::new(),
        |moment| {
            moment
                .to_zoned_datetime(calendar::zone())
                .strftime("%Y-%m-%d %H:%M")
                .to_string()
        },
    )
}

/// The time of day in the local time zone, as in `10:13 PM`.
pub(crate) fn time_of_day(moment: Timestamp) -> String {
    Moment::from_millisecond(moment.as_millis()).map_or_else(
        |_| String::new(),
        |moment| {
            let there = moment.to_zoned_datetime(calendar::zone());
            there.strftime("%-I:%M %p").to_string()
        },
    )
}

/// A time to the second, in the local time zone.
pub(crate) fn format_second(moment: Timestamp) -> String {
    Moment::from_millisecond(moment.as_millis()).map_or_else(
        |_| String::new(),
        |moment| {
            let there = moment.to_zoned_datetime(calendar::zone());
            there.strftime("%Y-%m-%d %H:%M:%S").to_string()
        },
    )
}

/// How long something took, as in `80 ms`, `1.2 s` or `3 min`.
pub(crate) fn elapsed(time: Duration) -> String {
    match time.as_millis() {
        0 => "under 1 ms".to_owned(),
        millis @ 1..1000 => format!("{millis} ms"),
        millis @ 1000..60_000 => format!("{}.{} s", millis / 1000, millis % 1000 / 100),
        _ => seconds(time.as_secs()),
    }
}

/// An RFC 3339 time from a report, in the local time zone; other text is unchanged.
pub(crate) fn reported_moment(text: &str) -> String {
    text.parse::<Moment>().map_or_else(
        |_| text.to_owned(),
        |moment| {
            moment
                .to_zoned_datetime(calendar::zone())
                .strftime("%Y-%m-%d %H:%M:%S")
                .to_string()
        },
    )
}

/// A whole number with thousands separators.
pub(crate) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 file`, `2 files`.
pub(crate) fn files(number: usize) -> String {
    format!("{} {}", count(number), if number == 1 { "file" } else { "files" })
}

/// `1 is`, `2 are`.
pub(crate) fn are(number: usize) -> String {
    format!("{} {}", count(number), if number == 1 { "is" } else { "are" })
}

/// A text elided in the middle to at most this many characters. The end is kept: it shows the kind of file.
pub(crate) fn elided(text: &str, max: usize) -> String {
    let signs: Vec<char> = text.chars().collect();
    if signs.len() <= max || max < 3 {
        return text.to_owned();
    }
    let end = (max - 1) / 2;
    let start = max - 1 - end;
    let head: String = signs.iter().take(start).collect();
    let tail: String = signs.iter().skip(signs.len() - end).collect();
    format!("{head}…{tail}")
}

/// The state of an upload in a word or two, as in its row.
pub(crate) fn status(upload: &Upload) -> String {
    match (&upload.verify, &upload.sign) {
        (VerifyState::Verified(facts), _) if upload.status() == Status::Verified => facts.verdict.name().to_owned(),
        (VerifyState::Failed(..), _) if upload.status() == Status::Failed => "Not verified".to_owned(),
        (_, SignState::Failed(_)) if upload.status() == Status::Failed => "Not signed".to_owned(),
        _ => upload.status().word().to_owned(),
    }
}

/// Which object was verified.
pub(crate) const fn target(target: VerifyTarget) -> &'static str {
    match target {
        VerifyTarget::Original => "Original",
        VerifyTarget::Signed => "Signed copy",
    }
}

/// How the type was detected, if that is worth mentioning.
pub(crate) fn media_type_note(note: &MediaTypeNote, content_type: &str) -> String {
    match note {
        MediaTypeNote::BytesDisagree { by_name } => {
            text!("table-type-differs", named = by_name, found = content_type)
        }
        MediaTypeNote::Bytes => text!("table-type-from-content"),
        MediaTypeNote::Chosen { found } if found == content_type => text!("table-type-set-same"),
        MediaTypeNote::Chosen { found } => text!("table-type-set", found = found),
        MediaTypeNote::Unknown => text!("table-type-unknown"),
    }
}

/// The local date, as in 2026-05-09.
pub(crate) fn day(moment: Timestamp) -> String {
    Moment::from_millisecond(moment.as_millis()).map_or_else(
        |_| String::new(),
        |moment| {
            moment
                .to_zoned_datetime(calendar::zone())
                .strftime("%Y-%m-%d")
                .to_string()
        },
    )
}

/// A local day as people write it, from Unix seconds, as in Dec 12, 2026.
pub(crate) fn calendar_day(seconds: i64) -> String {
    Moment::from_second(seconds).map_or_else(
        |_| String::new(),
        |moment| {
            moment
                .to_zoned_datetime(calendar::zone())
                .strftime("%b %-d, %Y")
                .to_string()
        },
    )
}

/// Whether the time of signing is verified, and when the certificate ends; empty if neither is known.
pub(crate) fn validity(validity: &Validity) -> String {
    let time = match validity.time {
        SigningTime::Verified => Some(text!("table-validity-time")),
        SigningTime::Unverified => Some(text!("table-validity-no-time")),
        SigningTime::NotStated => None,
    };
    let ends = validity
        .certificate_expires
        .map(|end| text!("table-validity-certificate", day = calendar_day(end)));
    match (time, ends) {
        (Some(time), Some(certificate)) => text!("table-validity-both", time = time, certificate = certificate),
        (time, ends) => time.or(ends).unwrap_or_default(),
    }
}

/// The same of a verified file, if its report was read.
pub(crate) fn validity_of(facts: &VerifiedFacts) -> Option<String> {
    let brief = facts.brief.as_ref()?;
    if !matches!(facts.verdict, Verdict::Trusted | Verdict::Valid) {
        return None;
    }
    Some(validity(&brief.validity)).filter(|words| !words.is_empty())
}

/// The warning about a certificate that ends soon, with the local day.
pub(crate) fn expiring(ends: Expiring) -> String {
    let day = calendar_day(ends.at);
    if ends.is_over {
        text!("table-expiring-ended", day = day)
    } else {
        text!("table-expiring-ends", day = day)
    }
}

/// The suggested name for a signed copy.
pub(crate) fn signed_name(upload: &Upload) -> String {
    let name = upload.source.name();
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{}.{ending}", text!("table-signed-name", name = stem)),
        _ => text!("table-signed-name", name = name),
    }
}

/// The name without its extension.
pub(crate) fn stem(upload: &Upload) -> String {
    upload
        .source
        .path
        .file_stem()
        .map_or_else(|| upload.source.name(), |stem| stem.to_string_lossy().into_owned())
}

/// Seconds without progress after which a row says so.
const STALLED: u64 = 5;

/// How long no byte was sent, if that is worth mentioning.
pub(crate) fn stalled(upload: &Upload, now: Timestamp) -> Option<String> {
    let UploadState::Uploading { moved_at, .. } = &upload.state else {
        return None;
    };
    let idle = moved_at.until(now).as_secs();
    (idle >= STALLED).then(|| text!("table-progress-stalled", time = seconds(idle)))
}

/// What happened, then what to do.
pub(crate) fn message_and_hint(failure: &Failure) -> String {
    let words = text!("table-said-failure", message = &failure.message, hint = &failure.hint);
    words.trim().to_owned()
}

/// A row as one sentence, for screen readers.
pub(crate) fn sentence(upload: &Upload, now: Timestamp) -> String {
    let mut parts = vec![upload.source.name(), bytes(upload.source.size)];
    let folder = upload.source.folder();
    if !folder.is_empty() {
        parts.push(text!("table-said-folder", folder = folder));
    }
    if matches!(&upload.existing, ExistingCredentials::Found(facts) if !facts.removed) {
        parts.push(text!("table-said-credentials"));
    }
    let steps = track::steps(upload, now);
    if let UploadState::Uploading { sent, .. } = &upload.state {
        let percent = percent(*sent, upload.source.size);
        parts.push(format!("uploading, {percent}"));
        parts.extend(stalled(upload, now));
    } else {
        parts.push(inside(&steps[0].word));
    }
    if upload.state == UploadState::Uploaded {
        if upload.sign != SignState::NotAsked {
            parts.push(inside(&steps[1].word));
        }
        match &upload.verify {
            VerifyState::NotAsked => {}
            VerifyState::Verified(facts) => {
                parts.push(format!(
                    "{} verified: {}",
                    target(facts.target).to_lowercase(),
                    facts.verdict.name()
                ));
                match track::expiring(facts, now) {
                    Some(ends) => parts.push(expiring(ends)),
                    None => parts.extend(validity_of(facts).map(|words| inside(&words))),
                }
            }
            VerifyState::Verifying(_) | VerifyState::Failed(..) => parts.push(inside(&steps[2].word)),
        }
    }
    if let Some(object) = &upload.object {
        parts.push(text!("table-said-key", key = &object.key));
    }
    if let Some(failure) = upload.failure() {
        parts.push(message_and_hint(failure));
    } else if track::too_large_to_sign(upload) {
        parts.push(inside(&too_large_to_sign()));
    }
    let both = |one: String, other: String| text!("table-said-both", one = one, other = other);
    parts.into_iter().reduce(both).unwrap_or_default()
}

/// These words inside of a sentence: names, such as those of months, keep their letters.
pub(crate) fn inside(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// A fraction, as in `45%`. Never 100 before the end.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    let percent = if whole == 0 {
        100
    } else {
        (u128::from(part) * 100 / u128::from(whole)).min(100)
    };
    format!("{percent}%")
}

/// A count for the status line, as in `3 uploading`.
pub(crate) fn status_count(status: Status, number: usize) -> String {
    format!("{} {}", count(number), status.word().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_readable() {
        for (size, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (4_204_019, "4.2 MB"),
            (999_950, "1.0 MB"),
            (5_000_000_000, "5.0 GB"),
            (150_000_000, "150 MB"),
            (u64::MAX, "18447 PB"),
        ] {
            assert_eq!(bytes(size), text);
        }
    }

    #[test]
    fn durations_are_readable() {
        for (time, text) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (61, "1 min 1 s"),
            (610, "10 min"),
            (3600, "1 h"),
            (7500, "2 h 5 min"),
        ] {
            assert_eq!(seconds(time), text);
        }
    }

    #[test]
    fn long_text_is_elided_in_the_middle() {
        assert_eq!(elided("short", 10), "short");
        assert_eq!(elided("0123456789.jpg", 9), "0123….jpg");
        assert_eq!(elided("ééééééééééé", 5).chars().count(), 5);
    }

    #[test]
    fn elapsed_times_are_readable() {
        for (millis, text) in [(0, "under 1 ms"), (80, "80 ms"), (1250, "1.2 s"), (61_000, "1 min 1 s")] {
            assert_eq!(elapsed(Duration::from_millis(millis)), text);
        }
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn a_countdown_is_rounded_up() {
        let at = Timestamp::from_millis;
        assert_eq!(countdown(at(0), at(1)), 1);
        assert_eq!(countdown(at(0), at(12_000)), 12);
        assert_eq!(countdown(at(5), at(0)), 0);
    }
}
