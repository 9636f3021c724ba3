//! What notices say.

use localization::text;

use super::{Words, cause, drag, outage, reading::read_clause, two_sentences};
use crate::ui::states;
use model::{BulkOutcome, InvalidSetting, LANGUAGES, MAX_DRAGGED, MAX_NAME, MAX_PARALLEL_UPLOADS, Said};

/// What a notice says. Without a value it has only the words of its sender.
pub(crate) fn told(said: Option<&Said>, headline: &str, hint: &str) -> Words {
    match said {
        Some(said) => Words {
            message: message(said),
            hint: self::hint(said),
        },
        None => Words {
            message: headline.to_owned(),
            hint: hint.to_owned(),
        },
    }
}

fn message(said: &Said) -> String {
    match said {
        Said::Failure(failure) => cause::failure(failure).message,
        Said::NothingSent(reason) => text!("errors-outage-nothing-sent", reason = outage::reason(reason)),
        Said::RecordsLeftOut(count) => text!("errors-said-records-left-out", count = *count),
        Said::NotExported { path, reason } => {
            text!(
                "errors-said-not-exported",
                path = path.display().to_string(),
                reason = reason
            )
        }
        Said::EarlierNotSaved { name, reason } => {
            text!("errors-said-earlier-not-saved", name = name, reason = reason)
        }
        Said::TooManyDragged => text!("errors-said-too-many-dragged"),
        Said::NotDragged(fault) => drag::message(fault),
        Said::NotMediaType => text!("errors-said-not-media-type"),
        Said::SettingsNotUsed(_) => text!("errors-said-settings-not-used"),
        Said::NotSignedAgain(count) => text!("errors-said-not-signed-again", count = *count),
        Said::EarlierNotKept { files: 1, name, reason } => {
            text!(
                "errors-said-earlier-not-kept-of",
                name = name,
                reason = read_clause(reason)
            )
        }
        Said::EarlierNotKept { files, reason, .. } => {
            text!(
                "errors-said-earlier-not-kept",
                count = *files,
                reason = read_clause(reason)
            )
        }
        Said::EarlierNotDeleted(files) => text!("errors-said-earlier-not-deleted", count = *files),
        Said::Exported {
            path,
            records,
            unreadable,
        } => {
            let written = text!(
                "errors-said-exported",
                count = *records,
                path = path.display().to_string()
            );
            match unreadable {
                0 => written,
                _ => two_sentences(&written, &text!("errors-said-exported-left-out", count = *unreadable)),
            }
        }
        Said::Forgotten {
            records,
            kept,
            credentials,
        } => forgotten(*records, *kept, *credentials),
        Said::Bulk(outcome) => bulk(outcome),
    }
}

fn hint(said: &Said) -> String {
    match said {
        Said::Failure(failure) => cause::failure(failure).hint,
        Said::NothingSent(reason) => outage::remedy(reason),
        Said::RecordsLeftOut(_) => text!("errors-said-hint-records-left-out"),
        Said::NotExported { .. } => text!("errors-said-hint-not-exported"),
        Said::EarlierNotSaved { .. } => text!("errors-said-hint-earlier-not-saved"),
        Said::TooManyDragged => text!("errors-said-hint-too-many-dragged", count = MAX_DRAGGED),
        Said::NotDragged(fault) => drag::hint(fault),
        Said::NotMediaType => text!("errors-said-hint-not-media-type"),
        Said::SettingsNotUsed(error) => {
            text!("errors-said-hint-settings-not-used", reason = invalid_setting(error))
        }
        Said::NotSignedAgain(_) => text!("errors-said-hint-not-signed-again"),
        Said::EarlierNotKept { .. } => text!("errors-said-hint-earlier-not-kept"),
        Said::EarlierNotDeleted(_) => text!("errors-said-hint-earlier-not-deleted"),
        Said::Exported { .. } | Said::Forgotten { .. } | Said::Bulk(_) => String::new(),
    }
}

fn forgotten(records: usize, kept: usize, credentials: usize) -> String {
    let mut words = text!("errors-said-forgotten", count = records);
    if kept > 0 {
        words = two_sentences(&words, &text!("errors-said-forgotten-kept", count = kept));
    }
    if credentials > 0 {
        words = two_sentences(&words, &text!("errors-said-forgotten-credentials", count = credentials));
    }
    words
}

fn bulk(outcome: &BulkOutcome) -> String {
    let verdicts = outcome
        .verdicts
        .iter()
        .map(|(verdict, count)| states::verdict_count(*verdict, *count));
    let mut parts: Vec<_> = verdicts.collect();
    if outcome.failed > 0 {
        parts.push(text!("errors-said-bulk-failed", count = outcome.failed));
    }
    if outcome.unfit > 0 {
        parts.push(match outcome.signed {
            Some(_) => text!("errors-said-bulk-left-out", count = outcome.unfit),
            None => text!("errors-said-bulk-no-object", count = outcome.unfit),
        });
    }
    if outcome.unreadable > 0 {
        parts.push(text!("errors-said-bulk-unreadable", count = outcome.unreadable));
    }
    let listed = parts
        .into_iter()
        .reduce(|before, next| text!("errors-said-bulk-list", before = before, next = next));
    let (done, all) = (outcome.done(), outcome.all);
    let words = match (outcome.signed, listed) {
        (Some(_), None) => text!("errors-said-bulk-signed", done = done, all = all),
        (Some(_), Some(parts)) => text!("errors-said-bulk-signed-with", done = done, all = all, parts = parts),
        (None, None) => text!("errors-said-bulk-verified", done = done, all = all),
        (None, Some(parts)) => text!("errors-said-bulk-verified-with", done = done, all = all, parts = parts),
    };
    if outcome.stopped {
        return two_sentences(&words, &text!("errors-said-bulk-stopped"));
    }
    words
}

/// Why a setting is refused, as a clause.
fn invalid_setting(error: &InvalidSetting) -> String {
    match error {
        InvalidSetting::Jobs(given) => {
            text!("errors-setting-jobs", limit = MAX_PARALLEL_UPLOADS, given = *given)
        }
        InvalidSetting::StallSeconds(given) => text!("errors-setting-stall-seconds", given = given.to_string()),
        InvalidSetting::Zoom(given) => text!("errors-setting-zoom", given = given.to_string()),
        InvalidSetting::Language(given) => {
            text!(
                "errors-setting-language",
                known = LANGUAGES.join(", "),
                given = format!("{given:?}")
            )
        }
        InvalidSetting::ApiUrl(given) => text!("errors-setting-address", given = format!("{given:?}")),
        InvalidSetting::Bucket(given) => text!("errors-setting-bucket", given = format!("{given:?}")),
        InvalidSetting::ProfileName(given) => {
            text!(
                "errors-setting-profile-name",
                given = format!("{given:?}"),
                limit = MAX_NAME
            )
        }
    }
}
