//! The blocks of metadata, whichever file they stand in.

pub(crate) mod exif;
pub(crate) mod iptc;
pub(crate) mod tiff;
pub(crate) mod xmp;
mod xml_limits;
