#ifndef BALANCE_H
#define BALANCE_H

/*
 * Counts that must agree: the same number, counted in several ways.  Whoever
 * counts enters what it found; at the end all entries of a subject are equal,
 * or there is no snapshot.
 */

#include <stddef.h>
#include <stdint.h>

#define BALANCE_ENTRIES	64

struct balance_entry {
	const char	*subject;	/* "tokens", "tokens, active" ... */
	const char	*how;		/* how it was counted */
	int64_t		 n;
};

struct balance {
	struct balance_entry	 entries[BALANCE_ENTRIES];
	size_t			 n;
};

/* Enter a count; both texts must outlive the balance.  Entries of one subject
 * come one after the other. */
void	 balance_enter(struct balance *, const char *subject, const char *how,
	    int64_t n);

/* Hold them against each other.  Returns 0, or -1 with a line printed for
 * each subject that does not agree; name comes first in it. */
int	 balance_agree(const struct balance *, const char *name);

#endif
