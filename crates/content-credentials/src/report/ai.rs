//! What a report says about the use of AI.

use crate::Origin;

/// What a report states about the use of AI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AiUse {
    /// No statement.
    NotStated,
    /// An origin without AI is stated.
    NoneStated,
    /// An ingredient was made by generative AI or with its help.
    InIngredient,
    /// Generative AI was used for a part of the file.
    Partly,
    /// Generative AI made the file.
    Made,
}

impl AiUse {
    /// One sentence for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotStated => "Nothing is stated about the use of AI.",
            Self::NoneStated => "No AI use declared.",
            Self::InIngredient => "An ingredient was made with generative AI.",
            Self::Partly => "Made or edited with the help of generative AI.",
            Self::Made => "Made by generative AI.",
        }
    }

    /// Whether the use of AI is stated.
    #[must_use]
    pub(super) const fn is_disclosed(self) -> bool {
        matches!(self, Self::InIngredient | Self::Partly | Self::Made)
    }

    /// What a digital source type states. `None` if it is unknown.
    pub(super) fn of_source(uri: &str) -> Option<Self> {
        let name = uri.rsplit('/').next().unwrap_or(uri);
        match name {
            "trainedAlgorithmicMedia" | "trainedAlgorithmicData" => Some(Self::Made),
            _ => {
                let origin = Origin::ALL.into_iter().find(|origin| origin.name() == name)?;
                Some(if origin.is_generative() {
                    Self::Partly
                } else {
                    Self::NoneStated
                })
            }
        }
    }
}
