//! Repairing the server of salvaged uploads. Records are listed by server, so one with a damaged server would be listed
//! nowhere.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::StoreError;

/// The sandbox's name. Other servers are named by origin.
const SANDBOX: &str = "sandbox";

/// Gives uploads with an impossible server that of their neighbors, or else this one. Returns how many.
pub(super) fn repair(transaction: &Transaction, server: &str) -> Result<usize, StoreError> {
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
    // First clear all of them, so that none gets a damaged server from its neighbor.
    for id in &ids {
        set(transaction, *id, "")?;
    }
    ids.sort_unstable();
    for id in &ids {
        let neighbor = neighbor(transaction, *id)?;
        set(transaction, *id, neighbor.as_deref().unwrap_or(server))?;
    }
    Ok(ids.len())
}

fn set(transaction: &Transaction, id: i64, server: &str) -> Result<(), StoreError> {
    let sql = "UPDATE uploads SET server = ?2 WHERE id = ?1";
    transaction.prepare_cached(sql)?.execute(params![id, server])?;
    Ok(())
}

/// Whether this can be a server: `sandbox`, or an origin as the program writes it.
fn is_server(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("https://").or_else(|| name.strip_prefix("http://")) else {
        return name == SANDBOX;
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let is_address = host.starts_with('[') && host.ends_with(']');
    let is_valid = |character: char| {
        character.is_ascii_lowercase()
            || character.is_ascii_digit()
            || "-._".contains(character)
            || (is_address && ":[]".contains(character))
    };
    !host.is_empty() && host.chars().all(is_valid) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// How many records of the history belong to other servers.
pub(super) fn elsewhere(transaction: &Transaction, server: &str) -> Result<usize, StoreError> {
    let sql = "SELECT count(*) FROM history WHERE server <> ?1";
    let count: i64 = transaction.query_row(sql, [server], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The server of the previous upload, or else of the next one: uploads in a row usually go to the same server.
pub(super) fn neighbor(transaction: &Transaction, id: i64) -> Result<Option<String>, StoreError> {
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
    fn servers_are_recognized_by_their_form() {
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
