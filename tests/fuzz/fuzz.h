#ifndef FUZZ_H
#define FUZZ_H

/*
 * What the fuzz targets share.  Each has a folder of its own in memory, which
 * is the working folder; what the program prints is not shown.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

/* Ends the run as a find, with a word on what does not hold. */
#define FUZZ_HOLDS(claim) \
	do { if (!(claim)) fuzz_find(__FILE__, __LINE__, #claim); } while (0)
void	 fuzz_find(const char *file, int line, const char *claim)
	    __attribute__((__noreturn__));

/* Make the folder and go there. */
void	 fuzz_begin(void);

/* Write a file, anew. */
void	 fuzz_write(const char *path, const void *, size_t);

/* The input cut at bytes 0x1e into up to max parts; returns how many. */
size_t	 fuzz_parts(const uint8_t *, size_t, struct slice *, size_t max);

/* What the program says on standard error is added to this text from now on;
 * NULL: it is dropped, as at first. */
void	 fuzz_listen(struct buf *);

/*
 * Build a snapshot of the file with options from these bits, and more (a list
 * that ends in NULL, or NULL); hold its manifest and its pages against their
 * rules, and remove it.  A build that fails must leave nothing behind.
 */
void	 fuzz_build(const char *path, unsigned options,
	    const char *const *more);

/* The parts of it: build as archive/FUZZ_NAME, the exit code; and judge the
 * archive. */
#define FUZZ_NAME	"2026-11-23T154300Z"
int	 fuzz_run(const char *path, unsigned options,
	    const char *const *more);
void	 fuzz_judge(void);

/* Make export.db of SQL: a small export with something for most rules. */
void	 fuzz_export(void);

/* The exit code of "tokensnap verify" for a snapshot or an archive. */
int	 fuzz_verify(const char *path, bool json);

/* What libFuzzer calls. */
int	 LLVMFuzzerInitialize(int *, char ***);
int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#endif
