//! What the client's errors distinguish: files, addresses, certificates.

use que_sdk::{FileChange, FileFault, SetupFault, Step, UrlFault};

super::messages! {
/// What the client was doing.
step(Step) {
    Setup => "errors-step-setup",
    Health => "errors-step-health",
    Presign => "errors-step-presign",
    Upload => "errors-step-upload",
    Sign => "errors-step-sign",
    Verify => "errors-step-verify",
    TrustList => "errors-step-trust-list",
    PresignDownload => "errors-step-presign-download",
    Download => "errors-step-download",
}
}

super::messages! {
/// Why a file on this computer can't be used.
file(FileFault) {
    Gone => "errors-file-gone",
    Forbidden => "errors-file-forbidden",
    OpeningTimedOut => "errors-file-opening-timed-out",
    TooManyOpen => "errors-file-too-many-open",
    NotOpened => "errors-file-not-opened",
    ReadingTimedOut => "errors-file-reading-timed-out",
    NotRead => "errors-file-not-read",
    DiskFull => "errors-file-disk-full",
    NotWritten => "errors-file-not-written",
}
}

super::messages! {
/// How a file changed during its upload.
file_changed(FileChange) {
    Shrank => "errors-file-shrank",
    Grew => "errors-file-grew",
    Modified => "errors-file-modified",
    Vanished => "errors-file-vanished",
}
}

super::messages! {
/// Why an address or an object key can't be used.
url(UrlFault) {
    Empty => "errors-url-empty",
    NotHttps => "errors-url-not-https",
    NoPath => "errors-url-no-path",
    Host => "errors-url-host",
    Scheme => "errors-url-scheme",
    NoHost => "errors-url-no-host",
    Credentials => "errors-url-credentials",
    TooLong => "errors-url-too-long",
    UploadUrl => "errors-url-upload-url",
    UploadUrlScheme => "errors-url-upload-url-scheme",
    UploadUrlTooLong => "errors-url-upload-url-too-long",
    DownloadUrl => "errors-url-download-url",
    Target => "errors-url-target",
    KeyEmpty => "errors-url-key-empty",
    KeyTooLong => "errors-url-key-too-long",
    KeyWithNul => "errors-url-key-with-nul",
    SignedUriTooLong => "errors-url-signed-uri-too-long",
    SignedUriWithNul => "errors-url-signed-uri-with-nul",
}
}

super::messages! {
/// Why the client can't be set up.
setup(SetupFault) {
    TrustStore => "errors-setup-trust-store",
    NoTls => "errors-setup-no-tls",
    HttpClient => "errors-setup-http-client",
    UserAgent => "errors-setup-user-agent",
    ContentType => "errors-setup-content-type",
    ApiKey => "errors-setup-api-key",
    KeyForPublicFile => "errors-setup-key-for-public-file",
    CertificatesOutOfDate => "errors-setup-certificates-out-of-date",
    CertificatesEmpty => "errors-setup-certificates-empty",
    CertificatesBinary => "errors-setup-certificates-binary",
    CertificatesWithKey => "errors-setup-certificates-with-key",
    CertificatesNotText => "errors-setup-certificates-not-text",
    CertificatesNotUtf16 => "errors-setup-certificates-not-utf16",
    CertificatesDamaged => "errors-setup-certificates-damaged",
    NoCertificates => "errors-setup-no-certificates",
    CertificatesMissing => "errors-setup-certificates-missing",
    CertificatesNotAFile => "errors-setup-certificates-not-a-file",
    CertificatesTooLarge => "errors-setup-certificates-too-large",
    CertificatesForbidden => "errors-setup-certificates-forbidden",
    CertificatesNoDescriptor => "errors-setup-certificates-no-descriptor",
    CertificatesUnreadable => "errors-setup-certificates-unreadable",
}
}
