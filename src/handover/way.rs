//! The way to a socket in a folder of any depth. The system takes about a hundred bytes for the path of a socket (108 on
//! Linux, 104 on macOS); where there are more, the way goes through a link that is there for a moment.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use interprocess::local_socket::{GenericFilePath, ListenerOptions, prelude::*};

/// Listens on this socket. To be called with the folder's lock.
pub(super) fn listen(folder: &Path, socket: &str) -> io::Result<LocalSocketListener> {
    let path = folder.join(socket);
    // The lock is held, so a socket that lies here is one that an earlier program left.
    // What has bytes in it is none, and somebody else's; a link is taken away, not what it names.
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

/// A path to a socket that the system takes, while this lives. A socket that is bound or connected needs it no more.
#[derive(Debug)]
pub(super) struct Way {
    path: PathBuf,
    /// The folder with the link, if there is one.
    around: Option<PathBuf>,
}

impl Way {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// So many bytes every system takes, with one for the end.
const MOST: usize = 103;

/// The name of the link.
const LINK: &str = "data";

/// Names that are tried before it is given up.
const TRIES: u32 = 1000;

impl Way {
    /// The way to this socket: its own path, or one through a link, in a folder that nobody else may look into.
    pub(super) fn to(folder: &Path, socket: &str) -> io::Result<Self> {
        let path = folder.join(socket);
        if path.as_os_str().len() <= MOST {
            return Ok(Self { path, around: None });
        }
        // The folder for temporary files may lie as deep.
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

/// Makes a folder, for this user alone. One that is there is another's.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

impl Drop for Way {
    fn drop(&mut self) {
        if let Some(around) = &self.around {
            // The link alone: what it leads to stays.
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
