-- Unreadable times, let pass: shown as unreadable, the value as it stood beside it.
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, created TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created, expiration, last_used, active INTEGER, revoked);
INSERT INTO service_users VALUES(1, 'svc', 'long ago');
INSERT INTO tokens VALUES
  (1, 1, 'words', 'yesterday', 'tomorrow', '<never>', 1, NULL),
  (2, 1, 'numbers', 0, -5, 1.5, 1, NULL),
  (3, 1, 'dates that are none', '2026-02-30', '2026-13-01', '2026-11-23T25:00:00Z', 1, NULL),
  (4, 1, 'no offset after T', '2026-01-15T10:30:00', NULL, NULL, 0, 'then'),
  (5, 1, 'bytes', X'323032362d30312d3135', '', NULL, 1, NULL);
