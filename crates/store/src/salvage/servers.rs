//! Which server the uploads of a damaged database went to. A record is listed by its server, so one whose server is damaged
//! would be listed nowhere.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::StoreError;

/// The name of the sandbox among servers; all others are origins.
const SANDBOX: &str = "sandbox";

/// Puts uploads whose server can be none to that of those beside them, or else to this one. Answers how many.
pub(super) fn settle(transaction: &Transaction, server: &str) -> Result<usize, StoreError> {
    let mut statement = transaction.prepare("SELECT DISTINCT server FROM uploads")?;
    let found = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut damaged = Vec::new();
    for found in found {
        let found = found?;
        if found != server && !is_server(&found) {
            damaged.push(found);
        }
    }
    let mut ids = Vec::new();
    let mut statement = transaction.prepare("SELECT id FROM uploads WHERE server = ?1")?;
    for damaged in damaged {
        for id in statement.query_map([damaged], |row| row.get::<_, i64>(0))? {
            ids.push(id?);
        }
    }
    // First none of them has a server, so that none gets that of another one of them.
    for id in &ids {
        set(transaction, *id, "")?;
    }
    ids.sort_unstable();
    for id in &ids {
        let near = near(transaction, *id)?;
        set(transaction, *id, near.as_deref().unwrap_or(server))?;
    }
    Ok(ids.len())
}

fn set(transaction: &Transaction, id: i64, server: &str) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET server = ?2 WHERE id = ?1";
    transaction.prepare_cached(sql)?.execute(params![id, server])?;
    Ok(())
}

/// Whether this can be the name of a server: an origin, in the form that the program writes.
fn is_server(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("https://").or_else(|| name.strip_prefix("http://")) else {
        return name == SANDBOX;
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let is_address = host.starts_with('[') && host.ends_with(']');
    let is_of_host = |sign: char| {
        sign.is_ascii_lowercase()
            || sign.is_ascii_digit()
            || "-._".contains(sign)
            || (is_address && ":[]".contains(sign))
    };
    !host.is_empty() && host.chars().all(is_of_host) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// Uploads with a key or a possible key that are listed with another server.
pub(super) fn elsewhere(transaction: &Transaction, server: &str) -> Result<usize, StoreError> {
    let sql = "SELECT count(*) FROM history WHERE server <> ?1";
    let count: i64 = transaction.query_row(sql, [server], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The server of the upload before this one, or else of that after it: runs of uploads go to one server.
pub(super) fn near(transaction: &Transaction, id: i64) -> Result<Option<String>, StoreError> {
    for sql in [
        "SELECT server FROM uploads WHERE id < ?1 AND server <> '' ORDER BY id DESC LIMIT 1",
        "SELECT server FROM uploads WHERE id > ?1 AND server <> '' ORDER BY id LIMIT 1",
    ] {
        let found = transaction
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_known_by_their_form() {
        for name in [
            "sandbox",
            "https://api.example.com",
            "http://127.0.0.1:18931",
            "http://[::1]:80",
            "http://[::1]",
        ] {
            assert!(is_server(name), "{name}");
        }
        for name in [
            "",
            "sandboy",
            "httq://api.example.com",
            "https://",
            "https://api.exam\u{7f}le.com",
            "https://API.example.com",
            "http://127.0.0.1:1893q",
            "https://example.com/path",
        ] {
            assert!(!is_server(name), "{name}");
        }
    }
}
