/* pem, sign: keys and certificates that are taken, and all that are not. */

#include "sign_help.h"

/* Opening must fail with this line. */
static void
refused(const struct sign_files *f, const char *line)
{
	struct signer	*s;
	int		 old = harness_catch();
	int		 rc = sign_open(f, NOW, &s);

	harness_caught(old, line);
	assert_int_equal(rc, -1);
	assert_null(s);
}

static const struct sign_files	 plain = { "key.pem", "cert.pem", NULL,
				    { NULL, -1 } };

static void
key_refused(EVP_PKEY *key, const char *line)
{
	assert_non_null(key);
	help_write_key("key.pem", key, NULL);
	refused(&plain, line);
	EVP_PKEY_free(key);
}

static void
keys_weak(void **state)
{
	struct buf	 b = BUF_INIT;

	(void)state;
	key_refused(EVP_RSA_gen(2048), "tokensnap: key.pem: RSA key of 2048 "
	    "bits is too weak; use P-256 or RSA of at least 3072 bits\n");
	key_refused(EVP_EC_gen("secp256k1"), "tokensnap: key.pem: key on the "
	    "curve secp256k1; use P-256 or RSA of at least 3072 bits\n");
	key_refused(EVP_EC_gen("P-224"), "tokensnap: key.pem: key on the "
	    "curve secp224r1; use P-256 or RSA of at least 3072 bits\n");
	key_refused(EVP_PKEY_Q_keygen(NULL, NULL, "X25519"), "tokensnap: "
	    "key.pem: key of the kind X25519; use P-256 or RSA of at least "
	    "3072 bits\n");
	buf_addf(&b, "tokensnap: key.pem: Ed25519 key: OpenSSL before 3.2 can "
	    "neither make nor check such a signature (this is %s); use P-256 "
	    "or RSA of at least 3072 bits\n",
	    OpenSSL_version(OPENSSL_VERSION_STRING));
	key_refused(EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), b.ptr);
	buf_free(&b);
}

static void
key_files(void **state)
{
	EVP_PKEY	*key = help_key();
	X509		*cert = help_pair(key, "a");

	(void)state;
	assert_int_equal(chmod("key.pem", 0640), 0);
	refused(&plain, "tokensnap: key.pem: others than its owner may use it "
	    "(mode 0640); chmod go= it\n");
	assert_int_equal(chmod("key.pem", 0602), 0);
	refused(&plain, "tokensnap: key.pem: others than its owner may use it "
	    "(mode 0602); chmod go= it\n");
	assert_int_equal(chmod("key.pem", 0400), 0);
	assert_int_equal(rename("key.pem", "real.pem"), 0);
	refused(&plain, "tokensnap: key.pem: No such file or directory\n");
	assert_int_equal(symlink("real.pem", "key.pem"), 0);
	refused(&plain, "tokensnap: key.pem: is a symbolic link\n");
	assert_int_equal(unlink("key.pem"), 0);
	assert_int_equal(mkfifo("key.pem", 0600), 0);
	refused(&plain, "tokensnap: key.pem: is a FIFO, not a file\n");
	assert_int_equal(unlink("key.pem"), 0);
	harness_write("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n");
	refused(&plain, "tokensnap: key.pem: holds no private key in PEM "
	    "form\n");
	if (geteuid() == 0) {
		assert_int_equal(chown("key.pem", 4711, 0), 0);
		refused(&plain, "tokensnap: key.pem: belongs to another user "
		    "(uid 4711)\n");
	}
	X509_free(cert);
	EVP_PKEY_free(key);
}

/* cert.pem is this one, which is freed; it is refused. */
static void
cert_refused(const struct help_cert *h, const char *line)
{
	X509	*c = help_cert(h);

	(void)unlink("cert.pem");
	help_write_cert("cert.pem", c);
	refused(&plain, line);
	X509_free(c);
}

static void
certs_unfit(void **state)
{
	EVP_PKEY		*key = help_key(), *other = help_key();
	X509			*cert = help_pair(key, "a");
	struct help_cert	 h = { "a", NULL, -DAY, DAY, other, NULL,
				    NULL, false };

	(void)state;
	cert_refused(&h, "tokensnap: cert.pem: is not the certificate of "
	    "key.pem\n");
	h.key = key;
	h.from = 1;
	cert_refused(&h, "tokensnap: cert.pem: is not valid before "
	    "2026-11-23T15:43:01Z\n");
	h.from = -DAY;
	h.to = -1;
	cert_refused(&h, "tokensnap: cert.pem: expired at "
	    "2026-11-23T15:42:59Z\n");
	h.to = DAY;
	h.usage = "keyCertSign";
	cert_refused(&h, "tokensnap: cert.pem: is not for signatures: "
	    "keyUsage allows neither digitalSignature nor nonRepudiation\n");
	harness_write("cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n");
	refused(&plain, "tokensnap: cert.pem: holds no certificate in PEM "
	    "form\n");
	(void)unlink("cert.pem");
	help_write_cert("cert.pem", cert);
	assert_int_equal(system("echo '-----BEGIN CERTIFICATE-----' "
	    ">>cert.pem"), 0);
	refused(&plain, "tokensnap: cert.pem: certificate 2 in it is "
	    "damaged\n");
	(void)unlink("cert.pem");
	refused(&plain, "tokensnap: cert.pem: No such file or directory\n");
	assert_int_equal(mkfifo("cert.pem", 0600), 0);
	refused(&plain, "tokensnap: cert.pem: is not a regular file\n");
	X509_free(cert);
	EVP_PKEY_free(other);
	EVP_PKEY_free(key);
}

static void
chain_elsewhere(void **state)
{
	EVP_PKEY		*key = help_key(), *other = help_key();
	X509			*issuer = help_pair(key, "issuer"), *cert;
	X509			*root = help_plain("root", other);
	struct sign_files	 f = plain;

	(void)state;
	f.chain = "chain.pem";
	help_write_cert("chain.pem", root);
	cert = help_cert(&(struct help_cert){ "a", NULL, -DAY, DAY, key,
	    issuer, key, false });
	(void)unlink("cert.pem");
	help_write_cert("cert.pem", cert);
	refused(&f, "tokensnap: chain.pem: does not lead on from the "
	    "certificate: unable to get local issuer certificate\n");
	X509_free(root);
	X509_free(issuer);
	X509_free(cert);
	EVP_PKEY_free(other);
	EVP_PKEY_free(key);
}

static void
passphrases(void **state)
{
	EVP_PKEY		*key = help_key();
	X509			*cert = help_pair(key, "a");
	struct sign_files	 f = plain;
	struct signer		*s;
	char			 long_text[1100];

	(void)state;
	help_write_key("key.pem", key, "open sesame");
	refused(&f, "tokensnap: key.pem: is encrypted; give --passphrase-file "
	    "or --passphrase-fd\n");
	f.secret.file = "pass.txt";
	refused(&f, "tokensnap: pass.txt: No such file or directory\n");
	harness_write("pass.txt", "open barley\n");
	refused(&f, "tokensnap: key.pem: cannot be decrypted with this "
	    "passphrase\n");
	harness_write("pass.txt", "\nopen sesame\n");
	refused(&f, "tokensnap: pass.txt: holds no passphrase\n");
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	harness_write("pass.txt", long_text);
	refused(&f, "tokensnap: pass.txt: passphrase longer than 1024 "
	    "bytes\n");
	harness_write("pass.txt", "open sesame\r\nmore\n");
	assert_int_equal(sign_open(&f, NOW, &s), 0);
	sign_free(s);
	assert_int_equal(chmod("pass.txt", 0604), 0);
	refused(&f, "tokensnap: pass.txt: others than its owner may use it "
	    "(mode 0604); chmod go= it\n");
	f.secret.file = NULL;
	f.secret.fd = 99;
	refused(&f, "tokensnap: passphrase descriptor 99: Bad file "
	    "descriptor\n");
	X509_free(cert);
	EVP_PKEY_free(key);
}

/* A descriptor is read up to the line feed and no further. */
static void
passphrase_descriptor(void **state)
{
	EVP_PKEY		*key = help_key();
	X509			*cert = help_pair(key, "a");
	struct sign_files	 f = plain;
	struct signer		*s;
	char			 rest[8];
	int			 fds[2];

	(void)state;
	help_write_key("key.pem", key, "open sesame");
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "open sesame\nrest", 16), 16);
	close(fds[1]);
	f.secret.fd = fds[0];
	assert_int_equal(sign_open(&f, NOW, &s), 0);
	assert_int_equal(read(fds[0], rest, sizeof(rest)), 4);
	assert_memory_equal(rest, "rest", 4);
	close(fds[0]);
	sign_free(s);
	X509_free(cert);
	EVP_PKEY_free(key);
}

/* What a snapshot says of its signer: each certificate once, not twice. */
static void
facts(void **state)
{
	EVP_PKEY		*ca_key = help_key(), *key = help_key();
	X509			*ca = help_plain("Root", ca_key), *cert;
	struct signer		*s;
	struct buf		 info = BUF_INIT, wanted = BUF_INIT;
	char			 hex[2][65];

	(void)state;
	cert = help_cert(&(struct help_cert){ "J\xc3\xb6" "b\n\xe2\x80\xae",
	    "digitalSignature", -DAY, DAY, key, ca, ca_key, false });
	help_write_key("key.pem", key, NULL);
	help_write_cert("cert.pem", cert);
	help_write_cert("cert.pem", ca);
	help_write_cert("chain.pem", ca);
	help_write_cert("chain.pem", cert);
	s = help_open("chain.pem");
	assert_string_equal(sign_facts(s)->subject,
	    "CN=J\xc3\xb6" "b\\0A\xe2\x80\xae");
	assert_int_equal(sign_facts(s)->nchain, 1);
	pem_sha256(cert, hex[0]);
	pem_sha256(ca, hex[1]);
	help_bag(s, NAME);
	assert_int_equal(file_read(AT_FDCWD, "archive/" NAME "/bag-info.txt",
	    "x", 9999, &info), 0);
	buf_addf(&wanted, "Tokensnap-Signer: CN=J\xc3\xb6" "b\\0A[U+202E]\n"
	    "Tokensnap-Signer-SHA256: %s\n"
	    "Tokensnap-Signer-Chain-SHA256: %s\n", hex[0], hex[1]);
	assert_non_null(strstr(info.ptr, "Tokensnap-Signer:"));
	assert_string_equal(strstr(info.ptr, "Tokensnap-Signer:"), wanted.ptr);
	buf_free(&wanted);
	buf_free(&info);
	sign_free(s);
	X509_free(cert);
	X509_free(ca);
	EVP_PKEY_free(key);
	EVP_PKEY_free(ca_key);
}

/* With RSA the same input gives the same bytes: no clock, no chance. */
static void
rsa_same_bytes(void **state)
{
	EVP_PKEY	*key = EVP_RSA_gen(3072);
	X509		*cert = help_pair(key, "a");
	struct signer	*s = help_open(NULL);

	(void)state;
	help_bag(s, NAME);
	assert_int_equal(rename("archive", "first"), 0);
	assert_int_equal(system("sleep 1.1"), 0);
	help_bag(s, NAME);
	assert_int_equal(system("diff -r -x .tokensnap.lock archive first"), 0);
	assert_int_equal(system("openssl cms -cmsout -print -noout -inform "
	    "PEM -in " SIGNED " | grep -q 'Nov 23 15:43:00 2026 GMT'"), 0);
	sign_free(s);
	X509_free(cert);
	EVP_PKEY_free(key);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		HARNESS_TEST(keys_weak),
		HARNESS_TEST(key_files),
		HARNESS_TEST(certs_unfit),
		HARNESS_TEST(chain_elsewhere),
		HARNESS_TEST(passphrases),
		HARNESS_TEST(passphrase_descriptor),
		HARNESS_TEST(facts),
		HARNESS_TEST(rsa_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
