#include "server/host/datafolder.h"

#include "server/host/hostfailure.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

QString holderText(const QLockFile &lock)
{
    qint64 pid = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&pid, &host, &program))
        return u"another program"_s;
    return u"process %1 (%2)"_s.arg(pid).arg(program);
}

}

DataFolder::DataFolder(const QString &path, const QStringList &roles)
    : m_path(QDir::cleanPath(QDir(path).absolutePath()))
{
    const bool isNew = !QDir(m_path).exists();
    if (!QDir().mkpath(m_path))
        throw HostFailure(ExitCode::DataFolderUnusable, u"The data folder %1 can't be made"_s.arg(m_path));
    if (isNew)
        QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const QString &role : roles)
        lock(role);
}

void DataFolder::lock(const QString &role)
{
    auto lockFile = std::make_unique<QLockFile>(file(role + u".lock"_s));
    lockFile->setStaleLockTime(0); // only a dead process's lock is stale
    if (!lockFile->tryLock(0)) {
        if (lockFile->error() == QLockFile::LockFailedError)
            throw HostFailure(
                ExitCode::DataFolderUnusable,
                u"The data folder %1 is locked: %2 uses it"_s.arg(m_path, holderText(*lockFile)));
        throw HostFailure(ExitCode::DataFolderUnusable, u"The data folder %1 can't be written"_s.arg(m_path));
    }
    m_locks.push_back(std::move(lockFile));
}

QString DataFolder::file(const QString &name) const { return m_path + u'/' + name; }

}
