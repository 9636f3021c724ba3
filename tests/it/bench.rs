//! A sandbox on a runtime of its own, with a folder that is gone after the test.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use decoder::DecoderProgram;
use model::ObjectRef;
use que_sandbox::{Sandbox, SandboxOptions};
use que_sdk::secret::ApiKey;
use que_sdk::{GetOptions, Progress, Que, wire::PresignDownloadRequest};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::faults::Faults;

/// How long something that happens in a moment may take on a busy machine.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

/// The program whose children read foreign files: a test is another program.
pub(crate) fn decoder() -> DecoderProgram {
    DecoderProgram::at(env!("CARGO_BIN_EXE_que-uploader"))
}

/// Everything a test has to itself.
pub(crate) struct Bench {
    sandbox: Option<Sandbox>,
    pub(crate) folder: TempDir,
    runtime: Runtime,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// A sandbox that is set up in another way.
    pub(crate) fn with(change: impl FnOnce(&mut SandboxOptions)) -> Self {
        let folder = TempDir::new().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let mut options = SandboxOptions::new(folder.path().join("server"), decoder());
        change(&mut options);
        let sandbox = Some(runtime.block_on(Sandbox::start(options)).unwrap());
        Self {
            sandbox,
            folder,
            runtime,
        }
    }

    pub(crate) fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().unwrap()
    }

    pub(crate) fn key(&self) -> ApiKey {
        self.sandbox().api_key().clone()
    }

    /// A proxy in front of the sandbox.
    pub(crate) fn faults(&self) -> Faults {
        let sandbox = self.sandbox();
        self.runtime
            .block_on(Faults::start(sandbox.api_url(), sandbox.s3_url()))
    }

    /// A path in this test's folder.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file to upload.
    pub(crate) fn file(&self, name: impl AsRef<Path>, bytes: &[u8]) -> PathBuf {
        crate::files::write(self.folder.path().join("files").join(name), bytes)
    }

    /// The bytes of an object, fetched over HTTP without any proxy. `None` where there is none.
    pub(crate) fn try_fetch(&self, object: &ObjectRef) -> Option<Vec<u8>> {
        let que = Que::builder(self.sandbox().api_url()).key(self.key()).build().unwrap();
        self.runtime.block_on(async {
            let request = PresignDownloadRequest {
                bucket: object.bucket.clone().unwrap(),
                key: object.key.clone(),
            };
            let url = match que.presign_download(&request).await {
                Ok(url) => url,
                Err(error) if error.status() == Some(404) => return None,
                Err(error) => panic!("{error}"),
            };
            let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
            let got = que
                .storage()
                .get(&url, || Ok(Vec::new()), &GetOptions::default(), &progress, &cancel)
                .await;
            match got {
                Ok((_, bytes)) => Some(bytes),
                Err(error) if error.status() == Some(404) => None,
                Err(error) => panic!("{error}"),
            }
        })
    }

    /// The bytes of an object that is there.
    pub(crate) fn fetch(&self, object: &ObjectRef) -> Vec<u8> {
        self.try_fetch(object)
            .unwrap_or_else(|| panic!("there is no object {object:?}"))
    }

    /// The bytes of `s3://bucket/key`.
    pub(crate) fn fetch_uri(&self, uri: &str) -> Vec<u8> {
        self.fetch(&ObjectRef::from_s3_uri(uri).unwrap())
    }
}

/// Waits until this is so.
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < DEADLINE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
