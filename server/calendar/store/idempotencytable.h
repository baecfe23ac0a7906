#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/sql/database.h"

#include <optional>
#include <string>

namespace hearth::server::calendar {

/// The table `idempotency_keys` for one key of one user; an empty key is no key at all.
class IdempotencyTable {
public:
    struct Key {
        shared::UserId user;
        QString scope; ///< "create_event": a key counts for one kind of request
        QString text;
    };
    IdempotencyTable(shared::Database &database, Key key);

    /// Takes the key for `saga`, or says what its first request has come to: the first answer's bytes,
    /// KeyReused for another request, Conflict with reason "in_progress" while it runs. Nothing: go on.
    shared::Result<std::optional<std::string>> claim(const std::string &requestHash, const QUuid &saga,
                                                     qint64 nowMs);
    void finish(const std::string &response);
    /// Where the request came to nothing: the key may be used again.
    void release(const QUuid &saga);

    /// InvalidArgument for a key of more than 255 characters or with control characters.
    static shared::Outcome check(const QString &key);

private:
    shared::Database &m_db;
    Key m_key;
};

}
