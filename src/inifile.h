#ifndef INIFILE_H
#define INIFILE_H

/*
 * Files of sections, keys and values (libinih): "[section]", "key = value",
 * comments from '#' or ';' at the start of a line, or from " ;" on.  Each key
 * is given with its line, and a section also when it has no key.
 */

#include "buf.h"

#define INIFILE_HEX	65

struct inifile;

/* Called for each section (key NULL), for each key after it, in order, and at
 * the end (section NULL).  Returns 0, or -1 with the fault printed, which ends
 * the reading. */
typedef int inifile_visit(void *arg, const struct inifile *,
	    const char *section, const char *key, const char *value);

/*
 * Read path.  Returns 0, or -1 with the reason printed: it cannot be read, is
 * not UTF-8 without NUL, a line is neither of the three or longer than 198
 * bytes, a section has no ']' or text behind it, a key stands before the first
 * section or has no value.  Puts the
 * SHA-256 of its bytes into hex.
 */
int	 inifile_read(const char *path, inifile_visit *, void *arg,
	    char hex[INIFILE_HEX]);

/* The path, and the number of the line at hand. */
const char *inifile_path(const struct inifile *);
int	 inifile_line(const struct inifile *);

/* Print "path:line: no WHAT WORD (did you mean NEAREST?)".  Returns -1. */
int	 inifile_unknown(const struct inifile *, const char *what,
	    const char *word, const char *const *names, size_t n);

#endif
