//! Files that systems leave in folders, by name. Nobody means to upload them.

use std::ffi::OsStr;

/// Names of files in lower case, because the file systems that have them ignore case.
const FILES: &[&str] = &[
    // macOS.
    ".ds_store",
    ".localized",
    ".apdisk",
    ".volumeicon.icns",
    ".com.apple.timemachine.donotpresent",
    "icon\r",
    // Windows.
    "thumbs.db",
    "thumbs.db:encryptable",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "hiberfil.sys",
    "pagefile.sys",
    "swapfile.sys",
    // KDE, Android.
    ".directory",
    ".nomedia",
];

/// Names of folders in lower case.
const FOLDERS: &[&str] = &[
    // macOS, and what it leaves in archives and on servers.
    ".spotlight-v100",
    ".trashes",
    ".trash",
    ".fseventsd",
    ".temporaryitems",
    ".documentrevisions-v100",
    ".pkinstallsandboxmanager",
    ".appledouble",
    ".appledb",
    ".appledesktop",
    "network trash folder",
    "temporary items",
    "__macosx",
    // Windows.
    "$recycle.bin",
    "recycler",
    "recycled",
    "system volume information",
    // Linux.
    "lost+found",
    ".thumbnails",
    // Servers by Synology and QNAP.
    "@eadir",
    "#recycle",
    "@recycle",
    ".@__thumb",
];

/// Whether systems leave files or folders with this name behind.
pub(super) fn is_left_by_system(name: &OsStr, is_folder: bool) -> bool {
    let Some(name) = name.to_str() else { return false };
    let listed = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_folder {
        // The second one is a user's trash on a drive, on Linux.
        listed(FOLDERS) || name.starts_with(".Trash-")
    } else {
        // The second is what macOS keeps beside a file on foreign drives, the others are open files on network drives.
        listed(FILES) || name.starts_with("._") || name.starts_with(".nfs0") || name.starts_with(".fuse_hidden")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_in_any_case_and_only_their_own_kind() {
        for (name, is_folder) in [
            (".DS_Store", false),
            ("._IMG_0001.JPG", false),
            ("THUMBS.DB", false),
            ("Desktop.ini", false),
            ("Icon\r", false),
            ("$Recycle.Bin", true),
            ("System Volume Information", true),
            ("@eaDir", true),
            (".Trash-1000", true),
            ("lost+found", true),
        ] {
            assert!(is_left_by_system(OsStr::new(name), is_folder), "{name}");
            assert!(!is_left_by_system(OsStr::new(name), !is_folder), "{name}");
        }
        for name in ["photo.jpg", ".hidden.jpg", "Icon", "thumbs.jpg", ".env", "_photo.jpg"] {
            assert!(!is_left_by_system(OsStr::new(name), false), "{name}");
        }
    }
}
