#ifndef STAGE_H
#define STAGE_H

/*
 * A snapshot while it is being made: a staging folder inside the archive that
 * becomes the snapshot by one rename, or disappears.  Knows files and their
 * digests, not what is in them.
 */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "buf.h"
#include "hash.h"
#include "spool.h"

struct stage;
struct stage_writer;

/* Results of stage_open and stage_publish; the exit codes of the program. */
enum stage_result {
	STAGE_OK = 0,
	STAGE_FAILED = 1,	/* reason printed */
	STAGE_EXISTS = 5,	/* that snapshot is there already; printed */
	STAGE_LOCKED = 6	/* another run holds the archive; printed */
};

struct stage_options {
	mode_t	 mode;			/* of files: 0400, 0440 or 0444 */
	bool	 digest[HASH_KINDS];	/* which to compute; SHA-256 always */
	bool	 sync;			/* make durable before publishing */
	bool	 insecure;		/* allow an archive others may write */
};

/*
 * Make the archive folder if it is missing (0700), refuse one that is group-
 * or world-writable unless insecure, take its lock without waiting, refuse a
 * name that exists, sweep what dead runs left, and make the staging folder
 * with data/ in it.  Sets umask(2) to 0: modes are given explicitly from
 * then on.  On STAGE_OK *out is to be ended with stage_abort.
 */
enum stage_result stage_open(const struct stage_options *, const char *archive,
	    const char *name, struct stage **out);

/* Descriptors of the archive and of the staging folder, owned by the stage. */
int	 stage_archive_fd(const struct stage *);
int	 stage_fd(const struct stage *);

/* Path of the staging folder, for what can only open paths. */
const char *stage_path(const struct stage *);

/* Make a folder such as "data/users".  Returns 0, or -1 with the reason
 * printed.  Call it before threads start. */
int	 stage_mkdir(struct stage *, const char *path);

/* A writer for one thread; it holds that thread's hashes.  Free it with
 * stage_writer_free, which takes NULL. */
struct stage_writer *stage_writer_new(struct stage *);
void	 stage_writer_free(struct stage_writer *);

/*
 * Create path (relative, "data/index.html"), which must not exist, with these
 * bytes, and remember its size and digests.  Safe in several threads with a
 * writer each.  Returns 0, or -1 with the reason printed.
 */
int	 stage_put(struct stage_writer *, const char *path, const void *,
	    size_t);

/* As stage_put, but a path that this stage has written already is left as it
 * is: for files named by the hash of their bytes. */
int	 stage_put_once(struct stage_writer *, const char *path, const void *,
	    size_t);

/*
 * Write one file in pieces.  One at a time for each writer: stage_begin,
 * stage_more any number of times, stage_end.  0, or -1 with the reason printed;
 * after a fault only stage_abort makes sense.
 */
int	 stage_begin(struct stage_writer *, const char *path);
int	 stage_more(struct stage_writer *, const void *, size_t);
int	 stage_end(struct stage_writer *);

/*
 * Visit every file written so far in strcmp order of its path.  digests holds
 * those asked for in the options, by kind.  The visitor returns 0 to go on;
 * anything else ends the walk and is returned.  -1 with the reason printed
 * when the list itself fails.
 */
int	 stage_each(struct stage *, spool_visit *, void *arg);

/* Remove the folders that nothing was written into: a bag cannot list them.
 * Call it when no thread writes.  Returns 0, or -1 with the reason printed. */
int	 stage_prune(struct stage *);

/* Let the disk begin with what was written, beside what follows.  At most
 * once; does nothing when the options do not ask to sync. */
void	 stage_flush(struct stage *);

/* Files and bytes written below data/ so far: the Payload-Oxum. */
void	 stage_payload(struct stage *, int64_t *bytes, int64_t *files);

/*
 * Folders to their final modes, make durable, rename to the final name
 * without replacing anything, point "latest" at it.  Any error before the
 * rename is fatal and nothing is published.  The archive stays locked, for what
 * is derived from it, until stage_abort ends the stage.
 */
enum stage_result stage_publish(struct stage *);

/* Remove the staging folder if it was not published, give back the lock, free.
 * NULL is allowed. */
void	 stage_abort(struct stage *);

#endif
