/* signcheck: a signature stripped, swapped, made anew or bent is named. */

#include "sign_help.h"

#define BAD(what)	"tokensnap: s: signature.p7s: " what "\n"

/* A snapshot signed by "Token job", and what is needed to attack it. */
struct scene {
	EVP_PKEY	*key, *stranger_key;
	X509		*cert, *stranger;
	struct trust	*trust;
	struct buf	 good;		/* its signature.p7s */
};

static void
scene_open(struct scene *c)
{
	struct signer	*s;

	memset(c, 0, sizeof(*c));
	c->good = (struct buf)BUF_INIT;
	c->stranger_key = help_key();
	c->stranger = help_pair(c->stranger_key, "Token job");
	c->key = help_key();
	c->cert = help_pair(c->key, "Token job");
	c->trust = signcheck_trust_only(c->cert);
	s = help_open(NULL);
	help_bag(s, NAME);
	sign_free(s);
	assert_int_equal(file_read(AT_FDCWD, SIGNED, SIGNED, 1 << 20,
	    &c->good), 0);
}

static void
scene_close(struct scene *c)
{
	signcheck_free(c->trust);
	X509_free(c->cert);
	X509_free(c->stranger);
	EVP_PKEY_free(c->key);
	EVP_PKEY_free(c->stranger_key);
	buf_free(&c->good);
}

/* Both with and without trust it is bad, and said to be so. */
static void
both_bad(const struct scene *c, const char *err)
{
	assert_int_equal(help_check(NULL, 0, err), SIGNCHECK_BAD);
	assert_int_equal(help_check(c->trust, 0, err), SIGNCHECK_BAD);
}

static void
sound(void **state)
{
	struct scene	 c;

	(void)state;
	scene_open(&c);
	assert_int_equal(help_check(NULL, 0, ""), SIGNCHECK_UNTRUSTED);
	assert_int_equal(help_check(c.trust, 0, ""), SIGNCHECK_TRUSTED);
	scene_close(&c);
}

static void
not_signed(void **state)
{
	struct scene	 c;

	(void)state;
	scene_open(&c);
	assert_int_equal(system("rm -r archive"), 0);
	help_bag(NULL, NAME);
	assert_int_equal(help_check(NULL, 0, ""), SIGNCHECK_NONE);
	assert_int_equal(help_check(c.trust, 0,
	    BAD("is missing: the snapshot is not signed")), SIGNCHECK_BAD);
	harness_write(SIGNED, c.good.ptr);
	assert_int_equal(help_check(NULL, 0,
	    BAD("is there, but bag-info.txt names no signer")
	    BAD("is over another tagmanifest-sha256.txt than this one")),
	    SIGNCHECK_BAD);
	scene_close(&c);
}

static void
stripped(void **state)
{
	struct scene	 c;

	(void)state;
	scene_open(&c);
	assert_int_equal(unlink(SIGNED), 0);
	both_bad(&c, BAD("is missing, but bag-info.txt names a signer"));
	scene_close(&c);
}

static void
other_bytes(void **state)
{
	struct scene	 c;

	(void)state;
	scene_open(&c);
	assert_int_equal(system("printf ' ' >>" TAGS), 0);
	both_bad(&c, BAD("is over another tagmanifest-sha256.txt than this "
	    "one"));
	assert_int_equal(unlink(TAGS), 0);
	both_bad(&c, BAD("is over tagmanifest-sha256.txt, which is missing"));
	scene_close(&c);
}

/* The signature of another snapshot by the same signer. */
static void
swapped(void **state)
{
	struct scene	 c;
	struct signer	*s;

	(void)state;
	scene_open(&c);
	s = help_open(NULL);
	help_bag(s, "2026-11-24T154300Z");
	sign_free(s);
	assert_int_equal(system("cp archive/2026-11-24T154300Z/signature.p7s "
	    SIGNED), 0);
	both_bad(&c, BAD("is over another tagmanifest-sha256.txt than this "
	    "one"));
	scene_close(&c);
}

/* A stranger of the same name signs: only the signature, then all of it. */
static void
stranger(void **state)
{
	struct scene	 c;
	struct signer	*s;

	(void)state;
	scene_open(&c);
	assert_int_equal(rename("archive", "first"), 0);
	help_write_key("key.pem", c.stranger_key, NULL);
	(void)unlink("cert.pem");
	help_write_cert("cert.pem", c.stranger);
	s = help_open(NULL);
	help_bag(s, NAME);
	sign_free(s);
	assert_int_equal(help_check(NULL, 0, ""), SIGNCHECK_UNTRUSTED);
	assert_int_equal(help_check(c.trust, 0, BAD("is by CN=Token job, who "
	    "is not trusted: self-signed certificate")), SIGNCHECK_BAD);
	assert_int_equal(system("cp first/" NAME "/bag-info.txt archive/" NAME
	    "/bag-info.txt"), 0);
	assert_int_equal(help_check(NULL, 0, BAD("is by CN=Token job, not by "
	    "whom bag-info.txt names")), SIGNCHECK_BAD);
	scene_close(&c);
}

/* Over what is there: much quicker than to cut the file and write it anew. */
static void
put_text(int fd, const char *text, size_t len)
{
	assert_int_equal(pwrite(fd, text, len, 0), len);
	assert_int_equal(lseek(fd, 0, SEEK_END), len);
}

/* Whether the snapshot fd is good, without a word. */
static int
passes(int fd)
{
	struct signcheck r;
	struct verdict	 v;

	verdict_init(&v, "s", true);
	signcheck(fd, NULL, NOW, &v, &r);
	verdict_free(&v);
	buf_free(&r.signer);
	return r.result != SIGNCHECK_BAD;
}

/* A bit of each byte of the text in turn; no snapshot is good with it. */
static void
flip_all(struct buf *text)
{
	size_t		 i;
	int		 fd = open("archive/" NAME, O_RDONLY);
	int		 to = open(SIGNED, O_WRONLY), missed = 0;

	assert_int_equal(passes(fd), 1);
	for (i = 0; i < text->len; i++) {
		text->ptr[i] ^= (char)(1 << i % 8);
		put_text(to, text->ptr, text->len);
		missed += passes(fd);
		text->ptr[i] ^= (char)(1 << i % 8);
	}
	close(fd);
	close(to);
	assert_true(text->len > 900);
	assert_int_equal(missed, 0);
}

static void
every_byte(void **state)
{
	struct scene	 c;

	(void)state;
	scene_open(&c);
	flip_all(&c.good);
	scene_close(&c);
}

/* As PEM over the open file. */
static void
put_der(int fd, const unsigned char *der, int len)
{
	BIO	*bio = BIO_new(BIO_s_mem());
	char	*text;
	long	 n;

	(void)PEM_write_bio(bio, "CMS", "", der, len);
	n = BIO_get_mem_data(bio, &text);
	put_text(fd, text, (size_t)n);
	BIO_free(bio);
}

/* Each bit of the DER form, which a flip of its text mostly breaks. */
static void
every_der_bit(void **state)
{
	struct scene	 c;
	EVP_PKEY	*key = EVP_RSA_gen(3072);
	X509		*cert;
	struct signer	*s;
	CMS_ContentInfo	*cms;
	BIO		*bio;
	unsigned char	*der = NULL;
	int		 fd, to, i, len, missed = 0;

	(void)state;
	scene_open(&c);
	assert_int_equal(system("rm -r archive"), 0);
	cert = help_pair(key, "RSA");
	s = help_open(NULL);
	help_bag(s, NAME);
	sign_free(s);
	bio = BIO_new_file(SIGNED, "r");
	cms = PEM_read_bio_CMS(bio, NULL, NULL, NULL);
	BIO_free(bio);
	len = i2d_CMS_ContentInfo(cms, &der);
	CMS_ContentInfo_free(cms);
	assert_true(len > 900);
	fd = open("archive/" NAME, O_RDONLY);
	to = open(SIGNED, O_WRONLY);
	put_der(to, der, len);
	assert_int_equal(passes(fd), 1);
	for (i = 0; i < 8 * len; i++) {
		der[i / 8] ^= (unsigned char)(1 << i % 8);
		put_der(to, der, len);
		missed += passes(fd);
		der[i / 8] ^= (unsigned char)(1 << i % 8);
	}
	close(fd);
	close(to);
	OPENSSL_free(der);
	assert_int_equal(missed, 0);
	X509_free(cert);
	EVP_PKEY_free(key);
	scene_close(&c);
}

static void
cut_short(void **state)
{
	struct scene	 c;

	(void)state;
	scene_open(&c);
	harness_write(SIGNED, "");
	both_bad(&c, BAD("is not a CMS signature in PEM form"));
	c.good.ptr[c.good.len / 2] = '\0';
	harness_write(SIGNED, c.good.ptr);
	both_bad(&c, BAD("is not a CMS signature in PEM form"));
	assert_int_equal(unlink(SIGNED), 0);
	assert_int_equal(symlink("../x", SIGNED), 0);
	both_bad(&c, BAD("is not a file that can be read"));
	scene_close(&c);
}

static void
padded(void **state)
{
	struct scene	 c;

	(void)state;
	scene_open(&c);
	buf_adds(&c.good, "\n");
	harness_write(SIGNED, c.good.ptr);
	both_bad(&c, BAD("is damaged: its bytes are not as they are "
	    "written"));
	scene_close(&c);
}

/* A signature made with other flags, or bent after it was made. */
static CMS_ContentInfo *
forge(const struct scene *c, unsigned flags)
{
	struct buf	 tags = BUF_INIT;
	CMS_ContentInfo	*cms;
	BIO		*bio;

	assert_int_equal(file_read(AT_FDCWD, TAGS, TAGS, 1 << 20, &tags), 0);
	bio = BIO_new_mem_buf(tags.ptr, (int)tags.len);
	cms = CMS_sign(c->cert, c->key, NULL, bio, CMS_BINARY |
	    CMS_NOSMIMECAP | flags);
	assert_non_null(cms);
	BIO_free(bio);
	buf_free(&tags);
	return cms;
}

static void
put_cms(CMS_ContentInfo *cms)
{
	BIO	*bio = BIO_new_file(SIGNED, "w");

	assert_int_equal(PEM_write_bio_CMS(bio, cms), 1);
	BIO_free(bio);
	CMS_ContentInfo_free(cms);
}

static void
forged(const struct scene *c, CMS_ContentInfo *cms, const char *err)
{
	put_cms(cms);
	both_bad(c, err);
}

static void
odd_forms(void **state)
{
	struct scene	 c;
	CMS_ContentInfo	*cms;
	CMS_SignerInfo	*si;
	BIO		*bio;

	(void)state;
	scene_open(&c);
	forged(&c, forge(&c, CMS_CADES), BAD("carries a content of its own"));
	forged(&c, forge(&c, CMS_DETACHED), BAD("is not of the form that "
	    "tokensnap makes (CAdES, SHA-256)"));
	forged(&c, forge(&c, CMS_DETACHED | CMS_CADES | CMS_NOCERTS),
	    BAD("lacks the certificate of its signer"));
	cms = forge(&c, CMS_DETACHED | CMS_CADES);
	assert_non_null(CMS_add1_signer(cms, c.stranger, c.stranger_key, NULL,
	    CMS_BINARY | CMS_CADES | CMS_REUSE_DIGEST));
	forged(&c, cms, BAD("has 2 signers, not one"));
	cms = forge(&c, CMS_DETACHED | CMS_CADES);
	assert_int_equal(CMS_add1_cert(cms, c.stranger), 1);
	forged(&c, cms, BAD("carries other certificates than bag-info.txt "
	    "names"));
	cms = forge(&c, CMS_DETACHED | CMS_CADES);
	si = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);
	assert_int_equal(CMS_unsigned_add1_attr_by_txt(si, "1.2.3.4",
	    V_ASN1_UTF8STRING, "x", 1), 1);
	forged(&c, cms, BAD("carries more than a signature"));
	bio = BIO_new_mem_buf("x", 1);
	cms = CMS_data_create(bio, 0);
	BIO_free(bio);
	forged(&c, cms, BAD("has 0 signers, not one"));
	scene_close(&c);
}

/* Another certificate for the same key, name and number: the one that was
 * signed along counts. */
static void
twin_certificate(void **state)
{
	struct scene	 c;
	X509		*twin;
	CMS_ContentInfo	*cms;

	(void)state;
	scene_open(&c);
	twin = X509_dup(c.cert);
	assert_non_null(ASN1_TIME_set(X509_getm_notAfter(twin), NOW + 9 *
	    365 * DAY));
	assert_true(X509_sign(twin, c.key, EVP_sha256()) > 0);
	cms = forge(&c, CMS_DETACHED | CMS_CADES | CMS_NOCERTS);
	assert_int_equal(CMS_add1_cert(cms, twin), 1);
	put_cms(cms);
	assert_int_equal(help_check(NULL, 0, BAD("is by CN=Token job, not by "
	    "whom bag-info.txt names")
	    BAD("does not hold for the certificate in it")), SIGNCHECK_BAD);
	X509_free(twin);
	scene_close(&c);
}

static void
expiry(void **state)
{
	struct scene	 c;
	int64_t		 later = 366 * DAY;

	(void)state;
	scene_open(&c);
	assert_int_equal(help_check(NULL, later, ""), SIGNCHECK_UNTRUSTED);
	assert_int_equal(help_check(c.trust, later, BAD("is by CN=Token job, "
	    "who is not trusted: certificate has expired (--at TIME checks as "
	    "of the time of a receipt)")), SIGNCHECK_BAD);
	assert_int_equal(help_check(c.trust, later - 2 * DAY, ""),
	    SIGNCHECK_TRUSTED);
	assert_int_equal(help_check(c.trust, -2 * DAY, BAD("is by "
	    "CN=Token job, who is not trusted: certificate is not yet "
	    "valid")), SIGNCHECK_BAD);
	scene_close(&c);
}

/* Root, authority, signer: any of the three may be the one that is trusted;
 * a root of the same name may not. */
static void
chains(void **state)
{
	EVP_PKEY	*keys[3] = { help_key(), help_key(), help_key() };
	X509		*root, *ca, *cert, *fake;
	struct signer	*s;
	struct trust	*t;
	const X509	*all[4];
	size_t		 i;

	(void)state;
	root = help_plain("Root", keys[0]);
	ca = help_cert(&(struct help_cert){ "CA", NULL, -DAY, 99 * DAY,
	    keys[1], root, keys[0], true });
	cert = help_cert(&(struct help_cert){ "Job", "nonRepudiation", -DAY,
	    DAY, keys[2], ca, keys[1], false });
	fake = help_plain("Root", keys[1]);
	help_write_key("key.pem", keys[2], NULL);
	help_write_cert("cert.pem", cert);
	help_write_cert("chain.pem", ca);
	s = help_open("chain.pem");
	help_bag(s, NAME);
	sign_free(s);
	all[0] = root;
	all[1] = ca;
	all[2] = cert;
	all[3] = fake;
	for (i = 0; i < 4; i++) {
		(void)unlink("trust.pem");
		help_write_cert("trust.pem", (X509 *)(uintptr_t)all[i]);
		assert_int_equal(signcheck_trust("trust.pem", &t), 0);
		assert_int_equal(help_check(t, 0, i < 3 ? "" :
		    BAD("is by CN=Job, who is not trusted: certificate "
		    "signature failure")), i < 3 ? SIGNCHECK_TRUSTED :
		    SIGNCHECK_BAD);
		signcheck_free(t);
	}
	for (i = 0; i < 3; i++)
		EVP_PKEY_free(keys[i]);
	for (i = 0; i < 4; i++)
		X509_free((X509 *)(uintptr_t)all[i]);
}

static void
trust_files(void **state)
{
	struct trust	*t;
	int		 old = harness_catch();

	(void)state;
	harness_write("t.pem", "no certificate\n");
	assert_int_equal(signcheck_trust("t.pem", &t), -1);
	assert_null(t);
	assert_int_equal(signcheck_trust("none.pem", &t), -1);
	harness_caught(old, "tokensnap: t.pem: holds no certificate in PEM "
	    "form\ntokensnap: none.pem: No such file or directory\n");
	signcheck_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(sound),
		HARNESS_TEST(not_signed),
		HARNESS_TEST(stripped),
		HARNESS_TEST(other_bytes),
		HARNESS_TEST(swapped),
		HARNESS_TEST(stranger),
		HARNESS_TEST(every_byte),
		HARNESS_TEST(every_der_bit),
		HARNESS_TEST(cut_short),
		HARNESS_TEST(padded),
		HARNESS_TEST(odd_forms),
		HARNESS_TEST(twin_certificate),
		HARNESS_TEST(expiry),
		HARNESS_TEST(chains),
		HARNESS_TEST(trust_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
