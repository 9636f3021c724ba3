//! Where a file came from: the digital source types of the IPTC and C2PA.

/// The prefix of the IPTC's URIs.
const IPTC: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// The prefix of C2PA's URIs.
const C2PA: &str = "http://c2pa.org/digitalsourcetype/";

/// C2PA's source types, which aren't for media, so the form doesn't offer them.
const C2PA_NAMES: [&str; 2] = ["empty", "trainedAlgorithmicData"];

/// A digital source type for media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "`label` and `explanation` describe them")]
pub enum Origin {
    DigitalCapture,
    ComputationalCapture,
    NegativeFilm,
    PositiveFilm,
    Print,
    HumanEdits,
    CompositeWithTrainedAlgorithmicMedia,
    AlgorithmicallyEnhanced,
    DigitalCreation,
    DataDrivenMedia,
    TrainedAlgorithmicMedia,
    AlgorithmicMedia,
    ScreenCapture,
    VirtualRecording,
    Composite,
    CompositeCapture,
    CompositeSynthetic,
}

impl Origin {
    /// All origins, the most common first.
    pub const ALL: [Self; 17] = [
        Self::DigitalCapture,
        Self::ComputationalCapture,
        Self::HumanEdits,
        Self::DigitalCreation,
        Self::ScreenCapture,
        Self::NegativeFilm,
        Self::PositiveFilm,
        Self::Print,
        Self::Composite,
        Self::CompositeCapture,
        Self::VirtualRecording,
        Self::DataDrivenMedia,
        Self::AlgorithmicMedia,
        Self::AlgorithmicallyEnhanced,
        Self::TrainedAlgorithmicMedia,
        Self::CompositeWithTrainedAlgorithmicMedia,
        Self::CompositeSynthetic,
    ];

    /// All origins in groups, as a list shows them.
    pub const GROUPS: [(&str, &[Self]); 5] = [
        ("Camera", &[Self::DigitalCapture, Self::ComputationalCapture]),
        (
            "Edited",
            &[
                Self::HumanEdits,
                Self::AlgorithmicallyEnhanced,
                Self::Composite,
                Self::CompositeCapture,
            ],
        ),
        ("Scanned", &[Self::NegativeFilm, Self::PositiveFilm, Self::Print]),
        (
            "AI",
            &[
                Self::TrainedAlgorithmicMedia,
                Self::CompositeWithTrainedAlgorithmicMedia,
                Self::CompositeSynthetic,
            ],
        ),
        (
            "Other",
            &[
                Self::DigitalCreation,
                Self::ScreenCapture,
                Self::VirtualRecording,
                Self::DataDrivenMedia,
                Self::AlgorithmicMedia,
            ],
        ),
    ];

    /// The last segment of its URI.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DigitalCapture => "digitalCapture",
            Self::ComputationalCapture => "computationalCapture",
            Self::NegativeFilm => "negativeFilm",
            Self::PositiveFilm => "positiveFilm",
            Self::Print => "print",
            Self::HumanEdits => "humanEdits",
            Self::CompositeWithTrainedAlgorithmicMedia => "compositeWithTrainedAlgorithmicMedia",
            Self::AlgorithmicallyEnhanced => "algorithmicallyEnhanced",
            Self::DigitalCreation => "digitalCreation",
            Self::DataDrivenMedia => "dataDrivenMedia",
            Self::TrainedAlgorithmicMedia => "trainedAlgorithmicMedia",
            Self::AlgorithmicMedia => "algorithmicMedia",
            Self::ScreenCapture => "screenCapture",
            Self::VirtualRecording => "virtualRecording",
            Self::Composite => "composite",
            Self::CompositeCapture => "compositeCapture",
            Self::CompositeSynthetic => "compositeSynthetic",
        }
    }

    /// Its URI in the IPTC vocabulary.
    #[must_use]
    pub fn uri(self) -> String {
        format!("{IPTC}{}", self.name())
    }

    /// The origin as a person reads it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DigitalCapture => "Camera or recorder",
            Self::ComputationalCapture => "Phone camera with several frames merged",
            Self::NegativeFilm => "Scanned film negative",
            Self::PositiveFilm => "Scanned slide",
            Self::Print => "Scanned print",
            Self::HumanEdits => "Edited by a person",
            Self::CompositeWithTrainedAlgorithmicMedia => "Edited with generative AI",
            Self::AlgorithmicallyEnhanced => "Enhanced by an algorithm",
            Self::DigitalCreation => "Drawn or made with software by a person",
            Self::DataDrivenMedia => "Chart or rendering of data",
            Self::TrainedAlgorithmicMedia => "Made by generative AI",
            Self::AlgorithmicMedia => "Made by an algorithm without training",
            Self::ScreenCapture => "Screen capture",
            Self::VirtualRecording => "Recording of a virtual scene",
            Self::Composite => "Composite of several sources",
            Self::CompositeCapture => "Composite of camera captures",
            Self::CompositeSynthetic => "Composite with synthetic parts",
        }
    }

    /// What it states, in one sentence.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::DigitalCapture => "Captured from the real world by a camera, phone, 3D scanner or recorder.",
            Self::ComputationalCapture => "Captured by a phone that merged several frames, as for HDR or night shots.",
            Self::NegativeFilm => "Digitized from a negative on film.",
            Self::PositiveFilm => "Digitized from a slide or other positive film.",
            Self::Print => "Digitized from a printed or drawn original.",
            Self::HumanEdits => {
                "Changed by a person with tools that use no generative AI, such as cropping and color correction."
            }
            Self::CompositeWithTrainedAlgorithmicMedia => {
                "Changed or extended with generative AI, such as a filled-in sky."
            }
            Self::AlgorithmicallyEnhanced => {
                "Changed by an automatic tool, such as one that sharpens or reduces noise."
            }
            Self::DigitalCreation => "Created by a person with software, such as a drawing, a text or music.",
            Self::DataDrivenMedia => "Generated by software from data, such as a chart, a map or a weather animation.",
            Self::TrainedAlgorithmicMedia => "Generated entirely by a trained model, such as an image generator.",
            Self::AlgorithmicMedia => "Generated by an algorithm without a trained model, such as a fractal.",
            Self::ScreenCapture => "A screenshot or a screen recording.",
            Self::VirtualRecording => "A recording of a virtual world, such as a game.",
            Self::Composite => "Combined from several sources of any kind.",
            Self::CompositeCapture => "Combined from two or more captures of the real world.",
            Self::CompositeSynthetic => "Combined from several sources, at least one of them made by generative AI.",
        }
    }

    /// Whether it states that generative AI was used.
    #[must_use]
    pub const fn is_generative(self) -> bool {
        matches!(
            self,
            Self::TrainedAlgorithmicMedia | Self::CompositeWithTrainedAlgorithmicMedia | Self::CompositeSynthetic
        )
    }
}

/// Source types that the IPTC has retired, and their successors.
const RETIRED: [(&str, Origin); 3] = [
    ("minorHumanEdits", Origin::HumanEdits),
    ("digitalArt", Origin::DigitalCreation),
    ("softwareImage", Origin::DigitalCreation),
];

/// What a `digitalSourceType` means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SourceType {
    /// An origin, by its exact URI.
    Origin(Origin),
    /// One of C2PA's: the last segment of its URI.
    OfC2pa(&'static str),
    /// A retired one. This is its successor.
    Retired(Origin),
    /// Unknown, but similar to this URI.
    Similar(String),
    /// Unknown.
    Unknown,
}

/// Finds the source type that a text means.
pub(super) fn source_type(text: &str) -> SourceType {
    if let Some(origin) = Origin::ALL.into_iter().find(|origin| origin.uri() == text) {
        return SourceType::Origin(origin);
    }
    if let Some(name) = C2PA_NAMES.into_iter().find(|name| format!("{C2PA}{name}") == text) {
        return SourceType::OfC2pa(name);
    }
    if let Some((_, now)) = RETIRED.iter().find(|(name, _)| text.strip_prefix(IPTC) == Some(name)) {
        return SourceType::Retired(*now);
    }
    let last = text
        .trim()
        .trim_end_matches('/')
        .rsplit(['/', ':', '#'])
        .next()
        .unwrap_or_default();
    if let Some(origin) = Origin::ALL.into_iter().find(|origin| is_similar(origin.name(), last)) {
        return SourceType::Similar(origin.uri());
    }
    match C2PA_NAMES.into_iter().find(|name| is_similar(name, last)) {
        Some(name) => SourceType::Similar(format!("{C2PA}{name}")),
        None => SourceType::Unknown,
    }
}

/// Whether a word is this name except for case, punctuation, and one or two letters.
fn is_similar(name: &str, word: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|character| character.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (name, word) = (plain(name), plain(word));
    let max = match name.chars().count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    strsim::levenshtein(&name, &word) <= max
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_origin_is_in_one_group() {
        let grouped: Vec<_> = Origin::GROUPS.iter().flat_map(|(_, group)| *group).collect();
        assert_eq!(grouped.len(), Origin::ALL.len());
        assert!(Origin::ALL.iter().all(|origin| grouped.contains(&origin)));
    }

    #[test]
    fn every_origin_is_found_by_its_uri_and_by_similar_words() {
        for origin in Origin::ALL {
            assert_eq!(source_type(&origin.uri()), SourceType::Origin(origin));
            for similar in [
                origin.name().to_owned(),
                origin.uri().replace("http:", "https:"),
                origin.uri().to_uppercase(),
                format!(" {} ", origin.uri()),
            ] {
                assert_eq!(source_type(&similar), SourceType::Similar(origin.uri()), "{similar}");
            }
        }
        assert_eq!(
            source_type("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCaptur"),
            SourceType::Similar(Origin::DigitalCapture.uri())
        );
        assert_eq!(
            source_type("http://c2pa.org/digitalsourcetype/empty"),
            SourceType::OfC2pa("empty")
        );
        for unknown in ["", "photo", "http://cv.iptc.org/newscodes/digitalsourcetype/hologram"] {
            assert_eq!(source_type(unknown), SourceType::Unknown, "{unknown}");
        }
    }
}
