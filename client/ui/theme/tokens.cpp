#include "client/ui/theme/tokens.h"

namespace hearth::client::ui {

namespace {

/// What text needs against its ground.
constexpr qreal kTextContrast = 4.6;

QColor rgb(QRgb value) { return QColor(QRgb(0xff000000u | value)); }

CalendarTint tint(QRgb fill, QRgb text, QRgb edge) { return {rgb(fill), rgb(text), rgb(edge)}; }

Tokens lightTokens()
{
    Tokens t;
    t.paper = rgb(0xF6F2EB);
    t.sheet = rgb(0xFFFDF9);
    t.sheetDim = rgb(0xFAF6EF);
    t.today = rgb(0xFFF6EE);
    t.raised = rgb(0xFFFFFF);
    t.hover = rgb(0xEEE8DD);
    t.press = rgb(0xE4DCCF);
    t.select = rgb(0xE9E1D5);
    t.segment = t.raised;
    t.line = rgb(0xE8E0D4);
    t.lineStrong = rgb(0xD3C8B9);
    t.control = rgb(0x8D8274);
    t.ink = rgb(0x231E19);
    t.ink2 = rgb(0x5A5249);
    t.ink3 = rgb(0x6A6157);
    t.ember = rgb(0xBC4416);
    t.emberHover = rgb(0xA53A11);
    t.emberPress = rgb(0x8E310D);
    t.onEmber = rgb(0xFFFFFF);
    t.emberSoft = rgb(0xFBE8DC);
    t.emberInk = rgb(0x9C380F);
    t.good = rgb(0x2C7A4B);
    t.goodSoft = rgb(0xE3F1E6);
    t.goodInk = rgb(0x1F6239);
    t.warn = rgb(0xB37400);
    t.warnSoft = rgb(0xFBEFCF);
    t.warnInk = rgb(0x7A4D00);
    t.bad = rgb(0xB4233A);
    t.badSoft = rgb(0xFBE6E7);
    t.badInk = rgb(0x9B1B31);
    t.inverse = rgb(0x2B2520);
    t.onInverse = rgb(0xF7F1E9);
    t.inverseAction = rgb(0xFFB38A);
    t.onEdge = rgb(0xFFFFFF);
    t.calendars = {
        tint(0xFFE0DD, 0x662522, 0xB14D48), tint(0xFEE2D2, 0x622C00, 0xAB5615),
        tint(0xF7E6C8, 0x513800, 0x916903), tint(0xE7EDCB, 0x3C4201, 0x6F7901),
        tint(0xD8F0DA, 0x0F4A1C, 0x308540), tint(0xD4F0E7, 0x02483B, 0x07846E),
        tint(0xD2EFF5, 0x004650, 0x087F91), tint(0xD8EBFF, 0x023F6C, 0x2075B9),
        tint(0xE5E6FE, 0x36356D, 0x6665BB), tint(0xF5E0FC, 0x512A5D, 0x9055A2),
        tint(0xFFDFEA, 0x622440, 0xAA4C75), tint(0xECE8E4, 0x423C35, 0x796F64),
    };
    return t;
}

Tokens darkTokens()
{
    Tokens t;
    t.paper = rgb(0x211D1A);
    t.sheet = rgb(0x1A1715);
    t.sheetDim = rgb(0x161311);
    t.today = rgb(0x231B15);
    t.raised = rgb(0x2B2622);
    t.hover = rgb(0x302A26);
    t.press = rgb(0x3A332E);
    t.select = rgb(0x3A332D);
    t.segment = rgb(0x4A423B);
    t.line = rgb(0x322C27);
    t.lineStrong = rgb(0x4A423B);
    t.control = rgb(0x8A7F74);
    t.ink = rgb(0xF4EEE6);
    t.ink2 = rgb(0xC6BCB0);
    t.ink3 = rgb(0xA79C90);
    t.ember = rgb(0xEE7E49);
    t.emberHover = rgb(0xF5935F);
    t.emberPress = rgb(0xD96D3A);
    t.onEmber = rgb(0x20120A);
    t.emberSoft = rgb(0x432718);
    t.emberInk = rgb(0xFBA87E);
    t.good = rgb(0x62B883);
    t.goodSoft = rgb(0x1E3527);
    t.goodInk = rgb(0x8FD6A9);
    t.warn = rgb(0xDDA23A);
    t.warnSoft = rgb(0x3A2D12);
    t.warnInk = rgb(0xF0C572);
    t.bad = rgb(0xF07484);
    t.badSoft = rgb(0x43212A);
    t.badInk = rgb(0xFAA3AD);
    t.inverse = rgb(0xF2EBE1);
    t.onInverse = rgb(0x2A241F);
    t.inverseAction = rgb(0x9C380F);
    t.onEdge = rgb(0x1B1512);
    t.calendars = {
        tint(0x4A2623, 0xFFD1CD, 0xEC8C85), tint(0x472916, 0xFED4BB, 0xE59562),
        tint(0x3F2E0C, 0xF2DBB1, 0xD0A34B), tint(0x313511, 0xDCE3B6, 0xA8B457),
        tint(0x203823, 0xC5E9C7, 0x76BF7E), tint(0x1A3830, 0xB5ECDC, 0x45C3A7),
        tint(0x16373D, 0xB0E9F5, 0x32BED6), tint(0x1C344A, 0xC5E2FE, 0x6BB1F2),
        tint(0x2D2E4D, 0xD8DBFE, 0x9FA1F3), tint(0x3D2844, 0xEFD2F8, 0xCA93DB),
        tint(0x472533, 0xFFCFE0, 0xE58AAF), tint(0x35312D, 0xE2DDD7, 0xB3A99E),
    };
    return t;
}

/// `colour` moved toward `pole` in small steps until it stands off from every ground.
QColor readable(QColor colour, const QColor &pole, std::initializer_list<QColor> grounds)
{
    const auto enough = [&colour, grounds] {
        for (const QColor &ground : grounds) {
            if (contrastRatio(colour, ground) < kTextContrast)
                return false;
        }
        return true;
    };
    for (int step = 0; step < 50 && !enough(); ++step)
        colour = mixed(colour, pole, 0.06);
    return colour;
}

void applyAccent(Tokens &t, ThemeMode mode, const QColor &accent)
{
    const bool dark = mode == ThemeMode::Dark;
    const QColor pole = dark ? QColor(Qt::white) : QColor(Qt::black);
    t.ember = readable(accent, pole, {t.onEmber});
    t.emberHover = mixed(t.ember, pole, 0.13);
    t.emberPress =
        dark ? readable(mixed(t.ember, Qt::black, 0.1), pole, {t.onEmber}) : mixed(t.ember, pole, 0.25);
    t.emberSoft = mixed(t.raised, t.ember, dark ? 0.2 : 0.14);
    t.emberInk = readable(t.ember, pole, {t.emberSoft, t.paper, t.select, t.raised});
    t.inverseAction = readable(accent, dark ? QColor(Qt::black) : QColor(Qt::white), {t.inverse});
}

}

Tokens tokensFor(ThemeMode mode, const std::optional<QColor> &accent)
{
    Tokens tokens = mode == ThemeMode::Dark ? darkTokens() : lightTokens();
    if (accent && accent->isValid())
        applyAccent(tokens, mode, accent->toRgb());
    return tokens;
}

}
