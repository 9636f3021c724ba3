//! Why something failed, as a value: the window says it in its language, and it is kept with the record.

use serde::{Deserialize, Serialize};

use super::{Failure, Step, sentence};
use crate::{OutageReason, StoreFault};
use file_metadata::Unread;
use que_sdk::{Advice, Headline};

/// Why something failed. [`Self::message`] and [`Self::hint`] say it in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The client's error.
    Client {
        /// What happened.
        what: Headline,
        /// What to do.
        advice: Advice,
    },
    /// The proxy asks for a user name and a password.
    ProxyPassword {
        /// Its address, if known.
        proxy: Option<String>,
    },
    /// No more files or connections can be opened.
    TooManyOpen {
        /// How many there can be, if known.
        limit: Option<u64>,
    },
    /// A bug in this program.
    Internal,
    /// The server was switched before its turn.
    ServerSwitched,
    /// Over the limit for signing and verifying.
    TooLargeToSign,
    /// The object's bucket is not known.
    BucketUnknown,
    /// The server issued a key that it had issued for another file.
    KeyReused {
        /// The other file's name.
        name: String,
        /// The key.
        key: String,
    },
    /// The record of uploads can't be used.
    Store(StoreFault),
    /// The record of uploads is closed.
    RecordClosed,
    /// Stored, but not recorded.
    StoredNotRecorded {
        /// The object's key.
        key: String,
        /// Why it was not recorded.
        why: Box<Failure>,
    },
    /// Signed, but not recorded.
    SignedNotRecorded {
        /// Where the signed copy is, if the server said so.
        uri: Option<String>,
        /// Why it was not recorded.
        why: Box<Failure>,
    },
    /// The request failed, but the server may have signed the file.
    MayBeSigned(Box<Failure>),
    /// The server refused to sign with an identity.
    Identity {
        /// How it refused.
        why: Box<Failure>,
        /// What is known of its algorithm.
        way: IdentityWay,
    },
    /// Whether the file has Content Credentials could not be found out, for this reason.
    CredentialsUnknown(String),
    /// What the file says about itself is not known.
    MetadataUnknown(Unread),
    /// The manifest does not say where the file came from.
    NoOrigin,
    /// The manifest would be refused.
    Manifest {
        /// The line of the mistake.
        line: usize,
        /// The linter's words.
        words: String,
    },
    /// The server can't be used, and waiting may not help.
    Unavailable(OutageReason),
    /// The server could not be used for longer than the caller waits.
    Outage {
        /// What was found.
        reason: OutageReason,
        /// Whether the server answered that it is unavailable.
        answered: bool,
        /// How long it lasted in seconds. 0 if nobody waited.
        seconds: u64,
    },
    /// The server wants a longer wait than the caller accepts.
    Limited {
        /// The server's refusal.
        why: Box<Failure>,
        /// How long it asks to wait.
        asked: Asked,
        /// The longest wait that is accepted, in seconds.
        longest: u64,
        /// The command-line option that allows a longer one.
        option: String,
    },
    /// The program ended while the file was being signed.
    SigningInterrupted,
    /// After damage only a possible key is left.
    RecordLost,
    /// What was recorded of the failure can't be read.
    DetailsUnreadable,
}

/// How long a server asks to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// It does not say.
    NotSaid,
    /// Seconds in all.
    Seconds(u64),
    /// More than ten years.
    Forever,
}

/// What to do if a server refuses to sign with an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityWay {
    /// It may not be able to.
    SignWithout,
    /// It signs with this algorithm, which identities can't use.
    OtherAlgorithm(String),
    /// It does not say how it signs.
    UnknownAlgorithm,
}

impl IdentityWay {
    /// In English.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::SignWithout => "If the server can't add a verified identity, sign without one.".to_owned(),
            Self::OtherAlgorithm(named) => {
                format!("This server signs with {named}, which identities can't use. Sign without an identity.")
            }
            Self::UnknownAlgorithm => {
                "This server doesn't say which algorithm it signs with, so it can't be asked for an identity. Sign without one."
                    .to_owned()
            }
        }
    }
}

impl Cause {
    /// What happened, in English: a sentence or two.
    #[must_use]
    pub fn message(&self, step: Step) -> String {
        match self {
            Self::Client { what, .. } => sentence(&what.to_string()),
            Self::ProxyPassword { proxy } => {
                sentence(&OutageReason::ProxyPassword { proxy: proxy.clone() }.to_string())
            }
            Self::TooManyOpen { limit: Some(limit) } => {
                format!("This computer allows the program no more than {limit} open files and connections.")
            }
            Self::TooManyOpen { limit: None } => "This computer allows no more open files and connections.".to_owned(),
            Self::ServerSwitched if step == Step::Verify => {
                "Not verified: the server was changed before its turn.".to_owned()
            }
            Self::ServerSwitched => "Not signed: the server was changed before its turn.".to_owned(),
            Self::TooLargeToSign if step == Step::Sign => "The file is over 1 GB, so it cannot be signed.".to_owned(),
            Self::TooLargeToSign => "The file is over 1 GB, so it cannot be verified.".to_owned(),
            Self::KeyReused { name, key } => format!(
                "Que issued a key for this file that it had already issued for {name}: {key}. Nothing was sent."
            ),
            Self::Store(fault) => sentence(&fault.to_string()),
            Self::StoredNotRecorded { key, why } => {
                format!(
                    "The file is stored at {key}, but that could not be recorded. {}",
                    why.message
                )
            }
            Self::SignedNotRecorded { uri, why } => {
                let uri = uri.as_deref().unwrap_or("at an address that the server did not return");
                format!("Signed as {uri}, but that could not be recorded. {}", why.message)
            }
            Self::MayBeSigned(why) => format!("{} The file may have been signed all the same.", why.message),
            Self::Identity { why, .. } | Self::Limited { why, .. } => why.message.clone(),
            Self::CredentialsUnknown(reason) => {
                format!("Not signed: could not find out whether the file has Content Credentials. {reason}")
            }
            Self::MetadataUnknown(why) => format!("Not signed: what the file says about itself {}.", why.words()),
            Self::Manifest { line, words } => format!("Not signed, because of line {line} of the manifest. {words}"),
            Self::Unavailable(reason) => sentence(&reason.to_string()),
            Self::Outage {
                reason,
                answered,
                seconds,
            } => match (*answered, *seconds) {
                (true, 0) => sentence(&reason.to_string()),
                (false, 0) => format!("The network is down: {reason}."),
                (true, seconds) => format!("The server was not available for longer than {seconds} s: {reason}."),
                (false, seconds) => format!("The network was down for longer than {seconds} s: {reason}."),
            },
            _ => self.fixed_message().to_owned(),
        }
    }

    /// The message of a cause without variables.
    const fn fixed_message(&self) -> &'static str {
        match self {
            Self::Internal => "Internal error: this step was stopped.",
            Self::BucketUnknown => "The bucket of this object is not known.",
            Self::RecordClosed => "The record of uploads is closed.",
            Self::NoOrigin => "Not signed: it has no Content Credentials, so its manifest must say where it came from.",
            Self::SigningInterrupted => "The signing was interrupted; it may have happened.",
            Self::RecordLost => "The record was damaged: only a possible key of this upload is left.",
            _ => "The saved details cannot be read.",
        }
    }

    /// What to do, in English: a sentence or two.
    #[must_use]
    pub fn hint(&self, step: Step) -> String {
        match self {
            Self::Client { advice, .. } => advice.text().to_owned(),
            Self::Store(fault) => fault.hint().to_owned(),
            Self::StoredNotRecorded { why, .. } | Self::SignedNotRecorded { why, .. } => why.hint.clone(),
            Self::Identity { why, way } => format!("{} {}", why.hint, way.words()).trim().to_owned(),
            Self::Unavailable(reason) => reason.remedy().unwrap_or_default().to_owned(),
            Self::Limited {
                asked, longest, option, ..
            } => {
                let asked = match asked {
                    Asked::NotSaid => "does not say for how long".to_owned(),
                    Asked::Seconds(seconds) => format!("asks for a wait of {seconds} s in all"),
                    Asked::Forever => "asks for a wait of more than ten years in all".to_owned(),
                };
                format!(
                    "It {asked}, and this run waits {longest} s at most. Try again later, or allow more with {option} SECONDS."
                )
            }
            _ => self.fixed_hint(step).to_owned(),
        }
    }

    /// The hint of a cause without variables.
    const fn fixed_hint(&self, step: Step) -> &'static str {
        match self {
            Self::ProxyPassword { .. } => Advice::ProxyPassword.text(),
            Self::TooManyOpen { .. } => {
                "Close other programs, or raise the limit (ulimit -n 4096) and start this one again."
            }
            Self::Internal => "Try again; if it happens again, please report it.",
            Self::ServerSwitched if matches!(step, Step::Verify) => "Verify again.",
            Self::ServerSwitched => "Sign again.",
            Self::TooLargeToSign => "It can still be uploaded. To sign it, make it smaller.",
            Self::BucketUnknown => "Enter your organization's upload bucket in the settings and upload again.",
            Self::KeyReused { .. } => {
                "An upload would overwrite that object. Try again; if this persists, contact Que's support."
            }
            Self::RecordClosed => "Start the program again. Everything uploaded so far is recorded.",
            Self::MayBeSigned(_) => "Sign again if you want to be sure; that makes another signed copy.",
            Self::CredentialsUnknown(_) => "It is uploaded. Sign it anyway if the signed copy may lose them.",
            Self::MetadataUnknown(Unread::TimedOut | Unread::Failed) => {
                "Sign again to read it once more, or sign without placeholders for what the file says."
            }
            Self::MetadataUnknown(Unread::Gone) => "Sign without placeholders for what the file says.",
            Self::NoOrigin => "Choose an origin and sign it again.",
            Self::Manifest { .. } => "Change the manifest and sign again.",
            Self::Outage { answered: true, .. } => "Try again later; if this persists, contact Que's support.",
            Self::Outage { answered: false, .. } => "Check the connection to the internet and try again.",
            Self::SigningInterrupted => "Sign again: the server makes another signed copy if there is one already.",
            Self::RecordLost => "Check whether the object exists, and add the file again if it does not.",
            _ => match step {
                Step::Verify => "Verify again.",
                Step::Sign => "Sign again, unless there is a signed copy already.",
                _ => "Try again.",
            },
        }
    }
}
