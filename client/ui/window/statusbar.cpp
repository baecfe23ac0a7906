#include "client/ui/window/statusbar.h"

#include "client/ui/dialogs/eventtext.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/label.h"
#include "shared/base/clock.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTimeZone>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qreal kDot = 8;
}

StatusBar::StatusBar(const ThemeSource &themes, const shared::Clock &clock, QWidget *parent)
    : Ground(themes, Tone::Paper, Qt::TopEdge, parent)
    , m_themes(themes)
    , m_clock(clock)
    , m_sign(new QSpacerItem(0, 0, QSizePolicy::Fixed, QSizePolicy::Minimum))
    , m_retryLine(new Separator(themes, Qt::Vertical))
    , m_zone(new Label(themes, {}, FontRole::Event, client::ui::Tone::Ink2))
    , m_connection(new Label(themes, {}, FontRole::EventTitle))
    , m_rest(new Label(themes, {}, FontRole::Event, client::ui::Tone::Ink2))
    , m_retry(new Label(themes, {}, FontRole::Event, client::ui::Tone::Ink2))
{
    const Measures &m = themes.theme().measures();
    setFixedHeight(m.statusBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.space16, 0, m.space16, 0);
    row->setSpacing(m.space8);
    row->addSpacerItem(m_sign);
    row->addWidget(m_connection);
    row->addWidget(m_rest);
    row->addStretch();
    row->addWidget(m_retry);
    m_retryLine->setFixedHeight(m.icon16);
    row->addWidget(m_retryLine);
    row->addWidget(m_zone);
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
        return tr("Not connected");
    }
    Q_UNREACHABLE();
}

int StatusBar::signWidth() const
{
    return m_state.kind == ConnectionState::Kind::Live ? int(kDot) : m_themes.theme().measures().icon16;
}

void StatusBar::setZone(const QTimeZone &zone) { m_zone->setText(QString::fromUtf8(zone.id())); }

void StatusBar::setConnection(const ConnectionState &state)
{
    m_state = state;
    m_connection->setText(words(state));
    m_retry->setText(state.retrySeconds > 0 ? tr("Next try in %n s", nullptr, state.retrySeconds)
                                            : QString());
    m_retryLine->setVisible(state.retrySeconds > 0);
    m_sign->changeSize(signWidth() + m_themes.theme().measures().space8, 0, QSizePolicy::Fixed);
    layout()->invalidate();
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
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs()).date();
    const bool live = m_state.kind == ConnectionState::Kind::Live;
    if (!live && m_state.lastInStep.isValid())
        parts.append(tr("last in step %1").arg(momentText(m_state.lastInStep, today)));
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
    const int side = signWidth();
    const int icon = theme.measures().icon16;
    const qreal x = layoutDirection() == Qt::RightToLeft ? width() - lead - side : lead;
    const QRectF sign(x, (height() - side) / 2.0, side, side);
    switch (m_state.kind) {
    case ConnectionState::Kind::Live:
        return paint::dot(painter, sign.center(), kDot, theme.good());
    case ConnectionState::Kind::Connecting:
    case ConnectionState::Kind::Reconnecting:
        return Icons::paint(painter, sign, u"sync"_s, icon, theme.ink2());
    case ConnectionState::Kind::Offline:
    case ConnectionState::Kind::SignedOut:
        return Icons::paint(painter, sign, u"cloudoff"_s, icon, theme.warn());
    case ConnectionState::Kind::Refused:
        return Icons::paint(painter, sign, u"alert"_s, icon, theme.bad());
    }
}

}
