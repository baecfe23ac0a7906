#pragma once

#include "client/models/scopequestion.h"
#include "client/ui/widgets/popoverframe.h"

#include <QList>

class QPushButton;

namespace hearth::client::ui {

/// Which occurrences of a recurring event a change is for: this one, it and those that follow, or all. Keys 1
/// to 3; Esc backs out.
class ScopePopover : public PopoverFrame {
    Q_OBJECT

public:
    /// `withThis`: whether one occurrence may be meant; not where the rule itself is another one.
    ScopePopover(const ThemeSource &themes, ScopePurpose purpose, const QString &name, bool withThis,
                 QWidget *parent);

Q_SIGNALS:
    void chosen(hearth::shared::EditScope scope);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void addChoice(shared::EditScope scope, const QString &text);

    QList<QPushButton *> m_choices;
};

}
