#include "client/ui/theme/fonts.h"

#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QLoggingCategory>

namespace hearth::client::ui {

namespace {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcFonts, "hearth.ui.fonts")

}

int registerFonts()
{
    int registered = 0;
    const QDir folder(u":/hearth/fonts"_s);
    for (const QString &name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        // Stored uncompressed: the bytes are used where they lie in the program.
        const uchar *bytes = file.map(0, file.size());
        const QByteArray data = bytes
            ? QByteArray::fromRawData(reinterpret_cast<const char *>(bytes), qsizetype(file.size()))
            : file.readAll();
        if (QFontDatabase::addApplicationFontFromData(data) >= 0)
            ++registered;
        else
            qCWarning(lcFonts) << "cannot use the font" << name;
    }
    return registered;
}

}
