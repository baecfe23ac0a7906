#include "client/ui/views/layout/lanes.h"
#include "client/ui/views/layout/overlap.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace hearth::client::ui::layout;

class LayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columns_data();
    void columns();
    void columnsOfRandomIntervals_data();
    void columnsOfRandomIntervals();
    void lanesOfBars();
    void barsBeforeRows();
    void overflowGivesWayToMore();
    void overflowHidesBarsOverTheirWholeWidth();
    void lanesOfRandomItems_data();
    void lanesOfRandomItems();
};

namespace {

QUuid id(quint32 number) { return {number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}; }

QList<Interval> intervals(std::initializer_list<std::pair<int, int>> spans)
{
    QList<Interval> list;
    for (const auto &[start, end] : spans)
        list.append({start, end, id(quint32(list.size() + 1))});
    return list;
}

template <class T> QList<T> shuffled(const QList<T> &list, const std::vector<qsizetype> &order)
{
    QList<T> result;
    for (const qsizetype i : order)
        result.append(list[i]);
    return result;
}

std::vector<qsizetype> randomOrder(qsizetype size, QRandomGenerator &random)
{
    std::vector<qsizetype> order(static_cast<size_t>(size));
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random);
    return order;
}

}

void LayoutTest::columns_data()
{
    QTest::addColumn<QList<Interval>>("input");
    QTest::addColumn<QList<Column>>("expected");

    QTest::newRow("nothing") << QList<Interval>{} << QList<Column>{};
    QTest::newRow("one") << intervals({{60, 120}}) << QList<Column>{{0, 1, 1}};
    QTest::newRow("one after the other")
        << intervals({{60, 120}, {120, 180}}) << QList<Column>{{0, 1, 1}, {0, 1, 1}};
    QTest::newRow("two") << intervals({{60, 120}, {90, 150}}) << QList<Column>{{0, 2, 1}, {1, 2, 1}};
    QTest::newRow("longer first") << intervals({{60, 90}, {60, 120}}) << QList<Column>{{1, 2, 1}, {0, 2, 1}};
    QTest::newRow("the free column is used again")
        << intervals({{0, 120}, {15, 60}, {60, 120}}) << QList<Column>{{0, 2, 1}, {1, 2, 1}, {1, 2, 1}};
    QTest::newRow("the last one expands right")
        << intervals({{0, 60}, {10, 60}, {20, 60}, {50, 100}, {70, 120}})
        << QList<Column>{{0, 4, 1}, {1, 4, 1}, {2, 4, 1}, {3, 4, 1}, {0, 4, 3}};
    QTest::newRow("equal ones by id")
        << QList<Interval>{{0, 60, id(2)}, {0, 60, id(1)}} << QList<Column>{{1, 2, 1}, {0, 2, 1}};
}

void LayoutTest::columns()
{
    QFETCH(const QList<Interval>, input);
    QFETCH(const QList<Column>, expected);
    QCOMPARE(hearth::client::ui::layout::columns(input), expected);
}

void LayoutTest::columnsOfRandomIntervals_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 50; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void LayoutTest::columnsOfRandomIntervals()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    QList<Interval> input;
    for (quint32 i = 0; i < 60; ++i) {
        const int start = random.bounded(0, 96) * 15;
        input.append({start, start + random.bounded(1, 20) * 15, id(i)});
    }
    const QList<Column> result = hearth::client::ui::layout::columns(input);

    for (qsizetype a = 0; a < input.size(); ++a) {
        QVERIFY(result[a].index >= 0 && result[a].span >= 1);
        QVERIFY(result[a].index + result[a].span <= result[a].count);
        for (qsizetype b = 0; b < a; ++b) {
            if (input[a].start >= input[b].end || input[b].start >= input[a].end)
                continue;
            QCOMPARE(result[a].count, result[b].count);
            QVERIFY(result[a].index >= result[b].index + result[b].span
                    || result[b].index >= result[a].index + result[a].span);
        }
    }
    const auto order = randomOrder(input.size(), random);
    QCOMPARE(hearth::client::ui::layout::columns(shuffled(input, order)), shuffled(result, order));
}

void LayoutTest::lanesOfBars()
{
    // A week of the family: Mon-Wed, Mon-Tue, Wed, Thu-Sun and on.
    const QList<LaneItem> items{{0, 2, true, 0, 3, id(1)},
                                {0, 1, true, 0, 2, id(2)},
                                {2, 2, true, 2, 3, id(3)},
                                {3, 6, true, 3, 9, id(4)},
                                {5, 6, true, 5, 7, id(5)}};
    const Lanes lanes = assignLanes(items, 7, 3);
    QCOMPARE(lanes.lane, (QList<int>{0, 1, 1, 0, 1}));
    QCOMPARE(lanes.hidden, QList<int>(7, 0));
    QCOMPARE(lanes.used, 2);
}

void LayoutTest::barsBeforeRows()
{
    const QList<LaneItem> items{
        {1, 1, false, 10, 11, id(1)}, {0, 2, true, 90, 91, id(2)}, {1, 1, false, 5, 6, id(3)}};
    QCOMPARE(assignLanes(items, 7, 5).lane, (QList<int>{2, 0, 1}));
}

void LayoutTest::overflowGivesWayToMore()
{
    QList<LaneItem> items;
    for (quint32 i = 0; i < 6; ++i)
        items.append({3, 3, false, i, i + 1, id(i)});
    const Lanes lanes = assignLanes(items, 7, 4);
    QCOMPARE(lanes.lane, (QList<int>{0, 1, 2, Lanes::kHidden, Lanes::kHidden, Lanes::kHidden}));
    QCOMPARE(lanes.hidden, (QList<int>{0, 0, 0, 3, 0, 0, 0}));
    QCOMPARE(lanes.used, 4);
    // What just fits hides nothing.
    QCOMPARE(assignLanes(items, 7, 6).hidden, QList<int>(7, 0));
}

void LayoutTest::overflowHidesBarsOverTheirWholeWidth()
{
    const QList<LaneItem> items{
        {0, 0, true, 0, 1, id(1)}, {0, 1, true, 1, 3, id(2)}, {0, 0, true, 2, 3, id(3)}};
    const Lanes lanes = assignLanes(items, 7, 2);
    QCOMPARE(lanes.lane, (QList<int>{0, Lanes::kHidden, Lanes::kHidden}));
    QCOMPARE(lanes.hidden, (QList<int>{2, 1, 0, 0, 0, 0, 0}));
}

void LayoutTest::lanesOfRandomItems_data() { columnsOfRandomIntervals_data(); }

void LayoutTest::lanesOfRandomItems()
{
    QFETCH(const quint32, seed);
    constexpr int kColumns = 7;
    constexpr int kCapacity = 5;
    QRandomGenerator random(seed);
    QList<LaneItem> items;
    for (quint32 i = 0; i < 40; ++i) {
        const bool bar = random.bounded(2) == 0;
        const int first = random.bounded(kColumns);
        const int last = bar ? std::min(kColumns - 1, first + random.bounded(4)) : first;
        const qint64 start = first * 24 + random.bounded(24) - (first == 0 ? random.bounded(48) : 0);
        items.append({first, last, bar, start, start + random.bounded(1, 60), id(i)});
    }
    const Lanes lanes = assignLanes(items, kColumns, kCapacity);

    for (int column = 0; column < kColumns; ++column) {
        QList<int> seen;
        int hidden = 0;
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (items[i].first > column || items[i].last < column)
                continue;
            if (lanes.lane[i] == Lanes::kHidden) {
                ++hidden;
                continue;
            }
            QVERIFY(lanes.lane[i] < kCapacity);
            QVERIFY2(!seen.contains(lanes.lane[i]), "two in one lane");
            seen.append(lanes.lane[i]);
        }
        QCOMPARE(lanes.hidden[column], hidden);
        QVERIFY2(hidden == 0 || !seen.contains(kCapacity - 1), "nothing stands where \"+n more\" does");
    }
    const auto order = randomOrder(items.size(), random);
    QCOMPARE(assignLanes(shuffled(items, order), kColumns, kCapacity).lane, shuffled(lanes.lane, order));
}

QTEST_GUILESS_MAIN(LayoutTest)
#include "tst_layout.moc"
