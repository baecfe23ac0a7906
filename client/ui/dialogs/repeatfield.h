#pragma once

#include "client/ui/dialogs/repeatform.h"

#include <QWidget>

class QComboBox;
class QVBoxLayout;

namespace hearth::client::ui {

class Card;
class Label;
class RuleEditor;
class ThemeSource;

/// Whether and how an event comes again: presets, and behind the last one the whole rule with the next five
/// dates.
class RepeatField : public QWidget {
    Q_OBJECT

public:
    RepeatField(const ThemeSource &themes, const QTimeZone &local, QWidget *parent = nullptr);

    /// Shows how the draft comes again; no signal tells of it.
    void setDraft(const shared::EventDraft &draft);
    /// The draft has other times now. `follows`: a rule that speaks of the start's day goes along.
    void setTimes(const shared::EventDraft &draft, bool follows);
    QString recurrence() const { return m_form.toRecurrence(); }

Q_SIGNALS:
    void changed();

private:
    QWidget *nextFive();
    void offerPresets();
    void presetChosen();
    void ruleEdited();
    void show();
    void showNext();
    QDate start() const;

    const ThemeSource &m_themes;
    QTimeZone m_local;
    shared::EventDraft m_draft;
    RepeatForm m_form;
    QComboBox *m_presets;
    Label *m_words;
    Card *m_card;
    RuleEditor *m_rule;
    QVBoxLayout *m_dates;
    Label *m_zone;
    bool m_showing = false;
};

}
