#include "client/models/calendarlist.h"
#include "client/models/memberlist.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace Qt::StringLiterals;

namespace {
Calendar calendar(const QString &name, Role role)
{
    Calendar result;
    result.id = CalendarId{QUuid::createUuid()};
    result.name = name;
    result.colour = u"sky"_s;
    result.role = role;
    return result;
}

Member member(const QString &name) { return {UserId{QUuid::createUuid()}, name, Role::Editor, 0}; }
}

class TestLists : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checkStateIsVisibility();
    void renamingKeepsTheRows();
    void defaultIsTheLastChosenThatMayBeWritten();
    void peopleOnceAndSelfFirst();
    void coloursAreStable();
};

void TestLists::checkStateIsVisibility()
{
    CalendarList list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Calendar family = calendar(u"Family"_s, Role::Owner);
    list.setCalendars({family, calendar(u"School"_s, Role::Viewer)});
    QSignalSpy hidden(&list, &CalendarList::hiddenChanged);
    QVERIFY(list.setData(list.index(0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(list.hidden(), QSet<CalendarId>{family.id});
    QCOMPARE(list.data(list.index(0), Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(!list.data(list.index(1), CalendarList::MayWriteRole).toBool());
    list.setHidden({});
    list.setHidden({});
    QCOMPARE(hidden.size(), 2);
}

void TestLists::renamingKeepsTheRows()
{
    CalendarList list;
    Calendar family = calendar(u"Family"_s, Role::Owner);
    list.setCalendars({family});
    QSignalSpy resets(&list, &CalendarList::modelReset);
    QSignalSpy changes(&list, &CalendarList::dataChanged);
    family.name = u"The family"_s;
    list.setCalendars({family});
    QCOMPARE(resets.size(), 0);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(list.find(family.id)->name, u"The family"_s);
}

void TestLists::defaultIsTheLastChosenThatMayBeWritten()
{
    CalendarList list;
    QCOMPARE(list.defaultCalendar(), nullptr);
    const Calendar school = calendar(u"School"_s, Role::Viewer);
    const Calendar family = calendar(u"Family"_s, Role::Editor);
    const Calendar work = calendar(u"Work"_s, Role::Owner);
    list.setCalendars({school, family, work});
    QCOMPARE(list.defaultCalendar()->id, family.id);
    list.setDefaultCalendar(work.id);
    QCOMPARE(list.defaultCalendar()->id, work.id);
    list.setDefaultCalendar(school.id);
    QCOMPARE(list.defaultCalendar()->id, family.id);
}

void TestLists::peopleOnceAndSelfFirst()
{
    MemberList list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Member ana = member(u"ana"_s);
    const Member ben = member(u"Ben"_s);
    const Member zoe = member(u"zoe"_s);
    const CalendarId family{QUuid::createUuid()};
    const CalendarId work{QUuid::createUuid()};
    list.setSelf(zoe.user);
    list.setMembers(family, {ben, ana, zoe});
    list.setMembers(work, {zoe, ben});
    QStringList names;
    for (int row = 0; row < list.rowCount(); ++row)
        names.append(list.data(list.index(row), Qt::DisplayRole).toString());
    QCOMPARE(names, (QStringList{u"zoe"_s, u"ana"_s, u"Ben"_s}));
    QVERIFY(list.data(list.index(0), MemberList::SelfRole).toBool());
    list.setOnline({u"ana"_s, u"stranger"_s});
    QCOMPARE(list.onlineCount(), 1);
    list.removeCalendar(family);
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(list.membersOf(work).size(), 2);
    QVERIFY(list.membersOf(family).isEmpty());
}

void TestLists::coloursAreStable()
{
    QCOMPARE(MemberList::colourOf(u"Ana"_s), MemberList::colourOf(u"ana"_s));
    QSet<QString> colours;
    for (int i = 0; i < 200; ++i)
        colours.insert(MemberList::colourOf(u"person%1"_s.arg(i)));
    QCOMPARE(colours.size(), 12);
}

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
