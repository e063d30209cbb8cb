-- Every table and column, a few rows of each kind.
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT UNIQUE,
    name TEXT, email TEXT, role TEXT CHECK(role <> ''), active INTEGER,
    created TEXT, created_by TEXT, purpose TEXT, owner TEXT, avatar BLOB);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, expiration TEXT, last_used TEXT, active INTEGER,
    revoked TEXT, scim INTEGER, description TEXT, token_hash TEXT);
CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE team_members(team INTEGER, service_user INTEGER,
    PRIMARY KEY(team, service_user)) WITHOUT ROWID;
CREATE TABLE export_info(key TEXT PRIMARY KEY, value TEXT);
CREATE INDEX by_name ON tokens(name);
INSERT INTO service_users VALUES
    (1, 'svc-a', 'A <b>', 'a@b.example', 'Admin', 1, '2026-01-01', 'x', 'p',
    'o', x'89504e470d0a1a0a00'),
    (2, 'svc_B@x', NULL, NULL, 'Member', 0, 1767225600, NULL, NULL, NULL,
    x'474946383961');
INSERT INTO tokens VALUES
    (1, 1, 'one', '2026-01-15T10:30:00Z', '2026-12-23T15:43:00Z', NULL, 1,
    NULL, 0, 'd', 'CANARY'),
    (2, 1, 'two', '2026-01-15 10:30:00', NULL, '2026-11-22T15:43:00+01:00',
    0, '2026-02-01', 1, NULL, 'CANARY'),
    (3, 9, 'lost', 1767225600, 1767225601, 1767225600000, 1, NULL, NULL, NULL,
    'CANARY');
INSERT INTO teams VALUES (1, 'Red'), (2, 'Blue');
INSERT INTO team_members VALUES (1, 1), (2, 1), (7, 2);
INSERT INTO export_info VALUES ('token_count', '3'),
    ('exported_at', '2026-11-23T15:00:00Z'), ('source', 's');
