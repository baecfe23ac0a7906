#include "tests/client/ui/textfit.h"

#include "client/ui/widgets/label.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QLabel>
#include <QScrollArea>

namespace hearth::tests {

using namespace Qt::StringLiterals;

namespace {
QString textOf(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    return {};
}

/// What is scrolled may be larger than what is seen of it.
bool isScrolled(const QWidget &widget)
{
    const QWidget *parent = widget.parentWidget();
    return parent && qobject_cast<const QAbstractScrollArea *>(parent->parentWidget());
}

QString problemOf(const QWidget &widget)
{
    if (textOf(widget).contains("(s)"_L1))
        return u"has no plural"_s;
    if (widget.sizePolicy().hasHeightForWidth()) {
        const int needed = widget.heightForWidth(widget.width());
        if (needed > widget.height())
            return u"needs %1 px of height, has %2"_s.arg(needed).arg(widget.height());
    } else if (widget.sizeHint().width() > widget.width()) {
        return u"needs %1 px of width, has %2"_s.arg(widget.sizeHint().width()).arg(widget.width());
    } else if (widget.sizeHint().height() > widget.height()) {
        return u"needs %1 px of height, has %2"_s.arg(widget.sizeHint().height()).arg(widget.height());
    }
    const QWidget *parent = widget.parentWidget();
    if (parent && !widget.isWindow() && !isScrolled(widget) && !parent->rect().contains(widget.geometry()))
        return u"sticks out of its parent"_s;
    return {};
}
}

QStringList cutTexts(const QWidget &window)
{
    QStringList problems;
    for (const QScrollArea *area : window.findChildren<QScrollArea *>())
        if (area->isVisible() && area->widget()->width() > area->viewport()->width())
            problems.append(u"A page of %1 px is seen through %2 px"_s.arg(area->widget()->width())
                                .arg(area->viewport()->width()));
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const bool elided = qobject_cast<const client::ui::ElidedLabel *>(widget);
        if (!widget->isVisible() || elided || textOf(*widget).isEmpty())
            continue;
        if (const QString problem = problemOf(*widget); !problem.isEmpty())
            problems.append(u"%1 “%2” %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                                textOf(*widget).left(60), problem));
    }
    return problems;
}

}
