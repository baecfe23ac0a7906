#pragma once

#include "client/models/scopequestion.h"
#include "client/ui/interaction/interactionstate.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <vector>

class QContextMenuEvent;

namespace hearth::shared {
class Clock;
}

namespace hearth::client {
class CalendarEditor;
class CalendarList;
class EventIndex;
}

namespace hearth::client::ui {

class KeyHandler;
class PointerHandler;
class ThemeSource;

/// Mouse and keyboard of all views: one selection, one cursor, one drag. Changes go through the
/// CalendarEditor only; what it may not change is not offered.
class InteractionController : public QObject {
    Q_OBJECT

public:
    InteractionController(EventIndex &index, CalendarList &calendars, CalendarEditor &editor,
                          ThemeSource &theme, const shared::Clock &clock, QObject *parent = nullptr);
    ~InteractionController() override;

    /// Takes the input of that view, until detach().
    void attach(Surface &surface);
    void detach(Surface &surface);

    /// Who asks which occurrences of a series are meant; until then one is.
    void setScopeAsker(ScopeAsker asker) { m_askScope = std::move(asker); }

    const InteractionState &state() const { return m_state; }
    EventIndex &index() { return m_index; }

    void select(shared::EventId event);
    void setCursor(const GridCursor &cursor, bool extend = false);
    void setHovered(shared::EventId event);
    void setHoveredMore(QDate day);
    void setKeyboard(bool keyboard);
    void setGhost(const std::optional<Ghost> &ghost);
    /// Puts the cursor into the days, where it isn't in them, without a word to the screen reader.
    void keepCursorWithin(QDate first, QDate last);

    bool mayChange(shared::EventId event) const;
    bool mayCreate() const;
    /// The colour that a new event will have.
    QString newColour() const;
    /// The colour's name that the event is painted in.
    QString colourOf(const shared::Event &event) const;
    GridCursor cursorOf(shared::EventId event) const;

    void open(shared::EventId event);
    void remove(shared::EventId event);
    void duplicate(shared::EventId event);
    void setColour(shared::EventId event, const QString &colour);
    /// Brings the event there; a copy of it where `copy`.
    void bring(shared::EventId event, const WallSpan &span, bool copy);
    /// Asks for a new event, whose ghost stays until setGhost().
    void requestCreate(Surface &surface, const WallSpan &span);

Q_SIGNALS:
    void selectionChanged(hearth::shared::EventId event);
    void createRequested(const hearth::shared::EventDraft &draft, const QRect &anchor);
    void openRequested(hearth::shared::EventId event);
    /// The cursor went to a day that isn't shown.
    void dayRequested(QDate day);
    /// One page on (1) or back (-1).
    void pageRequested(int direction);
    /// The name of a day was clicked.
    void headingActivated(QDate day);
    /// For the screen reader.
    void cursorChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void withScope(shared::EventId event, ScopePurpose purpose, const ScopeAnswer &then) const;
    void change(shared::EventId event, const shared::EventDraft &before, const shared::EventDraft &after,
                shared::EditScope scope);
    Surface *surfaceOf(const QObject *watched) const;
    bool filterViewport(Surface &surface, QEvent *event);
    bool filterArea(Surface &surface, QEvent *event);
    bool showMenu(Surface &surface, const QContextMenuEvent &event);
    void repaint(QDate first, QDate last);
    void repaint(shared::EventId event);
    void repaint(const WallSpan &span);

    EventIndex &m_index;
    CalendarList &m_calendars;
    CalendarEditor &m_editor;
    ThemeSource &m_theme;
    ScopeAsker m_askScope;
    InteractionState m_state;
    std::vector<Surface *> m_surfaces;
    std::unique_ptr<PointerHandler> m_pointer;
    std::unique_ptr<KeyHandler> m_keys;
};

}
