#include "shared/sql/errormapping.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

class TestErrorMapping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsSqlite_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QString &code, const QString &text, SqlError::Kind kind) {
            QTest::newRow(name) << code << text << static_cast<int>(kind);
        };
        row("busy", u"5"_s, u"database is locked"_s, SqlError::Kind::Conflict);
        row("busy, extended", u"517"_s, u"database is locked"_s, SqlError::Kind::Conflict);
        row("full", u"13"_s, u"database or disk is full"_s, SqlError::Kind::DiskFull);
        row("read-only", u"8"_s, u"attempt to write a readonly database"_s, SqlError::Kind::ConnectionLost);
        row("read error", u"266"_s, u"disk I/O error"_s, SqlError::Kind::ConnectionLost);
        row("gone", u"14"_s, u"unable to open database file"_s, SqlError::Kind::ConnectionLost);
        row("unique", u"2067"_s, u"UNIQUE constraint failed: a.b"_s, SqlError::Kind::UniqueViolation);
        row("other constraint", u"275"_s, u"CHECK constraint failed"_s, SqlError::Kind::Other);
        row("syntax", u"1"_s, u"near"_s, SqlError::Kind::Other);
    }
    void readsSqlite()
    {
        QFETCH(QString, code);
        QFETCH(QString, text);
        const QSqlError error(u"driver"_s, text, QSqlError::StatementError, code);
        QTEST(static_cast<int>(toSqlError(Engine::Sqlite, error, true).kind()), "kind");
    }
};

QTEST_GUILESS_MAIN(TestErrorMapping)
#include "tst_errormapping.moc"
