#include "client/ui/window/invitepopover.h"

#include "client/models/onboarding.h"
#include "client/ui/firstrun/qrcode.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kQr = 220;
}

InvitePopover::InvitePopover(const ThemeSource &themes, const Onboarding &onboarding,
                             const QString &calendarName, QWidget *parent)
    : PopoverFrame(themes, parent)
{
    const InvitationLink link = onboarding.invitation(calendarName);
    content()->setSpacing(themes.theme().measures().space12);
    content()->addWidget(new Label(themes, tr("Invite to “%1”").arg(calendarName), FontRole::Group));
    auto *why = new Label(
        themes,
        tr("Others open Hearth, choose “Join with an invitation” and paste this link. Tell them the "
           "calendar’s password, where it has one, by another way."),
        FontRole::Control, Tone::Ink2);
    why->setWordWrap(true);
    content()->addWidget(why);
    content()->addWidget(new QrCode(link.toString(), kQr), 0, Qt::AlignHCenter);
    auto *copy = new QPushButton(Icons::icon(u"link"_s), tr("Copy link"));
    content()->addWidget(copy);
    connect(copy, &QAbstractButton::clicked, this, [copy, text = link.toString()] {
        QGuiApplication::clipboard()->setText(text);
        copy->setText(tr("Copied"));
    });
}

}
