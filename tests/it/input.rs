//! What the command line reads: text with a byte-order mark, empty environment variables.

use serde_json::json;

use crate::{
    files,
    output::{Place, text},
    program::run,
};

#[test]
fn a_byte_order_mark_is_ignored() {
    let place = Place::new();
    let source = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
    let action = json!({ "action": "c2pa.created", "digitalSourceType": source });
    let assertion = json!({ "label": "c2pa.actions.v2", "data": { "actions": [action] } });
    let manifest = json!({ "title": "Zoë", "assertions": [assertion] }).to_string();
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(manifest.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [[b"\xef\xbb\xbf", manifest.as_bytes()].concat(), wide] {
        let file = files::write(place.path("manifest.json"), &bytes);
        let arguments = ["sign", "--sandbox", "--json", "--manifest", text(&file), &place.key];
        let ended = run(&mut place.program(&arguments));
        assert_eq!(ended.assert_code(0).events("signed").len(), 1);
    }
    let file = files::write(place.path("manifest.json"), b"{\"title\": \"caf\xe9\"}");
    let ended = run(&mut place.program(&["sign", "--sandbox", "--manifest", text(&file), &place.key]));
    assert!(
        ended.assert_code(2).err.contains("it is not UTF-8 text"),
        "{}",
        ended.err
    );
    // The settings of the data folder also apply in the sandbox.
    files::write(
        place.path("data/settings.toml"),
        b"\xef\xbb\xbfauthor = \"Ada\"\njobs = 3\n",
    );
    let ended = run(&mut place.program(&["upload", "--sandbox", text(&place.path("in/picture.jpg"))]));
    assert!(!ended.assert_code(0).err.contains("settings"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn an_empty_environment_variable_counts_as_unset() {
    let place = Place::new();
    let empty = [
        "QUE_API_URL",
        "QUE_API_KEY",
        "QUE_API_KEY_AUTH",
        "QUE_UPLOADER_DATA_DIR",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "TMPDIR",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
        "NO_COLOR",
        "TERM",
    ];
    let both = |arguments: &[&str]| {
        let plain = run(place
            .program(arguments)
            .env_remove("TMPDIR")
            .env_remove("XDG_RUNTIME_DIR"));
        let mut command = place.program(arguments);
        for name in empty {
            command.env(name, "");
        }
        (plain, run(&mut command))
    };
    for arguments in [
        // A server in the environment would conflict with a profile and with the sandbox.
        &["history", "--profile", "Default", "--json"][..],
        &["history", "--sandbox", "--json"],
        &["upload", "--api-url", "https://127.0.0.1:1", "x"],
        &["diagnostics", "--help"],
    ] {
        let (plain, with_empty) = both(arguments);
        assert_eq!(
            (plain.code, plain.out),
            (with_empty.code, with_empty.out),
            "{arguments:?}"
        );
        assert_eq!(plain.err, with_empty.err, "{arguments:?}");
    }
    // An empty variable must not hide the one that is set.
    let mut command = place.program(&["key", "test", "--api-url", "http://192.0.2.1", "--allow-insecure-http"]);
    command.envs([
        ("HTTP_PROXY", ""),
        ("http_proxy", "http://127.0.0.1:1"),
        ("QUE_API_KEY", "a-key"),
    ]);
    let ended = run(&mut command);
    assert!(ended.assert_code(1).err.contains("proxy"), "{}", ended.err);
}
