//! Words for what files say about themselves: what the files are, how many are meant, and what is offered.

use localization::text;

/// What the files are, for sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Photo,
    Photos,
    File,
    Files,
}

impl Whose {
    /// Its word in messages.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Photos => "photos",
            Self::File => "file",
            Self::Files => "files",
        }
    }
}

/// Of how many files something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// Of all.
    Whole,
    /// Of so many of so many.
    Some(usize, usize),
    /// Of so many of so many that were looked at; there are others.
    Looked(usize, usize),
}

impl Share {
    /// Its word in messages, and its numbers.
    pub(super) const fn parts(self) -> (&'static str, usize, usize) {
        match self {
            Self::Whole => ("whole", 0, 0),
            Self::Some(count, all) => ("some", count, all),
            Self::Looked(count, all) => ("looked", count, all),
        }
    }

    /// A value of so many files.
    pub(super) fn of(self, value: String) -> String {
        match self {
            Self::Whole => value,
            Self::Some(count, all) => text!("sign-offer-some", value = value, count = count, all = all),
            Self::Looked(count, all) => text!("sign-offer-some-looked", value = value, count = count, all = all),
        }
    }
}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfferName {
    Author,
    Title,
    Headline,
    Caption,
    Credit,
    Copyright,
    Camera,
    Lens,
    Taken,
    Location,
}

impl OfferName {
    /// Beside its checkbox.
    pub(super) fn label(self) -> String {
        match self {
            Self::Author => text!("sign-offer-author"),
            Self::Title => text!("sign-offer-title"),
            Self::Headline => text!("sign-offer-headline"),
            Self::Caption => text!("sign-offer-caption"),
            Self::Credit => text!("sign-offer-credit"),
            Self::Copyright => text!("sign-offer-copyright"),
            Self::Camera => text!("sign-offer-camera"),
            Self::Lens => text!("sign-offer-lens"),
            Self::Taken => text!("sign-offer-taken"),
            Self::Location => text!("sign-offer-location"),
        }
    }

    /// Inside a sentence.
    pub(super) fn inside(self) -> String {
        match self {
            Self::Author => text!("sign-card-from-author"),
            Self::Title => text!("sign-card-from-title"),
            Self::Headline => text!("sign-card-from-headline"),
            Self::Caption => text!("sign-card-from-caption"),
            Self::Credit => text!("sign-card-from-credit"),
            Self::Copyright => text!("sign-card-from-copyright"),
            Self::Camera => text!("sign-card-from-camera"),
            Self::Lens => text!("sign-card-from-lens"),
            Self::Taken => text!("sign-card-from-taken"),
            Self::Location => text!("sign-card-from-location"),
        }
    }
}
