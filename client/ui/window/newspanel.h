#pragma once

#include "client/ui/views/viewcontext.h"
#include "shared/base/ids.h"

#include <QWidget>

class QStackedWidget;
class QVBoxLayout;

namespace hearth::client {
class NoticeList;
class Workspace;
}

namespace hearth::client::ui {

/// What others did, newest first. Seen when it is left.
class NewsPanel : public QWidget {
    Q_OBJECT

public:
    NewsPanel(const ViewContext &context, Workspace &workspace, QWidget *parent = nullptr);

Q_SIGNALS:
    void eventWanted(hearth::shared::EventId event);
    void pollsWanted(hearth::shared::CalendarId calendar);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void rebuild();

    ViewContext m_context;
    Workspace &m_workspace;
    NoticeList &m_notices;
    QStackedWidget *m_pages;
    QWidget *m_list;
    QVBoxLayout *m_rows;
};

}
