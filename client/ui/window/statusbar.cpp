#include "client/ui/window/statusbar.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QTimeZone>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kSign = 16;
constexpr qreal kDot = 8;
}

StatusBar::StatusBar(const ThemeSource &themes, QWidget *parent)
    : Ground(themes, Tone::Paper, Qt::TopEdge, parent)
    , m_themes(themes)
    , m_connection(new Label(themes, {}, FontRole::EventTitle))
    , m_rest(new Label(themes, {}, FontRole::Event, client::ui::Tone::Ink2))
    , m_retry(new Label(themes, {}, FontRole::Event, client::ui::Tone::Ink2))
{
    const Measures &m = themes.theme().measures();
    setFixedHeight(m.statusBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.space16, 0, m.space16, 0);
    row->setSpacing(m.space8);
    row->addSpacing(kSign);
    row->addWidget(m_connection);
    row->addWidget(m_rest);
    row->addStretch();
    row->addWidget(m_retry);
    row->addWidget(new Label(themes, QString::fromUtf8(QTimeZone::systemTimeZoneId()), FontRole::Event,
                             client::ui::Tone::Ink2));
    setConnection({});
}

QString StatusBar::words(const ConnectionState &state)
{
    const QString waiting = tr("%n change(s) waiting", nullptr, state.waiting);
    switch (state.kind) {
    case ConnectionState::Kind::SignedOut:
        return tr("Signed out");
    case ConnectionState::Kind::Connecting:
        return tr("Connecting…");
    case ConnectionState::Kind::Live:
        return state.waiting ? tr("Sending: %1").arg(waiting) : tr("Live");
    case ConnectionState::Kind::Reconnecting:
        return state.waiting ? tr("Reconnecting: %1").arg(waiting) : tr("Reconnecting…");
    case ConnectionState::Kind::Offline:
        return state.waiting ? tr("Offline: %1").arg(waiting) : tr("Offline");
    case ConnectionState::Kind::Refused:
        return state.detail.isEmpty() ? tr("Not connected") : state.detail;
    }
    Q_UNREACHABLE();
}

void StatusBar::setConnection(const ConnectionState &state)
{
    m_state = state;
    m_connection->setText(words(state));
    m_retry->setText(state.retrySeconds > 0 ? tr("Next try in %n s", nullptr, state.retrySeconds)
                                            : QString());
    compose();
    update();
}

void StatusBar::setHosting(const HostingStatus &status)
{
    m_hosting = status.running ? tr("hosted on this computer") : status.problem;
    compose();
}

void StatusBar::setOnline(int people)
{
    m_online = people;
    compose();
}

void StatusBar::compose()
{
    QStringList parts;
    const bool live = m_state.kind == ConnectionState::Kind::Live;
    if (!live && m_state.lastInStep.isValid())
        parts.append(tr("last in step %1").arg(QLocale().toString(m_state.lastInStep, QLocale::ShortFormat)));
    if (!m_hosting.isEmpty())
        parts.append(m_hosting);
    if (live && m_online > 0)
        parts.append(tr("%n online", nullptr, m_online));
    m_rest->setText(parts.isEmpty() ? QString() : u"•  "_s + parts.join(u"  •  "_s));
}

void StatusBar::paintEvent(QPaintEvent *event)
{
    Ground::paintEvent(event);
    const Theme &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int lead = theme.measures().space16;
    const qreal x = layoutDirection() == Qt::RightToLeft ? width() - lead - kSign : lead;
    const QRectF sign(x, (height() - kSign) / 2.0, kSign, kSign);
    switch (m_state.kind) {
    case ConnectionState::Kind::Live:
        return paint::dot(painter, sign.center(), kDot, theme.good());
    case ConnectionState::Kind::Connecting:
    case ConnectionState::Kind::Reconnecting:
        return Icons::paint(painter, sign, u"sync"_s, kSign, theme.ink2());
    case ConnectionState::Kind::Offline:
    case ConnectionState::Kind::SignedOut:
        return Icons::paint(painter, sign, u"cloudoff"_s, kSign, theme.warn());
    case ConnectionState::Kind::Refused:
        return Icons::paint(painter, sign, u"alert"_s, kSign, theme.bad());
    }
}

}
