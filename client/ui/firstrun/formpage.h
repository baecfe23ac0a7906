#pragma once

#include "shared/base/result.h"

#include <QWidget>

class QVBoxLayout;

namespace hearth::client::ui {

class Banner;
class FormField;
class Label;
class PrimaryButton;
class ThemeSource;

/// A page of the first minute: a way back, a title, a card with fields, and one main action with what came of
/// it.
class FormPage : public QWidget {
    Q_OBJECT

public:
    FormPage(const ThemeSource &themes, const QString &title, const QString &lead, const QString &action,
             QWidget *parent = nullptr);

    /// While the action is under way: a sentence instead of the error, nothing to press.
    void setBusy(const QString &sentence);
    /// The action has ended: the error is shown, or nothing.
    void finish(const shared::Outcome &outcome);

Q_SIGNALS:
    void backWanted();

protected:
    /// A labelled input, with a quiet line below where `hint` isn't empty.
    FormField *addField(const QString &label, const QString &placeholder, const QString &hint = {});
    FormField *addPassword(const QString &label, const QString &placeholder, const QString &hint = {});
    /// Puts the two beside each other, at the end.
    void addPair(FormField *first, FormField *second);
    /// Brings the person to the first field that something is wrong with.
    void goToProblem();
    QVBoxLayout *fields() { return m_fields; }
    static QString textOf(const FormField *field);
    static void setText(FormField *field, const QString &text);
    /// Marks the field, or unmarks it with an empty sentence. Whether it is fine.
    static bool check(FormField *field, const QString &sentence);
    const ThemeSource &themes() const { return m_themes; }

    /// The main action was wanted: check and go.
    virtual void submit() = 0;
    /// The first field is ready to be typed into.
    void showEvent(QShowEvent *event) override;

private:
    QWidget *backButton();

    const ThemeSource &m_themes;
    QVBoxLayout *m_fields;
    PrimaryButton *m_action;
    Banner *m_error;
    Label *m_progress;
};

}
