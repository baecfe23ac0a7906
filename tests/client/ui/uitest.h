#pragma once

#include "tests/client/ui/household.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTranslator>
#include <QWidget>

#include <memory>

namespace hearth::tests {

/// What the tests of windows and dialogs begin with: the style, settings of their own, a fresh household.
class UiTest : public QObject {
    Q_OBJECT

protected:
    void prepare();
    void tearDown();
    Household &home() { return *m_home; }

private:
    QTemporaryDir m_settings;
    QTranslator m_english;
    std::unique_ptr<Household> m_home;
};

/// The first visible child of that type with that text or accessible name; null where there is none.
template <class Widget> Widget *shown(const QWidget &parent, const QString &name)
{
    for (Widget *widget : parent.findChildren<Widget *>())
        if (widget->isVisible()
            && (widget->property("text").toString() == name || widget->accessibleName() == name))
            return widget;
    return nullptr;
}

/// The same after what was put off has been done: what is new in a layout is shown only then.
template <class Widget> Widget *seen(const QWidget &parent, const QString &name)
{
    QCoreApplication::processEvents();
    return shown<Widget>(parent, name);
}

}
