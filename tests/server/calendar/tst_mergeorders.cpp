#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"
#include "tests/server/calendar/seriesroom.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::SeriesRoom;
using shared::ErrorCode;
using shared::Result;

namespace {
const QString kSecond = u"2027-10-12T19:00:00"_s;

/// What somebody wants of the event that all of them have seen.
struct Edit {
    QJsonObject patch;
    QString scope;
    QString occurrence;
};

/// What one order of the edits came to.
struct End {
    QStringList state;
    QStringList refusals; ///< of which each was shown
    QString wrong;
};

QJsonObject times(int hour)
{
    const auto at = [](int hours) { return u"2027-10-05T%1:00:00"_s.arg(hours, 2, 10, QChar(u'0')); };
    return {{u"event_start"_s, at(hour)}, {u"event_end"_s, at(hour + 1)}};
}

QJsonObject randomPatch(QRandomGenerator &random, bool withTimes)
{
    const QString value = QString::number(random.bounded(3));
    switch (random.bounded(withTimes ? 8 : 6)) {
    case 0:
        return {{u"event_name"_s, u"Name "_s + value}};
    case 1:
        return {{u"location"_s, u"Place "_s + value}};
    case 2:
        return {{u"description"_s, u"Words "_s + value}};
    case 3:
        return {{u"categories"_s, QJsonArray{u"Kind "_s + value}},
                {u"url"_s, u"https://example.org/"_s + value}};
    case 4:
        return {{u"location"_s, u"Place "_s + value}, {u"status"_s, u"tentative"_s}};
    case 5:
        return {{u"reminders"_s, QJsonArray{10 + value.toInt()}}};
    case 6:
        return times(18 + value.toInt());
    default:
        return {{u"event_end"_s, u"2027-10-05T22:3%1:00"_s.arg(value)}};
    }
}

QList<Edit> randomEdits(QRandomGenerator &random, bool ofSeries)
{
    QList<Edit> edits;
    for (int i = 0; i < 3; ++i) {
        const int kind = ofSeries ? random.bounded(4) : 0;
        const bool one = kind == 1 || kind == 2;
        edits.append({randomPatch(random, !one && kind != 3),
                      one             ? u"this"_s
                          : kind == 3 ? u"following"_s
                                      : QString(),
                      one || kind == 3 ? kSecond : QString()});
    }
    return edits;
}

bool isShown(const shared::Error &error)
{
    // The occurrence has gone elsewhere: that is told as well.
    if (error.reason == "no_such_occurrence"_L1)
        return true;
    const QJsonObject details = QJsonDocument::fromJson(error.details).object();
    const QJsonArray conflicting = details.value("conflicting"_L1).toArray();
    const QJsonObject yours = details.value("yours"_L1).toObject();
    return error.code == ErrorCode::PreconditionFailed && error.reason == "conflict"_L1
        && details.value("event"_L1).isObject() && !conflicting.isEmpty()
        && std::all_of(conflicting.begin(), conflicting.end(),
                       [&](const QJsonValue &field) { return yours.contains(field.toString()); });
}

/// All that a member sees of the autumn but ids, versions and who.
QStringList stateOf(SeriesRoom &room)
{
    QStringList lines;
    const auto page = room.page(u"2027-10-01"_s, u"2027-12-01"_s);
    for (const calendar::Event &each : page->events()) {
        const QJsonObject json = shared::draftToJson(server::fromProto(each));
        QJsonObject shown = json;
        shown.remove(u"recurrence"_s);
        lines.append(QString::fromUtf8(QJsonDocument(shown).toJson(QJsonDocument::Compact)));
    }
    lines.sort();
    return lines;
}

End endOf(SeriesRoom &room, const QList<Edit> &edits, bool ofSeries)
{
    QJsonObject draft = SeriesRoom::series(u"FREQ=WEEKLY;COUNT=3"_s);
    if (!ofSeries)
        draft.remove(u"recurrence"_s);
    const auto event = room.add(draft);
    End end;
    for (const Edit &edit : edits) {
        const auto edited =
            room.edit(event, edit.patch, edit.scope, edit.occurrence, 0, event.version(), u"bob"_s);
        if (edited)
            continue;
        end.refusals.append(edited.error().reason);
        if (!isShown(edited.error()))
            end.wrong = edited.error().message + u' ' + QString::fromUtf8(edited.error().details);
    }
    end.state = stateOf(room);
    const auto stored = room.page(u"2027-10-01"_s, u"2027-12-01"_s, 0, {}, true);
    for (const calendar::Event &each : stored->events())
        if (each.series_id().empty() && !room.remove(each))
            end.wrong = u"not deleted"_s;
    return end;
}

QString textOf(const QList<Edit> &edits)
{
    QStringList texts;
    for (const Edit &edit : edits)
        texts.append(edit.scope + u' '
                     + QString::fromUtf8(QJsonDocument(edit.patch).toJson(QJsonDocument::Compact)));
    return texts.join(u'\n');
}
}

/// Edits of several people who have all seen the same: in whatever order they arrive, what they come to is
/// the same, or one of them is told of the conflict.
class TestMergeOrders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyOrder_data();
    void anyOrder();
    void aChangedInstanceCounts_data() { hearth::tests::addEngineRows(); }
    void aChangedInstanceCounts();
};

void TestMergeOrders::anyOrder_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::addColumn<bool>("ofSeries");
    for (const auto engine : {shared::Engine::Sqlite, shared::Engine::PostgreSql}) {
        const char *name = engine == shared::Engine::Sqlite ? "sqlite" : "postgresql";
        QTest::addRow("%s, an event", name) << engine << false;
        QTest::addRow("%s, a series", name) << engine << true;
    }
}

void TestMergeOrders::anyOrder()
{
    FETCH_ENGINE(engine);
    QFETCH(bool, ofSeries);
    SeriesRoom room(engine);
    QRandomGenerator random(4711);
    int merged = 0;
    int refused = 0;
    for (int round = 0; round < 25; ++round) {
        const QList<Edit> edits = randomEdits(random, ofSeries);
        std::array<int, 3> order{0, 1, 2};
        std::optional<QStringList> agreed;
        do {
            const QList<Edit> ordered{edits[order[0]], edits[order[1]], edits[order[2]]};
            const End end = endOf(room, ordered, ofSeries);
            QVERIFY2(end.wrong.isEmpty(), qPrintable(textOf(ordered) + u'\n' + end.wrong));
            refused += end.refusals.isEmpty() ? 0 : 1;
            if (!end.refusals.isEmpty())
                continue;
            ++merged;
            if (!agreed)
                agreed = end.state;
            QVERIFY2(end.state == *agreed,
                     qPrintable(textOf(ordered) + u'\n' + end.state.join(u'\n') + u"\nand before\n"_s
                                + agreed->join(u'\n')));
        } while (std::next_permutation(order.begin(), order.end()));
    }
    QVERIFY2(merged > 20 && refused > 5, qPrintable(u"%1 merged, %2 refused"_s.arg(merged).arg(refused)));
}

void TestMergeOrders::aChangedInstanceCounts()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto series = room.addSeries(u"FREQ=WEEKLY;COUNT=3"_s);
    QVERIFY(room.edit(series, {{u"location"_s, u"Yard"_s}}, u"this"_s, kSecond));
    // Who has seen the series does not know of the instance.
    const auto same =
        room.edit(series, {{u"location"_s, u"Hall"_s}}, u"this"_s, kSecond, 0, series.version(), u"bob"_s);
    QCOMPARE(same.error().reason, u"conflict"_s);
    const QJsonObject details = QJsonDocument::fromJson(same.error().details).object();
    QCOMPARE(details["event"_L1]["location"_L1].toString(), u"Yard"_s);
    QCOMPARE(details["yours"_L1]["location"_L1].toString(), u"Hall"_s);
    const auto other =
        room.edit(series, {{u"description"_s, u"Cake"_s}}, u"this"_s, kSecond, 0, series.version(), u"bob"_s);
    QVERIFY2(other.ok(), other ? "" : qPrintable(other.error().message));
    QCOMPARE(other->draft().location(), "Yard");
    // Once it is known, what the series has become does not matter.
    QVERIFY(room.edit(series, {{u"location"_s, u"Hall"_s}}));
    QVERIFY(room.edit(*other, {{u"location"_s, u"Garden"_s}}, {}, {}, 0, other->version(), u"bob"_s));
}

QTEST_GUILESS_MAIN(TestMergeOrders)
#include "tst_mergeorders.moc"
