//! A certificate that the user names: an authority's or the server's own, however it was made; or in words why not.

use std::{path::Path, sync::Arc};

use engine::{client_of, test_connection};
use model::{ConnectionReport, Finding, Profile};
use rcgen::{BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};

use crate::{
    bench::Bench,
    connection::secure_server_of,
    program::{Ended, program, run},
};

/// How a certificate is made.
struct Made {
    name: Option<&'static str>,
    is_ca: IsCa,
    until: i32,
    /// Signed by a private authority that nobody names, and not by itself.
    by_an_authority: bool,
}

const PLAIN: Made = Made {
    name: Some("localhost"),
    is_ca: IsCa::NoCa,
    until: 4000,
    by_an_authority: false,
};

fn make(made: &Made) -> (Certificate, KeyPair) {
    let mut params = CertificateParams::new(made.name.map(str::to_owned).into_iter().collect::<Vec<_>>()).unwrap();
    params.distinguished_name.push(DnType::CommonName, "localhost");
    params.is_ca = made.is_ca;
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(made.until, 1, 1);
    let key = KeyPair::generate().unwrap();
    let certificate = if made.by_an_authority {
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        params.signed_by(&key, &authority).unwrap()
    } else {
        params.self_signed(&key).unwrap()
    };
    (certificate, key)
}

/// A TLS server with this certificate.
fn serve(certificate: &Certificate, key: &KeyPair) -> u16 {
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    secure_server_of(config).port()
}

/// What the connection test finds at a server, with this file named in its profile.
fn find(port: u16, file: &Path) -> ConnectionReport {
    let profile = Profile {
        extra_ca_file: file.display().to_string(),
        ..Profile::at(&format!("https://localhost:{port}"))
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test_connection(client_of(&profile, None), false))
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_certificate_is_taken_as_it_is_named_whether_it_signs_others_or_not() {
    let bench = Bench::new();
    for (number, is_ca) in [
        IsCa::NoCa,
        IsCa::ExplicitNoCa,
        IsCa::Ca(BasicConstraints::Unconstrained),
        IsCa::Ca(BasicConstraints::Constrained(0)),
    ]
    .into_iter()
    .enumerate()
    {
        for by_an_authority in [false, true] {
            let made = Made {
                is_ca,
                by_an_authority,
                ..PLAIN
            };
            let (certificate, key) = make(&made);
            let port = serve(&certificate, &key);
            // With a byte-order mark and in a bundle, too.
            let other = make(&PLAIN).0.pem();
            for pem in [
                certificate.pem(),
                format!("\u{feff}{}", certificate.pem()),
                format!("a company's\n{other}{}", certificate.pem()),
            ] {
                let found = find(port, &bench.file("named.pem", pem.as_bytes()));
                assert_eq!(found.finding, Finding::NoKey, "{number} {by_an_authority}: {found:?}");
            }
            let found = find(port, &bench.file("other.pem", other.as_bytes()));
            assert_eq!(found.finding, Finding::CertificateNotTrusted, "{number}: {found:?}");
        }
    }
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_certificate_that_is_named_counts_for_its_names_and_its_time_alone() {
    let bench = Bench::new();
    for is_ca in [IsCa::NoCa, IsCa::Ca(BasicConstraints::Unconstrained)] {
        for (name, until, words) in [
            (Some("other.example"), 4000, "is made out to another name"),
            (None, 4000, "Subject Alternative Name"),
            (Some("localhost"), 2021, "is out of date, or not valid yet"),
        ] {
            let made = Made {
                name,
                until,
                is_ca,
                ..PLAIN
            };
            let (certificate, key) = make(&made);
            let found = find(
                serve(&certificate, &key),
                &bench.file("named.pem", certificate.pem().as_bytes()),
            );
            assert!(
                found.headline.contains(words) && !found.hint.is_empty(),
                "{words}: {found:?}"
            );
        }
    }
    // Of a bundle the rest counts.
    let (old, _) = make(&Made { until: 2021, ..PLAIN });
    let (certificate, key) = make(&PLAIN);
    let bundle = bench.file("bundle.pem", (old.pem() + &certificate.pem()).as_bytes());
    assert_eq!(find(serve(&certificate, &key), &bundle).finding, Finding::NoKey);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_file_of_certificates_that_is_something_else_is_told_by_what_it_is() {
    let bench = Bench::new();
    let (certificate, key) = make(&PLAIN);
    let port = serve(&certificate, &key);
    let test = |file: &Path| -> Ended {
        let mut command = program(&bench.path("data"));
        command.args([
            "--api-url",
            &format!("https://localhost:{port}"),
            "key",
            "test",
            "--ca-file",
        ]);
        run(command.arg(file).env("QUE_API_KEY", "sk_1"))
    };
    let both = format!("{}{}", certificate.pem(), key.serialize_pem());
    for (bytes, words) in [
        (&b""[..], "is empty"),
        (certificate.der().as_ref(), "in binary form (DER)"),
        (key.serialize_pem().as_bytes(), "a private key in it"),
        (both.as_bytes(), "a private key in it"),
        (b"hello", "no certificate in it"),
        (
            b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
            "a damaged certificate in it",
        ),
    ] {
        let ended = test(&bench.file("named.pem", bytes));
        assert!(ended.assert_code(1).err.contains(words), "{words}: {ended:?}");
        assert!(ended.err.contains("--ca-file"), "{ended:?}");
    }
    for (file, words) in [
        (bench.path("nowhere.pem"), "there is no file with extra certificates"),
        (bench.path("files"), "a folder, a pipe or a device"),
    ] {
        let ended = test(&file);
        assert!(ended.assert_code(1).err.contains(words), "{words}: {ended:?}");
    }
    #[cfg(unix)]
    {
        // One that is opened would be waited for.
        let pipe = bench.path("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        for file in [pipe.as_path(), Path::new("/dev/zero")] {
            let ended = test(file);
            let words = "a folder, a pipe or a device";
            assert!(ended.assert_code(1).err.contains(words), "{ended:?}");
        }
    }
    // UTF-16 as PowerShell writes it is read; without its mark it is told.
    let wide = |mark: &str| -> Vec<u8> {
        let text = format!("{mark}{}", certificate.pem());
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let ended = test(&bench.file("wide.pem", &wide("\u{feff}")));
    assert!(!ended.err.contains("extra certificates"), "{ended:?}");
    let mut cut = wide("\u{feff}");
    cut.pop();
    for (bytes, words) in [(wide(""), "not UTF-8 text"), (cut, "begins as UTF-16 text does")] {
        let ended = test(&bench.file("wide.pem", &bytes));
        assert!(ended.assert_code(1).err.contains(words), "{words}: {ended:?}");
    }
}
