#include "tests/client/views/december.h"

#include "tests/client/models/events.h"

#include <array>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using client::EventItem;
using shared::Answer;

namespace {

const QTimeZone &berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

qint64 at(int year, int month, int day, int hour, int minute)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute), berlin()).toMSecsSinceEpoch();
}

/// What stands behind a title: '?' for tentative, '-' declined, '~' not answered.
void setStanding(EventItem &item, char standing)
{
    if (standing == '?')
        item.status = shared::EventStatus::Tentative;
    else if (standing == '-')
        item.myAnswer = Answer::No;
    else if (standing == '~')
        item.myAnswer = Answer::None;
}

void setPeople(EventItem &item, const char *people)
{
    for (const char *letter = people; *letter; ++letter) {
        const QString name = *letter == 'A' ? u"Ana"_s
            : *letter == 'B'                ? u"Ben"_s
            : *letter == 'C'                ? u"Cleo"_s
            : *letter == 'D'                ? u"Dan"_s
                                            : u"Rosa"_s;
        shared::Participant person;
        person.name = name;
        person.answer = Answer::Yes;
        item.participants.append(person);
    }
}

QUuid idOf(const QString &text) { return QUuid::createUuidV5(QUuid(), text); }

struct BarRow {
    int first; ///< day of December; 0 is the last of November
    int last;
    const char *calendar;
    const char *name;
    char standing = ' ';
};

struct TimedRow {
    int day;
    int from; ///< 1030 is half past ten
    int to;
    const char *calendar;
    const char *name;
    const char *people = "";
    const char *place = "";
    char standing = ' ';
};

constexpr std::array kBars{
    BarRow{0, 2, "Cleo", "Cleo on class trip, Harz"},
    BarRow{6, 6, "Birthdays", "Sankt Nikolaus"},
    BarRow{7, 9, "School", "Book week at school"},
    BarRow{7, 8, "Ben", "Ben in Hamburg"},
    BarRow{9, 9, "Chores", "Paper bins"},
    BarRow{10, 15, "Grandparents", "Oma Rosa stays with us"},
    BarRow{10, 10, "School", "No school", '-'},
    BarRow{11, 11, "Cleo", "Project due"},
    BarRow{11, 11, "Ana", "Pay the dance class"},
    BarRow{11, 11, "Dan", "Return the skates"},
    BarRow{12, 13, "Ana", "Anniversary trip?", '?'},
    BarRow{13, 13, "Birthdays", "Third Advent"},
    BarRow{16, 18, "Ana", "Ana in Porto"},
    BarRow{20, 20, "Birthdays", "Fourth Advent"},
    BarRow{23, 34, "School", "School holidays"},
    BarRow{24, 26, "Family", "Christmas"},
    BarRow{32, 35, "Family", "Ski hut with the Bergs"},
};

constexpr std::array kTimed{
    TimedRow{0, 700, 715, "Chores", "Rubbish bins"},
    TimedRow{1, 700, 730, "Family", "Advent calendar"},
    TimedRow{1, 1500, 1530, "Cleo", "Dentist, Cleo"},
    TimedRow{2, 1700, 1830, "Dan", "Football training", "BD"},
    TimedRow{3, 1800, 1930, "Cleo", "Orchestra", "C"},
    TimedRow{3, 2000, 2200, "Ben", "Ben late shift", "B"},
    TimedRow{4, 1500, 1600, "Birthdays", "St Barbara’s"},
    TimedRow{4, 2000, 2230, "Ana", "Cinema", "AB"},
    TimedRow{5, 1000, 1200, "Dan", "Match away", "BD"},
    TimedRow{5, 1900, 1930, "Family", "Boots out"},
    TimedRow{7, 730, 815, "Dan", "School run", "D"},
    TimedRow{7, 900, 930, "Ben", "Stand-up"},
    TimedRow{7, 1000, 1200, "Ana", "Plan the quarter", "", "Room 3"},
    TimedRow{7, 1530, 1630, "Cleo", "Piano, Cleo", "C"},
    TimedRow{7, 1700, 1830, "Dan", "Football training", "BD"},
    TimedRow{7, 1900, 2000, "Family", "Dinner", "ABCD"},
    TimedRow{8, 730, 815, "Dan", "School run", "D"},
    TimedRow{8, 900, 945, "Dan", "Dentist, Dan", "AD"},
    TimedRow{8, 1230, 1330, "Ana", "Lunch with Mia"},
    TimedRow{8, 1800, 1915, "Ana", "Yoga", "", "", '-'},
    TimedRow{8, 1830, 2000, "School", "School talk", "AB"},
    TimedRow{9, 730, 815, "Dan", "School run", "D"},
    TimedRow{9, 900, 1000, "Ben", "Physio, Ben"},
    TimedRow{9, 1100, 1230, "Ana", "Team call", "A"},
    TimedRow{9, 1200, 1245, "Family", "Elsa’s bread"},
    TimedRow{9, 1500, 1530, "Cleo", "Library", "C"},
    TimedRow{9, 1700, 1830, "Dan", "Football training", "BD", "Sports ground"},
    TimedRow{9, 1845, 2000, "School", "Advent singing", "AC", "", '~'},
    TimedRow{10, 730, 815, "Dan", "School run", "D"},
    TimedRow{10, 1000, 1100, "Ben", "Review"},
    TimedRow{10, 1515, 1615, "Grandparents", "Oma’s train", "B", "Platform 4"},
    TimedRow{10, 1900, 2100, "Family", "Dinner with Oma", "ABCDR", "Birkenweg 12"},
    TimedRow{11, 730, 815, "Dan", "School run", "D"},
    TimedRow{11, 1000, 1130, "School", "School play", "CR", "School hall"},
    TimedRow{11, 1430, 1515, "Ana", "Haircut", "A"},
    TimedRow{11, 1700, 1930, "Family", "Advent fair", "ABC", "", '~'},
    TimedRow{11, 1800, 2000, "Cleo", "Film", "C", "", '-'},
    TimedRow{12, 1000, 1200, "Dan", "Match", "BD", "away, Bus 14"},
    TimedRow{12, 1015, 1115, "Family", "Shop"},
    TimedRow{12, 1115, 1200, "Grandparents", "Call Opa", "A"},
    TimedRow{12, 1400, 1630, "Grandparents", "Bake biscuits", "CDR", "Oma’s recipe"},
    TimedRow{12, 1830, 2030, "Family", "Board games"},
    TimedRow{13, 1000, 1200, "Family", "Brunch", "ABCDR"},
    TimedRow{13, 1300, 1430, "Chores", "Clean garage", "B"},
    TimedRow{13, 1700, 1830, "Cleo", "Choir concert", "C", "St Michael’s"},
    TimedRow{14, 1600, 1700, "Cleo", "Swimming", "C"},
    TimedRow{15, 900, 1000, "Chores", "Boiler service"},
    TimedRow{15, 1230, 1330, "Ana", "Lunch with Mia"},
    TimedRow{16, 1700, 1830, "Dan", "Football training", "BD"},
    TimedRow{16, 2000, 2200, "Ana", "Book club"},
    TimedRow{17, 1000, 1200, "School", "Class party", "C"},
    TimedRow{17, 1800, 1930, "Cleo", "Orchestra", "C"},
    TimedRow{17, 2000, 2030, "Grandparents", "Skype with Opa"},
    TimedRow{18, 900, 930, "Ben", "Review"},
    TimedRow{19, 1000, 1200, "Dan", "Match", "BD"},
    TimedRow{20, 1600, 1800, "Family", "Carols", "ABCD"},
    TimedRow{21, 1900, 2000, "Family", "Wrap presents"},
    TimedRow{22, 1000, 1100, "Family", "Food shop"},
    TimedRow{22, 1500, 1530, "Dan", "Haircut, Dan", "D"},
    TimedRow{23, 1600, 1800, "Family", "Trim the tree"},
    TimedRow{24, 1600, 1700, "Family", "Church", "ABCDR"},
    TimedRow{24, 1830, 2100, "Family", "Dinner", "ABCDR"},
    TimedRow{27, 1900, 2100, "Ana", "Cinema", "AB"},
    TimedRow{28, 700, 730, "Chores", "Bins: paper"},
    TimedRow{29, 1400, 1600, "Dan", "Ice rink", "CD"},
    TimedRow{30, 1000, 1100, "Family", "Party shop"},
    TimedRow{31, 1900, 2200, "Family", "Raclette", "ABCDR"},
    TimedRow{31, 2330, 2359, "Family", "Fireworks", "", "", '~'},
    TimedRow{32, 1400, 1600, "Grandparents", "New Year walk", "R"},
    TimedRow{34, 1500, 1700, "Chores", "Unpack"},
};

}

void IndexSink::create(const shared::Event &event)
{
    ++created;
    EventItem item;
    static_cast<shared::Event &>(item) = event;
    m_index.put(item);
}

void IndexSink::change(const shared::Event &before, const shared::Event &after)
{
    ++changed;
    EventItem item = *m_index.find(before.id);
    static_cast<shared::Event &>(item) = after;
    m_index.put(item);
}

void IndexSink::remove(const shared::Event &event)
{
    ++removed;
    m_index.remove(event.id);
}

void IndexSink::restore(const shared::Event &event)
{
    EventItem item;
    static_cast<shared::Event &>(item) = event;
    m_index.put(item);
}

void IndexSink::changeSeries(const shared::SeriesChoice &choice, const shared::Event &before,
                             const shared::Event &after)
{
    ++changed;
    apply(m_index, client::SeriesView(m_index, m_calendars).changed(choice, before, after));
}

void IndexSink::removeSeries(const shared::SeriesChoice &choice)
{
    ++removed;
    apply(m_index, client::SeriesView(m_index, m_calendars).removed(choice));
}

December::December()
    : clock(at(2026, 12, 9, 10, 42))
{
    index.setZone(berlin());
    theme.setChoice(client::ui::ThemeChoice::Light);
    addCalendars();
    QList<EventItem> events;
    addBars(events);
    addTimed(events);
    index.replaceAll(events);
}

void December::addCalendars()
{
    QList<shared::Calendar> list;
    const auto add = [&list](const QString &name, const QString &colour, shared::Role role) {
        shared::Calendar entry;
        entry.id = shared::CalendarId{idOf(name)};
        entry.name = name;
        entry.colour = colour;
        entry.timeZone = u"Europe/Berlin"_s;
        entry.role = role;
        list.append(entry);
    };
    add(u"Family"_s, u"brick"_s, shared::Role::Owner);
    add(u"Ana"_s, u"plum"_s, shared::Role::Editor);
    add(u"Ben"_s, u"sky"_s, shared::Role::Editor);
    add(u"Cleo"_s, u"moss"_s, shared::Role::Editor);
    add(u"Dan"_s, u"honey"_s, shared::Role::Editor);
    add(u"School"_s, u"lagoon"_s, shared::Role::Viewer);
    add(u"Grandparents"_s, u"rose"_s, shared::Role::Editor);
    add(u"Chores"_s, u"stone"_s, shared::Role::Editor);
    add(u"Birthdays"_s, u"iris"_s, shared::Role::Editor);
    calendars.setCalendars(list);
}

void December::addBars(QList<EventItem> &events) const
{
    for (const BarRow &row : kBars) {
        EventItem item;
        item.name = QString::fromUtf8(row.name);
        item.id = shared::EventId{idOf(item.name + QString::number(row.first))};
        item.calendar = calendar(QString::fromUtf8(row.calendar));
        item.allDay = true;
        item.start = shared::fromDate(QDate(2026, 11, 30).addDays(row.first));
        item.end = shared::fromDate(QDate(2026, 11, 30).addDays(row.last + 1));
        setStanding(item, row.standing);
        events.append(item);
    }
}

void December::addTimed(QList<EventItem> &events) const
{
    for (const TimedRow &row : kTimed) {
        EventItem item;
        const QDate day = QDate(2026, 11, 30).addDays(row.day);
        item.name = QString::fromUtf8(row.name);
        item.id = shared::EventId{idOf(item.name + QString::number(row.day * 10000 + row.from))};
        item.calendar = calendar(QString::fromUtf8(row.calendar));
        item.location = QString::fromUtf8(row.place);
        item.start =
            shared::fromWall(QDateTime(day, QTime(row.from / 100, row.from % 100), Qt::UTC), berlin());
        item.end = shared::fromWall(QDateTime(day, QTime(row.to / 100, row.to % 100), Qt::UTC), berlin());
        if (item.name == "Library"_L1 || item.name == "Board games"_L1)
            item.recurrence = u"RRULE:FREQ=YEARLY"_s;
        setPeople(item, row.people);
        setStanding(item, row.standing);
        events.append(item);
    }
}

shared::CalendarId December::calendar(const QString &name) const { return shared::CalendarId{idOf(name)}; }

shared::EventId December::event(const QString &name, int day) const { return occurrence(name, day).id; }

const EventItem &December::item(const QString &name, int day) const { return *occurrence(name, day).event; }

client::Occurrence December::occurrence(const QString &name, int day) const
{
    const QDate date = QDate(2026, 11, 30).addDays(day);
    for (const client::Occurrence &occurrence : index.occurrences(date, date))
        if (occurrence.event->name == name && occurrence.firstDay == date)
            return occurrence;
    qFatal("There is no %s on %d December", qPrintable(name), day);
}

void December::mark(const QString &name, int day, bool waiting, bool conflict)
{
    EventItem changed = item(name, day);
    changed.waiting = waiting;
    changed.conflict = conflict;
    index.put(changed);
}

void December::fill(int count)
{
    QList<EventItem> events;
    for (const client::Occurrence &occurrence : index.occurrences(QDate(2026, 11, 1), QDate(2027, 1, 31)))
        events.append(*occurrence.event);
    const qint64 first = at(2022, 1, 1, 8, 0);
    constexpr qint64 kTenYearsMinutes = 3652LL * 24 * 60;
    for (int i = 0; events.size() < count; ++i) {
        EventItem item = events[i % 80];
        const qint64 minutes = (qint64(i) * 7919 * 15) % kTenYearsMinutes;
        item.id = shared::EventId{idOf(u"filled%1"_s.arg(i))};
        item.allDay = false;
        item.recurrence.clear();
        item.start = shared::fromUtc(first + minutes * 60'000, berlin());
        item.end = shared::fromUtc(first + (minutes + 45 + i % 5 * 15) * 60'000, berlin());
        events.append(item);
    }
    index.replaceAll(events);
}

}
