#ifndef NFD_TABLE_H
#define NFD_TABLE_H

/* The data of nfd.c, sorted. */

#include <stddef.h>
#include <stdint.h>

struct nfd_pair {
	uint32_t	 whole, first, second;	/* second 0: none */
};

struct nfd_mark {
	uint32_t	 first, last, order;	/* a range, its class */
};

extern const struct nfd_pair	 nfd_pairs[];
extern const size_t		 nfd_npairs;
extern const struct nfd_mark	 nfd_marks[];
extern const size_t		 nfd_nmarks;

#endif
