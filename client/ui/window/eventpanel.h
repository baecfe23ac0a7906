#pragma once

#include "client/ui/dialogs/ground.h"
#include "client/ui/views/viewcontext.h"
#include "shared/base/ids.h"

class QVBoxLayout;

namespace hearth::client {
class Workspace;
struct EventItem;
}

namespace hearth::client::ui {

/// Right: what is selected, in full; two versions side by side where two people changed the same.
class EventPanel : public Ground {
    Q_OBJECT

public:
    EventPanel(const ViewContext &context, Workspace &workspace, QWidget *parent = nullptr);
    void setEvent(shared::EventId event);

Q_SIGNALS:
    void closeWanted();
    void editWanted(hearth::shared::EventId event);
    void deleteWanted(hearth::shared::EventId event);

private:
    void rebuild();
    QWidget *emptyState();
    QWidget *details(const EventItem &event);
    QWidget *versions(const EventItem &event);
    QWidget *titleRow(const EventItem &event);
    void addFact(QVBoxLayout &column, const QString &icon, const QString &first, const QString &second = {});
    void addReminders(QVBoxLayout &column, const EventItem &event);
    QDate today() const;
    void addPeople(QVBoxLayout &column, const EventItem &event);

    ViewContext m_context;
    Workspace &m_workspace;
    shared::EventId m_event;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

}
