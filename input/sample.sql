-- The sample export: a made-up freight company, Fjordlane Freight Analytics.
--
--     sqlite3 build/sample.db < input/sample.sql
--
-- Everything here is invented; addresses end in .example. All times are RFC 3339, UTC, and fixed: they are meant to be
-- read as of 2026-11-23T15:43:00Z, a Monday afternoon, so that the sample never ages. Nothing here depends on the clock.
--
-- Token names are unique within a service user. The lifespans are those of the product (30, 60, 90 days, 1 year, Never),
-- apart from a few longer ones that an auditor should notice. The values of token_hash are fakes that must never
-- be seen in a snapshot: each contains the word CANARY, which tests look for in the output.

PRAGMA foreign_keys = ON;
BEGIN;

CREATE TABLE service_users (
    id         INTEGER PRIMARY KEY,
    user_id    TEXT NOT NULL UNIQUE,                  -- the internal ID
    name       TEXT,                                  -- the display name; NULL: none given
    email      TEXT,                                  -- NULL: none; may equal the internal ID
    role       TEXT NOT NULL CHECK (role IN ('Admin', 'Manager', 'Member')),
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created    TEXT NOT NULL,
    created_by TEXT,                                  -- the administrator who made it
    purpose    TEXT,
    owner      TEXT,                                  -- the person who answers for it
    avatar     BLOB CHECK (avatar IS NULL OR typeof(avatar) = 'blob')
);

CREATE TABLE teams (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE team_members (
    team         INTEGER NOT NULL REFERENCES teams (id),
    service_user INTEGER NOT NULL REFERENCES service_users (id),
    PRIMARY KEY (team, service_user)
);

CREATE TABLE tokens (
    id           INTEGER PRIMARY KEY,
    service_user INTEGER NOT NULL,
    name         TEXT NOT NULL CHECK (name <> ''),
    created      TEXT NOT NULL,
    expiration   TEXT CHECK (expiration > created),   -- NULL: never
    last_used    TEXT CHECK (last_used >= created),   -- NULL: not used yet
    active       INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    revoked      TEXT CHECK (revoked > created),      -- when; NULL while active, or where nobody wrote it down
    scim         INTEGER NOT NULL DEFAULT 0 CHECK (scim IN (0, 1)),
    description  TEXT,
    token_hash   TEXT NOT NULL UNIQUE,
    FOREIGN KEY (service_user) REFERENCES service_users (id),
    UNIQUE (service_user, name),
    CHECK (revoked IS NULL OR active = 0)
);

CREATE TABLE export_info (
    key   TEXT PRIMARY KEY,
    value TEXT
);

INSERT INTO export_info (key, value) VALUES
    ('exported_at',        '2026-11-23T15:43:00Z'),
    ('source',             'https://quality.fjordlane.example'),
    ('environment',        'production'),
    ('exporter',           'token-export 1.8.2, run by audit_evidence_collector@service'),
    ('token_count',        '183'),
    ('service_user_count', '42');

INSERT INTO teams (id, name) VALUES
    (1, 'Public'),
    (2, 'Data Engineering'),
    (3, 'Customs & Compliance'),
    (4, 'Network Planning'),
    (5, 'Finance Analytics'),
    (6, 'Platform Operations'),
    (7, 'Fleet Telemetry');

-- 42 service users. Pictures follow at the end of the file.

INSERT INTO service_users (id, user_id, name, email, role, active, created, created_by, owner, purpose) VALUES
    (21, 'svc-airflow@service', 'svc-airflow', 'svc-airflow@fjordlane.example',
     'Member', 1, '2023-03-14T08:50:56Z', 'ingrid.saetre@fjordlane.example', 'lars.holmqvist@fjordlane.example',
     'Runs scans and profiles as steps of the orchestrated data flows.'),
    (24, 'pipeline_automation@service', 'Pipeline Automation', 'pipeline-automation@fjordlane.example',
     'Manager', 1, '2023-03-20T08:48:18Z', 'ingrid.saetre@fjordlane.example', 'lars.holmqvist@fjordlane.example',
     'Creates and maintains data quality checks from the pipeline definitions in version control.'),
    (26, 'jenkins_legacy@service', 'Jenkins (legacy build farm)', 'jenkins-legacy@fjordlane.example',
     'Manager', 0, '2023-03-27T08:02:28Z', 'ingrid.saetre@fjordlane.example', 'n.petrov@fjordlane.example',
     'Old build farm; replaced by the CI workflows in spring 2026.'),
    (27, 'snowflake_loader@service', 'Snowflake Loader', 'snowflake-loader@fjordlane.example',
     'Member', 1, '2023-04-17T10:14:40Z', 'ingrid.saetre@fjordlane.example', 'c.moreau@fjordlane.example',
     'Starts quality scans when a load into the warehouse has ended.'),
    (34, 'dbt_transformations@service', 'dbt Transformations', 'dbt-transformations@fjordlane.example',
     'Member', 1, '2023-05-08T13:47:18Z', 'd.okafor@fjordlane.example', 'c.moreau@fjordlane.example',
     'Reads check results to gate the transformation models.'),
    (38, 'okta_provisioning@service', 'Okta Provisioning', 'okta-provisioning@fjordlane.example',
     'Admin', 1, '2023-06-12T09:55:42Z', 'ingrid.saetre@fjordlane.example', 'ingrid.saetre@fjordlane.example',
     'Creates, changes and deactivates people''s accounts from the directory.'),
    (40, 'svc-carrier-edi@service', NULL, 'svc-carrier-edi@fjordlane.example',
     'Member', 1, '2023-08-21T08:48:58Z', 'd.okafor@fjordlane.example', 'p.figueiredo@fjordlane.example',
     'Checks EDIFACT messages of the carriers before they are booked.'),
    (41, 'terraform_cloud@service', 'Terraform Cloud', 'terraform-cloud@fjordlane.example',
     'Admin', 1, '2023-09-04T12:52:36Z', 'ingrid.saetre@fjordlane.example', 'k.szabo@fjordlane.example',
     'Manages data stores, teams and service users as code.'),
    (43, 'github_actions_ci@service', 'GitHub Actions CI', 'github-actions-ci@fjordlane.example',
     'Member', 1, '2023-10-02T08:09:01Z', 'd.okafor@fjordlane.example', 'k.szabo@fjordlane.example',
     'Runs contract tests against the data quality API on every merge.'),
    (50, 'kafka_connect_vehicle_telemetry@service', 'Kafka Connect – Vehicle Telemetry', 'kafka-connect-vehicle-telemetry@fjordlane.example',
     'Member', 1, '2023-11-06T09:16:45Z', 'mei.tanaka@fjordlane.example', 's.nakamura@fjordlane.example',
     'Checks telemetry of trucks and reefers for gaps while it streams in.'),
    (52, 'fuel_price_importer@service', 'Fuel Price Importer', 'fuel_price_importer@service',
     'Member', 1, '2023-12-04T11:00:25Z', 'mei.tanaka@fjordlane.example', 'p.figueiredo@fjordlane.example',
     'Checks fuel prices from four providers before the surcharge is computed.'),
    (56, 'power_bi_gateway@service', 'Power BI Gateway', 'power-bi-gateway@fjordlane.example',
     'Member', 1, '2024-01-15T07:10:14Z', 'd.okafor@fjordlane.example', 'c.moreau@fjordlane.example',
     'Shows quality scores beside the figures in the management reports.'),
    (57, 'pagerduty_alert_relay@service', 'PagerDuty Alert Relay', 'pagerduty-alert-relay@fjordlane.example',
     'Member', 1, '2024-01-29T11:20:09Z', 'd.okafor@fjordlane.example', 'k.szabo@fjordlane.example',
     'Turns anomalies of high weight into alerts for the people on call.'),
    (59, 'reference_data_quality_gate@service', 'Master Data Quality Gate for Carrier, Vessel and Port Reference Records', 'reference-data-quality-gate@fjordlane.example',
     'Manager', 1, '2024-02-05T12:41:11Z', 'ingrid.saetre@fjordlane.example', 'a.papadaki@fjordlane.example',
     'Lets a change of reference records pass only when its checks pass; owns the checks on carriers, vessels and ports.'),
    (60, 'tableau_extracts@service', 'Tableau Extracts', 'tableau-extracts@fjordlane.example',
     'Member', 1, '2024-02-19T09:05:24Z', 'd.okafor@fjordlane.example', 'j.whitfield@fjordlane.example',
     'Refreshes extracts of quality metrics for the planning dashboards.'),
    (67, 'sap_finance_bridge@service', 'SAP S/4HANA Finance Bridge', 'sap-finance-bridge@fjordlane.example',
     'Member', 1, '2024-03-11T07:13:10Z', 'mei.tanaka@fjordlane.example', 'j.whitfield@fjordlane.example',
     'Compares postings in the ledger with the figures in the warehouse.'),
    (70, 'driver_app_backend@service', 'Driver App Backend', NULL,
     'Member', 1, '2024-03-18T11:16:41Z', 'mei.tanaka@fjordlane.example', 's.nakamura@fjordlane.example',
     'Validates scans and signatures that drivers send from the road.'),
    (72, 'secrets_rotation_bot@service', 'Secrets Rotation Bot', 'secrets-rotation-bot@fjordlane.example',
     'Admin', 1, '2024-04-08T07:14:18Z', 'ingrid.saetre@fjordlane.example', 'k.szabo@fjordlane.example',
     'Creates, verifies and revokes the tokens of the other service users.'),
    (73, 'zurich_customs_clearance@service', 'Zollabfertigung Zürich', 'zurich-customs-clearance@fjordlane.example',
     'Member', 1, '2024-04-22T13:16:16Z', 'mei.tanaka@fjordlane.example', 'u.zgraggen@fjordlane.example',
     'Prüft Zollanmeldungen auf Vollständigkeit, bevor sie an die Behörde gehen.'),
    (80, 'goteborg_warehouse_control@service', 'Lagerstyrning Göteborg', 'goteborg-warehouse-control@fjordlane.example',
     'Member', 1, '2024-05-20T14:02:51Z', 'mei.tanaka@fjordlane.example', 'lars.holmqvist@fjordlane.example',
     'Kontrollerar lagersaldon mot skanningar vid portarna.'),
    (81, 'svc-geocoder@service', NULL, 'svc-geocoder@service',
     'Member', 1, '2024-06-03T07:44:18Z', 'd.okafor@fjordlane.example', 'p.figueiredo@fjordlane.example',
     NULL),
    (84, 'yokohama_customs@service', '横浜港 通関データ連携', 'yokohama-customs@fjordlane.example',
     'Member', 1, '2024-06-17T14:05:54Z', 'mei.tanaka@fjordlane.example', 's.nakamura@fjordlane.example',
     '横浜港の通関データを日次で検証する。'),
    (88, 'piraeus_vessel_schedules@service', 'Πειραιάς – Δρομολόγια πλοίων', 'piraeus-vessel-schedules@fjordlane.example',
     'Member', 1, '2024-07-08T08:48:30Z', 'd.okafor@fjordlane.example', 'a.papadaki@fjordlane.example',
     'Ελέγχει τα δρομολόγια των πλοίων ως προς τις πραγματικές αφίξεις.'),
    (91, 'backup_restore_drill@service', 'Backup & Restore Drill', 'backup-restore-drill@fjordlane.example',
     'Admin', 1, '2024-08-05T13:58:26Z', 'ingrid.saetre@fjordlane.example', 'k.szabo@fjordlane.example',
     'Exports the configuration every night and restores it into an empty system twice a year.'),
    (94, 'lodz_goods_receipt@service', 'Magazyn Łódź – Przyjęcia towaru', 'lodz-goods-receipt@fjordlane.example',
     'Member', 1, '2024-08-12T08:38:31Z', 'mei.tanaka@fjordlane.example', 'k.szabo@fjordlane.example',
     'Sprawdza przyjęcia towaru względem awizacji dostaw.'),
    (95, 'entra_id_sync@service', 'Microsoft Entra ID Sync', 'entra_id_sync@service',
     'Admin', 1, '2024-09-16T09:25:53Z', 'd.okafor@fjordlane.example', 'ingrid.saetre@fjordlane.example',
     'Provisioning for the companies that joined in 2024 and still have their own directory.'),
    (96, 'varna_warehouse_sync@service', 'Склад Варна – синхронизация', 'varna-warehouse-sync@fjordlane.example',
     'Member', 1, '2024-10-14T07:41:53Z', 'd.okafor@fjordlane.example', 'n.petrov@fjordlane.example',
     'Сверява наличностите в склада с поръчките за деня.'),
    (103, 'dubai_shipment_tracking@service', 'تتبّع شحنات دبي', 'dubai-shipment-tracking@fjordlane.example',
     'Member', 1, '2024-11-11T09:52:36Z', 'd.okafor@fjordlane.example', 'r.haddad@fjordlane.example',
     'التحقق من اكتمال بيانات تتبّع الشحنات في جبل علي.'),
    (104, 'rate_card_publisher@service', 'Rate Card Publisher', 'rate-card-publisher@fjordlane.example',
     'Member', 1, '2024-12-02T14:21:52Z', 'ingrid.saetre@fjordlane.example', 'j.whitfield@fjordlane.example',
     'Publishes approved rates to the portal once their checks have passed.'),
    (106, 'plzen_sorting_centre@service', 'Třídicí středisko Plzeň', 'plzen_sorting_centre@service',
     'Member', 1, '2025-01-20T07:35:30Z', 'mei.tanaka@fjordlane.example', 'k.szabo@fjordlane.example',
     'Porovnává třídicí plán se skutečným tokem zásilek.'),
    (113, 'osaka_inventory_sync@service', '大阪倉庫 在庫同期', 'osaka_inventory_sync@service',
     'Member', 1, '2025-02-17T07:17:59Z', 'mei.tanaka@fjordlane.example', 's.nakamura@fjordlane.example',
     '大阪倉庫の在庫と基幹システムの差異を検出する。'),
    (115, 'haifa_container_tracking@service', 'נמל חיפה – מעקב מכולות', 'haifa-container-tracking@fjordlane.example',
     'Member', 1, '2025-03-17T12:45:53Z', 'd.okafor@fjordlane.example', 'yael.bendavid@fjordlane.example',
     'בדיקת שלמות נתוני המכולות בנמל.'),
    (117, 'saopaulo_last_mile@service', 'São Paulo Última Milha', 'saopaulo-last-mile@fjordlane.example',
     'Member', 1, '2025-04-14T07:24:39Z', 'ingrid.saetre@fjordlane.example', 'p.figueiredo@fjordlane.example',
     'Confere as rotas planejadas com as entregas feitas pelos motoristas.'),
    (119, 'crossdock_throughput_forecast@service', 'Cross-Dock Throughput Forecasting and Capacity Planning Service', 'crossdock-throughput-forecast@fjordlane.example',
     'Member', 1, '2025-05-26T08:29:00Z', 'mei.tanaka@fjordlane.example', 's.nakamura@fjordlane.example',
     'Reads volumes and their quality scores for the forecast of the next fourteen days.'),
    (121, 'invoice_matching@service', NULL, NULL,
     'Member', 1, '2025-06-23T07:03:17Z', 'mei.tanaka@fjordlane.example', 'j.whitfield@fjordlane.example',
     'Matches carrier invoices with bookings.'),
    (124, 'brightwater_migration@service', 'Contractor Portal – Brightwater Migration', 'brightwater-migration@fjordlane.example',
     'Member', 0, '2025-08-11T08:52:58Z', 'd.okafor@fjordlane.example', 'a.papadaki@fjordlane.example',
     'Access for the contractor during the takeover of Brightwater Shipping. The project has ended.'),
    (125, 'audit_evidence_collector@service', 'Audit Evidence Collector', 'audit-evidence-collector@fjordlane.example',
     'Member', 1, '2025-09-15T07:04:47Z', 'ingrid.saetre@fjordlane.example', 'h.lindqvist@fjordlane.example',
     'Fetches check results and this list as evidence for internal audit.'),
    (127, 'temp@service', 'temp', NULL,
     'Manager', 1, '2025-11-03T09:58:48Z', 'ingrid.saetre@fjordlane.example', NULL,
     NULL),
    (129, 'hamburg_terminal_sandbox@service', 'Hamburg Terminal Sandbox', 'hamburg-terminal-sandbox@fjordlane.example',
     'Member', 1, '2026-02-23T12:23:10Z', 'd.okafor@fjordlane.example', 'u.zgraggen@fjordlane.example',
     'Sandbox of the terminal team. All its tokens were deleted in June.'),
    (130, 'vessel_eta_stream@service', 'Vessel ETA Stream', 'vessel-eta-stream@fjordlane.example',
     'Member', 1, '2026-03-16T11:28:32Z', 'mei.tanaka@fjordlane.example', 'a.papadaki@fjordlane.example',
     'Watches estimated times of arrival for jumps and silence.'),
    (132, 'carbon_reporting_pilot@service', 'Carbon Reporting Pilot', 'carbon-reporting-pilot@fjordlane.example',
     'Member', 1, '2026-10-12T08:38:11Z', 'ingrid.saetre@fjordlane.example', 'h.lindqvist@fjordlane.example',
     'Will check emission factors; tokens follow when the pilot starts in January.'),
    (136, 'returns_portal@service', 'Returns Portal (planned)', NULL,
     'Member', 1, '2026-11-09T07:24:05Z', 'mei.tanaka@fjordlane.example', NULL,
     NULL);

-- Everyone is in Public; the other teams by their numbers above.

INSERT INTO team_members (team, service_user)
    SELECT 1, id FROM service_users;

INSERT INTO team_members (team, service_user) VALUES
    -- Data Engineering
    (2, 21), (2, 24), (2, 27), (2, 34), (2, 43), (2, 50), (2, 59),
    -- Customs & Compliance
    (3, 40), (3, 59), (3, 73), (3, 84), (3, 103), (3, 124), (3, 125), (3, 129),
    -- Network Planning
    (4, 59), (4, 60), (4, 80), (4, 88), (4, 94), (4, 96), (4, 106), (4, 113), (4, 117),
    (4, 119), (4, 130), (4, 132),
    -- Finance Analytics
    (5, 34), (5, 52), (5, 56), (5, 60), (5, 67), (5, 104), (5, 121), (5, 132),
    -- Platform Operations
    (6, 21), (6, 26), (6, 38), (6, 41), (6, 43), (6, 57), (6, 72), (6, 91), (6, 95),
    -- Fleet Telemetry
    (7, 40), (7, 50), (7, 70), (7, 81), (7, 88), (7, 103), (7, 115), (7, 117), (7, 130);

-- 183 tokens, one block for each service user. Three of the service users have none.

-- svc-airflow@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (19, 21, 'Airflow DAG Orchestration (2025)', '2025-01-02T08:57:10Z', '2026-01-02T08:57:10Z', '2025-12-24T12:52:40Z', 0, '2025-12-30T14:19:16Z', 0,
     'Predecessor, revoked after the rotation of December 2025.', 'CANARY-0019-not-a-real-hash-159a4e17'),
    (51, 21, 'Airflow DAG Orchestration', '2025-12-23T15:43:00Z', '2026-12-23T15:43:00Z', '2026-11-23T15:39:14Z', 1, NULL, 0,
     'Main token of the production scheduler; used by every DAG that starts a scan.', 'CANARY-0051-not-a-real-hash-5d1c76c8'),
    (80, 21, 'SLA miss callback', '2026-02-06T13:55:46Z', '2027-02-06T13:55:46Z', '2026-11-11T10:12:56Z', 1, NULL, 0,
     'Called only when a DAG misses its agreed time.', 'CANARY-0080-not-a-real-hash-a38fe892'),
    (128, 21, 'KubernetesPodOperator sidecar', '2026-05-04T09:34:06Z', '2027-05-04T09:34:06Z', '2026-11-23T15:42:19Z', 1, NULL, 0,
     'Reports row counts from inside the pods.', 'CANARY-0128-not-a-real-hash-ea250ae8'),
    (193, 21, 'Airflow backfill, container moves', '2026-07-28T12:34:56Z', '2026-10-26T12:34:56Z', '2026-10-24T07:18:36Z', 1, NULL, 0,
     'Backfill of container moves for the second quarter.', 'CANARY-0193-not-a-real-hash-0c3ff97e'),
    (245, 21, 'Airflow staging scheduler', '2026-10-02T11:25:04Z', '2026-12-31T11:25:04Z', '2026-11-23T14:39:44Z', 1, NULL, 0,
     'Staging cluster in Stockholm.', 'CANARY-0245-not-a-real-hash-1367fed2'),
    (284, 21, 'Sensor: warehouse freshness', '2026-11-06T11:10:49Z', '2027-01-05T11:10:49Z', '2026-11-23T15:36:12Z', 1, NULL, 0,
     NULL, 'CANARY-0284-not-a-real-hash-95bf4f6d');

-- pipeline_automation@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (26, 24, 'Nightly warehouse load (old key)', '2025-04-04T12:23:55Z', '2026-04-04T12:23:55Z', '2026-04-04T08:40:19Z', 1, NULL, 0,
     'Ran out over a weekend; two nightly loads went unchecked.', 'CANARY-0026-not-a-real-hash-5c32f67e'),
    (63, 24, 'Anomaly export to data lake', '2026-01-16T10:57:09Z', '2027-01-16T10:57:09Z', '2026-11-23T02:02:30Z', 1, NULL, 0,
     'Writes anomalies to the lake for the weekly report.', 'CANARY-0063-not-a-real-hash-29303366'),
    (106, 24, 'Nightly warehouse load', '2026-04-06T07:57:24Z', '2027-04-06T07:57:24Z', '2026-11-23T01:45:09Z', 1, NULL, 0,
     'Starts the scan of the warehouse after the nightly load.', 'CANARY-0106-not-a-real-hash-41bdf733'),
    (174, 24, 'Quarterly full profile', '2026-07-06T10:11:34Z', '2027-07-06T10:11:34Z', '2026-10-03T15:37:58Z', 1, NULL, 0,
     'Runs on the first Saturday of each quarter.', 'CANARY-0174-not-a-real-hash-b16fc50f'),
    (220, 24, 'Hourly incremental scan', '2026-08-31T07:34:06Z', '2027-08-31T07:34:06Z', '2026-11-23T15:20:16Z', 1, NULL, 0,
     NULL, 'CANARY-0220-not-a-real-hash-7ef27b45'),
    (240, 24, 'Schema drift watcher', '2026-09-24T19:10:00Z', '2026-11-23T19:10:00Z', '2026-11-23T15:33:55Z', 1, NULL, 0,
     'Replacement is being tested.', 'CANARY-0240-not-a-real-hash-74f31504'),
    (254, 24, 'Check definitions from Git', '2026-10-09T09:05:44Z', '2027-01-07T09:05:44Z', '2026-11-23T09:56:25Z', 1, NULL, 0,
     'Applies merged check definitions; may create and change checks.', 'CANARY-0254-not-a-real-hash-ad60a07a'),
    (289, 24, 'Schema drift watcher v2', '2026-11-18T09:29:20Z', '2027-01-17T09:29:20Z', '2026-11-23T13:40:55Z', 1, NULL, 0,
     'Takes over from the first one.', 'CANARY-0289-not-a-real-hash-e6287dcd');

-- jenkins_legacy@service (deactivated)
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (10, 26, 'jenkins-master', '2023-10-30T07:53:35Z', NULL, '2026-05-11T06:16:48Z', 1, NULL, 0,
     'Still active although the account was deactivated in May.', 'CANARY-0010-not-a-real-hash-29e115b5'),
    (20, 26, 'test123', '2025-02-19T08:16:08Z', NULL, NULL, 1, NULL, 0,
     NULL, 'CANARY-0020-not-a-real-hash-0e3bd242'),
    (52, 26, 'Deploy checks, region south', '2025-12-26T08:29:06Z', '2026-12-26T08:29:06Z', '2026-05-11T18:53:45Z', 0, '2026-05-15T10:14:08Z', 0,
     NULL, 'CANARY-0052-not-a-real-hash-0e0f62ef'),
    (54, 26, 'Deploy checks, region north', '2025-12-26T12:09:50Z', '2026-12-26T12:09:50Z', '2026-05-05T21:31:47Z', 1, NULL, 0,
     NULL, 'CANARY-0054-not-a-real-hash-968c2917');

-- snowflake_loader@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (14, 27, 'Bulk load: invoices (2024)', '2024-06-26T11:26:45Z', '2025-06-26T11:26:45Z', '2025-06-18T07:53:28Z', 0, '2025-06-20T13:05:59Z', 0,
     'Revoked, then ended: both at once.', 'CANARY-0014-not-a-real-hash-e5b3b46d'),
    (23, 27, 'Bulk load: bookings (2025)', '2025-03-25T13:02:15Z', '2026-03-25T13:02:15Z', '2026-03-25T07:54:30Z', 1, NULL, 0,
     NULL, 'CANARY-0023-not-a-real-hash-84c4b77e'),
    (92, 27, 'Bulk load: bills of lading', '2026-03-25T10:05:13Z', '2027-03-25T10:05:13Z', '2026-11-23T01:32:50Z', 1, NULL, 0,
     NULL, 'CANARY-0092-not-a-real-hash-90d7f7c1'),
    (93, 27, 'Bulk load: bookings', '2026-03-25T10:05:39Z', '2027-03-25T10:05:39Z', '2026-11-23T03:45:12Z', 1, NULL, 0,
     NULL, 'CANARY-0093-not-a-real-hash-55c9d182'),
    (169, 27, 'Bulk load: invoices', '2026-06-26T08:44:24Z', '2027-06-26T08:44:24Z', '2026-11-23T03:02:47Z', 1, NULL, 0,
     NULL, 'CANARY-0169-not-a-real-hash-810e251b'),
    (187, 27, 'Bulk load: demurrage', '2026-07-24T11:23:08Z', '2027-07-24T11:23:08Z', '2026-11-13T03:54:33Z', 0, '2026-11-13T08:09:50Z', 0,
     'Stopped with the old pipeline; may be deleted.', 'CANARY-0187-not-a-real-hash-c0c0368b'),
    (215, 27, 'Snowpipe events', '2026-08-27T10:33:06Z', '2027-08-27T10:33:06Z', '2026-11-23T15:38:10Z', 1, NULL, 0,
     NULL, 'CANARY-0215-not-a-real-hash-134c5413'),
    (253, 27, 'Warehouse clone, user acceptance test', '2026-10-08T09:14:37Z', '2026-12-07T09:14:37Z', '2026-11-14T03:54:40Z', 1, NULL, 0,
     NULL, 'CANARY-0253-not-a-real-hash-afe8ae41');

-- dbt_transformations@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (153, 34, 'dbt production gate', '2026-05-29T13:49:54Z', '2027-05-29T13:49:54Z', '2026-11-23T14:54:17Z', 1, NULL, 0,
     'Blocks publication of a model whose checks failed.', 'CANARY-0153-not-a-real-hash-35e70ae2'),
    (190, 34, 'Exposure metadata sync', '2026-07-24T12:47:03Z', '2027-07-24T12:47:03Z', '2026-11-23T01:15:38Z', 1, NULL, 0,
     NULL, 'CANARY-0190-not-a-real-hash-caa69977'),
    (223, 34, 'dbt developer sandbox (September)', '2026-09-04T09:42:27Z', '2026-10-04T09:42:27Z', '2026-10-02T18:01:58Z', 1, NULL, 0,
     NULL, 'CANARY-0223-not-a-real-hash-839a828b'),
    (235, 34, 'dbt staging gate', '2026-09-23T12:39:02Z', '2026-12-22T12:39:02Z', '2026-11-23T12:29:57Z', 1, NULL, 0,
     NULL, 'CANARY-0235-not-a-real-hash-ca4a9408'),
    (244, 34, 'dbt developer sandbox (October)', '2026-10-02T09:19:25Z', '2026-11-01T09:19:25Z', '2026-10-30T06:38:07Z', 0, '2026-10-30T13:14:23Z', 0,
     NULL, 'CANARY-0244-not-a-real-hash-675be274'),
    (274, 34, 'dbt developer sandbox', '2026-10-28T10:09:05Z', '2026-11-27T10:09:05Z', '2026-11-19T09:57:36Z', 1, NULL, 0,
     'Shared by the analytics engineers.', 'CANARY-0274-not-a-real-hash-9fb1453a');

-- okta_provisioning@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (22, 38, 'Okta SCIM 2.0 (before rotation)', '2025-03-11T11:45:11Z', '2026-03-11T11:45:11Z', '2026-03-11T11:24:23Z', 0, '2026-03-16T14:15:49Z', 1,
     'Revoked seven days after the rotation.', 'CANARY-0022-not-a-real-hash-99186ed8'),
    (88, 38, 'Okta SCIM 2.0', '2026-03-09T13:09:30Z', '2027-03-09T13:09:30Z', '2026-11-23T15:40:24Z', 1, NULL, 1,
     'Production directory. Restricted to the SCIM endpoints.', 'CANARY-0088-not-a-real-hash-f11d8fea'),
    (202, 38, 'Group push test', '2026-08-19T08:13:39Z', '2026-09-18T08:13:39Z', '2026-08-24T07:17:38Z', 1, NULL, 1,
     'One-off test of pushing groups as teams.', 'CANARY-0202-not-a-real-hash-3540b576'),
    (257, 38, 'Okta preview tenant', '2026-10-14T11:09:59Z', '2027-01-12T11:09:59Z', '2026-11-15T13:17:27Z', 1, NULL, 1,
     NULL, 'CANARY-0257-not-a-real-hash-caaf9105');

-- svc-carrier-edi@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (35, 40, 'COARRI discharge reports', '2025-09-09T09:38:22Z', '2026-09-09T09:38:22Z', '2026-08-23T02:11:17Z', 0, '2026-08-25T12:27:08Z', 0,
     'Replaced by the discharge reports of the terminals.', 'CANARY-0035-not-a-real-hash-66a8dd2a'),
    (50, 40, 'AS2 gateway certificate probe', '2025-12-23T07:04:43Z', '2026-12-23T07:04:43Z', '2026-08-14T03:33:41Z', 1, NULL, 0,
     NULL, 'CANARY-0050-not-a-real-hash-5b6a4137'),
    (81, 40, 'COPARN container orders', '2026-02-19T14:57:25Z', '2027-02-19T14:57:25Z', '2026-11-23T14:32:35Z', 1, NULL, 0,
     NULL, 'CANARY-0081-not-a-real-hash-0f5cb693'),
    (127, 40, 'INVOIC, carrier Nordhav', '2026-05-01T14:09:54Z', '2026-10-28T14:09:54Z', '2026-10-28T07:21:40Z', 1, NULL, 0,
     'Carrier moved to the portal.', 'CANARY-0127-not-a-real-hash-67539f31'),
    (165, 40, 'IFTSTA status messages', '2026-06-24T10:13:04Z', '2027-06-24T10:13:04Z', '2026-11-23T15:38:44Z', 1, NULL, 0,
     NULL, 'CANARY-0165-not-a-real-hash-e13be57f'),
    (166, 40, 'IFTMIN instructions', '2026-06-24T14:06:18Z', '2027-06-24T14:06:18Z', '2026-11-23T15:24:54Z', 1, NULL, 0,
     NULL, 'CANARY-0166-not-a-real-hash-948d498c');

-- terraform_cloud@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (15, 41, 'Terraform workspace: production', '2024-09-03T11:35:57Z', NULL, '2026-11-23T13:27:40Z', 1, NULL, 0,
     'Admin rights and no end date. Exception requested in June, not yet decided.', 'CANARY-0015-not-a-real-hash-2c94dc4c'),
    (36, 41, 'State migration 2025', '2025-09-19T14:26:14Z', '2025-12-18T14:26:14Z', '2025-12-05T09:00:45Z', 0, '2025-12-17T13:13:24Z', 0,
     NULL, 'CANARY-0036-not-a-real-hash-faa1da43'),
    (42, 41, 'Emergency access, sealed envelope', '2025-10-17T08:22:32Z', NULL, NULL, 1, NULL, 0,
     'Kept in the safe of the operations room; opened only in an emergency.', 'CANARY-0042-not-a-real-hash-8304ec45'),
    (124, 41, 'Drift detection, read only', '2026-05-01T07:56:53Z', '2027-05-01T07:56:53Z', '2026-11-23T04:45:24Z', 1, NULL, 0,
     NULL, 'CANARY-0124-not-a-real-hash-e543e1f7'),
    (177, 41, 'Terraform workspace: staging', '2026-07-13T13:50:47Z', '2027-07-13T13:50:47Z', '2026-11-21T20:35:25Z', 1, NULL, 0,
     NULL, 'CANARY-0177-not-a-real-hash-5a870cd2'),
    (260, 41, 'Terraform workspace: development', '2026-10-16T13:33:47Z', '2027-01-14T13:33:47Z', '2026-11-19T22:33:07Z', 1, NULL, 0,
     NULL, 'CANARY-0260-not-a-real-hash-d1340d28');

-- github_actions_ci@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (82, 43, 'Dependabot preview', '2026-02-27T12:55:24Z', '2026-05-28T12:55:24Z', NULL, 0, '2026-05-07T10:22:22Z', 0,
     'Was never needed.', 'CANARY-0082-not-a-real-hash-d38893a8'),
    (148, 43, 'Nightly contract tests', '2026-05-19T14:15:16Z', '2027-05-19T14:15:16Z', '2026-11-23T02:05:25Z', 1, NULL, 0,
     NULL, 'CANARY-0148-not-a-real-hash-ef331489'),
    (163, 43, 'Merge queue (summer)', '2026-06-19T13:45:40Z', '2026-09-17T13:45:40Z', '2026-09-17T12:55:17Z', 1, NULL, 0,
     NULL, 'CANARY-0163-not-a-real-hash-d3e37461'),
    (200, 43, 'Release workflow', '2026-08-18T07:30:26Z', '2027-08-18T07:30:26Z', '2026-11-17T14:22:05Z', 1, NULL, 0,
     NULL, 'CANARY-0200-not-a-real-hash-3b36b274'),
    (231, 43, 'Merge queue', '2026-09-18T08:35:37Z', '2026-12-17T08:35:37Z', '2026-11-23T15:28:46Z', 1, NULL, 0,
     NULL, 'CANARY-0231-not-a-real-hash-e7a83573'),
    (232, 43, 'Fork builds', '2026-09-22T10:40:17Z', '2026-12-21T10:40:17Z', '2026-10-14T08:04:42Z', 0, '2026-10-14T08:24:51Z', 0,
     'Appeared in a build log; revoked within the hour.', 'CANARY-0232-not-a-real-hash-e0aaf7d1'),
    (279, 43, 'Container image smoke test', '2026-11-03T13:06:08Z', '2026-12-03T13:06:08Z', '2026-11-23T04:14:13Z', 1, NULL, 0,
     NULL, 'CANARY-0279-not-a-real-hash-ca2419f5');

-- kafka_connect_vehicle_telemetry@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (56, 50, 'Sink connector: reefer temperatures', '2026-01-07T11:07:01Z', '2027-01-07T11:07:01Z', '2026-11-23T15:40:37Z', 1, NULL, 0,
     NULL, 'CANARY-0056-not-a-real-hash-c2c5f362'),
    (57, 50, 'Sink connector: positions', '2026-01-07T12:42:54Z', '2027-01-07T12:42:54Z', '2026-11-23T15:41:47Z', 1, NULL, 0,
     'Every vehicle sends its position once a minute.', 'CANARY-0057-not-a-real-hash-3b1855f6'),
    (60, 50, 'Connect cluster, failover site', '2026-01-09T14:08:11Z', '2027-01-09T14:08:11Z', NULL, 1, NULL, 0,
     'Takes effect only when the main site is down.', 'CANARY-0060-not-a-real-hash-76d9999b'),
    (118, 50, 'Sink connector: tyre pressure', '2026-04-27T09:02:01Z', '2027-04-27T09:02:01Z', '2026-10-21T07:32:23Z', 0, '2026-10-21T09:19:55Z', 0,
     'The supplier of the sensors changed.', 'CANARY-0118-not-a-real-hash-181c51a9'),
    (146, 50, 'Dead letter queue replay', '2026-05-15T10:57:29Z', '2027-05-15T10:57:29Z', '2026-10-12T23:31:03Z', 1, NULL, 0,
     'Used by hand after an outage.', 'CANARY-0146-not-a-real-hash-28ef557b'),
    (206, 50, 'Sink connector: fuel level', '2026-08-20T13:42:00Z', '2027-08-20T13:42:00Z', '2026-11-23T15:34:34Z', 1, NULL, 0,
     NULL, 'CANARY-0206-not-a-real-hash-735342c2'),
    (226, 50, 'Load test, 40,000 vehicles', '2026-09-09T14:45:13Z', '2026-10-09T14:45:13Z', '2026-09-12T22:22:55Z', 0, '2026-10-09T08:39:39Z', 0,
     NULL, 'CANARY-0226-not-a-real-hash-8ac24d5a');

-- fuel_price_importer@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (13, 52, 'Provider trial', '2024-01-26T12:24:18Z', NULL, '2024-04-27T03:18:27Z', 1, NULL, 0,
     'Trial of a provider that we did not choose.', 'CANARY-0013-not-a-real-hash-a54e01cf'),
    (74, 52, 'Bunker prices, Singapore', '2026-02-06T08:54:20Z', '2027-02-06T08:54:20Z', '2026-11-22T23:50:37Z', 1, NULL, 0,
     NULL, 'CANARY-0074-not-a-real-hash-5fc84418'),
    (77, 52, 'Daily fuel prices', '2026-02-06T12:40:43Z', '2027-02-06T12:40:43Z', '2026-11-23T06:30:12Z', 1, NULL, 0,
     NULL, 'CANARY-0077-not-a-real-hash-9a6dc899'),
    (196, 52, 'Bunker prices, Rotterdam', '2026-08-11T12:18:22Z', '2027-08-11T12:18:22Z', '2026-11-23T00:19:48Z', 1, NULL, 0,
     NULL, 'CANARY-0196-not-a-real-hash-37ce7e0c');

-- power_bi_gateway@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (69, 56, 'Board report, monthly', '2026-01-27T08:33:13Z', '2027-01-27T08:33:13Z', '2026-11-02T06:45:38Z', 1, NULL, 0,
     'Read on the first working day of the month.', 'CANARY-0069-not-a-real-hash-c240a558'),
    (100, 56, 'Personal gateway J. Whitfield', '2026-03-27T14:14:48Z', '2026-06-25T14:14:48Z', '2026-04-25T13:28:14Z', 0, '2026-07-03T09:59:54Z', 0,
     'Personal gateways are not allowed any more.', 'CANARY-0100-not-a-real-hash-34e39ae5'),
    (170, 56, 'Gateway cluster Oslo', '2026-06-26T09:19:47Z', '2027-06-26T09:19:47Z', '2026-11-23T15:08:06Z', 1, NULL, 0,
     NULL, 'CANARY-0170-not-a-real-hash-5aeb1125'),
    (171, 56, 'Gateway cluster Rotterdam', '2026-06-29T11:27:10Z', '2027-06-29T11:27:10Z', '2026-11-23T15:11:10Z', 1, NULL, 0,
     NULL, 'CANARY-0171-not-a-real-hash-fe3c5efd'),
    (278, 56, 'Gateway cluster Bergen', '2026-11-03T11:05:00Z', '2027-11-03T11:05:00Z', NULL, 0, '2026-11-05T12:10:54Z', 0,
     'Made for the wrong account.', 'CANARY-0278-not-a-real-hash-a9a59e21');

-- pagerduty_alert_relay@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (29, 57, 'Alert relay (old)', '2025-07-11T12:23:28Z', '2026-07-11T12:23:28Z', '2026-06-02T01:10:05Z', 0, '2026-06-10T14:54:58Z', 0,
     NULL, 'CANARY-0029-not-a-real-hash-950b2e91'),
    (184, 57, 'Critical anomalies', '2026-07-17T08:47:47Z', '2027-07-17T08:47:47Z', '2026-11-23T08:21:03Z', 1, NULL, 0,
     NULL, 'CANARY-0184-not-a-real-hash-023d6cbb'),
    (213, 57, 'Escalation, weekends', '2026-08-25T16:21:00Z', '2026-11-23T16:21:00Z', '2026-11-22T02:56:58Z', 1, NULL, 0,
     'Runs out today; the rotation is on the list of the shift.', 'CANARY-0213-not-a-real-hash-ee2ce553'),
    (267, 57, 'Acknowledgement webhook', '2026-10-26T10:40:35Z', '2027-10-26T10:40:35Z', '2026-11-23T08:07:44Z', 1, NULL, 0,
     NULL, 'CANARY-0267-not-a-real-hash-ce00d01a');

-- reference_data_quality_gate@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (70, 59, 'Port records: comparison with UN/LOCODE after each release', '2026-01-27T09:26:27Z', '2027-01-27T09:26:27Z', '2026-07-08T20:40:29Z', 1, NULL, 0,
     'The list is released twice a year.', 'CANARY-0070-not-a-real-hash-950e0da6'),
    (154, 59, 'Carrier records: approval workflow of the reference data board', '2026-06-01T13:32:23Z', '2027-06-01T13:32:23Z', '2026-11-22T09:26:12Z', 1, NULL, 0,
     NULL, 'CANARY-0154-not-a-real-hash-0c68cb4f'),
    (156, 59, 'Vessel records: weekly comparison with the register of ships', '2026-06-01T13:59:18Z', '2027-06-01T13:59:18Z', '2026-11-20T21:45:52Z', 1, NULL, 0,
     NULL, 'CANARY-0156-not-a-real-hash-6b61ec19'),
    (159, 59, 'Merge of the customer records taken over with Brightwater Shipping, second wave', '2026-06-11T11:04:23Z', '2026-09-09T11:04:23Z', '2026-08-08T23:13:21Z', 0, '2026-09-08T08:51:33Z', 0,
     'Ended with the takeover project.', 'CANARY-0159-not-a-real-hash-8d81a5a8'),
    (275, 59, 'Reference data gate, staging', '2026-10-30T08:44:10Z', '2027-01-28T08:44:10Z', '2026-11-23T11:33:06Z', 1, NULL, 0,
     NULL, 'CANARY-0275-not-a-real-hash-e8569a86');

-- tableau_extracts@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (55, 60, 'Executive summary', '2025-12-26T13:39:27Z', '2026-12-26T13:39:27Z', '2026-11-18T02:19:58Z', 0, '2026-11-20T12:18:53Z', 0,
     'Watched for seven days, then deleted.', 'CANARY-0055-not-a-real-hash-2e5c4f6e'),
    (62, 60, 'Extract refresh, production', '2026-01-11T09:30:00Z', '2027-01-11T09:30:00Z', '2026-11-23T11:10:15Z', 1, NULL, 0,
     NULL, 'CANARY-0062-not-a-real-hash-7799680d'),
    (85, 60, 'Workbook audit script', '2026-03-06T14:02:22Z', '2027-03-06T14:02:22Z', '2026-04-10T15:17:07Z', 1, NULL, 0,
     'Nobody remembers when it last ran.', 'CANARY-0085-not-a-real-hash-a0851e03'),
    (116, 60, 'Extract refresh, training site', '2026-04-23T08:41:38Z', '2026-10-20T08:41:38Z', '2026-10-01T04:25:54Z', 1, NULL, 0,
     'Custom lifespan for the training season.', 'CANARY-0116-not-a-real-hash-dc51fd08'),
    (229, 60, 'Embedded dashboards, customer portal', '2026-09-11T13:01:43Z', '2027-09-11T13:01:43Z', '2026-11-23T14:51:15Z', 1, NULL, 0,
     NULL, 'CANARY-0229-not-a-real-hash-6e742f0a');

-- sap_finance_bridge@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (21, 67, 'Period-end reconciliation FY2024', '2025-03-03T10:15:43Z', '2026-03-03T10:15:43Z', '2026-02-02T17:57:44Z', 1, NULL, 0,
     'Kept for the auditors of the fiscal year 2024.', 'CANARY-0021-not-a-real-hash-5d30faa8'),
    (24, 67, 'RFC destination', '2025-04-02T09:05:32Z', NULL, '2026-11-23T15:33:58Z', 1, NULL, 0,
     'Cannot be rotated by the vendor; the exception is renewed every year.', 'CANARY-0024-not-a-real-hash-d35b83a6'),
    (104, 67, 'Daily postings check', '2026-04-06T07:17:59Z', '2027-04-06T07:17:59Z', '2026-11-23T01:05:44Z', 1, NULL, 0,
     NULL, 'CANARY-0104-not-a-real-hash-2c511422'),
    (107, 67, 'Period-end reconciliation', '2026-04-06T09:42:16Z', '2027-04-06T09:42:16Z', '2026-10-31T01:33:35Z', 1, NULL, 0,
     'Runs on the last day of each period.', 'CANARY-0107-not-a-real-hash-a173ac98'),
    (157, 67, 'IDoc listener', '2026-06-04T11:19:54Z', '2026-12-01T11:19:54Z', '2026-11-23T15:25:16Z', 1, NULL, 0,
     NULL, 'CANARY-0157-not-a-real-hash-003ecda0'),
    (197, 67, 'SAP quality system', '2026-08-14T09:28:38Z', '2026-11-12T09:28:38Z', '2026-11-07T22:52:18Z', 1, NULL, 0,
     NULL, 'CANARY-0197-not-a-real-hash-264a0fa9'),
    (241, 67, 'Intercompany balances', '2026-09-25T14:56:09Z', '2026-11-24T14:56:09Z', '2026-11-22T00:55:39Z', 1, NULL, 0,
     'Due for renewal this week.', 'CANARY-0241-not-a-real-hash-0e7781ea');

-- driver_app_backend@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (91, 70, 'Rest time validation', '2026-03-18T07:19:22Z', '2027-03-18T07:19:22Z', '2026-11-23T15:07:53Z', 1, NULL, 0,
     NULL, 'CANARY-0091-not-a-real-hash-2978fc8b'),
    (125, 70, 'Key for the partner fleet in Gdańsk', '2026-05-01T09:36:47Z', '2028-04-30T09:36:47Z', '2026-11-23T14:30:09Z', 1, NULL, 0,
     'Contract runs for two years.', 'CANARY-0125-not-a-real-hash-80a28d70'),
    (173, 70, 'Proof of delivery, live', '2026-07-03T11:00:23Z', '2027-07-03T11:00:23Z', '2026-11-23T15:41:08Z', 1, NULL, 0,
     NULL, 'CANARY-0173-not-a-real-hash-ea1fd832'),
    (175, 70, 'Tablet pilot', '2026-07-06T10:33:46Z', '2027-07-06T10:33:46Z', '2026-09-13T17:08:36Z', 0, '2026-09-23T08:27:52Z', 0,
     NULL, 'CANARY-0175-not-a-real-hash-7b1cb07e'),
    (222, 70, 'Proof of delivery, staging', '2026-09-04T07:33:34Z', '2026-12-03T07:33:34Z', '2026-11-22T17:24:29Z', 1, NULL, 0,
     NULL, 'CANARY-0222-not-a-real-hash-e918efa6'),
    (287, 70, 'Beta channel, iOS', '2026-11-13T11:07:11Z', '2026-12-13T11:07:11Z', '2026-11-23T10:29:18Z', 1, NULL, 0,
     NULL, 'CANARY-0287-not-a-real-hash-6f63bb38'),
    (288, 70, 'Beta channel, Android', '2026-11-13T14:05:05Z', '2026-12-13T14:05:05Z', NULL, 1, NULL, 0,
     NULL, 'CANARY-0288-not-a-real-hash-cd691615');

-- secrets_rotation_bot@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (130, 72, 'Break-glass', '2026-05-04T14:34:12Z', '2027-05-04T14:34:12Z', NULL, 1, NULL, 0,
     'Stored offline. Tested once a year.', 'CANARY-0130-not-a-real-hash-d3bfbc10'),
    (256, 72, 'Rotation controller (October)', '2026-10-13T10:27:07Z', '2026-11-12T10:27:07Z', '2026-10-27T10:09:19Z', 0, '2026-10-27T10:19:53Z', 0,
     NULL, 'CANARY-0256-not-a-real-hash-7b2eee2d'),
    (270, 72, 'Rotation controller (previous)', '2026-10-27T13:55:40Z', '2026-11-26T13:55:40Z', '2026-11-10T10:24:32Z', 0, '2026-11-10T10:35:26Z', 0,
     NULL, 'CANARY-0270-not-a-real-hash-321ef238'),
    (285, 72, 'Rotation controller', '2026-11-10T07:06:19Z', '2026-12-10T07:06:19Z', '2026-11-23T15:12:27Z', 1, NULL, 0,
     'Renews itself every two weeks.', 'CANARY-0285-not-a-real-hash-5b0f0330');

-- zurich_customs_clearance@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (38, 73, 'Übergangslösung Passar', '2025-09-29T14:27:59Z', '2026-09-29T14:27:59Z', '2026-07-21T09:40:05Z', 1, NULL, 0,
     'Während der Umstellung auf das neue Zollsystem.', 'CANARY-0038-not-a-real-hash-e4ca42fe'),
    (136, 73, 'Einfuhranmeldungen', '2026-05-05T12:57:07Z', '2027-05-05T12:57:07Z', '2026-11-23T15:13:16Z', 1, NULL, 0,
     NULL, 'CANARY-0136-not-a-real-hash-99e65d8c'),
    (137, 73, 'Ausfuhranmeldungen', '2026-05-05T13:33:16Z', '2027-05-05T13:33:16Z', '2026-11-23T15:29:08Z', 1, NULL, 0,
     'Exportanmeldungen, laufend an Werktagen.', 'CANARY-0137-not-a-real-hash-28888739'),
    (233, 73, 'Veredelungsverkehr', '2026-09-23T10:00:00Z', '2026-11-22T10:00:00Z', '2026-11-22T06:52:43Z', 1, NULL, 0,
     NULL, 'CANARY-0233-not-a-real-hash-9a7d7047'),
    (234, 73, 'Tarifnummern-Abgleich', '2026-09-23T12:23:18Z', '2026-12-22T12:23:18Z', '2026-11-23T04:05:25Z', 1, NULL, 0,
     'Nächtlicher Abgleich mit dem Zolltarif.', 'CANARY-0234-not-a-real-hash-d1a59f47');

-- goteborg_warehouse_control@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (48, 80, 'Inventering 2025', '2025-11-18T13:25:24Z', '2025-12-18T13:25:24Z', '2025-12-15T23:57:11Z', 0, '2026-01-06T14:42:46Z', 0,
     NULL, 'CANARY-0048-not-a-real-hash-fe194f50'),
    (64, 80, 'Portskanning', '2026-01-16T12:57:45Z', '2027-01-16T12:57:45Z', '2026-11-23T15:37:37Z', 1, NULL, 0,
     NULL, 'CANARY-0064-not-a-real-hash-1f585700'),
    (150, 80, 'Saldokontroll, natt', '2026-05-27T08:21:17Z', '2027-05-27T08:21:17Z', '2026-11-23T01:02:04Z', 1, NULL, 0,
     NULL, 'CANARY-0150-not-a-real-hash-3d507e42'),
    (264, 80, 'Påfyllning höglager', '2026-10-21T07:16:12Z', '2027-01-19T07:16:12Z', '2026-11-23T13:32:42Z', 1, NULL, 0,
     NULL, 'CANARY-0264-not-a-real-hash-9902226b');

-- svc-geocoder@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (16, 81, 'Old address file import', '2024-12-23T12:10:49Z', '2025-12-23T12:10:49Z', NULL, 1, NULL, 0,
     'Made for an import that never took place.', 'CANARY-0016-not-a-real-hash-8e486240'),
    (113, 81, 'Address batches', '2026-04-21T12:35:16Z', '2027-04-21T12:35:16Z', '2026-11-23T12:49:20Z', 1, NULL, 0,
     NULL, 'CANARY-0113-not-a-real-hash-1cc520df'),
    (114, 81, 'Reverse lookup', '2026-04-21T14:24:59Z', '2027-04-21T14:24:59Z', '2026-09-09T23:19:56Z', 1, NULL, 0,
     NULL, 'CANARY-0114-not-a-real-hash-7ca7d4fa');

-- yokohama_customs@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (161, 84, '輸入申告 日次検証', '2026-06-19T11:42:16Z', '2027-06-19T11:42:16Z', '2026-11-22T22:13:13Z', 1, NULL, 0,
     '毎日 07:00 (JST) に実行。', 'CANARY-0161-not-a-real-hash-349bfc37'),
    (164, 84, '輸出申告 日次検証', '2026-06-19T14:40:26Z', '2027-06-19T14:40:26Z', '2026-11-23T07:04:46Z', 1, NULL, 0,
     NULL, 'CANARY-0164-not-a-real-hash-818f1607'),
    (221, 84, 'NACCS 連携テスト', '2026-09-02T12:34:27Z', '2026-11-01T12:34:27Z', '2026-10-23T08:48:48Z', 1, NULL, 0,
     '接続試験用。', 'CANARY-0221-not-a-real-hash-027165d2'),
    (239, 84, '植物検疫 照合', '2026-09-24T12:19:40Z', '2027-09-24T12:19:40Z', '2026-11-21T20:09:58Z', 1, NULL, 0,
     NULL, 'CANARY-0239-not-a-real-hash-13f839c8'),
    (276, 84, 'コンテナ搬出入 照合', '2026-10-30T13:11:26Z', '2027-01-28T13:11:26Z', '2026-11-22T22:08:03Z', 1, NULL, 0,
     NULL, 'CANARY-0276-not-a-real-hash-c4860799');

-- piraeus_vessel_schedules@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (27, 88, 'Δρομολόγια 2025', '2025-04-25T10:15:41Z', '2026-04-25T10:15:41Z', '2026-04-24T09:42:41Z', 0, '2026-04-28T09:22:23Z', 0,
     NULL, 'CANARY-0027-not-a-real-hash-3a8d669e'),
    (121, 88, 'Αφίξεις και αναχωρήσεις', '2026-04-27T11:44:25Z', '2027-04-27T11:44:25Z', '2026-11-23T15:23:54Z', 1, NULL, 0,
     'Κάθε μισή ώρα από το σύστημα του λιμένα.', 'CANARY-0121-not-a-real-hash-e09adf90'),
    (176, 88, 'Δοκιμή AIS', '2026-07-13T08:51:02Z', '2026-08-12T08:51:02Z', '2026-08-08T04:36:00Z', 1, NULL, 0,
     NULL, 'CANARY-0176-not-a-real-hash-8734b6b2'),
    (251, 88, 'Πρόβλεψη καθυστερήσεων', '2026-10-06T09:26:47Z', '2027-01-04T09:26:47Z', '2026-11-23T12:25:31Z', 1, NULL, 0,
     NULL, 'CANARY-0251-not-a-real-hash-ccf8483c');

-- backup_restore_drill@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (40, 91, 'Restore drill, autumn 2025', '2025-10-01T12:47:06Z', '2025-10-31T12:47:06Z', '2025-10-23T23:53:04Z', 0, NULL, 0,
     'Revoked before the time of a revocation was recorded.', 'CANARY-0040-not-a-real-hash-d2cd2a15'),
    (89, 91, 'Restore drill, spring 2026', '2026-03-16T13:26:50Z', '2026-04-15T13:26:50Z', '2026-04-06T20:37:55Z', 0, '2026-04-10T11:49:28Z', 0,
     NULL, 'CANARY-0089-not-a-real-hash-b2e80a0d'),
    (158, 91, 'Configuration export', '2026-06-08T07:13:16Z', '2027-06-08T07:13:16Z', '2026-11-23T04:17:13Z', 1, NULL, 0,
     NULL, 'CANARY-0158-not-a-real-hash-c2d90f09'),
    (238, 91, 'Restore drill, autumn 2026', '2026-09-24T08:34:17Z', '2026-10-24T08:34:17Z', '2026-10-08T15:39:07Z', 0, '2026-10-21T08:15:39Z', 0,
     NULL, 'CANARY-0238-not-a-real-hash-904ccfbf');

-- lodz_goods_receipt@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (143, 94, 'Zgodność wag i wymiarów', '2026-05-08T14:33:15Z', '2026-11-04T14:33:15Z', '2026-11-04T12:25:02Z', 1, NULL, 0,
     NULL, 'CANARY-0143-not-a-real-hash-613fbbd8'),
    (195, 94, 'Awizacje dostaw', '2026-08-03T07:23:40Z', '2027-08-03T07:23:40Z', '2026-11-23T15:03:46Z', 1, NULL, 0,
     NULL, 'CANARY-0195-not-a-real-hash-b6939cbd'),
    (255, 94, 'Etykiety palet', '2026-10-09T10:18:14Z', '2026-12-08T10:18:14Z', '2026-11-23T09:07:45Z', 1, NULL, 0,
     NULL, 'CANARY-0255-not-a-real-hash-3c26e41a');

-- entra_id_sync@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (28, 95, 'Entra SCIM connector, pilot', '2025-05-12T14:04:41Z', '2026-05-12T14:04:41Z', '2026-04-02T00:18:21Z', 1, NULL, 1,
     'Pilot with two offices; never extended.', 'CANARY-0028-not-a-real-hash-433575e4'),
    (65, 95, 'SCIM smoke test', '2026-01-16T13:58:19Z', '2027-01-16T13:58:19Z', NULL, 1, NULL, 1,
     NULL, 'CANARY-0065-not-a-real-hash-3cf769b1'),
    (132, 95, 'Entra SCIM connector', '2026-05-04T14:54:02Z', '2027-05-04T14:54:02Z', '2026-11-23T15:15:17Z', 1, NULL, 1,
     'Accounts of the Baltic offices.', 'CANARY-0132-not-a-real-hash-10785ca4');

-- varna_warehouse_sync@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (30, 96, 'Пренос на архива', '2025-08-20T11:40:47Z', '2026-08-20T11:40:47Z', '2026-02-11T05:38:06Z', 1, NULL, 0,
     'Еднократен пренос на архивни данни.', 'CANARY-0030-not-a-real-hash-6b82f7c8'),
    (147, 96, 'Дневна синхронизация', '2026-05-15T12:19:59Z', '2027-05-15T12:19:59Z', '2026-11-23T05:36:34Z', 1, NULL, 0,
     NULL, 'CANARY-0147-not-a-real-hash-7efd215e'),
    (183, 96, 'Етикети за палети', '2026-07-16T09:04:36Z', '2027-07-16T09:04:36Z', '2026-11-23T15:15:48Z', 1, NULL, 0,
     NULL, 'CANARY-0183-not-a-real-hash-36cfad76'),
    (243, 96, 'Проверка на наличности', '2026-09-29T10:31:39Z', '2026-12-28T10:31:39Z', '2026-11-23T14:57:39Z', 1, NULL, 0,
     NULL, 'CANARY-0243-not-a-real-hash-90be584d');

-- dubai_shipment_tracking@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (41, 103, 'اختبار الربط مع الميناء', '2025-10-09T10:04:45Z', '2026-01-07T10:04:45Z', '2025-12-03T00:55:32Z', 0, '2026-01-05T13:45:35Z', 0,
     NULL, 'CANARY-0041-not-a-real-hash-657397dd'),
    (172, 103, 'تحديث حالة الشحنات', '2026-07-02T09:56:00Z', '2027-07-02T09:56:00Z', '2026-11-23T15:31:25Z', 1, NULL, 0,
     'كل خمس عشرة دقيقة.', 'CANARY-0172-not-a-real-hash-bc2d71a3'),
    (210, 103, 'لوحة المتابعة', '2026-08-25T13:20:00Z', '2026-11-23T13:20:00Z', '2026-11-23T12:05:49Z', 1, NULL, 0,
     'لوحة متابعة لفريق العمليات.', 'CANARY-0210-not-a-real-hash-0dc9bb91'),
    (266, 103, 'مطابقة البيانات الجمركية', '2026-10-23T11:48:53Z', '2027-01-21T11:48:53Z', '2026-11-23T01:32:32Z', 1, NULL, 0,
     NULL, 'CANARY-0266-not-a-real-hash-dfbf7e00');

-- rate_card_publisher@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (31, 104, 'Rate simulation', '2025-08-29T10:15:16Z', '2027-08-29T10:15:16Z', '2026-08-27T06:23:50Z', 1, NULL, 0,
     'Two years, made through the API before the limit was agreed.', 'CANARY-0031-not-a-real-hash-af4a42e0'),
    (66, 104, 'Fuel surcharge table', '2026-01-26T14:35:59Z', '2027-01-26T14:35:59Z', '2026-11-17T07:09:44Z', 1, NULL, 0,
     NULL, 'CANARY-0066-not-a-real-hash-1624a3ed'),
    (185, 104, 'Publish, contract rates', '2026-07-24T09:15:23Z', '2027-07-24T09:15:23Z', '2026-11-02T21:19:20Z', 1, NULL, 0,
     NULL, 'CANARY-0185-not-a-real-hash-080475b6'),
    (192, 104, 'Publish, spot rates', '2026-07-24T14:20:14Z', '2027-07-24T14:20:14Z', '2026-11-23T14:47:45Z', 1, NULL, 0,
     NULL, 'CANARY-0192-not-a-real-hash-9685b02e');

-- plzen_sorting_centre@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (71, 106, 'Zkušební provoz', '2026-01-27T09:54:36Z', '2026-03-28T09:54:36Z', '2026-03-23T06:56:34Z', 0, '2026-03-30T11:20:14Z', 0,
     'Trial operation of the new sorter.', 'CANARY-0071-not-a-real-hash-7eb22bda'),
    (108, 106, 'Třídicí plán', '2026-04-07T07:00:14Z', '2027-04-07T07:00:14Z', '2026-11-23T14:19:31Z', 1, NULL, 0,
     NULL, 'CANARY-0108-not-a-real-hash-496e354b'),
    (110, 106, 'Noční uzávěrka', '2026-04-08T14:47:41Z', '2027-04-08T14:47:41Z', '2026-11-23T02:05:22Z', 1, NULL, 0,
     NULL, 'CANARY-0110-not-a-real-hash-0d4511c6');

-- osaka_inventory_sync@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (83, 113, '在庫同期 本番', '2026-02-27T13:04:50Z', '2027-02-27T13:04:50Z', '2026-11-23T15:30:14Z', 1, NULL, 0,
     NULL, 'CANARY-0083-not-a-real-hash-ffa99656'),
    (96, 113, '棚卸 2025年度', '2026-03-27T10:26:19Z', '2026-04-26T10:26:19Z', '2026-04-23T02:53:24Z', 0, '2026-05-01T09:04:09Z', 0,
     '棚卸終了のため失効。', 'CANARY-0096-not-a-real-hash-8de0966b'),
    (225, 113, '在庫同期 検証環境', '2026-09-04T10:11:42Z', '2026-12-03T10:11:42Z', '2026-11-17T21:53:21Z', 1, NULL, 0,
     NULL, 'CANARY-0225-not-a-real-hash-ea146db0');

-- haifa_container_tracking@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (53, 115, 'דוח שבועי', '2025-12-26T09:11:40Z', '2026-12-26T09:11:40Z', '2026-11-19T23:06:15Z', 1, NULL, 0,
     NULL, 'CANARY-0053-not-a-real-hash-fbac1cd2'),
    (138, 115, 'מעקב מכולות – ייצור', '2026-05-06T07:38:29Z', '2027-05-06T07:38:29Z', '2026-11-23T15:26:53Z', 1, NULL, 0,
     NULL, 'CANARY-0138-not-a-real-hash-a3dabf21'),
    (282, 115, 'מעקב מכולות – בדיקות', '2026-11-04T12:44:42Z', '2026-12-04T12:44:42Z', '2026-11-21T00:07:14Z', 1, NULL, 0,
     NULL, 'CANARY-0282-not-a-real-hash-df39f6bc');

-- saopaulo_last_mile@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (49, 117, 'Projeto-piloto Campinas', '2025-12-08T09:19:57Z', '2026-03-08T09:19:57Z', '2026-02-22T04:30:15Z', 1, NULL, 0,
     NULL, 'CANARY-0049-not-a-real-hash-f2b17a53'),
    (149, 117, 'Roteirização diária', '2026-05-22T12:40:05Z', '2027-05-22T12:40:05Z', '2026-11-23T08:15:18Z', 1, NULL, 0,
     NULL, 'CANARY-0149-not-a-real-hash-27c85a2a'),
    (209, 117, 'Comprovantes de entrega', '2026-08-21T07:08:21Z', '2027-08-21T07:08:21Z', '2026-11-23T15:39:09Z', 1, NULL, 0,
     NULL, 'CANARY-0209-not-a-real-hash-d0216595'),
    (218, 117, 'Integração com transportadoras', '2026-08-28T12:00:00Z', '2026-11-26T12:00:00Z', '2026-11-23T15:02:18Z', 1, NULL, 0,
     'Renovação combinada com o parceiro.', 'CANARY-0218-not-a-real-hash-54c9b02f');

-- crossdock_throughput_forecast@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (160, 119, 'Forecast run, 04:00 UTC', '2026-06-16T07:10:42Z', '2027-06-16T07:10:42Z', '2026-11-23T02:05:49Z', 1, NULL, 0,
     NULL, 'CANARY-0160-not-a-real-hash-76c1d28c'),
    (186, 119, 'Capacity simulator, long-term study with the technical university', '2026-07-24T10:39:18Z', '2029-07-23T10:39:18Z', '2026-11-05T00:39:32Z', 1, NULL, 0,
     'Three years were agreed with the university; above our limit of one year.', 'CANARY-0186-not-a-real-hash-7ece64a6'),
    (259, 119, 'Model training', '2026-10-16T10:03:30Z', '2026-12-15T10:03:30Z', '2026-11-17T02:52:51Z', 1, NULL, 0,
     NULL, 'CANARY-0259-not-a-real-hash-39b832c1'),
    (273, 119, 'Notebook server', '2026-10-28T07:16:25Z', '2026-11-27T07:16:25Z', '2026-11-23T02:38:31Z', 1, NULL, 0,
     'Used by three planners by turns.', 'CANARY-0273-not-a-real-hash-e5fafcb3');

-- invoice_matching@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (112, 121, 'Three-way match', '2026-04-17T09:33:13Z', '2027-04-17T09:33:13Z', '2026-11-23T01:05:18Z', 1, NULL, 0,
     NULL, 'CANARY-0112-not-a-real-hash-33fe41ac'),
    (216, 121, 'Disputed invoices', '2026-08-28T08:18:54Z', '2026-11-26T08:18:54Z', '2026-11-19T21:26:43Z', 1, NULL, 0,
     NULL, 'CANARY-0216-not-a-real-hash-6342d805'),
    (261, 121, 'VAT check, Baltic offices', '2026-10-20T14:41:27Z', '2027-10-20T14:41:27Z', NULL, 1, NULL, 0,
     'Waits for the release of January.', 'CANARY-0261-not-a-real-hash-54b10a64');

-- brightwater_migration@service (deactivated)
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (32, 124, 'Contractor upload, first wave', '2025-08-29T11:04:38Z', '2025-11-27T11:04:38Z', '2025-11-16T07:32:43Z', 0, '2025-11-18T08:10:44Z', 0,
     NULL, 'CANARY-0032-not-a-real-hash-3037240a'),
    (68, 124, 'Contractor upload, second wave', '2026-01-27T08:29:51Z', '2026-07-26T08:29:51Z', '2026-07-15T21:09:42Z', 0, '2026-07-17T12:24:45Z', 0,
     NULL, 'CANARY-0068-not-a-real-hash-600db29e'),
    (117, 124, 'Read-only check of results', '2026-04-27T08:28:58Z', '2026-10-24T08:28:58Z', '2026-07-01T11:16:15Z', 0, '2026-07-17T13:12:40Z', 0,
     NULL, 'CANARY-0117-not-a-real-hash-aedc61ee');

-- audit_evidence_collector@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (43, 125, 'External auditor 2025, read only', '2025-10-17T12:10:33Z', '2025-12-16T12:10:33Z', '2025-12-11T06:11:33Z', 1, NULL, 0,
     NULL, 'CANARY-0043-not-a-real-hash-d038df58'),
    (135, 125, 'Quarterly evidence', '2026-05-05T07:09:57Z', '2027-05-05T07:09:57Z', '2026-10-04T04:17:45Z', 1, NULL, 0,
     NULL, 'CANARY-0135-not-a-real-hash-1df62223'),
    (194, 125, 'Token list export', '2026-07-28T13:38:00Z', '2027-07-28T13:38:00Z', '2026-11-23T15:41:27Z', 1, NULL, 0,
     'Made the export you are looking at.', 'CANARY-0194-not-a-real-hash-5f9f4328'),
    (248, 125, 'External auditor, read only', '2026-10-05T17:00:00Z', '2026-12-04T17:00:00Z', '2026-11-13T07:06:33Z', 1, NULL, 0,
     'Ends with the field work.', 'CANARY-0248-not-a-real-hash-637c44bd');

-- temp@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (46, 127, 'test123', '2025-11-05T07:55:51Z', NULL, NULL, 1, NULL, 0,
     NULL, 'CANARY-0046-not-a-real-hash-bb4ea24f'),
    (47, 127, 'temp', '2025-11-05T11:02:21Z', NULL, '2026-04-19T21:31:34Z', 1, NULL, 0,
     NULL, 'CANARY-0047-not-a-real-hash-173fda58'),
    (97, 127, 'new token (1)', '2026-03-27T12:21:01Z', '2027-03-27T12:21:01Z', '2026-03-30T12:57:28Z', 1, NULL, 0,
     NULL, 'CANARY-0097-not-a-real-hash-3e309ad7'),
    (103, 127, 'asdf', '2026-04-01T09:51:16Z', '2026-05-01T09:51:16Z', NULL, 1, NULL, 0,
     NULL, 'CANARY-0103-not-a-real-hash-01ee98c2');

-- vessel_eta_stream@service
INSERT INTO tokens (id, service_user, name, created, expiration, last_used, active, revoked, scim, description, token_hash) VALUES
    (139, 130, 'ETA stream, Mediterranean', '2026-05-06T11:00:22Z', '2027-05-06T11:00:22Z', '2026-11-23T15:39:12Z', 1, NULL, 0,
     NULL, 'CANARY-0139-not-a-real-hash-d815391c'),
    (140, 130, 'ETA stream, Atlantic', '2026-05-06T14:44:19Z', '2027-05-06T14:44:19Z', '2026-11-23T15:40:58Z', 1, NULL, 0,
     NULL, 'CANARY-0140-not-a-real-hash-ca085d43'),
    (180, 130, 'ETA stream, load test', '2026-07-14T10:28:23Z', '2026-08-13T10:28:23Z', '2026-08-04T15:42:12Z', 1, NULL, 0,
     NULL, 'CANARY-0180-not-a-real-hash-adfe158d'),
    (205, 130, 'ETA stream, Baltic', '2026-08-20T09:31:03Z', '2027-08-20T09:31:03Z', '2026-11-23T15:37:46Z', 1, NULL, 0,
     NULL, 'CANARY-0205-not-a-real-hash-b4b32478'),
    (290, 130, 'ETA stream, Pacific', '2026-11-23T11:55:40Z', '2027-11-23T11:55:40Z', NULL, 1, NULL, 0,
     'Made today; goes live tonight.', 'CANARY-0290-not-a-real-hash-e8a0f571');

-- Pictures: 64 x 64, eight colours, drawn for this sample. The other service users show initials.

-- svc-airflow@service: three waves on teal
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C54450F766E318A83549D9776B1AC98C4C1BAD8D6DDEBEAFFFFFF8A402212000000984944415478DA63601805C313301A0B20F30CD0E599C2CB4B15907805E80ADCCBCBCB4B9078E80A58CB412000C14357900E565086E0A12910039AEF02B42511CE73407521C47EA00A05040FCD850A18EA108005C56C844D70C08EE23A24B7222908C0EA5B8482127850C3C20B25A8D941610C0D6A38851C0ECC285AA1068D06F568500F7850632B0590831A6B39821CD4D84BA251309C000063088D0DF91D40DD0000000049454E44AE426082' WHERE id = 21;

-- pipeline_automation@service: four bars on indigo
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C54454338CA5E54D27971D9948DE1AEAAE8C9C6F0E4E3F7FFFFFFB17945120000002A4944415478DA63601805831BB09797978F700560B991AD002137AA806C056872A30A0650C1281816000015B39109C4AB83310000000049454E44AE426082' WHERE id = 24;

-- snowflake_loader@service: snow star on sky blue
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C54450369A1277EAE4B94BC6FA9C993BFD7B7D4E4DBEAF2FFFFFFB8A83AC1000000B74944415478DA63601805030398CACB1546B40246740502680ADC1D5015B094A019505EA680AC8029BD1CD508D6F2F252018402C6F0F2F20014056CE5E5E5250805EE406E02AA1DE61015100520F962746F800493200AD4A0C6A13913686D792048816839D441E861940E94702A2F5701526558438BA51C0E1CB087A6084CDE11574CA842E48370C79519483E99817C0584AC20E44842DE24145004839A5064118A6E820986609223986809267BC21967B4841905740200A19F7635724DB9890000000049454E44AE426082' WHERE id = 27;

-- dbt_transformations@service: diamond on orange
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C5445C2410CCB5C2FD37751DC9274E5AE97EEC9BAF6E4DCFFFFFF5CB38F540000009E4944415478DAED94310EC02008454D7AA16E1C8C81EBB78D558C015FD2A49B0C4E9F2722FC5276FC13C70902510098AD1162A6005823E41128005608A90205408E902650006408718102204654804A86683D487BD1331384272688212F44F4B47BA24284571057E180F79811E31342040AF00A2C929F898DE256E367F177E3C0F0C8E1D0F2D8E3E2F0EAE1F2F2FAA381B005A189B10DA291B215EFF81A17E25EC073E27C52050000000049454E44AE426082' WHERE id = 34;

-- okta_provisioning@service: ring on blue
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C54451D4ED83D67DE5E81E37E9AE99EB3EEBECCF4DFE6F9FFFFFF65D1600A000000CF4944415478DA63601805831388849597A73AE29466742B078314011C0ADCCBA1A004BBBC7A391C146193672947020E581484232B28C594672D470101B85D88C39D4CE56840014D013B44D889814105C22AC06A8303C23B687630820513211C313047003310CA60BC74CCA060030915C278E2205E028A0271143D2C28CA116E4470315D198E2AE28E11DAE9A851A88EEC64B8990568C1466F05041D49D09B04038A6050138C2C82D14D30C1104C7284132DC1644F30E310CE7A04332FE1EC4FB000215C04112EC4081683A3606001006799CB791373D4D00000000049454E44AE426082' WHERE id = 38;

-- terraform_cloud@service: hexagon on violet
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C54456D28D98247DE9765E4AC84E9C0A3EFD5C2F4EAE0FAFFFFFF7F478B000000009E4944415478DA6360180543168806E29767292F77C027CF5C0E0406B8E599D2410ACA1470C93386978341A9000E05EEE55050825DDEAC1C0E92B1C9AB96238120AC1E04BB301D4263789609AAD58019CA50C06E8003320B8B0270388BE256900461ABE15250821C20D81414C038ECA30A28534030A8094616E1E8C6976008263982899670B2279C7108673DC2999760F6275C80102E82081762A36030030062AF9989E077511B0000000049454E44AE426082' WHERE id = 41;

-- kafka_connect_vehicle_telemetry@service: linked dots on slate
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C5445334155505C6D6D77868A929EA8AEB6C5C9CEE2E4E7FFFFFFD87DCC5F000000A74944415478DAED94310BC2500C849FA5FA3BA4145D9D9C5584B777E9DEA5BB68EEEF5BEBDCFB843A28F4E04D399297CB25292DF86F14D7AD8FF70ACBD84BBA39423F10C255D00BA64639124E33086B28F14E104E04B9368B565119A1565971705267F3FDFA92D2513A4FC5775237BCC6EBAB6EB2BBCD18BFFB11EB614698210113B0047E12DB44A1586A1ED667E346C3B0E5D8B46CFB2F6C162E2FAE3F1F103C4178C416FC289E981F57FFF480F4FF0000000049454E44AE426082' WHERE id = 50;

-- pagerduty_alert_relay@service: upward triangle on rose
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C54459F1239AD3455BA5672C8788ED699AAE4BBC6F1DDE3FFFFFF08FE3B2E000000B94944415478DAEDD4310E833010445184225F8136B7A075C11DD2BA4B6D59CE5C3F71F02A8077D675244F41C32F785A89691AFBDBCDF74EE0422758532700ECF737C09BC10244337800D944E2330BEA4A6041D7122413596622CBBC81CC05120D64AE0F8AFC0614EA24081CB9078923F7001C5903CF2E294164979420D34BD64085BA6310D8252548F492327A49995791874515F9FB86163AE31C3450770D82863C064947BEB6EDA9422FC816BAB4415490A7E5F1BB1D6BF706E701913C12A16A910000000049454E44AE426082' WHERE id = 57;

-- yokohama_customs@service: filled circle on light grey
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C5445E5E7EBDFC9D2DAAAB9D48CA0CF6D87C94F6EC43055BE123CC8DF6DC2000000914944415478DA63601805A3001760762D2F0F31C02D2F520E068EB8E459CAA1C001BB3C633A4C4199005605E2E5705088D580722480CD08366405095814B8232B28216003363B58501560FA941D5541018602735405C5F8DD88CD95E1A80A4A311494A381815040D09104BD4930A0080635C1C82218DD04130CE1244730D1124CF684330EC1AC4738F312CEFEA360C4030071EBBB018100E47D0000000049454E44AE426082' WHERE id = 84;

-- piraeus_vessel_schedules@service: sail triangle on navy (a GIF)
UPDATE service_users SET avatar = X'47494638396140004000A200001E3A5F3E56765E728D7E8EA49FABBABFC7D1DFE3E8FFFFFF2C00000000400040000003D308BADCFE30CA49ABBD38EBCDBBFF60288E64699E68AAAE6CEBBE98007FC5DC0987CD15B99E0D879EEF62080E2F40E342768414950A61939184020E8469E3690D32B5D5EEC1A05570C5582D21C896B603D3369BD1261FD772777B70CCA3D9703A78797472353A7E7F6C5F2F83840B893301898A6C872E8E8F51898C2A93947A7E762C999A5794592B9FA085948129A5A6A0639EB39579A927B1B2B6AF2438B6A1A097243CC1ADB37CBFC1B791C5CCC2B3C465D4D5D611D0D99420DADD72DCDEE1E0E1DDD7E6E7E8E9EAEBECEDEEEFF0F1F2EC09003B' WHERE id = 88;

-- saopaulo_last_mile@service: chevrons on green
UPDATE service_users SET avatar = X'89504E470D0A1A0A0000000D494844520000004000000040040300000058476CED00000018504C544515803D36925958A47479B6909BC9ACBCDBC8DEEDE3FFFFFF6B9FAB7E0000002E4944415478DA63601805230D309797971BA090E8C0BCBCBC18951C3562D408C20A0859316AC0C83060148C1400004C5EA2918631E4ED0000000049454E44AE426082' WHERE id = 117;

COMMIT;
