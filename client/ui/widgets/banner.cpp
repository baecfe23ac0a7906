#include "client/ui/widgets/banner.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/iconview.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

QString iconOf(BannerKind kind)
{
    switch (kind) {
    case BannerKind::Good:
        return u"check"_s;
    case BannerKind::Warn:
    case BannerKind::Bad:
        return u"alert"_s;
    }
    return {};
}

Tone toneOf(BannerKind kind)
{
    switch (kind) {
    case BannerKind::Good:
        return Tone::Good;
    case BannerKind::Warn:
        return Tone::Warn;
    case BannerKind::Bad:
        return Tone::Bad;
    }
    return Tone::Ink;
}

QColor groundOf(const Theme &theme, BannerKind kind)
{
    switch (kind) {
    case BannerKind::Good:
        return theme.goodSoft();
    case BannerKind::Warn:
        return theme.warnSoft();
    case BannerKind::Bad:
        return theme.badSoft();
    }
    return theme.paper();
}

}

Banner::Banner(const ThemeSource &theme, BannerKind kind, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_kind(kind)
    , m_icon(new IconView(theme, iconOf(kind), 20, toneOf(kind), this))
    , m_text(new Label(theme, text, FontRole::ControlStrong, toneOf(kind), this))
    , m_detail(new Label(theme, {}, FontRole::Control, toneOf(kind), this))
    , m_action(new QPushButton(this))
{
    const Measures &m = theme.theme().measures();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.space16 - 2, m.space8, m.space8, m.space8);
    row->setSpacing(m.space8 + m.space2);
    row->addWidget(m_icon);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_text);
    words->addWidget(m_detail);
    words->addStretch(1);
    row->addLayout(words, 1);
    row->addWidget(m_action);
    m_text->setWordWrap(true);
    m_detail->setWordWrap(true);
    m_detail->hide();
    m_action->hide();
    setControlSize(*m_action, ControlSize::Small);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    setMinimumHeight(m.banner);
    setAccessibleName(text);
    connect(&theme, &ThemeSource::changed, this,
            [this] { setMinimumHeight(m_source.theme().measures().banner); });
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTaken);
}

void Banner::setKind(BannerKind kind)
{
    m_kind = kind;
    m_icon->setIcon(iconOf(kind));
    m_icon->setTone(toneOf(kind));
    m_text->setTone(toneOf(kind));
    m_detail->setTone(toneOf(kind));
    update();
}

void Banner::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void Banner::setDetail(const QString &detail)
{
    m_detail->setText(detail);
    m_detail->setHidden(detail.isEmpty());
    setAccessibleDescription(detail);
}

void Banner::setIconName(const QString &icon) { m_icon->setIcon(icon); }

void Banner::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setHidden(text.isEmpty());
}

void Banner::setFlush(bool flush)
{
    m_flush = flush;
    const Measures &m = m_source.theme().measures();
    const int side = flush ? m.space16 + m.space4 : m.space16 - m.space2;
    layout()->setContentsMargins(side, flush ? m.space12 : m.space8, flush ? side : m.space8,
                                 flush ? m.space12 : m.space8);
    setControlSize(*m_action, flush ? ControlSize::Normal : ControlSize::Small);
    update();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_source.theme();
    if (!m_flush) {
        paint::box(painter, rect(), theme.measures().radiusToast, groundOf(theme, m_kind));
        return;
    }
    painter.fillRect(rect(), groundOf(theme, m_kind));
    paint::hline(painter, 0, width(), height() - paint::hairline(devicePixelRatioF()), theme.line());
}

}
