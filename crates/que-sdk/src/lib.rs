//! A client for [Que](https://addque.org): upload photos, video and audio, sign them with Content Credentials (C2PA), and
//! verify them.
//!
//! A file takes four steps, each of which needs the result of the previous one:
//!
//! 1. [`QueClient::get_presigned_url`] returns an upload URL, which expires after some minutes, and an **object key**,
//!    which stays. Keep the key.
//! 2. [`QueClient::upload`] sends a file or bytes to the URL.
//! 3. [`QueClient::sign_asset`] signs the object with a manifest. The signed copy is a new object.
//! 4. [`QueClient::verify_asset`] reports on an object.
//!
//! ```no_run
//! use que_sdk::wire::{SignRequest, VerifyRequest};
//! use que_sdk::{QueClient, UploadBody};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = QueClient::new(&std::env::var("QUE_API_KEY")?)?;
//! let presigned = client.get_presigned_url().await?;
//! client.upload(&presigned, UploadBody::file("photo.jpg")).await?;
//! println!("uploaded as {}", presigned.key());
//!
//! let asset = presigned.asset().ok_or("the URL does not name a bucket")?;
//! let manifest = r#"{"title": "My photo", "assertions": []}"#;
//! let signed = client.sign_asset(&SignRequest::new(asset, manifest)).await?;
//!
//! let signed_copy = signed.asset().ok_or("the server does not say where the signed copy is")?;
//! println!("{}", client.verify_asset(&VerifyRequest::new(signed_copy)).await?.report);
//! # Ok(())
//! # }
//! ```
//!
//! # Two layers
//! [`QueClient`] retries temporary failures ([`Retries`] says how often) and picks sensible settings. Below it,
//! [`Que`] makes single API calls and [`Storage`] single PUTs and GETs, with progress, cancellation, timeouts, and an
//! [`Observer`] for request logs. They don't retry. To decide whether to retry yourself, use [`Error::is_temporary`],
//! [`Error::retry_after`], [`Error::nothing_was_sent`], [`Error::outcome_is_unknown`], and [`Error::needs_new_url`];
//! [`DecorrelatedJitter`] spaces the attempts.
//!
//! # Guarantees
//! - The API key goes only to the API's origin. Redirects of the API are refused, and the storage never sees the key.
//!   Neither the key nor a signed URL is printed, not even by an [`Error`].
//! - Plain HTTP is used only for this computer unless you allow more. A remote server can't point the client at this
//!   computer, in any notation of the address.
//! - Memory use is constant: files are streamed from disk in a few buffers, and responses have a size limit.
//! - Early refusals aren't lost: large bodies wait for `100 Continue`.
//! - A file that changes while it is being read isn't stored. Its end is checked, too, because a size can be wrong.
//! - A 2xx counts as success only if its body doesn't report an error.

#![forbid(unsafe_code)]

mod address;
mod api;
mod error;
mod exchange;
mod limits;
pub mod media_type;
mod presigned;
mod problem;
mod que_client;
mod resolver;
mod response_headers;
mod retries;
pub mod secret;
mod storage;
#[cfg(test)]
mod test_cases;
pub mod text;
mod tls;
mod transport;
pub mod wire;

pub use api::{Que, QueBuilder};
pub use error::{
    Advice, CertificateFault, ConnectFault, Error, FileAction, FileChange, FileFault, ForbiddenAddress, Headline,
    Refusal, ResponseFault, Result, SetupFault, Step, TransportKind, UrlFault, is_out_of_file_descriptors,
};
pub use exchange::{Exchange, Observer};
pub use media_type::MediaType;
pub use presigned::{Presigned, SignatureVersion};
pub use que_client::{DEFAULT_SERVER, QueClient, QueClientBuilder, UploadedAsset};
pub use retries::{DecorrelatedJitter, Retries};
pub use storage::{Downloaded, GetOptions, Progress, PutOptions, Storage, Stored, UploadBody};

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
