-- Only what an export must have: every optional column and table is missing, and the pages say "Not recorded".
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'svc-airflow@service'), (2, 'reader'), (3, NULL);
INSERT INTO tokens VALUES
  (1, 1, 'Airflow DAG Orchestration', '2026-01-15T10:30:00Z', 1),
  (2, 2, 'Old reader', '2025-01-15T10:30:00Z', 0),
  (3, 3, 'Of a service user without internal ID', '2026-11-23', 1);
