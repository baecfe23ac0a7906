#include "client/ui/views/agendaview.h"

#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/emptystate.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDaysOfWeek = 7;
constexpr int kMostPeople = 6;
// Lengths that this view alone has, at 100 % text.
constexpr int kRow = 44;
constexpr int kGroupPad = 10;
constexpr int kSide = 20;
constexpr int kNumber = 36;
constexpr int kDayName = 96;
constexpr int kTime = 58;
constexpr int kBar = 4;
constexpr int kBarInset = 6;

}

AgendaView::AgendaView(const ViewContext &context, InteractionController &controller, QWidget *parent)
    : CalendarView(context, controller, parent)
    , m_empty(new EmptyState(context.theme, u"calendar"_s, tr("Nothing planned"), {}, viewport()))
{
    setAccessibleName(tr("Agenda"));
    m_empty->setAction(tr("New event"), u"plus"_s);
    m_empty->hide();
    connect(m_empty, &EmptyState::actionTaken, this, &AgendaView::newRequested);
}

DateRange AgendaView::rangeOf(QDate day) const
{
    const int ofWeek = (day.dayOfWeek() - int(firstWeekday()) + kDaysOfWeek) % kDaysOfWeek;
    return {day, day.addDays(2 * kDaysOfWeek - 1 - ofWeek)};
}

QDate AgendaView::pageFrom(QDate day, int direction) const
{
    const QDate last = rangeOf(day).last;
    if (direction > 0)
        return last.addDays(1);
    const QDate week = last.addDays(1 - 2 * kDaysOfWeek);
    return week.addDays(day == week ? -2 * kDaysOfWeek : -kDaysOfWeek);
}

QDate AgendaView::dayOf(const ShownEvent &event) const { return std::max(event.firstDay, range().first); }

void AgendaView::layOut()
{
    m_rows.clear();
    for (size_t i = 0; i < shown().size(); ++i)
        m_rows.push_back({i, dayOf(shown()[i]), 0, false});
    // Within a day what lasts all day comes first.
    std::stable_sort(m_rows.begin(), m_rows.end(), [this](const Row &a, const Row &b) {
        return a.day != b.day ? a.day < b.day : shown()[a.event].bar > shown()[b.event].bar;
    });
    int top = 0;
    QDate day;
    for (Row &row : m_rows) {
        row.firstOfDay = row.day != day;
        if (row.firstOfDay)
            top += theme().scaled(kGroupPad) * (day.isValid() ? 2 : 1) + theme().measures().hairline;
        day = row.day;
        row.top = top;
        top += theme().scaled(kRow);
    }
    m_height = top + theme().scaled(kGroupPad);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(theme().scaled(kRow));
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    placeEmptyState();
}

void AgendaView::placeEmptyState()
{
    const QString until = locale().toString(range().last, tr("d MMMM", "format of a date: day and month"));
    m_empty->setTexts(
        u"calendar"_s, tr("Nothing planned"),
        tr("There is nothing until %1. Click a time in another view, or make a new event.").arg(until));
    m_empty->setGeometry(viewport()->rect());
    m_empty->setVisible(m_rows.empty());
}

void AgendaView::rangeShown() { verticalScrollBar()->setValue(0); }

qreal AgendaView::rowStart() const
{
    return theme().scaled(kSide) + theme().scaled(kNumber) + theme().scaled(kDayName);
}

QRect AgendaView::rectOf(const Row &row) const
{
    const QRectF line(0, row.top - verticalScrollBar()->value(), viewport()->width(), theme().scaled(kRow));
    const qreal start = rowStart();
    return leading(line, start, line.width() - start - theme().scaled(kSide), rightToLeft()).toRect();
}

Hit AgendaView::hitTest(QPoint point) const
{
    ensureLaidOut();
    Hit hit{.zone = Hit::Zone::List};
    for (const Row &row : m_rows)
        if (rectOf(row).contains(point)) {
            hit.event = shown()[row.event].id;
            hit.day = row.day;
        }
    return hit;
}

QRect AgendaView::eventRect(shared::EventId event) const
{
    ensureLaidOut();
    for (const Row &row : m_rows)
        if (shown()[row.event].id == event)
            return rectOf(row);
    return {};
}

QRect AgendaView::spanRect(const WallSpan &span) const { return dayRect(span.firstDay()); }

QRect AgendaView::dayRect(QDate day) const
{
    ensureLaidOut();
    for (const Row &row : m_rows)
        if (row.day >= day)
            return rectOf(row);
    return {viewport()->rect().center(), QSize(1, 1)};
}

bool AgendaView::isCut(shared::EventId event) const
{
    const ShownEvent *found = find(event);
    const qreal room = eventRect(event).width() / 2.0;
    return found && painterOfEvents().width(FontRole::BodyStrong, found->name) > room;
}

QList<shared::EventId> AgendaView::events() const
{
    ensureLaidOut();
    QList<shared::EventId> ids;
    for (const Row &row : m_rows)
        ids.append(shown()[row.event].id);
    return ids;
}

QList<shared::EventId> AgendaView::eventsAt(const GridCursor &cursor) const
{
    ensureLaidOut();
    QList<shared::EventId> ids;
    for (const Row &row : m_rows)
        if (row.day == cursor.day)
            ids.append(shown()[row.event].id);
    return ids;
}

void AgendaView::ensureVisible(shared::EventId event)
{
    const QRect rect = eventRect(event);
    if (rect.isNull())
        return;
    QScrollBar *bar = verticalScrollBar();
    if (rect.top() < 0)
        bar->setValue(bar->value() + rect.top() - theme().measures().space8);
    else if (rect.bottom() > viewport()->height())
        bar->setValue(bar->value() + rect.bottom() - viewport()->height() + theme().measures().space8);
}

void AgendaView::repaintDays(QDate first, QDate last)
{
    if (range().touches(first, last) && isVisible())
        viewport()->update();
}

void AgendaView::resizeEvent(QResizeEvent *event)
{
    CalendarView::resizeEvent(event);
    ensureLaidOut();
}

void AgendaView::scrollContentsBy(int, int) { viewport()->update(); }

void AgendaView::minutePassed() { viewport()->update(); }

QString AgendaView::beside(QDate day) const
{
    const qint64 away = today().daysTo(day);
    if (away == 0)
        return tr("today");
    if (away == 1)
        return tr("tomorrow");
    if (away == -1)
        return tr("yesterday");
    return away > 0 ? tr("in %n days", nullptr, int(away)) : tr("%n days ago", nullptr, int(-away));
}

QString AgendaView::below(const ShownEvent &event) const
{
    QStringList parts;
    if (!event.bar)
        parts.append(tr("until %1").arg(painterOfEvents().time(event.span.end)));
    else if (event.lastDay != event.firstDay)
        parts.append(
            tr("until %1")
                .arg(locale().toString(event.lastDay,
                                       tr("ddd d MMMM", "format of a date: short weekday, day, month"))));
    if (!event.location.isEmpty())
        parts.append(event.location);
    if (event.standing == EventState::Cancelled)
        parts.append(tr("cancelled"));
    else if (event.standing == EventState::Declined)
        parts.append(tr("declined"));
    else if (event.unanswered)
        parts.append(tr("no answer yet"));
    if (parts.isEmpty())
        parts.append(event.calendarName);
    return parts.join(u" · "_s);
}

void AgendaView::paintEvent(QPaintEvent *event)
{
    ensureLaidOut();
    QPainter painter(viewport());
    painter.setLayoutDirection(layoutDirection());
    painter.fillRect(event->rect(), theme().sheet());
    const int above = theme().scaled(2 * kGroupPad);
    for (const Row &row : m_rows) {
        const QRect rect = rectOf(row).adjusted(0, -above, 0, 0);
        if (rect.top() > event->rect().bottom() || rect.bottom() < event->rect().top())
            continue;
        if (row.firstOfDay)
            paintDay(painter, row);
        paintRow(painter, row);
    }
    if (focusShown())
        if (const QRect rect = eventRect(state().selected); !rect.isNull())
            paint::focusRing(painter, rect, theme().measures().radiusToast, theme());
}

void AgendaView::paintDay(QPainter &painter, const Row &row) const
{
    const QRect rect = rectOf(row);
    const qreal side = theme().scaled(kSide);
    const QRectF line(0, rect.top(), viewport()->width(), rect.height());
    if (&row != &m_rows.front())
        paint::hline(painter, side, line.width() - side, rect.top() - theme().scaled(kGroupPad) - 1,
                     theme().line());

    const bool current = row.day == today();
    const QString number = locale().toString(row.day.day());
    const QRectF box = leading(line, side, theme().scaled(kNumber), rightToLeft());
    if (current)
        paint::dot(painter, box.center(), theme().measures().avatarLarge, theme().ember());
    paint::text(painter, box, number, theme().font(current ? FontRole::Heading : FontRole::Title),
                current ? theme().onEmber() : theme().ink(), Qt::AlignCenter);

    const qreal gap = theme().measures().space8 + theme().measures().space2;
    QRectF words =
        leading(line, side + theme().scaled(kNumber) + gap, theme().scaled(kDayName) - gap, rightToLeft());
    words.setHeight(theme().lineHeight(FontRole::Control));
    words.moveTop(rect.top() + theme().scaled(kBarInset) + 1);
    paint::text(painter, words, locale().dayName(row.day.dayOfWeek()), theme().font(FontRole::Control),
                theme().ink());
    words.translate(0, words.height() - 1);
    paint::text(painter, words, beside(row.day), theme().font(FontRole::Caption), theme().ink3());
}

void AgendaView::paintRow(QPainter &painter, const Row &row) const
{
    const Measures &m = theme().measures();
    const ShownEvent &event = shown()[row.event];
    const QRectF rect = rectOf(row);
    const EventLook look = lookOf(event);
    QColor ground = theme().sheet();
    if (look.selected || look.hovered) {
        ground = look.selected ? theme().select() : theme().hover();
        paint::box(painter, rect, m.radiusToast, ground);
    }
    const QString time = event.bar ? tr("all day") : painterOfEvents().time(event.span.start);
    paint::text(painter, leading(rect, 0, theme().scaled(kTime), rightToLeft()), time,
                theme().font(FontRole::Control), theme().ink2(), Qt::AlignRight | Qt::AlignVCenter);

    const qreal barStart = theme().scaled(kTime) + m.space12;
    const qreal inset = theme().scaled(kBarInset);
    paintBar(painter, leading(rect, barStart, kBar, rightToLeft()).adjusted(0, inset, 0, -inset), event,
             look);

    qreal end = paintPeople(painter, rect, event, ground);
    end = paintChip(painter, rect, event, end);
    const qreal start = barStart + kBar + m.space12;
    QRectF words = leading(rect, start, std::max(0.0, rect.width() - start - end - m.space8), rightToLeft());
    words.setHeight(theme().lineHeight(FontRole::BodyStrong));
    words.moveTop(rect.top() + inset - 1);
    const bool quiet = look.colours.struck || event.endMs <= nowMs();
    const QColor ink = quiet ? theme().ink3() : theme().ink();
    painterOfEvents().text(painter, words, event.name, FontRole::BodyStrong, ink, look.colours.struck);
    words.translate(0, words.height() - m.space2);
    words.setHeight(theme().lineHeight(FontRole::Caption));
    painterOfEvents().text(painter, words, below(event), FontRole::Caption, theme().ink2());
}

void AgendaView::paintBar(QPainter &painter, const QRectF &rect, const ShownEvent &event,
                          const EventLook &look) const
{
    const bool struck = event.standing == EventState::Declined || event.standing == EventState::Cancelled;
    const CalendarTint tint = theme().tint(event.colour);
    const EventColours unanswered = theme().calendar(event.colour, EventState::Unanswered);
    Q_UNUSED(look)
    if (event.standing == EventState::Unanswered)
        paint::dashedBox(painter, rect.adjusted(-1, 0, 1, 0), kBar, {}, unanswered.outline);
    else
        paint::box(painter, rect, kBar / 2.0, struck ? theme().lineStrong() : tint.edge);
}

qreal AgendaView::paintPeople(QPainter &painter, const QRectF &rect, const ShownEvent &event,
                              const QColor &ground) const
{
    const Measures &m = theme().measures();
    const qreal pitch = m.avatar + m.space4;
    const qsizetype count = std::min<qsizetype>(event.people.size(), kMostPeople);
    qreal end = m.space8 + m.space2;
    for (qsizetype i = 0; i < count; ++i) {
        const ShownPerson &person = event.people[i];
        const qreal offset = rect.width() - end - m.avatar - double(count - 1 - i) * pitch;
        QRectF box = leading(rect, offset, m.avatar, rightToLeft());
        box = QRectF(box.left(), rect.center().y() - m.avatar / 2.0, m.avatar, m.avatar);
        paintAvatar(painter, box, person.name, person.colour, Presence::None, ground, theme());
    }
    return end + double(count) * pitch;
}

qreal AgendaView::paintChip(QPainter &painter, const QRectF &rect, const ShownEvent &event, qreal end) const
{
    if (!event.waiting && !event.conflict)
        return end;
    const Measures &m = theme().measures();
    const QString text = event.conflict ? tr("two versions") : tr("waiting");
    const QColor fill = event.conflict ? theme().badSoft() : theme().warnSoft();
    const QColor ink = event.conflict ? theme().badInk() : theme().warnInk();
    const qreal icon = m.icon12 + m.space4;
    const qreal width = 2 * m.space8 + icon + painterOfEvents().width(FontRole::EventStrong, text) + 1;
    end += m.space8;
    QRectF chip = leading(rect, rect.width() - end - width, width, rightToLeft());
    chip = QRectF(chip.left(), rect.center().y() - m.chip / 2.0, chip.width(), m.chip);
    paint::box(painter, chip, m.chip / 2.0, fill);
    Icons::paint(painter, leading(chip, m.space8, m.icon12, rightToLeft()),
                 event.conflict ? u"alert"_s : u"wait"_s, m.icon12, ink);
    paint::text(painter, leading(chip, m.space8 + icon, chip.width() - m.space8 - icon, rightToLeft()), text,
                theme().font(FontRole::EventStrong), ink);
    return end + width;
}

}
