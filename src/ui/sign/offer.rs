//! Something that files say about themselves, to be used in the form.

use super::offer_words::OfferName;
use content_credentials::ManifestForm;
use file_metadata::Field;

/// Something to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) name: OfferName,
    /// What the files say, for people.
    pub(super) shown: String,
    /// Where it stands, for people.
    pub(super) source: String,
    /// How long it is at most, if a file says more.
    pub(super) shortened: Option<usize>,
    /// What belongs in the fields of the form.
    pub(super) fills: Vec<(Slot, String)>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Field(Field),
    Latitude,
    Longitude,
}

impl Slot {
    pub(super) const fn of(self, form: &mut ManifestForm) -> &mut String {
        match self {
            Self::Field(Field::Creator) => &mut form.creator,
            Self::Field(Field::Title) => &mut form.title,
            Self::Field(Field::Headline) => &mut form.headline,
            Self::Field(Field::Caption) => &mut form.caption,
            Self::Field(Field::Credit) => &mut form.credit,
            Self::Field(Field::Copyright) => &mut form.copyright,
            Self::Field(Field::Make) => &mut form.make,
            Self::Field(Field::Camera | Field::Model) => &mut form.camera,
            Self::Field(Field::Lens) => &mut form.lens,
            Self::Field(Field::Taken) => &mut form.taken,
            Self::Field(Field::City) => &mut form.city,
            Self::Field(Field::Country) => &mut form.country,
            Self::Latitude => &mut form.latitude,
            Self::Longitude => &mut form.longitude,
        }
    }

    /// What it says when nothing was chosen: every claim has a title.
    const fn default(self) -> &'static str {
        match self {
            Self::Field(Field::Title) => "{stem}",
            _ => "",
        }
    }
}

impl Offer {
    pub(super) fn is_taken(&self, form: &mut ManifestForm) -> bool {
        self.fills.iter().all(|(slot, text)| slot.of(form) == text)
    }

    pub(super) fn set(&self, form: &mut ManifestForm, taken: bool) {
        for (slot, text) in &self.fills {
            let text = if taken { text.as_str() } else { slot.default() };
            text.clone_into(slot.of(form));
        }
    }
}
