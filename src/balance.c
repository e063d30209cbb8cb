#include "balance.h"

#include <string.h>

#include "util.h"

void
balance_enter(struct balance *b, const char *subject, const char *how,
    int64_t n)
{
	/* What is entered is known when the program is written. */
	if (b->n == BALANCE_ENTRIES)
		util_die("too many counts to reconcile");
	b->entries[b->n++] = (struct balance_entry){ subject, how, n };
}

int
balance_agree(const struct balance *b, const char *name)
{
	const struct balance_entry	*first = b->entries, *e;
	size_t				 i;
	int				 rc = 0;

	for (i = 0; i < b->n; i++) {
		e = &b->entries[i];
		if (strcmp(first->subject, e->subject) != 0)
			first = e;
		if (e->n == first->n)
			continue;
		util_warn("%s: %s: %s: %lld, but %s: %lld", name, e->subject,
		    first->how, (long long)first->n, e->how, (long long)e->n);
		rc = -1;
	}
	return rc;
}
