#include "client/ui/people/invitemaker.h"

#include "client/models/onboarding.h"
#include "client/models/workspace.h"
#include "client/ui/firstrun/qrcode.h"
#include "client/ui/people/roletext.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Role;

namespace {
constexpr int kQr = 180;
constexpr qint64 kDay = 24LL * 3600;
}

InviteMaker::InviteMaker(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                         const shared::Calendar &calendar, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_workspace(workspace)
    , m_onboarding(onboarding)
    , m_calendar(calendar)
    , m_role(makeRoleBox({Role::Editor, Role::Viewer, Role::Busy, Role::Owner}, Role::Editor,
                         tr("Role of the invited")))
    , m_lasts(new QComboBox)
    , m_uses(new QComboBox)
    , m_sentence(new Label(themes, {}, FontRole::Control, Tone::Ink2))
    , m_problem(new Label(themes, {}, FontRole::Control, Tone::Bad))
    , m_make(new QPushButton(Icons::icon(u"link"_s), tr("Make the invitation")))
    , m_column(new QVBoxLayout(this))
    , m_wish(wishPage())
{
    m_lasts->addItem(tr("1 day"), kDay);
    m_lasts->addItem(tr("1 week"), 7 * kDay);
    m_lasts->addItem(tr("30 days"), 30 * kDay);
    m_lasts->setCurrentIndex(1);
    m_lasts->setAccessibleName(tr("How long the invitation works"));
    for (const int uses : {1, 2, 5, 10, 50})
        m_uses->addItem(tr("%n people", nullptr, uses), uses);
    m_uses->setAccessibleName(tr("How many it is for"));
    m_column->setContentsMargins({});
    m_column->addWidget(m_wish);
    const auto tell = [this] {
        m_sentence->setText(tr("They will read: “%1”").arg(roleSentence(roleIn(*m_role))));
    };
    connect(m_role, &QComboBox::currentIndexChanged, this, tell);
    connect(m_make, &QAbstractButton::clicked, this, &InviteMaker::make);
    tell();
}

QWidget *InviteMaker::wishPage()
{
    const Measures &m = m_themes.theme().measures();
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(m.space8);
    addChoice(*column, tr("As"), m_role);
    addChoice(*column, tr("Works for"), m_lasts);
    addChoice(*column, tr("For"), m_uses);
    m_sentence->setWordWrap(true);
    column->addWidget(m_sentence);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    column->addWidget(m_make, 0, Qt::AlignLeft);
    return page;
}

void InviteMaker::addChoice(QVBoxLayout &column, const QString &label, QComboBox *box)
{
    auto *row = new QHBoxLayout;
    auto *name = new Label(m_themes, label, FontRole::Control, Tone::Ink2);
    name->setBuddy(box);
    row->addWidget(name, 1);
    row->addWidget(box, 2);
    column.addLayout(row);
}

void InviteMaker::make()
{
    m_problem->hide();
    m_make->setEnabled(false);
    InviteWish wish;
    wish.role = roleIn(*m_role);
    wish.lastsSeconds = m_lasts->currentData().toLongLong();
    wish.uses = m_uses->currentData().toInt();
    m_workspace.membership().createInvite(m_calendar.id, wish,
                                          [self = QPointer(this)](const shared::Result<NewInvite> &made) {
                                              if (!self)
                                                  return;
                                              self->m_make->setEnabled(true);
                                              self->m_problem->setVisible(!made.ok());
                                              if (!made)
                                                  return self->m_problem->setText(made.error().message);
                                              self->showMade(*made);
                                              Q_EMIT self->made();
                                          });
}

/// With the server's key, where it has one of its own that browsers don't know: only the app can check it.
QString InviteMaker::linkOf(const NewInvite &made) const
{
    InvitationLink link = m_onboarding.invitation(m_calendar.name);
    link.code = made.code;
    return link.fingerprint.isEmpty() && !made.link.isEmpty() ? made.link : link.toString();
}

void InviteMaker::showMade(const NewInvite &made)
{
    const Measures &m = m_themes.theme().measures();
    const QString link = linkOf(made);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(m.space8);
    column->addWidget(new QrCode(link, kQr), 0, Qt::AlignHCenter);
    auto *row = new QHBoxLayout;
    auto *edit = new QLineEdit(link);
    edit->setReadOnly(true);
    edit->setCursorPosition(0);
    edit->setAccessibleName(tr("Link of the invitation"));
    auto *copy = new QPushButton(Icons::icon(u"link"_s), tr("Copy link"));
    row->addWidget(edit, 1);
    row->addWidget(copy);
    column->addLayout(row);
    const QDate until = QDateTime::fromMSecsSinceEpoch(made.invite.expiresMs).date();
    auto *note = new Label(
        m_themes,
        tr("Works until %1, for %2. It is shown only now: copy it, or make another one.")
            .arg(QLocale().toString(until, u"dddd d MMMM"_s), tr("%n people", nullptr, made.invite.uses)),
        FontRole::Control, Tone::Ink2);
    note->setWordWrap(true);
    column->addWidget(note);
    auto *another = new LinkButton(tr("Make another one"));
    column->addWidget(another, 0, Qt::AlignLeft);
    m_wish->hide();
    m_column->addWidget(page);
    m_made = page;
    copy->setFocus();
    connect(copy, &QAbstractButton::clicked, this, [copy, link] {
        QGuiApplication::clipboard()->setText(link);
        copy->setText(tr("Copied"));
        copy->setIcon(Icons::icon(u"check"_s));
    });
    connect(another, &QAbstractButton::clicked, this, &InviteMaker::startAnew);
}

void InviteMaker::startAnew()
{
    m_made->hide();
    m_made->deleteLater();
    m_wish->show();
    m_make->setFocus();
}

}
