#include "client/ui/window/printedview.h"

#include "client/ui/views/viewstack.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace hearth::client::ui {

namespace {
constexpr int kWidth = 1040; ///< at 100 %: what an A4 page across has room for
constexpr int kOverlap = 56; ///< of two pages of a list: a row that is cut on one is whole on the next
constexpr double kZoom = 2 / 3.0; ///< so that a day's hours fit

QAbstractScrollArea *shownArea(const QWidget &views)
{
    for (auto *area : views.findChildren<QAbstractScrollArea *>())
        if (area->isVisibleTo(&views))
            return area;
    return nullptr;
}
}

PrintedView::PrintedView(const ViewContext &context, ViewKind kind, QDate date)
    : m_context{context.events, context.calendars, context.editor, m_theme, context.clock}
{
    m_theme.set(ThemeChoice::Light, context.theme.theme().options().accent, 100, true);
    m_views = std::make_unique<ViewStack>(m_context);
    // Laid out as if it were seen, on no screen.
    m_views->setAttribute(Qt::WA_DontShowOnScreen);
    for (auto *area : m_views->findChildren<QAbstractScrollArea *>()) {
        area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }
    m_views->setZoom(kZoom);
    m_views->setKind(kind);
    m_views->goTo(date);
    m_views->show();
}

PrintedView::~PrintedView() = default;

QString PrintedView::title() const { return m_views->title(); }

/// Views lay themselves out when they are painted.
void PrintedView::layOut(const QSize &size)
{
    m_views->resize(size);
    m_views->grab();
}

/// A list keeps its width and goes on over pages; all else is as high as all of it, and as wide as the page's
/// form then asks for.
void PrintedView::fit(qreal aspect)
{
    layOut({kWidth, qRound(kWidth / aspect)});
    QAbstractScrollArea *area = shownArea(*m_views);
    const int missing = area ? area->verticalScrollBar()->maximum() : 0;
    if (missing > 0 && m_views->kind() != ViewKind::Agenda) {
        const int height = m_views->height() + missing;
        layOut({qRound(height * aspect), height});
    }
}

qreal PrintedView::headOn(const QSizeF &page) const
{
    const Theme &theme = m_theme.theme();
    return (theme.lineHeight(FontRole::Title) + theme.measures().space16) * page.width() / kWidth;
}

int PrintedView::pages(const QSizeF &page)
{
    fit(page.width() / (page.height() - headOn(page)));
    const QAbstractScrollArea *area = shownArea(*m_views);
    const int missing = area ? area->verticalScrollBar()->maximum() : 0;
    const int step = std::max(1, m_views->height() - kOverlap);
    return 1 + (missing + step - 1) / step;
}

void PrintedView::paint(QPainter &painter, const QSizeF &page, int index)
{
    const Theme &theme = m_theme.theme();
    fit(page.width() / (page.height() - headOn(page)));
    if (QAbstractScrollArea *area = shownArea(*m_views))
        area->verticalScrollBar()->setValue(index * (m_views->height() - kOverlap));
    painter.save();
    painter.scale(page.width() / kWidth, page.width() / kWidth);
    painter.setFont(theme.font(FontRole::Title));
    painter.setPen(theme.ink());
    painter.drawText(QRectF(0, 0, kWidth, theme.lineHeight(FontRole::Title)),
                     Qt::AlignVCenter | (m_views->isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft), title());
    painter.restore();
    painter.save();
    painter.translate(0, headOn(page));
    const qreal scale = page.width() / m_views->width();
    painter.scale(scale, scale);
    m_views->render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
    painter.restore();
}

}
