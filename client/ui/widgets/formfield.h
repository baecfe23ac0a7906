#pragma once

#include <QWidget>

namespace hearth::client::ui {

class IconView;
class Label;
class ThemeSource;

/// A label above an input, and below it a hint, or what is wrong and how to put it right.
class FormField : public QWidget {
    Q_OBJECT
public:
    /// Takes `input` over. The label becomes its accessible name and its buddy.
    FormField(const ThemeSource &theme, const QString &label, QWidget *input, QWidget *parent = nullptr);

    QWidget *input() const { return m_input; }
    void setLabel(const QString &label);
    /// A quiet sentence under the input while nothing is wrong.
    void setHint(const QString &hint);
    /// Red edge, sign, one sentence, and a repair as a link where there is one.
    void setProblem(const QString &sentence, const QString &repair = {});
    void clearProblem();
    bool hasProblem() const;

Q_SIGNALS:
    void repairWanted();

private:
    void showNote();

    QWidget *m_input;
    Label *m_label;
    IconView *m_sign;
    Label *m_note;
    QString m_hint;
    QString m_problem;
    QString m_repair;
};

}
