#include "server/host/x509.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace hearth::server::host {

namespace {

template <auto Free> struct Freer {
    template <class T> void operator()(T *object) const { Free(object); }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

constexpr long kSecondsOfDay = 24 * 3600;

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, qsizetype(size));
}

/// A pass phrase is never asked for.
int noPassPhrase(char *, int, int, void *) { return 0; }

Key readKey(const QByteArray &pem)
{
    const Bio in(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    return Key(PEM_read_bio_PrivateKey(in.get(), nullptr, noPassPhrase, nullptr));
}

bool setRandomSerial(X509 *certificate)
{
    unsigned char bytes[16];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] &= 0x7f; // positive
    const std::unique_ptr<BIGNUM, Freer<BN_free>> number(BN_bin2bn(bytes, sizeof bytes, nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool addExtension(X509 *certificate, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool describe(X509 *certificate, const QStringList &names)
{
    static constexpr unsigned char kName[] = "Hearth";
    X509_NAME *subject = X509_get_subject_name(certificate);
    return X509_set_version(certificate, 2) == 1 // v3
        && setRandomSerial(certificate) && X509_gmtime_adj(X509_getm_notBefore(certificate), -kSecondsOfDay)
        && X509_time_adj_ex(X509_getm_notAfter(certificate), 3650, 0, nullptr)
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, kName, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, subject) == 1
        && addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
        && addExtension(certificate, NID_subject_alt_name, names.join(u',').toUtf8());
}

}

QByteArray makePrivateKey()
{
    const Key key(EVP_EC_gen("P-256"));
    const Bio out(BIO_new(BIO_s_mem()));
    if (!key || !out
        || PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return contentOf(out.get());
}

QByteArray makeCertificate(const QByteArray &privateKey, const QStringList &names)
{
    const Key key = readKey(privateKey);
    const Certificate certificate(X509_new());
    const Bio out(BIO_new(BIO_s_mem()));
    const bool ok = key && certificate && out && X509_set_pubkey(certificate.get(), key.get()) == 1
        && describe(certificate.get(), names) && X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0
        && PEM_write_bio_X509(out.get(), certificate.get()) == 1;
    return ok ? contentOf(out.get()) : QByteArray();
}

bool isKeyOf(const QByteArray &privateKey, const QByteArray &certificate)
{
    const Key key = readKey(privateKey);
    const Bio in(BIO_new_mem_buf(certificate.constData(), int(certificate.size())));
    const Certificate parsed(PEM_read_bio_X509(in.get(), nullptr, noPassPhrase, nullptr));
    return key && parsed && X509_check_private_key(parsed.get(), key.get()) == 1;
}

}
