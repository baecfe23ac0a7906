#pragma once

#include "client/models/conversation.h"

#include <QWidget>

class QMenu;
class QVBoxLayout;

namespace hearth::client::ui {

class Avatar;
class IconButton;
class ThemeSource;

/// What a row says besides the message itself.
struct MessageLook {
    QString time; ///< "16:48"
    QString eventName; ///< of the event that it is about, where that is shown
    bool mine = false;
    bool namesMe = false;
};

/// One message: who, when, what; one's own with a menu, those that wait with what they wait for.
class MessageRow : public QWidget {
    Q_OBJECT

public:
    MessageRow(const ThemeSource &themes, const MessageItem &item, const MessageLook &look,
               QWidget *parent = nullptr);

    /// Whether who wrote it is here now.
    void setOnline(bool online);
    QString writer() const { return m_item.username; }

Q_SIGNALS:
    void editWanted();
    void removeWanted();
    void retryWanted();
    void discardWanted();
    void eventWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void addHead(QVBoxLayout &column);
    void addText(QVBoxLayout &column);
    void addEvent(QVBoxLayout &column);
    void addState(QVBoxLayout &column);
    void showMenu(const QPoint &at);
    void showButton();
    bool hasMenu() const;

    const ThemeSource &m_themes;
    MessageItem m_item;
    MessageLook m_look;
    Avatar *m_avatar;
    IconButton *m_more = nullptr;
};

}
