//! The values of each source, before one of them is chosen.

use std::collections::BTreeMap;

use crate::{Field, FileMetadata, Gps, Source, camera, parts::Parts, taken::taken};

/// Default descriptions that cameras write. They describe nothing.
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
    texts: BTreeMap<Field, Parts>,
    pub(crate) gps: Option<Gps>,
}

impl Values {
    /// Adds a value, unless there is one already. Points in time are brought into one form.
    pub(crate) fn add(&mut self, field: Field, text: &str) {
        let time;
        let text = match field {
            Field::Taken => {
                time = taken(text).unwrap_or_default();
                &time
            }
            _ => text,
        };
        self.add_all(field, [text]);
    }

    /// Adds several texts as one value: creators stay apart, other fields have one text.
    pub(crate) fn add_all<'t>(&mut self, field: Field, texts: impl IntoIterator<Item = &'t str>) {
        if self.texts.contains_key(&field) {
            return;
        }
        let parts = Parts::of(field, texts);
        let is_default = |text: &String| DEFAULT_CAPTIONS.iter().any(|other| other.eq_ignore_ascii_case(text));
        let is_a_default = field == Field::Caption && parts.texts.iter().any(is_default);
        if !parts.texts.is_empty() && !is_a_default {
            self.texts.insert(field, parts);
        }
    }

    fn has(&self, field: Field) -> bool {
        self.texts.contains_key(&field)
    }

    pub(crate) fn set_gps(&mut self, gps: Option<Gps>) {
        if self.gps.is_none() {
            self.gps = gps.filter(Gps::is_valid);
        }
    }

    /// Adds the name of the camera, made of maker and model.
    fn name_camera(&mut self) {
        let [make, model] =
            [Field::Make, Field::Model].map(|field| self.texts.get(&field).map(Parts::joined).unwrap_or_default());
        let name = camera::name(&make, &model);
        self.add(Field::Camera, &name);
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
        values.into_iter().for_each(Values::name_camera);
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
            // Maker and model belong to one camera.
            let found_by = if field.is_of_camera() { Field::Camera } else { field };
            let mut sources = order.into_iter().chain(tags);
            if let Some((values, source)) = sources.find(|(values, _)| values.has(found_by))
                && let Some(parts) = values.texts.get(&field)
            {
                merged.set_parts(field, parts.clone(), source);
            }
        }
        merged.set_gps(of_device.into_iter().chain(tags).find_map(|(values, _)| values.gps));
        merged
    }
}
