CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, created TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created, expiration, last_used, active INTEGER, revoked);
