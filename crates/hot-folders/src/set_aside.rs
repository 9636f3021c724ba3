//! Moving finished files into a folder beside them, without ever replacing another file.

use std::{
    fs::{self, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// How many names are tried. So many files with one name are a fault elsewhere.
const NAMES: u32 = 10_000;

/// Moves a file of `folder` to the same place below the folder `name` in it. If another file is there, this one gets a number.
/// Returns where it is now.
///
/// # Errors
/// The folder cannot be created, or the file cannot be moved there. It is then where it was.
pub fn set_aside(path: &Path, folder: &Path, name: &str) -> io::Result<PathBuf> {
    let below = path
        .strip_prefix(folder)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "it is not in the folder"))?;
    let wanted = folder.join(name).join(below);
    if let Some(parent) = wanted.parent() {
        fs::create_dir_all(parent)?;
    }
    for number in 1..NAMES {
        let target = match number {
            1 => wanted.clone(),
            number => whole_files::numbered(&wanted, number),
        };
        // An empty file of this name keeps others from using it. Replacing that is one step.
        match OpenOptions::new().write(true).create_new(true).open(&target) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
        return match whole_files::rename(path, &target) {
            Ok(()) => Ok(target),
            Err(error) => {
                let _ = fs::remove_file(&target);
                Err(error)
            }
        };
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_keep_their_place_and_get_a_number_instead_of_replacing_another() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("sub")).unwrap();
        let file = root.join("sub/a.jpg");
        for (content, target) in [
            ("1", "Done/sub/a.jpg"),
            ("2", "Done/sub/a (2).jpg"),
            ("3", "Done/sub/a (3).jpg"),
        ] {
            fs::write(&file, content).unwrap();
            assert_eq!(set_aside(&file, root, "Done").unwrap(), root.join(target));
            assert!(!file.exists());
        }
        for (content, target) in [("1", "a.jpg"), ("2", "a (2).jpg"), ("3", "a (3).jpg")] {
            assert_eq!(fs::read_to_string(root.join("Done/sub").join(target)).unwrap(), content);
        }
        fs::write(root.join("name"), "x").unwrap();
        fs::write(root.join("Done/name"), "y").unwrap();
        assert_eq!(
            set_aside(&root.join("name"), root, "Done").unwrap(),
            root.join("Done/name (2)")
        );
    }

    #[test]
    fn a_file_that_cannot_be_moved_stays_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        set_aside(&root.join("missing"), root, "Done").unwrap_err();
        assert_eq!(fs::read_dir(root.join("Done")).unwrap().count(), 0);
        fs::write(root.join("a"), "a").unwrap();
        fs::write(root.join("Full"), "a file, not a folder").unwrap();
        set_aside(&root.join("a"), root, "Full").unwrap_err();
        assert!(root.join("a").exists());
        set_aside(&root.join("a"), &root.join("elsewhere"), "Done").unwrap_err();
    }
}
