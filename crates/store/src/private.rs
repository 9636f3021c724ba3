//! Files and folders that only this user can read.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io,
    path::Path,
};

/// Options to open a file for writing. If this creates the file, only this user can read it.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates a folder for this user alone. An existing one keeps its mode.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    // For a file of that name, the error of `create_dir_all` has no kind to match on.
    if fs::symlink_metadata(folder).is_ok() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes everyone else's access to a folder. This fails if another user owns it.
#[cfg(unix)]
pub(super) fn restrict_folder(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(mode) = fs::metadata(folder).map(|metadata| metadata.permissions().mode()) else {
        return;
    };
    // A sticky bit means that the folder is shared on purpose.
    if mode & 0o077 == 0 || mode & 0o1000 != 0 {
        return;
    }
    let tight = fs::Permissions::from_mode(mode & 0o7700);
    if let Err(error) = fs::set_permissions(folder, tight) {
        tracing::warn!(%error, "other users can read the data folder, and its mode cannot be changed");
    }
}
