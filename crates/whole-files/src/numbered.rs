//! Names for files whose name is taken.

use std::path::{Path, PathBuf};

/// `harbor (2).jpg` for `harbor.jpg`.
#[must_use]
pub fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!(" ({number})"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_name_keeps_the_extension() {
        assert_eq!(numbered(Path::new("/out/a.b.jpg"), 2), Path::new("/out/a.b (2).jpg"));
        assert_eq!(numbered(Path::new("/out/a"), 3), Path::new("/out/a (3)"));
    }
}
