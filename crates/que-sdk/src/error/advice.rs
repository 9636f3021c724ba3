//! What a person can do about an error, as a value: whoever speaks another language than English says it from this.

use serde::{Deserialize, Serialize};

/// An enum of texts without variables.
macro_rules! texts {
    ($(#[$about:meta])* pub enum $name:ident { $($variant:ident => $text:literal,)* }) => {
        $(#[$about])*
        pub enum $name {
            $(#[doc = $text] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];

            /// In English: one or two sentences.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

texts! {
/// What a person can do about an [`Error`](super::Error). [`Self::text`] says it in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    // This computer and its network.
    ProxyPassword =>
        "Put them into HTTPS_PROXY, as in http://user:password@proxy:port, and start the program again.",
    CheckProxy => "Check the proxy in the system's settings or in HTTPS_PROXY.",
    CloseFiles =>
        "Close other programs, or raise the limit of open files (ulimit -n) and start this one again.",
    SignInToNetwork => "Open a browser and sign in to this network.",
    SignInOrCheckAddress =>
        "A proxy or the network's sign-in page may have responded instead. Open a browser to see, or check the server's address.",
    CheckConnectionAndAddress => "Check your internet connection and the server's address.",
    CheckFirewall => "Check your internet connection. A firewall may block the connection.",
    CheckClockOrProxy =>
        "This computer's clock may be wrong, or a proxy inspects traffic: add its certificate in the settings.",
    CheckConnection => "Check your internet connection. If this keeps happening, try again later.",
    MayBeStored =>
        "The file may be stored after all. Check your internet connection. If this keeps happening, upload the file again later.",
    CheckNames => "Check how this computer resolves names, or use 127.0.0.1 instead.",
    // The settings.
    EnterRedirect => "Enter the address that the server redirects to, if you trust it.",
    UseHttps => "Use an https:// address, or allow plain HTTP in the settings if you trust the network.",
    EnterAddress => "Enter the server's address like https://dev-api.addque.org.",
    CheckCertificates =>
        "Check the file with extra certificates (--ca-file, or the server's settings) and the certificates of this system.",
    CheckWholeKey => "Check that you pasted the whole key.",
    EnterKey => "Enter the API key again. Nothing more is sent until then.",
    AskKeyOwner => "Ask the owner of the key for permission.",
    CheckAddress => "Check the server's address and the settings.",
    CheckAddressAndPort => "Check the server's address and its port.",
    CheckAddressAndKey => "Check the server's address, the bucket and the object key.",
    CheckBucketAndKey => "Check the bucket and the object key.",
    // The file.
    WaitForWriter => "Wait until the program that writes the file has finished, then upload it again.",
    UploadAgain =>
        "Upload it again. If this happens to every file, the storage's ETag is not an MD5: turn off the comparison in the settings.",
    ChooseName => "Choose another name, or allow the file to be replaced.",
    MakeSmaller => "Make the file smaller, or split it.",
    ChooseFolder => "Choose another folder, or free up space.",
    AddAgain => "Add the file again from its new location.",
    AllowReading => "Give this account permission to read the file.",
    CheckDrive => "The drive or network folder does not answer. Check that it is connected.",
    CheckFile => "Check that another program can open the file.",
    CheckFormat => "Check that the format can be signed and that the manifest fits the file.",
    CheckFileType =>
        "Check that the file is what its name says. The server's message says what it could not read.",
    VerifySmaller => "Verify a smaller file, or ask the server's administrator for a higher limit.",
    UseStorageTools => "Download the signed file by its S3 address with your own storage tools.",
    // The request.
    CorrectManifest => "The manifest is not what Que expects. Correct it and sign again.",
    CorrectRequest => "Correct what the server names and try again.",
    ChooseMode => "Choose another mode.",
    StartAgain => "Start it again when you're ready.",
    // The server and its storage.
    LaterOrHigherLimit => "If this keeps happening, try again later or ask Que's support for a higher limit.",
    LaterOrSupport => "If this keeps happening, try again later or contact Que's support.",
    Later => "If this keeps happening, try again later.",
    AgainOrSupport => "Try again. If this keeps happening, contact Que's support.",
    AgainOrDetails => "Try again. If this keeps happening, show the details to Que's support.",
    AgainOrNetwork => "Try again. If this keeps happening, something on the network changes downloads.",
    NewUrl =>
        "Try again: each try uses a new URL. If this keeps happening, check this computer's clock.",
    ContentTypeDiffers =>
        "Try again. If this keeps happening, the server signs another Content-Type than the file has.",
    ServerClock => "The clock of Que's server is wrong. Contact Que's support.",
    WrongRegion => "Contact Que's support: the server's URLs are for another region than the bucket's.",
    StorageUnsupported => "Contact Que's support: trying again does not help.",
    StorageFull => "Ask Que's support to make room, then try again.",
    ServerUnsupported => "Contact the administrator of this Que server: trying again does not help.",
    ServerFull => "Ask the administrator of this Que server to make room, then try again.",
    ServerUnusable => "Contact the administrator of this Que server: no client can use its response.",
    ServerNewer => "Check the server's address. If it's right, the server is newer than this program.",
    StorageOnThisComputer =>
        "Contact the server's administrator. If its storage really runs on this computer, allow plain HTTP for this server: in its settings, or with --allow-insecure-http.",
    StorageLinkLocal => "Contact the server's administrator: its storage needs a routable address.",
}
}
