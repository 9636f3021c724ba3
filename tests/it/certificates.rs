//! A certificate that the user names: an authority's or the server's own, however it was made, or the reason why not.

use std::path::Path;

use engine::{client_of, test_connection};
use model::{ConnectionReport, Finding, Profile};
use testkit::{
    certificates::{BasicConstraints, Certificate, IsCa, Recipe},
    test_server::TestServer,
};

use crate::{
    bench::Bench,
    connection::healthy,
    program::{Ended, program, run},
};

/// A TLS server with this certificate.
fn serve(certificate: &Certificate) -> TestServer {
    TestServer::answering_over_tls(certificate.server_config(), healthy())
}

/// The result of the connection test with this file named in the profile.
fn find(server: &TestServer, file: &Path) -> ConnectionReport {
    let profile = Profile {
        extra_ca_file: file.display().to_string(),
        ..Profile::at(&format!("https://localhost:{}", server.address.port()))
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test_connection(client_of(&profile, None), false))
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_named_certificate_is_trusted_whether_or_not_it_is_a_ca() {
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
        for by_authority in [false, true] {
            let certificate = Certificate::new(&Recipe {
                is_ca,
                by_authority,
                ..Recipe::default()
            });
            let server = serve(&certificate);
            // Also with a byte-order mark and in a bundle.
            let other = Certificate::new(&Recipe::default()).pem;
            for pem in [
                certificate.pem.clone(),
                format!("\u{feff}{}", certificate.pem),
                format!("a company's\n{other}{}", certificate.pem),
            ] {
                let found = find(&server, &bench.file("named.pem", pem.as_bytes()));
                assert_eq!(found.finding, Finding::NoKey, "{number} {by_authority}: {found:?}");
            }
            let found = find(&server, &bench.file("other.pem", other.as_bytes()));
            assert_eq!(found.finding, Finding::CertificateNotTrusted, "{number}: {found:?}");
        }
    }
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_named_certificate_is_trusted_only_for_its_names_and_its_validity() {
    let bench = Bench::new();
    for is_ca in [IsCa::NoCa, IsCa::Ca(BasicConstraints::Unconstrained)] {
        for (names, until, words) in [
            (&["other.example"][..], 4000, "is for another name"),
            (&[], 4000, "Subject Alternative Name"),
            (&["localhost"], 2021, "is out of date, or not valid yet"),
        ] {
            let certificate = Certificate::new(&Recipe {
                names,
                is_ca,
                years: (2020, until),
                ..Recipe::default()
            });
            let named = bench.file("named.pem", certificate.pem.as_bytes());
            let found = find(&serve(&certificate), &named);
            assert!(
                found.headline.contains(words) && !found.hint.is_empty(),
                "{words}: {found:?}"
            );
        }
    }
    // In a bundle, the valid ones count.
    let expired = Certificate::new(&Recipe {
        years: (2020, 2021),
        ..Recipe::default()
    });
    let certificate = Certificate::new(&Recipe::default());
    let bundle = bench.file("bundle.pem", (expired.pem + &certificate.pem).as_bytes());
    assert_eq!(find(&serve(&certificate), &bundle).finding, Finding::NoKey);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_certificate_file_that_is_something_else_is_refused_by_what_it_is() {
    let bench = Bench::new();
    let certificate = Certificate::new(&Recipe::default());
    let server = serve(&certificate);
    let test = |file: &Path| -> Ended {
        let mut command = program(&bench.path("data"));
        command.args([
            "--api-url",
            &format!("https://localhost:{}", server.address.port()),
            "key",
            "test",
            "--ca-file",
        ]);
        run(command.arg(file).env("QUE_API_KEY", "sk_1"))
    };
    let both = format!("{}{}", certificate.pem, certificate.key_pem);
    for (bytes, words) in [
        (&b""[..], "is empty"),
        (certificate.der.as_ref(), "in binary form (DER)"),
        (certificate.key_pem.as_bytes(), "a private key in it"),
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
        // Opening it would block.
        let pipe = bench.path("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        for file in [pipe.as_path(), Path::new("/dev/zero")] {
            let ended = test(file);
            let words = "a folder, a pipe or a device";
            assert!(ended.assert_code(1).err.contains(words), "{ended:?}");
        }
    }
    // UTF-16 as PowerShell writes it is read. Without its byte-order mark it is refused.
    let wide = |mark: &str| -> Vec<u8> {
        let text = format!("{mark}{}", certificate.pem);
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let ended = test(&bench.file("wide.pem", &wide("\u{feff}")));
    assert!(!ended.err.contains("extra certificates"), "{ended:?}");
    let mut cut = wide("\u{feff}");
    cut.pop();
    for (bytes, words) in [(wide(""), "not UTF-8 text"), (cut, "begins like UTF-16 text")] {
        let ended = test(&bench.file("wide.pem", &bytes));
        assert!(ended.assert_code(1).err.contains(words), "{words}: {ended:?}");
    }
}
