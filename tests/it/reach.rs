//! Where a server may send its client: never to this computer or over plain HTTP, unless the server is local or the user
//! allows it.

use testkit::test_server::TestServer;

use crate::{bench::Bench, elsewhere::Elsewhere, files::noise, program::run};

/// A service on this computer that accepts any upload.
fn local_service() -> TestServer {
    TestServer::answering("HTTP/1.1 200 OK\r\netag: \"x\"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned())
}

fn presigned(url: &str) -> String {
    serde_json::json!({ "url": format!("{url}?X-Amz-Expires=900&X-Amz-Signature=0"), "key": "k" }).to_string()
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn a_remote_server_cannot_point_an_upload_at_this_computer_or_at_plain_http() {
    let bench = Bench::new();
    let service = local_service();
    let port = service.address.port();
    let file = bench.file("a.bin", &noise(1, 300));
    for (place, words) in [
        (format!("http://127.0.0.1:{port}/k"), "to this computer (127.0.0.1)"),
        (format!("https://localhost:{port}/k"), "to this computer (localhost)"),
        (
            format!("http://b.LOCALHOST.:{port}/k"),
            "to this computer (b.localhost.)",
        ),
        (format!("http://2130706433:{port}/k"), "to this computer (127.0.0.1)"),
        (format!("http://0x7f.1:{port}/k"), "to this computer (127.0.0.1)"),
        (format!("http://0.0.0.0:{port}/k"), "to this computer (0.0.0.0)"),
        (format!("http://[::ffff:127.0.0.1]:{port}/k"), "to this computer"),
        ("http://169.254.169.254/latest/k".to_owned(), "link-local address"),
        ("http://storage.elsewhere.test/k".to_owned(), "plain http://"),
        (
            format!("https://storage.test@127.0.0.1:{port}/k"),
            "a user name or a password in it",
        ),
    ] {
        let server = Elsewhere::answering(&bench, &presigned(&place));
        let ended = run(server.program(&bench).args(["upload", "--json"]).arg(&file));
        ended.assert_code(1);
        let failed = ended.event("failed");
        let (message, hint) = (failed["message"].as_str().unwrap(), failed["hint"].as_str().unwrap());
        assert!(message.contains(words) && !hint.is_empty(), "{place}: {failed}");
        let asked = server.requests();
        assert!(
            asked
                .iter()
                .any(|request| request.starts_with("POST /v1/assets/presign ")),
            "{place}: {asked:?}"
        );
        assert_eq!(
            server.asked_for_others(),
            Vec::<String>::new(),
            "{place}: the proxy is not asked either"
        );
    }
    assert_eq!(service.connections(), 0);
}

#[test]
#[cfg_attr(windows, ignore = "wine takes no certificates beside the system's")]
fn with_plain_http_allowed_a_remote_server_may_name_this_computer_but_not_a_link_local_address() {
    let bench = Bench::new();
    let service = local_service();
    let file = bench.file("a.bin", &noise(1, 300));
    let upload = |place: &str| {
        let server = Elsewhere::answering(&bench, &presigned(place));
        run(server
            .program(&bench)
            .args(["--allow-insecure-http", "upload", "--json"])
            .arg(&file))
    };
    let stored = upload(&format!("http://{}/k", service.address));
    stored.assert_code(0);
    assert_eq!(service.connections(), 1);
    let refused = upload("http://169.254.169.254/latest/k");
    assert!(refused.assert_code(1).out.contains("link-local address"), "{refused:?}");
}
