#include "client/ui/people/acceptdialog.h"

#include "client/models/membership.h"
#include "client/models/workspace.h"
#include "client/ui/people/roletext.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/label.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 480;
}

AcceptDialog::AcceptDialog(const ThemeSource &themes, Workspace &workspace, const QString &link,
                           QWidget *parent)
    : SheetDialog(themes, tr("Join with an invitation"), {}, tr("Join"), parent)
    , m_workspace(workspace)
    , m_link(new QLineEdit(link))
    , m_preview(new Label(themes, {}, FontRole::Body))
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout;
    column->setContentsMargins(m.dialogPad, m.dialogPad, m.dialogPad, m.dialogPad);
    column->setSpacing(m.space16);
    m_link->setPlaceholderText(u"hearth://join…"_s);
    m_field = new FormField(themes, tr("Link of the invitation"), m_link);
    column->addWidget(m_field);
    m_preview->setWordWrap(true);
    column->addWidget(m_preview);
    column->addStretch(1);
    body()->addLayout(column);
    setMinimumWidth(themes.theme().scaled(kWidth));
    connect(m_link, &QLineEdit::textChanged, this, &AcceptDialog::readLink);
    readLink();
}

void AcceptDialog::readLink()
{
    m_code.clear();
    m_preview->clear();
    m_field->clearProblem();
    actionButton()->setEnabled(false);
    if (m_link->text().trimmed().isEmpty())
        return;
    const auto link = InvitationLink::parse(m_link->text());
    if (!link)
        return m_field->setProblem(link.error().message);
    if (link->code.isEmpty())
        return m_field->setProblem(
            tr("This invitation is of the older kind: join with the calendar’s name and its password."));
    lookAt(link->code);
}

void AcceptDialog::lookAt(const QString &code)
{
    m_code = code;
    m_workspace.membership().lookAt(
        code, [self = QPointer(this), code](const shared::Result<InvitePreview> &preview) {
            if (!self || self->m_code != code)
                return; // another link was typed meanwhile
            if (preview)
                self->showPreview(*preview);
            else
                self->m_field->setProblem(preview.error().message);
        });
}

void AcceptDialog::showPreview(const InvitePreview &preview)
{
    if (preview.state != shared::InviteState::Open)
        return m_field->setProblem(
            tr("This invitation no longer works. Ask %1 for another one.").arg(preview.invitedBy));
    const QDate until = QDateTime::fromMSecsSinceEpoch(preview.expiresMs).date();
    m_preview->setText(tr("%1 invites you to “%2”. %3 The invitation works until %4.")
                           .arg(preview.invitedBy, preview.calendarName, roleSentence(preview.role),
                                QLocale().toString(until, u"dddd d MMMM"_s)));
    actionButton()->setEnabled(true);
}

void AcceptDialog::accept()
{
    setBusy(true, tr("One moment…"));
    m_workspace.membership().accept(m_code, [self = QPointer(this)](const shared::Outcome &outcome) {
        if (!self)
            return;
        self->setBusy(false);
        if (outcome)
            self->QDialog::accept();
        else
            self->m_field->setProblem(outcome.error().message);
    });
}

}
