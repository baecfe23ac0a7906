#include "client/ui/views/minimonth.h"

#include "client/models/eventindex.h"
#include "client/models/habits.h"
#include "client/ui/interaction/wallspan.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/eventpainter.h"
#include "client/ui/widgets/buttons.h"
#include "shared/base/clock.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDaysOfWeek = 7;
constexpr int kWeeks = 6;
constexpr int kWheelStep = 120;
constexpr int kMostDots = 3;
constexpr qreal kDot = 2.5;
constexpr qreal kDotPitch = 5;

QDate firstOfMonth(QDate day) { return {day.year(), day.month(), 1}; }

}

MiniMonth::MiniMonth(const ViewContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_back(new IconButton(context.theme, u"left"_s, tr("Previous month"), this))
    , m_forward(new IconButton(context.theme, u"right"_s, tr("Next month"), this))
{
    setAccessibleName(tr("Month"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_midnight.setSingleShot(true);
    m_month = firstOfMonth(today());
    const auto refresh = [this] {
        recount();
        update();
    };
    connect(m_back, &QToolButton::clicked, this, [this] { setMonth(m_month.addMonths(-1)); });
    connect(m_forward, &QToolButton::clicked, this, [this] { setMonth(m_month.addMonths(1)); });
    connect(&context.events, &EventIndex::reset, this, refresh);
    connect(&context.events, &EventIndex::daysChanged, this, [this, refresh](QDate first, QDate last) {
        if (DateRange{firstShown(), firstShown().addDays(kWeeks * kDaysOfWeek - 1)}.touches(first, last))
            refresh();
    });
    connect(&context.theme, &ThemeSource::changed, this, [this] {
        updateGeometry();
        placeButtons();
        update();
    });
    connect(&m_midnight, &QTimer::timeout, this, &MiniMonth::watchDay);
    watchDay();
    recount();
}

void MiniMonth::setRange(QDate first, QDate last)
{
    constexpr int kShortestMonth = 28;
    m_range = {first, last};
    m_cursor = {};
    const QDate middle = first.addDays(first.daysTo(last) / 2);
    // The weeks of a month stand for the month.
    if (m_range.days() >= kShortestMonth)
        m_range = {firstOfMonth(middle), firstOfMonth(middle).addMonths(1).addDays(-1)};
    // A range that is seen already turns no page.
    if (firstOfMonth(first) != m_month && firstOfMonth(last) != m_month)
        setMonth(middle);
    else if (first.daysTo(last) >= kDaysOfWeek * 3)
        setMonth(middle);
    update();
}

void MiniMonth::setMonth(QDate day)
{
    if (!day.isValid() || firstOfMonth(day) == m_month)
        return;
    m_month = firstOfMonth(day);
    recount();
    update();
}

QDate MiniMonth::today() const { return wallOf(m_context.clock.nowMs(), m_context.events.zone()).date(); }

void MiniMonth::watchDay()
{
    constexpr qint64 kDayMs = 24LL * 3600 * 1000;
    const QDateTime wall = wallOf(m_context.clock.nowMs(), m_context.events.zone());
    m_midnight.start(int(std::min(kDayMs, wall.msecsTo(wallTime(wall.date().addDays(1))) + 1)));
    update();
}

QDate MiniMonth::firstShown() const
{
    const int before = (m_month.dayOfWeek() - int(firstWeekday(locale())) + kDaysOfWeek) % kDaysOfWeek;
    return m_month.addDays(-before);
}

void MiniMonth::recount()
{
    m_counts = m_context.events.counts(firstShown(), firstShown().addDays(kWeeks * kDaysOfWeek - 1));
}

QSize MiniMonth::sizeHint() const
{
    const Measures &m = m_context.theme.theme().measures();
    return {m.miniWeekColumn + kDaysOfWeek * m.miniCellWidth,
            m.control + m.miniCellHeight + kWeeks * m.miniCellHeight};
}

QSize MiniMonth::minimumSizeHint() const { return sizeHint(); }

QRect MiniMonth::cell(int row, int column) const
{
    const Measures &m = m_context.theme.theme().measures();
    const int left = (width() - sizeHint().width()) / 2;
    const int x = left + m.miniWeekColumn + column * m.miniCellWidth;
    const QRect rect(x, m.control + m.miniCellHeight + row * m.miniCellHeight, m.miniCellWidth,
                     m.miniCellHeight);
    if (layoutDirection() == Qt::LeftToRight)
        return rect;
    return {width() - rect.right() - 1, rect.top(), rect.width(), rect.height()};
}

QDate MiniMonth::dayAt(QPoint point) const
{
    for (int row = 0; row < kWeeks; ++row)
        for (int column = 0; column < kDaysOfWeek; ++column)
            if (cell(row, column).contains(point))
                return firstShown().addDays(row * kDaysOfWeek + column);
    return {};
}

void MiniMonth::placeButtons()
{
    const Measures &m = m_context.theme.theme().measures();
    const int size = m.target;
    const QRect line(0, 0, width(), m.control);
    const auto place = [&](QToolButton *button, int fromEnd) {
        button->setFixedSize(size, size);
        const QRectF rect = leading(line, (width() + sizeHint().width()) / 2.0 - fromEnd - size, size,
                                    layoutDirection() == Qt::RightToLeft);
        button->move(int(rect.left()), (m.control - size) / 2);
    };
    place(m_forward, 0);
    place(m_back, size + m.space2);
}

void MiniMonth::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    paintHead(painter);
    const DateRange chosen = m_dragged.isValid()
        ? DateRange{std::min(m_pressed, m_dragged), std::max(m_pressed, m_dragged)}
        : m_range;
    if (chosen.first.isValid())
        paintRange(painter, chosen);
    for (int row = 0; row < kWeeks; ++row)
        for (int column = 0; column < kDaysOfWeek; ++column)
            paintDay(painter, firstShown().addDays(row * kDaysOfWeek + column), cell(row, column));
}

void MiniMonth::paintHead(QPainter &painter) const
{
    const Theme &theme = m_context.theme.theme();
    const Measures &m = theme.measures();
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    const QRectF content((width() - sizeHint().width()) / 2.0, 0, sizeHint().width(), height());
    const QRectF line(content.left(), 0, content.width(), m.control);
    const QString title =
        tr("%1 %2", "month and year")
            .arg(locale().standaloneMonthName(m_month.month()), QString::number(m_month.year()));
    paint::text(painter, leading(line, m.space4, line.width() - 2 * m.target - m.space8, rtl), title,
                theme.font(FontRole::ControlBold), theme.ink());

    for (int column = 0; column < kDaysOfWeek; ++column) {
        QRectF head = cell(0, column);
        head.moveTop(m.control - m.space2);
        const int day = firstShown().addDays(column).dayOfWeek();
        paint::text(painter, head, locale().standaloneDayName(day, QLocale::NarrowFormat),
                    theme.font(FontRole::Caption), theme.ink3(), Qt::AlignCenter);
    }
    const QRectF first = cell(0, 0);
    for (int row = 0; row < kWeeks; ++row) {
        QRectF number = leading(content, 0, m.miniWeekColumn, rtl);
        number.setTop(cell(row, 0).top());
        number.setHeight(m.miniCellHeight - m.space4 + 1);
        const int thursday = (Qt::Thursday - int(firstWeekday(locale())) + kDaysOfWeek) % kDaysOfWeek;
        const QDate day = firstShown().addDays(row * kDaysOfWeek + thursday);
        paint::text(painter, number, locale().toString(day.weekNumber()), theme.font(FontRole::Caption),
                    theme.ink3(), Qt::AlignCenter);
    }
    paint::vline(painter, rtl ? first.right() : first.left() - 1, first.top(),
                 cell(kWeeks - 1, 0).bottom() + 1, theme.line());
}

void MiniMonth::paintRange(QPainter &painter, const DateRange &range) const
{
    const Theme &theme = m_context.theme.theme();
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    for (int row = 0; row < kWeeks; ++row) {
        const QDate first = std::max(range.first, firstShown().addDays(row * kDaysOfWeek));
        const QDate last = std::min(range.last, firstShown().addDays(row * kDaysOfWeek + kDaysOfWeek - 1));
        if (first > last)
            continue;
        const auto column = [this, row](QDate day) {
            return int(firstShown().addDays(row * kDaysOfWeek).daysTo(day));
        };
        const QRect rect = cell(row, column(first)) | cell(row, column(last));
        // Weeks of one range grow together where both have the day.
        const bool above = range.contains(first.addDays(-kDaysOfWeek)),
                   below = range.contains(last.addDays(kDaysOfWeek));
        const bool aboveEnd = range.contains(last.addDays(-kDaysOfWeek)),
                   belowStart = range.contains(first.addDays(kDaysOfWeek));
        int corners = 0;
        corners |= above ? 0 : (rtl ? paint::TopRight : paint::TopLeft);
        corners |= aboveEnd ? 0 : (rtl ? paint::TopLeft : paint::TopRight);
        corners |= belowStart ? 0 : (rtl ? paint::BottomRight : paint::BottomLeft);
        corners |= below ? 0 : (rtl ? paint::BottomLeft : paint::BottomRight);
        paint::box(painter, rect, theme.measures().radiusToast, theme.select(), corners);
    }
}

void MiniMonth::paintDay(QPainter &painter, QDate day, const QRect &rect) const
{
    const Theme &theme = m_context.theme.theme();
    const Measures &m = theme.measures();
    const int count = m_counts.value(day);
    const bool within = firstOfMonth(day) == m_month;
    const QRectF box(rect);
    const QPointF centre(box.center().x(), box.top() + theme.scaled(12) - 0.5);
    if (day == m_hovered && day != today())
        paint::box(painter, box.adjusted(1, 1, -1, -1), m.radiusButton,
                   m_range.contains(day) ? theme.press() : theme.hover());
    if (day == today()) {
        const qreal width = theme.scaled(24), height = theme.scaled(21);
        paint::box(painter, QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height),
                   height / 2, theme.ember());
    }
    const QColor ink = day == today() ? theme.onEmber() : within && count > 0 ? theme.ink() : theme.ink3();
    const FontRole role = within && (count > 0 || day == today()) ? FontRole::EventTitle : FontRole::Caption;
    paint::text(painter, QRectF(box.left(), centre.y() - box.height() / 2, box.width(), box.height()),
                locale().toString(day.day()), theme.font(role), ink, Qt::AlignCenter);
    const int dots = within ? std::min(count, kMostDots) : 0;
    for (int i = 0; i < dots; ++i)
        paint::dot(painter,
                   {centre.x() + (i - (dots - 1) / 2.0) * kDotPitch, box.top() + theme.scaled(24) - 0.5},
                   kDot, theme.ink3());
    if (day == m_cursor && hasFocus())
        paint::focusRing(painter, box.adjusted(m.space4, m.space4, -m.space4, -m.space4), m.radiusButton,
                         theme);
}

void MiniMonth::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = dayAt(event->position().toPoint());
    m_dragged = {};
}

void MiniMonth::mouseMoveEvent(QMouseEvent *event)
{
    const QDate day = dayAt(event->position().toPoint());
    if (m_pressed.isValid() && day.isValid() && (day != m_pressed || m_dragged.isValid()))
        m_dragged = day;
    if (std::exchange(m_hovered, day) != day)
        update();
}

void MiniMonth::mouseReleaseEvent(QMouseEvent *event)
{
    const QDate pressed = std::exchange(m_pressed, QDate());
    const QDate dragged = std::exchange(m_dragged, QDate());
    if (event->button() != Qt::LeftButton || !pressed.isValid())
        return;
    update();
    if (dragged.isValid() && dragged != pressed)
        Q_EMIT rangeActivated(std::min(pressed, dragged), std::max(pressed, dragged));
    else
        Q_EMIT dayActivated(pressed);
}

void MiniMonth::leaveEvent(QEvent *)
{
    m_hovered = {};
    update();
}

void MiniMonth::wheelEvent(QWheelEvent *event)
{
    if (std::abs(event->angleDelta().y()) >= kWheelStep)
        setMonth(m_month.addMonths(event->angleDelta().y() > 0 ? -1 : 1));
    event->accept();
}

void MiniMonth::moveCursor(QDate day)
{
    m_cursor = day;
    setMonth(day);
    setAccessibleDescription(locale().toString(day, QLocale::LongFormat));
    update();
}

void MiniMonth::keyPressEvent(QKeyEvent *event)
{
    const QDate from = m_cursor.isValid() ? m_cursor : m_range.first.isValid() ? m_range.first : today();
    const int ahead = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(from.addDays(-ahead));
    case Qt::Key_Right:
        return moveCursor(from.addDays(ahead));
    case Qt::Key_Up:
        return moveCursor(from.addDays(-kDaysOfWeek));
    case Qt::Key_Down:
        return moveCursor(from.addDays(kDaysOfWeek));
    case Qt::Key_PageUp:
        return moveCursor(from.addMonths(-1));
    case Qt::Key_PageDown:
        return moveCursor(from.addMonths(1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT dayActivated(from);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MiniMonth::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && !m_cursor.isValid())
        moveCursor(m_range.first.isValid() ? m_range.first : today());
}

void MiniMonth::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void MiniMonth::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeButtons();
}

void MiniMonth::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LayoutDirectionChange) {
        recount();
        placeButtons();
        update();
    }
}

}
