#pragma once

#include "client/ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;
class QMenu;

namespace hearth::client::ui {

class ThemeSource;

/// A row of choices of which one is in use.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    SegmentedControl(const ThemeSource &theme, QWidget *parent = nullptr);
    ~SegmentedControl() override;

    /// Adds a choice at the end; `id` is what chosen() says. The first one is in use.
    void addSegment(int id, const QString &text, const QString &icon = {});
    void setSegmentText(int id, const QString &text);
    void setSegmentToolTip(int id, const QString &text);
    /// A number in an ember circle behind the text; 0 takes it away.
    void setSegmentCount(int id, int count);
    /// Kin of the choice: while it is in use, a chevron shows and a second click opens the menu.
    void setSegmentMenu(int id, QMenu *menu);
    /// The text's font; the letters of a text-size choice differ.
    void setSegmentFont(int id, FontRole role);
    /// All segments get the same width and fill the control.
    void setExpanding(bool expanding);

    int current() const;
    /// Does not emit chosen(). None is in use where there is no such choice.
    void setCurrent(int id);

Q_SIGNALS:
    /// A person took this one (also when it was in use already).
    void chosen(int id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Segment;
    Segment *segment(int id) const;

    const ThemeSource &m_source;
    QHBoxLayout *m_layout;
    QButtonGroup *m_group;
    bool m_expanding = false;
};

}
