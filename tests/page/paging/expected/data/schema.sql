CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, name TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created TEXT, expiration TEXT, last_used TEXT, active INTEGER);
