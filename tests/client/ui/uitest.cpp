#include "tests/client/ui/uitest.h"

#include "client/ui/theme/fonts.h"
#include "client/ui/theme/hearthstyle.h"

#include <QApplication>
#include <QSettings>

namespace hearth::tests {

using namespace Qt::StringLiterals;

void UiTest::prepare()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    if (m_english.isEmpty() && !m_english.load(QStringLiteral(HEARTH_MESSAGES)))
        qFatal("The English plurals are missing");
    QCoreApplication::installTranslator(&m_english);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    QSettings().clear();
    client::ui::registerFonts();
    m_home = std::make_unique<Household>();
    qApp->setStyle(new client::ui::HearthStyle(m_home->december.theme));
}

void UiTest::tearDown()
{
    qApp->setStyle(u"fusion"_s);
    m_home.reset();
}

}
