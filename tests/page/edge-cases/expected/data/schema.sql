CREATE TABLE export_info (
    key   TEXT PRIMARY KEY,
    value TEXT
);
CREATE TABLE service_users (
    id         INTEGER PRIMARY KEY,
    user_id    TEXT NOT NULL UNIQUE,
    name       TEXT,
    email      TEXT,
    role       TEXT,
    active     INTEGER NOT NULL,
    created,
    created_by TEXT,
    purpose    TEXT,
    owner      TEXT,
    avatar     BLOB
);
CREATE TABLE team_members (
    team         INTEGER NOT NULL,
    service_user INTEGER NOT NULL
);
CREATE TABLE teams (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE TABLE tokens (
    id           INTEGER PRIMARY KEY,
    service_user INTEGER,
    name         TEXT NOT NULL,
    created,
    expiration,
    last_used,
    active       INTEGER NOT NULL,
    revoked,
    scim         INTEGER NOT NULL,
    description  TEXT,
    token_hash   TEXT NOT NULL
);
