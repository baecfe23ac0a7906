#pragma once

#include <QStringList>
#include <QWidget>

class QCompleter;
class QStringListModel;

namespace hearth::client::ui {

class Composer;
class IconButton;
class Label;
class LinkButton;
class ThemeSource;

/// Where a message is written: grows with its text, Enter sends, Shift+Enter breaks the line, "@" completes
/// the members' names, the arrow up in an empty field changes one's last message.
class MessageField : public QWidget {
    Q_OBJECT

public:
    explicit MessageField(const ThemeSource &themes, QWidget *parent = nullptr);

    /// What stands in the empty field; also its accessible name.
    void setPrompt(const QString &prompt);
    void setNames(const QStringList &names);
    /// A quiet sentence above the field; empty takes it away.
    void setNote(const QString &sentence);
    /// From now on Enter gives edited() instead of written(), until that or Esc.
    void beginEdit(const QString &text);
    bool isEditing() const { return m_editing; }
    void endEdit();
    /// What is written in it, without the space around it.
    QString text() const;
    void setText(const QString &text);
    void clear();

Q_SIGNALS:
    void written(const QString &text);
    void edited(const QString &text);
    void editCancelled();
    void editLastWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(QKeyEvent &event);
    void send();
    void fit();
    void updateSend();
    void offerNames();
    void insertName(const QString &name);
    void showNote();

    const ThemeSource &m_themes;
    QWidget *m_box;
    Composer *m_edit;
    IconButton *m_send;
    QWidget *m_noteLine;
    Label *m_note;
    LinkButton *m_cancel;
    QCompleter *m_completer;
    QStringListModel *m_names;
    QString m_sentence;
    bool m_editing = false;
    bool m_tooLong = false;
};

}
