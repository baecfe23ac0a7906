#include "client/ui/window/topbar.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>
#include <QMenu>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kSearchWidth = 132;

/// The segment that stands for a kind and its kin.
ViewKind segmentOf(ViewKind kind)
{
    switch (kind) {
    case ViewKind::Day:
    case ViewKind::Month:
    case ViewKind::Agenda:
        return kind;
    case ViewKind::ThreeDays:
    case ViewKind::WorkWeek:
    case ViewKind::Week:
        return ViewKind::Week;
    }
    Q_UNREACHABLE();
}
}

TopBar::TopBar(const ThemeSource &themes, QWidget *parent)
    : Ground(themes, Tone::Paper, Qt::BottomEdge, parent)
    , m_themes(themes)
    , m_sidebar(new IconButton(themes, u"sidebar"_s, tr("Show the sidebar")))
    , m_today(new QPushButton(tr("Today")))
    , m_title(new Label(themes, {}, FontRole::Title))
    , m_week(new Label(themes, {}, FontRole::Control, client::ui::Tone::Ink3))
    , m_switcher(new SegmentedControl(themes))
    , m_search(new QPushButton(Icons::icon(u"search"_s), tr("Search")))
    , m_searchIcon(new IconButton(themes, u"search"_s, tr("Search")))
    , m_new(new PrimaryButton(u"plus"_s, tr("New")))
    , m_panel(new IconButton(themes, u"panel"_s, tr("Details")))
    , m_kin(new QMenu(this))
{
    const Measures &m = themes.theme().measures();
    setFixedHeight(m.topBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(m.space16, 0, m.space12, 0);
    row->setSpacing(m.space8);
    auto *previous = new IconButton(themes, u"left"_s, tr("Previous"));
    auto *next = new IconButton(themes, u"right"_s, tr("Next"));
    previous->setName(tr("Previous"), tr("PgUp"));
    next->setName(tr("Next"), tr("PgDn"));
    buildSwitcher();
    m_search->setMinimumWidth(themes.theme().scaled(kSearchWidth));
    m_search->setToolTip(tr("Search (/)"));
    m_panel->setCheckable(true);
    m_today->setToolTip(tr("Today (T)"));
    m_new->setToolTip(tr("New event (C)"));
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_sidebar, m_today, previous, next, m_title, m_week})
        row->addWidget(widget);
    row->addStretch(1);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_switcher, m_search, m_searchIcon, m_new, m_panel})
        row->addWidget(widget);
    m_sidebar->hide();
    m_title->setMinimumWidth(1);

    connect(m_sidebar, &QAbstractButton::clicked, this, &TopBar::sidebarWanted);
    connect(m_today, &QAbstractButton::clicked, this, &TopBar::todayWanted);
    connect(previous, &QAbstractButton::clicked, this, &TopBar::previousWanted);
    connect(next, &QAbstractButton::clicked, this, &TopBar::nextWanted);
    connect(m_search, &QAbstractButton::clicked, this, &TopBar::searchWanted);
    connect(m_searchIcon, &QAbstractButton::clicked, this, &TopBar::searchWanted);
    connect(m_new, &QAbstractButton::clicked, this, &TopBar::createWanted);
    connect(m_panel, &QAbstractButton::toggled, this, &TopBar::panelToggled);
}

void TopBar::buildSwitcher()
{
    m_switcher->addSegment(int(ViewKind::Day), tr("Day"));
    m_switcher->addSegment(int(ViewKind::Week), tr("Week"));
    m_switcher->addSegment(int(ViewKind::Month), tr("Month"));
    m_switcher->addSegment(int(ViewKind::Agenda), tr("Agenda"));
    const QList<QPair<ViewKind, QString>> kin{{ViewKind::Week, tr("Week")},
                                              {ViewKind::WorkWeek, tr("Work week")},
                                              {ViewKind::ThreeDays, tr("3 days")}};
    for (const auto &[kind, text] : kin) {
        const QAction *action = m_kin->addAction(text);
        connect(action, &QAction::triggered, this, [this, kind = kind] { Q_EMIT kindWanted(kind); });
    }
    m_switcher->setSegmentMenu(int(ViewKind::Week), m_kin);
    connect(m_switcher, &SegmentedControl::chosen, this, [this](int id) { Q_EMIT kindWanted(ViewKind(id)); });
}

void TopBar::setTitle(const QString &title, const QString &shortTitle, const QString &week)
{
    m_longTitle = title;
    m_shortTitle = shortTitle;
    m_weekText = week;
    fit();
}

void TopBar::setKind(ViewKind kind)
{
    m_switcher->setCurrent(int(segmentOf(kind)));
    const QString week = kind == ViewKind::WorkWeek ? tr("Work week")
        : kind == ViewKind::ThreeDays               ? tr("3 days")
                                                    : tr("Week");
    m_switcher->setSegmentText(int(ViewKind::Week), week);
}

void TopBar::setPanelShown(bool shown)
{
    const QSignalBlocker blocker(m_panel);
    m_panel->setChecked(shown);
}

void TopBar::setSidebarShown(bool shown)
{
    m_sidebar->setVisible(!shown);
    fit();
}

void TopBar::setMayCreate(bool may)
{
    m_new->setEnabled(may);
    m_new->setToolTip(may ? tr("New event (C)") : tr("There is no calendar that you may write"));
}

QWidget *TopBar::searchAnchor() const
{
    return m_search->isVisible() ? static_cast<QWidget *>(m_search) : m_searchIcon;
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    Ground::resizeEvent(event);
    fit();
}

void TopBar::fit()
{
    const Measures &m = m_themes.theme().measures();
    const QFontMetricsF metrics(m_title->font());
    const QFontMetricsF small(m_week->font());
    // All that is always there, then what gives way in order: the search field, the week, the long title.
    const int fixed = (m_sidebar->isHidden() ? 0 : m.control + m.space8) + m_today->sizeHint().width()
        + 2 * m.control + m_switcher->sizeHint().width() + m_new->sizeHint().width() + m.control
        + 9 * m.space8 + m.space16 + m.space12;
    const int room = width() - fixed;
    const int field = m_themes.theme().scaled(kSearchWidth) + m.space8;
    const int icon = m.control + m.space8;
    const int longTitle = int(metrics.horizontalAdvance(m_longTitle)) + m.space8;
    const int week = int(small.horizontalAdvance(m_weekText)) + m.space8;
    const int shortTitle = int(metrics.horizontalAdvance(m_shortTitle)) + m.space8;
    const bool showLong = longTitle + week + field <= room || longTitle + icon <= room;
    const int title = showLong ? longTitle : shortTitle;
    const bool showField = title + field <= room;
    const bool showWeek = title + week + (showField ? field : icon) <= room;
    m_title->setText(showLong ? m_longTitle : m_shortTitle);
    m_title->setAccessibleName(m_longTitle);
    m_week->setText(showWeek ? m_weekText : QString());
    m_search->setVisible(showField);
    m_searchIcon->setVisible(!showField);
}

}
