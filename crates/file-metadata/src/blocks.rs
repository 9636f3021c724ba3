//! The blocks of metadata, whichever file they stand in.

pub(crate) mod exif;
pub(crate) mod iptc;
pub(crate) mod tiff;
mod xml_limits;
pub(crate) mod xmp;
