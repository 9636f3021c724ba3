//! Downloads: whole or not at all.

use super::*;

/// Like the program: into a temporary file beside the target until it is complete.
pub(super) async fn download(
    server: &TestServer,
    to: &Path,
    policy: Policy,
    options: &GetOptions,
) -> Result<Downloaded> {
    let to = to.to_owned();
    let open = move || WholeFile::at(&to, policy);
    let storage = Que::builder(&server.url("")).build().unwrap().storage();
    let url = crate::secret::SignedUrl::new(server.url("/bkt/k?X-Amz-Signature=1").parse().unwrap());
    let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
    let (downloaded, file) = storage.get(&url, open, options, &progress, &cancel).await?;
    file.keep().unwrap();
    Ok(downloaded)
}

pub(super) fn names(folder: &TempDir) -> Vec<String> {
    std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[tokio::test]
async fn a_download_gets_its_name_only_when_complete() {
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("signed.jpg");
    let server = TestServer::answering(answer("200 OK", "image/jpeg", "signed bytes"));
    let downloaded = download(&server, &to, Policy::New, &GetOptions::default())
        .await
        .unwrap();
    assert_eq!(downloaded.bytes, 12);
    assert_eq!(std::fs::read(&to).unwrap(), b"signed bytes");
    assert_eq!(names(&folder), ["signed.jpg"]);

    let cut_off = TestServer::answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_owned());
    let error = download(&cut_off, &to, Policy::Named, &GetOptions::default())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transport {
                kind: TransportKind::Reset,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(std::fs::read(&to).unwrap(), b"signed bytes");
    assert_eq!(names(&folder), ["signed.jpg"]);
}

#[tokio::test]
async fn a_download_replaces_a_file_only_when_told_to() {
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("signed.jpg");
    std::fs::write(&to, b"mine").unwrap();
    let server = TestServer::answering(answer("200 OK", "image/jpeg", "new"));
    assert!(matches!(
        download(&server, &to, Policy::New, &GetOptions::default())
            .await
            .unwrap_err(),
        Error::AlreadyExists
    ));
    assert_eq!(std::fs::read(&to).unwrap(), b"mine");
    download(&server, &to, Policy::Named, &GetOptions::default())
        .await
        .unwrap();
    assert_eq!(std::fs::read(&to).unwrap(), b"new");
    assert_eq!(names(&folder), ["signed.jpg"]);
}

#[tokio::test]
async fn a_refused_download_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let server = TestServer::answering(refusal("404 Not Found", "NoSuchKey", "gone"));
    let error = download(&server, &folder.path().join("a"), Policy::New, &GetOptions::default())
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (
            Some("NoSuchKey"),
            "the storage has no such object (404 NoSuchKey): gone"
        )
    );
    assert!(names(&folder).is_empty());
}
