#include "client/ui/window/topbar.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/segmentedcontrol.h"
#include "client/ui/window/searchbutton.h"

#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
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

const QList<ViewKind> kKinds{ViewKind::Day,  ViewKind::ThreeDays, ViewKind::WorkWeek,
                             ViewKind::Week, ViewKind::Month,     ViewKind::Agenda};

QString nameOf(ViewKind kind)
{
    switch (kind) {
    case ViewKind::Day:
        return TopBar::tr("Day");
    case ViewKind::ThreeDays:
        return TopBar::tr("3 days");
    case ViewKind::WorkWeek:
        return TopBar::tr("Work week");
    case ViewKind::Week:
        return TopBar::tr("Week");
    case ViewKind::Month:
        return TopBar::tr("Month");
    case ViewKind::Agenda:
        return TopBar::tr("Agenda");
    }
    Q_UNREACHABLE();
}
}

TopBar::TopBar(const ThemeSource &themes, QWidget *parent)
    : Ground(themes, Tone::Paper, Qt::BottomEdge, parent)
    , m_themes(themes)
    , m_sidebar(new IconButton(themes, u"sidebar"_s, tr("Show the sidebar")))
    , m_today(new QPushButton(tr("Today")))
    , m_previous(new IconButton(themes, u"left"_s, tr("Previous")))
    , m_next(new IconButton(themes, u"right"_s, tr("Next")))
    , m_title(new ElidedLabel(themes, {}, FontRole::Title))
    , m_week(new Label(themes, {}, FontRole::Control, client::ui::Tone::Ink3))
    , m_switcher(new SegmentedControl(themes))
    , m_viewMenu(new QPushButton)
    , m_search(new SearchButton(themes))
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
    m_previous->setName(tr("Previous"), tr("PgUp"));
    m_next->setName(tr("Next"), tr("PgDn"));
    m_searchIcon->setName(tr("Search"), u"/"_s);
    m_panel->setName(tr("Details"), tr("Ctrl+I"));
    m_panel->setCheckable(true);
    m_today->setToolTip(tr("Today (T)"));
    m_new->setToolTip(tr("New event (C)"));
    m_viewMenu->setAccessibleName(tr("View"));
    buildSwitcher();
    arrange(*row);
    m_sidebar->hide();
    wire();
}

void TopBar::arrange(QHBoxLayout &row)
{
    row.addWidget(m_sidebar);
    row.addWidget(m_today);
    auto *pages = new QHBoxLayout;
    pages->setSpacing(0);
    pages->addWidget(m_previous);
    pages->addWidget(m_next);
    row.addLayout(pages);
    row.addWidget(m_title);
    row.addWidget(m_week);
    row.addStretch(1);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_switcher, m_viewMenu, m_search, m_searchIcon, m_new, m_panel})
        row.addWidget(widget);
}

void TopBar::wire()
{
    connect(m_sidebar, &QAbstractButton::clicked, this, &TopBar::sidebarWanted);
    connect(m_today, &QAbstractButton::clicked, this, &TopBar::todayWanted);
    connect(m_previous, &QAbstractButton::clicked, this, &TopBar::previousWanted);
    connect(m_next, &QAbstractButton::clicked, this, &TopBar::nextWanted);
    connect(m_search, &QAbstractButton::clicked, this, &TopBar::searchWanted);
    connect(m_searchIcon, &QAbstractButton::clicked, this, &TopBar::searchWanted);
    connect(m_new, &QAbstractButton::clicked, this, &TopBar::createWanted);
    connect(m_panel, &QAbstractButton::toggled, this, &TopBar::panelToggled);
}

void TopBar::buildSwitcher()
{
    for (const ViewKind kind : {ViewKind::Day, ViewKind::Week, ViewKind::Month, ViewKind::Agenda})
        m_switcher->addSegment(int(kind), nameOf(kind));
    auto *all = new QMenu(this);
    const auto offer = [this](QMenu &menu, ViewKind kind) {
        const QAction *action = menu.addAction(nameOf(kind));
        connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT kindWanted(kind); });
    };
    for (const ViewKind kind : {ViewKind::Week, ViewKind::WorkWeek, ViewKind::ThreeDays})
        offer(*m_kin, kind);
    for (const ViewKind kind : kKinds)
        offer(*all, kind);
    m_switcher->setSegmentMenu(int(ViewKind::Week), m_kin);
    m_viewMenu->setMenu(all);
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
    m_switcher->setSegmentText(int(ViewKind::Week),
                               nameOf(segmentOf(kind) == ViewKind::Week ? kind : ViewKind::Week));
    m_viewMenu->setText(nameOf(kind));
    fit();
}

void TopBar::setNews(bool news) { m_panel->setDot(news); }

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

int TopBar::widthOf(const Fit &fit) const
{
    const Measures &m = m_themes.theme().measures();
    const auto advance = [](const QLabel &label, const QString &text) {
        return int(std::ceil(QFontMetricsF(label.font()).horizontalAdvance(text))) + 1;
    };
    const QList<int> widths{
        m_sidebar->isHidden() ? 0 : m_sidebar->sizeHint().width(),
        m_today->sizeHint().width(),
        m_previous->sizeHint().width() + m_next->sizeHint().width(),
        advance(*m_title, fit.longTitle ? m_longTitle : m_shortTitle),
        fit.week && !m_weekText.isEmpty() ? advance(*m_week, m_weekText) : 0,
        fit.segments ? m_switcher->sizeHint().width() : m_viewMenu->sizeHint().width(),
        fit.field ? m_search->sizeHint().width() : m_searchIcon->sizeHint().width(),
        m_new->sizeHint().width(),
        m_panel->sizeHint().width(),
    };
    // The stretch stands between two gaps of its own.
    int total = m.space16 + m.space12 + m.space8;
    for (const int width : widths)
        total += width > 0 ? width + m.space8 : 0;
    return total;
}

void TopBar::apply(const Fit &fit)
{
    m_title->setFullText(fit.longTitle ? m_longTitle : m_shortTitle);
    m_title->setAccessibleName(m_longTitle);
    m_week->setText(m_weekText);
    m_week->setVisible(fit.week && !m_weekText.isEmpty());
    m_switcher->setVisible(fit.segments);
    m_viewMenu->setVisible(!fit.segments);
    m_search->setVisible(fit.field);
    m_searchIcon->setVisible(!fit.field);
}

void TopBar::fit()
{
    constexpr std::array kFits{Fit{true, true, true, true},    Fit{false, true, true, true},
                               Fit{true, true, false, true},   Fit{false, true, false, true},
                               Fit{false, false, false, true}, Fit{true, true, false, false},
                               Fit{false, true, false, false}, Fit{false, false, false, false}};
    const auto fitting =
        std::find_if(kFits.begin(), kFits.end(), [this](const Fit &fit) { return widthOf(fit) <= width(); });
    apply(fitting == kFits.end() ? kFits.back() : *fitting);
}

}
