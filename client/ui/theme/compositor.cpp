#include "client/ui/theme/compositor.h"

#include <QGuiApplication>
#include <QLibrary>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

/// The owner of _NET_WM_CM_Sn is the compositing manager (Extended Window Manager Hints). Xlib is looked up
/// at run time: Hearth doesn't link it.
bool x11Compositor()
{
    auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (!x11 || !x11->display())
        return true;
    QLibrary xlib(u"X11"_s, 6);
    using InternAtom = unsigned long (*)(Display *, const char *, int);
    using SelectionOwner = unsigned long (*)(Display *, unsigned long);
    const auto internAtom = reinterpret_cast<InternAtom>(xlib.resolve("XInternAtom"));
    const auto selectionOwner = reinterpret_cast<SelectionOwner>(xlib.resolve("XGetSelectionOwner"));
    if (!internAtom || !selectionOwner)
        return true;
    return selectionOwner(x11->display(), internAtom(x11->display(), "_NET_WM_CM_S0", 0)) != 0;
}

}

bool hasCompositor()
{
    if (!qGuiApp || QGuiApplication::platformName() != "xcb"_L1)
        return true;
    return x11Compositor();
}

}
