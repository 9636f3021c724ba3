//! Display text: sizes, rates, times, the sentence of a row.

mod quantities;
mod times;

pub(crate) use quantities::{bytes, count, percent, rate};
pub(crate) use times::{
    calendar_day, countdown, day, elapsed, format_minute, format_second, iso_day, reported_moment, seconds, time_of_day,
};

use localization::text;

use super::{errors, states, track};
use content_credentials::{Expiring, SigningTime, Validity};
use model::{
    ExistingCredentials, Failure, MediaTypeNote, Timestamp, Upload, UploadState, Verdict, VerifiedFacts, VerifyState,
};

/// A file over the limit for signing.
pub(crate) fn too_large_to_sign() -> String {
    text!("table-too-large-to-sign")
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

/// The suggested name for a signed copy. Names of files are the same in every language, so that people can share them.
pub(crate) fn signed_name(upload: &Upload) -> String {
    let name = upload.source.name();
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem}-signed.{ending}"),
        _ => format!("{name}-signed"),
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
    errors::failure(failure).both()
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
    parts.push(states::upload_step_inside(upload, now));
    parts.extend(stalled(upload, now));
    if upload.state == UploadState::Uploaded {
        parts.extend(states::sign_step_inside(&upload.sign));
        parts.extend(states::verify_step_inside(&upload.verify));
        if let VerifyState::Verified(facts) = &upload.verify {
            parts.extend(upload.misses_identity().then(|| text!("table-said-no-identity")));
            match track::expiring(facts, now) {
                Some(ends) => parts.push(expiring(ends)),
                None => parts.extend(validity_of(facts).map(|words| inside(&words))),
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_elided_in_the_middle() {
        assert_eq!(elided("short", 10), "short");
        assert_eq!(elided("0123456789.jpg", 9), "0123….jpg");
        assert_eq!(elided("ééééééééééé", 5).chars().count(), 5);
    }
}
