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
    let way = Way::to(folder, socket)?;
    let name = way.path().to_fs_name::<GenericFilePath>()?;
    let listener = ListenerOptions::new().name(name).create_sync()?;
    drop(way);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

pub(super) fn connect(folder: &Path, socket: &str) -> io::Result<LocalSocketStream> {
    let way = Way::to(folder, socket)?;
    LocalSocketStream::connect(way.path().to_fs_name::<GenericFilePath>()?)
}

/// A path to a socket, short enough for the system. Only needed until the socket is bound or connected.
#[derive(Debug)]
pub(super) struct Way {
    path: PathBuf,
    /// The folder that contains the link, if one is needed.
    around: Option<PathBuf>,
}

impl Way {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// The longest path that every system accepts, in bytes, without the final NUL.
const MOST: usize = 103;

/// The name of the link.
const LINK: &str = "data";

/// How many names to try before giving up.
const TRIES: u32 = 1000;

impl Way {
    /// The socket's own path, or one through a link in a private folder.
    pub(super) fn to(folder: &Path, socket: &str) -> io::Result<Self> {
        let path = folder.join(socket);
        if path.as_os_str().len() <= MOST {
            return Ok(Self { path, around: None });
        }
        // The path of the temporary folder may be too long as well.
        let temporary = std::env::temp_dir();
        let is_short = |around: &Path| around.join(LINK).join(socket).as_os_str().len() <= MOST;
        for number in 0..TRIES {
            let name = format!("que-uploader-{}-{number}", std::process::id());
            let around = [temporary.join(&name), Path::new("/tmp").join(&name)];
            let around = around.into_iter().find(|around| is_short(around));
            let around = around.ok_or(io::ErrorKind::InvalidFilename)?;
            match private_folder(&around) {
                Ok(()) => {
                    let link = around.join(LINK);
                    let way = Self {
                        path: link.join(socket),
                        around: Some(around),
                    };
                    std::os::unix::fs::symlink(std::path::absolute(folder)?, link)?;
                    return Ok(way);
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

impl Drop for Way {
    fn drop(&mut self) {
        if let Some(around) = &self.around {
            // Removes the link, not its target.
            let _ = fs::remove_file(around.join(LINK));
            let _ = fs::remove_dir(around);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_path_is_its_own_way() {
        let folder = Path::new("/data");
        let way = Way::to(folder, "window.sock").unwrap();
        assert_eq!(way.path(), Path::new("/data/window.sock"));
        assert_eq!(way.around, None);
    }

    #[test]
    fn a_long_path_is_come_to_through_a_private_folder_that_does_not_stay() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("d".repeat(200));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("window.sock"), "there").unwrap();
        let (way, another) = (
            Way::to(&folder, "window.sock").unwrap(),
            Way::to(&folder, "window.sock").unwrap(),
        );
        assert_ne!(way.path(), another.path());
        assert!(way.path().as_os_str().len() <= MOST);
        assert_eq!(fs::read_to_string(way.path()).unwrap(), "there");
        let around = way.around.clone().unwrap();
        assert_eq!(fs::metadata(&around).unwrap().permissions().mode() & 0o777, 0o700);
        drop(way);
        assert!(!around.exists());
        assert!(folder.join("window.sock").exists());
        assert_eq!(fs::read_to_string(another.path()).unwrap(), "there");
    }
}
