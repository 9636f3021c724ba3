//! What the drive says about files, and whether its folders announce changes.

use std::{fs::Metadata, io, path::Path, time::SystemTime};

use crate::settling::Facts;

impl Facts {
    /// The facts of a file.
    pub(crate) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok(),
            number: number_of(metadata),
        }
    }

    /// The facts of a file at a path. `None` for anything else, even a link to a file.
    pub(crate) fn at(path: &Path) -> io::Result<Option<Self>> {
        let metadata = std::fs::symlink_metadata(path)?;
        Ok(metadata.is_file().then(|| Self::of(&metadata)))
    }
}

/// The number of a file on its drive.
#[cfg(unix)]
fn number_of(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.ino()
}

#[cfg(not(unix))]
fn number_of(_metadata: &Metadata) -> u64 {
    0
}

/// What tells a folder from one that replaced it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FolderIdentity {
    drive: u64,
    number: u64,
    /// Numbers are used again.
    created: Option<SystemTime>,
}

impl FolderIdentity {
    /// The folder at a path, through links.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        if !metadata.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            Ok(Self {
                drive: metadata.dev(),
                number: metadata.ino(),
                created: metadata.created().ok(),
            })
        }
        #[cfg(not(unix))]
        Ok(Self {
            drive: 0,
            number: 0,
            created: metadata.created().ok(),
        })
    }
}

/// Why changes in a folder may come without events, as far as the system tells.
#[cfg(target_os = "linux")]
pub(crate) fn without_events(path: &Path) -> Option<&'static str> {
    // The numbers are from statfs(2). What other computers change in these is not announced.
    const NETWORK: &[u64] = &[
        0x6969,      // NFS
        0x517b,      // SMB
        0xff53_4d42, // CIFS
        0xfe53_4d42, // SMB 2
        0x0102_1997, // 9P, as in virtual machines and in Windows' subsystem
        0x00c3_6400, // Ceph
        0x7375_7245, // Coda
        0x5346_414f, // AFS
        0x786f_4256, // VirtualBox's shared folders
        0xbacb_acbc, // VMware's
        0x0bd0_0bd0, // Lustre
        0x4750_4653, // GPFS
    ];
    const FUSE: u64 = 0x6573_5546;
    // The type of the field differs between machines; the number has 32 bits.
    #[expect(clippy::cast_sign_loss, reason = "only the low 32 bits are compared")]
    let kind = rustix::fs::statfs(path).ok()?.f_type as u64 & 0xffff_ffff;
    if kind == FUSE {
        return Some("it is a FUSE mount, which may change without a word");
    }
    NETWORK.contains(&kind).then_some("it is a network drive")
}

/// Why changes in a folder may come without events, as far as the system tells.
#[cfg(windows)]
pub(crate) fn without_events(path: &Path) -> Option<&'static str> {
    use std::path::{Component, Prefix};
    let Some(Component::Prefix(prefix)) = path.components().next() else {
        return None;
    };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)).then_some("it is a network drive")
}

/// Why changes in a folder may come without events, as far as the system tells.
#[cfg(not(any(target_os = "linux", windows)))]
pub(crate) fn without_events(_path: &Path) -> Option<&'static str> {
    None
}
