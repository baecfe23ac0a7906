#include "server/gateway/publicaddress.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

QString publicAddress(const GatewayOptions &options, const HttpRequest &request)
{
    if (!options.publicUrl.isEmpty())
        return options.publicUrl;
    const QString host = QString::fromLatin1(request.headers.value("Host").trimmed());
    return (request.secure ? u"https://"_s : u"http://"_s) + host;
}

}
