//! The window's English is that of the crates, and no language lacks a variable.

use super::*;
use file_metadata::Unread;
use localization::Language;
use model::{
    Asked, BulkOutcome, Cause, DragFault, Failure, IdentityWay, InvalidSetting, OutageReason, Said, Step, StoreFault,
    Verdict,
};
use que_sdk::{
    Advice, FileChange, FileFault, ForbiddenAddress, Headline, Refusal, ResponseFault, SetupFault, TransportKind,
    UrlFault, secret::InvalidApiKey,
};

const SDK: que_sdk::Step = que_sdk::Step::Presign;

fn headlines() -> Vec<Headline> {
    let refused = |what, code: Option<&str>, message: Option<&str>| Headline::Refused {
        what,
        status: 403,
        code: code.map(str::to_owned),
        message: message.map(str::to_owned),
    };
    let response = |what| Headline::Unexpected {
        step: SDK,
        status: 200,
        what,
    };
    let redirected = |host: Option<&str>| Headline::Redirected {
        step: SDK,
        status: 302,
        host: host.map(str::to_owned),
    };
    let forbidden = |kind| Headline::ForbiddenAddress {
        host: "x.example".to_owned(),
        kind,
    };
    let kinds = [
        TransportKind::Dns,
        TransportKind::Connect,
        TransportKind::Tls,
        TransportKind::Proxy,
        TransportKind::Reset,
        TransportKind::Timeout,
        TransportKind::Stalled,
        TransportKind::BodySentResponseLost,
        TransportKind::Protocol,
    ];
    let mut all: Vec<_> = kinds.map(|kind| Headline::Transport { step: SDK, kind }).into();
    all.extend([
        refused(Refusal::ApiKey, None, None),
        refused(Refusal::NotPermitted(SDK), Some("no"), None),
        refused(Refusal::StorageRefused(SDK), Some("SlowDown"), Some("Please wait.")),
        refused(Refusal::UrlExpired, None, Some("it has expired")),
        response(ResponseFault::WebPage),
        response(ResponseFault::Empty),
        response(ResponseFault::TooLarge(100)),
        response(ResponseFault::TooManyValues(100)),
        response(ResponseFault::InvalidValue(UrlFault::Credentials)),
        response(ResponseFault::Unconfirmed("OK".to_owned())),
        response(ResponseFault::Premature),
        redirected(Some("x.example")),
        redirected(None),
        forbidden(ForbiddenAddress::Loopback),
        forbidden(ForbiddenAddress::LinkLocal),
        forbidden(ForbiddenAddress::NotLoopback),
        Headline::File(FileFault::Gone),
        Headline::File(FileFault::NotWritten),
        Headline::FileChanged(FileChange::Shrank),
        Headline::ContentMismatch,
        Headline::AlreadyExists,
        Headline::TooLarge { bytes: 20, limit: 10 },
        Headline::InsecureUrl {
            host: "x.example".to_owned(),
        },
        Headline::InvalidUrl(UrlFault::Empty),
        Headline::Setup(SetupFault::CertificatesBinary),
        Headline::InvalidApiKey(InvalidApiKey::Empty),
        Headline::InvalidApiKey(InvalidApiKey::TooLong),
        Headline::InvalidApiKey(InvalidApiKey::Lines),
        Headline::InvalidApiKey(InvalidApiKey::Character),
        Headline::Canceled,
    ]);
    all
}

fn outages() -> Vec<OutageReason> {
    let host = || "x.example".to_owned();
    vec![
        OutageReason::NameNotFound,
        OutageReason::ProxyBlocks,
        OutageReason::NoAnswer,
        OutageReason::NotReachable,
        OutageReason::WebPage,
        OutageReason::Answered(Headline::Canceled),
        OutageReason::ProxyPassword { proxy: None },
        OutageReason::ProxyPassword { proxy: Some(host()) },
        OutageReason::StorageNameNotFound(host()),
        OutageReason::ProxyBlocksStorage(host()),
        OutageReason::StorageNotReachable(host()),
        OutageReason::StorageNoAnswer(host()),
        OutageReason::NotTrusted(host()),
        OutageReason::OtherName(host()),
        OutageReason::NoNames(host()),
        OutageReason::OutOfDate(host()),
        OutageReason::NotSecure(host()),
    ]
}

fn store_faults() -> Vec<StoreFault> {
    let words = || "words of the system".to_owned();
    vec![
        StoreFault::DiskFull,
        StoreFault::ReadOnly,
        StoreFault::Locked,
        StoreFault::NewerVersion { found: 1003, known: 2 },
        StoreFault::Corrupt(words()),
        StoreFault::Foreign("/a/b".into()),
        StoreFault::ForeignFile("/a/b".into()),
        StoreFault::CannotOpen {
            path: "/a/b".into(),
            reason: words(),
        },
        StoreFault::Gone(words()),
        StoreFault::Disk(words()),
        StoreFault::Missing(1234),
        StoreFault::KeyReused {
            key: "k".to_owned(),
            name: "n".to_owned(),
        },
        StoreFault::BrokenRow(words()),
        StoreFault::Other(words()),
    ]
}

fn causes() -> Vec<Cause> {
    let why = || Box::new(Failure::because(Step::Record, Cause::Store(StoreFault::DiskFull)));
    let limited = |asked| Cause::Limited {
        why: why(),
        asked,
        longest: 3600,
        option: "--longest-wait".to_owned(),
    };
    let identity = |way| Cause::Identity { why: why(), way };
    let outage = |answered, seconds| Cause::Outage {
        reason: OutageReason::NoAnswer,
        answered,
        seconds,
    };
    let client = headlines().into_iter().map(|what| Cause::Client {
        what,
        advice: Advice::Later,
    });
    let mut all: Vec<_> = client.collect();
    all.extend(Advice::ALL.map(|advice| Cause::Client {
        what: Headline::Canceled,
        advice,
    }));
    all.extend(outages().into_iter().map(Cause::Unavailable));
    all.extend(store_faults().into_iter().map(Cause::Store));
    all.extend([
        Cause::ProxyPassword { proxy: None },
        Cause::TooManyOpen { limit: None },
        Cause::TooManyOpen { limit: Some(1024) },
        Cause::Internal,
        Cause::ServerSwitched,
        Cause::TooLargeToSign,
        Cause::BucketUnknown,
        Cause::KeyReused {
            name: "a.jpg".to_owned(),
            key: "k".to_owned(),
        },
        Cause::RecordClosed,
        Cause::StoredNotRecorded {
            key: "k".to_owned(),
            why: why(),
        },
        Cause::SignedNotRecorded {
            uri: Some("s3://b/k".to_owned()),
            why: why(),
        },
        Cause::SignedNotRecorded { uri: None, why: why() },
        Cause::MayBeSigned(why()),
        identity(IdentityWay::SignWithout),
        identity(IdentityWay::OtherAlgorithm("ES512".to_owned())),
        identity(IdentityWay::UnknownAlgorithm),
        Cause::CredentialsUnknown("It is gone.".to_owned()),
        Cause::MetadataUnknown(Unread::TimedOut),
        Cause::MetadataUnknown(Unread::Failed),
        Cause::MetadataUnknown(Unread::Gone),
        Cause::NoOrigin,
        Cause::Manifest {
            line: 3,
            words: "It is wrong.".to_owned(),
        },
        outage(true, 0),
        outage(false, 0),
        outage(true, 5),
        outage(false, 5),
        limited(Asked::NotSaid),
        limited(Asked::Seconds(7200)),
        limited(Asked::Forever),
        Cause::SigningInterrupted,
        Cause::RecordLost,
        Cause::DetailsUnreadable,
    ]);
    all
}

fn notices() -> Vec<Said> {
    let reason = || "words of the system".to_owned();
    let bulk = |signed, parts, stopped| BulkOutcome {
        signed,
        verdicts: vec![(Verdict::Invalid, 2), (Verdict::Trusted, 5)].split_off(if signed.is_some() { 2 } else { 0 }),
        failed: parts,
        unfit: parts,
        unreadable: parts,
        all: 20,
        stopped,
    };
    let forgotten = |records, kept, credentials| Said::Forgotten {
        records,
        kept,
        credentials,
    };
    let exported = |records, unreadable| Said::Exported {
        path: "/a/b.csv".into(),
        records,
        unreadable,
    };
    let not_kept = |files| Said::EarlierNotKept {
        files,
        name: "a.jpg".to_owned(),
        reason: reason(),
    };
    let mut all = vec![
        Said::Failure(Box::new(Failure::because(Step::Record, Cause::RecordClosed))),
        Said::NothingSent(OutageReason::NotTrusted("x.example".to_owned())),
        Said::RecordsLeftOut(3),
        Said::NotExported {
            path: "/a/b.csv".into(),
            reason: reason(),
        },
        Said::EarlierNotSaved {
            name: "a.jpg".to_owned(),
            reason: reason(),
        },
        Said::TooManyDragged,
        Said::NotMediaType,
        Said::NotSignedAgain(1),
        not_kept(1),
        not_kept(2),
        Said::EarlierNotDeleted(1),
        Said::EarlierNotDeleted(2),
        exported(1, 0),
        exported(2, 3),
        forgotten(1, 0, 0),
        forgotten(2, 1, 1),
        forgotten(2, 2, 2),
        Said::Bulk(bulk(Some(3), 0, false)),
        Said::Bulk(bulk(Some(3), 1, true)),
        Said::Bulk(bulk(None, 0, true)),
        Said::Bulk(bulk(None, 2, false)),
    ];
    let settings = [
        InvalidSetting::Jobs(40),
        InvalidSetting::StallSeconds(1),
        InvalidSetting::Zoom(1),
        InvalidSetting::Language("xx".to_owned()),
        InvalidSetting::ApiUrl("ftp://x".to_owned()),
        InvalidSetting::Bucket("X".to_owned()),
        InvalidSetting::ProfileName("x".repeat(50)),
    ];
    all.extend(settings.map(Said::SettingsNotUsed));
    let drags = [
        DragFault::TookTooLong,
        DragFault::NoFile("/a/b.jpg".into()),
        DragFault::Unreadable {
            path: "/a/b.jpg".into(),
            reason: reason(),
        },
        DragFault::NotDownloaded {
            name: "a.jpg".to_owned(),
            why: Box::new(Failure::because(Step::Download, Cause::RecordClosed)),
        },
        DragFault::NoDownloads,
        DragFault::NotCopied(reason()),
    ];
    all.extend(drags.map(Said::NotDragged));
    all
}

const STEPS: [Step; 3] = [Step::Upload, Step::Sign, Step::Verify];

#[test]
fn the_windows_english_is_that_of_the_command_line_and_of_the_record() {
    for cause in causes() {
        for step in STEPS {
            let one = Failure::because(step, cause.clone());
            let words = failure(&one);
            assert_eq!((&words.message, &words.hint), (&one.message, &one.hint), "{cause:?}");
        }
    }
    for said in notices() {
        let words = told(Some(&said), "", "");
        assert_eq!((words.message, words.hint), (said.headline(), said.hint()), "{said:?}");
    }
}

#[test]
fn every_failure_is_said_in_every_language() {
    for language in [
        Language::German,
        Language::French,
        Language::Spanish,
        Language::Japanese,
    ] {
        for cause in causes() {
            let one = Failure::because(Step::Sign, cause);
            localization::set(Some(language));
            let words = failure(&one);
            localization::set(Some(Language::English));
            assert_ne!(words.message, one.message, "{language:?}");
            assert!(!words.both().contains('{'), "{words:?}");
            assert_eq!(words.hint.is_empty(), one.hint.is_empty(), "{words:?}");
        }
        for said in notices() {
            localization::set(Some(language));
            let words = told(Some(&said), "", "");
            localization::set(Some(Language::English));
            assert_ne!(words.message, said.headline(), "{language:?}");
            assert_eq!(words.hint.is_empty(), said.hint().is_empty(), "{words:?}");
        }
    }
}

#[test]
fn the_keyrings_troubles_are_said_as_the_command_line_says_them() {
    use ::store::KeyringError;
    use std::time::Duration;
    for error in [
        KeyringError::NoService,
        KeyringError::NoKeyring,
        KeyringError::Locked,
        KeyringError::Dismissed,
        KeyringError::TimedOut(Duration::from_secs(5)),
        KeyringError::NotAKey,
        KeyringError::Several,
        KeyringError::Other("words of the system".to_owned()),
    ] {
        let english = format!("{} {}", model::sentence(&error.to_string()), error.hint());
        let trouble = model::KeyringTrouble::new("", error.fault());
        assert_eq!(keyring(&trouble), english);
        for language in [
            Language::German,
            Language::French,
            Language::Spanish,
            Language::Japanese,
        ] {
            localization::set(Some(language));
            let words = keyring(&trouble);
            localization::set(Some(Language::English));
            assert_ne!(words, english, "{language:?}");
        }
    }
    assert_eq!(keyring(&"Old words.".into()), "Old words.");
}

#[test]
fn a_record_of_an_earlier_version_is_shown_as_it_is() {
    let old = Failure::local(Step::Sign, "Broken.", "Mend it.");
    localization::set(Some(Language::German));
    let words = failure(&old);
    localization::set(Some(Language::English));
    assert_eq!(words.both(), "Broken. Mend it.");
    assert_eq!(words.lines(), "Broken.\nMend it.");
}

#[test]
fn what_everything_waits_for_is_said_as_the_command_line_says_it() {
    use model::Offline;
    for reason in outages() {
        for is_server in [false, true] {
            let found = Offline::because(reason.clone(), is_server);
            assert_eq!(offline(&found), found.headline);
            for language in [
                Language::German,
                Language::French,
                Language::Spanish,
                Language::Japanese,
            ] {
                localization::set(Some(language));
                let words = offline(&found);
                localization::set(Some(Language::English));
                assert_ne!(words, found.headline, "{language:?}");
            }
        }
    }
    assert_eq!(offline(&Offline::in_words("Old words")), "Old words");
}
