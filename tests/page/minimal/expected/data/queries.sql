-- Every statement that was run on the export, as it was run.
-- Columns that the export does not have stand as NULL.
--
-- This is a script for the sqlite3 shell, to be run on the export itself:
--
--     sqlite3 -readonly export.db < queries.sql
--
-- It prints a line for each statement: the SHA-256 of its rows, and its
-- name.  They are the digests of provenance.html and provenance.json when
-- the export is the one that was read.  A row is hashed as quote() of each
-- column, joined with |, and ends in LF.  Each statement stands between
-- "AS (" and ")"; what is around it makes that form.
--
-- From version 3.50 on the shell shows control characters in another way
-- unless it is told not to: sqlite3 -escape off -readonly export.db.
-- Numbers with a fraction are written by SQLite, and may differ in their
-- last digits from one version of it to another.  Where there is no
-- sha256sum, put "shasum -a 256" in its place.

.bail on
.headers off
.mode list
.separator "|" "\n"

-- count-users: Number of service users.
-- It gave 1 row, SHA-256
-- 1121cfccd5913f0a63fec40a6ffd44ea64f9dc135c66634ba001d10bcf4302a2.
.once |sha256sum | sed s/-$/count-users/
WITH r(c1) AS (
SELECT count(*) FROM service_users NOT INDEXED
)
SELECT quote(c1)
  FROM r;

-- count-tokens: Number of tokens.
-- It gave 1 row, SHA-256
-- 1121cfccd5913f0a63fec40a6ffd44ea64f9dc135c66634ba001d10bcf4302a2.
.once |sha256sum | sed s/-$/count-tokens/
WITH r(c1) AS (
SELECT count(*) FROM tokens NOT INDEXED
)
SELECT quote(c1)
  FROM r;

-- twins: Internal IDs that stand more than once.
-- It gave 0 rows, SHA-256
-- e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.
.once |sha256sum | sed s/-$/twins/
WITH r(c1, c2) AS (
SELECT u.user_id, count(*)
  FROM service_users AS u NOT INDEXED
 WHERE u.user_id <> ''
 GROUP BY u.user_id COLLATE BINARY
HAVING count(*) > 1
 ORDER BY u.user_id COLLATE BINARY
)
SELECT quote(c1) || '|' || quote(c2)
  FROM r;

-- places: The service users in the order of the list: the place of each.
-- It gave 3 rows, SHA-256
-- b878c0c181b49dbac79b1b00f0aeb86876d88abe83409be000fd8f857624742f.
.once |sha256sum | sed s/-$/places/
WITH r(c1, c2) AS (
SELECT u.id,
       coalesce(nullif(trim(NULL, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  nullif(trim(NULL, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  u.user_id) AS shown
  FROM service_users AS u NOT INDEXED
 ORDER BY shown COLLATE NOCASE,
         u.user_id COLLATE BINARY, u.id
)
SELECT quote(c1) || '|' || quote(c2)
  FROM r;

-- check-users: Every value of the service users, checked.
-- It gave 3 rows, SHA-256
-- e299a8b0beb01260413d0927fa207048f03cd59d92356c2c13d2ab0b7c3d9ae4.
.once |sha256sum | sed s/-$/check-users/
WITH r(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10) AS (
SELECT u.id, u.user_id, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL,
       NULL
  FROM service_users AS u NOT INDEXED
 ORDER BY u.id
)
SELECT quote(c1) || '|' || quote(c2) || '|' || quote(c3) || '|' || quote(c4) || '|' || quote(c5) || '|' ||
       quote(c6) || '|' || quote(c7) || '|' || quote(c8) || '|' || quote(c9) || '|' || quote(c10)
  FROM r;

-- check-tokens: The tokens, each read once: checked, counted and sorted by the program.
-- It gave 3 rows, SHA-256
-- 7f47f011923833ed15ea44c43edaac3c78d98e31aa2c41f2455830953d0746b9.
.once |sha256sum | sed s/-$/check-tokens/
WITH r(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10) AS (
SELECT t.id, t.service_user, t.name, t.created,
       NULL, NULL, t.active, NULL,
       NULL, NULL
  FROM tokens AS t NOT INDEXED
 ORDER BY t.id
)
SELECT quote(c1) || '|' || quote(c2) || '|' || quote(c3) || '|' || quote(c4) || '|' || quote(c5) || '|' ||
       quote(c6) || '|' || quote(c7) || '|' || quote(c8) || '|' || quote(c9) || '|' || quote(c10)
  FROM r;
