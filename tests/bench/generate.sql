-- A seeded export of @TOKENS@ tokens of @USERS@ service users; the same numbers give the same rows.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, name TEXT, email TEXT, role TEXT,
    active INTEGER NOT NULL, created TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT NOT NULL, created TEXT NOT NULL,
    expiration TEXT, last_used TEXT, active INTEGER NOT NULL, token_hash TEXT);
BEGIN;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @USERS@)
INSERT INTO service_users SELECT i, 'svc_' || ((i * 7919) % @USERS@) || '_' || i || '@service',
    'Service ' || ((i * 7919) % @USERS@) || ' pipeline', 'svc-' || i || '@example.com', 'Member', i % 50 != 0,
    '2025-01-15T10:30:00Z' FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @TOKENS@)
INSERT INTO tokens SELECT i, 1 + (i * 104729) % @USERS@, 'Nightly warehouse load ' || i,
    strftime('%Y-%m-%dT%H:%M:%SZ', 1740000000 + (i * 7919) % 30000000, 'unixepoch'),
    CASE WHEN i % 7 > 0
        THEN strftime('%Y-%m-%dT%H:%M:%SZ', 1775000000 + (i * 104729) % 50000000, 'unixepoch') END,
    CASE WHEN i % 5 > 0
        THEN strftime('%Y-%m-%dT%H:%M:%SZ', 1770000000 + (i * 15485863) % 25448000, 'unixepoch') END,
    i % 11 != 0, 'x' || i FROM n;
COMMIT;
