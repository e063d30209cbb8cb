/*
 * A database image through the whole program, into pages in memory.  What
 * follows the last whole 512 bytes chooses options, not data.
 */

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	size_t	 rest = len % 512;

	fuzz_write("export.db", data, len - rest);
	fuzz_build("export.db", rest > 0 ? data[len - 1] : 0, NULL);
	return 0;
}
