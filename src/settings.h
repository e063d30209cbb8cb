#ifndef SETTINGS_H
#define SETTINGS_H

/*
 * What a build is asked to do: the options of its command line, read and
 * checked before anything is opened.
 */

#include <sys/types.h>

#include <stdbool.h>
#include <stdint.h>

#include "hash.h"
#include "ledger.h"
#include "opts.h"
#include "pool.h"
#include "provenance.h"
#include "policy.h"

enum settings_views {
	SETTINGS_DEFAULT,
	SETTINGS_LIST,		/* the list and the user pages, no more */
	SETTINGS_ALL
};

#define SETTINGS_MOST	64	/* options */

struct settings {
	struct pool	*texts;		/* what is kept of the file */
	struct opts_origin origins[SETTINGS_MOST];
	const char	*config;	/* file, or NULL */
	const char	*export;
	const char	*archive;
	const char	*timezone;	/* NULL: the system's */
	const char	*theme;		/* NULL: the default one */
	const char	*notes;		/* folder, or NULL */
	/* To sign with; key NULL: do not. */
	const char	*sign_key, *sign_cert, *sign_chain;
	const char	*passphrase_file;
	long long	 passphrase_fd;	/* -1: none */
	const char	*policy;	/* file, or NULL */
	const char	*profile;	/* NULL: the policy's, else default */
	const char	*exceptions;	/* file, or NULL */
	long long	 jobs;
	long long	 page_size;
	bool		 lenient;
	bool		 insecure;
	bool		 no_sync;
	bool		 quiet;
	bool		 single;
	/* Texts, and what they mean. */
	const char	*as_of_text, *cadence_text, *digest_text, *mode_text;
	const char	*views_text, *fail_on_text;
	int64_t		 as_of;
	int64_t		 now;		/* by the clock */
	enum hash_kind	 digest;	/* a second one, or SHA-256 */
	mode_t		 mode;		/* of files */
	enum settings_views views;
	struct ledger_cadence cadence;
	/* For the provenance. */
	struct provenance_declared declared;
	long long	 stale_days;	/* an older export is old */
	enum severity	 fail_on;	/* SEVERITIES: never */
};

/* What "help build" prints. */
extern const char settings_help[];

/*
 * Read the environment, the command line of a build and the file that one of
 * them names; the command line wins, then the environment.  Returns 0, 1 when
 * help was asked for, or -1 with the fault printed.  Texts are borrowed from
 * argv and the environment, or live until settings_free, which follows in any
 * case.
 */
int	 settings_read(struct settings *, int argc, char **argv);
void	 settings_free(struct settings *);

/* What an option is to be called in a message, by where its value comes from:
 * "build: --mode", "TOKENSNAP_MODE", "site.ini:3: mode". */
const char *settings_where(const struct settings *, const char *option);

/* Read the value of --mode and of --cadence, which messages call where; NULL
 * means the default.  Returns 0, or -1 with the fault printed. */
int	 settings_mode(const char *where, const char *text, mode_t *);
int	 settings_cadence(const char *where, const char *text,
	    struct ledger_cadence *);

/*
 * Every option that decides what is written, in the order of the names, as it
 * is in effect: zone is the time zone that was found.  Texts live in the pool
 * or in the settings.  Returns how many.
 */
size_t	 settings_effective(const struct settings *, const char *zone,
	    struct pool *, struct provenance_setting *);

#endif
