#include "client/ui/firstrun/hostreadypage.h"

#include "client/models/calendarlist.h"
#include "client/models/membership.h"
#include "client/models/workspace.h"
#include "client/ui/firstrun/qrcode.h"
#include "client/ui/firstrun/whoishere.h"
#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPainter>
#include <QPointer>
#include <QShortcut>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kQr = 290;
constexpr int kSide = 388;
constexpr int kMaxWidth = 1004;
constexpr int kBesideEachOther = 940;
constexpr int kSign = 44;
constexpr qint64 kWeek = 7LL * 24 * 3600; ///< seconds that the invitation works
constexpr int kPeople = 10; ///< whom it is for

/// Groups of four, as the mock of an address book would print them: "9F2C 41A0 ...".
QString grouped(const QString &fingerprint)
{
    QString text;
    for (int i = 0; i < fingerprint.size(); i += 4)
        text += fingerprint.mid(i, 4).toUpper() + u' ';
    return text.trimmed();
}

/// A tick on a green round: it worked.
class DoneSign : public QWidget {
public:
    explicit DoneSign(const ThemeSource &themes)
        : m_themes(themes)
    {
        setFixedSize(themes.theme().scaled(kSign), themes.theme().scaled(kSign));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = m_themes.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paint::box(painter, rect(), width() / 2.0, theme.goodSoft());
        Icons::paint(painter, rect(), u"check"_s, theme.measures().icon24, theme.goodInk());
    }

private:
    const ThemeSource &m_themes;
};
}

HostReadyPage::HostReadyPage(const ThemeSource &themes, Onboarding &onboarding, const QString &calendarName,
                             QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_onboarding(onboarding)
    , m_calendarName(calendarName)
    , m_link(onboarding.invitation(calendarName))
    , m_cards(new QBoxLayout(QBoxLayout::LeftToRight))
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
    column->setSpacing(m.space24);
    column->addStretch(1);
    column->addLayout(heading(calendarName));
    m_cards->setSpacing(m.space24);
    m_cards->addWidget(invitationCard(), 3);
    auto *side = new QVBoxLayout;
    side->setSpacing(m.space16);
    if (Workspace *workspace = onboarding.workspace())
        side->addWidget(new WhoIsHere(themes, workspace->members()));
    side->addWidget(identityCard());
    side->addStretch();
    m_cards->addLayout(side, 2);
    column->addLayout(m_cards);
    column->addStretch(2);
    column->addLayout(foot());
    if (const Workspace *workspace = onboarding.workspace()) {
        connect(workspace, &Workspace::connectionChanged, this, &HostReadyPage::invite);
        invite();
    }
}

void HostReadyPage::invite()
{
    Workspace *workspace = m_onboarding.workspace();
    if (m_asked || !workspace || workspace->connection().kind != ConnectionState::Kind::Live)
        return;
    for (const shared::Calendar &calendar : workspace->calendars().calendars()) {
        if (calendar.name != m_calendarName)
            continue;
        m_asked = true;
        workspace->membership().createInvite(calendar.id, {shared::Role::Editor, kWeek, kPeople},
                                             [self = QPointer(this)](const shared::Result<NewInvite> &made) {
                                                 if (self && made)
                                                     self->showInvite(*made);
                                             });
    }
}

void HostReadyPage::showInvite(const NewInvite &made)
{
    m_link.code = made.code;
    m_picture->setText(m_link.toString());
    m_linkEdit->setText(m_link.toString());
    m_linkEdit->setCursorPosition(0);
    const QDate until = QDateTime::fromMSecsSinceEpoch(made.invite.expiresMs).date();
    m_until->setText(tr("Works until %1, for up to %2 people. You withdraw it under People.")
                         .arg(QLocale().toString(until, u"dddd d MMMM"_s), QLocale().toString(kPeople)));
}

void HostReadyPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= m_themes.theme().scaled(kBesideEachOther);
    m_cards->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

QLayout *HostReadyPage::heading(const QString &calendarName)
{
    const Measures &m = m_themes.theme().measures();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.space16);
    row->addWidget(new DoneSign(m_themes), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(m.space2);
    auto *title = new Label(m_themes, tr("“%1” is open").arg(calendarName), FontRole::Display);
    title->setWordWrap(true);
    words->addWidget(title);
    auto *lead =
        new Label(m_themes, tr("It lives on this computer. Invite the others: either of these works."),
                  FontRole::Lead, Tone::Ink2);
    lead->setWordWrap(true);
    words->addWidget(lead);
    row->addLayout(words, 1);
    return row;
}

QWidget *HostReadyPage::invitationCard()
{
    const Measures &m = m_themes.theme().measures();
    auto *card = new Card(m_themes);
    card->content()->setContentsMargins(m.space24, m.space24, m.space24, m.space24);
    card->content()->setSpacing(m.space12);
    card->content()->addLayout(pictureRow());
    card->content()->addSpacing(m.space8);
    card->content()->addWidget(new Label(m_themes, tr("Or send the link"), FontRole::EventTitle, Tone::Ink2));
    card->content()->addLayout(linkRow());
    m_until = new Label(m_themes, tr("Tell them the calendar’s password, where it has one, by another way."),
                        FontRole::Control, Tone::Ink2);
    m_until->setWordWrap(true);
    card->content()->addWidget(m_until);
    card->content()->addStretch();
    return card;
}

QLayout *HostReadyPage::pictureRow()
{
    const Measures &m = m_themes.theme().measures();
    auto *row = new QHBoxLayout;
    row->setSpacing(m.space24);
    m_picture = new QrCode(m_link.toString(), kQr);
    row->addWidget(m_picture, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(m.space4);
    words->addWidget(new Label(m_themes, tr("Scan the picture"), FontRole::EventTitle, Tone::Ink2));
    auto *scan = new Label(m_themes, tr("The square holds the same link."), FontRole::Control, Tone::Ink2);
    scan->setWordWrap(true);
    words->addWidget(scan);
    words->addSpacing(m.space12);
    auto *save = new QPushButton(Icons::icon(u"download"_s), tr("Save as picture"));
    words->addWidget(save, 0, Qt::AlignLeft);
    words->addStretch();
    row->addLayout(words, 1);
    connect(save, &QAbstractButton::clicked, this, [this] {
        const QString file = QFileDialog::getSaveFileName(this, tr("Save as picture"), tr("Invitation.png"));
        if (!file.isEmpty() && !m_picture->grab().save(file, "PNG"))
            QMessageBox::warning(this, tr("Save as picture"), tr("The picture can’t be written there."));
    });
    return row;
}

QLayout *HostReadyPage::linkRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(m_themes.theme().measures().space8);
    m_linkEdit = new QLineEdit(m_link.toString());
    m_linkEdit->setReadOnly(true);
    m_linkEdit->setCursorPosition(0);
    m_linkEdit->setAccessibleName(tr("Link of the invitation"));
    auto *copy = new QPushButton(Icons::icon(u"link"_s), tr("Copy link"));
    for (QWidget *control : {static_cast<QWidget *>(m_linkEdit), static_cast<QWidget *>(copy)})
        setControlSize(*control, ControlSize::Large);
    row->addWidget(m_linkEdit, 1);
    row->addWidget(copy);
    connect(copy, &QAbstractButton::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(m_link.toString());
        copy->setText(tr("Copied"));
        copy->setIcon(Icons::icon(u"check"_s));
    });
    return row;
}

QWidget *HostReadyPage::identityCard()
{
    const Measures &m = m_themes.theme().measures();
    const HostingStatus status = m_onboarding.hosting();
    auto *card = new Card(m_themes);
    card->setMinimumWidth(m_themes.theme().scaled(kSide) * 3 / 4);
    QVBoxLayout *content = card->content();
    const int pad = m.space16 + m.space4;
    content->setContentsMargins(pad, m.space16, pad, m.space16);
    content->setSpacing(m.space8);
    auto *head = new QHBoxLayout;
    head->addWidget(new IconView(m_themes, u"shield"_s, 16, Tone::Ink));
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
    content->addSpacing(m.space4);
    content->addWidget(new Separator(m_themes));
    content->addSpacing(m.space4);
    content->addLayout(facts(status));
    return card;
}

QLayout *HostReadyPage::facts(const HostingStatus &status)
{
    const Measures &m = m_themes.theme().measures();
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(m.space24);
    grid->setVerticalSpacing(m.space4);
    grid->addWidget(new Label(m_themes, tr("Name"), FontRole::Control, Tone::Ink2), 0, 0);
    grid->addWidget(new Label(m_themes, status.name, FontRole::Control), 0, 1);
    for (int i = 0; i < status.addresses.size(); ++i) {
        if (i == 0)
            grid->addWidget(new Label(m_themes, tr("Address"), FontRole::Control, Tone::Ink2), 1, 0);
        auto *address = new Label(m_themes, status.addresses.at(i), FontRole::Control);
        address->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(address, i + 1, 1);
    }
    grid->setColumnStretch(1, 1);
    return grid;
}

QLayout *HostReadyPage::foot()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(m_themes.theme().measures().space16);
    auto *keep = new QCheckBox(tr("Go on hosting when the window is closed"));
    keep->setChecked(m_onboarding.keepsHosting());
    connect(keep, &QCheckBox::toggled, &m_onboarding, &Onboarding::setKeepsHosting);
    auto *open = new PrimaryButton(tr("Open the calendar"));
    setControlSize(*open, ControlSize::Large);
    connect(open, &QAbstractButton::clicked, this, &HostReadyPage::openWanted);
    auto *enter =
        new QShortcut(QKeySequence(Qt::Key_Return), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(enter, &QShortcut::activated, this, &HostReadyPage::openWanted);
    row->addWidget(keep);
    row->addStretch();
    row->addWidget(open);
    setFocusProxy(open);
    return row;
}

}
