#pragma once

#include <QLockFile>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace hearth::server::host {

/// The folder of one host's files, made where it is missing, for its owner only, and locked while this lives:
/// by role, so that the three roles of one machine can share it and two of one kind can't.
class DataFolder {
public:
    /// Throws HostFailure where it can't be made, written or locked.
    DataFolder(const QString &path, const QStringList &roles);

    QString path() const { return m_path; }
    QString file(const QString &name) const;

private:
    void lock(const QString &role);

    QString m_path;
    std::vector<std::unique_ptr<QLockFile>> m_locks;
};

}
