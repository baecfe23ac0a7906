#include "client/ui/firstrun/welcomepage.h"

#include "client/ui/firstrun/choicecard.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/iconview.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMark = 48;
constexpr int kMaxRow = 988;
}

WelcomePage::WelcomePage(ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(m.space32, m.space32, m.space32, m.space24);
    column->addStretch(3);
    column->addWidget(new MarkView(themes, kMark), 0, Qt::AlignHCenter);
    column->addSpacing(m.space16);
    column->addWidget(new Label(themes, tr("Welcome to Hearth"), FontRole::Display), 0, Qt::AlignHCenter);
    auto *lead = new Label(
        themes, tr("One calendar for the people you share your days with. How would you like to begin?"),
        FontRole::Lead, Tone::Ink2);
    lead->setAlignment(Qt::AlignCenter);
    lead->setWordWrap(true);
    column->addWidget(lead);
    column->addSpacing(m.space32);

    auto *host = new ChoiceCard(
        themes, u"computer"_s, tr("Start a calendar on this computer"),
        tr("Your calendar lives here, at home. Invite the others with a link or a picture to scan."),
        tr("Takes a minute. No sign-up anywhere."), 1);
    auto *join = new ChoiceCard(themes, u"link"_s, tr("Join with an invitation"),
                                tr("Someone sent you a link or told you an address? Paste it here."),
                                tr("Works at home and from afar."), 2);
    auto *signIn =
        new ChoiceCard(themes, u"globe"_s, tr("Sign in to a server"),
                       tr("You already have an account on a Hearth server: address, name and password."),
                       tr("Also for a club or a company."), 3);
    connect(host, &QAbstractButton::clicked, this, &WelcomePage::hostChosen);
    connect(join, &QAbstractButton::clicked, this, &WelcomePage::joinChosen);
    connect(signIn, &QAbstractButton::clicked, this, &WelcomePage::signInChosen);
    auto *cards = new QWidget;
    cards->setMaximumWidth(themes.theme().scaled(kMaxRow));
    auto *row = new QHBoxLayout(cards);
    row->setContentsMargins({});
    row->setSpacing(m.space16 + m.space4);
    for (ChoiceCard *card : {host, join, signIn})
        row->addWidget(card);
    auto *centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addWidget(cards, 100);
    centred->addStretch(1);
    column->addLayout(centred);
    column->addStretch(4);

    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(new Label(themes, tr("Text size"), FontRole::Control, Tone::Ink2));
    foot->addWidget(textSizes());
    column->addLayout(foot);
    m_first = host;
}

void WelcomePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_first->setFocus();
}

QWidget *WelcomePage::textSizes()
{
    auto *sizes = new SegmentedControl(m_themes);
    const QString letter = tr("A", "a letter that shows the text size");
    sizes->addSegment(100, letter);
    sizes->addSegment(115, letter);
    sizes->addSegment(130, letter);
    sizes->setSegmentFont(115, FontRole::Lead);
    sizes->setSegmentFont(130, FontRole::Title);
    sizes->setSegmentToolTip(100, tr("Normal text"));
    sizes->setSegmentToolTip(115, tr("Larger text"));
    sizes->setSegmentToolTip(130, tr("Large text"));
    sizes->setCurrent(m_themes.theme().textSize());
    connect(sizes, &SegmentedControl::chosen, this, [this](int percent) { m_themes.setTextSize(percent); });
    return sizes;
}

}
