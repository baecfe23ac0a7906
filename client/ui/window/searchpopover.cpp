#include "client/ui/window/searchpopover.h"

#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/ui/dialogs/eventtext.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"
#include "client/ui/window/searchrowdelegate.h"
#include "shared/base/clock.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 416;
constexpr int kMost = 50;
constexpr int kShownRows = 8;
}

SearchPopover::SearchPopover(const ThemeSource &themes, const EventIndex &events,
                             const CalendarList &calendars, const shared::Clock &clock, QWidget *parent)
    : PopoverFrame(themes, parent)
    , m_events(events)
    , m_calendars(calendars)
    , m_clock(clock)
    , m_text(new QLineEdit)
    , m_results(new QListWidget)
    , m_nothing(new Label(themes, tr("Nothing found. Try fewer letters, or a place."), FontRole::Control,
                          Tone::Ink2))
{
    setPanelWidth(kWidth);
    setAccessibleName(tr("Search"));
    m_text->setPlaceholderText(tr("Title, place or notes"));
    m_text->setAccessibleName(tr("Search"));
    m_text->addAction(Icons::icon(u"search"_s), QLineEdit::LeadingPosition);
    setControlSize(*m_text, ControlSize::Large);
    m_results->setFrameShape(QFrame::NoFrame);
    m_results->setItemDelegate(new SearchRowDelegate(themes, m_results));
    m_results->setMouseTracking(true);
    m_results->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_results->setAccessibleName(tr("Results"));
    m_results->hide();
    m_nothing->hide();
    content()->addWidget(m_text);
    content()->addWidget(m_results);
    content()->addWidget(m_nothing);
    m_text->installEventFilter(this);
    connect(m_text, &QLineEdit::textChanged, this, &SearchPopover::search);
    connect(m_text, &QLineEdit::returnPressed, this, &SearchPopover::choose);
    connect(m_results, &QListWidget::itemClicked, this, &SearchPopover::choose);
    m_text->setFocus();
}

void SearchPopover::search()
{
    m_results->clear();
    const QString text = m_text->text().trimmed();
    const auto found =
        text.isEmpty() ? QList<const EventItem *>() : m_events.search(text, kMost, m_clock.nowMs());
    for (const EventItem *event : found)
        addResult(*event);
    m_results->setVisible(!found.isEmpty());
    m_nothing->setVisible(found.isEmpty() && !text.isEmpty());
    m_results->setCurrentRow(found.isEmpty() ? -1 : 0);
    fitHeight();
}

void SearchPopover::addResult(const EventItem &event)
{
    auto *item = new QListWidgetItem(event.name);
    QString detail = whenText(event, m_events.zone());
    if (!event.location.isEmpty())
        detail += u" · "_s + event.location;
    const shared::Calendar *calendar = m_calendars.find(event.calendar);
    item->setData(SearchRowDelegate::IdRole, event.id.value);
    item->setData(SearchRowDelegate::DetailRole, detail);
    item->setData(SearchRowDelegate::ColourRole,
                  event.colour.isEmpty() && calendar ? calendar->colour : event.colour);
    item->setData(Qt::AccessibleTextRole, event.name + u", "_s + detail);
    m_results->addItem(item);
}

void SearchPopover::fitHeight()
{
    const int rows = std::min(m_results->count(), kShownRows);
    m_results->setFixedHeight(rows > 0 ? rows * m_results->sizeHintForRow(0) : 0);
    content()->activate();
    const int height = content()->hasHeightForWidth() ? content()->totalHeightForWidth(width())
                                                      : content()->totalSizeHint().height();
    resize(width(), height);
}

void SearchPopover::choose()
{
    const QListWidgetItem *item = m_results->currentItem();
    if (!item)
        return;
    Q_EMIT chosen(shared::EventId{item->data(SearchRowDelegate::IdRole).toUuid()});
    close();
}

bool SearchPopover::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step) {
            const int last = m_results->count() - 1;
            m_results->setCurrentRow(std::clamp(m_results->currentRow() + step, 0, std::max(last, 0)));
            return true;
        }
    }
    return PopoverFrame::eventFilter(watched, event);
}

}
