#include "client/account/filecredentialstore.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QDir>
#include <QSaveFile>

#include <sodium.h>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

unsigned char *raw(QByteArray &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

Error failed(const QString &file)
{
    return {
        ErrorCode::Unavailable,
        QCoreApplication::translate("CredentialStore", "The file %1 can't be read or written.").arg(file)};
}

/// Never readable by others, not even for the moment between making and setting its rights.
Outcome writeOwnerOnly(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerOnly)
        || file.write(content) != content.size() || !file.commit())
        return failed(path);
    return Done{};
}

template <class Value, class Function> void later(QObject *context, Function finished, Value value)
{
    QMetaObject::invokeMethod(
        context, [finished, value] { finished(value); }, Qt::QueuedConnection);
}
}

FileCredentialStore::FileCredentialStore(QString folder)
    : m_folder(std::move(folder))
{
}

void FileCredentialStore::read(const QString &name, QObject *context, Read finished)
{
    const auto secrets = load();
    Result<QByteArray> result = Error{ErrorCode::NotFound, u"There is no such secret."_s};
    if (!secrets)
        result = secrets.error();
    else if (secrets->contains(name))
        result = secrets->value(name);
    later(context, std::move(finished), result);
}

void FileCredentialStore::write(const QString &name, const QByteArray &secret, QObject *context,
                                Finished finished)
{
    auto secrets = load();
    Outcome outcome = secrets ? Outcome(Done{}) : Outcome(secrets.error());
    if (secrets) {
        secrets->insert(name, secret);
        outcome = save(*secrets);
    }
    later(context, std::move(finished), outcome);
}

void FileCredentialStore::remove(const QString &name, QObject *context, Finished finished)
{
    auto secrets = load();
    Outcome outcome = secrets ? Outcome(Done{}) : Outcome(secrets.error());
    if (secrets && secrets->remove(name))
        outcome = save(*secrets);
    later(context, std::move(finished), outcome);
}

Result<QByteArray> FileCredentialStore::key() const
{
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, u"The encryption can't be started."_s};
    QFile file(keyFile());
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray bytes = file.readAll();
        if (bytes.size() == crypto_secretbox_KEYBYTES)
            return bytes;
        return failed(keyFile());
    }
    if (file.exists() || !QDir().mkpath(m_folder))
        return failed(keyFile());
    QByteArray fresh(crypto_secretbox_KEYBYTES, Qt::Uninitialized);
    crypto_secretbox_keygen(raw(fresh));
    if (const auto written = writeOwnerOnly(keyFile(), fresh); !written)
        return written.error();
    return fresh;
}

Result<FileCredentialStore::Secrets> FileCredentialStore::load() const
{
    QFile file(secretsFile());
    if (!file.exists())
        return Secrets();
    const auto secret = key();
    if (!secret)
        return secret.error();
    if (!file.open(QIODevice::ReadOnly))
        return failed(secretsFile());
    const QByteArray bytes = file.readAll();
    constexpr qsizetype kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (bytes.size() < kOverhead)
        return failed(secretsFile());
    QByteArray plain(bytes.size() - kOverhead, Qt::Uninitialized);
    const QByteArray box = bytes.sliced(crypto_secretbox_NONCEBYTES);
    if (crypto_secretbox_open_easy(raw(plain), raw(box), static_cast<unsigned long long>(box.size()),
                                   raw(bytes), raw(*secret))
        != 0)
        return failed(secretsFile());
    QDataStream in(plain);
    in.setVersion(QDataStream::Qt_6_4);
    Secrets secrets;
    in >> secrets;
    if (in.status() != QDataStream::Ok)
        return failed(secretsFile());
    return secrets;
}

Outcome FileCredentialStore::save(const Secrets &secrets) const
{
    const auto secret = key();
    if (!secret)
        return secret.error();
    QByteArray plain;
    QDataStream out(&plain, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << secrets;
    QByteArray nonce(crypto_secretbox_NONCEBYTES, Qt::Uninitialized);
    randombytes_buf(nonce.data(), static_cast<size_t>(nonce.size()));
    QByteArray box(plain.size() + crypto_secretbox_MACBYTES, Qt::Uninitialized);
    crypto_secretbox_easy(raw(box), raw(std::as_const(plain)), static_cast<unsigned long long>(plain.size()),
                          raw(std::as_const(nonce)), raw(*secret));
    sodium_memzero(plain.data(), static_cast<size_t>(plain.size()));
    return writeOwnerOnly(secretsFile(), nonce + box);
}

QString FileCredentialStore::keyFile() const { return m_folder + u"/credentials.key"_s; }

QString FileCredentialStore::secretsFile() const { return m_folder + u"/credentials"_s; }

}
