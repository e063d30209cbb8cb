#ifndef FACTS_H
#define FACTS_H

/*
 * What a data/provenance.json says, read with the JSON functions of SQLite on
 * a connection that has no file.
 */

#include "buf.h"
#include "ledger.h"

struct facts;

/* Open the connection.  Returns NULL with the reason printed; free it with
 * facts_free, which takes NULL. */
struct facts *facts_new(void);
void	 facts_free(struct facts *);

/*
 * The numbers of text into the entry.  A member that is missing stays unknown;
 * text that is no JSON, and what is no number from 0 to 10^15, is said of the
 * entry.
 */
void	 facts_read(struct facts *, struct slice text, struct ledger_entry *);

#endif
