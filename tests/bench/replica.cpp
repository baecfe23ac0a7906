// bench_replica FOLDER COUNT: a data folder of the app with one signed-in account and COUNT events in its
// replica, some years around today. There is no server behind it.

#include "client/account/accounts.h"
#include "client/account/memorycredentialstore.h"
#include "client/account/session.h"
#include "client/replica/remotechanges.h"
#include "client/replica/replicastore.h"
#include "shared/base/clock.h"

#include <QCoreApplication>

#include <array>
#include <cstdio>

using namespace hearth;
using namespace hearth::client;
using namespace Qt::StringLiterals;

namespace {
constexpr int kDays = 3 * 365;
constexpr int kPage = 500;
const QString kZone = u"Europe/Berlin"_s;

shared::Event eventNumber(int number, int count, shared::CalendarId calendar, const shared::Clock &clock)
{
    static const std::array names{u"Dentist"_s, u"Piano lesson"_s, u"Dinner with the neighbours"_s,
                                  u"Football practice"_s, u"Parents' evening"_s};
    const QTimeZone zone(kZone.toUtf8());
    const QDate day = QDate::currentDate().addDays(qint64(number) * kDays / count - kDays / 2);
    shared::Event event;
    event.id = shared::EventId{shared::newUuid(clock)};
    event.calendar = calendar;
    event.uid = event.id.toString();
    event.name = names.at(size_t(number) % names.size());
    event.location = u"At home"_s;
    event.allDay = number % 10 == 0;
    const QDateTime start(day, QTime(8 + number % 12, number % 2 * 30), zone);
    event.start = event.allDay ? shared::fromDate(day) : shared::fromWall(start, zone);
    event.end = event.allDay ? shared::fromDate(day.addDays(1)) : shared::fromWall(start.addSecs(3600), zone);
    event.version = number + 1;
    event.createdByName = event.updatedByName = u"ann"_s;
    event.createdMs = event.updatedMs = clock.nowMs();
    return event;
}

void fill(ReplicaStore &store, int count)
{
    const shared::SystemClock clock;
    RemoteChanges remote(store);
    QList<shared::Calendar> calendars;
    for (const auto &[name, colour] : {std::pair{u"Family"_s, u"brick"_s},
                                       {u"School"_s, u"sky"_s},
                                       {u"Sports"_s, u"moss"_s},
                                       {u"Work"_s, u"plum"_s}})
        calendars.append({shared::CalendarId{shared::newUuid(clock)}, name, colour, kZone,
                          shared::Role::Owner, count, 1, clock.nowMs(), false});
    remote.setCalendars(calendars);
    const qint64 generation = remote.beginSnapshot();
    QList<shared::Event> page;
    for (int number = 0; number < count; ++number) {
        page.append(eventNumber(number, count, calendars.at(number % calendars.size()).id, clock));
        if (page.size() < kPage && number + 1 < count)
            continue;
        remote.snapshotPage(page, generation);
        page.clear();
    }
    for (const shared::Calendar &calendar : calendars)
        remote.finishSnapshot(calendar.id, generation, count);
}

/// The folder of the account, made the way the app makes it.
QString addAccount(const QString &accountsFolder)
{
    Accounts accounts(accountsFolder, std::make_unique<MemoryCredentialStore>());
    accounts.useFile(true);
    // Port 9 is where nobody answers.
    const SignedIn ann{*ServerAddress::parse(u"http://127.0.0.1:9"_s), u"ann"_s, {u"a"_s, u"r"_s, 0}};
    accounts.add(ann, [](const shared::Result<Session *> &session) {
        if (session)
            delete *session;
    });
    return accountsFolder + u'/' + accounts.current()->id;
}
}

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc != 3) {
        std::fputs("usage: bench_replica FOLDER COUNT\n", stderr);
        return 2;
    }
    const QString folder = addAccount(QString::fromLocal8Bit(argv[1]) + u"/accounts"_s);
    const auto store = ReplicaStore::open(folder + u"/replica.db"_s);
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().message));
        return 1;
    }
    fill(**store, std::atoi(argv[2]));
    return 0;
}
