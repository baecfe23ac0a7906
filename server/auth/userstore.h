#pragma once

#include "shared/base/ids.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace hearth::shared {
class Database;
}

namespace hearth::server::auth {

/// A row of `users`.
struct UserRecord {
    shared::UserId id;
    QString username;
    QByteArray passwordHash;
    QString displayName;
    QString colour;
    QString timeZone;
    QString locale;
    qint64 createdMs = 0;
    qint64 version = 1;
};

/// The table `users`. Throws SqlError.
class UserStore {
public:
    explicit UserStore(shared::Database &database)
        : m_database(database)
    {
    }

    /// False where the username is taken by another.
    bool insert(const UserRecord &user);
    std::optional<UserRecord> find(const shared::UserId &id);
    /// Without regard to case.
    std::optional<UserRecord> findByName(const QString &username);
    /// Writes the profile with the next version; false where the version is no longer `user.version`.
    bool updateProfile(const UserRecord &user);
    /// False where the stored hash is no longer `oldHash`.
    bool replacePasswordHash(const shared::UserId &id, const QByteArray &oldHash, const QByteArray &newHash);
    /// With all that belongs to the user alone.
    void remove(const shared::UserId &id);

private:
    shared::Database &m_database;
};

}
