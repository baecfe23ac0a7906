#pragma once

#include "client/ui/dialogs/ground.h"
#include "client/ui/views/viewkind.h"

class QHBoxLayout;
class QMenu;
class QPushButton;

namespace hearth::client::ui {

class ElidedLabel;
class IconButton;
class Label;
class PrimaryButton;
class SearchButton;
class SegmentedControl;

/// Today, previous, next, the range's title, the view switcher, search, New, the panel's button. What does
/// not fit gives way: short months first, then the search field becomes an icon, then the segments a menu.
class TopBar : public Ground {
    Q_OBJECT

public:
    explicit TopBar(const ThemeSource &themes, QWidget *parent = nullptr);

    void setTitle(const QString &title, const QString &shortTitle, const QString &week);
    void setKind(ViewKind kind);
    void setPanelShown(bool shown);
    /// A dot at the panel's button: something new is said.
    void setNews(bool news);
    void setSidebarShown(bool shown);
    void setMayCreate(bool may);
    QWidget *searchAnchor() const;

Q_SIGNALS:
    void todayWanted();
    void previousWanted();
    void nextWanted();
    void kindWanted(hearth::client::ui::ViewKind kind);
    void searchWanted();
    void createWanted();
    void panelToggled(bool shown);
    void sidebarWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Fit {
        bool longTitle;
        bool week;
        bool field;
        bool segments;
    };
    int widthOf(const Fit &fit) const;
    void apply(const Fit &fit);
    void fit();
    void buildSwitcher();
    void arrange(QHBoxLayout &row);
    void wire();

    const ThemeSource &m_themes;
    IconButton *m_sidebar;
    QPushButton *m_today;
    IconButton *m_previous;
    IconButton *m_next;
    ElidedLabel *m_title;
    Label *m_week;
    SegmentedControl *m_switcher;
    QPushButton *m_viewMenu;
    SearchButton *m_search;
    IconButton *m_searchIcon;
    PrimaryButton *m_new;
    IconButton *m_panel;
    QMenu *m_kin;
    QString m_longTitle;
    QString m_shortTitle;
    QString m_weekText;
};

}
