#include "shared/sql/errormapping.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
// https://www.sqlite.org/rescode.html, primary codes
constexpr int kSqliteBusy = 5;
constexpr int kSqliteLocked = 6;
constexpr int kSqliteReadOnly = 8;
constexpr int kSqliteIoError = 10;
constexpr int kSqliteFull = 13;
constexpr int kSqliteCantOpen = 14;
constexpr int kSqliteConstraint = 19;

SqlError::Kind sqliteKind(const QSqlError &error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case kSqliteBusy:
    case kSqliteLocked:
        return SqlError::Kind::Conflict;
    case kSqliteFull:
        return SqlError::Kind::DiskFull;
    case kSqliteReadOnly:
    case kSqliteIoError:
    case kSqliteCantOpen: // the disk, or what is mounted there, went away
        return SqlError::Kind::ConnectionLost;
    case kSqliteConstraint:
        return error.databaseText().startsWith("UNIQUE"_L1) ? SqlError::Kind::UniqueViolation
                                                            : SqlError::Kind::Other;
    default:
        return SqlError::Kind::Other;
    }
}

// https://www.postgresql.org/docs/15/errcodes-appendix.html
SqlError::Kind postgresKind(const QString &state, bool connectionOpen)
{
    if (!connectionOpen)
        return SqlError::Kind::ConnectionLost;
    if (state == "23505"_L1)
        return SqlError::Kind::UniqueViolation;
    if (state == "40001"_L1 || state == "40P01"_L1 || state == "55P03"_L1)
        return SqlError::Kind::Conflict;
    if (state == "53100"_L1)
        return SqlError::Kind::DiskFull;
    // 08: connection; 57P: the server goes; 53300: too many connections; 25006: the primary became a standby;
    // 0A000, 26000: the prepared statements of this connection no longer fit the schema
    const bool unusable = state.startsWith("08"_L1) || state.startsWith("57P"_L1) || state == "53300"_L1
        || state == "25006"_L1 || state == "0A000"_L1 || state == "26000"_L1;
    return unusable ? SqlError::Kind::ConnectionLost : SqlError::Kind::Other;
}
}

SqlError toSqlError(Engine engine, const QSqlError &error, bool connectionOpen)
{
    const QString native = error.nativeErrorCode();
    const auto kind = engine == Engine::Sqlite ? sqliteKind(error) : postgresKind(native, connectionOpen);
    QString text = error.databaseText().section(u'\n', 0, 0);
    if (text.isEmpty())
        text = error.driverText();
    return SqlError(kind, native.isEmpty() ? text : u"%1 [%2]"_s.arg(text, native));
}

}
