#pragma once

#include <QString>

#include <stdexcept>

namespace hearth::shared {

/// Broken infrastructure or a violated constraint, thrown by Database, Query and Transaction.
class SqlError : public std::runtime_error {
public:
    enum class Kind {
        UniqueViolation,
        Conflict, ///< serialisation failure, deadlock, SQLITE_BUSY: the transaction may be run again
        ConnectionLost, ///< nothing is known of an uncommitted transaction; reopen and run again
        CommitUnknown, ///< the connection was lost in commit(): it may have been committed
        DiskFull,
        Other,
    };

    SqlError(Kind kind, const QString &text);
    Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

}
