//! A sandbox on its own runtime, in a folder that is deleted after the test.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use decoder::DecoderProgram;
use model::ObjectRef;
use que_sandbox::{Sandbox, SandboxOptions};
use que_sdk::secret::ApiKey;
use que_sdk::{GetOptions, Progress, Que, wire::PresignDownloadRequest};
use tempfile::TempDir;
use testkit::fault_proxy::FaultProxy;
pub(crate) use testkit::{DEADLINE, wait_until};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

/// The program to start as a child process for reading untrusted files. A test can't be its own child.
pub(crate) fn decoder() -> DecoderProgram {
    DecoderProgram::at(env!("CARGO_BIN_EXE_que-uploader"))
}

/// A test's own sandbox, folder and runtime.
pub(crate) struct Bench {
    sandbox: Option<Sandbox>,
    pub(crate) folder: TempDir,
    runtime: Runtime,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// With changed sandbox options.
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

    /// A new fault proxy in front of the sandbox.
    pub(crate) fn faults(&self) -> FaultProxy {
        let sandbox = self.sandbox();
        self.runtime
            .block_on(FaultProxy::start(sandbox.api_url(), sandbox.s3_url()))
    }

    /// A path in this test's folder.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Creates a file to upload.
    pub(crate) fn file(&self, name: impl AsRef<Path>, bytes: &[u8]) -> PathBuf {
        testkit::files::write(self.folder.path().join("files").join(name), bytes)
    }

    /// The bytes of an object, fetched over HTTP without a proxy. `None` if it does not exist.
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

    /// The bytes of an object that must exist.
    pub(crate) fn fetch(&self, object: &ObjectRef) -> Vec<u8> {
        self.try_fetch(object)
            .unwrap_or_else(|| panic!("there is no object {object:?}"))
    }

    /// The bytes of `s3://bucket/key`.
    pub(crate) fn fetch_uri(&self, uri: &str) -> Vec<u8> {
        self.fetch(&ObjectRef::from_s3_uri(uri).unwrap())
    }
}
