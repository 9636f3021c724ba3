//! What a photo, video or recording says about itself: who made it, when and with what, its caption, credit and copyright.
//!
//! # Sources
//!
//! | Source | Files |
//! |---|---|
//! | EXIF | JPEG, TIFF, DNG, NEF, ARW, CR2 and other RAW files built like TIFF, CR3, RAF, HEIC, AVIF, PNG, WebP |
//! | IPTC (IIM) | JPEG, TIFF, DNG |
//! | XMP | all of these, MP4 and MOV, WAV |
//! | QuickTime | MOV, MP4, M4A |
//! | ID3 | MP3, WAV |
//! | Vorbis comments | FLAC |
//! | RIFF INFO | WAV |
//!
//! # Which source wins
//!
//! For what people write (creator, title, headline, caption, credit, copyright, city, country): XMP, then IPTC, then EXIF, as
//! the Metadata Working Group recommends. If the file's digest of its IPTC records shows that a program without XMP changed
//! them later, IPTC comes first. For what the device writes (camera, lens, time, position): EXIF, then XMP, then IPTC.
//!
//! # Untrusted files
//!
//! [`read`] never fails: what can't be read is missing. It reads at most 32 MB of a file, however large, and every text is
//! short and without control characters and bidirectional overrides. It still belongs into a child process with limits on
//! time and memory, because it parses foreign bytes. After the answer of such a process, call [`FileMetadata::bounded`].
//!
//! EXIF is read here rather than by a library: kamadak-exif needs the whole file in memory, which for RAW files is 100 MB;
//! `tiff` rejects texts that aren't UTF-8, which cameras write; and nom-exif brings nine crates.

#![forbid(unsafe_code)]

mod blocks;
mod containers;
mod gathered;
mod gps;
mod input;
mod taken;
#[cfg(test)]
mod tests;
mod text;

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use serde::{Deserialize, Serialize};

pub use containers::pictures::{EmbeddedPicture, embedded_picture};
pub use gps::Gps;

/// A field that a file can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Who made it. Several are separated by `; `.
    Creator,
    /// A short name.
    Title,
    /// A publishable synopsis of the caption.
    Headline,
    /// What it shows.
    Caption,
    /// Whom to credit when it is published.
    Credit,
    /// The copyright notice.
    Copyright,
    /// Maker and model of the camera.
    Camera,
    /// The model of the lens.
    Lens,
    /// When it was taken, in the local time of the place: `2026-05-09T14:03:22`, with an offset from UTC if it is known, or
    /// only the day.
    Taken,
    /// The city where it was taken.
    City,
    /// The country where it was taken.
    Country,
}

impl Field {
    /// All fields, in the order in which people read them.
    pub const ALL: [Self; 11] = [
        Self::Creator,
        Self::Title,
        Self::Headline,
        Self::Caption,
        Self::Credit,
        Self::Copyright,
        Self::Camera,
        Self::Lens,
        Self::Taken,
        Self::City,
        Self::Country,
    ];

    /// Its name in templates, exports and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creator => "creator",
            Self::Title => "title",
            Self::Headline => "headline",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Copyright => "copyright",
            Self::Camera => "camera",
            Self::Lens => "lens",
            Self::Taken => "taken",
            Self::City => "city",
            Self::Country => "country",
        }
    }

    /// The longest value in characters.
    const fn limit(self) -> usize {
        match self {
            Self::Caption => 2000,
            Self::Taken => 32,
            _ => 300,
        }
    }

    /// Whether a device writes it, rather than a person.
    const fn is_of_device(self) -> bool {
        matches!(self, Self::Camera | Self::Lens | Self::Taken)
    }
}

/// Where a value stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// EXIF, written by cameras.
    Exif,
    /// IPTC records (IIM).
    Iptc,
    /// An XMP packet.
    Xmp,
    /// Tags of a QuickTime or MP4 file.
    QuickTime,
    /// ID3 tags.
    Id3,
    /// Vorbis comments.
    Vorbis,
    /// The INFO list of a WAV file.
    RiffInfo,
}

impl Source {
    /// Its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exif => "EXIF",
            Self::Iptc => "IPTC",
            Self::Xmp => "XMP",
            Self::QuickTime => "QuickTime",
            Self::Id3 => "ID3",
            Self::Vorbis => "Vorbis comments",
            Self::RiffInfo => "RIFF INFO",
        }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// The text: one line, never empty.
    pub text: String,
    /// Where it stands.
    pub source: Source,
}

/// What a file says about itself. None of it is verified.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FileMetadata {
    #[serde(flatten)]
    values: BTreeMap<Field, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gps: Option<Gps>,
}

impl FileMetadata {
    /// The text of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.values.get(&field).map(|value| value.text.as_str())
    }

    /// Where the text of a field stands.
    #[must_use]
    pub fn source(&self, field: Field) -> Option<Source> {
        self.values.get(&field).map(|value| value.source)
    }

    /// The fields that it has.
    pub fn values(&self) -> impl Iterator<Item = (Field, &Value)> {
        self.values.iter().map(|(field, value)| (*field, value))
    }

    /// Where it was taken. Places can identify homes: use it only if the person asked for it.
    #[must_use]
    pub const fn gps(&self) -> Option<Gps> {
        self.gps
    }

    /// Sets a field, cleaned and shortened. An empty text removes it.
    pub fn set(&mut self, field: Field, text: &str, source: Source) {
        let text = text::clean(text, field.limit());
        if text.is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, Value { text, source });
        }
    }

    /// Sets the position.
    pub fn set_gps(&mut self, gps: Option<Gps>) {
        self.gps = gps.filter(Gps::is_valid);
    }

    /// The values of placeholders by their names: those of the fields, and `latitude` and `longitude` as XMP writes them.
    #[must_use]
    pub fn placeholders(&self) -> Vec<(&'static str, String)> {
        let texts = self.values().map(|(field, value)| (field.name(), value.text.clone()));
        let position = self.gps.map(|gps| gps.xmp());
        let position = position.map(|[latitude, longitude]| [("latitude", latitude), ("longitude", longitude)]);
        texts.chain(position.into_iter().flatten()).collect()
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.gps.is_none()
    }

    /// The same with every value cleaned and shortened: for metadata from outside of this process.
    #[must_use]
    pub fn bounded(&self) -> Self {
        let mut bounded = Self::default();
        for (field, value) in self.values() {
            bounded.set(field, &value.text, value.source);
        }
        bounded.set_gps(self.gps);
        bounded
    }
}

/// Reads the metadata of a file of any format. Never fails: what can't be read is missing.
pub fn read(file: impl Read + Seek) -> FileMetadata {
    containers::read(&mut input::Input::new(file)).merged()
}
