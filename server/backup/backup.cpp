#include "server/backup/backup.h"

#include "server/backup/dump.h"
#include "shared/sql/database.h"
#include "shared/sql/sqlerror.h"
#include "shared/sql/transaction.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <chrono>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace hearth::server::backup {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using shared::Database;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;
using shared::Transaction;

namespace {

constexpr int kFormat = 1;
constexpr int kGateTries = 60;
constexpr auto kGatePause = 500ms;
constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

Error failure(ErrorCode code, const QString &text) { return {code, text}; }

qint64 schemaOf(Database &database)
{
    auto query = database.query(u"SELECT COALESCE(MAX(version), 0) FROM schema_version"_s);
    query.run();
    return query.next() ? query.integer(0) : 0;
}

/// Each waits in its transaction for as long as the other is read or filled.
void openForLong(Database &database)
{
    database.ensureOpen();
    if (database.engine() == shared::Engine::PostgreSql)
        database.execute(u"SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0"_s);
}

/// Writers queue behind a lock that is waited for: it is never waited for long (a vacuum may hold it).
void lockGate(Database &gate, std::optional<Transaction> &closed)
{
    for (int tries = 1;; ++tries) {
        closed.emplace(gate);
        if (gate.engine() != shared::Engine::PostgreSql)
            return;
        try {
            gate.execute(u"SET LOCAL lock_timeout = '500ms'; LOCK TABLE sagas, members IN SHARE MODE"_s);
            return;
        } catch (const shared::SqlError &error) {
            if (error.kind() != shared::SqlError::Kind::Conflict || tries == kGateTries)
                throw;
        }
        closed.reset();
        std::this_thread::sleep_for(kGatePause);
    }
}

/// Reads of one moment: the transactions of both databases begin while no saga and no departure of a member
/// can begin or end.
class Moment {
public:
    Moment(Database &auth, Database &calendar)
    {
        Database gate(calendar.url());
        gate.ensureOpen();
        std::optional<Transaction> closed;
        lockGate(gate, closed);
        m_calendar.emplace(calendar, Transaction::Mode::Read);
        schemaOf(calendar); // a transaction sees what is there at its first read
        m_auth.emplace(auth, Transaction::Mode::Read);
        schemaOf(auth);
    }

private:
    std::optional<Transaction> m_calendar;
    std::optional<Transaction> m_auth;
};

Outcome openNew(QFile &file)
{
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwnerOnly))
        return Done{};
    return failure(ErrorCode::Unavailable,
                   u"%1 can't be written: %2"_s.arg(file.fileName(), file.errorString()));
}

/// What is reported as written is on the disk.
Outcome keep(QFile &file)
{
    if (file.flush() && file.error() == QFile::NoError && fsync(file.handle()) == 0)
        return Done{};
    return failure(ErrorCode::Unavailable,
                   u"%1 can't be written: %2"_s.arg(file.fileName(), file.errorString()));
}

/// The names in it, too.
Outcome keepFolder(const QString &path)
{
    const int folder = open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0)
        close(folder);
    return kept ? Outcome(Done{})
                : failure(ErrorCode::Unavailable, u"The folder %1 can't be written"_s.arg(path));
}

Outcome giveName(const QString &partial, const QString &folder)
{
    if (const auto kept = keepFolder(partial); !kept)
        return kept;
    if (!QDir().rename(partial, folder))
        return failure(ErrorCode::Unavailable, u"%1 can't be named %2"_s.arg(partial, folder));
    return keepFolder(QFileInfo(QDir(folder).absolutePath()).path());
}

QString sha256Of(const QString &name)
{
    QFile file(name);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return QString::fromLatin1(hash.result().toHex());
}

/// One database's part of the manifest.
Result<QJsonObject> dumpTo(const QString &name, Database &database)
{
    QFile file(name);
    if (const auto opened = openNew(file); !opened)
        return opened.error();
    const QJsonObject rows = writeDump(database, file);
    if (const auto kept = keep(file); !kept)
        return kept.error();
    file.close();
    return QJsonObject{{u"schema"_s, schemaOf(database)}, {u"rows"_s, rows}, {u"sha256"_s, sha256Of(name)}};
}

Outcome writeManifest(const QString &name, const QJsonObject &manifest)
{
    QFile file(name);
    if (const auto opened = openNew(file); !opened)
        return opened.error();
    file.write(QJsonDocument(manifest).toJson());
    return keep(file);
}

Outcome writeAll(const Databases &databases, const QDir &folder)
{
    Database auth(databases.auth);
    Database calendar(databases.calendar);
    openForLong(auth);
    openForLong(calendar);
    QJsonObject manifest{{u"format"_s, kFormat},
                         {u"version"_s, QStringLiteral(HEARTH_VERSION)},
                         {u"made"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
    const Moment moment(auth, calendar);
    for (const auto &[name, database] : {std::pair(u"calendar"_s, &calendar), std::pair(u"auth"_s, &auth)}) {
        const auto part = dumpTo(folder.filePath(name + u".cbor"_s), *database);
        if (!part)
            return part.error();
        manifest.insert(name, *part);
    }
    return writeManifest(folder.filePath(u"manifest.json"_s), manifest);
}

Result<QJsonObject> readManifest(const QDir &folder)
{
    QFile file(folder.filePath(u"manifest.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::InvalidArgument,
                       u"%1 is no backup: it has no manifest.json"_s.arg(folder.path()));
    const QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
    if (manifest[u"format"].toInt() != kFormat)
        return failure(ErrorCode::InvalidArgument, u"%1 is a backup of another form"_s.arg(folder.path()));
    for (const QString &name : {u"auth"_s, u"calendar"_s})
        if (sha256Of(folder.filePath(name + u".cbor"_s)) != manifest[name][u"sha256"].toString())
            return failure(ErrorCode::InvalidArgument,
                           u"The backup is damaged: %1.cbor is not what was written"_s.arg(name));
    return manifest;
}

Outcome checkEmpty(Database &database)
{
    if (isEmpty(database))
        return Done{};
    return failure(ErrorCode::Conflict,
                   u"%1 is not empty: a backup is restored into empty databases only"_s.arg(
                       database.url().displayText()));
}

Outcome checkSchema(const QString &name, Database &database, const QJsonObject &manifest)
{
    const qint64 theirs = manifest[name][u"schema"].toInteger();
    const qint64 ours = schemaOf(database);
    if (theirs == ours)
        return Done{};
    const bool isNewer = theirs > ours;
    const QString advice =
        isNewer ? u"Restore it with Hearth %4."_s : u"Restore it with Hearth %4, then upgrade."_s;
    return failure(isNewer ? ErrorCode::PreconditionFailed : ErrorCode::Conflict,
                   (u"The backup has schema %1 of %2 and this program %3. "_s + advice)
                       .arg(theirs)
                       .arg(name)
                       .arg(ours)
                       .arg(manifest[u"version"].toString()));
}

Outcome load(const QString &name, const QDir &folder, Database &database, const QJsonObject &manifest)
{
    if (const auto checked = checkSchema(name, database, manifest); !checked)
        return checked;
    if (const auto checked = checkEmpty(database); !checked)
        return checked;
    QFile file(folder.filePath(name + u".cbor"_s));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::InvalidArgument,
                       u"%1 can't be read: %2"_s.arg(file.fileName(), file.errorString()));
    return readDump(file, database);
}

Outcome loadAll(const QDir &folder, const Databases &databases)
{
    const auto manifest = readManifest(folder);
    if (!manifest)
        return manifest.error();
    Database auth(databases.auth);
    Database calendar(databases.calendar);
    openForLong(auth);
    openForLong(calendar);
    Transaction authRows(auth);
    Transaction calendarRows(calendar);
    if (const auto loaded = load(u"auth"_s, folder, auth, *manifest); !loaded)
        return loaded;
    if (const auto loaded = load(u"calendar"_s, folder, calendar, *manifest); !loaded)
        return loaded;
    authRows.commit();
    calendarRows.commit();
    return Done{};
}

Outcome checkAll(const QDir &folder, const Databases &databases)
{
    if (const auto manifest = readManifest(folder); !manifest)
        return manifest.error();
    for (const shared::DatabaseUrl &url : {databases.auth, databases.calendar}) {
        if (url.engine == shared::Engine::Sqlite && !QFile::exists(url.path))
            continue;
        Database database(url);
        database.ensureOpen();
        if (const auto checked = checkEmpty(database); !checked)
            return checked;
    }
    return Done{};
}

template <class Work> Outcome caught(const Work &work)
{
    try {
        return work();
    } catch (const shared::SqlError &error) {
        return failure(ErrorCode::Unavailable,
                       u"A database does not do it: "_s + QString::fromUtf8(error.what()));
    }
}

}

Outcome makeBackup(const Databases &databases, const QString &folder)
{
    // The whole name appears when all is there.
    const QString partial = folder + u".partial"_s;
    if (QFile::exists(folder) || QFile::exists(partial))
        return failure(ErrorCode::Conflict, u"%1 (or %2) is there already"_s.arg(folder, partial));
    if (!QDir().mkpath(partial) || !QFile::setPermissions(partial, kOwnerOnly | QFile::ExeOwner))
        return failure(ErrorCode::Unavailable, u"The folder %1 can't be made"_s.arg(partial));
    Outcome written = caught([&] { return writeAll(databases, QDir(partial)); });
    if (written)
        written = giveName(partial, folder);
    if (!written)
        QDir(partial).removeRecursively();
    return written;
}

Outcome checkRestoration(const QString &folder, const Databases &databases)
{
    return caught([&] { return checkAll(QDir(folder), databases); });
}

Outcome restoreBackup(const QString &folder, const Databases &databases)
{
    return caught([&] { return loadAll(QDir(folder), databases); });
}

}
