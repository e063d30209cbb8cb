/*
 * A manifest line is the digest in lower case, two blanks, the path, a line
 * feed: what sha256sum writes and reads.  Paths in a snapshot hold no
 * character that RFC 8493 would percent-encode.  The payload is what lies
 * below data/; a tag manifest lists everything else but tag manifests.
 */

#include "bag.h"

#include "esc.h"
#include "when.h"

#define FLUSH	((size_t)256 * 1024)

struct manifest {
	struct stage_writer	*writer;
	enum hash_kind		 kind;
	bool			 tags;		/* else the payload */
	struct buf		 lines;
};

static int
add_line(void *arg, const struct spool_entry *e)
{
	struct manifest	*m = arg;
	char		 hex[HASH_HEX];
	int		 rc = 0;

	if ((strncmp(e->path, "data/", 5) == 0) == m->tags ||
	    strncmp(e->path, "tagmanifest-", 12) == 0)
		return 0;
	hash_hex(e->digest[m->kind], hash_len(m->kind), hex);
	buf_adds(&m->lines, hex);
	BUF_LIT(&m->lines, "  ");
	buf_adds(&m->lines, e->path);
	buf_addc(&m->lines, '\n');
	if (m->lines.len >= FLUSH) {
		rc = stage_more(m->writer, m->lines.ptr, m->lines.len);
		buf_reset(&m->lines);
	}
	return rc;
}

static int
write_manifest(struct stage *s, struct stage_writer *w, enum hash_kind kind,
    bool tags)
{
	struct manifest	 m = { w, kind, tags, BUF_INIT };
	struct buf	 path = BUF_INIT;
	int		 rc = -1;

	buf_addf(&path, "%smanifest-%s.txt", tags ? "tag" : "",
	    hash_name(kind));
	if (stage_begin(w, path.ptr) == -1 ||
	    stage_each(s, add_line, &m) != 0 ||
	    stage_more(w, m.lines.ptr, m.lines.len) == -1 ||
	    stage_end(w) == -1)
		goto out;
	rc = 0;
out:
	buf_free(&m.lines);
	buf_free(&path);
	return rc;
}

/* Who signs, which the signature then covers; see signcheck.c. */
static void
put_signer(struct buf *b, const struct sign_facts *f)
{
	size_t	 i;

	if (f == NULL) {
		BUF_LIT(b, "Tokensnap-Signature: none\n");
		return;
	}
	BUF_LIT(b, "Tokensnap-Signer: ");
	esc_line(b, slice_of(f->subject));
	buf_addf(b, "\nTokensnap-Signer-SHA256: %s\n", f->sha256);
	for (i = 0; i < f->nchain; i++)
		buf_addf(b, "%s%s%s", i == 0 ?
		    "Tokensnap-Signer-Chain-SHA256: " : " ", f->chain[i],
		    i + 1 == f->nchain ? "\n" : "");
}

static void
put_info(struct buf *b, struct stage *s, const struct bag_info *info)
{
	struct buf	 time = BUF_INIT;
	int64_t		 bytes, files;

	stage_payload(s, &bytes, &files);
	when_rfc3339(&time, info->as_of);
	buf_addf(b, "Bag-Software-Agent: tokensnap %s\n", info->version);
	buf_addf(b, "Bagging-Date: %.10s\n", time.ptr);
	buf_addf(b, "External-Identifier: %s\n", info->name);
	BUF_LIT(b, "External-Description: Service users and their tokens, as "
	    "of the time below.\n");
	buf_addf(b, "Payload-Oxum: %lld.%lld\n", (long long)bytes,
	    (long long)files);
	buf_addf(b, "Bag-Group-Identifier: %s\n", info->series);
	buf_addf(b, "Bag-Count: %lld of ?\n", (long long)info->sequence);
	buf_addf(b, "Tokensnap-As-Of: %s\n", time.ptr);
	BUF_LIT(b, "Tokensnap-Export-Name: ");
	esc_line(b, slice_of(info->export_name));
	buf_addf(b, "\nTokensnap-Export-SHA256: %s\n", info->export_sha256);
	put_signer(b, info->signer);
	buf_free(&time);
}

int
bag_write(struct stage *s, struct stage_writer *w,
    const struct stage_options *options, const struct bag_info *info)
{
	static const char	 bagit[] = "BagIt-Version: 1.0\n"
				    "Tag-File-Character-Encoding: UTF-8\n";
	struct buf		 text = BUF_INIT;
	int			 i, tags, rc;

	put_info(&text, s, info);
	rc = stage_put(w, "bagit.txt", bagit, sizeof(bagit) - 1);
	if (rc == 0)
		rc = stage_put(w, "bag-info.txt", text.ptr, text.len);
	buf_free(&text);
	/* All payload manifests first: each tag manifest lists them all. */
	for (tags = 0; tags <= 1 && rc == 0; tags++)
		for (i = 0; i < HASH_KINDS && rc == 0; i++)
			if (options->digest[i] || i == HASH_SHA256)
				rc = write_manifest(s, w, (enum hash_kind)i,
				    tags != 0);
	return rc;
}
