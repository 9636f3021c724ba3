//! EXIF: tags 2.32 and 3.0 in the directories of a TIFF structure, and other blocks that TIFF files hold as tags.

use super::{
    artist, iptc,
    tiff::{Directory, Tiff},
    xmp,
};
use crate::{
    Field, Gps,
    gathered::{Gathered, Values},
    input::Source,
    taken,
    text::{decode, decode_terminated, decode_utf16},
};

const EXIF: u16 = 0x8769;
const GPS: u16 = 0x8825;

/// Reads the TIFF structure that starts at this position: an EXIF block, or a whole file.
pub(crate) fn read(source: &mut impl Source, base: u64, gathered: &mut Gathered) {
    let Some((mut tiff, main)) = Tiff::open(source, base) else {
        return;
    };
    let values = &mut gathered.exif;
    main_tags(&mut tiff, &main, values);
    // Both directories have the tags of a camera in RAW files: CR3 has each in a structure of its own.
    exif_tags(&mut tiff, &main, values);
    let below = |tiff: &mut Tiff<'_, _>, tag| {
        let offset = tiff.first_number(&main, tag)?;
        tiff.directory(offset)
    };
    if let Some(exif) = below(&mut tiff, EXIF) {
        exif_tags(&mut tiff, &exif, values);
    }
    if let Some(gps) = below(&mut tiff, GPS) {
        gps_tags(&mut tiff, &gps, values);
    }
    if let Some(records) = tiff.bytes(&main, 0x83bb) {
        iptc::read_records(&records, &mut gathered.iptc);
    }
    if let Some(resources) = tiff.bytes(&main, 0x8649) {
        iptc::read_resources(&resources, gathered);
    }
    if let Some(packet) = tiff.bytes(&main, 0x02bc) {
        xmp::read(&packet, &mut gathered.xmp);
    }
}

/// Reads a structure whose main directory is the GPS directory, as CR3 has it.
pub(crate) fn read_gps(source: &mut impl Source, base: u64, values: &mut Values) {
    if let Some((mut tiff, gps)) = Tiff::open(source, base) {
        gps_tags(&mut tiff, &gps, values);
    }
}

fn main_tags<S: Source>(tiff: &mut Tiff<'_, S>, main: &Directory, values: &mut Values) {
    for (tag, field) in [
        (0x010e, Field::Caption),
        (0x013b, Field::Creator),
        (0x010f, Field::Make),
        (0x0110, Field::Model),
    ] {
        let Some(bytes) = tiff.text(main, tag) else { continue };
        let text = decode_terminated(&bytes);
        if field == Field::Creator {
            values.add_all(field, artist::names(&text).iter().map(String::as_str));
        } else {
            values.add(field, &text);
        }
    }
    if let Some(copyright) = tiff.text(main, 0x8298) {
        // The photographer's, then the editor's.
        let parts: Vec<_> = copyright.split(|byte| *byte == 0).map(decode).collect();
        values.add_all(Field::Copyright, parts.iter().map(String::as_str));
    }
    // Windows writes its own copies in UTF-16.
    for (tag, field) in [(0x9c9b, Field::Title), (0x9c9d, Field::Creator)] {
        if let Some(bytes) = tiff.text(main, tag) {
            // It separates authors by semicolons.
            let text = decode_utf16(&bytes, false);
            let parts = text.split(if field == Field::Creator { ';' } else { '\0' });
            values.add_all(field, parts);
        }
    }
}

fn exif_tags<S: Source>(tiff: &mut Tiff<'_, S>, exif: &Directory, values: &mut Values) {
    if let Some(time) = tiff.text(exif, 0x9003) {
        let offset = tiff
            .text(exif, 0x9011)
            .and_then(|offset| taken::offset(&decode_terminated(&offset)));
        values.add(
            Field::Taken,
            &format!("{}{}", decode_terminated(&time).trim(), offset.unwrap_or_default()),
        );
    }
    if let Some(lens) = tiff.text(exif, 0xa434) {
        values.add(Field::Lens, &decode_terminated(&lens));
    }
}

fn gps_tags<S: Source>(tiff: &mut Tiff<'_, S>, gps: &Directory, values: &mut Values) {
    let mut degrees = |reference: u16, negative: u8| {
        let is_negative = *tiff.bytes(gps, reference)?.first()? == negative;
        let parts = tiff.fractions(gps, reference + 1)?;
        let parts = [
            parts.first()?,
            parts.get(1).unwrap_or(&0.0),
            parts.get(2).unwrap_or(&0.0),
        ];
        let [degrees, minutes, seconds] = parts;
        let degrees = degrees + minutes / 60.0 + seconds / 3600.0;
        Some(if is_negative { -degrees } else { degrees })
    };
    let (latitude, longitude) = (degrees(1, b'S'), degrees(3, b'W'));
    values.set_gps(
        latitude
            .zip(longitude)
            .map(|(latitude, longitude)| Gps { latitude, longitude }),
    );
}
