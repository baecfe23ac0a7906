#include "client/ui/theme/themesource.h"

#include "client/ui/theme/sessionbus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QPalette>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

const auto kService = u"org.freedesktop.portal.Desktop"_s;
const auto kPath = u"/org/freedesktop/portal/desktop"_s;
const auto kInterface = u"org.freedesktop.portal.Settings"_s;
const auto kSpace = u"org.freedesktop.appearance"_s;
const auto kKey = u"color-scheme"_s;

constexpr int kPreferDark = 1;
constexpr int kPortalTimeoutMs = 2000;

ThemeMode paletteMode()
{
    if (!qGuiApp)
        return ThemeMode::Light;
    const QPalette palette = QGuiApplication::palette();
    const bool dark =
        palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    return dark ? ThemeMode::Dark : ThemeMode::Light;
}

/// The scheme inside of the portal's answer, which wraps it in one variant or in two.
std::optional<ThemeMode> schemeOf(const QVariant &answer)
{
    QVariant value = answer;
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint scheme = value.toUInt(&isNumber);
    if (!isNumber || scheme == 0)
        return std::nullopt;
    return scheme == kPreferDark ? ThemeMode::Dark : ThemeMode::Light;
}

}

ThemeSource::ThemeSource(QObject *parent)
    : QObject(parent)
    , m_systemMode(paletteMode())
    , m_options{.mode = m_systemMode}
    , m_theme(m_options)
{
    followPortal();
}

ThemeSource::~ThemeSource() = default;

void ThemeSource::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    update();
}

void ThemeSource::setAccent(std::optional<QColor> accent)
{
    m_options.accent = std::move(accent);
    update();
}

void ThemeSource::setTextSize(int percent)
{
    m_options.textSize = percent;
    update();
}

void ThemeSource::setReducedMotion(bool reduced)
{
    m_options.reducedMotion = reduced;
    update();
}

void ThemeSource::set(ThemeChoice choice, std::optional<QColor> accent, int textSize, bool reducedMotion)
{
    m_choice = choice;
    m_options.accent = std::move(accent);
    m_options.textSize = textSize;
    m_options.reducedMotion = reducedMotion;
    update();
}

void ThemeSource::followPortal()
{
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    // Without a service: with one, QtDBus would wait for its owner's name.
    bus.connect(QString(), kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(portalChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    question << kSpace << kKey;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, kPortalTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *call) {
        call->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (reply.isError()) // No portal here: the palette's lightness stays.
            return;
        if (const auto mode = schemeOf(QVariant::fromValue(reply.value())))
            setSystemMode(*mode);
    });
}

void ThemeSource::portalChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space != kSpace || key != kKey)
        return;
    setSystemMode(schemeOf(value.variant()).value_or(ThemeMode::Light));
}

void ThemeSource::setSystemMode(ThemeMode mode)
{
    m_systemMode = mode;
    update();
}

void ThemeSource::update()
{
    switch (m_choice) {
    case ThemeChoice::System:
        m_options.mode = m_systemMode;
        break;
    case ThemeChoice::Light:
        m_options.mode = ThemeMode::Light;
        break;
    case ThemeChoice::Dark:
        m_options.mode = ThemeMode::Dark;
        break;
    }
    const Theme next(m_options);
    if (next == m_theme)
        return;
    m_theme = next;
    Q_EMIT changed();
}

}
