//! The sandbox's API: the calls of Que, answered over HTTP.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use tokio::sync::Semaphore;

use super::engine::{CredentialsEngine, Refusal};
use super::folder::WorkFile;
use super::format;
use super::identity;
use super::keys::KeyCheck;
use super::naming;
use super::presign::{Permission, Presigner};
use super::problem::ApiProblem;
use super::request::{Bounds, body_json, body_text, stored_asset};
use super::signing;
use super::storage::Storage;
use super::{ASSETS, SIGNED};
use que_sdk::wire::{
    Health, PresignDownloadRequest, PresignDownloadResponse, PresignRequest, PresignResponse, SignMode, SignRequest,
    SignResponse, TrustList, VerifyRequest, VerifyResponse,
};

/// State shared by all calls.
pub(super) struct Api {
    pub(super) key: KeyCheck,
    pub(super) presigner: Arc<Presigner>,
    pub(super) presign_ttl: Duration,
    pub(super) sign_content_type: bool,
    pub(super) ignores_identities: bool,
    pub(super) storage: Storage,
    pub(super) engine: Arc<CredentialsEngine>,
    pub(super) work: PathBuf,
    pub(super) trust_list: TrustList,
    /// How many assets are signed and verified at once.
    pub(super) engine_permits: Semaphore,
}

type Shared = State<Arc<Api>>;

/// The routes and their key check.
pub(super) fn router(api: Api) -> Router {
    let api = Arc::new(api);
    let calls = Router::new()
        .route("/v1/assets/presign", post(presign))
        .route("/v1/assets/presign-download", post(presign_download))
        .route("/v1/sign", post(sign))
        .route("/v1/verify", post(verify))
        .route("/v1/trust-list", get(trust_list))
        // Runs before the body is read, so only a client with the key can send one.
        .route_layer(middleware::from_fn_with_state(Arc::clone(&api), check_key));
    Router::new()
        .route("/healthz", get(health))
        .merge(calls)
        .method_not_allowed_fallback(async || ApiProblem::method_not_allowed())
        .fallback(async || ApiProblem::not_found("nothing exists at this path"))
        .with_state(api)
}

async fn check_key(State(api): Shared, request: Request, next: Next) -> Result<Response, ApiProblem> {
    match request.headers().get("x-api-key") {
        Some(key) if api.key.accepts(key.as_bytes()) => Ok(next.run(request).await),
        _ => Err(ApiProblem::unauthorized()),
    }
}

async fn health() -> Json<Health> {
    Json(Health {
        status: Some("healthy".to_owned()),
        message: Some("Que Uploader sandbox".to_owned()),
        timestamp: Some(jiff::Timestamp::now().as_second()),
    })
}

async fn trust_list(State(api): Shared) -> Json<TrustList> {
    Json(api.trust_list.clone())
}

async fn presign(State(api): Shared, body: Body) -> Result<Json<PresignResponse>, ApiProblem> {
    let text = body_text(body).await?;
    let request = match text.trim() {
        "" | "null" => PresignRequest::default(),
        text => serde_json::from_str(text).map_err(|error| ApiProblem::bad_request(error.to_string()))?,
    };
    let filename = request.filename.as_deref().filter(|name| !name.is_empty());
    let key = naming::object_key(filename);
    let url = api.presigner.url(&Permission {
        method: "PUT",
        bucket: ASSETS,
        key: &key,
        // Without a name the client's Content-Type is unknown, so it is not signed.
        content_type: filename.filter(|_| api.sign_content_type).map(naming::content_type),
        from: jiff::Timestamp::now(),
        lifetime: api.presign_ttl,
    });
    Ok(Json(PresignResponse { url, key }))
}

async fn presign_download(State(api): Shared, body: Body) -> Result<Json<PresignDownloadResponse>, ApiProblem> {
    let PresignDownloadRequest { bucket, key } = body_json(body).await?;
    if api.storage.find(&bucket, &key).await.is_none() {
        return Err(ApiProblem::not_found("no object has this bucket and key"));
    }
    let url = api.presigner.url(&Permission {
        method: "GET",
        bucket: &bucket,
        key: &key,
        content_type: None,
        from: jiff::Timestamp::now(),
        lifetime: api.presign_ttl,
    });
    Ok(Json(PresignDownloadResponse { url }))
}

async fn sign(State(api): Shared, body: Body) -> Result<Json<SignResponse>, ApiProblem> {
    let request: SignRequest = body_json(body).await?;
    if request.mode == SignMode::ClientHash {
        return Err(ApiProblem::not_implemented(
            "mode client_hash is not available yet; use server_measure",
        ));
    }
    let bounds = Bounds::of(request.limits)?;
    let manifest_json = request
        .manifest_json
        .ok_or_else(|| ApiProblem::bad_request("mode server_measure requires manifest_json"))?;
    let cawg = request.cawg.filter(|_| !api.ignores_identities);
    let references = cawg.map(identity::references).transpose()?;
    let (key, object) = stored_asset(&api.storage, request.asset).await?;
    let manifest = signing::read_manifest(&manifest_json).map_err(ApiProblem::engine_json)?;
    bounds.check_asset(object.bytes).map_err(ApiProblem::engine_c2pa)?;

    let signed_key = naming::signed_key(&key);
    let work_file = WorkFile::new(&api.work);
    let engine = Arc::clone(&api.engine);
    let (work_file, format) = in_turn(&api, move || {
        let head = format::first_bytes(&object.path);
        let format = format::format_of(&key, object.content_type.as_deref(), &head, &engine.signable)
            .map_err(|error| ApiProblem::engine_c2pa(error.to_string()))?;
        engine
            .sign((manifest, references), format.clone(), &object.path, work_file.path())
            .map_err(Refusal::of_signing)?;
        Ok((work_file, format))
    })
    .await?;

    let length = tokio::fs::metadata(work_file.path()).await.map_err(failed)?.len();
    bounds.check_output(length).map_err(ApiProblem::engine_c2pa)?;
    api.storage
        .store(SIGNED, &signed_key, work_file.path(), &format)
        .await
        .map_err(failed)?;
    Ok(Json(SignResponse {
        assurance: Some("server_measured".to_owned()),
        evidence: Some(json!({"signer": "sandbox", "alg": signing::ALGORITHM})),
        asset_s3_uri: Some(format!("s3://{SIGNED}/{signed_key}")),
    }))
}

async fn verify(State(api): Shared, body: Body) -> Result<Json<VerifyResponse>, ApiProblem> {
    let request: VerifyRequest = body_json(body).await?;
    let bounds = Bounds::of(request.limits)?;
    let (key, object) = stored_asset(&api.storage, request.asset).await?;
    bounds
        .check_asset(object.bytes)
        .map_err(ApiProblem::engine_verification)?;
    let engine = Arc::clone(&api.engine);
    let certificates = request.include_certificates == Some(true);
    let report = in_turn(&api, move || {
        let head = format::first_bytes(&object.path);
        let format = format::format_of(&key, object.content_type.as_deref(), &head, &engine.readable)
            .map_err(|error| ApiProblem::engine_verification(error.to_string()))?;
        engine
            .verify((request.mode, certificates), format, &object.path)
            .map_err(Refusal::of_verification)
    })
    .await?;
    Ok(Json(VerifyResponse { report }))
}

/// Runs blocking work as soon as a core is free. The engine itself runs in a child process.
async fn in_turn<T: Send + 'static>(
    api: &Api,
    work: impl FnOnce() -> Result<T, ApiProblem> + Send + 'static,
) -> Result<T, ApiProblem> {
    let _turn = api.engine_permits.acquire().await.map_err(failed)?;
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}

/// Logs what the client does not need to know.
fn failed(error: impl std::fmt::Display) -> ApiProblem {
    tracing::error!(%error, "sandbox: a call failed");
    ApiProblem::internal()
}
