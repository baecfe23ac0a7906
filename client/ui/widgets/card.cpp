#include "client/ui/widgets/card.h"

#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QPainter>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {

QColor fillOf(const Theme &theme, Card::Surface surface)
{
    switch (surface) {
    case Card::Surface::Raised:
        return theme.raised();
    case Card::Surface::Paper:
        return theme.paper();
    case Card::Surface::Sheet:
        return theme.sheet();
    }
    return theme.raised();
}

}

Card::Card(const ThemeSource &theme, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_content(new QVBoxLayout(this))
{
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(0);
}

void Card::addRow(QWidget *row)
{
    const Measures &m = m_source.theme().measures();
    auto *frame = new QWidget(this);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(m.space16, m.space8 + m.space2, m.space16, m.space8 + m.space2);
    layout->addWidget(row);
    m_content->addWidget(frame);
    m_rows.append(frame);
}

void Card::addRow(QLayout *row)
{
    auto *holder = new QWidget(this);
    row->setContentsMargins(0, 0, 0, 0);
    holder->setLayout(row);
    addRow(holder);
}

void Card::setSurface(Surface surface)
{
    m_surface = surface;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_source.theme();
    paint::box(painter, rect(), theme.measures().radiusCard, fillOf(theme, m_surface), theme.line());
    bool first = true;
    for (const QWidget *row : m_rows) {
        if (row->isHidden())
            continue;
        if (!first)
            paint::hline(painter, 1, width() - 1, row->y(), theme.line());
        first = false;
    }
}

Separator::Separator(const ThemeSource &theme, Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
    , m_source(theme)
    , m_orientation(orientation)
{
    const bool across = orientation == Qt::Horizontal;
    setSizePolicy(across ? QSizePolicy::Expanding : QSizePolicy::Fixed,
                  across ? QSizePolicy::Fixed : QSizePolicy::Expanding);
}

QSize Separator::sizeHint() const { return {1, 1}; }

void Separator::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_orientation == Qt::Horizontal)
        paint::hline(painter, 0, width(), 0, m_source.theme().line());
    else
        paint::vline(painter, 0, 0, height(), m_source.theme().line());
}

}
