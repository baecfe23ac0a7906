#include "client/ui/firstrun/whoishere.h"

#include "client/models/memberlist.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/label.h"

#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {
constexpr int kAvatar = 32;
constexpr int kMost = 6;
}

WhoIsHere::WhoIsHere(const ThemeSource &themes, const MemberList &members, QWidget *parent)
    : Card(themes, parent)
    , m_themes(themes)
    , m_members(members)
    , m_count(new Label(themes, {}, FontRole::Event, Tone::Ink2))
    , m_rows(new QVBoxLayout)
{
    const Measures &m = themes.theme().measures();
    const int pad = m.space16 + m.space4;
    content()->setContentsMargins(pad, m.space16, pad, m.space16);
    content()->setSpacing(m.space12);
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(themes, tr("Who is here"), FontRole::EventTitle, Tone::Ink2));
    head->addStretch();
    head->addWidget(m_count);
    content()->addLayout(head);
    m_rows->setSpacing(m.space12);
    content()->addLayout(m_rows);
    connect(&members, &QAbstractItemModel::modelReset, this, &WhoIsHere::rebuild);
    connect(&members, &QAbstractItemModel::dataChanged, this, &WhoIsHere::rebuild);
    rebuild();
}

void WhoIsHere::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const int people = m_members.rowCount();
    m_count->setText(tr("%1 of %2 online").arg(m_members.onlineCount()).arg(people));
    for (int i = 0; i < std::min(people, kMost); ++i)
        m_rows->addWidget(row(m_members.index(i)));
    if (people > kMost)
        m_rows->addWidget(
            new Label(m_themes, tr("and %n more", nullptr, people - kMost), FontRole::Control, Tone::Ink2));
}

QWidget *WhoIsHere::row(const QModelIndex &person)
{
    const QString name = person.data(Qt::DisplayRole).toString();
    const bool online = person.data(MemberList::OnlineRole).toBool();
    const auto colour = calendarColourFromName(person.data(MemberList::ColourRole).toString());
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(m_themes.theme().measures().space12);
    auto *avatar = new Avatar(m_themes, name, colour.value_or(CalendarColour::Stone), kAvatar);
    avatar->setPresence(online ? Presence::Here : Presence::Away);
    layout->addWidget(avatar);
    const bool self = person.data(MemberList::SelfRole).toBool();
    layout->addWidget(
        new ElidedLabel(m_themes, self ? tr("%1 (you, host)").arg(name) : name, FontRole::ControlStrong), 1);
    layout->addWidget(new Label(m_themes, online ? tr("here") : tr("away"), FontRole::Control, Tone::Ink2));
    return line;
}

}
