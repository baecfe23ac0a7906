#include "client/ui/window/englishplurals.h"

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

QString EnglishPlurals::translate(const char *, const char *source, const char *, int n) const
{
    if (n < 0)
        return {};
    QString text = QString::fromUtf8(source);
    return text.replace("(s)"_L1, n == 1 ? ""_L1 : "s"_L1);
}

}
