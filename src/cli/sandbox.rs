//! The sandbox: inside the program, or served alone.
#![cfg(feature = "sandbox")]

use std::{path::PathBuf, time::Duration};

use super::{
    arguments::{GlobalOptions, SandboxOptions as Options},
    output::{self, CliError},
    signals::Interrupted,
};
use crate::log;
use decoder::DecoderProgram;
use engine::{KeyInUse, origin_of};
use model::KeySource;
use que_sandbox::{Sandbox, SandboxOptions};
use store::DataDirectory;

/// A running sandbox and its threads.
pub(super) struct Running {
    sandbox: Option<Sandbox>,
    /// Taken by `drop`.
    runtime: Option<tokio::runtime::Runtime>,
}

impl Running {
    /// Starts the sandbox of this data folder.
    pub(super) fn start(data: &DataDirectory) -> Result<Self, CliError> {
        Self::with(SandboxOptions::new(server_folder(data), DecoderProgram::this()))
    }

    fn with(options: SandboxOptions) -> Result<Self, CliError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("sandbox")
            .enable_all()
            .build()
            .map_err(|error| CliError::failed(format!("could not start the sandbox: {error}"), "Try again."))?;
        let sandbox = runtime
            .block_on(Sandbox::start(options))
            .map_err(|error| CliError::failed(error.to_string(), error.hint()))?;
        Ok(Self {
            sandbox: Some(sandbox),
            runtime: Some(runtime),
        })
    }

    /// Base URL of its API.
    pub(super) fn api_url(&self) -> &str {
        self.sandbox.as_ref().map_or("", Sandbox::api_url)
    }

    /// Its key.
    pub(super) fn key(&self) -> Option<KeyInUse> {
        let sandbox = self.sandbox.as_ref()?;
        Some(KeyInUse {
            key: sandbox.api_key().clone(),
            source: KeySource::Sandbox,
            origin: origin_of(sandbox.api_url()),
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        if let Some(sandbox) = self.sandbox.take() {
            runtime.block_on(async {
                // A stuck request must not keep the program from ending.
                let _ = tokio::time::timeout(Duration::from_millis(500), sandbox.stop()).await;
            });
        }
        // Nor must a stuck thread: dropping a runtime waits for all of them.
        runtime.shutdown_timeout(Duration::from_millis(100));
    }
}

/// Serves a sandbox until a signal comes. Prints its addresses and its key as one line of JSON.
pub(super) fn serve(global: &GlobalOptions, options: Options) -> Result<u8, CliError> {
    let folder = match options.data {
        Some(folder) => folder,
        None => {
            let error = |error: store::DataDirectoryError| CliError::usage_error(error.to_string(), error.hint());
            let data = DataDirectory::open(global.data_dir.clone()).map_err(error)?;
            let data = data.open_sandbox().map_err(error)?;
            log::keep_in(data.log());
            server_folder(&data)
        }
    };
    let running = Running::with(SandboxOptions {
        port: options.port,
        presign_ttl: Duration::from_secs(options.presign_ttl),
        sign_content_type: !options.unsigned_content_type,
        ..SandboxOptions::new(folder, DecoderProgram::this())
    })?;
    let (sender, ended) = std::sync::mpsc::channel();
    let _interrupted = Interrupted::listen(move || {
        let _ = sender.send(());
    })
    .map_err(|error| CliError::failed(format!("could not listen for signals: {error}"), ""))?;
    if let Some(sandbox) = &running.sandbox {
        output::line(&sandbox.announcement());
    }
    // It is useless without its address. `output::end` says why.
    if output::failure().is_some() {
        return Ok(super::FAILED);
    }
    output::note("The sandbox is running. Press Ctrl+C to stop it.");
    let _ = ended.recv();
    Ok(super::DONE)
}

fn server_folder(data: &DataDirectory) -> PathBuf {
    data.path().join("server")
}
