#include "client/ui/dialogs/peoplefield.h"

#include "client/models/memberlist.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Answer;

namespace {
struct AnswerLook {
    QString text;
    ChipTone tone;
    QString icon;
};

AnswerLook lookOf(Answer answer)
{
    switch (answer) {
    case Answer::None:
        return {PeopleField::tr("No answer"), ChipTone::Outline, u"more"_s};
    case Answer::Yes:
        return {PeopleField::tr("Going"), ChipTone::Good, u"check"_s};
    case Answer::Maybe:
        return {PeopleField::tr("Maybe"), ChipTone::Warn, u"help"_s};
    case Answer::No:
        return {PeopleField::tr("Can’t"), ChipTone::Bad, u"x"_s};
    }
    Q_UNREACHABLE();
}

}

Chip *answerChip(const ThemeSource &themes, Answer answer)
{
    const AnswerLook look = lookOf(answer);
    return new Chip(themes, look.text, look.tone, look.icon);
}

QString answersText(const QList<shared::Participant> &people)
{
    const auto count = [&people](Answer answer) {
        return std::count_if(people.begin(), people.end(),
                             [answer](const auto &p) { return p.answer == answer; });
    };
    QStringList parts;
    if (const auto n = count(Answer::Yes))
        parts.append(PeopleField::tr("%n going", nullptr, int(n)));
    if (const auto n = count(Answer::Maybe))
        parts.append(PeopleField::tr("%n maybe", nullptr, int(n)));
    if (const auto n = count(Answer::None))
        parts.append(PeopleField::tr("%n open", nullptr, int(n)));
    return parts.join(u" · "_s);
}

PeopleField::PeopleField(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space8);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(m.space4);
    column->addLayout(m_rows);
    m_add = new QLineEdit;
    m_add->setPlaceholderText(tr("Add a person"));
    m_add->setAccessibleName(m_add->placeholderText());
    setControlSize(*m_add, ControlSize::Dialog);
    auto *members = m_add->addAction(Icons::icon(u"users"_s), QLineEdit::TrailingPosition);
    members->setToolTip(tr("Members of the calendar"));
    m_add->addAction(Icons::icon(u"plus"_s), QLineEdit::LeadingPosition);
    column->addWidget(m_add);
    m_add->installEventFilter(this);
    connect(m_add, &QLineEdit::editingFinished, this, &PeopleField::addTyped);
    connect(members, &QAction::triggered, this, &PeopleField::offerMembers);
}

void PeopleField::setMembers(const QList<shared::Member> &members) { m_members = members; }

void PeopleField::setPeople(const QList<shared::Participant> &people)
{
    m_people = people;
    rebuild();
}

/// Return adds the person; without this the dialog would take it as Save.
bool PeopleField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_add && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && !(key->modifiers() & Qt::ControlModifier)) {
            addTyped();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PeopleField::addTyped()
{
    const QString name = m_add->text().trimmed();
    m_add->clear();
    if (name.isEmpty())
        return;
    const auto member = std::find_if(m_members.begin(), m_members.end(), [&name](const shared::Member &m) {
        return m.username.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (member != m_members.end())
        add({member->user, member->username, Answer::None});
    else
        add({{}, name, Answer::None});
}

void PeopleField::offerMembers()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const shared::Member &member : m_members) {
        const QAction *action = menu->addAction(member.username);
        connect(action, &QAction::triggered, this, [this, member] {
            add({member.user, member.username, Answer::None});
        });
    }
    menu->popup(m_add->mapToGlobal(QPoint(0, m_add->height())));
}

void PeopleField::add(const shared::Participant &person)
{
    const bool there = std::any_of(m_people.begin(), m_people.end(), [&person](const auto &p) {
        return p.name.compare(person.name, Qt::CaseInsensitive) == 0;
    });
    if (there || m_people.size() >= shared::kMaxParticipants)
        return;
    m_people.append(person);
    rebuild();
    Q_EMIT changed();
}

QWidget *PeopleField::row(const shared::Participant &person)
{
    const Measures &m = m_themes.theme().measures();
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(m.space12);
    const auto colour =
        calendarColourFromName(MemberList::colourOf(person.name)).value_or(CalendarColour::Stone);
    layout->addWidget(new Avatar(m_themes, person.name, colour));
    layout->addWidget(new ElidedLabel(m_themes, person.name, FontRole::Control), 1);
    layout->addWidget(answerChip(m_themes, person.answer));
    auto *remove = new IconButton(m_themes, u"x"_s, tr("Remove %1").arg(person.name));
    setControlSize(*remove, ControlSize::Small);
    layout->addWidget(remove);
    connect(remove, &QAbstractButton::clicked, this, [this, person] {
        m_people.removeOne(person);
        rebuild();
        Q_EMIT changed();
    });
    return line;
}

void PeopleField::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const shared::Participant &person : std::as_const(m_people))
        m_rows->addWidget(row(person));
    Q_EMIT summaryChanged(answersText(m_people));
}

}
