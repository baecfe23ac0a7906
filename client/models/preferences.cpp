#include "client/models/preferences.h"

#include <QSettings>

#include <algorithm>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
const QString kClock = u"calendar/clock"_s;
const QString kFirstWeekday = u"calendar/firstWeekday"_s;
const QString kDayStart = u"calendar/dayStart"_s;
const QString kNewMinutes = u"calendar/newMinutes"_s;
const QString kQuiet = u"reminders/quiet"_s;
const QString kQuietFrom = u"reminders/quietFrom"_s;
const QString kQuietTo = u"reminders/quietTo"_s;
const QString kProxyKind = u"network/proxy"_s;
const QString kProxyHost = u"network/proxyHost"_s;
const QString kProxyPort = u"network/proxyPort"_s;
const QString kTray = u"desktop/staysInTray"_s;
constexpr int kLastPort = 65535;
constexpr int kShortestNew = 5;
constexpr int kLongestNew = 24 * 60;

/// What is kept, where it can be one of `last` + 1 choices.
template <class Choice> Choice choiceOf(const QSettings &settings, const QString &name, Choice last)
{
    const int value = settings.value(name).toInt();
    return value >= 0 && value <= int(last) ? Choice(value) : Choice(0);
}

QTime timeOf(const QSettings &settings, const QString &name, QTime otherwise)
{
    const QTime time = QTime::fromString(settings.value(name).toString(), u"HH:mm"_s);
    return time.isValid() ? time : otherwise;
}

QString textOf(QTime time) { return time.toString(u"HH:mm"_s); }
}

Habits Preferences::habits() const
{
    const QSettings settings;
    Habits habits;
    habits.clock = choiceOf(settings, kClock, ClockFormat::Hours12);
    const int weekday = settings.value(kFirstWeekday).toInt();
    if (weekday >= Qt::Monday && weekday <= Qt::Sunday)
        habits.firstWeekday = Qt::DayOfWeek(weekday);
    habits.dayStart = timeOf(settings, kDayStart, habits.dayStart);
    habits.newMinutes =
        std::clamp(settings.value(kNewMinutes, habits.newMinutes).toInt(), kShortestNew, kLongestNew);
    return habits;
}

void Preferences::setHabits(const Habits &habits)
{
    QSettings settings;
    settings.setValue(kClock, int(habits.clock));
    settings.setValue(kFirstWeekday, habits.firstWeekday ? int(*habits.firstWeekday) : 0);
    settings.setValue(kDayStart, textOf(habits.dayStart));
    settings.setValue(kNewMinutes, habits.newMinutes);
    Q_EMIT changed();
}

QuietHours Preferences::quietHours() const
{
    const QSettings settings;
    QuietHours quiet;
    quiet.enabled = settings.value(kQuiet).toBool();
    quiet.from = timeOf(settings, kQuietFrom, quiet.from);
    quiet.to = timeOf(settings, kQuietTo, quiet.to);
    return quiet;
}

void Preferences::setQuietHours(const QuietHours &quiet)
{
    QSettings settings;
    settings.setValue(kQuiet, quiet.enabled);
    settings.setValue(kQuietFrom, textOf(quiet.from));
    settings.setValue(kQuietTo, textOf(quiet.to));
    Q_EMIT changed();
}

bool Preferences::staysInTray() const { return QSettings().value(kTray, true).toBool(); }

void Preferences::setStaysInTray(bool stays)
{
    QSettings().setValue(kTray, stays);
    Q_EMIT changed();
}

ProxyChoice Preferences::proxy() const
{
    const QSettings settings;
    return {choiceOf(settings, kProxyKind, ProxyChoice::Kind::Socks), settings.value(kProxyHost).toString(),
            std::clamp(settings.value(kProxyPort).toInt(), 0, kLastPort)};
}

void Preferences::setProxy(const ProxyChoice &proxy)
{
    QSettings settings;
    settings.setValue(kProxyKind, int(proxy.kind));
    settings.setValue(kProxyHost, proxy.host);
    settings.setValue(kProxyPort, proxy.port);
    Q_EMIT changed();
}

}
