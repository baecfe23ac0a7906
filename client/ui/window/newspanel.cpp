#include "client/ui/window/newspanel.h"

#include "client/models/eventindex.h"
#include "client/models/noticelist.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/verticalscroll.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/emptystate.h"
#include "client/ui/window/noticerow.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostShown = 50;
}

NewsPanel::NewsPanel(const ViewContext &context, Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_workspace(workspace)
    , m_notices(workspace.notices())
    , m_pages(new QStackedWidget)
    , m_list(new QWidget)
{
    const Measures &m = context.theme.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_pages);
    auto *page = new QVBoxLayout(m_list);
    page->setContentsMargins(0, m.space8, 0, m.space8);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(0);
    page->addLayout(m_rows);
    page->addStretch(1);
    auto *scroll = new VerticalScroll(m_list);
    scroll->setFocusPolicy(Qt::TabFocus);
    scroll->setAccessibleName(tr("News"));
    m_pages->addWidget(scroll);
    m_pages->addWidget(new EmptyState(context.theme, u"bell"_s, tr("Nothing new"),
                                      tr("What the others add, move or answer stands here.")));
    connect(&m_notices, &QAbstractItemModel::modelReset, this, &NewsPanel::rebuild);
    // An answer that is given takes the question away.
    connect(&context.events, &EventIndex::daysChanged, this, &NewsPanel::rebuild);
}

void NewsPanel::rebuild()
{
    if (!isVisible())
        return;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const int shown = std::min(m_notices.rowCount(), kMostShown);
    for (int row = 0; row < shown; ++row) {
        const Notice &notice = m_notices.at(row);
        auto *widget = new NoticeRow(m_context, m_workspace, notice, m_notices.isNew(notice));
        connect(widget, &NoticeRow::eventWanted, this, &NewsPanel::eventWanted);
        connect(widget, &NoticeRow::pollsWanted, this, &NewsPanel::pollsWanted);
        m_rows->addWidget(widget);
    }
    m_pages->setCurrentIndex(shown > 0 ? 0 : 1);
}

void NewsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    rebuild();
}

void NewsPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_notices.markSeen();
}

}
