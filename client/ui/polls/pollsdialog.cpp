#include "client/ui/polls/pollsdialog.h"

#include "client/models/workspace.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/polls/pollcard.h"
#include "client/ui/polls/pollform.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize kSize(600, 640);
}

PollsDialog::PollsDialog(const ThemeSource &themes, Workspace &workspace, const shared::Calendar &calendar,
                         const QTimeZone &zone, const QDate &today, QWidget *parent)
    : SheetDialog(themes, tr("Date polls of “%1”").arg(calendar.name), {}, tr("Done"), parent)
    , m_workspace(workspace)
    , m_calendar(calendar)
    , m_zone(zone)
    , m_pages(new QStackedWidget)
    , m_message(new Label(themes, {}, FontRole::Control, Tone::Ink2))
    , m_cards(new QVBoxLayout)
    , m_form(new PollForm(themes, zone, today.addDays(1)))
{
    hideCancel();
    actionButton()->setAutoDefault(false);
    actionButton()->setDefault(false);
    m_pages->addWidget(scrolled(listPage()));
    m_pages->addWidget(scrolled(m_form));
    body()->addWidget(m_pages, 1);
    resize(themes.theme().scaled(kSize.width()), themes.theme().scaled(kSize.height()));
    connect(m_form, &PollForm::wanted, this, &PollsDialog::ask);
    connect(m_form, &PollForm::cancelled, m_pages, [this] { m_pages->setCurrentIndex(0); });
    connect(&workspace, &Workspace::pollsChanged, this, [this](shared::CalendarId changed) {
        if (changed == m_calendar.id)
            read();
    });
    read();
}

QWidget *PollsDialog::listPage()
{
    const Measures &m = themes().theme().measures();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(m.space16);
    if (shared::mayWriteEvents(m_calendar.role)) {
        auto *make = new QPushButton(Icons::icon(u"plus"_s), tr("Ask for a date"));
        make->setAutoDefault(false);
        connect(make, &QAbstractButton::clicked, this, [this] { m_pages->setCurrentIndex(1); });
        column->addWidget(make, 0, Qt::AlignLeft);
    }
    m_message->setWordWrap(true);
    column->addWidget(m_message);
    m_cards->setSpacing(m.space16);
    column->addLayout(m_cards);
    column->addStretch(1);
    return page;
}

void PollsDialog::read()
{
    m_workspace.polls().list(m_calendar.id,
                             [self = QPointer(this)](const shared::Result<QList<Poll>> &polls) {
                                 if (!self)
                                     return;
                                 if (polls)
                                     self->showPolls(*polls);
                                 else
                                     self->tell(polls.error().message, true);
                             });
}

void PollsDialog::showPolls(const QList<Poll> &polls)
{
    m_polls = polls;
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    tell(polls.isEmpty() ? tr("No poll yet. Offer several times, and everybody says which suit.") : QString(),
         false);
    for (const Poll &poll : polls) {
        const bool mine = poll.createdBy == m_workspace.username();
        auto *card = new PollCard(themes(), poll, shared::mayWriteEvents(m_calendar.role),
                                  mine || shared::mayManage(m_calendar.role), m_zone);
        m_cards->addWidget(card);
        connect(card, &PollCard::answered, this, [this, poll](const QHash<QUuid, PollAnswer> &answers) {
            m_workspace.polls().answer(poll, answers, settled());
        });
        connect(card, &PollCard::picked, this,
                [this, poll](const QUuid &option) { m_workspace.polls().pick(poll, option, settled()); });
        connect(card, &PollCard::removeWanted, this, [this, poll] { removePoll(poll); });
    }
}

void PollsDialog::ask()
{
    m_form->setProblem({});
    m_workspace.polls().create(m_calendar.id, m_form->wish(),
                               [self = QPointer(this)](const shared::Outcome &outcome) {
                                   if (!self)
                                       return;
                                   if (!outcome)
                                       return self->m_form->setProblem(outcome.error().message);
                                   self->m_form->reset();
                                   self->m_pages->setCurrentIndex(0);
                                   self->read();
                               });
}

void PollsDialog::removePoll(const Poll &poll)
{
    if (confirm(themes(), tr("Take the poll “%1” away?").arg(poll.title),
                tr("Its answers are gone for everybody."), tr("Take away"), this))
        m_workspace.polls().remove(poll, settled());
}

Polls::Finished PollsDialog::settled()
{
    return [self = QPointer(this)](const shared::Outcome &outcome) {
        if (!self)
            return;
        if (outcome)
            return self->read();
        self->showPolls(QList(self->m_polls));
        self->tell(outcome.error().message, true);
    };
}

void PollsDialog::tell(const QString &sentence, bool bad)
{
    m_message->setTone(bad ? Tone::Bad : Tone::Ink2);
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

}
