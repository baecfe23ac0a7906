#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QSet>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
const QList<ErrorCode> kCodes{
    ErrorCode::InvalidArgument, ErrorCode::Unauthenticated,  ErrorCode::Forbidden,
    ErrorCode::NotFound,        ErrorCode::Conflict,         ErrorCode::PreconditionFailed,
    ErrorCode::TooLarge,        ErrorCode::KeyReused,        ErrorCode::Gone,
    ErrorCode::RateLimited,     ErrorCode::SnapshotRequired, ErrorCode::Internal,
    ErrorCode::Unavailable,     ErrorCode::DeadlineExceeded};
}

class TestIds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isUuidVersion7()
    {
        // later than any other test of this process makes ids at
        const FixedClock clock(Q_INT64_C(0x0fedcba98765));
        const QString text = newId<EventId>(clock).toString();
        QCOMPARE(text.size(), 36);
        QVERIFY2(text.startsWith("0fedcba9-8765-7"_L1), qPrintable(text));
        QVERIFY(u"89ab"_s.contains(text.at(19)));
        QCOMPARE(text, text.toLower());
    }

    void risesInOneMillisecond()
    {
        const FixedClock clock(Q_INT64_C(0x0fedcba98766));
        QString before;
        for (int i = 0; i < 10'000; ++i) {
            const QString next = newId<EventId>(clock).toString();
            QVERIFY(before < next);
            before = next;
        }
    }

    void risesThoughTheClockGoesBack()
    {
        FixedClock clock(Q_INT64_C(0x0fedcba99000));
        const QString before = newId<EventId>(clock).toString();
        clock.advance(-5000);
        QVERIFY(before < newId<EventId>(clock).toString());
    }

    void threadsNeverMakeTheSame()
    {
        const SystemClock clock;
        QList<QList<QUuid>> made(4);
        std::vector<std::thread> threads;
        for (auto &list : made)
            threads.emplace_back([&list, &clock] {
                for (int i = 0; i < 5000; ++i)
                    list.append(newUuid(clock));
            });
        for (std::thread &thread : threads)
            thread.join();
        QSet<QUuid> all;
        for (const auto &list : made)
            for (const QUuid &id : list)
                all.insert(id);
        QCOMPARE(all.size(), 20'000);
    }

    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("canonical") << u"01890a5d-ac96-774b-bcce-b302099a8057"_s << true;
        QTest::newRow("upper case") << u"01890A5D-AC96-774B-BCCE-B302099A8057"_s << true;
        QTest::newRow("braces") << u"{01890a5d-ac96-774b-bcce-b302099a8057}"_s << false;
        QTest::newRow("no hyphens") << u"01890a5dac96774bbcceb302099a8057"_s << false;
        QTest::newRow("nil") << u"00000000-0000-0000-0000-000000000000"_s << false;
        QTest::newRow("not hexadecimal") << u"01890a5d-ac96-774b-bcce-b302099a805g"_s << false;
        QTest::newRow("empty") << u""_s << false;
        QTest::newRow("trailing space") << u"01890a5d-ac96-774b-bcce-b302099a8057 "_s << false;
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto id = EventId::fromString(text);
        QCOMPARE(id.has_value(), good);
        if (good)
            QCOMPARE(id->toString(), text.toLower());
    }

    void errorCodesHaveNames()
    {
        QSet<QString> names;
        for (const ErrorCode code : kCodes) {
            QCOMPARE(errorCodeFromName(errorCodeName(code)), code);
            names.insert(errorCodeName(code));
        }
        QCOMPARE(names.size(), kCodes.size());
        QCOMPARE(errorCodeFromName(u"nonsense"_s), ErrorCode::Internal);
    }

    void aResultIsOneOrTheOther()
    {
        const Result<QString> good = u"value"_s;
        const Result<QString> bad = Error{ErrorCode::NotFound, u"gone"_s};
        QVERIFY(good.ok());
        QCOMPARE(*good, u"value"_s);
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
