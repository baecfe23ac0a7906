#pragma once

#include "client/sync/apiclient.h"
#include "shared/base/result.h"

#include <functional>

namespace hearth::client {

/// The session's way to its server, for what goes beside the events; answers come later on the UI's thread.
struct ServerCalls {
    using Answered = std::function<void(const shared::Result<QJsonObject> &)>;
    using Finished = std::function<void(const shared::Outcome &)>;

    std::function<void(const ApiRequest &request, const Answered &answered)> ask;
    /// After it calendars and members are read anew.
    std::function<void(const ApiRequest &request, const Finished &finished)> act;
    /// Kept with the replica.
    std::function<void(const QString &name, const QString &value)> keep;
};

/// Parses what was answered with `parse`, a function from QJsonObject to Result<T>.
template <class T, class Parse>
ServerCalls::Answered parsed(std::function<void(const shared::Result<T> &)> answered, Parse parse)
{
    return [answered, parse](const shared::Result<QJsonObject> &answer) {
        answered(answer ? parse(*answer) : shared::Result<T>(answer.error()));
    };
}

}
