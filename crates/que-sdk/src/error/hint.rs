//! What a person can do about an [`Error`].

use std::io;

use super::{Error, FileAction, ForbiddenAddress, ResponseFault, Step, TransportKind};

impl Error {
    /// What a person can do about it, in one or two sentences.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            _ if self.proxy_auth_required() => {
                "Put them into HTTPS_PROXY, as in http://user:password@proxy:port, and start the program again."
            }
            _ if self.is_out_of_file_descriptors() => {
                "Close other programs, or raise the limit of open files (ulimit -n) and start this one again."
            }
            Self::Problem { step, problem, .. } => {
                problem_hint(*step, self.effective_status().unwrap_or(0), problem.code.as_deref())
            }
            Self::Storage { code, .. } => storage_hint(self, self.effective_status().unwrap_or(0), code.as_deref()),
            Self::Transport { kind, .. } => transport_hint(*kind),
            Self::Unexpected { status, what, .. } => unexpected_hint(*status, what),
            Self::Redirected { .. } => "Enter the address that the server redirects to, if you trust it.",
            Self::File { action, source } => file_hint(*action, source),
            Self::FileChanged { .. } => {
                "Wait until the program that writes the file has finished, then upload it again."
            }
            Self::ContentMismatch { .. } => {
                "Upload it again. If this happens to every file, the storage's ETag is not an MD5: turn off the comparison in the settings."
            }
            Self::AlreadyExists => "Choose another name, or allow the file to be replaced.",
            Self::TooLarge { .. } => "Make the file smaller, or split it.",
            Self::InsecureUrl { .. } => {
                "Use an https:// address, or allow plain HTTP in the settings if you trust the network."
            }
            Self::ForbiddenAddress { kind, .. } => forbidden_address_hint(*kind),
            Self::InvalidUrl { .. } => "Enter the server's address like https://dev-api.addque.org.",
            Self::Setup { .. } => {
                "Check the file with extra certificates (--ca-file, or the server's settings) and the certificates of this system."
            }
            Self::InvalidApiKey(_) => "Check that you pasted the whole key.",
            Self::Canceled => "Start it again when you're ready.",
        }
    }
}

fn unexpected_hint(status: u16, what: &ResponseFault) -> &'static str {
    match what {
        // 511 is sent by the network, not by the server.
        _ if status == 511 => "Open a browser and sign in to this network.",
        ResponseFault::WebPage
        | ResponseFault::Unconfirmed(_)
        | ResponseFault::Premature
        | ResponseFault::UnknownLength => {
            "A proxy or the network's sign-in page may have responded instead. Open a browser to see, or check the server's address."
        }
        ResponseFault::InvalidValue(_) => {
            "Contact the administrator of this Que server: no client can use its response."
        }
        ResponseFault::ChecksumMismatch => {
            "Try again. If this keeps happening, something on the network changes downloads."
        }
        _ => "Check the server's address. If it's right, the server is newer than this program.",
    }
}

fn file_hint(action: FileAction, source: &io::Error) -> &'static str {
    match (action, source.kind()) {
        (FileAction::Writing, _) => "Choose another folder, or free up space.",
        (_, io::ErrorKind::NotFound) => "Add the file again from its new location.",
        (_, io::ErrorKind::PermissionDenied) => "Give this account permission to read the file.",
        (_, io::ErrorKind::TimedOut) => "The drive or network folder does not answer. Check that it is connected.",
        _ => "Check that another program can open the file.",
    }
}

fn forbidden_address_hint(kind: ForbiddenAddress) -> &'static str {
    match kind {
        ForbiddenAddress::Loopback => {
            "Contact the server's administrator. If its storage really runs on this computer, allow plain HTTP for this server: in its settings, or with --allow-insecure-http."
        }
        ForbiddenAddress::LinkLocal => "Contact the server's administrator: its storage needs a routable address.",
        ForbiddenAddress::NotLoopback => "Check how this computer resolves names, or use 127.0.0.1 instead.",
    }
}

fn problem_hint(step: Step, status: u16, code: Option<&str>) -> &'static str {
    match (status, code) {
        (400, Some("engine_json")) if step == Step::Sign => {
            "The manifest is not what Que expects. Correct it and sign again."
        }
        (400, _) => "Correct what the server names and try again.",
        (401, _) => "Enter the API key again. Nothing more is sent until then.",
        (403, _) => "Ask the owner of the key for permission.",
        (404, _) if step == Step::PresignDownload => {
            "Download the signed file by its S3 address with your own storage tools."
        }
        (404, _) => "Check the server's address, the bucket and the object key.",
        (413, _) if step == Step::Verify => {
            "Verify a smaller file, or ask the server's administrator for a higher limit."
        }
        (422, _) if step == Step::Verify => {
            "Check that the file is what its name says. The server's message says what it could not read."
        }
        (413 | 422, _) => "Check that the format can be signed and that the manifest fits the file.",
        (429, _) => "If this keeps happening, try again later or ask Que's support for a higher limit.",
        (501, _) if step == Step::Sign => "Choose another mode.",
        (501 | 505, _) => "Contact the administrator of this Que server: trying again does not help.",
        (507, _) => "Ask the administrator of this Que server to make room, then try again.",
        (408 | 425 | 500..=599, _) => "If this keeps happening, try again later or contact Que's support.",
        _ => "Check the server's address and the settings.",
    }
}

fn storage_hint(error: &Error, status: u16, code: Option<&str>) -> &'static str {
    if error.url_has_expired() {
        return "Try again: each try uses a new URL. If this keeps happening, check this computer's clock.";
    }
    match (code, status) {
        (Some("SignatureDoesNotMatch"), _) => {
            "Try again. If this keeps happening, the server signs another Content-Type than the file has."
        }
        (Some("RequestTimeTooSkewed"), _) => "The clock of Que's server is wrong. Contact Que's support.",
        (Some("EntityTooLarge"), _) => "Make the file smaller, or split it.",
        (Some("PermanentRedirect" | "TemporaryRedirect"), _) => {
            "Contact Que's support: the server's URLs are for another region than the bucket's."
        }
        (Some("NoSuchBucket" | "NoSuchKey"), _) | (_, 404) => "Check the bucket and the object key.",
        (_, 403) => "Try again. If this keeps happening, contact Que's support.",
        (_, 501 | 505) => "Contact Que's support: trying again does not help.",
        (_, 507) => "Ask Que's support to make room, then try again.",
        (_, 408 | 425 | 429 | 500..=599) => "If this keeps happening, try again later.",
        _ => "Try again. If this keeps happening, show the details to Que's support.",
    }
}

fn transport_hint(kind: TransportKind) -> &'static str {
    match kind {
        TransportKind::Dns => "Check your internet connection and the server's address.",
        TransportKind::Connect => "Check your internet connection. A firewall may block the connection.",
        TransportKind::Tls => {
            "This computer's clock may be wrong, or a proxy inspects traffic: add its certificate in the settings."
        }
        TransportKind::Proxy => "Check the proxy in the system's settings or in HTTPS_PROXY.",
        TransportKind::BodySentResponseLost => {
            "The file may be stored after all. Check your internet connection. If this keeps happening, upload the file again later."
        }
        TransportKind::Reset | TransportKind::Timeout | TransportKind::Stalled => {
            "Check your internet connection. If this keeps happening, try again later."
        }
        TransportKind::Protocol => "Check the server's address and its port.",
    }
}
