//! Where a file came from: the source types of the IPTC and of C2PA.

/// What each URI of the IPTC begins with.
const IPTC: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// What each URI of C2PA begins with.
const C2PA: &str = "http://c2pa.org/digitalsourcetype/";

/// The source types of C2PA that are no choice of the form: they are not for media.
const OF_C2PA: [&str; 2] = ["empty", "trainedAlgorithmicData"];

/// Where a file came from, as a person chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "`label` and `explanation` say what each is")]
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
    /// All of them, the most usual first.
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

    /// The last part of its URI.
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

    /// Its URI, as the IPTC publishes it.
    #[must_use]
    pub fn uri(self) -> String {
        format!("{IPTC}{}", self.name())
    }

    /// The choice in a few words.
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

    /// What the choice states, in one sentence.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::DigitalCapture => "Taken from the real world by a camera, phone, scanner of things or recorder.",
            Self::ComputationalCapture => "Taken by a phone that merged several frames into one, as for HDR or night.",
            Self::NegativeFilm => "Digitised from a negative on film.",
            Self::PositiveFilm => "Digitised from a slide or other positive film.",
            Self::Print => "Digitised from a printed or drawn original.",
            Self::HumanEdits => "Changed by a person with tools without generative AI, such as crops and colors.",
            Self::CompositeWithTrainedAlgorithmicMedia => {
                "Something else that was changed or added to with generative AI, such as a filled in sky."
            }
            Self::AlgorithmicallyEnhanced => {
                "Changed by an automatic tool, such as one that sharpens or removes noise."
            }
            Self::DigitalCreation => "Made by a person with software, such as a drawing, a text or a piece of music.",
            Self::DataDrivenMedia => "Made by software from data, such as a chart, a map or a weather animation.",
            Self::TrainedAlgorithmicMedia => "Made as a whole by a model that was trained, such as one for pictures.",
            Self::AlgorithmicMedia => "Made by mathematics alone, such as a fractal; no model was trained for it.",
            Self::ScreenCapture => "What stood on a screen, as a picture or a recording.",
            Self::VirtualRecording => "A recording of a virtual world, such as a game.",
            Self::Composite => "Put together from several sources of any kind.",
            Self::CompositeCapture => "Put together from two or more captures of the real world.",
            Self::CompositeSynthetic => "Put together from several sources, one of them made by generative AI.",
        }
    }

    /// Whether it says that generative AI had a part in it.
    #[must_use]
    pub const fn is_generative(self) -> bool {
        matches!(
            self,
            Self::TrainedAlgorithmicMedia | Self::CompositeWithTrainedAlgorithmicMedia | Self::CompositeSynthetic
        )
    }
}

/// Source types that the IPTC has retired, and what stands for them now.
const RETIRED: [(&str, Origin); 3] = [
    ("minorHumanEdits", Origin::HumanEdits),
    ("digitalArt", Origin::DigitalCreation),
    ("softwareImage", Origin::DigitalCreation),
];

/// What a `digitalSourceType` turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SourceType {
    /// One of the IPTC, as published.
    Origin(Origin),
    /// One of C2PA: the last part of its URI.
    OfC2pa(&'static str),
    /// One that was retired, and the URI that stands for it now.
    Retired(String),
    /// Nearly one: this one may be meant.
    Nearly(String),
    /// None that is known.
    Unknown,
}

/// Finds the source type that a text names.
pub(super) fn source_type(text: &str) -> SourceType {
    if let Some(origin) = Origin::ALL.into_iter().find(|origin| origin.uri() == text) {
        return SourceType::Origin(origin);
    }
    if let Some(name) = OF_C2PA.into_iter().find(|name| format!("{C2PA}{name}") == text) {
        return SourceType::OfC2pa(name);
    }
    if let Some((_, now)) = RETIRED.iter().find(|(name, _)| text.strip_prefix(IPTC) == Some(name)) {
        return SourceType::Retired(now.uri());
    }
    let last = text
        .trim()
        .trim_end_matches('/')
        .rsplit(['/', ':', '#'])
        .next()
        .unwrap_or_default();
    if let Some(origin) = Origin::ALL.into_iter().find(|origin| near(origin.name(), last)) {
        return SourceType::Nearly(origin.uri());
    }
    match OF_C2PA.into_iter().find(|name| near(name, last)) {
        Some(name) => SourceType::Nearly(format!("{C2PA}{name}")),
        None => SourceType::Unknown,
    }
}

/// Whether a word may be meant for this name: but for capitals, punctuation and one or two letters.
fn near(name: &str, word: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|sign| sign.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (name, word) = (plain(name), plain(word));
    let most = match name.chars().count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    strsim::levenshtein(&name, &word) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_origin_is_known_by_its_uri_and_found_by_what_is_nearly_it() {
        for origin in Origin::ALL {
            assert_eq!(source_type(&origin.uri()), SourceType::Origin(origin));
            for nearly in [
                origin.name().to_owned(),
                origin.uri().replace("http:", "https:"),
                origin.uri().to_uppercase(),
                format!(" {} ", origin.uri()),
            ] {
                assert_eq!(source_type(&nearly), SourceType::Nearly(origin.uri()), "{nearly}");
            }
        }
        assert_eq!(
            source_type("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCaptur"),
            SourceType::Nearly(Origin::DigitalCapture.uri())
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
