//! The tables, and how an older file becomes a newer one.

use rusqlite::{Connection, TransactionBehavior};

use super::{StoreError, change::name_history, own::APPLICATION_ID};

/// One step a version: the first makes version 1 out of an empty file. Steps that were released never change.
///
/// There is no column for an API key and none for a URL with a signature. Salvage reads rows by their number of columns:
/// a step that adds one has to teach it the shorter rows of before.
const MIGRATIONS: &[&str] = &[
    "
    -- Times are milliseconds since 1970. Paths are bytes: Unix as they are, Windows UTF-16 little-endian.
    CREATE TABLE uploads (
        id INTEGER PRIMARY KEY,
        server TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        path BLOB NOT NULL,
        relative BLOB NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified INTEGER,
        content_type TEXT,
        content_type_note TEXT,
        state TEXT NOT NULL DEFAULT 'queued',
        failure TEXT,
        bucket TEXT,
        key TEXT,
        sha256 TEXT,
        uploaded_at INTEGER,
        in_queue INTEGER NOT NULL DEFAULT 1,
        sign_state TEXT NOT NULL DEFAULT 'not_asked',
        sign_failure TEXT,
        verify_state TEXT NOT NULL DEFAULT 'not_asked',
        verify_target TEXT,
        verify_failure TEXT
    ) STRICT;
    CREATE INDEX uploads_queue ON uploads (server, id) WHERE in_queue = 1;
    CREATE INDEX uploads_key ON uploads (key) WHERE key IS NOT NULL;
    CREATE INDEX uploads_removed ON uploads (server) WHERE in_queue = 0 AND key IS NULL;

    -- One row for each key that the server gave, written before the first byte goes.
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
        bucket TEXT,
        key TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        outcome TEXT NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'stored', 'refused', 'unknown'))
    ) STRICT;
    CREATE INDEX attempts_upload ON attempts (upload_id);
    CREATE INDEX attempts_running ON attempts (upload_id) WHERE outcome = 'running';

    CREATE TABLE signings (
        id INTEGER PRIMARY KEY,
        upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
        signed_uri TEXT,
        evidence TEXT,
        manifest_json TEXT NOT NULL,
        signed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX signings_upload ON signings (upload_id);
    CREATE INDEX uploads_signing ON uploads (server) WHERE sign_state = 'signing';

    CREATE TABLE verifications (
        upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
        target TEXT NOT NULL,
        verdict TEXT NOT NULL,
        explanation TEXT NOT NULL,
        report TEXT NOT NULL,
        verified_at INTEGER NOT NULL,
        PRIMARY KEY (upload_id, target)
    ) STRICT;

    -- One row for each upload with a key or a possible key, with the small-letter text that a search looks through.
    CREATE TABLE history (
        server TEXT NOT NULL,
        upload_id INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        PRIMARY KEY (server, upload_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX history_upload ON history (upload_id);
",
    "
    -- The history with what it is sorted and searched by. The old one knew neither times nor contents by themselves.
    ALTER TABLE history RENAME TO history_1;
    CREATE TABLE history (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        server TEXT NOT NULL,
        -- When it was stored, or may have been.
        at INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT,
        text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX history_time ON history (server, at);
    CREATE INDEX history_content ON history (server, sha256) WHERE sha256 IS NOT NULL;
    CREATE INDEX history_size ON history (server, size) WHERE sha256 IS NOT NULL;

    -- Which records have which three signs in a row: a search looks at those alone that have all threes of its words.
    -- The text is in small letters already. Nothing but the numbers of records is kept, a quarter of what places would
    -- take; that the threes make up the word is looked up in the text. What is deleted leaves no trace in it.
    CREATE VIRTUAL TABLE history_threes USING fts5 (
        text, content='history', content_rowid='upload_id', tokenize='trigram case_sensitive 1', detail=none,
        columnsize=0
    );
    INSERT INTO history_threes (history_threes, rank) VALUES ('secure-delete', 1);
    CREATE TRIGGER history_added AFTER INSERT ON history BEGIN
        INSERT INTO history_threes (rowid, text) VALUES (new.upload_id, new.text);
    END;
    CREATE TRIGGER history_changed AFTER UPDATE OF text ON history WHEN old.text <> new.text BEGIN
        INSERT INTO history_threes (history_threes, rowid, text) VALUES ('delete', old.upload_id, old.text);
        INSERT INTO history_threes (rowid, text) VALUES (new.upload_id, new.text);
    END;
    CREATE TRIGGER history_deleted AFTER DELETE ON history BEGIN
        INSERT INTO history_threes (history_threes, rowid, text) VALUES ('delete', old.upload_id, old.text);
    END;

    INSERT INTO history (upload_id, server, at, size, sha256, text)
        SELECT id, uploads.server,
               coalesce(uploaded_at, (SELECT max(started_at) FROM attempts WHERE upload_id = id), added_at),
               size, sha256, text
        FROM history_1 JOIN uploads ON id = upload_id ORDER BY id;
    DROP TABLE history_1;
",
    "
    -- MIME types that the user has set in place of what was found. A table of its own: rows of uploads keep their form.
    CREATE TABLE media_types (
        upload_id INTEGER PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
        media_type TEXT NOT NULL
    ) STRICT;
",
    "
    -- What the history is put in order by besides times: sizes of all, and names in the form that compares as a person
    -- sorts. SQLite cannot make that form: the names of before are filled in by the program.
    ALTER TABLE history ADD COLUMN name TEXT NOT NULL DEFAULT '';
    CREATE INDEX history_name ON history (server, name);
    DROP INDEX history_size;
    CREATE INDEX history_size ON history (server, size);
",
    "
    -- What is to be signed and is not, also where all else of a long history is.
    CREATE INDEX uploads_unsigned ON uploads (server) WHERE sign_state = 'wanted';
",
    "
    -- Records that the search's index does not have yet: it is filled while nobody waits, many at once.
    CREATE TABLE history_unfiled (upload_id INTEGER PRIMARY KEY) STRICT;
    DROP TRIGGER history_added;
    DROP TRIGGER history_changed;
    DROP TRIGGER history_deleted;
    CREATE TRIGGER history_added AFTER INSERT ON history BEGIN
        INSERT OR IGNORE INTO history_unfiled (upload_id) VALUES (new.upload_id);
    END;
    CREATE TRIGGER history_changed AFTER UPDATE OF text ON history WHEN old.text <> new.text BEGIN
        INSERT INTO history_threes (history_threes, rowid, text) SELECT 'delete', old.upload_id, old.text
            WHERE NOT EXISTS (SELECT 1 FROM history_unfiled WHERE upload_id = old.upload_id);
        INSERT OR IGNORE INTO history_unfiled (upload_id) VALUES (new.upload_id);
    END;
    CREATE TRIGGER history_deleted AFTER DELETE ON history BEGIN
        INSERT INTO history_threes (history_threes, rowid, text) SELECT 'delete', old.upload_id, old.text
            WHERE NOT EXISTS (SELECT 1 FROM history_unfiled WHERE upload_id = old.upload_id);
        DELETE FROM history_unfiled WHERE upload_id = old.upload_id;
    END;
",
    "
    -- Keys and hashes are in no order, so each record took a page of its own in either index. Both are filled with the
    -- search's, many at once.
    ALTER TABLE history ADD COLUMN key TEXT;
    ALTER TABLE history ADD COLUMN filed INTEGER NOT NULL DEFAULT 0;
    UPDATE history SET key = (SELECT uploads.key FROM uploads WHERE id = upload_id),
        filed = upload_id NOT IN (SELECT upload_id FROM history_unfiled);
    DROP INDEX uploads_key;
    DROP INDEX history_content;
    CREATE INDEX history_key ON history (key) WHERE filed = 1;
    CREATE INDEX history_content ON history (server, sha256) WHERE filed = 1;
",
];

/// The version from which on the history knows names to be put in order by.
const NAMED: usize = 4;

/// The version that this program writes.
pub(super) const VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the file to [`VERSION`] in one transaction.
///
/// # Errors
/// [`StoreError::NewerVersion`] for a file of a later program; nothing in it is touched.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found == VERSION {
        return Ok(());
    }
    // Immediate: no other program can migrate between the question and the answer.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    let newer = StoreError::NewerVersion { found, known: VERSION };
    let done = usize::try_from(found).map_err(|_| StoreError::Corrupt(format!("its version is {found}")))?;
    for step in MIGRATIONS.get(done..).ok_or(newer)? {
        transaction.execute_batch(step)?;
    }
    if done < NAMED {
        name_history(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    // By which the file is known as the program's, wherever it lies.
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    Ok(())
}

/// Whether the file has the form that this program writes.
pub(super) fn is_todays(connection: &Connection) -> Result<bool, StoreError> {
    Ok(version(connection)? == VERSION)
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
