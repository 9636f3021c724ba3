//! Blocks of metadata, independent of the file format around them.

mod artist;
pub(crate) mod exif;
pub(crate) mod iptc;
pub(crate) mod tiff;
mod xml_limits;
pub(crate) mod xmp;
