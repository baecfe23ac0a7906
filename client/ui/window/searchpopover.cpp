#include "client/ui/window/searchpopover.h"

#include "client/models/eventindex.h"
#include "client/ui/dialogs/quickadd.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

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

SearchPopover::SearchPopover(const ThemeSource &themes, const EventIndex &events, QWidget *parent)
    : PopoverFrame(themes, parent)
    , m_themes(themes)
    , m_events(events)
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
    const auto found = text.isEmpty() ? QList<const EventItem *>() : m_events.search(text, kMost);
    for (const EventItem *event : found) {
        auto *item = new QListWidgetItem(event->name + u"\n"_s + whenText(*event, m_events.zone()) + u" · "_s
                                         + event->calendarName);
        item->setData(Qt::UserRole, event->id.value);
        m_results->addItem(item);
    }
    const Theme &theme = m_themes.theme();
    const int row = 2 * theme.lineHeight(FontRole::Control) + theme.measures().space12;
    for (int i = 0; i < m_results->count(); ++i)
        m_results->item(i)->setSizeHint(QSize(0, row));
    m_results->setFixedHeight(row * std::min(m_results->count(), kShownRows));
    m_results->setVisible(!found.isEmpty());
    m_nothing->setVisible(found.isEmpty() && !text.isEmpty());
    m_results->setCurrentRow(found.isEmpty() ? -1 : 0);
    adjustSize();
}

void SearchPopover::choose()
{
    const QListWidgetItem *item = m_results->currentItem();
    if (!item)
        return;
    Q_EMIT chosen(shared::EventId{item->data(Qt::UserRole).toUuid()});
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
