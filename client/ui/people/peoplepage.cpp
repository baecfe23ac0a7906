#include "client/ui/people/peoplepage.h"

#include "client/models/memberlist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kLongestName = 100;
}

PeoplePage::PeoplePage(const ThemeSource &themes, Workspace &workspace, const shared::Calendar &calendar,
                       QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_workspace(workspace)
    , m_calendar(calendar)
    , m_message(new Label(themes, {}, FontRole::Control, Tone::Ink2))
    , m_rows(new QVBoxLayout)
    , m_name(new QLineEdit)
    , m_add(new QPushButton(Icons::icon(u"plus"_s), tr("Add")))
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space12);
    auto *why = new Label(themes, tr("They take part in events, and others answer for them."),
                          FontRole::Control, Tone::Ink2);
    why->setWordWrap(true);
    column->addWidget(why);
    m_rows->setSpacing(m.space8);
    column->addLayout(m_rows);
    m_name->setPlaceholderText(tr("Name of a child, a pet, …"));
    m_name->setAccessibleName(tr("Name of somebody without an account"));
    m_name->setMaxLength(kLongestName);
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->addWidget(m_name, 1);
    row->addWidget(m_add);
    line->setVisible(shared::mayWriteEvents(calendar.role));
    column->addWidget(line);
    m_message->setWordWrap(true);
    column->addWidget(m_message);
    column->addStretch(1);
    m_add->setEnabled(false);
    connect(m_name, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_add->setEnabled(!text.trimmed().isEmpty()); });
    m_name->installEventFilter(this);
    connect(m_add, &QAbstractButton::clicked, this, &PeoplePage::add);
    read();
}

bool PeoplePage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter)
        return QWidget::eventFilter(watched, event);
    if (watched == m_name)
        add();
    else
        m_name->setFocus(); // what was typed is taken when the field is left
    return true;
}

void PeoplePage::read()
{
    m_workspace.membership().listPeople(m_calendar.id,
                                        [self = QPointer(this)](const shared::Result<QList<Person>> &people) {
                                            if (!self)
                                                return;
                                            if (people)
                                                self->showPeople(*people);
                                            else
                                                self->tell(people.error().message, true);
                                        });
}

void PeoplePage::showPeople(const QList<Person> &people)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Person &person : people)
        m_rows->addWidget(row(person));
    tell(people.isEmpty() ? tr("Nobody yet.") : QString(), false);
}

QWidget *PeoplePage::row(const Person &person)
{
    const Measures &m = m_themes.theme().measures();
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(m.space12);
    const auto colour =
        calendarColourFromName(MemberList::colourOf(person.name)).value_or(CalendarColour::Stone);
    layout->addWidget(new Avatar(m_themes, person.name, colour));
    if (!shared::mayWriteEvents(m_calendar.role)) {
        layout->addWidget(new ElidedLabel(m_themes, person.name, FontRole::Control), 1);
        return line;
    }
    auto *name = new QLineEdit(person.name);
    name->setAccessibleName(tr("Name of %1").arg(person.name));
    name->setMaxLength(kLongestName);
    name->installEventFilter(this);
    layout->addWidget(name, 1);
    connect(name, &QLineEdit::editingFinished, this, [this, name, person] {
        const QString text = name->text().trimmed();
        if (text.isEmpty())
            name->setText(person.name);
        else if (text != person.name)
            m_workspace.membership().renamePerson(m_calendar.id, person.id, text, settled());
    });
    auto *remove = new IconButton(m_themes, u"x"_s, tr("Remove %1").arg(person.name));
    setControlSize(*remove, ControlSize::Small);
    layout->addWidget(remove);
    connect(remove, &QAbstractButton::clicked, this, [this, person] {
        if (confirm(m_themes, tr("Remove %1?").arg(person.name),
                    tr("Events that %1 takes part in stay as they are.").arg(person.name), tr("Remove"),
                    this))
            m_workspace.membership().removePerson(m_calendar.id, person.id, settled());
    });
    return line;
}

void PeoplePage::add()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    m_workspace.membership().addPerson(m_calendar.id, name,
                                       [self = QPointer(this)](const shared::Outcome &outcome) {
                                           if (!self)
                                               return;
                                           if (!outcome)
                                               return self->tell(outcome.error().message, true);
                                           self->m_name->clear();
                                           self->read();
                                       });
}

/// Where it failed the list shows again what is.
Membership::Finished PeoplePage::settled()
{
    return [self = QPointer(this)](const shared::Outcome &outcome) {
        if (!self)
            return;
        if (outcome)
            self->read();
        else
            self->tell(outcome.error().message, true);
    };
}

void PeoplePage::tell(const QString &sentence, bool bad)
{
    m_message->setTone(bad ? Tone::Bad : Tone::Ink2);
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

}
