//! The client of the Que API and of the presigned PUT and GET.
//!
//! Que stores photos, videos and sound, and signs and verifies their Content Credentials (C2PA). A file goes its way in
//! four steps, each of which takes what the step before it gave:
//!
//! 1. [`Que::presign`] asks for a place: an upload URL that lives some minutes, and the **object key**, which lasts.
//! 2. [`Storage::put`] sends the bytes there. The key is worth keeping from the moment this returns `Ok`.
//! 3. [`Que::sign`] signs the object with a manifest; the signed copy is a new object.
//! 4. [`Que::verify`] reports on an object.
//!
//! ```no_run
//! use std::path::Path;
//! use std::sync::Arc;
//!
//! use que_sdk::wire::{AssetRef, PresignRequest, SignMode, SignRequest, VerifyMode, VerifyRequest};
//! use que_sdk::{Error, Progress, PutOptions, Que, UploadBody, media_type};
//! use que_sdk::secret::ApiKey;
//! use tokio_util::sync::CancellationToken;
//!
//! # async fn example(key: ApiKey) -> Result<(), Error> {
//! let que = Que::builder("https://dev-api.addque.org").key(key).build()?;
//! let storage = que.storage();
//!
//! let presigned = que.presign(&PresignRequest { filename: Some("photo.jpg".to_owned()) }).await?;
//! let options = PutOptions::with_content_type(&media_type::detect(Path::new("photo.jpg"), &[]).essence);
//! let (progress, cancel) = (Arc::new(Progress::new()), CancellationToken::new());
//! let stored = storage.put(&presigned, UploadBody::file("photo.jpg"), &options, &progress, &cancel).await?;
//! println!("{} bytes as {}", stored.bytes, presigned.key());
//!
//! let bucket = presigned.bucket().unwrap_or("my-bucket").to_owned();
//! let asset = AssetRef::Object { bucket, key: presigned.key().to_owned() };
//! let signed = que
//!     .sign(&SignRequest {
//!         asset: asset.clone(),
//!         mode: SignMode::ServerMeasure,
//!         manifest_json: Some(r#"{"title":"My photo","assertions":[]}"#.to_owned()),
//!         cawg: None,
//!         allow_insecure_remote_http: None,
//!         limits: None,
//!     })
//!     .await?;
//! println!("signed as {:?}", signed.asset_s3_uri);
//!
//! let report = que
//!     .verify(&VerifyRequest {
//!         asset,
//!         mode: VerifyMode::Summary,
//!         allow_remote_manifests: None,
//!         allow_insecure_remote_http: None,
//!         include_certificates: None,
//!         cawg: None,
//!         limits: None,
//!     })
//!     .await?;
//! println!("{}", report.report);
//! # Ok(())
//! # }
//! ```
//!
//! # What it takes care of
//! - The key goes to the API's own origin and nowhere else: redirects are refused, storage never sees it, and neither it
//!   nor a signed URL can be printed, also not by an [`Error`].
//! - Plain HTTP goes to this computer alone unless it is allowed, and a server elsewhere cannot send its client to this
//!   computer, however it spells it.
//! - Memory stays flat: bodies are streamed from the disk in a few buffers, answers are bounded.
//! - A refusal is heard early: large bodies wait for `100 Continue`.
//! - A file that changes while it is read is not stored. A size is a claim: the end of the file is looked for.
//! - A 2xx is a success where nothing in its body speaks against it.
//!
//! # What it leaves to its caller
//! Retries and waiting. [`Error`] says what a caller needs for it: [`Error::is_temporary`], [`Error::retry_after`],
//! [`Error::nothing_was_sent`], [`Error::outcome_is_unknown`], [`Error::needs_a_new_url`].

#![forbid(unsafe_code)]

mod address;
mod answer;
mod bounds;
pub mod client;
pub mod error;
mod exchange;
mod fault;
mod hint;
pub mod media_type;
pub mod presigned;
mod resolver;
pub mod secret;
pub mod storage;
#[cfg(test)]
mod test_cases;
#[cfg(test)]
mod test_server;
pub mod text;
mod tls;
mod transport;
pub mod wire;

pub use client::{Que, QueBuilder};
pub use error::{Error, FileAction, FileChange, ForbiddenPlace, Result, Step, Surprise, TransportKind};
pub use exchange::{Exchange, Observer};
pub use fault::{CertificateFault, ConnectFault, is_shortage_of_files};
pub use media_type::MediaType;
pub use presigned::{Presigned, SignatureVersion};
pub use storage::{Downloaded, GetOptions, Progress, PutOptions, Storage, Stored, UploadBody};
