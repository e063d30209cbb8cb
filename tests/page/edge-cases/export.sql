-- The edge-case export: names, times, states and pictures that are odd, hostile or both.
--
--     sqlite3 edge-cases.db < tests/page/edge-cases/export.sql
--
-- To be read as of 2026-11-23T15:43:00Z, called T below. Every time is in one of the accepted formats, so this export builds
-- without --lenient. Text that a reviewer could not see (control, bidi, invisible characters, broken UTF-8) is written with
-- char() or as bytes; everything else stands here as it is. token_hash carries the word CANARY in every row: no output
-- may contain it. Nothing depends on the clock.

PRAGMA foreign_keys = OFF;   -- one token points to a service user that is not there
BEGIN;

-- Time columns have no type: integers stay integers, text stays text.
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

CREATE TABLE teams (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE team_members (
    team         INTEGER NOT NULL,
    service_user INTEGER NOT NULL
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

CREATE TABLE export_info (
    key   TEXT PRIMARY KEY,
    value TEXT
);

INSERT INTO export_info (key, value) VALUES
    ('exported_at',        '2026-11-23T21:12:30.250+05:30'),                 -- 15:42:30.25 UTC
    ('source',             'https://example.test/?a=1&b=<2>"''{{x}}'),       -- needs escaping everywhere
    ('environment',        'edge ' || char(0x202E) || 'cases'),              -- a bidi override
    ('exporter',           '=HYPERLINK("https://example.test")'),            -- a formula
    ('token_count',        '83'),
    ('service_user_count', '43');

-- --------------------------------------------------------------------------------------------------------------------
-- Service users
-- --------------------------------------------------------------------------------------------------------------------

-- Which name is shown: name, else email, else internal ID; and what goes on the second line.
INSERT INTO service_users (id, user_id, name, email, role, active, created, created_by, purpose, owner) VALUES
    -- Nothing odd; owns the boundaries of relative time.
    (1, 'boundaries@service', 'Boundaries of time', 'boundaries@example.test', 'Member', 1, '2024-01-08T09:00:00Z', 'admin@example.test', 'Relative times.', 'owner@example.test'),
    -- Nothing odd but the format of created; owns the time formats.
    (2, 'formats@service', 'Formats of time', 'formats@example.test', 'Manager', 1, 1704704400, 'admin@example.test', 'Time formats.', 'owner@example.test'),
    -- No name: the email stands first, the internal ID second.
    (3, 'no_name@service', NULL, 'no-name@example.test', 'Member', 1, '2024-01-08', NULL, NULL, NULL),
    -- No email: the internal ID is the second line.
    (4, 'no_email@service', 'No Email', NULL, 'Member', 1, '2024-01-08 09:00:00', NULL, NULL, NULL),
    -- Neither: the internal ID alone. Role and created are missing, too.
    (5, 'neither@service', NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL),
    -- Empty strings are not names.
    (6, 'empty_strings@service', '', '', '', 1, '2024-01-08T09:00:00Z', '', '', ''),
    -- Nor are blanks: space, TAB, LF, no-break space, ideographic space.
    (7, 'blank@service', '  ' || char(9, 10, 0xA0, 0x3000), '   ', 'Member', 1, '2024-01-08T09:00:00Z', NULL, ' ', NULL),
    -- Name equal to the email: the email would add nothing to it.
    (8, 'same@service', 'same@example.test', 'same@example.test', 'Member', 1, '2024-01-08T09:00:00Z', NULL, NULL, NULL),
    -- Name, email and internal ID all the same.
    (9, 'svc-all-same@service', 'svc-all-same@service', 'svc-all-same@service', 'Member', 1, '2024-01-08T09:00:00Z', NULL, NULL, NULL),
    -- A leading svc is skipped for the initials, and then nothing is left of the name.
    (10, 'svc@service', 'svc', NULL, 'Member', 1, '2024-01-08T09:00:00Z', NULL, NULL, NULL),
    -- Deactivated, with a token that is still active.
    (11, 'deactivated@service', 'Deactivated User', 'deactivated@example.test', 'Admin', 0, '2024-01-08T09:00:00Z', 'admin@example.test', 'Retired.', 'owner@example.test'),
    -- No tokens: in no row of the list, but with a page.
    (12, 'no_tokens@service', 'User without tokens', 'no-tokens@example.test', 'Member', 1, '2026-11-23T15:43:00Z', NULL, NULL, NULL);

-- Scripts and lengths.
INSERT INTO service_users (id, user_id, name, email, role, active, created) VALUES
    -- Arabic, also in the internal ID.
    (20, 'تكامل_البيانات@service', 'تكامل البيانات اليومي', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Hebrew.
    (21, 'hebrew@service', 'שירות גיבוי לילי', 'hebrew@example.test', 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Both directions in one name: digits and brackets must not wander.
    (22, 'mixed_direction@service', 'Port (ميناء جبل علي) – רציף 42 [A]', 'mixed@example.test', 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Japanese, no space between the words.
    (23, 'japanese@service', '夜間データ取込サービス', 'japanese@example.test', 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Emoji only, in name and internal ID: a family joined by ZWJ, a flag, a skin tone. The path must be made of something else.
    (24, '🚚📦🚚', '👩' || char(0x200D) || '👩' || char(0x200D) || '👧' || char(0x200D) || '👦 🇳🇴 👍🏽', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Combining marks: one at the very start with no base letter, then piled up.
    (25, 'combining@service', char(0x301) || 'Z' || char(0x351, 0x36B, 0x343, 0x32A, 0x302, 0x36B, 0x33D, 0x34F) || 'a' || char(0x334, 0x319, 0x324, 0x31E, 0x349) || 'lgo', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),
    -- 300 characters without a space.
    (26, 'long_word@service', substr(replace(hex(zeroblob(20)), '00', 'Überwachungsdienst'), 1, 300), 'long-word@example.test', 'Member', 1, '2024-01-08T09:00:00Z'),
    -- 300 characters with spaces.
    (27, 'long_text@service', substr(replace(hex(zeroblob(30)), '00', 'a long name '), 1, 300), 'long-text@example.test', 'Member', 1, '2024-01-08T09:00:00Z');

-- Attacks: on HTML and templates (names), on paths (internal IDs), on attributes (emails, purposes, owners).
INSERT INTO service_users (id, user_id, name, email, role, active, created, purpose, owner) VALUES
    -- A script; climbing out of the folder.
    (40, '../../etc/passwd', '<script>alert(1)</script>', 'script@example.test', 'Member', 1, '2024-01-08T09:00:00Z', '</p><script>alert(2)</script>', '<b>owner</b>'),
    -- Out of an attribute; a device name of Windows.
    (41, 'CON', '"><img src=x onerror=alert(1)>', '" onmouseover="alert(1)', 'Member', 1, '2024-01-08T09:00:00Z', '''><svg onload=alert(1)>', 'javascript:alert(1)'),
    -- Out of the title element; a slash.
    (42, 'a/b', '</title></head><h1>gone</h1>', 'a/b@example.test', 'Member', 1, '2024-01-08T09:00:00Z', '</table></main></body></html>', NULL),
    -- A comment that never ends; percent-encoded dots.
    (43, '%2e%2e', '<!-- never closed --!>', NULL, 'Member', 1, '2024-01-08T09:00:00Z', '-->', NULL),
    -- The end of CDATA; a trailing dot.
    (44, 'trailing.', ']]> <![CDATA[ <?php ?>', NULL, 'Member', 1, '2024-01-08T09:00:00Z', ']]>', NULL),
    -- Entities must not be decoded; a leading dash.
    (45, '-rf', '&#x3c;b&#x3e; &amp; &lt;i&gt; &nosuch;', '-rf@example.test', 'Member', 1, '2024-01-08T09:00:00Z', '&copy', NULL),
    -- Template syntax must not be evaluated; a device name with an extension.
    (46, 'NUL.txt', '{{7*7}} ${user/name} <b tal:content="user/name">$$</b>', '${7*7}@example.test', 'Member', 1, '2024-01-08T09:00:00Z', 'structure ${token/name} <metal:block use-macro="x"/>', NULL),
    -- An internal ID of 200 characters; formulas.
    (47, replace(hex(zeroblob(48)), '00', 'long') || '@service', '=cmd|'' /C calc''!A0', '=1+1@example.test', 'Member', 1, '2024-01-08T09:00:00Z', '@SUM(A1)', '+1'),
    -- An embedded NUL in the internal ID and in the name: never a silent cut.
    (48, 'abc' || char(0) || 'def@service', 'abc' || char(0) || 'def', NULL, 'Member', 1, '2024-01-08T09:00:00Z', NULL, NULL),
    -- Backslash, colon, quotes, wildcards, a line feed and a hash in the internal ID; .. alone as name.
    (49, 'C:\x"y''z?*|' || char(10) || '#1', '..', NULL, 'Member', 1, '2024-01-08T09:00:00Z', 'two' || char(10) || 'lines', NULL);

-- Characters that are not seen, and bytes that are no characters.
INSERT INTO service_users (id, user_id, name, email, role, active, created) VALUES
    -- Control characters: SOH, ESC, DEL, NEL, and two code points that XML does not allow.
    (60, 'control@service', 'a' || char(1) || 'b' || char(27) || '[31mred' || char(127) || char(0x85) || char(0xFFFE) || char(0xFFFF), NULL, 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Bidi: an override that makes one file name look like another, all isolates, a right-to-left mark.
    (61, 'bidi@service', 'safe' || char(0x202E) || 'gnp.exe', char(0x2066, 0x2067, 0x2068) || 'bidi@example.test' || char(0x2069, 0x200F), 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Invisible: ZERO WIDTH SPACE, SOFT HYPHEN, BOM, WORD JOINER.
    (62, 'invisible@service', 'in' || char(0x200B) || 'vi' || char(0xAD) || 'si' || char(0xFEFF) || 'b' || char(0x2060) || 'le', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Nothing but invisible characters: looks like no name at all.
    (63, 'only_invisible@service', char(0x200B, 0x2060, 0xFEFF), NULL, 'Member', 1, '2024-01-08T09:00:00Z'),
    -- Invalid UTF-8: C3 without its second byte.
    (64, 'invalid_utf8@service', CAST(X'6162C3286364' AS TEXT), NULL, 'Member', 1, '2024-01-08T09:00:00Z');

-- Twins: different accounts that look or fold the same. Each needs a page of its own, also where the file system ignores case.
INSERT INTO service_users (id, user_id, name, email, role, active, created) VALUES
    (70, 'Twin@service', 'Twin', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),                                     -- upper case
    (71, 'twin@service', 'Twin', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),                                     -- lower case
    (72, 'dash-twin@service', 'Dash Twin', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),                           -- with -
    (73, 'dash_twin@service', 'dash twin', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),                           -- with _
    (74, 'caf' || char(0xE9) || '@service', 'Caf' || char(0xE9), NULL, 'Member', 1, '2024-01-08T09:00:00Z'),     -- NFC
    (75, 'cafe' || char(0x301) || '@service', 'Cafe' || char(0x301), NULL, 'Member', 1, '2024-01-08T09:00:00Z'), -- NFD
    (76, 'payroll@service', 'payroll', NULL, 'Member', 1, '2024-01-08T09:00:00Z'),                               -- all Latin
    (77, 'p' || char(0x430) || 'yroll@service', 'p' || char(0x430) || 'yroll', NULL, 'Member', 1, '2024-01-08T09:00:00Z'); -- the first vowel is Cyrillic

-- Pictures. Two are good, the others are not.
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D4948445200000001000000010802000000907753DE0000000C4944415478DA63E02FCB0300018B00F40238F3860000000049454E44AE426082' WHERE id = 1;   -- good: PNG, 1 x 1
UPDATE service_users SET avatar = X'47494638396101000100800000C2410CFFFFFF2C00000000010001000002024401003B' WHERE id = 2;   -- good: GIF, 1 x 1
UPDATE service_users SET avatar = CAST('<!doctype html><script>alert(1)</script>' AS BLOB) WHERE id = 40;   -- HTML
UPDATE service_users SET avatar = CAST('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' AS BLOB) WHERE id = 41;   -- SVG
UPDATE service_users SET avatar = X'89504E470D0A1A0A' WHERE id = 42;   -- a PNG signature and no picture
UPDATE service_users SET avatar = CAST(X'89504E470D0A1A0A' || zeroblob(70000) AS BLOB) WHERE id = 43;   -- a PNG signature, but 70,008 bytes
UPDATE service_users SET avatar = X'' WHERE id = 44;   -- empty
UPDATE service_users SET avatar = 'https://example.test/avatar.png' WHERE id = 45;   -- text, an address

-- --------------------------------------------------------------------------------------------------------------------
-- Teams
-- --------------------------------------------------------------------------------------------------------------------

INSERT INTO teams (id, name) VALUES
    (1, 'Public'),
    (2, '<b>Team</b> & "Co"'),                         -- needs escaping
    (3, 'فريق البيانات'),                              -- right to left
    (4, '=1+1'),                                       -- a formula
    (5, 'No members'),                                 -- nobody is in it
    (6, 'public');                                     -- differs from the first in case only

INSERT INTO team_members (team, service_user)
    SELECT 1, id FROM service_users WHERE id <> 5;     -- user 5 is in no team at all

INSERT INTO team_members (team, service_user) VALUES
    (2, 40), (3, 20), (4, 47), (6, 70),
    (2, 1), (3, 1), (4, 1), (6, 1);                    -- user 1 is in every team that has members

-- --------------------------------------------------------------------------------------------------------------------
-- Tokens
-- --------------------------------------------------------------------------------------------------------------------

-- Boundaries of relative time: the name says how far both expiration (ahead) and last use (back) are from T.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    -- Ends exactly at T: expired. Last used at T: less than a minute ago.
    (101, 1, 'exactly T', '2024-02-01T09:00:00Z', '2026-11-23T15:43:00Z', '2026-11-23T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0101'),
    -- Ends one second after T: active, for less than a minute. Last used one second before T.
    (102, 1, '1 second', '2024-02-01T09:00:00Z', '2026-11-23T15:43:01Z', '2026-11-23T15:42:59Z', 1, NULL, 0, NULL, 'CANARY-0102'),
    -- Ended one second before T: expired less than a minute ago.
    (103, 1, 'T minus 1 second', '2024-02-01T09:00:00Z', '2026-11-23T15:42:59Z', '2026-11-23T15:42:58Z', 1, NULL, 0, NULL, 'CANARY-0103'),
    -- Less than a minute.
    (104, 1, '59 seconds', '2024-02-01T09:00:00Z', '2026-11-23T15:43:59Z', '2026-11-23T15:42:01Z', 1, NULL, 0, NULL, 'CANARY-0104'),
    -- 1 minute.
    (105, 1, '60 seconds', '2024-02-01T09:00:00Z', '2026-11-23T15:44:00Z', '2026-11-23T15:42:00Z', 1, NULL, 0, NULL, 'CANARY-0105'),
    -- 59 minutes.
    (106, 1, '59 minutes', '2024-02-01T09:00:00Z', '2026-11-23T16:42:00Z', '2026-11-23T14:44:00Z', 1, NULL, 0, NULL, 'CANARY-0106'),
    -- 1 hour.
    (107, 1, '60 minutes', '2024-02-01T09:00:00Z', '2026-11-23T16:43:00Z', '2026-11-23T14:43:00Z', 1, NULL, 0, NULL, 'CANARY-0107'),
    -- 23 hours.
    (108, 1, '23 hours 59 minutes', '2024-02-01T09:00:00Z', '2026-11-24T15:42:00Z', '2026-11-22T15:44:00Z', 1, NULL, 0, NULL, 'CANARY-0108'),
    -- 1 day.
    (109, 1, '24 hours', '2024-02-01T09:00:00Z', '2026-11-24T15:43:00Z', '2026-11-22T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0109'),
    -- 30 days to the second.
    (110, 1, '30 days', '2024-02-01T09:00:00Z', '2026-12-23T15:43:00Z', '2026-10-24T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0110'),
    -- 59 days: the last that is told in days.
    (111, 1, '59 days', '2024-02-01T09:00:00Z', '2027-01-21T15:43:00Z', '2026-09-25T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0111'),
    -- Calendar months from here on, and only one is whole (23 November to 22 January; 24 September to 23 November): 1 month.
    (112, 1, '60 days', '2024-02-01T09:00:00Z', '2027-01-22T15:43:00Z', '2026-09-24T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0112'),
    -- 11 months.
    (113, 1, '11 months', '2024-02-01T09:00:00Z', '2027-10-23T15:43:00Z', '2025-12-23T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0113'),
    -- Still 11 months.
    (114, 1, '12 months less 1 second', '2024-02-01T09:00:00Z', '2027-11-23T15:42:59Z', '2025-11-23T15:43:01Z', 1, NULL, 0, NULL, 'CANARY-0114'),
    -- 12 months: 1 year.
    (115, 1, '1 year', '2024-02-01T09:00:00Z', '2027-11-23T15:43:00Z', '2025-11-23T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0115'),
    -- Still 1 year.
    (116, 1, '2 years less 1 second', '2024-02-01T09:00:00Z', '2028-11-23T15:42:59Z', '2024-11-23T15:43:01Z', 1, NULL, 0, NULL, 'CANARY-0116'),
    -- 2 years.
    (117, 1, '2 years', '2024-02-01T09:00:00Z', '2028-11-23T15:43:00Z', '2024-11-23T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0117'),
    -- Both back. 3 months in UTC; where summer time ended in between (Europe/Berlin), the local hour has not come yet: 2 months.
    (118, 1, '3 months ago, summer time ended since', '2024-02-01T09:00:00Z', '2026-08-23T15:43:00Z', '2026-08-23T15:43:00Z', 1, NULL, 0, NULL, 'CANARY-0118');

-- Formats of time. Where nothing else is said, expiration is 2026-12-23T15:43:00Z and created 2026-06-01T09:00:00Z.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (130, 2, 'RFC 3339, Z', '2026-06-01T09:00:00Z', '2026-12-23T15:43:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0130'),
    (131, 2, 'RFC 3339, +05:30', '2026-06-01T14:30:00+05:30', '2026-12-23T21:13:00+05:30', NULL, 1, NULL, 0, NULL, 'CANARY-0131'),
    (132, 2, 'RFC 3339, -08:00', '2026-06-01T01:00:00-08:00', '2026-12-23T07:43:00-08:00', NULL, 1, NULL, 0, NULL, 'CANARY-0132'),
    -- The last use is a millionth of a second before T.
    (133, 2, 'RFC 3339, fraction', '2026-06-01T09:00:00.123456Z', '2026-12-23T15:43:00.123456Z', '2026-11-23T15:42:59.999999Z', 1, NULL, 0, NULL, 'CANARY-0133'),
    (134, 2, 'RFC 3339, lower case', '2026-06-01t09:00:00z', '2026-12-23t15:43:00z', NULL, 1, NULL, 0, NULL, 'CANARY-0134'),
    (135, 2, 'date and time with a space, UTC', '2026-06-01 09:00:00', '2026-12-23 15:43:00', NULL, 1, NULL, 0, NULL, 'CANARY-0135'),
    -- Integers; last used one second before T.
    (136, 2, 'Unix seconds', 1780304400, 1798040580, 1795448579, 1, NULL, 0, NULL, 'CANARY-0136'),
    -- Integers; expiration .123, last used a millisecond before T.
    (137, 2, 'Unix milliseconds', 1780304400000, 1798040580123, 1795448579999, 1, NULL, 0, NULL, 'CANARY-0137'),
    -- A date is the start of that day in UTC: this one has passed.
    (138, 2, 'date only, today', '2026-06-01', '2026-11-23', '2026-11-22', 1, NULL, 0, NULL, 'CANARY-0138'),
    -- The leap second at the end of 2016, as created.
    (139, 2, 'leap second', '2016-12-31T23:59:60Z', NULL, NULL, 1, NULL, 0, NULL, 'CANARY-0139'),
    -- A leap day, far ahead.
    (140, 2, 'leap day', '2024-02-29T00:00:00Z', '2096-02-29T00:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0140');

-- States, owners and missing values.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    -- Revoked and expired at once: revoked wins, the expiration line still says Expired.
    (150, 3, 'revoked and expired', '2025-06-01T09:00:00Z', '2026-06-01T09:00:00Z', '2026-05-01T09:00:00Z', 0, '2026-05-02T09:00:00Z', 0, NULL, 'CANARY-0150'),
    -- Revoked, never expires, not used, and nobody knows when it was revoked.
    (151, 3, 'revoked, never expires', '2026-06-01T09:00:00Z', NULL, NULL, 0, NULL, 0, NULL, 'CANARY-0151'),
    -- Revoked exactly at T; an empty description.
    (152, 4, 'revoked at T', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', '2026-11-23T15:00:00Z', 0, '2026-11-23T15:43:00Z', 0, '', 'CANARY-0152'),
    -- Restricted to SCIM: one active, one revoked.
    (153, 4, 'SCIM', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', '2026-11-20T09:00:00Z', 1, NULL, 1, NULL, 'CANARY-0153'),
    (154, 4, 'SCIM, revoked', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 0, '2026-07-01T09:00:00Z', 1, NULL, 'CANARY-0154'),
    -- The creation is missing, so Not used yet has no date to show.
    (155, 5, 'no creation time', NULL, '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0155'),
    -- An empty name, and a blank one (space, TAB, no-break space).
    (156, 6, '', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0156'),
    (157, 7, ' ' || char(9, 0xA0), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0157'),
    -- Only there to bring their users into the list: name equal to email, all the same, svc.
    (158, 8, 'name is email', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0158'),
    (159, 9, 'all the same', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0159'),
    (160, 10, 'svc', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0160'),
    -- Still active although its user is deactivated; never expires.
    (161, 11, 'active, user deactivated', '2024-02-01T09:00:00Z', NULL, '2026-11-23T14:00:00Z', 1, NULL, 0, NULL, 'CANARY-0161'),
    -- An orphan: service user 999999 is not in the export.
    (162, 999999, 'orphan, user missing', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', '2026-11-01T09:00:00Z', 1, NULL, 0, NULL, 'CANARY-0162'),
    -- An orphan without any service user; expired.
    (163, NULL, 'orphan, user NULL', '2026-06-01T09:00:00Z', '2026-07-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0163');

-- Scripts and lengths.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    -- Arabic with digits and a Latin abbreviation.
    (170, 20, 'تحميل 2026 عبر API (يومي)', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', '2026-11-23T03:00:00Z', 1, NULL, 0, 'وصف قصير', 'CANARY-0170'),
    -- Hebrew that ends in a punctuation mark.
    (171, 21, 'גיבוי, שלב 1!', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0171'),
    -- Right to left inside left to right, twice.
    (172, 22, 'load → نقل (v2) → שמירה → done', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0172'),
    -- Japanese; half-width and full-width forms.
    (173, 23, 'ﾃﾞｰﾀ取込 ＡＢＣ１２３', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0173'),
    -- Emoji: a pirate flag (ZWJ and variation selector), a keycap.
    (174, 24, '🏴' || char(0x200D) || '☠' || char(0xFE0F) || ' 1' || char(0xFE0F, 0x20E3), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0174'),
    -- 300 characters without a space.
    (175, 26, substr(replace(hex(zeroblob(30)), '00', 'TokenNameX'), 1, 300), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0175'),
    -- 300 characters with spaces, and a description of 2,000.
    (176, 27, substr(replace(hex(zeroblob(24)), '00', 'a long token '), 1, 300), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, replace(hex(zeroblob(200)), '00', 'long text '), 'CANARY-0176');

-- Attacks on HTML, templates and Markdown.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    -- Out of the cell.
    (180, 40, '</bdi></td></tr><script>alert(1)</script>', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '<iframe src="//example.test">', 'CANARY-0180'),
    -- Out of an attribute in either kind of quotes.
    (181, 41, '"><img src=x onerror=alert(1)>', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, ''' onfocus=''alert(1)', 'CANARY-0181'),
    -- A comment and the end of CDATA.
    (182, 43, '<!--', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, ']]>', 'CANARY-0182'),
    -- Entities, to be shown as they are.
    (183, 45, '&#x3c;script&#x3e;', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '&amp;lt;', 'CANARY-0183'),
    -- Template syntax; a Markdown link.
    (184, 46, '{{7*7}} ${user/name} tal:content="user/email"', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '[x](javascript:alert(1)) **not bold**', 'CANARY-0184');

-- Attacks on spreadsheets; and a comma, quotes and a line end for the CSV itself.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (190, 47, '=cmd|'' /C calc''!A0', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '=1+1', 'CANARY-0190'),
    -- The description has blanks before the sign.
    (191, 47, '+1', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '  +1', 'CANARY-0191'),
    (192, 47, '-1', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '-', 'CANARY-0192'),
    -- The description starts with CR.
    (193, 47, '@SUM(A1)', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, char(13) || '=1', 'CANARY-0193'),
    -- TAB first, and LF first.
    (194, 47, char(9) || '=1+1', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, char(10) || '=1', 'CANARY-0194'),
    -- Full-width forms.
    (195, 47, '＝1', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '＋1 － ＠', 'CANARY-0195'),
    (196, 47, 'comma, "quotes"; and' || char(13, 10) || 'a line end', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, '"', 'CANARY-0196');

-- Characters that are not seen, and bytes that are no characters.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    -- An embedded NUL; the description starts with one.
    (200, 48, 'abc' || char(0) || 'def', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, char(0) || '=1', 'CANARY-0200'),
    -- Differs from the token above only behind the NUL.
    (201, 48, 'abc' || char(0) || 'xyz', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0201'),
    -- Control characters: SOH, ESC (an attempt on the terminal's title), BEL, DEL, NEL.
    (202, 60, char(1) || 'x' || char(27) || ']0;title' || char(7) || char(127) || char(0x85), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0202'),
    -- Bidi: override, isolates, mark.
    (203, 61, char(0x202E) || 'nekot' || char(0x2066, 0x2067, 0x2068, 0x2069, 0x200F), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0203'),
    -- These two look the same: the second has a ZERO WIDTH SPACE.
    (204, 62, 'token', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0204'),
    (205, 62, 'to' || char(0x200B) || 'ken', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0205'),
    -- Nothing but invisible characters.
    (206, 63, char(0xAD, 0xFEFF, 0x2060), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0206'),
    -- Invalid UTF-8: an overlong slash.
    (207, 64, CAST(X'6F7665726C6F6E6720C0AF' AS TEXT), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0207'),
    -- A surrogate.
    (208, 64, CAST(X'737572726F6761746520EDA080' AS TEXT), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0208'),
    -- Cut short at the end.
    (209, 64, CAST(X'7472756E636174656420E282' AS TEXT), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0209'),
    -- A lone continuation byte before markup, and a code point above U+10FFFF.
    (210, 64, CAST(X'6C6F6E6520803C623E20F4908080' AS TEXT), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0210');

-- Twins, with the same token name on both sides: the order of the list falls back to internal ID and id.
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (220, 70, 'twin', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0220'),
    (221, 71, 'twin', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0221'),
    -- Unique within its user only by case.
    (222, 71, 'TWIN', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0222'),
    -- - and _.
    (223, 72, 'dash', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0223'),
    (224, 73, 'dash', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0224'),
    -- NFC and NFD.
    (225, 74, 'caf' || char(0xE9), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0225'),
    (226, 75, 'cafe' || char(0x301), '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0226'),
    -- Latin and Cyrillic.
    (227, 76, 'payroll', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0227'),
    (228, 77, 'payroll', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-0228'),
    -- An id beyond 2^53: some JSON readers round it, links and anchors must not.
    (9007199254740993, 76, 'a large id', '2026-06-01T09:00:00Z', '2027-06-01T09:00:00Z', NULL, 1, NULL, 0, NULL, 'CANARY-9007199254740993');

COMMIT;
