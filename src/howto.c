#include "howto.h"

#include "esc.h"

static void
put_head(struct buf *b, const struct view_snapshot *v)
{
	buf_addf(b, "How to check snapshot %s\n\n", v->name);
	BUF_LIT(b,
	    "With coreutils, findutils, diffutils, grep and OpenSSL 3, in this "
	    "folder, in one\n"
	    "shell (sh).  A line that begins with $ is a command.  The lines "
	    "below it are what\n"
	    "it prints; where there is none, it prints nothing.  Anything else "
	    "is a fault.\n\n"
	    "This text is a part of the folder.  Who could change the folder "
	    "could change it\n"
	    "too: the same commands stand in the manual of tokensnap "
	    "(docs/signing.md).\n\n"
	    "Set these to what you were told by another way than with this "
	    "folder:\n\n"
	    "- HEAD: the 64 digits after \"head sha256:\" in the log of the "
	    "job that made it.\n");
	if (v->signer.ptr != NULL)
		BUF_LIT(b, "- TRUST: the path of the signer's certificate, or "
		    "of one that vouches for it (PEM).\n");
	BUF_LIT(b, "- TSA: the path of the certificate of the time stamp "
	    "authority, if there is a receipt.\n\n"
	    "    $ export LC_ALL=C\n\n");
}

static void
put_hashes(struct buf *b, const struct view_snapshot *v)
{
	BUF_LIT(b,
	    "1. The files about the snapshot are as they were written.\n\n"
	    "    $ sha256sum --strict --quiet -c tagmanifest-sha256.txt\n\n"
	    "2. The pages and tables are as they were written.\n\n"
	    "    $ sha256sum --strict --quiet -c manifest-sha256.txt\n\n");
	if (v->sha512)
		BUF_LIT(b,
		    "   The same with SHA-512, over the same files.\n\n"
		    "    $ sha512sum --strict --quiet -c "
		    "manifest-sha512.txt\n\n"
		    "    $ cut -c67- tagmanifest-sha256.txt | "
		    "xargs sha512sum | diff - tagmanifest-sha512.txt\n\n");
}

static void
put_lists(struct buf *b, const struct view_snapshot *v)
{
	BUF_LIT(b,
	    "3. No file was added or left out: each one is both here and on "
	    "a list.\n\n"
	    "    $ { find data -type f; cut -c67- manifest-sha256.txt; } | "
	    "sort | uniq -u\n\n"
	    "    $ { find . -type f ! -path './data/*' -printf '%P\\n'; "
	    "cut -c67- tagmanifest-sha256.txt; echo tagmanifest-sha256.txt; ");
	if (v->sha512)
		BUF_LIT(b, "echo tagmanifest-sha512.txt; ");
	if (v->signer.ptr != NULL)
		BUF_LIT(b, "echo signature.p7s; ");
	BUF_LIT(b, "} | sort | uniq -u\n\n"
	    "   There is no link, no device, no empty folder and no odd "
	    "name.\n\n"
	    "    $ find . ! -type f ! -type d -o -type d -empty -o -name "
	    "'*[!A-Za-z0-9._-]*'\n\n"
	    "4. The folder has the name that the snapshot was given.\n\n"
	    "    $ basename \"$PWD\"\n");
	buf_addf(b, "    %s\n\n", v->name);
}

static void
put_seal(struct buf *b, const struct view_snapshot *v)
{
	BUF_LIT(b,
	    "5. It is the snapshot of that line in the log.\n\n"
	    "    $ echo \"$HEAD  tagmanifest-sha256.txt\" | "
	    "sha256sum --strict -c\n"
	    "    tagmanifest-sha256.txt: OK\n\n");
	if (v->previous == NULL) {
		BUF_LIT(b, "6. It is the first of its series: no snapshot "
		    "comes before it.\n\n");
		return;
	}
	buf_addf(b, "6. The snapshot before, %s, is the one that this\n"
	    "   one followed.  It must lie beside this folder.\n\n"
	    "    $ sha256sum --strict -c previous.sha256\n"
	    "    ../%s/tagmanifest-sha256.txt: OK\n\n", v->previous,
	    v->previous);
}

static void
put_signature(struct buf *b, const struct view_snapshot *v)
{
	BUF_LIT(b, "7. It was signed by\n\n        ");
	esc_line(b, v->signer);
	BUF_LIT(b, "\n\n"
	    "   The number is the SHA-256 of the signer's certificate; "
	    "compare it with the one\n"
	    "   you were told.  When the certificate has expired, add "
	    "-attime and the Unix time\n"
	    "   of a receipt (step 8) behind \"cms -verify\".\n\n"
	    "    $ openssl cms -verify -cades -binary -inform PEM "
	    "-in signature.p7s -content tagmanifest-sha256.txt "
	    "-CAfile \"$TRUST\" -no-CApath -no-CAstore -partial_chain "
	    "-purpose any -out /dev/null -signer /dev/stdout | "
	    "openssl x509 -outform DER | sha256sum\n"
	    "    CAdES Verification successful\n");
	buf_addf(b, "    %s  -\n\n", v->signer_sha256);
	BUF_LIT(b,
	    "   The signature is as it was written, and the snapshot says "
	    "who signed it.\n\n"
	    "    $ openssl cms -cmsout -inform PEM -in signature.p7s "
	    "-outform PEM | diff - signature.p7s\n\n"
	    "    $ grep Tokensnap-Signer-SHA256 bag-info.txt\n");
	buf_addf(b, "    Tokensnap-Signer-SHA256: %s\n\n", v->signer_sha256);
}

/* A receipt comes later, so this text does not know whether there is one. */
static void
put_receipt(struct buf *b, const struct view_snapshot *v)
{
	buf_addf(b,
	    "8. Only if somebody keeps receipts of a time stamp authority "
	    "(RFC 3161): it was\n"
	    "   there before the time in the receipt, which openssl ts -reply "
	    "-text -in shows.\n\n"
	    "    $ openssl ts -verify -data %s -in ../receipts/%s.tsr "
	    "-CAfile \"$TSA\" 2>/dev/null\n"
	    "    Verification: OK\n\n", v->signer.ptr != NULL ?
	    "signature.p7s" : "tagmanifest-sha256.txt", v->name);
}

void
howto_text(struct buf *b, const struct view_snapshot *v)
{
	put_head(b, v);
	put_hashes(b, v);
	put_lists(b, v);
	put_seal(b, v);
	if (v->signer.ptr != NULL)
		put_signature(b, v);
	else
		BUF_LIT(b, "7. This snapshot is not signed.\n\n");
	put_receipt(b, v);
	BUF_LIT(b,
	    "Steps 1 to 4 show that the files agree with each other.  That "
	    "nobody has made all\n"
	    "of them anew is shown by step 5, with a head kept elsewhere");
	if (v->signer.ptr != NULL)
		BUF_LIT(b, ", and by step 7,\n"
		    "with a certificate that came by another way");
	BUF_LIT(b, ".\n");
}
