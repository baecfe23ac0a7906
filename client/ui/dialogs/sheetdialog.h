#pragma once

#include <QDialog>

class QHBoxLayout;
class QPushButton;

namespace hearth::client::ui {

class Ground;
class IconView;
class Label;
class ThemeSource;

/// A dialog with a head (title, hint), a body on the sheet and a foot (message, Cancel, the one main action).
class SheetDialog : public QDialog {
    Q_OBJECT

public:
    SheetDialog(const ThemeSource &themes, const QString &title, const QString &hint, const QString &action,
                QWidget *parent);

    /// Ends the dialog as accepted unless the action is disabled: Ctrl+Enter.
    void tryAccept();

protected:
    const ThemeSource &themes() const { return m_themes; }
    /// Where the dialog's content goes; a horizontal layout without margins.
    QHBoxLayout *body() { return m_body; }
    QPushButton *actionButton() { return m_action; }
    /// `content` with the dialog's margins, scrolling where it is higher than its place.
    QWidget *scrolled(QWidget *content) const;
    /// For a dialog in which everything takes effect at once: there is nothing to cancel.
    void hideCancel();
    QHBoxLayout *foot() { return m_footLayout; }
    /// Shown at the left of the foot; with a problem the action is disabled.
    void setProblem(const QString &sentence);
    /// What is still to be entered: quiet, for nothing is wrong; the action is disabled.
    void setMissing(const QString &sentence);
    /// While something is under way nothing can be pressed but Cancel.
    void setBusy(bool busy, const QString &sentence = {});

private:
    void showMessage(const QString &sentence, bool bad);

    const ThemeSource &m_themes;
    QHBoxLayout *m_body;
    QHBoxLayout *m_footLayout;
    IconView *m_sign;
    Label *m_message;
    QPushButton *m_cancel;
    QPushButton *m_action;
    bool m_busy = false;
    bool m_problem = false;
};

}
