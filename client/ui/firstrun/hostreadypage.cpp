#include "client/ui/firstrun/hostreadypage.h"

#include "client/ui/firstrun/qrcode.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kQr = 252;
constexpr int kSide = 388;
constexpr int kMaxWidth = 1004;

/// Groups of four, as the mock of an address book would print them: "9F2C 41A0 ...".
QString grouped(const QString &fingerprint)
{
    QString text;
    for (int i = 0; i < fingerprint.size(); i += 4)
        text += fingerprint.mid(i, 4).toUpper() + u' ';
    return text.trimmed();
}
}

HostReadyPage::HostReadyPage(const ThemeSource &themes, Onboarding &onboarding, const QString &calendarName,
                             QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_onboarding(onboarding)
    , m_link(onboarding.invitation(calendarName))
{
    setObjectName(u"hostReady"_s);
    const Measures &m = themes.theme().measures();
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(m.space48, m.space32, m.space48, m.space24);
    auto *middle = new QWidget;
    middle->setMaximumWidth(themes.theme().scaled(kMaxWidth));
    outer->addStretch(1);
    outer->addWidget(middle, 100);
    outer->addStretch(1);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->setSpacing(m.space4);
    column->addStretch(1);

    auto *title = new Label(themes, tr("“%1” is open").arg(calendarName), FontRole::Display);
    title->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(new Label(themes,
                                tr("It lives on this computer. Invite the others: either of these works."),
                                FontRole::Lead, Tone::Ink2));
    column->addSpacing(m.space24);
    auto *cards = new QHBoxLayout;
    cards->setSpacing(m.space24);
    cards->addWidget(invitationCard(), 1);
    cards->addWidget(identityCard());
    column->addLayout(cards);
    column->addStretch(2);
    column->addWidget(foot());
}

QWidget *HostReadyPage::invitationCard()
{
    const Measures &m = m_themes.theme().measures();
    auto *card = new Card(m_themes);
    QVBoxLayout *content = card->content();
    content->setContentsMargins(m.space24, m.space24, m.space24, m.space24);
    content->setSpacing(m.space12);

    auto *top = new QHBoxLayout;
    top->setSpacing(m.space24);
    auto *code = new QrCode(m_link.toString(), kQr);
    top->addWidget(code);
    auto *words = new QVBoxLayout;
    words->setSpacing(m.space4);
    words->addWidget(new Label(m_themes, tr("Scan with a phone"), FontRole::EventTitle, Tone::Ink2));
    auto *scan = new Label(m_themes, tr("Point the camera at the square."), FontRole::Control, Tone::Ink2);
    scan->setWordWrap(true);
    words->addWidget(scan);
    words->addSpacing(m.space12);
    auto *save = new QPushButton(Icons::icon(u"download"_s), tr("Save as picture"));
    words->addWidget(save, 0, Qt::AlignLeft);
    words->addStretch();
    top->addLayout(words, 1);
    content->addLayout(top);
    connect(save, &QAbstractButton::clicked, this, [this, code] {
        const QString file = QFileDialog::getSaveFileName(this, tr("Save as picture"), tr("Invitation.png"));
        if (!file.isEmpty())
            code->grab().save(file, "PNG");
    });

    content->addWidget(new Label(m_themes, tr("Or send the link"), FontRole::EventTitle, Tone::Ink2));
    auto *line = new QHBoxLayout;
    auto *edit = new QLineEdit(m_link.toString());
    edit->setReadOnly(true);
    edit->setCursorPosition(0);
    edit->setAccessibleName(tr("Link of the invitation"));
    auto *copy = new QPushButton(Icons::icon(u"link"_s), tr("Copy link"));
    for (QWidget *control : {static_cast<QWidget *>(edit), static_cast<QWidget *>(copy)})
        setControlSize(*control, ControlSize::Large);
    line->addWidget(edit, 1);
    line->addWidget(copy);
    content->addLayout(line);
    connect(copy, &QAbstractButton::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(m_link.toString());
        copy->setText(tr("Copied"));
        copy->setIcon(Icons::icon(u"check"_s));
    });
    content->addStretch();
    return card;
}

QWidget *HostReadyPage::identityCard()
{
    const Measures &m = m_themes.theme().measures();
    const HostingStatus status = m_onboarding.hosting();
    auto *card = new Card(m_themes);
    card->setFixedWidth(m_themes.theme().scaled(kSide));
    QVBoxLayout *content = card->content();
    content->setContentsMargins(m.space24 - m.space4, m.space24 - m.space4, m.space24 - m.space4,
                                m.space24 - m.space4);
    content->setSpacing(m.space8);
    auto *head = new QHBoxLayout;
    head->addWidget(new IconView(m_themes, u"shield"_s, m.icon16, Tone::Ink));
    head->addWidget(new Label(m_themes, tr("How others recognise this computer"), FontRole::EventTitle), 1);
    content->addLayout(head);
    auto *why = new Label(m_themes,
                          tr("The link carries this computer’s key, and the app compares it by itself before "
                             "it sends anything."),
                          FontRole::Control, Tone::Ink2);
    why->setWordWrap(true);
    content->addWidget(why);
    auto *key =
        new Label(m_themes, u"SHA-256 "_s + grouped(status.fingerprint), FontRole::Caption, Tone::Ink3);
    key->setWordWrap(true);
    key->setTextInteractionFlags(Qt::TextSelectableByMouse);
    content->addWidget(key);
    content->addWidget(new Separator(m_themes));
    auto *facts = new QGridLayout;
    facts->setHorizontalSpacing(m.space24);
    facts->addWidget(new Label(m_themes, tr("Name"), FontRole::Control, Tone::Ink2), 0, 0);
    facts->addWidget(new Label(m_themes, status.name, FontRole::Control), 0, 1);
    for (int i = 0; i < status.addresses.size(); ++i) {
        if (i == 0)
            facts->addWidget(new Label(m_themes, tr("Address"), FontRole::Control, Tone::Ink2), 1, 0);
        auto *address = new Label(m_themes, status.addresses.at(i), FontRole::Control);
        address->setTextInteractionFlags(Qt::TextSelectableByMouse);
        facts->addWidget(address, i + 1, 1);
    }
    facts->setColumnStretch(1, 1);
    content->addLayout(facts);
    content->addStretch();
    return card;
}

QWidget *HostReadyPage::foot()
{
    const Measures &m = m_themes.theme().measures();
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins({});
    row->setSpacing(m.space16);
    auto *keep = new QCheckBox(tr("Go on hosting when the window is closed"));
    keep->setChecked(m_onboarding.keepsHosting());
    connect(keep, &QCheckBox::toggled, &m_onboarding, &Onboarding::setKeepsHosting);
    auto *open = new PrimaryButton(tr("Open the calendar"));
    setControlSize(*open, ControlSize::Large);
    connect(open, &QAbstractButton::clicked, this, &HostReadyPage::openWanted);
    row->addWidget(keep);
    row->addStretch();
    row->addWidget(open);
    open->setFocus();
    return foot;
}

}
