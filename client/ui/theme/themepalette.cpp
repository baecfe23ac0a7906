#include "client/ui/theme/themepalette.h"

#include "client/ui/theme/theme.h"

namespace hearth::client::ui {

QPalette paletteFor(const Theme &theme)
{
    QPalette p;
    p.setColor(QPalette::Window, theme.paper());
    p.setColor(QPalette::WindowText, theme.ink());
    p.setColor(QPalette::Base, theme.raised());
    p.setColor(QPalette::AlternateBase, theme.sheetDim());
    p.setColor(QPalette::Text, theme.ink());
    p.setColor(QPalette::PlaceholderText, theme.ink3());
    p.setColor(QPalette::Button, theme.raised());
    p.setColor(QPalette::ButtonText, theme.ink());
    p.setColor(QPalette::BrightText, theme.badInk());
    p.setColor(QPalette::Highlight, theme.emberSoft());
    p.setColor(QPalette::HighlightedText, theme.ink());
    p.setColor(QPalette::Link, theme.emberInk());
    p.setColor(QPalette::LinkVisited, theme.emberInk());
    p.setColor(QPalette::ToolTipBase, theme.inverse());
    p.setColor(QPalette::ToolTipText, theme.onInverse());
    p.setColor(QPalette::Light, theme.raised());
    p.setColor(QPalette::Midlight, theme.line());
    p.setColor(QPalette::Mid, theme.lineStrong());
    p.setColor(QPalette::Dark, theme.control());
    p.setColor(QPalette::Shadow, theme.ink());
    for (QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, theme.disabled());
    p.setColor(QPalette::Disabled, QPalette::Base, theme.paper());
    p.setColor(QPalette::Disabled, QPalette::Button, theme.paper());
    return p;
}

QPalette toolTipPaletteFor(const Theme &theme)
{
    QPalette p = paletteFor(theme);
    for (QPalette::ColorRole role : {QPalette::Window, QPalette::Base, QPalette::ToolTipBase})
        p.setColor(role, theme.inverse());
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ToolTipText})
        p.setColor(role, theme.onInverse());
    return p;
}

}
