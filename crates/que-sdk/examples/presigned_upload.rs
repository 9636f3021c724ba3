//! Uploads a file to Que, signs it, and verifies the signed copy.
//!
//! ```text
//! QUE_API_KEY=… cargo run --example presigned_upload -- photo.jpg [https://api.example.org]
//! ```
#![allow(clippy::print_stdout, reason = "this is what an example is for")]

use std::env;
use std::error::Error;

use que_sdk::wire::{SignRequest, VerifyRequest};
use que_sdk::{DEFAULT_SERVER, QueClient, UploadBody};

/// Says that a camera made the picture. Assertions are yours to choose: only you know what is true of the file.
const MANIFEST: &str = r#"{
    "title": "My photo",
    "assertions": [{
        "label": "c2pa.actions",
        "data": {"actions": [{
            "action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
        }]}
    }]
}"#;

/// The whole workflow. Returns the verification report, a JSON document.
///
/// # Errors
/// The first step that failed.
pub(crate) async fn upload_sign_and_verify(key: &str, server: &str, path: &str) -> Result<String, Box<dyn Error>> {
    let client = QueClient::builder(key).server(server).build()?;

    let presigned = client.get_presigned_url().await?;
    let stored = client.upload(&presigned, UploadBody::file(path)).await?;
    println!("uploaded {} bytes as {}", stored.bytes, presigned.key());

    let asset = presigned.asset().ok_or("the upload URL does not name a bucket")?;
    let signed = client.sign_asset(&SignRequest::new(asset, MANIFEST)).await?;
    let signed_copy = signed
        .asset()
        .ok_or("the server does not say where the signed copy is")?;

    let verified = client.verify_asset(&VerifyRequest::new(signed_copy)).await?;
    Ok(verified.report)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = env::var("QUE_API_KEY").map_err(|_| "set QUE_API_KEY to your API key")?;
    let path = env::args().nth(1).ok_or("name the file to upload")?;
    let server = env::args().nth(2).unwrap_or_else(|| DEFAULT_SERVER.to_owned());
    println!("{}", upload_sign_and_verify(&key, &server, &path).await?);
    Ok(())
}
