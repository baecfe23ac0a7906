#include "client/ui/settings/settingsdialog.h"

#include "client/models/workspace.h"
#include "client/ui/dialogs/ground.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/settings/accountpage.h"
#include "client/ui/settings/exchangepage.h"
#include "client/ui/settings/generalpage.h"
#include "client/ui/settings/habitspage.h"
#include "client/ui/settings/lookpage.h"
#include "client/ui/settings/navigationbutton.h"
#include "client/ui/settings/networkpage.h"
#include "client/ui/settings/reminderspage.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QSize kSize(960, 680);
constexpr int kNavigation = 228;
}

SettingsDialog::SettingsDialog(ThemeSource &themes, Preferences &preferences, Onboarding &onboarding,
                               Workspace &workspace, QWidget *parent)
    : QDialog(parent)
    , m_themes(themes)
    , m_preferences(preferences)
    , m_onboarding(onboarding)
    , m_workspace(workspace)
    , m_textSize(themes.theme().textSize())
{
    setWindowTitle(tr("Settings"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    build();
    resize(themes.theme().scaled(kSize.width()), themes.theme().scaled(kSize.height()));
    // Distances are laid down when the pages are built.
    connect(&themes, &ThemeSource::changed, this, [this] {
        if (std::exchange(m_textSize, m_themes.theme().textSize()) != m_themes.theme().textSize())
            QMetaObject::invokeMethod(this, &SettingsDialog::rebuild, Qt::QueuedConnection);
    });
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::build()
{
    const Measures &m = m_themes.theme().measures();
    m_content = new QWidget;
    auto *row = new QHBoxLayout(m_content);
    row->setContentsMargins({});
    row->setSpacing(0);
    auto *navigation = new Ground(m_themes, Ground::Tone::Paper, Qt::RightEdge);
    navigation->setFixedWidth(m_themes.theme().scaled(kNavigation));
    auto *list = new QVBoxLayout(navigation);
    list->setContentsMargins(m.space8, m.space16, m.space8, m.space16);
    list->setSpacing(0);
    auto *title = new Label(m_themes, tr("Settings"), FontRole::Heading);
    title->setContentsMargins(m.space8, 0, 0, m.space12);
    list->addWidget(title);
    auto *right = new Ground(m_themes, Ground::Tone::Sheet);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_pages = new QStackedWidget;
    column->addWidget(m_pages, 1);
    m_message = new Label(m_themes, {}, FontRole::Body, Tone::Ink2);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(m.space32, m.space8, m.space32, m.space16);
    m_message->hide();
    column->addWidget(m_message);
    row->addWidget(navigation);
    row->addWidget(right, 1);
    addPage(list, u"sliders"_s, tr("General"), new GeneralPage(m_themes, m_preferences, m_onboarding));
    addPage(list, u"sun"_s, tr("Look and text size"), new LookPage(m_themes));
    addPage(list, u"calendar"_s, tr("Calendars"), new HabitsPage(m_themes, m_preferences));
    addPage(list, u"bell"_s, tr("Reminders"), new RemindersPage(m_themes, m_preferences, m_workspace));
    addPage(list, u"key"_s, tr("Account"), new AccountPage(m_themes, m_workspace));
    addPage(list, u"file"_s, tr("Import and export"), new ExchangePage(m_themes, m_workspace));
    addPage(list, u"network"_s, tr("Network"), new NetworkPage(m_themes, m_preferences));
    list->addStretch();
    layout()->addWidget(m_content);
    m_content->show();
}

void SettingsDialog::addPage(QVBoxLayout *list, const QString &icon, const QString &name, SettingsPage *page)
{
    auto *scroll = new VerticalScroll(page);
    m_pages->addWidget(scroll);
    auto *button = new NavigationButton(m_themes, icon, name);
    button->setChecked(m_pages->count() == 1);
    list->addWidget(button);
    connect(button, &QAbstractButton::toggled, scroll, [this, scroll](bool checked) {
        if (!checked)
            return;
        m_message->hide();
        m_pages->setCurrentWidget(scroll);
    });
    connect(page, &SettingsPage::said, this, [this](const QString &sentence) {
        m_message->setText(sentence);
        m_message->setVisible(!sentence.isEmpty());
    });
}

void SettingsDialog::showPage(Page page)
{
    m_content->findChildren<NavigationButton *>().at(int(page))->setChecked(true);
}

void SettingsDialog::rebuild()
{
    const int page = m_pages->currentIndex();
    delete m_content;
    build();
    showPage(Page(page));
}

}
