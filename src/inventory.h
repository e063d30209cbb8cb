#ifndef INVENTORY_H
#define INVENTORY_H

/*
 * Every path that is in a bag or is listed by a manifest, once, with the
 * digests it should have and what is wrong with it.  About 100 bytes for each.
 * Owns its paths.
 */

#include <sys/stat.h>

#include <stdbool.h>
#include <stdint.h>

#include "hash.h"

#define INVENTORY_KINDS	8		/* digests in one bag */
#define INVENTORY_MOST	((size_t)1 << 24)	/* paths */

enum inventory_fault {
	INVENTORY_MISSING = 1,
	INVENTORY_EXTRA = 2,		/* in no manifest */
	INVENTORY_PARTLY = 4,		/* not in every manifest */
	INVENTORY_LINK = 8,		/* a symbolic link */
	INVENTORY_ODD = 16,		/* neither file nor folder nor link */
	INVENTORY_FOLDER = 32,		/* listed, but a folder */
	INVENTORY_EMPTY = 64,		/* a folder with nothing in it */
	INVENTORY_LARGE = 128,		/* larger than all of it should be */
	INVENTORY_WRITABLE = 256,	/* by its group or by all */
	INVENTORY_SPECIAL = 512,	/* setuid, setgid, sticky */
	INVENTORY_MODE = 1024,		/* not that of a snapshot */
	INVENTORY_EIO = 2048,		/* the disk fails */
	INVENTORY_DENIED = 4096,	/* could not be looked at */
	INVENTORY_DEEP = 8192,		/* a folder too deep to look into */
	INVENTORY_ON_DISK = 16384	/* no fault */
};

struct inventory_item {
	const char	*path;
	uint32_t	 slot;		/* of its digests */
	uint16_t	 faults;	/* enum inventory_fault */
	uint8_t		 listed;	/* bit k: by a manifest of kind k */
	uint8_t		 differs;	/* bit k: content has another one */
};

struct inventory_kind {
	char	 name[32];		/* "sha256" */
	size_t	 len, at;		/* bytes of a digest, its place */
	bool	 payload, tags;		/* there is such a manifest */
};

struct inventory {
	struct inventory_kind	 kinds[INVENTORY_KINDS];
	int			 nkinds;
	struct inventory_item	*items;	/* sorted by path: the first nsorted */
	size_t			 n, nsorted, cap;
	uint8_t			*digests;
	size_t			 slots, slot_cap, stride;
	struct inventory_text	*text;	/* the paths */
	/* What could not be read, and was told: nothing is to be made of a
	 * path that is not there. */
	bool			 unread;	/* of a manifest */
	bool			 unlisted;	/* of a folder */
	size_t			 near;	/* where the last search ended */
};

/* Start with nothing; end it with inventory_free. */
void	 inventory_init(struct inventory *);

/*
 * A manifest of this digest is there.  Before the first path only.  Returns
 * the kind, -1 when libcrypto does not know it, -2 when there are too many.
 */
int	 inventory_kind(struct inventory *, const char *name, bool tags);

/* The item of a path among those sorted, or NULL. */
struct inventory_item *inventory_find(struct inventory *, const char *path);

/*
 * A path that was not found: append it, unsorted, its path copied.  NULL
 * when there are more than INVENTORY_MOST.  Good until the next call.
 */
struct inventory_item *inventory_add(struct inventory *, const char *path);

/* The digest of an item; the first call for a new item makes the room. */
uint8_t	*inventory_digest(struct inventory *, struct inventory_item *,
	    int kind);

/*
 * Sort all, and join what stands for the same path.  twice is called for each
 * path that a manifest of this kind lists again; same: with the same digest.
 */
typedef void	 inventory_twice(void *arg, const char *path, int kind,
		    bool same);
void	 inventory_sort(struct inventory *, inventory_twice *, void *arg);

/* What is wrong with the mode of a file or of a folder of a snapshot: of enum
 * inventory_fault. */
int	 inventory_mode(mode_t);

void	 inventory_free(struct inventory *);

#endif
