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
mod camera;
mod containers;
mod gathered;
mod gps;
mod input;
mod parts;
mod taken;
#[cfg(test)]
mod tests;
mod text;

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use serde::{Deserialize, Serialize};

pub use camera::name as camera_name;
pub use containers::pictures::{EmbeddedPicture, embedded_picture};
pub use gps::Gps;
use parts::Parts;

/// A field that a file can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Who made it: one or several.
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
    /// The maker of the camera, as it names itself.
    Make,
    /// The model of the camera, as its maker names it.
    Model,
}

impl Field {
    /// All fields, in the order in which people read them.
    pub const ALL: [Self; 13] = [
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
        Self::Make,
        Self::Model,
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
            Self::Make => "make",
            Self::Model => "model",
        }
    }

    /// The longest value in characters. Longer ones are [shortened](Value::shortened).
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Caption => 2000,
            Self::Taken => 32,
            _ => 300,
        }
    }

    /// Whether a device writes it, rather than a person.
    const fn is_of_device(self) -> bool {
        self.is_of_camera() || matches!(self, Self::Lens | Self::Taken)
    }

    const fn is_of_camera(self) -> bool {
        matches!(self, Self::Camera | Self::Make | Self::Model)
    }
}

/// Which part of the file a value comes from.
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

/// A value and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// The text: one line, never empty. Several creators are separated by `, `.
    pub text: String,
    /// Where it was found.
    pub source: Source,
    /// Each creator, if there are several. A name is never split: it may contain any separator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Whether the file says more than [`Field::limit`] allows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shortened: bool,
}

/// Why it is not known what a file says about itself. That is something else than a file that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// Reading took too long.
    TimedOut,
    /// The reader ended without an answer, or needed too much memory.
    Failed,
    /// The file is gone, or has changed since it was added.
    Gone,
}

impl Unread {
    /// What happened, to follow "What the file says about itself".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::TimedOut => "could not be read in time",
            Self::Failed => "could not be read",
            Self::Gone => "can no longer be read: the file is gone or has changed",
        }
    }
}

/// What a file says about itself. None of it is verified.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FileMetadata {
    #[serde(flatten)]
    values: BTreeMap<Field, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gps: Option<Gps>,
    /// Not recorded, so that it is tried again.
    #[serde(skip)]
    unread: Option<Unread>,
}

impl FileMetadata {
    /// The result for a file that could not be read.
    #[must_use]
    pub fn unread(reason: Unread) -> Self {
        Self {
            unread: Some(reason),
            ..Self::default()
        }
    }

    /// Why it is not known what the file says. `None` if it is known.
    #[must_use]
    pub const fn why_unread(&self) -> Option<Unread> {
        self.unread
    }

    /// The text of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.values.get(&field).map(|value| value.text.as_str())
    }

    /// Where the text of a field was found.
    #[must_use]
    pub fn source(&self, field: Field) -> Option<Source> {
        self.values.get(&field).map(|value| value.source)
    }

    /// The creators, or the single text of another field.
    pub fn parts(&self, field: Field) -> impl Iterator<Item = &str> {
        let value = self.values.get(&field);
        let alone = value
            .filter(|value| value.parts.is_empty())
            .map(|value| value.text.as_str());
        let parts = value.into_iter().flat_map(|value| &value.parts).map(String::as_str);
        alone.into_iter().chain(parts)
    }

    /// The fields of which only the beginning is known.
    pub fn shortened(&self) -> impl Iterator<Item = Field> {
        self.values()
            .filter(|(_, value)| value.shortened)
            .map(|(field, _)| field)
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
        self.set_parts(field, Parts::of(field, [text]), source);
    }

    /// Sets the creators, each cleaned. Those beyond the limit are left out, and the value is marked as shortened.
    pub fn set_creators<'t>(&mut self, names: impl IntoIterator<Item = &'t str>, source: Source) {
        self.set_parts(Field::Creator, Parts::of(Field::Creator, names), source);
    }

    fn set_parts(&mut self, field: Field, parts: Parts, source: Source) {
        match parts.into_value(source) {
            Some(value) => drop(self.values.insert(field, value)),
            None => drop(self.values.remove(&field)),
        }
    }

    /// Sets the position.
    pub fn set_gps(&mut self, gps: Option<Gps>) {
        self.gps = gps.filter(Gps::is_valid);
    }

    /// The values of placeholders by their names: those of the fields, one for each creator, and `latitude` and `longitude` as
    /// XMP writes them.
    #[must_use]
    pub fn placeholders(&self) -> Vec<(&'static str, String)> {
        let fields = self.values.keys();
        let texts = fields.flat_map(|field| self.parts(*field).map(|text| (field.name(), text.to_owned())));
        // What earlier versions recorded has maker and model only as one text.
        let camera = self
            .get(Field::Camera)
            .filter(|_| self.get(Field::Model).is_none() && self.get(Field::Make).is_none());
        let texts = texts.chain(camera.map(|camera| (Field::Model.name(), camera.to_owned())));
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
            let mut parts = Parts::of(field, self.parts(field));
            parts.shortened |= value.shortened;
            bounded.set_parts(field, parts, value.source);
        }
        bounded.set_gps(self.gps);
        bounded
    }
}

/// Reads the metadata of a file of any format. Never fails: what can't be read is missing.
pub fn read(file: impl Read + Seek) -> FileMetadata {
    containers::read(&mut input::Input::new(file)).merged()
}
