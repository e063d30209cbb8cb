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
-- 0e55092af0746630c98d1b2e0d960617c33f8ea7b55739fd18cb7cd5342a28ca.
.once |sha256sum | sed s/-$/count-users/
WITH r(c1) AS (
SELECT count(*) FROM service_users NOT INDEXED
)
SELECT quote(c1)
  FROM r;

-- count-tokens: Number of tokens.
-- It gave 1 row, SHA-256
-- f1769867b0abc7068f5cb7dd41574a420b3cfa4553856f459857ff8e5a525b13.
.once |sha256sum | sed s/-$/count-tokens/
WITH r(c1) AS (
SELECT count(*) FROM tokens NOT INDEXED
)
SELECT quote(c1)
  FROM r;

-- info: What the export says about itself.
-- It gave 6 rows, SHA-256
-- 59fabea0816eede2acfdadd520fafee54af1b55b36ead2a11d507fe9377a60d7.
.once |sha256sum | sed s/-$/info/
WITH r(c1, c2) AS (
SELECT i.key, i.value
  FROM export_info AS i NOT INDEXED
 ORDER BY i.key COLLATE BINARY, i.value COLLATE BINARY
)
SELECT quote(c1) || '|' || quote(c2)
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
-- It gave 43 rows, SHA-256
-- 9fff1e520f7960451c94810628d4489102542a70e499bbe92d4ccf2659b252aa.
.once |sha256sum | sed s/-$/places/
WITH r(c1, c2) AS (
SELECT u.id,
       coalesce(nullif(trim(u.name, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  nullif(trim(u.email, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  u.user_id) AS shown
  FROM service_users AS u NOT INDEXED
 ORDER BY shown COLLATE NOCASE,
         u.user_id COLLATE BINARY, u.id
)
SELECT quote(c1) || '|' || quote(c2)
  FROM r;

-- check-users: Every value of the service users, checked.
-- It gave 43 rows, SHA-256
-- 0eb2d9d09488d978ff87f0dc3e6b14be19452f6776d7d908382e65064e8e60b0.
.once |sha256sum | sed s/-$/check-users/
WITH r(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10) AS (
SELECT u.id, u.user_id, u.name, u.email, u.role,
       u.active, u.created, u.created_by, u.purpose,
       u.owner
  FROM service_users AS u NOT INDEXED
 ORDER BY u.id
)
SELECT quote(c1) || '|' || quote(c2) || '|' || quote(c3) || '|' || quote(c4) || '|' || quote(c5) || '|' ||
       quote(c6) || '|' || quote(c7) || '|' || quote(c8) || '|' || quote(c9) || '|' || quote(c10)
  FROM r;

-- check-tokens: The tokens, each read once: checked, counted and sorted by the program.
-- It gave 83 rows, SHA-256
-- a033d56db17d25514c25ad6790f0a99b02aea1f864d83aaacd513ae4010a33da.
.once |sha256sum | sed s/-$/check-tokens/
WITH r(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10) AS (
SELECT t.id, t.service_user, t.name, t.created,
       t.expiration, t.last_used, t.active, t.revoked,
       t.scim, t.description
  FROM tokens AS t NOT INDEXED
 ORDER BY t.id
)
SELECT quote(c1) || '|' || quote(c2) || '|' || quote(c3) || '|' || quote(c4) || '|' || quote(c5) || '|' ||
       quote(c6) || '|' || quote(c7) || '|' || quote(c8) || '|' || quote(c9) || '|' || quote(c10)
  FROM r;

-- members: The teams of each service user, in the same order.
-- It gave 50 rows, SHA-256
-- 639a97ef0e485b37e2ea30b2ea1f0dfd695be3832eb52e0df2a33ad071c90281.
.once |sha256sum | sed s/-$/members/
WITH r(c1, c2, c3, c4) AS (
WITH place(id, n) AS MATERIALIZED (
  SELECT u.id, row_number() OVER (ORDER BY
         coalesce(nullif(trim(u.name, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  nullif(trim(u.email, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  u.user_id) COLLATE NOCASE,
         u.user_id COLLATE BINARY, u.id)
    FROM service_users AS u NOT INDEXED)
SELECT m.service_user, m.team, k.name, k.id
  FROM team_members AS m NOT INDEXED
  LEFT JOIN place ON place.id = m.service_user
  LEFT JOIN teams AS k ON k.id = m.team
 ORDER BY place.n, k.name COLLATE NOCASE, m.team,
          k.name COLLATE BINARY
)
SELECT quote(c1) || '|' || quote(c2) || '|' || quote(c3) || '|' || quote(c4)
  FROM r;

-- avatars: The picture of the service user ?1, unless it is larger than 64 KiB.
-- It gave 43 rows, SHA-256
-- f50bc264dceb1438f903dedbe69492bdf59272869769b1da893dbddcef3c6d9c.
-- It was run once for each service user:
--
--     SELECT CASE WHEN length(u.avatar) <= 65536 THEN u.avatar END,
--            u.avatar IS NOT NULL
--       FROM service_users AS u NOT INDEXED
--      WHERE u.id = ?1
--
-- All those runs as one, in the order of the list:
.once |sha256sum | sed s/-$/avatars/
WITH r(c1, c2) AS (
WITH place(id, n) AS MATERIALIZED (
  SELECT u.id, row_number() OVER (ORDER BY
         coalesce(nullif(trim(u.name, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  nullif(trim(u.email, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  u.user_id) COLLATE NOCASE,
         u.user_id COLLATE BINARY, u.id)
    FROM service_users AS u NOT INDEXED)
SELECT CASE WHEN length(u.avatar) <= 65536 THEN u.avatar END,
       u.avatar IS NOT NULL
  FROM place
  JOIN service_users AS u NOT INDEXED ON u.id = place.id
 ORDER BY place.n
)
SELECT quote(c1) || '|' || quote(c2)
  FROM r;
