#include "client/account/keychaincredentialstore.h"

#include <QCoreApplication>

#include <qt6keychain/keychain.h>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
const QString kService = u"Hearth"_s;

shared::Error errorOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return {shared::ErrorCode::NotFound, u"There is no such secret."_s};
    return {shared::ErrorCode::Unavailable,
            QCoreApplication::translate("CredentialStore", "The system's keychain does not answer."),
            u"no_keychain"_s};
}
}

// Jobs delete themselves; without `insecureFallback` nothing ever lands in a plain file.
void KeychainCredentialStore::read(const QString &name, QObject *context, Read finished)
{
    auto *job = new QKeychain::ReadPasswordJob(kService);
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, context, [job, finished](QKeychain::Job *) {
        if (job->error() == QKeychain::NoError)
            finished(job->binaryData());
        else
            finished(errorOf(*job));
    });
    job->start();
}

void KeychainCredentialStore::write(const QString &name, const QByteArray &secret, QObject *context,
                                    Finished finished)
{
    auto *job = new QKeychain::WritePasswordJob(kService);
    job->setKey(name);
    job->setBinaryData(secret);
    QObject::connect(job, &QKeychain::Job::finished, context, [finished](QKeychain::Job *done) {
        finished(done->error() == QKeychain::NoError ? shared::Outcome(shared::Done{}) : errorOf(*done));
    });
    job->start();
}

void KeychainCredentialStore::remove(const QString &name, QObject *context, Finished finished)
{
    auto *job = new QKeychain::DeletePasswordJob(kService);
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, context, [finished](QKeychain::Job *done) {
        const bool gone = done->error() == QKeychain::NoError || done->error() == QKeychain::EntryNotFound;
        finished(gone ? shared::Outcome(shared::Done{}) : errorOf(*done));
    });
    job->start();
}

}
