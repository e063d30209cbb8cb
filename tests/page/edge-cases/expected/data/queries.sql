-- Every statement that was run on the export, as it was run.
-- Columns that the export does not have stand as NULL.

-- Number of service users.
SELECT count(*) FROM service_users NOT INDEXED;

-- Number of tokens.
SELECT count(*) FROM tokens NOT INDEXED;

-- What the export says about itself.
SELECT i.key, i.value
  FROM export_info AS i NOT INDEXED
 ORDER BY i.key COLLATE BINARY;

-- Internal IDs that stand more than once.
SELECT u.user_id, count(*)
  FROM service_users AS u NOT INDEXED
 WHERE u.user_id <> ''
 GROUP BY u.user_id COLLATE BINARY
HAVING count(*) > 1
 ORDER BY u.user_id COLLATE BINARY;

-- Every value of the service users, checked.
SELECT u.id, u.user_id, u.name, u.email, u.role,
       u.active, u.created, u.created_by, u.purpose,
       u.owner
  FROM service_users AS u NOT INDEXED
 ORDER BY u.id;

-- The tokens, each read once: checked, counted and sorted by the program.
SELECT t.id, t.service_user, t.name, t.created,
       t.expiration, t.last_used, t.active, t.revoked,
       t.scim, t.description
  FROM tokens AS t NOT INDEXED
 ORDER BY t.id;

-- The service users in the order of the list: the place of each.
SELECT u.id, coalesce(nullif(trim(u.name, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                      nullif(trim(u.email, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                      u.user_id)
  FROM service_users AS u NOT INDEXED
 ORDER BY coalesce(nullif(trim(u.name, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  nullif(trim(u.email, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  u.user_id) COLLATE NOCASE,
         u.user_id COLLATE BINARY, u.id;

-- The service users in the order of the list.
SELECT u.id, u.user_id, u.name, u.email, u.role,
       u.active, u.created, u.created_by, u.purpose,
       u.owner
  FROM service_users AS u NOT INDEXED
 ORDER BY coalesce(nullif(trim(u.name, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  nullif(trim(u.email, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  u.user_id) COLLATE NOCASE,
         u.user_id COLLATE BINARY, u.id;

-- The teams of each service user, in the same order.
WITH place(id, n) AS MATERIALIZED (
  SELECT u.id, row_number() OVER (ORDER BY
         coalesce(nullif(trim(u.name, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  nullif(trim(u.email, char(9, 10, 11, 12, 13, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8239, 8287, 12288)), ''),
                  u.user_id) COLLATE NOCASE,
         u.user_id COLLATE BINARY, u.id)
    FROM service_users AS u NOT INDEXED)
SELECT m.service_user, m.team, k.name
  FROM team_members AS m NOT INDEXED
  JOIN place ON place.id = m.service_user
  LEFT JOIN teams AS k ON k.id = m.team
 ORDER BY place.n, k.name COLLATE NOCASE, m.team;

-- The picture of the service user ?1, unless it is larger than 64 KiB.
SELECT CASE WHEN length(u.avatar) <= 65536 THEN u.avatar END,
       u.avatar IS NOT NULL
  FROM service_users AS u NOT INDEXED
 WHERE u.id = ?1;
