#include "client/account/memorycredentialstore.h"

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
template <class Function> void later(QObject *context, Function function)
{
    QMetaObject::invokeMethod(context, function, Qt::QueuedConnection);
}
}

void MemoryCredentialStore::read(const QString &name, QObject *context, Read finished)
{
    const auto found = m_secrets.constFind(name);
    const shared::Result<QByteArray> result = found == m_secrets.constEnd()
        ? shared::Result<QByteArray>(
            shared::Error{shared::ErrorCode::NotFound, u"There is no such secret."_s})
        : shared::Result<QByteArray>(*found);
    later(context, [finished, result] { finished(result); });
}

void MemoryCredentialStore::write(const QString &name, const QByteArray &secret, QObject *context,
                                  Finished finished)
{
    m_secrets.insert(name, secret);
    later(context, [finished] { finished(shared::Done{}); });
}

void MemoryCredentialStore::remove(const QString &name, QObject *context, Finished finished)
{
    m_secrets.remove(name);
    later(context, [finished] { finished(shared::Done{}); });
}

}
