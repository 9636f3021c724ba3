-- The form of version 1 as it was released. This file never changes.
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
PRAGMA user_version = 1;
