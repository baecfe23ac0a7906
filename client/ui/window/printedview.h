#pragma once

#include "client/ui/theme/themesource.h"
#include "client/ui/views/viewcontext.h"
#include "client/ui/views/viewkind.h"

#include <QDate>
#include <QSizeF>

#include <memory>

class QPainter;

namespace hearth::client::ui {

class ViewStack;

/// A view as it is on paper: whole, in light colours, under its title.
class PrintedView {
public:
    /// `context`'s models outlive it; of its theme only the accent stays.
    PrintedView(const ViewContext &context, ViewKind kind, QDate date);
    ~PrintedView();

    /// On how many pages of that size it is; more than one only where it is a list.
    int pages(const QSizeF &page);
    /// Fills the page of that index, in the painter's coordinates.
    void paint(QPainter &painter, const QSizeF &page, int index);
    /// What the document is called.
    QString title() const;

private:
    qreal headOn(const QSizeF &page) const;
    void fit(qreal aspect);
    void layOut(const QSize &size);

    ThemeSource m_theme;
    ViewContext m_context;
    std::unique_ptr<ViewStack> m_views;
};

}
