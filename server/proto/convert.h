#pragma once

#include "server/proto/calendar.pb.h"
#include "shared/base/ids.h"
#include "shared/domain/calendar.h"
#include "shared/domain/change.h"
#include "shared/domain/event.h"

#include <string>

namespace hearth::server {

/// 16 raw bytes; empty for a null id.
std::string uuidBytes(const QUuid &uuid);
/// A null UUID for anything but 16 bytes.
QUuid uuidFromBytes(const std::string &bytes);

template <class Tag> std::string idBytes(const shared::Id<Tag> &id) { return uuidBytes(id.value); }
template <class I> I idFromBytes(const std::string &bytes) { return I{uuidFromBytes(bytes)}; }

inline std::string utf8(const QString &text) { return text.toStdString(); }
inline QString fromUtf8(const std::string &text) { return QString::fromStdString(text); }

hearth::calendar::Event toProto(const shared::Event &event);
shared::Event fromProto(const hearth::calendar::Event &event);
hearth::calendar::Calendar toProto(const shared::Calendar &calendar);
shared::Calendar fromProto(const hearth::calendar::Calendar &calendar);
hearth::calendar::Member toProto(const shared::Member &member);
shared::Member fromProto(const hearth::calendar::Member &member);
hearth::calendar::Change toProto(const shared::Change &change);
shared::Change fromProto(const hearth::calendar::Change &change);

}
