//! Writing to files and to other things.

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_unfinished_file_leaves_the_old_one_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("list.csv");
    fs::write(&place, "old").unwrap();
    for policy in [Policy::Named, Policy::Private] {
        let mut file = WholeFile::at(&place, policy).unwrap();
        file.write_all(b"new").unwrap();
        file.flush().unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"old", "nothing is half written");
        drop(file);
        assert_eq!(names(folder.path()), ["list.csv"]);
    }
    write_whole(&place, b"new", Policy::Named).unwrap();
    assert_eq!(fs::read(&place).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["list.csv"]);
}

#[test]
fn a_new_file_never_replaces_another() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("signed.jpg");
    let mut late = WholeFile::at(&place, Policy::New).unwrap();
    late.write_all(b"late").unwrap();
    write_whole(&place, b"first", Policy::New).unwrap();
    let taken = |error: io::Error| error.kind() == io::ErrorKind::AlreadyExists;
    assert!(taken(late.keep().unwrap_err()));
    assert!(taken(WholeFile::at(&place, Policy::New).unwrap_err()));
    assert_eq!(fs::read(&place).unwrap(), b"first");
    assert_eq!(names(folder.path()), ["signed.jpg"]);
}

#[test]
fn an_impossible_path_fails_at_once() {
    let folder = tempfile::tempdir().unwrap();
    assert!(WholeFile::at(folder.path(), Policy::Named).is_err());
    assert!(WholeFile::at(&folder.path().join("no/such/folder.csv"), Policy::Named).is_err());
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn the_longest_name_that_the_system_allows_works() {
    let folder = tempfile::tempdir().unwrap();
    let name = "é".repeat(126);
    write_whole(&folder.path().join(&name), b"x", Policy::Named).unwrap();
    assert_eq!(names(folder.path()), [name]);
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("list.csv");
    fs::write(&place, "old").unwrap();
    let mut permissions = fs::metadata(&place).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&place, permissions).unwrap();
    for policy in [Policy::Named, Policy::Private] {
        let error = write_whole(&place, b"new", policy).unwrap_err();
        assert_eq!(error.to_string(), "it is read-only");
    }
    assert_eq!(fs::read(&place).unwrap(), b"old");
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn links_and_permissions_are_preserved() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("list.csv"), "old").unwrap();
        fs::set_permissions(at("list.csv"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("list.csv", at("link.csv")).unwrap();
        symlink("nothing.csv", at("dangling.csv")).unwrap();
        for (link, target) in [("link.csv", "list.csv"), ("dangling.csv", "nothing.csv")] {
            write_whole(&at(link), b"new", Policy::Named).unwrap();
            assert!(fs::symlink_metadata(at(link)).unwrap().is_symlink());
            assert_eq!(fs::read(at(target)).unwrap(), b"new");
        }
        assert_eq!(mode(&at("list.csv")), 0o640);
    }

    #[test]
    fn a_private_file_becomes_private_even_if_the_old_one_was_not() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("settings.toml");
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o644)).unwrap();
        write_whole(&place, b"new", Policy::Private).unwrap();
        assert_eq!((fs::read(&place).unwrap(), mode(&place)), (b"new".to_vec(), 0o600));
    }

    #[test]
    fn an_unfinished_file_is_as_private_as_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("list.csv");
        fs::write(&place, "old").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o600)).unwrap();
        let file = WholeFile::at(&place, Policy::Named).unwrap();
        for name in names(folder.path()) {
            assert_eq!(mode(&folder.path().join(name)), 0o600);
        }
        drop(file);
    }

    #[test]
    fn a_pipe_is_written_into_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let made = std::process::Command::new("mkfifo").arg(at("pipe")).status();
        assert!(made.unwrap().success());
        symlink("pipe", at("link")).unwrap();
        for name in ["pipe", "link"] {
            let from = at(name);
            let reader = std::thread::spawn(move || fs::read(from).unwrap());
            write_whole(&at(name), b"through", Policy::Named).unwrap();
            assert_eq!(reader.join().unwrap(), b"through");
        }
        assert!(fs::metadata(at("pipe")).unwrap().file_type().is_fifo());
        // It would block here without a reader.
        let refused = write_whole(&at("pipe"), b"x", Policy::Private).unwrap_err();
        assert_eq!(refused.to_string(), "it is a pipe, not a file");
        let refused = write_whole(&at("pipe"), b"x", Policy::New).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(names(folder.path()), ["link", "pipe"]);
    }

    #[test]
    fn a_device_is_written_into_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        symlink("/dev/null", &link).unwrap();
        for place in [Path::new("/dev/null"), &link] {
            write_whole(place, b"x", Policy::Named).unwrap();
            assert!(fs::metadata(place).unwrap().file_type().is_char_device());
        }
        // The device of a full disk.
        #[cfg(target_os = "linux")]
        {
            let full = write_whole(Path::new("/dev/full"), b"x", Policy::Named).unwrap_err();
            assert_eq!(full.kind(), io::ErrorKind::StorageFull);
        }
    }

    #[test]
    fn a_cycle_of_links_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        symlink("two", at("one")).unwrap();
        symlink("one", at("two")).unwrap();
        assert!(write_whole(&at("one"), b"x", Policy::Named).is_err());
    }
}
