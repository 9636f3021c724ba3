//! Failures of uploading, signing and verifying.

use file_metadata::Unread;
use localization::text;

use super::{Words, advice, client, outage, reading, record, sentence, two_sentences};
use crate::ui::words::seconds;
use model::{Asked, Cause, Failure, FailureKind, IdentityWay, Step};

/// What happened, and what to do. Records of earlier versions have only English words.
pub(crate) fn failure(failure: &Failure) -> Words {
    match &failure.cause {
        Some(cause) => words(cause, failure.step),
        None => Words {
            message: failure.message.clone(),
            hint: failure.hint.clone(),
        },
    }
}

/// What many failures have in common.
pub(crate) fn failure_kind(kind: &FailureKind) -> String {
    match &kind.cause {
        Some(cause) => message(cause, kind.step),
        None => kind.message.clone(),
    }
}

fn words(cause: &Cause, step: Step) -> Words {
    Words {
        message: message(cause, step),
        hint: hint(cause, step),
    }
}

fn message(cause: &Cause, step: Step) -> String {
    match cause {
        Cause::Client { what, .. } => sentence(&client::headline(what)),
        Cause::ProxyPassword { proxy: None } => text!("errors-cause-proxy-password"),
        Cause::ProxyPassword { proxy: Some(proxy) } => text!("errors-cause-proxy-password-of", proxy = proxy),
        Cause::TooManyOpen { limit: None } => text!("errors-cause-too-many-open"),
        Cause::TooManyOpen { limit: Some(limit) } => {
            text!("errors-cause-too-many-open-limit", limit = limit.to_string())
        }
        Cause::Internal => text!("errors-cause-internal"),
        Cause::ServerSwitched if step == Step::Verify => text!("errors-cause-not-verified-switched"),
        Cause::ServerSwitched => text!("errors-cause-not-signed-switched"),
        Cause::TooLargeToSign if step == Step::Sign => text!("errors-cause-too-large-to-sign"),
        Cause::TooLargeToSign => text!("errors-cause-too-large-to-verify"),
        Cause::BucketUnknown => text!("errors-cause-bucket-unknown"),
        Cause::KeyReused { name, key } => text!("errors-cause-key-reused", name = name, key = key),
        Cause::Store(fault) => record::fault(fault).message,
        Cause::RecordClosed => text!("errors-cause-record-closed"),
        Cause::StoredNotRecorded { key, why } => {
            text!(
                "errors-cause-stored-not-recorded",
                key = key,
                why = failure(why).message
            )
        }
        Cause::SignedNotRecorded { uri: Some(uri), why } => {
            text!(
                "errors-cause-signed-not-recorded",
                uri = uri,
                why = failure(why).message
            )
        }
        Cause::SignedNotRecorded { uri: None, why } => {
            text!("errors-cause-signed-somewhere-not-recorded", why = failure(why).message)
        }
        Cause::MayBeSigned(why) => text!("errors-cause-may-be-signed", why = failure(why).message),
        Cause::Identity { why, .. } | Cause::Limited { why, .. } => failure(why).message,
        Cause::CredentialsUnknown(reason) => {
            text!(
                "errors-cause-credentials-unknown",
                reason = reading::read_sentence(reason)
            )
        }
        Cause::MetadataUnknown(why) => metadata_unknown(*why),
        Cause::NoOrigin => text!("errors-cause-no-origin"),
        Cause::Manifest { line, words } => text!("errors-cause-manifest", line = *line, words = words),
        Cause::Unavailable(reason) => sentence(&outage::reason(reason)),
        Cause::Outage {
            reason,
            answered,
            seconds: waited,
        } => {
            let (reason, time) = (outage::reason(reason), seconds(*waited));
            match (*answered, *waited) {
                (true, 0) => sentence(&reason),
                (false, 0) => text!("errors-cause-network-down", reason = reason),
                (true, _) => text!("errors-cause-server-was-unavailable", time = time, reason = reason),
                (false, _) => text!("errors-cause-network-was-down", time = time, reason = reason),
            }
        }
        Cause::SigningInterrupted => text!("errors-cause-signing-interrupted"),
        Cause::RecordLost => text!("errors-cause-record-lost"),
        Cause::DetailsUnreadable => text!("errors-cause-details-unreadable"),
    }
}

fn metadata_unknown(why: Unread) -> String {
    match why {
        Unread::TimedOut => text!("errors-cause-metadata-timed-out"),
        Unread::Failed => text!("errors-cause-metadata-failed"),
        Unread::Gone => text!("errors-cause-metadata-gone"),
    }
}

fn hint(cause: &Cause, step: Step) -> String {
    match cause {
        Cause::Client { advice: what, .. } => advice::advice(*what),
        Cause::ProxyPassword { .. } => text!("errors-advice-proxy-password"),
        Cause::TooManyOpen { .. } => text!("errors-hint-too-many-open"),
        Cause::Internal => text!("errors-hint-internal"),
        Cause::ServerSwitched if step == Step::Verify => text!("errors-hint-verify-again"),
        Cause::ServerSwitched => text!("errors-hint-sign-again"),
        Cause::TooLargeToSign => text!("errors-hint-too-large-to-sign"),
        Cause::BucketUnknown => text!("errors-hint-bucket-unknown"),
        Cause::KeyReused { .. } => text!("errors-hint-key-reused"),
        Cause::Store(fault) => record::fault(fault).hint,
        Cause::RecordClosed => text!("errors-hint-record-closed"),
        Cause::StoredNotRecorded { why, .. } | Cause::SignedNotRecorded { why, .. } => failure(why).hint,
        Cause::MayBeSigned(_) => text!("errors-hint-may-be-signed"),
        Cause::Identity { why, way } => match failure(why).hint {
            first if first.is_empty() => identity(way),
            first => two_sentences(&first, &identity(way)),
        },
        Cause::CredentialsUnknown(_) => text!("errors-hint-credentials-unknown"),
        Cause::MetadataUnknown(Unread::TimedOut | Unread::Failed) => text!("errors-hint-metadata-unread"),
        Cause::MetadataUnknown(Unread::Gone) => text!("errors-hint-metadata-gone"),
        Cause::NoOrigin => text!("errors-hint-no-origin"),
        Cause::Manifest { .. } => text!("errors-hint-manifest"),
        Cause::Unavailable(reason) => outage::remedy(reason),
        Cause::Outage { answered: true, .. } => text!("errors-hint-server-unavailable"),
        Cause::Outage { answered: false, .. } => text!("errors-hint-network-down"),
        Cause::Limited {
            asked, longest, option, ..
        } => limited(*asked, *longest, option),
        Cause::SigningInterrupted => text!("errors-hint-signing-interrupted"),
        Cause::RecordLost => text!("errors-hint-record-lost"),
        Cause::DetailsUnreadable => match step {
            Step::Verify => text!("errors-hint-verify-again"),
            Step::Sign => text!("errors-hint-sign-unless-signed"),
            Step::Read | Step::Presign | Step::Upload | Step::Download | Step::Record => {
                text!("errors-hint-try-again")
            }
        },
    }
}

fn identity(way: &IdentityWay) -> String {
    match way {
        IdentityWay::SignWithout => text!("errors-hint-identity-sign-without"),
        IdentityWay::OtherAlgorithm(named) => text!("errors-hint-identity-other-algorithm", algorithm = named),
        IdentityWay::UnknownAlgorithm => text!("errors-hint-identity-unknown-algorithm"),
    }
}

/// A run of the command line waits only so long. Its failures are kept, so the window shows them, too.
fn limited(asked: Asked, longest: u64, option: &str) -> String {
    let longest = longest.to_string();
    match asked {
        Asked::NotSaid => text!("errors-hint-limited-not-said", longest = longest, option = option),
        Asked::Seconds(seconds) => {
            let asked = seconds.to_string();
            text!(
                "errors-hint-limited-seconds",
                asked = asked,
                longest = longest,
                option = option
            )
        }
        Asked::Forever => text!("errors-hint-limited-forever", longest = longest, option = option),
    }
}
