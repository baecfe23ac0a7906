#include "client/app/desktop/dbusnotifier.h"
#include "client/app/desktop/remindernotices.h"
#include "client/models/eventindex.h"
#include "tests/client/ui/household.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
const auto kService = u"org.freedesktop.Notifications"_s;
const auto kPath = u"/org/freedesktop/Notifications"_s;
constexpr qint64 kMinuteMs = 60'000;
}

/// Stands in for the desktop's notification service.
class FakeNotifications : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        uint number;
        QString title;
        QString body;
        QStringList actions;
    };
    QList<Shown> shown;
    QList<uint> closed;
    QStringList capabilities;

    void press(uint number, const QString &action) { Q_EMIT ActionInvoked(number, action); }

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &, int)
    {
        const uint number = replaces != 0 ? replaces : ++m_last;
        shown.append({number, title, body, actions});
        return number;
    }
    void CloseNotification(uint number)
    {
        closed.append(number);
        Q_EMIT NotificationClosed(number, 3);
    }

Q_SIGNALS:
    void ActionInvoked(uint number, const QString &action);
    void NotificationClosed(uint number, uint reason);

private:
    uint m_last = 0;
};

class TestNotifications : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void remindersAreShownWithActions();
    void openDismisses();
    void snoozeSnoozes();
    void claimIsAskedOfTheServer();
    void refusedClaimIsSaid();
    void nothingToClaimAlone();
    void nothingWhileLookedAt();
    void manyAreGathered();
    void answeredElsewhereIsClosed();
    void markupIsEscapedWhereItIsRead();
    void plainServicesGetNoActions();
    void withoutAServiceItIsTold();

private:
    Reminder remind(const QString &name, int day);
    FakeNotifications::Shown last() { return m_service->shown.value(m_service->shown.size() - 1); }

    QDBusConnection m_bus = QDBusConnection(QString());
    std::unique_ptr<FakeNotifications> m_service;
    std::unique_ptr<Household> m_home;
    std::unique_ptr<DBusNotifier> m_notifier;
    std::unique_ptr<ReminderNotices> m_notices;
    bool m_lookedAt = false;
};

void TestNotifications::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"), "run it under dbus-run-session");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"service"_s);
    QVERIFY(m_bus.registerService(kService));
}

void TestNotifications::init()
{
    m_service = std::make_unique<FakeNotifications>();
    m_service->capabilities = {u"actions"_s, u"body"_s, u"body-markup"_s};
    QVERIFY(m_bus.registerObject(kPath, m_service.get(),
                                 QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    m_home = std::make_unique<Household>();
    m_home->workspace.reminders().start({});
    m_lookedAt = false;
    m_notifier = std::make_unique<DBusNotifier>(QDBusConnection::sessionBus());
    m_notices =
        std::make_unique<ReminderNotices>(*m_notifier, m_home->december.clock, [this] { return m_lookedAt; });
    m_notices->follow(&m_home->workspace);
}

void TestNotifications::cleanup()
{
    m_notices.reset();
    m_notifier.reset();
    m_home.reset();
    m_bus.unregisterObject(kPath);
}

Reminder TestNotifications::remind(const QString &name, int day)
{
    const Reminder reminder = reminderOf(m_home->december, name, day, 30);
    m_home->workspace.reminders().takeLive(reminder);
    return reminder;
}

void TestNotifications::remindersAreShownWithActions()
{
    m_home->december.clock.advance(m_home->december.item(u"Football training"_s, 9).start.utcMs
                                   - 30 * kMinuteMs - m_home->december.clock.nowMs());
    remind(u"Football training"_s, 9);
    QTRY_COMPARE(m_service->shown.size(), 1);
    QCOMPARE(last().title, u"Football training at 17:00"_s);
    QVERIFY2(last().body.contains(u"Sports ground"_s), qPrintable(last().body));
    QCOMPARE(last().actions.size(), 8);
    QCOMPARE(last().actions.at(0), u"default"_s);
    QCOMPARE(last().actions.at(2), u"open"_s);
    QCOMPARE(last().actions.at(4), u"snooze"_s);
    QCOMPARE(last().actions.at(6), u"claim"_s);
}

void TestNotifications::openDismisses()
{
    QSignalSpy open(m_notices.get(), &ReminderNotices::openWanted);
    const Reminder reminder = remind(u"Football training"_s, 9);
    QTRY_COMPARE(m_service->shown.size(), 1);
    m_service->press(last().number, u"default"_s);
    QTRY_COMPARE(open.size(), 1);
    QCOMPARE(open.first().first().value<shared::EventId>(), reminder.key.event);
    QVERIFY(m_home->workspace.reminders().shown().isEmpty());
    QTRY_COMPARE(m_service->closed.size(), 1);
}

void TestNotifications::snoozeSnoozes()
{
    QString log;
    connect(&m_home->workspace.reminders(), &ReminderScheduler::logChanged, this,
            [&log](const QString &changed) { log = changed; });
    const Reminder reminder = remind(u"Football training"_s, 9);
    QTRY_COMPARE(m_service->shown.size(), 1);
    m_service->press(last().number, u"snooze"_s);
    QTRY_VERIFY(m_home->workspace.reminders().shown().isEmpty());
    QCOMPARE(ReminderLog::fromText(log).snoozed().value(reminder.key),
             m_home->december.clock.nowMs() + 10 * kMinuteMs);
}

void TestNotifications::claimIsAskedOfTheServer()
{
    remind(u"Football training"_s, 9);
    QTRY_COMPARE(m_service->shown.size(), 1);
    m_service->press(last().number, u"claim"_s);
    QTRY_VERIFY(m_home->workspace.calls.contains(u"claim Football training"_s));
    QVERIFY(m_home->workspace.reminders().shown().isEmpty());
}

void TestNotifications::refusedClaimIsSaid()
{
    QSignalSpy failed(m_notices.get(), &ReminderNotices::failed);
    m_home->workspace.answer = shared::Error{shared::ErrorCode::Conflict, u"ben has got it already."_s};
    remind(u"Football training"_s, 9);
    QTRY_COMPARE(m_service->shown.size(), 1);
    m_service->press(last().number, u"claim"_s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().toString(), u"ben has got it already."_s);
    QCOMPARE(m_home->workspace.reminders().shown().size(), 1);
}

void TestNotifications::nothingToClaimAlone()
{
    const auto calendar = m_home->december.item(u"Football training"_s, 9).calendar;
    m_home->workspace.members().setMembers(calendar,
                                           m_home->workspace.members().membersOf(calendar).mid(0, 1));
    remind(u"Football training"_s, 9);
    QTRY_COMPARE(m_service->shown.size(), 1);
    QVERIFY(!last().actions.contains(u"claim"_s));
}

void TestNotifications::nothingWhileLookedAt()
{
    m_lookedAt = true;
    remind(u"Football training"_s, 9);
    m_lookedAt = false;
    remind(u"Dinner with Oma"_s, 10);
    QTRY_COMPARE(m_service->shown.size(), 1);
    QVERIFY(last().title.startsWith(u"Dinner with Oma"_s));
}

void TestNotifications::manyAreGathered()
{
    QSignalSpy window(m_notices.get(), &ReminderNotices::windowWanted);
    m_home->workspace.reminders().setQuietHours({true, QTime(10, 0), QTime(11, 0)});
    for (const auto &[name, day] : QList<QPair<QString, int>>{{u"Football training"_s, 9},
                                                              {u"Dinner with Oma"_s, 10},
                                                              {u"Oma’s train"_s, 10},
                                                              {u"Haircut"_s, 11}})
        remind(name, day);
    QVERIFY(m_service->shown.isEmpty());
    m_home->workspace.reminders().setQuietHours({});
    QTRY_COMPARE(m_service->shown.size(), 1);
    QVERIFY2(last().title.startsWith(u'4'), qPrintable(last().title));
    QCOMPARE(last().body.count(u'\n'), 3);
    m_service->press(last().number, u"open"_s);
    QTRY_COMPARE(window.size(), 1);
}

void TestNotifications::answeredElsewhereIsClosed()
{
    const Reminder reminder = remind(u"Football training"_s, 9);
    m_home->workspace.reminders().dismiss(reminder.key); // before the service has given it a number
    QTRY_COMPARE(m_service->closed.size(), m_service->shown.size());
    const Reminder other = remind(u"Dinner with Oma"_s, 10);
    QTRY_COMPARE(last().title.startsWith(u"Dinner"_s), true);
    QCoreApplication::processEvents();
    m_home->workspace.reminders().dismiss(other.key);
    QTRY_COMPARE(m_service->closed.size(), m_service->shown.size());
}

void TestNotifications::markupIsEscapedWhereItIsRead()
{
    m_notifier->show({u"1"_s, u"A <b> title"_s, u"at <home> & work"_s, {}});
    QTRY_COMPARE(m_service->shown.size(), 1);
    QCOMPARE(last().title, u"A <b> title"_s);
    QCOMPARE(last().body, u"at &lt;home&gt; &amp; work"_s);
    m_service->capabilities = {u"body"_s};
    DBusNotifier plain(QDBusConnection::sessionBus());
    plain.show({u"1"_s, u"Title"_s, u"at <home> & work"_s, {}});
    QTRY_COMPARE(m_service->shown.size(), 2);
    QCOMPARE(last().body, u"at <home> & work"_s);
}

void TestNotifications::plainServicesGetNoActions()
{
    m_service->capabilities = {u"body"_s};
    remind(u"Football training"_s, 9);
    QTRY_COMPARE(m_service->shown.size(), 1);
    QVERIFY(last().actions.isEmpty());
}

void TestNotifications::withoutAServiceItIsTold()
{
    m_bus.unregisterObject(kPath);
    DBusNotifier notifier(QDBusConnection::sessionBus());
    QSignalSpy notShown(&notifier, &Notifier::notShown);
    notifier.show({u"1"_s, u"Title"_s, {}, {}});
    QTRY_COMPARE(notShown.size(), 1);
    QCOMPARE(notShown.first().first().value<Notification>().title, u"Title"_s);
    DBusNotifier nowhere{QDBusConnection(QString())};
    QSignalSpy nothing(&nowhere, &Notifier::notShown);
    nowhere.show({u"1"_s, u"Title"_s, {}, {}});
    QTRY_COMPARE(nothing.size(), 1);
}

QTEST_MAIN(TestNotifications)
#include "tst_notifications.moc"
