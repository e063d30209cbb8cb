-- Three rows on a page: list and user pages in parts, a user that fills a page exactly, gaps in the page links.
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, name TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created TEXT, expiration TEXT, last_used TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'many', 'b many'), (2, 'three', 'C three'), (3, 'few', 'a few'), (4, 'none', 'd none');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 22)
INSERT INTO tokens SELECT i, 1, printf('token %02d', i), '2026-01-15T10:30:00Z', NULL, NULL, i % 4 > 0 FROM n;
INSERT INTO tokens VALUES
  (31, 2, 'x', '2026-01-15T10:30:00Z', '2026-12-23T15:43:00Z', '2026-11-22T15:43:00Z', 1),
  (32, 2, 'y', '2026-01-15T10:30:00Z', '2026-08-23T15:43:00Z', '2026-08-22T15:43:00Z', 1),
  (33, 2, 'z', '2026-01-15T10:30:00Z', '2026-08-23T15:43:00Z', '2026-08-22T15:43:00Z', 0),
  (41, 3, 'only one', '2026-01-15T10:30:00Z', '2026-11-23T15:43:00Z', NULL, 1),
  (51, 99, 'orphan', '2026-01-15T10:30:00Z', NULL, NULL, 1);
