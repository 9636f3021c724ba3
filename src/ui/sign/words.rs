//! Names of what `content-credentials` and `file-metadata` know, in the window's language.

use content_credentials::{Origin, Training, TrainingUse};
use file_metadata::{Source, Unread};
use localization::text;
use model::InvalidPresetName;

use super::offer_words::{Share, Whose};

/// The origin as a person reads it.
pub(crate) fn origin(origin: Origin) -> String {
    match origin {
        Origin::DigitalCapture => text!("sign-origin-digital-capture"),
        Origin::ComputationalCapture => text!("sign-origin-computational-capture"),
        Origin::NegativeFilm => text!("sign-origin-negative-film"),
        Origin::PositiveFilm => text!("sign-origin-positive-film"),
        Origin::Print => text!("sign-origin-print"),
        Origin::HumanEdits => text!("sign-origin-human-edits"),
        Origin::CompositeWithTrainedAlgorithmicMedia => text!("sign-origin-composite-with-trained-algorithmic-media"),
        Origin::AlgorithmicallyEnhanced => text!("sign-origin-algorithmically-enhanced"),
        Origin::DigitalCreation => text!("sign-origin-digital-creation"),
        Origin::DataDrivenMedia => text!("sign-origin-data-driven-media"),
        Origin::TrainedAlgorithmicMedia => text!("sign-origin-trained-algorithmic-media"),
        Origin::AlgorithmicMedia => text!("sign-origin-algorithmic-media"),
        Origin::ScreenCapture => text!("sign-origin-screen-capture"),
        Origin::VirtualRecording => text!("sign-origin-virtual-recording"),
        Origin::Composite => text!("sign-origin-composite"),
        Origin::CompositeCapture => text!("sign-origin-composite-capture"),
        Origin::CompositeSynthetic => text!("sign-origin-composite-synthetic"),
    }
}

/// What an origin states, in one sentence, or two if it discloses generative AI.
pub(super) fn explained_origin(origin: Origin) -> String {
    let explanation = match origin {
        Origin::DigitalCapture => text!("sign-origin-digital-capture-hint"),
        Origin::ComputationalCapture => text!("sign-origin-computational-capture-hint"),
        Origin::NegativeFilm => text!("sign-origin-negative-film-hint"),
        Origin::PositiveFilm => text!("sign-origin-positive-film-hint"),
        Origin::Print => text!("sign-origin-print-hint"),
        Origin::HumanEdits => text!("sign-origin-human-edits-hint"),
        Origin::CompositeWithTrainedAlgorithmicMedia => {
            text!("sign-origin-composite-with-trained-algorithmic-media-hint")
        }
        Origin::AlgorithmicallyEnhanced => text!("sign-origin-algorithmically-enhanced-hint"),
        Origin::DigitalCreation => text!("sign-origin-digital-creation-hint"),
        Origin::DataDrivenMedia => text!("sign-origin-data-driven-media-hint"),
        Origin::TrainedAlgorithmicMedia => text!("sign-origin-trained-algorithmic-media-hint"),
        Origin::AlgorithmicMedia => text!("sign-origin-algorithmic-media-hint"),
        Origin::ScreenCapture => text!("sign-origin-screen-capture-hint"),
        Origin::VirtualRecording => text!("sign-origin-virtual-recording-hint"),
        Origin::Composite => text!("sign-origin-composite-hint"),
        Origin::CompositeCapture => text!("sign-origin-composite-capture-hint"),
        Origin::CompositeSynthetic => text!("sign-origin-composite-synthetic-hint"),
    };
    if origin.is_generative() {
        text!("sign-origin-discloses", explanation = explanation)
    } else {
        explanation
    }
}

/// The heading of the group that an origin is in.
pub(super) fn group_of(origin: Origin) -> String {
    match origin {
        Origin::DigitalCapture | Origin::ComputationalCapture => text!("sign-origin-group-camera"),
        Origin::HumanEdits | Origin::AlgorithmicallyEnhanced | Origin::Composite | Origin::CompositeCapture => {
            text!("sign-origin-group-edited")
        }
        Origin::NegativeFilm | Origin::PositiveFilm | Origin::Print => text!("sign-origin-group-scanned"),
        Origin::TrainedAlgorithmicMedia | Origin::CompositeWithTrainedAlgorithmicMedia | Origin::CompositeSynthetic => {
            text!("sign-origin-group-ai")
        }
        Origin::DigitalCreation
        | Origin::ScreenCapture
        | Origin::VirtualRecording
        | Origin::DataDrivenMedia
        | Origin::AlgorithmicMedia => text!("sign-origin-group-other"),
    }
}

/// The choice for a use.
pub(super) fn training(usage: TrainingUse) -> String {
    match usage {
        TrainingUse::NotStated => text!("sign-training-not-stated"),
        TrainingUse::Allowed => text!("sign-training-allowed"),
        TrainingUse::NotAllowed => text!("sign-training-not-allowed"),
        TrainingUse::Constrained => text!("sign-training-constrained"),
    }
}

/// Several names with commas between them.
pub(super) fn listed(names: impl IntoIterator<Item = String>) -> String {
    let joined = names
        .into_iter()
        .reduce(|names, next| text!("sign-names", names = names, next = next));
    joined.unwrap_or_default()
}

/// The uses, in the order of [`Training::KINDS`].
pub(super) fn training_kinds() -> [String; Training::KINDS.len()] {
    [
        text!("sign-training-ai"),
        text!("sign-training-generative"),
        text!("sign-training-inference"),
        text!("sign-training-mining"),
    ]
}

/// Which part of a file a value comes from.
pub(super) fn source(source: Source) -> String {
    match source {
        Source::Vorbis => text!("sign-offer-source-vorbis"),
        Source::Exif | Source::Iptc | Source::Xmp | Source::QuickTime | Source::Id3 | Source::RiffInfo => {
            source.name().to_owned()
        }
    }
}

/// Why it is not known what files say about themselves.
pub(super) fn unread(reason: Unread, whose: Whose, share: Share) -> String {
    let (whose, (share, count, all)) = (whose.key(), share.parts());
    match reason {
        Unread::TimedOut => text!(
            "sign-unread-timed-out",
            whose = whose,
            share = share,
            count = count,
            all = all
        ),
        Unread::Failed => text!(
            "sign-unread-failed",
            whose = whose,
            share = share,
            count = count,
            all = all
        ),
        Unread::Gone => text!(
            "sign-unread-gone",
            whose = whose,
            share = share,
            count = count,
            all = all
        ),
    }
}

/// Why a text cannot be the name of a preset.
pub(super) fn invalid_name(error: InvalidPresetName) -> String {
    match error {
        InvalidPresetName::Missing => text!("sign-preset-name-missing"),
        InvalidPresetName::NotOneShortLine => text!("sign-preset-name-long", count = model::MAX_PRESET_NAME),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_window_are_those_of_the_command_line_in_english() {
        for (heading, group) in Origin::GROUPS {
            for each in group {
                assert_eq!(origin(*each), each.label());
                assert_eq!(group_of(*each), heading);
                assert!(explained_origin(*each).starts_with(each.explanation()));
            }
        }
        for usage in TrainingUse::ALL {
            assert_eq!(training(usage), usage.label());
        }
        assert_eq!(training_kinds(), Training::KINDS);
        for error in [InvalidPresetName::Missing, InvalidPresetName::NotOneShortLine] {
            assert_eq!(invalid_name(error), error.to_string());
        }
    }
}
