//! What a person can do about an [`Error`].

use std::io;

use super::{Advice, Error, FileAction, ForbiddenAddress, ResponseFault, Step, TransportKind};

impl Error {
    /// What a person can do about it, in one or two sentences.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        self.advice().text()
    }

    /// The same as a value that can be kept and said in another language.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            _ if self.proxy_auth_required() => Advice::ProxyPassword,
            _ if self.is_out_of_file_descriptors() => Advice::CloseFiles,
            Self::Problem { step, problem, .. } => {
                problem_hint(*step, self.effective_status().unwrap_or(0), problem.code.as_deref())
            }
            Self::Storage { code, .. } => storage_hint(self, self.effective_status().unwrap_or(0), code.as_deref()),
            Self::Transport { kind, .. } => transport_hint(*kind),
            Self::Unexpected { status, what, .. } => unexpected_hint(*status, what),
            Self::Redirected { .. } => Advice::EnterRedirect,
            Self::File { action, source } => file_hint(*action, source),
            Self::FileChanged { .. } => Advice::WaitForWriter,
            Self::ContentMismatch { .. } => Advice::UploadAgain,
            Self::AlreadyExists => Advice::ChooseName,
            Self::TooLarge { .. } => Advice::MakeSmaller,
            Self::InsecureUrl { .. } => Advice::UseHttps,
            Self::ForbiddenAddress { kind, .. } => forbidden_address_hint(*kind),
            Self::InvalidUrl { .. } => Advice::EnterAddress,
            Self::Setup { .. } => Advice::CheckCertificates,
            Self::InvalidApiKey(_) => Advice::CheckWholeKey,
            Self::Canceled => Advice::StartAgain,
        }
    }
}

fn unexpected_hint(status: u16, what: &ResponseFault) -> Advice {
    match what {
        // 511 is sent by the network, not by the server.
        _ if status == 511 => Advice::SignInToNetwork,
        ResponseFault::WebPage
        | ResponseFault::Unconfirmed(_)
        | ResponseFault::Premature
        | ResponseFault::UnknownLength => Advice::SignInOrCheckAddress,
        ResponseFault::InvalidValue(_) => Advice::ServerUnusable,
        ResponseFault::ChecksumMismatch => Advice::AgainOrNetwork,
        _ => Advice::ServerNewer,
    }
}

fn file_hint(action: FileAction, source: &io::Error) -> Advice {
    match (action, source.kind()) {
        (FileAction::Writing, _) => Advice::ChooseFolder,
        (_, io::ErrorKind::NotFound) => Advice::AddAgain,
        (_, io::ErrorKind::PermissionDenied) => Advice::AllowReading,
        (_, io::ErrorKind::TimedOut) => Advice::CheckDrive,
        _ => Advice::CheckFile,
    }
}

fn forbidden_address_hint(kind: ForbiddenAddress) -> Advice {
    match kind {
        ForbiddenAddress::Loopback => Advice::StorageOnThisComputer,
        ForbiddenAddress::LinkLocal => Advice::StorageLinkLocal,
        ForbiddenAddress::NotLoopback => Advice::CheckNames,
    }
}

fn problem_hint(step: Step, status: u16, code: Option<&str>) -> Advice {
    match (status, code) {
        (400, Some("engine_json")) if step == Step::Sign => Advice::CorrectManifest,
        (400, _) => Advice::CorrectRequest,
        (401, _) => Advice::EnterKey,
        (403, _) => Advice::AskKeyOwner,
        (404, _) if step == Step::PresignDownload => Advice::UseStorageTools,
        (404, _) => Advice::CheckAddressAndKey,
        (413, _) if step == Step::Verify => Advice::VerifySmaller,
        (422, _) if step == Step::Verify => Advice::CheckFileType,
        (413 | 422, _) => Advice::CheckFormat,
        (429, _) => Advice::LaterOrHigherLimit,
        (501, _) if step == Step::Sign => Advice::ChooseMode,
        (501 | 505, _) => Advice::ServerUnsupported,
        (507, _) => Advice::ServerFull,
        (408 | 425 | 500..=599, _) => Advice::LaterOrSupport,
        _ => Advice::CheckAddress,
    }
}

fn storage_hint(error: &Error, status: u16, code: Option<&str>) -> Advice {
    if error.url_has_expired() {
        return Advice::NewUrl;
    }
    match (code, status) {
        (Some("SignatureDoesNotMatch"), _) => Advice::ContentTypeDiffers,
        (Some("RequestTimeTooSkewed"), _) => Advice::ServerClock,
        (Some("EntityTooLarge"), _) => Advice::MakeSmaller,
        (Some("PermanentRedirect" | "TemporaryRedirect"), _) => Advice::WrongRegion,
        (Some("NoSuchBucket" | "NoSuchKey"), _) | (_, 404) => Advice::CheckBucketAndKey,
        (_, 403) => Advice::AgainOrSupport,
        (_, 501 | 505) => Advice::StorageUnsupported,
        (_, 507) => Advice::StorageFull,
        (_, 408 | 425 | 429 | 500..=599) => Advice::Later,
        _ => Advice::AgainOrDetails,
    }
}

fn transport_hint(kind: TransportKind) -> Advice {
    match kind {
        TransportKind::Dns => Advice::CheckConnectionAndAddress,
        TransportKind::Connect => Advice::CheckFirewall,
        TransportKind::Tls => Advice::CheckClockOrProxy,
        TransportKind::Proxy => Advice::CheckProxy,
        TransportKind::BodySentResponseLost => Advice::MayBeStored,
        TransportKind::Reset | TransportKind::Timeout | TransportKind::Stalled => Advice::CheckConnection,
        TransportKind::Protocol => Advice::CheckAddressAndPort,
    }
}
