#include "server/gateway/caldav/calendarsettings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server::gateway::caldav;

/// What is read of the properties that a client wants to set.
class TestDavSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsSettings();
    void refusesBadValues_data();
    void refusesBadValues();
    void sortsNames();

private:
    static CalendarSettings read(const QByteArray &instructions)
    {
        const auto root = parseXml("<D:propertyupdate xmlns:D='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav' "
                                   "xmlns:A='http://apple.com/ns/ical/'>"
                                   + instructions + "</D:propertyupdate>");
        return root ? readSettings(*root) : CalendarSettings();
    }
};

void TestDavSettings::readsSettings()
{
    const auto settings = read(
        "<D:set><D:prop><D:displayname> Work </D:displayname><A:calendar-color symbolic-color='x'>"
        "#112233FF</A:calendar-color></D:prop></D:set><D:set><D:prop><C:calendar-timezone>BEGIN:VCALENDAR\n"
        "BEGIN:VTIMEZONE\nTZID:Europe/Paris\nEND:VTIMEZONE\nEND:VCALENDAR</C:calendar-timezone>"
        "<C:supported-calendar-component-set><C:comp name='VTODO'/><C:comp name='VEVENT'/>"
        "</C:supported-calendar-component-set></D:prop></D:set>");
    QCOMPARE(settings.name, u"Work"_s);
    QCOMPARE(settings.colour, u"#112233"_s);
    QCOMPARE(settings.timeZone, u"Europe/Paris"_s);
    QVERIFY(!settings.noCalendar);
    QCOMPARE(settings.understood.size(), 4);
    QVERIFY(settings.refused.isEmpty() && settings.unknown.isEmpty());
}

void TestDavSettings::refusesBadValues_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<bool>("noCalendar");
    QTest::newRow("colour") << QByteArray("<A:calendar-color>red</A:calendar-color>") << false;
    QTest::newRow("time zone") << QByteArray("<C:calendar-timezone>TZID:Here</C:calendar-timezone>") << false;
    QTest::newRow("zone's name") << QByteArray("<C:calendar-timezone-id>Here</C:calendar-timezone-id>")
                                 << false;
    QTest::newRow("tasks only") << QByteArray("<C:supported-calendar-component-set><C:comp name='VTODO'/>"
                                              "</C:supported-calendar-component-set>")
                                << true;
    QTest::newRow("folder") << QByteArray("<D:resourcetype><D:collection/></D:resourcetype>") << true;
    QTest::newRow("etag") << QByteArray("<D:getetag>1</D:getetag>") << false;
    QTest::newRow("owner") << QByteArray("<D:owner/>") << false;
}

void TestDavSettings::refusesBadValues()
{
    QFETCH(QByteArray, property);
    QFETCH(bool, noCalendar);
    const auto settings = read("<D:set><D:prop>" + property + "</D:prop></D:set>");
    QCOMPARE(settings.refused.size(), 1);
    QVERIFY(settings.understood.isEmpty() && !settings.changesAnything());
    QCOMPARE(settings.noCalendar, noCalendar);
}

void TestDavSettings::sortsNames()
{
    const auto settings = read("<D:set><D:prop><x xmlns='urn:q'>1</x></D:prop></D:set>"
                               "<D:remove><D:prop><D:displayname/><y xmlns='urn:q'/></D:prop></D:remove>");
    QCOMPARE(settings.unknown, (QList<XmlName>{{u"urn:q"_s, u"x"_s}}));
    QCOMPARE(settings.refused, QList<XmlName>{dav("displayname")});
    QCOMPARE(settings.understood, (QList<XmlName>{{u"urn:q"_s, u"y"_s}}));
}

QTEST_GUILESS_MAIN(TestDavSettings)
#include "tst_davsettings.moc"
