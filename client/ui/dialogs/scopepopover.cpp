#include "client/ui/dialogs/scopepopover.h"

#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {
constexpr int kWidth = 316;
}

ScopePopover::ScopePopover(const ThemeSource &themes, ScopePurpose purpose, const QString &name,
                           bool withThis, QWidget *parent)
    : PopoverFrame(themes, parent)
{
    const bool removes = purpose == ScopePurpose::Remove;
    const QString title = removes ? tr("Delete which ones?") : tr("Change which ones?");
    setPanelWidth(kWidth);
    setAccessibleName(title);
    content()->addWidget(new Label(themes, title, FontRole::Group));
    auto *text =
        new Label(themes, tr("“%1” comes again and again.").arg(name), FontRole::Control, Tone::Ink2);
    text->setWordWrap(true);
    content()->addWidget(text);
    content()->addSpacing(themes.theme().measures().space4);
    if (withThis)
        addChoice(shared::EditScope::This, tr("Only this one"));
    addChoice(shared::EditScope::Following, tr("This one and all that follow"));
    addChoice(shared::EditScope::All, tr("All of them"));
}

void ScopePopover::addChoice(shared::EditScope scope, const QString &text)
{
    //: %1 is the key that chooses it, %2 what it means
    auto *button = new QPushButton(tr("%1   %2").arg(m_choices.size() + 1).arg(text));
    button->setAccessibleName(text);
    button->setAutoDefault(true);
    setControlSize(*button, ControlSize::Dialog);
    connect(button, &QPushButton::clicked, this, [this, scope] {
        Q_EMIT chosen(scope);
        close();
    });
    content()->addWidget(button);
    m_choices.append(button);
}

void ScopePopover::keyPressEvent(QKeyEvent *event)
{
    const qsizetype number = event->key() - Qt::Key_1;
    if (number >= 0 && number < m_choices.size())
        return m_choices[number]->click();
    switch (event->key()) {
    case Qt::Key_Down:
        focusNextChild();
        return;
    case Qt::Key_Up:
        focusPreviousChild();
        return;
    default:
        PopoverFrame::keyPressEvent(event);
    }
}

void ScopePopover::showEvent(QShowEvent *event)
{
    PopoverFrame::showEvent(event);
    m_choices.first()->setFocus(Qt::TabFocusReason);
}

}
