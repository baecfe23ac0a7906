#include "client/ui/window/remindercard.h"

#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/models/memberlist.h"
#include "client/models/reminderrequests.h"
#include "client/models/reminderscheduler.h"
#include "client/models/remindertext.h"
#include "client/models/workspace.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 480;
constexpr int kMedal = 48;
constexpr int kMinuteMs = 60'000;
constexpr int kUsualSnooze = 10;

/// The bell on its tinted round ground.
class Medal : public QWidget {
public:
    explicit Medal(const ThemeSource &theme)
        : m_source(theme)
    {
        const int size = theme.theme().scaled(kMedal);
        setFixedSize(size, size);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = m_source.theme();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.emberSoft());
        painter.drawEllipse(rect());
        Icons::paint(painter, rect(), u"bell"_s, theme.measures().icon24, theme.emberInk());
    }

private:
    const ThemeSource &m_source;
};
}

ReminderCard::ReminderCard(const ThemeSource &theme, Workspace &workspace, const shared::Clock &clock,
                           QWidget *host)
    : QWidget(host)
    , m_source(theme)
    , m_workspace(workspace)
    , m_clock(clock)
    , m_host(host)
{
    host->installEventFilter(this);
    m_minute.setInterval(kMinuteMs);
    connect(&m_minute, &QTimer::timeout, this, &ReminderCard::showTexts);
    build();
    hide();
    connect(&workspace.reminders(), &ReminderScheduler::fired, this, [this] {
        refresh();
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    });
    connect(&workspace.reminders(), &ReminderScheduler::withdrawn, this, &ReminderCard::refresh);
    refresh();
}

ReminderCard::~ReminderCard() = default;

void ReminderCard::build()
{
    const Measures &m = m_source.theme().measures();
    auto *column = new QVBoxLayout(this);
    const int pad = m.shadowMargin + m.popoverPad;
    column->setContentsMargins(pad, pad, pad, pad);
    column->setSpacing(m.space12);
    column->addWidget(buildHead());
    m_open = new QPushButton(tr("Open"));
    m_claim = new QPushButton(tr("I’ve got it"));
    m_claim->setToolTip(tr("Nobody else is reminded of it"));
    buildSnooze();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.space8);
    m_others = new Label(m_source, {}, FontRole::Control, Tone::Ink3);
    row->addWidget(m_others);
    row->addStretch();
    row->addWidget(m_snooze);
    row->addWidget(m_claim);
    row->addWidget(m_open);
    column->addLayout(row);
    connect(m_open, &QPushButton::clicked, this, [this] {
        const shared::EventId event = m_reminder.shown;
        m_workspace.reminders().dismiss(m_reminder.key);
        Q_EMIT openWanted(event);
    });
    connect(m_claim, &QPushButton::clicked, this, &ReminderCard::claim);
}

QWidget *ReminderCard::buildHead()
{
    const Measures &m = m_source.theme().measures();
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins({});
    row->setSpacing(m.space16);
    row->addWidget(new Medal(m_source), 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(m.space2);
    m_title = new Label(m_source, {}, FontRole::Heading);
    m_title->setWordWrap(true);
    m_detail = new Label(m_source, {}, FontRole::Body, Tone::Ink2);
    m_detail->setWordWrap(true);
    texts->addWidget(m_title);
    texts->addWidget(m_detail);
    row->addLayout(texts, 1);
    m_close = new IconButton(m_source, u"x"_s, tr("Close the reminder"));
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this,
            [this] { m_workspace.reminders().dismiss(m_reminder.key); });
    return head;
}

void ReminderCard::buildSnooze()
{
    m_snooze = new QPushButton(tr("Again in %n minute(s)", nullptr, kUsualSnooze));
    auto *menu = new QMenu(m_snooze);
    for (const int minutes : {5, kUsualSnooze}) {
        const QAction *action = menu->addAction(tr("Again in %n minute(s)", nullptr, minutes));
        connect(action, &QAction::triggered, this,
                [this, minutes] { m_workspace.reminders().snooze(m_reminder.key, minutes); });
    }
    connect(menu->addAction(tr("Again in an hour")), &QAction::triggered, this,
            [this] { m_workspace.reminders().snooze(m_reminder.key, 60); });
    QAction *atStart = menu->addAction(tr("When it begins"));
    connect(atStart, &QAction::triggered, this,
            [this] { m_workspace.reminders().snoozeUntilStart(m_reminder.key); });
    connect(menu, &QMenu::aboutToShow, this,
            [this, atStart] { atStart->setVisible(m_reminder.startMs > m_clock.nowMs()); });
    m_snooze->setMenu(menu);
}

void ReminderCard::refresh()
{
    const QList<Reminder> shown = m_workspace.reminders().shown();
    if (shown.isEmpty()) {
        m_minute.stop();
        return hide();
    }
    m_reminder = shown.first();
    m_more = shown.size() - 1;
    const bool alone = m_workspace.members().membersOf(m_reminder.calendar).size() < 2;
    m_claim->setVisible(!alone && m_workspace.reminders().claimedBy(m_reminder).isEmpty());
    showTexts();
    show();
    place();
    raise();
    if (!m_minute.isActive())
        m_minute.start();
}

void ReminderCard::showTexts()
{
    const ReminderText text(m_reminder, m_clock.nowMs(), m_workspace.events().zone());
    m_title->setText(text.title());
    m_detail->setText(text.detail());
    m_detail->setVisible(!text.detail().isEmpty());
    m_others->setText(m_more > 0 ? tr("%n more", nullptr, int(m_more)) : QString());
    setAccessibleName(tr("Reminder: %1").arg(text.title()));
    setAccessibleDescription(text.detail());
}

void ReminderCard::claim()
{
    const Reminder mine = m_reminder;
    m_workspace.reminderRequests().claim(mine, [self = QPointer(this), mine](const shared::Outcome &outcome) {
        if (!self)
            return;
        if (outcome)
            self->m_workspace.reminders().dismiss(mine.key);
        Q_EMIT self->said(outcome ? tr("You’ve got “%1”. Nobody else is reminded of it.").arg(mine.title)
                                  : outcome.error().message);
    });
}

void ReminderCard::place()
{
    const Measures &m = m_source.theme().measures();
    const int most = m_host->width() - 2 * m.toastMargin + 2 * m.shadowMargin;
    const int width = std::min(m_source.theme().scaled(kWidth) + 2 * m.shadowMargin, most);
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width)
                                                     : layout()->totalSizeHint().height();
    resize(width, height);
    const int x = m_host->isRightToLeft() ? m.space16 - m.shadowMargin
                                          : m_host->width() - width + m.shadowMargin - m.space16;
    move(x, m_host->height() - height + m.shadowMargin - m.space16);
}

void ReminderCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_source.theme();
    const Measures &m = theme.measures();
    const QRectF box =
        QRectF(rect()).adjusted(m.shadowMargin, m.shadowMargin, -m.shadowMargin, -m.shadowMargin);
    paint::shadow(painter, box, m.radiusCard, paint::Shadow::Popover, theme);
    paint::box(painter, box, m.radiusCard, theme.raised(), theme.line());
}

void ReminderCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    m_workspace.reminders().dismiss(m_reminder.key);
}

bool ReminderCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_host && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

}
