//! The values of each source, before one of them is chosen.

use std::collections::BTreeMap;

use crate::{Field, FileMetadata, Gps, Source, taken::taken, text};

/// What a camera writes into the description if nobody has: it describes nothing.
const DEFAULT_CAPTIONS: [&str; 8] = [
    "OLYMPUS DIGITAL CAMERA",
    "OLYMPUS CAMERA",
    "MINOLTA DIGITAL CAMERA",
    "KONICA MINOLTA DIGITAL CAMERA",
    "SONY DSC",
    "SAMSUNG DIGITAL CAMERA",
    "DIGITAL CAMERA",
    "default",
];

/// The values of one source.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Values {
    texts: BTreeMap<Field, String>,
    pub(crate) gps: Option<Gps>,
    make: Option<String>,
}

impl Values {
    /// Adds a value, unless there is one already. Points in time are brought into one form.
    pub(crate) fn add(&mut self, field: Field, text: &str) {
        let text = match field {
            Field::Taken => taken(text).unwrap_or_default(),
            _ => text::clean(text, field.limit()),
        };
        let is_default =
            field == Field::Caption && DEFAULT_CAPTIONS.iter().any(|other| other.eq_ignore_ascii_case(&text));
        if !text.is_empty() && !is_default {
            self.texts.entry(field).or_insert(text);
        }
    }

    /// Adds several names as one value.
    pub(crate) fn add_all(&mut self, field: Field, texts: &[String]) {
        let texts: Vec<_> = texts
            .iter()
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        self.add(field, &texts.join("; "));
    }

    /// Adds the maker of the camera, which belongs before the model.
    pub(crate) fn add_make(&mut self, text: &str) {
        let text = text::clean(text, Field::Camera.limit());
        if !text.is_empty() {
            self.make.get_or_insert(text);
        }
    }

    pub(crate) fn get(&self, field: Field) -> Option<&str> {
        self.texts.get(&field).map(String::as_str)
    }

    pub(crate) fn set_gps(&mut self, gps: Option<Gps>) {
        if self.gps.is_none() {
            self.gps = gps.filter(Gps::is_valid);
        }
    }

    /// Joins maker and model: "Canon EOS R5" names its maker already, and "NIKON CORPORATION" does not belong before
    /// "NIKON Z 9".
    fn join_camera(&mut self) {
        let Some(make) = self.make.take() else { return };
        let model = self.texts.remove(&Field::Camera).unwrap_or_default();
        let brand = make.split_whitespace().next().unwrap_or_default().to_lowercase();
        let camera = if model.to_lowercase().starts_with(&brand) {
            model
        } else {
            format!("{make} {model}")
        };
        self.add(Field::Camera, &camera);
    }
}

/// The values of all sources.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Gathered {
    pub(crate) exif: Values,
    pub(crate) iptc: Values,
    pub(crate) xmp: Values,
    pub(crate) quick_time: Values,
    pub(crate) id3: Values,
    pub(crate) vorbis: Values,
    pub(crate) riff_info: Values,
    /// Whether a program changed the IPTC records without changing XMP.
    pub(crate) iptc_is_newer: bool,
}

impl Gathered {
    /// Chooses a source for each field: see the top of this crate.
    pub(crate) fn merged(mut self) -> FileMetadata {
        let values = [&mut self.exif, &mut self.iptc, &mut self.xmp, &mut self.quick_time];
        values.into_iter().for_each(Values::join_camera);
        let exif = (&self.exif, Source::Exif);
        let iptc = (&self.iptc, Source::Iptc);
        let xmp = (&self.xmp, Source::Xmp);
        let tags = [
            (&self.quick_time, Source::QuickTime),
            (&self.id3, Source::Id3),
            (&self.vorbis, Source::Vorbis),
            (&self.riff_info, Source::RiffInfo),
        ];
        let of_device = [exif, xmp, iptc];
        let of_people = if self.iptc_is_newer {
            [iptc, xmp, exif]
        } else {
            [xmp, iptc, exif]
        };
        let mut merged = FileMetadata::default();
        for field in Field::ALL {
            let order = if field.is_of_device() { of_device } else { of_people };
            let mut sources = order.into_iter().chain(tags);
            if let Some((text, source)) = sources.find_map(|(values, source)| Some((values.get(field)?, source))) {
                merged.set(field, text, source);
            }
        }
        merged.set_gps(of_device.into_iter().chain(tags).find_map(|(values, _)| values.gps));
        merged
    }
}
