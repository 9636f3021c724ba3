//! The connection test against real servers and proxies: each failure has its own message and says what to do.

use std::net::TcpListener;

use engine::{client_of, test_connection};
use model::{ConnectionReport, Finding, Profile};
use que_sdk::secret::ApiKey;
use testkit::{
    certificates::{Certificate, Recipe},
    test_server::{TestServer, answer},
};

use crate::{
    bench::Bench,
    fault_proxy::{Action, Answer, Rule},
    program::{Ended, program, run},
};

fn find(profile: &Profile, key: Option<&ApiKey>) -> ConnectionReport {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test_connection(client_of(profile, key), key.is_some()))
}

fn key() -> ApiKey {
    ApiKey::parse("sk_1").unwrap()
}

/// A TLS server for `localhost` that says it is healthy, and the certificate of the authority that signed its own.
pub(crate) fn secure_server() -> (TestServer, String) {
    secure_server_that_says(healthy())
}

/// Like [`secure_server`], with another answer.
pub(crate) fn secure_server_that_says(answer: String) -> (TestServer, String) {
    let certificate = Certificate::signed_for("localhost");
    let server = TestServer::answering_over_tls(certificate.server_config(), answer);
    (server, certificate.authority.unwrap())
}

/// What a healthy Que server answers.
pub(crate) fn healthy() -> String {
    answer(
        "200 OK",
        "application/json",
        r#"{"status":"healthy","message":"","timestamp":1}"#,
    )
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn untrusted_mismatched_and_expired_certificates_have_their_own_errors() {
    let folder = tempfile::tempdir().unwrap();
    for (name, years, trusted, finding) in [
        ("localhost", (2020, 4000), false, Finding::CertificateNotTrusted),
        ("other.example", (2020, 4000), true, Finding::CertificateOfAnotherName),
        ("localhost", (2020, 2021), true, Finding::CertificateOutOfDate),
        ("localhost", (2020, 4000), true, Finding::NoKey),
    ] {
        let certificate = Certificate::new(&Recipe {
            names: &[name],
            years,
            by_authority: true,
            ..Recipe::default()
        });
        let server = TestServer::answering_over_tls(certificate.server_config(), healthy());
        let mut profile = Profile::at(&format!("https://localhost:{}", server.address.port()));
        if trusted {
            let file = folder.path().join("authority.pem");
            std::fs::write(&file, certificate.authority.unwrap()).unwrap();
            profile.extra_ca_file = file.display().to_string();
        }
        let found = find(&profile, None);
        assert_eq!(found.finding, finding, "{found:?}");
        assert!(found.headline.contains("localhost:"), "{found:?}");
    }
}

#[test]
fn a_missing_certificate_file_is_reported() {
    let profile = Profile {
        extra_ca_file: "/nowhere/authority.pem".into(),
        ..Profile::at("https://localhost:1")
    };
    let found = find(&profile, None);
    assert!(
        found
            .headline
            .contains("there is no file with extra certificates at that path"),
        "{found:?}"
    );
}

#[test]
fn a_server_without_tls_behind_https_is_reported_as_not_secure() {
    let bench = Bench::new();
    let plain = bench.sandbox().api_url().replace("http://", "https://");
    let found = find(&Profile::at(&plain), None);
    assert_eq!(found.finding, Finding::NotSecure, "{found:?}");
}

#[test]
fn a_port_without_a_listener_is_reported_as_refused() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let found = find(&Profile::at(&format!("http://{free}")), Some(&key()));
    assert_eq!(found.finding, Finding::Refused, "{found:?}");
    assert!(found.hint.contains("port"), "{found:?}");
}

#[test]
fn a_refused_key_and_a_forbidden_one_have_their_own_errors() {
    let bench = Bench::new();
    let faults = bench.faults();
    let profile = Profile::at(faults.api_url());
    let finding = |key: &ApiKey| find(&profile, Some(key)).finding;
    assert_eq!(finding(&bench.key()), Finding::Works);
    assert_eq!(finding(&key()), Finding::KeyRefused);
    let forbidden = Answer::problem(403, "forbidden", "this key may not do that");
    faults.add(Rule::on("GET", "/v1/trust-list", Action::Answer(forbidden)).times(1));
    assert_eq!(finding(&bench.key()), Finding::KeyForbidden);
    // Before a key was sent, a 403 says nothing about the key.
    faults.add(Rule::on("GET", "/healthz", Action::Answer(Answer::web_page(403))).times(1));
    assert_eq!(finding(&bench.key()), Finding::Other);
    assert_eq!(find(&profile, None).finding, Finding::NoKey);
}

/// `key test` for a remote server, through this proxy.
fn through_proxy(proxy: &str) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path());
    command.env("HTTPS_PROXY", proxy).env("QUE_API_KEY", "sk_1");
    run(command.args(["--api-url", "https://que.example.invalid", "key", "test"]))
}

#[test]
fn a_proxy_that_wants_a_password_refuses_or_is_down_is_named() {
    let refusing = |status: &str| TestServer::answering(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n"));
    let wants_password = refusing("407 Proxy Authentication Required");
    let forbids = refusing("403 Forbidden");
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (proxy, words) in [
        (wants_password.address, "asks for a user name and a password"),
        (forbids.address, "does not let the connection through"),
        (gone, "cannot be reached"),
    ] {
        let ended = through_proxy(&format!("http://user:hunter2@{proxy}"));
        ended.assert_code(1);
        assert!(
            ended.err.contains(&format!("he proxy {proxy} {words}")) && !ended.err.contains("hunter2"),
            "{ended:?}"
        );
    }
}

#[test]
fn key_test_tests_the_key_of_the_named_server() {
    let bench = Bench::new();
    let data = bench.path("data");
    std::fs::create_dir_all(&data).unwrap();
    let settings = format!(
        "active = \"Que\"\n[[profiles]]\nname = \"Que\"\n[[profiles]]\nname = \"Mine\"\napi_url = \"{}\"\n",
        bench.sandbox().api_url()
    );
    std::fs::write(data.join("settings.toml"), settings).unwrap();
    let test = |key: &str, server: [&str; 2]| {
        let mut command = program(&data);
        run(command.env("QUE_API_KEY", key).args(["key", "test"]).args(server))
    };
    let mine = ["--api-url", bench.sandbox().api_url()];
    let works = test(bench.key().expose(), mine);
    assert!(
        works.assert_code(0).out.contains("is there and accepts the key"),
        "{works:?}"
    );
    let refused = test("sk_wrong", mine);
    assert!(
        refused.assert_code(1).err.contains("does not accept the API key (401)"),
        "{refused:?}"
    );
    let unknown = test("sk_1", ["--profile", "Nobody"]);
    assert!(
        unknown.assert_code(2).err.contains("Available profiles: Que, Mine."),
        "{unknown:?}"
    );
}
