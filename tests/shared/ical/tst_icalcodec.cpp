#include "shared/base/clock.h"
#include "shared/ical/csscolours.h"
#include "shared/ical/icalcodec.h"
#include "shared/ical/rawcomponent.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
QByteArray corpusFile(const QString &name)
{
    QFile file(QStringLiteral(HEARTH_ICAL_CORPUS "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ICalCodec berlin() { return ICalCodec(QTimeZone("Europe/Berlin")); }

ICalDocument readFile(const QString &name)
{
    auto document = berlin().read(corpusFile(name));
    return document ? *document : ICalDocument{};
}

ICalDocument readText(const QByteArray &text)
{
    auto document = berlin().read(text);
    return document ? *document : ICalDocument{};
}

QByteArray calendar(const QByteArray &inner)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + inner + "END:VCALENDAR\r\n";
}

QByteArray vevent(const QByteArray &lines)
{
    return calendar("BEGIN:VEVENT\r\nUID:one\r\n" + lines + "END:VEVENT\r\n");
}

/// As the service would keep them.
QList<Event> kept(const ICalDocument &document)
{
    const SystemClock clock;
    QList<Event> events;
    for (const ICalEvent &read : document.events) {
        Event event;
        static_cast<EventDraft &>(event) = read.draft;
        event.id = newId<EventId>(clock);
        event.uid = read.uid;
        event.updatedMs = 1'700'000'000'000;
        if (read.recurrenceId) {
            event.originalStart = *read.recurrenceId;
            event.series = newId<EventId>(clock);
            for (const Event &other : std::as_const(events))
                if (other.uid == read.uid && other.series.isNull())
                    event.series = other.id;
        }
        events.append(event);
    }
    return events;
}

/// Every line of the text's events, with the parts of alarms too, but what the service sets itself.
QStringList linesOf(const QByteArray &text, bool withTimes)
{
    static const QStringList kOwn{u"DTSTAMP"_s, u"LAST-MODIFIED"_s};
    static const QStringList kTimes{u"RECURRENCE-ID"_s, u"DTEND"_s, u"DTSTART"_s};
    QStringList lines;
    const std::function<void(const RawComponent &)> gather = [&](const RawComponent &component) {
        for (const ContentLine &line : component.lines)
            if (!kOwn.contains(line.name) && (withTimes || !kTimes.contains(line.name)))
                lines.append(component.name + u'/' + line.raw);
        for (const RawComponent &child : component.children)
            gather(child);
    };
    scanICal(text, [&](const RawComponent &component) {
        if (component.name == "VEVENT"_L1)
            gather(component);
    });
    lines.sort();
    return lines;
}
}

class TestICalCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void reads_google();
    void reads_apple();
    void reads_outlook();
    void reads_thunderbird();
    void reads_nextcloud();
    void reads_exchange();
    void losesNothingToTheBroken();
    void changesOnlyWhatWasChanged();
    void keepsAnswersOfOthers();
    void reminders();
    void refuses_data();
    void refuses();
    void lengths_data();
    void lengths();
    void writesZones_data();
    void writesZones();
    void folds();
    void colours();
    void boundsDepth();
    void boundsLinesAndComponents();
    void takesGarbage();
};

void TestICalCodec::roundTrip_data()
{
    QTest::addColumn<bool>("sameTimes");
    QTest::newRow("google.ics") << false; // its RECURRENCE-ID comes out in the series' zone
    QTest::newRow("apple.ics") << true;
    QTest::newRow("outlook.ics") << true;
    QTest::newRow("thunderbird.ics") << true;
    QTest::newRow("nextcloud.ics") << true;
    QTest::newRow("davx5.ics") << true;
    QTest::newRow("exchange.ics") << true;
    QTest::newRow("evolution.ics") << true;
}

void TestICalCodec::roundTrip()
{
    QFETCH(bool, sameTimes);
    const QByteArray text = corpusFile(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!text.isEmpty());
    const ICalDocument first = readText(text);
    QVERIFY(first.problems.isEmpty());
    QVERIFY(!first.events.isEmpty());
    const QByteArray written = berlin().write(kept(first));
    const ICalDocument second = readText(written);
    QVERIFY(second.problems.isEmpty());
    QCOMPARE(second.events.size(), first.events.size());
    for (qsizetype i = 0; i < first.events.size(); ++i) {
        QCOMPARE(second.events.at(i).uid, first.events.at(i).uid);
        QVERIFY(second.events.at(i).recurrenceId == first.events.at(i).recurrenceId);
        QCOMPARE(changedFields(second.events.at(i).draft, first.events.at(i).draft), QStringList());
    }
    QCOMPARE(linesOf(written, sameTimes), linesOf(text, sameTimes));
    // Once it is ours, it stays letter for letter.
    QCOMPARE(berlin().write(kept(second)), written);
}

void TestICalCodec::reads_google()
{
    const ICalDocument document = readFile(u"google.ics"_s);
    QCOMPARE(document.name, u"Familie"_s);
    QCOMPARE(document.events.size(), 3);
    const ICalEvent swimming = document.events.at(0);
    QCOMPARE(swimming.draft.name, u"Schwimmen 🏊"_s);
    QCOMPARE(swimming.draft.start.wall, u"2026-09-07T17:30:00"_s);
    QCOMPARE(swimming.draft.start.zone, u"Europe/Berlin"_s);
    QCOMPARE(swimming.draft.location, u"Stadtbad Mitte, Gartenstraße 5, 10115 Berlin"_s);
    QVERIFY(swimming.draft.description.contains(u"towels, caps and <b>goggles</b>.\n\nhttps"_s));
    QCOMPARE(swimming.draft.visibility, Visibility::Private);
    QCOMPARE(swimming.draft.participants.size(), 2);
    QCOMPARE(swimming.draft.participants.at(0).email, u"alma@example.org"_s);
    QCOMPARE(swimming.draft.participants.at(0).answer, Answer::Yes);
    QCOMPARE(swimming.draft.participants.at(1).name, u"Ben, the elder"_s);
    QCOMPARE(swimming.draft.reminders, QList<int>{30});
    QVERIFY(swimming.draft.recurrence.contains(u"EXDATE:20261012T173000"_s));
    const ICalEvent later = document.events.at(2);
    QVERIFY(later.recurrenceId.has_value());
    QCOMPARE(later.recurrenceId->wall, u"2026-09-14T17:30:00"_s);
    QCOMPARE(later.draft.status, EventStatus::Tentative);
    QVERIFY(document.events.at(1).draft.allDay);
    QCOMPARE(document.events.at(1).draft.end.wall, u"2026-12-27"_s);
}

void TestICalCodec::reads_apple()
{
    const ICalDocument document = readFile(u"apple.ics"_s);
    QCOMPARE(document.events.at(0).draft.url, u"https://example.org/picnic?x=1&y=2"_s);
    QCOMPARE(document.events.at(0).draft.location, u"Prospect Park\nBrooklyn, NY"_s);
    QCOMPARE(document.events.at(0).draft.reminders, QList<int>{15});
    const EventDraft pills = document.events.at(1).draft;
    QVERIFY(pills.floating);
    QCOMPARE(pills.start.zone, QString());
    QCOMPARE(formatUtc(pills.start.utcMs), u"2026-08-01T07:00:00Z"_s);
    QCOMPARE(pills.end.utcMs - pills.start.utcMs, 45 * 60'000);
}

void TestICalCodec::reads_outlook()
{
    const ICalDocument document = readFile(u"outlook.ics"_s);
    QCOMPARE(document.events.at(0).draft.start.zone, u"Europe/Berlin"_s);
    QCOMPARE(document.events.at(0).draft.name, u"Hausversammlung"_s);
    QVERIFY(document.events.at(0).notes.isEmpty());
    QVERIFY(document.events.at(1).notes.isEmpty());
    const EventDraft call = document.events.at(1).draft;
    QCOMPARE(formatUtc(call.start.utcMs), u"2026-08-09T23:00:00Z"_s);
}

void TestICalCodec::reads_thunderbird()
{
    const EventDraft choir = readFile(u"thunderbird.ics"_s).events.at(0).draft;
    QCOMPARE(choir.start.zone, u"Europe/Lisbon"_s);
    QCOMPARE(choir.categories, (QStringList{u"Music"_s, u"Friends, old and new"_s}));
    QCOMPARE(choir.status, EventStatus::Cancelled);
    QVERIFY(choir.recurrence.contains(u"RDATE:20260430T200000"_s));
    QVERIFY(choir.recurrence.contains(u"EXDATE:20260312T200000"_s));
    QCOMPARE(choir.reminders, QList<int>{24 * 60});
    QVERIFY(choir.extra.contains(u"SGVhcnRo"_s));
}

void TestICalCodec::reads_nextcloud()
{
    const EventDraft flight = readFile(u"nextcloud.ics"_s).events.at(0).draft;
    QCOMPARE(flight.end.zone, u"America/Lima"_s);
    QCOMPARE(flight.colour, u"brick"_s);
    QCOMPARE(flight.categories, (QStringList{u"travel"_s, u"family"_s}));
    QCOMPARE(flight.participants.at(0).name, u"Kai \"the pilot\" Sun"_s);
    QCOMPARE(flight.participants.at(0).answer, Answer::Maybe);
    QCOMPARE(flight.visibility, Visibility::Confidential);
}

void TestICalCodec::reads_exchange()
{
    const EventDraft dentist = readFile(u"exchange.ics"_s).events.at(0).draft;
    QCOMPARE(formatUtc(dentist.start.utcMs), u"2026-04-15T11:00:00Z"_s);
    QCOMPARE(dentist.end.utcMs - dentist.start.utcMs, 60'000);
    QCOMPARE(dentist.participants.at(0).email, u"sam@example.ca"_s);
    QCOMPARE(dentist.participants.at(0).answer, Answer::No);
    QCOMPARE(dentist.participants.at(1).name, u"Nobody"_s);
    QVERIFY(dentist.location.isEmpty());
}

void TestICalCodec::losesNothingToTheBroken()
{
    const ICalDocument document = readFile(u"mixed.ics"_s);
    QStringList good;
    for (const ICalEvent &read : document.events)
        good.append(read.draft.name);
    QCOMPARE(good, (QStringList{u"Second"_s, u"First again"_s}));
    QMap<QString, QPair<QString, int>> bad;
    for (const ICalProblem &problem : document.problems)
        bad.insert(problem.uid, {problem.reason, problem.line});
    QCOMPARE(bad.value(u"broken-time"_s), qMakePair(u"invalid_start"_s, 13));
    QCOMPARE(bad.value(u"todo-1"_s), qMakePair(u"not_supported"_s, 16));
    QCOMPARE(bad.value(u"broken-line"_s), qMakePair(u"broken"_s, 24));
    QCOMPARE(bad.value(u"no-end"_s).first, u"broken"_s);
    QCOMPARE(bad.value(u"journal-1"_s).first, u"not_supported"_s);
    QCOMPARE(bad.value(u"backwards"_s), qMakePair(u"invalid_end"_s, 43));
    QCOMPARE(bad.value(u"good-1"_s), qMakePair(u"duplicate"_s, 4));
    QCOMPARE(document.problems.size(), 7);
}

void TestICalCodec::changesOnlyWhatWasChanged()
{
    QList<Event> events = kept(readFile(u"outlook.ics"_s));
    events[0].name = u"Neuer Name; mit\nZeile"_s;
    events[0].start =
        fromWall(QDateTime(QDate(2026, 3, 10), QTime(9, 0), Qt::UTC), QTimeZone("Europe/Paris"));
    events[0].reminders = {15, 120};
    const QByteArray text = berlin().write(events);
    QVERIFY(text.contains("SUMMARY:Neuer Name\\; mit\\nZeile\r\n"));
    QVERIFY(!text.contains("LANGUAGE=de"));
    QVERIFY(text.contains("DTSTART;TZID=Europe/Paris:20260310T090000\r\n"));
    QVERIFY(text.contains("DTEND;TZID=\"W. Europe Standard Time\":20260310T110000\r\n"));
    QVERIFY(text.contains("TZID:W. Europe Standard Time\r\n"));
    QVERIFY(text.contains("TZID:Europe/Paris\r\n"));
    QVERIFY(text.contains("TRIGGER:-PT2H\r\n"));
    QVERIFY(text.contains("X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"));
}

void TestICalCodec::keepsAnswersOfOthers()
{
    QList<Event> events = kept(readFile(u"google.ics"_s));
    events[0].participants[1].answer = Answer::No;
    events[0].participants.removeFirst();
    const SystemClock clock;
    const UserId member = newId<UserId>(clock);
    events[0].participants.append({member, u"chris"_s, Answer::Yes});
    const ICalDocument again = readText(berlin().write(events));
    const auto people = again.events.at(0).draft.participants;
    QCOMPARE(people, events.at(0).participants);
    const QStringList lines = linesOf(berlin().write(events), false);
    QVERIFY(
        lines.join(u'\n').contains(u"PARTSTAT=DECLINED;RSVP=TRUE;CN=\"Ben, the elder\";X-NUM-GUESTS=2"_s));
    QVERIFY(lines.join(u'\n').contains(u"CUTYPE=RESOURCE"_s));
    QVERIFY(!lines.join(u'\n').contains(u"CN=Alma"_s));
}

void TestICalCodec::reminders()
{
    QList<Event> events = kept(readFile(u"apple.ics"_s));
    events[0].reminders.clear();
    const QByteArray text = berlin().write(events);
    QVERIFY(!text.contains("TRIGGER:-PT15M"));
    QVERIFY(text.contains("TRIGGER;VALUE=DATE-TIME:19760401T005545Z"));
    QVERIFY(text.contains("ACTION:AUDIO"));
}

void TestICalCodec::refuses_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no start") << "SUMMARY:x\r\n"_ba << u"no_start"_s;
    QTest::newRow("29 February") << "DTSTART;VALUE=DATE:20270229\r\n"_ba << u"invalid_start"_s;
    QTest::newRow("hour 25") << "DTSTART:20270201T250000\r\n"_ba << u"invalid_start"_s;
    QTest::newRow("text") << "DTSTART:tomorrow\r\n"_ba << u"invalid_start"_s;
    QTest::newRow("date and time") << "DTSTART;VALUE=DATE:20270201\r\nDTEND:20270201T100000Z\r\n"_ba
                                   << u"invalid_end"_s;
    QTest::newRow("negative duration")
        << "DTSTART:20270201T100000Z\r\nDURATION:-PT1H\r\n"_ba << u"invalid_end"_s;
    QTest::newRow("six years") << "DTSTART:20270201T100000Z\r\nDTEND:20330301T100000Z\r\n"_ba
                               << u"too_long"_s;
    QTest::newRow("range")
        << "DTSTART:20270201T100000Z\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270201T100000Z\r\n"_ba
        << u"range_unsupported"_s;
    QTest::newRow("exdate") << "DTSTART:20270201T100000Z\r\nRRULE:FREQ=DAILY\r\nEXDATE:soon\r\n"_ba
                            << u"invalid_recurrence"_s;
    QTest::newRow("uid") << "UID:" + QByteArray(600, 'x') + "\r\nDTSTART:20270201T100000Z\r\n"
                         << u"invalid_uid"_s;
    QTest::newRow("attachments") << "DTSTART:20270201T100000Z\r\nATTACH:" + QByteArray(200'000, 'x')
            + "\r\nATTACH:" + QByteArray(200'000, 'x')
            + "\r\n" << u"too_large"_s;
    QTest::newRow("latin 1") << "DTSTART:20270201T100000Z\r\nSUMMARY:M\xFCll\r\n"_ba << u"broken"_s;
}

void TestICalCodec::refuses()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, reason);
    if (reason == "invalid_uid"_L1)
        lines = calendar("BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n");
    else
        lines = vevent(lines);
    const ICalDocument document = readText(lines);
    QVERIFY(document.events.isEmpty());
    QCOMPARE(document.problems.size(), 1);
    QCOMPARE(document.problems.first().reason, reason);
    QVERIFY(!document.problems.first().message.isEmpty());
}

void TestICalCodec::lengths_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<qint64>("minutes");
    QTest::newRow("moment") << "DTSTART:20270201T100000Z\r\n"_ba << qint64{1};
    QTest::newRow("day") << "DTSTART;VALUE=DATE:20270201\r\n"_ba << qint64{1440};
    QTest::newRow("same day") << "DTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270201\r\n"_ba
                              << qint64{1440};
    QTest::newRow("week") << "DTSTART;VALUE=DATE:20270201\r\nDURATION:P1W\r\n"_ba << qint64{7 * 1440};
    QTest::newRow("a day over the change")
        << "DTSTART;TZID=Europe/Berlin:20270327T120000\r\nDURATION:P1D\r\n"_ba << qint64{1380};
    QTest::newRow("24 hours over the change")
        << "DTSTART;TZID=Europe/Berlin:20270327T120000\r\nDURATION:PT24H\r\n"_ba << qint64{1440};
}

void TestICalCodec::lengths()
{
    QFETCH(QByteArray, lines);
    QFETCH(qint64, minutes);
    const ICalDocument document = readText(vevent(lines));
    QCOMPARE(document.events.size(), 1);
    const EventDraft draft = document.events.first().draft;
    QCOMPARE((draft.end.utcMs - draft.start.utcMs) / 60'000, minutes);
}

void TestICalCodec::writesZones_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *zone :
         {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca",
          "America/Sao_Paulo", "Asia/Jerusalem", "Europe/Dublin", "Asia/Tehran", "Pacific/Apia"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestICalCodec::writesZones()
{
    QFETCH(QByteArray, id);
    const ICalDocument document = readText(vevent("DTSTART;TZID=" + id + ":20100615T120000\r\n"));
    QCOMPARE(document.events.size(), 1);
    const QByteArray text = berlin().write(kept(document));
    QVERIFY(text.contains("BEGIN:VTIMEZONE\r\nTZID:" + id + "\r\n"));
    // Some reader's view: the observance that began last, by dates and rules written out.
    QVERIFY(text.contains("BEGIN:STANDARD"));
    QCOMPARE(text.count("BEGIN:STANDARD"), text.count("END:STANDARD"));
    QVERIFY(text.indexOf("END:VTIMEZONE") < text.indexOf("BEGIN:VEVENT"));
}

void TestICalCodec::folds()
{
    const QString name = QString(u"Übergrößenträger "_s).repeated(12).trimmed();
    QList<Event> events = kept(readText(vevent("DTSTART:20270201T100000Z\r\n")));
    events[0].name = name;
    const QByteArray text = berlin().write(events);
    for (const QByteArray &line : text.split('\n')) {
        QVERIFY(line.size() <= 76);
        QVERIFY(QString::fromUtf8(line).toUtf8() == line);
    }
    QCOMPARE(readText(text).events.first().draft.name, name);
}

void TestICalCodec::colours()
{
    for (const QString &name :
         {u"brick"_s, u"apricot"_s, u"honey"_s, u"olive"_s, u"moss"_s, u"pine"_s, u"lagoon"_s, u"sky"_s,
          u"iris"_s, u"plum"_s, u"rose"_s, u"stone"_s, u"#102030"_s}) {
        QList<Event> events = kept(readText(vevent("DTSTART:20270201T100000Z\r\n")));
        events[0].colour = name;
        QCOMPARE(readText(berlin().write(events)).events.first().draft.colour, name);
    }
    QCOMPARE(paletteOfCss(u"Red"_s), u"brick"_s);
    QCOMPARE(paletteOfCss(u"no colour"_s), QString());
}

void TestICalCodec::boundsDepth()
{
    QByteArray deep;
    for (int i = 0; i < 200'000; ++i)
        deep += "BEGIN:X\r\n";
    const ICalDocument document = readText(calendar("BEGIN:VEVENT\r\n" + deep + "END:VEVENT\r\n")
                                           + vevent("DTSTART:20270201T100000Z\r\n"));
    QCOMPARE(document.events.size(), 1);
    QCOMPARE(document.problems.size(), 1);
}

void TestICalCodec::boundsLinesAndComponents()
{
    const QByteArray good = "BEGIN:VEVENT\r\nUID:good\r\nDTSTART:20270201T100000Z\r\nEND:VEVENT\r\n";
    const QByteArray many = "BEGIN:VEVENT\r\n" + QByteArray("X-A:1\r\n").repeated(3000) + "END:VEVENT\r\n";
    const QByteArray wide = "BEGIN:VEVENT\r\nX-A:" + QByteArray(1'000'000, 'x') + "\r\nEND:VEVENT\r\n";
    const ICalDocument document = readText(calendar(many + wide + good));
    QCOMPARE(document.events.size(), 1);
    QCOMPARE(document.problems.size(), 2);
    const ICalDocument crowd = readText(calendar(QByteArray("BEGIN:V\r\nEND:V\r\n").repeated(60'000)));
    QCOMPARE(crowd.problems.last().reason, u"too_many"_s);
    QCOMPARE(berlin().read(QByteArray(20'000'001, 'x')).error().code, ErrorCode::TooLarge);
    QCOMPARE(berlin().read(QByteArray("Hello")).error().reason, u"not_icalendar"_s);
}

void TestICalCodec::takesGarbage()
{
    QRandomGenerator random(20260101);
    const QStringList files = QDir(QStringLiteral(HEARTH_ICAL_CORPUS)).entryList({u"*.ics"_s});
    QVERIFY(!files.isEmpty());
    for (int round = 0; round < 300; ++round) {
        QByteArray text = corpusFile(files.at(random.bounded(int(files.size()))));
        for (int edit = random.bounded(1, 20); edit > 0; --edit) {
            const int at = random.bounded(int(text.size()));
            switch (random.bounded(4)) {
            case 0:
                text[at] = char(random.bounded(256));
                break;
            case 1:
                text.remove(at, random.bounded(40));
                break;
            case 2:
                text.insert(at, text.mid(random.bounded(int(text.size())), random.bounded(200)));
                break;
            default:
                text.insert(at, QByteArray(random.bounded(100), ";:\",\\\n\r="[random.bounded(8)]));
            }
        }
        const auto document = berlin().read(text);
        if (!document)
            continue;
        const QByteArray written = berlin().write(kept(*document));
        const ICalDocument again = readText(written);
        QVERIFY(again.problems.isEmpty());
        QCOMPARE(again.events.size(), document->events.size());
    }
}

QTEST_GUILESS_MAIN(TestICalCodec)
#include "tst_icalcodec.moc"
