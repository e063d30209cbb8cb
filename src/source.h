#ifndef SOURCE_H
#define SOURCE_H

/*
 * The export as a file: copied once, byte for byte, into a private file, and
 * only the copy is ever hashed and opened by SQLite.  The original is never
 * written, locked or given side files.
 */

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "buf.h"

struct source {
	char		*path;		/* as given */
	char		*name;		/* last component, for pages */
	int64_t		 size;		/* bytes */
	int64_t		 mtime;		/* seconds since 1970 */
	char		 sha256[65];	/* of the bytes as read, once hashed */
	bool		 wal;		/* header said so; not so the copy's */
	int64_t		 page_size;
	int64_t		 pages;
	int64_t		 free_pages;
	int64_t		 schema_version;	/* times the schema changed */
	int64_t		 application_id;
	int64_t		 user_version;
	int64_t		 encoding;	/* 1 UTF-8, 2 and 3 UTF-16le and be */
	int64_t		 written_by;	/* version of SQLite: 3040001 */
	char		*copy;		/* path of the private copy */
	int		 fd;		/* of it, to hash; or -1 */
	struct source_follower *follower;	/* who hashes it; or NULL */
	unsigned char	 versions[2];	/* bytes 18 and 19 as read */
	int64_t		 deadline;	/* on source_clock; ends statements */
};

/*
 * Check the file and copy it to dirfd/copy_name (its path is copy_path), mode
 * 0600.  Refuses with one line what is not a regular file, is empty, has no
 * SQLite header, a size that contradicts the header, a live -wal or a hot
 * -journal beside it (or one that cannot be looked at), or changes while it is
 * read.  beside: a thread hashes what was copied while the rest is.  Returns 0,
 * or -1 with the reason printed.  End it with source_free in both cases.
 */
int	 source_copy(struct source *, const char *path, int dirfd,
	    const char *copy_name, const char *copy_path, bool beside);

/* Fill sha256, once, or wait for the thread that does.  Others may use the
 * connections meanwhile.  Returns 0, or -1 with the reason printed. */
int	 source_hash(struct source *);

/* Seconds of a clock that only goes forward. */
int64_t	 source_clock(void);

/*
 * Where SQLite puts its temp files from now on; NULL forgets it.  It removes
 * them as it opens them.  This is one setting of the whole process: call it
 * before any connection is open and before threads start.  dir is copied; it
 * must be a folder that can be written, with a path that SQLite can take.
 * Returns 0, or -1 with the reason printed.
 */
int	 source_temp_folder(const char *dir);

/*
 * Open the copy with settings for untrusted files and no authorizer yet.
 * Every connection is used by one thread only; the source must outlive it.
 * Returns 0 and *db, or -1 with the reason printed.
 */
int	 source_connect(const struct source *, sqlite3 **db);

/* Run PRAGMA integrity_check.  0, or -1 with the first fault printed. */
int	 source_integrity(const struct source *, sqlite3 *db);

struct source_column {
	const char	*table;		/* native name, lower case */
	const char	*column;
};

struct source_allowed {
	const struct source_column	*columns;
	size_t				 n;
};

/*
 * From here on this connection may only run the SELECTs of the export: reads
 * of anything but the allowed columns, writes, ATTACH, PRAGMA, and functions
 * outside a short list are denied by the authorizer.  Columns of a WITH table
 * or a subquery are free where they come from allowed ones, but one of which
 * no column is read (count(*)) is denied.  SQLite does not ask about the
 * columns of USING and NATURAL: statements do without them.  allowed must
 * outlive the connection; names compare without regard to case, as in SQLite.
 */
void	 source_confine(sqlite3 *db, const struct source_allowed *);

/* Whether a column of this name could hold a secret: key, token, hash,
 * secret, salt or password is a part of its name, in any case. */
bool	 source_is_secret(const char *column);

/* Take the name of the private copy away; connections keep it.  0, or -1 with
 * the reason printed. */
int	 source_unlink(const struct source *, int dirfd);

/* Free what it holds (not the file). */
void	 source_free(struct source *);

#endif
