#pragma once

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QToolButton>

namespace hearth::client::ui::gallery {

using namespace Qt::StringLiterals;

/// A widget that shows a state which only a hand could bring about.
template <typename Widget, typename Option> class Forced : public Widget {
public:
    using Widget::Widget;
    QStyle::State forced;
    bool ring = false;

protected:
    void initStyleOption(Option *option) const override
    {
        Widget::initStyleOption(option);
        option->state |= forced;
        if (forced & QStyle::State_Sunken)
            option->state &= ~QStyle::State_Raised;
    }
};

using ForcedButton = Forced<QPushButton, QStyleOptionButton>;
using ForcedTool = Forced<QToolButton, QStyleOptionToolButton>;
using ForcedCheck = Forced<QCheckBox, QStyleOptionButton>;
using ForcedInput = Forced<QLineEdit, QStyleOptionFrame>;

/// The page; paints the focus rings round those that ask for one.
class Page : public QWidget {
public:
    explicit Page(const ThemeSource &theme)
        : m_source(theme)
    {
    }
    void addRing(QWidget *target, qreal radius) { m_rings.append({target, radius}); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_source.theme().paper());
        for (const auto &[target, radius] : m_rings)
            paint::focusRing(painter, QRect(target->mapTo(this, QPoint()), target->size()), radius,
                             m_source.theme());
    }

private:
    const ThemeSource &m_source;
    QList<QPair<QWidget *, qreal>> m_rings;
};

class EventBlock : public QWidget {
public:
    EventBlock(const ThemeSource &theme, CalendarColour colour, EventState state, const QString &title,
               int height = 52)
        : m_source(theme)
        , m_colour(colour)
        , m_state(state)
        , m_title(title)
    {
        setFixedHeight(height);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &t = m_source.theme();
        const Measures &m = t.measures();
        const EventColours look = t.calendar(m_colour, m_state);
        if (look.dashed)
            paint::dashedBox(painter, rect(), m.radiusEvent, look.fill, look.outline, look.outlineWidth);
        else if (look.outline.isValid())
            paint::box(painter, rect(), m.radiusEvent, look.fill, look.outline);
        else
            paint::box(painter, rect(), m.radiusEvent, look.fill);
        if (look.edge.isValid() && m_state != EventState::Selected) {
            painter.save();
            painter.setClipPath(paint::roundedPath(rect(), m.radiusEvent));
            painter.fillRect(QRect(isRightToLeft() ? width() - m.eventEdge : 0, 0, m.eventEdge, height()),
                             look.edge);
            painter.restore();
        }
        QFont title = t.font(FontRole::EventTitle);
        title.setStrikeOut(look.struck);
        qreal x = m.eventPadLeft;
        const qreal line = t.lineHeight(FontRole::Event);
        const qreal top = m.eventPadTop + (height() < 30 ? 1 : 0);
        if (look.sign) {
            Icons::paint(painter, QRectF(x, top, 12, line), u"ban"_s, 12, look.text);
            x += 15;
        }
        paint::text(painter, QRectF(x, top, width() - x - 4, line), m_title, title, look.text);
        if (height() > 30)
            paint::text(painter, QRectF(m.eventPadLeft, top + line, width() - 14, line), u"19:00 – 21:00"_s,
                        t.font(FontRole::Event), look.text);
    }

private:
    const ThemeSource &m_source;
    CalendarColour m_colour;
    EventState m_state;
    QString m_title;
};

/// A list row as the sidebar has it.
class Row : public QWidget {
public:
    Row(const ThemeSource &theme, QColor ground)
        : m_source(theme)
        , m_ground(std::move(ground))
    {
        setFixedHeight(28);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paint::box(painter, rect(), m_source.theme().measures().radiusButton, m_ground);
    }

private:
    const ThemeSource &m_source;
    QColor m_ground;
};

}
