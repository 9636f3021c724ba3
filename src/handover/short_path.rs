//! Reaches a socket in a folder of any depth. The system limits a socket's path (108 bytes on Linux, 104 on macOS); a
//! longer one is shortened with a temporary symbolic link.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use interprocess::local_socket::{GenericFilePath, ListenerOptions, prelude::*};

/// Listens on this socket. Call this while holding the folder's lock.
pub(super) fn listen(folder: &Path, socket: &str) -> io::Result<LocalSocketListener> {
    let path = folder.join(socket);
    // The lock is held, so a socket here is left over from an earlier run. A file with contents is not a socket and not
    // ours. A link's target is kept.
    if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink() || found.len() == 0) {
        fs::remove_file(&path)?;
    }
    let short = ShortSocketPath::for_socket(folder, socket)?;
    let name = short.path().to_fs_name::<GenericFilePath>()?;
    let listener = ListenerOptions::new().name(name).create_sync()?;
    drop(short);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

pub(super) fn connect(folder: &Path, socket: &str) -> io::Result<LocalSocketStream> {
    let short = ShortSocketPath::for_socket(folder, socket)?;
    LocalSocketStream::connect(short.path().to_fs_name::<GenericFilePath>()?)
}

/// A path to a socket, short enough for the system. Only needed until the socket is bound or connected.
#[derive(Debug)]
pub(super) struct ShortSocketPath {
    path: PathBuf,
    /// The folder that contains the link, if one is needed.
    link_folder: Option<PathBuf>,
}

impl ShortSocketPath {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// The longest path that every system accepts, in bytes, without the final NUL.
const MAX_PATH_BYTES: usize = 103;

/// The name of the link.
const LINK: &str = "data";

/// How many names to try before giving up.
const TRIES: u32 = 1000;

impl ShortSocketPath {
    /// The socket's own path, or one through a link in a private folder.
    pub(super) fn for_socket(folder: &Path, socket: &str) -> io::Result<Self> {
        let path = folder.join(socket);
        if path.as_os_str().len() <= MAX_PATH_BYTES {
            return Ok(Self {
                path,
                link_folder: None,
            });
        }
        // The path of the temporary folder may be too long as well.
        let temporary = std::env::temp_dir();
        let is_short = |link_folder: &Path| link_folder.join(LINK).join(socket).as_os_str().len() <= MAX_PATH_BYTES;
        for number in 0..TRIES {
            let name = format!("que-uploader-{}-{number}", std::process::id());
            let link_folder = [temporary.join(&name), Path::new("/tmp").join(&name)];
            let link_folder = link_folder.into_iter().find(|link_folder| is_short(link_folder));
            let link_folder = link_folder.ok_or(io::ErrorKind::InvalidFilename)?;
            match private_folder(&link_folder) {
                Ok(()) => {
                    let link = link_folder.join(LINK);
                    let short = Self {
                        path: link.join(socket),
                        link_folder: Some(link_folder),
                    };
                    std::os::unix::fs::symlink(std::path::absolute(folder)?, link)?;
                    return Ok(short);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Creates a folder for this user only. Fails if it exists, because it may belong to somebody else.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

impl Drop for ShortSocketPath {
    fn drop(&mut self) {
        if let Some(link_folder) = &self.link_folder {
            // Removes the link, not its target.
            let _ = fs::remove_file(link_folder.join(LINK));
            let _ = fs::remove_dir(link_folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_path_is_used_as_it_is() {
        let folder = Path::new("/data");
        let short = ShortSocketPath::for_socket(folder, "window.sock").unwrap();
        assert_eq!(short.path(), Path::new("/data/window.sock"));
        assert_eq!(short.link_folder, None);
    }

    #[test]
    fn a_long_path_is_reached_through_a_private_link_that_is_removed() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("d".repeat(200));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("window.sock"), "there").unwrap();
        let (short, another) = (
            ShortSocketPath::for_socket(&folder, "window.sock").unwrap(),
            ShortSocketPath::for_socket(&folder, "window.sock").unwrap(),
        );
        assert_ne!(short.path(), another.path());
        assert!(short.path().as_os_str().len() <= MAX_PATH_BYTES);
        assert_eq!(fs::read_to_string(short.path()).unwrap(), "there");
        let link_folder = short.link_folder.clone().unwrap();
        assert_eq!(fs::metadata(&link_folder).unwrap().permissions().mode() & 0o777, 0o700);
        drop(short);
        assert!(!link_folder.exists());
        assert!(folder.join("window.sock").exists());
        assert_eq!(fs::read_to_string(another.path()).unwrap(), "there");
    }
}
