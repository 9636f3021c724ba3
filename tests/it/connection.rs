//! The connection test against real parts: each way to fail has its own words, and what to do.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread,
};

use engine::{client_of, test_connection};
use model::{ConnectionReport, Finding, Profile};
use que_sdk::secret::ApiKey;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivateKeyDer};

use crate::{
    bench::Bench,
    faults::{Action, Answer, Rule},
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

/// Answers each connection with what this makes of it.
fn serve(answer: impl Fn(std::net::TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().flatten().for_each(answer));
    address
}

/// A TLS server with a certificate of this name and time, and its authority's certificate. It says that it is healthy.
pub(crate) fn secure_server(name: &str, years: (i32, i32)) -> (SocketAddr, String) {
    secure_server_that_says(name, years, healthy())
}

fn healthy() -> String {
    let body = r#"{"status":"healthy","message":"","timestamp":1}"#;
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// What a server with a certificate for this name and these years needs, and the authority that signed it.
pub(crate) fn certified(name: &str, years: (i32, i32)) -> (ServerConfig, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let mut leaf = CertificateParams::new(vec![name.to_owned()]).unwrap();
    leaf.not_before = date_time_ymd(years.0, 1, 1);
    leaf.not_after = date_time_ymd(years.1, 1, 1);
    let leaf_key = KeyPair::generate().unwrap();
    let leaf = leaf.signed_by(&leaf_key, &authority).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![leaf.der().clone()],
            PrivateKeyDer::try_from(leaf_key.serialize_der()).unwrap(),
        )
        .unwrap();
    (config, authority.pem())
}

/// The same with another answer.
pub(crate) fn secure_server_that_says(name: &str, years: (i32, i32), answer: String) -> (SocketAddr, String) {
    let (config, authority) = certified(name, years);
    (secure_server_saying(config, answer), authority)
}

/// A TLS server that says that it is healthy.
pub(crate) fn secure_server_of(config: ServerConfig) -> SocketAddr {
    secure_server_saying(config, healthy())
}

fn secure_server_saying(config: ServerConfig, answer: String) -> SocketAddr {
    let config = Arc::new(config);
    serve(move |stream| {
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), stream);
        let mut request = [0; 4096];
        if stream.read(&mut request).is_ok_and(|read| read > 0) {
            let _ = stream.write_all(answer.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    })
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_certificate_that_is_not_trusted_of_another_name_or_out_of_date_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    for (name, years, trusted, finding) in [
        ("localhost", (2020, 4000), false, Finding::CertificateNotTrusted),
        ("other.example", (2020, 4000), true, Finding::CertificateOfAnotherName),
        ("localhost", (2020, 2021), true, Finding::CertificateOutOfDate),
        ("localhost", (2020, 4000), true, Finding::NoKey),
    ] {
        let (address, authority) = secure_server(name, years);
        let mut profile = Profile::at(&format!("https://localhost:{}", address.port()));
        if trusted {
            let file = folder.path().join("authority.pem");
            std::fs::write(&file, authority).unwrap();
            profile.extra_ca_file = file.display().to_string();
        }
        let found = find(&profile, None);
        assert_eq!(found.finding, finding, "{found:?}");
        assert!(found.headline.contains("localhost:"), "{found:?}");
    }
}

#[test]
fn a_file_of_authorities_that_is_not_there_is_told() {
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
fn a_server_that_speaks_no_tls_is_not_reached_securely() {
    let bench = Bench::new();
    let plain = bench.sandbox().api_url().replace("http://", "https://");
    let found = find(&Profile::at(&plain), None);
    assert_eq!(found.finding, Finding::NotSecure, "{found:?}");
}

#[test]
fn a_port_where_nothing_listens_refuses() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let found = find(&Profile::at(&format!("http://{free}")), Some(&key()));
    assert_eq!(found.finding, Finding::Refused, "{found:?}");
    assert!(found.hint.contains("port"), "{found:?}");
}

#[test]
fn a_key_that_is_refused_is_told_from_one_that_is_forbidden() {
    let bench = Bench::new();
    let faults = bench.faults();
    let profile = Profile::at(faults.api_url());
    let finding = |key: &ApiKey| find(&profile, Some(key)).finding;
    assert_eq!(finding(&bench.key()), Finding::Works);
    assert_eq!(finding(&key()), Finding::KeyRefused);
    let forbidden = Answer::problem(403, "forbidden", "this key may not do that");
    faults.add(Rule::on("GET", "/v1/trust-list", Action::Answer(forbidden)).times(1));
    assert_eq!(finding(&bench.key()), Finding::KeyForbidden);
    // Before any key was sent it is no word about the key.
    faults.add(Rule::on("GET", "/healthz", Action::Answer(Answer::web_page(403))).times(1));
    assert_eq!(finding(&bench.key()), Finding::Other);
    assert_eq!(find(&profile, None).finding, Finding::NoKey);
}

/// `key test` at a server that is far away, through this proxy.
fn through_proxy(proxy: &str) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path());
    command.env("HTTPS_PROXY", proxy).env("QUE_API_KEY", "sk_1");
    run(command.args(["--api-url", "https://que.example.invalid", "key", "test"]))
}

#[test]
fn a_proxy_that_wants_a_password_refuses_or_is_not_there_is_told_by_its_name() {
    let answering = |status: &'static str| {
        serve(move |mut stream| {
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
                request.push(byte[0]);
            }
            // In one piece, as a proxy sends it.
            let _ = stream.write_all(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").as_bytes());
        })
    };
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (proxy, words) in [
        (
            answering("407 Proxy Authentication Required"),
            "asks for a user name and a password",
        ),
        (answering("403 Forbidden"), "does not let the connection through"),
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
fn the_command_line_tests_the_key_of_a_server_that_is_named() {
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
        works.assert_code(0).out.contains("is there and takes the key"),
        "{works:?}"
    );
    let refused = test("sk_wrong", mine);
    assert!(
        refused.assert_code(1).err.contains("does not accept the API key (401)"),
        "{refused:?}"
    );
    let unknown = test("sk_1", ["--profile", "Nobody"]);
    assert!(
        unknown.assert_code(2).err.contains("There are: Que, Mine."),
        "{unknown:?}"
    );
}
