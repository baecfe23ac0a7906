#!/usr/bin/env python3
"""Checks who may include and link whom, as docs/architecture.md says. Usage: tst_layering.py SOURCE_FOLDER"""
import pathlib
import re
import sys

SHARED = ["shared/base", "shared/domain", "shared/ical", "shared/recurrence", "shared/protocol", "shared/sql"]
SERVICE = [*SHARED, "server/platform", "server/proto"]

# Folder -> the folders that its code may include, besides itself and what lies in it. The longest match counts.
MAY_INCLUDE = {
    "shared/base": [],
    "shared/domain": ["shared/base"],
    "shared/recurrence": ["shared/base", "shared/domain"],
    "shared/ical": ["shared/base", "shared/domain", "shared/recurrence"],
    "shared/protocol": ["shared/base", "shared/domain"],
    "shared/sql": ["shared/base"],
    "server/proto": ["shared/base", "shared/domain"],
    "server/platform": ["server/proto", "shared/base", "shared/sql"],
    "server/rpc": ["server/platform", "server/proto", "shared/base"],
    "server/auth": SERVICE,
    "server/calendar": SERVICE,
    "server/gateway": SERVICE,
    "server/gateway/http": ["shared/base"],
    "server/backup": ["shared/base", "shared/sql"],
    "server/host": [*SERVICE, "server/auth", "server/calendar", "server/gateway"],
    "client/models": ["client/replica", *SHARED],
    "client/replica": SHARED,
    "client/sync": ["client/replica", *SHARED],
    "client/account": ["client/models", "client/replica", "client/sync", *SHARED],
    "client/ui": ["client/models", "shared/base", "shared/domain", "shared/recurrence"],
    "client/hosting": ["client/models", "server/host", "server/platform", *SHARED],
    "client/app": ["client", *SHARED],
}
# Of server/host only the daemon knows of gRPC: the app links the rest.
MAY_INCLUDE_TOO = {
    "server/host/daemon.h": ["server/rpc"],
    "server/host/daemon.cpp": ["server/rpc"],
    "server/host/main.cpp": ["server/rpc"],
    "server/host/backupcommand.cpp": ["server/backup"],
}
# An outside header -> the only places that may include it.
OUTSIDE = {
    r"libical/|ical\.h": ["shared/ical"],
    r"hiredis/": ["server/platform/redisclient.cpp"],
    r"prometheus/": ["server/platform/metrics.cpp"],
    r"boost/": ["server/gateway/http/"],
    r"grpc(pp)?/": ["server/rpc/"],
    r"sodium": ["server/platform/", "client/account/"],
    r"openssl/": ["server/host/x509.cpp"],
    r"QSql\w*|QtSql": ["shared/sql/", "server/calendar/changes/"],
    r"QWidget|QtWidgets|QApplication": ["client/ui/", "client/app/"],
    r"QNetwork(AccessManager|Request|Reply)": ["client/sync/", "client/account/", "client/hosting/"],
    r"qrencode": ["client/ui/", "server/gateway/pages/"],
}
# A target -> targets that it must not reach over any number of links.
MUST_NOT_LINK = {
    "hearth": ["hearth_rpc", "hearth_proto_grpc"],
    "hearth_ui_window": ["hearth_sql", "hearth_sync", "hearth_replica", "hearth_host"],
    "hearth_models": ["Qt6::Widgets", "Qt6::Network", "Qt6::Sql"],
    "hearth_replica": ["Qt6::Widgets", "Qt6::Network"],
    "hearth_sync": ["Qt6::Widgets"],
    "hearth_host": ["Qt6::Widgets", "Qt6::Gui", "hearth_rpc", "hearth_proto_grpc"],
    "hearthd": ["Qt6::Widgets", "Qt6::Gui"],
}
# Targets whose name does not tell their folder.
FOLDER_OF = {"hearth_proto_messages": "server/proto", "hearth_proto_grpc": "server/proto"}


def within(path, folder):
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def layer_of(path):
    """The key of MAY_INCLUDE that a path belongs to; nothing outside the three trees."""
    return max((key for key in MAY_INCLUDE if within(path, key)), key=len, default=None)


def check_includes(root, complain):
    for top in ("shared", "server", "client"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            name = file.relative_to(root).as_posix()
            layer = layer_of(name)
            if layer is None:
                complain(f"{name}: its folder is in no layer")
                continue
            text = file.read_text(encoding="utf-8")
            allowed = [*MAY_INCLUDE[layer], *MAY_INCLUDE_TOO.get(name, []), layer]
            for included in re.findall(r'^#include "((?:shared|server|client|tests)/[^"]+)"', text, re.M):
                generated = included.startswith("server/proto/") and included.endswith(".pb.h")
                if not any(within(included, folder) for folder in allowed):
                    complain(f"{name}: {layer} must not include {included}")
                if generated and included.endswith(".grpc.pb.h") and not within(name, "server/rpc"):
                    complain(f"{name}: only server/rpc includes gRPC's stubs")
            for included in re.findall(r"^#include <([^>]+)>", text, re.M):
                for pattern, places in OUTSIDE.items():
                    if re.fullmatch(rf"(?:{pattern}).*", included) and not any(
                            name == place or name.startswith(place.rstrip("/") + "/") for place in places):
                        complain(f"{name}: only {', '.join(places)} may include <{included}>")


def read_targets(root):
    """Target -> (its folder, what it links), from the CMake lists."""
    targets = {}
    for file in sorted(root.rglob("CMakeLists.txt")):
        folder = file.parent.relative_to(root).as_posix()
        if not re.match(r"(shared|server|client)(/|$)", folder):
            continue
        text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
        for name, body in re.findall(r"add_module\((\w+)([^)]*)\)", text):
            deps = re.search(r"\bDEPS\b([^)]*)", body)
            targets[f"hearth_{name}"] = (folder, set(deps.group(1).split()) if deps else set())
        for name in re.findall(r"add_(?:executable|proto)\((\w+)", text):
            targets.setdefault(name, (folder, set()))
        for name, libraries in re.findall(r"target_link_libraries\((\w+)([^)]*)\)", text):
            folder_of, links = targets.setdefault(name, (folder, set()))
            links.update(set(libraries.split()) - {"PUBLIC", "PRIVATE", "INTERFACE", "strict_flags"})
    return targets


def reach(targets, start):
    found, open_ones = set(), [start]
    while open_ones:
        for link in targets.get(open_ones.pop(), ("", set()))[1]:
            if link not in found:
                found.add(link)
                open_ones.append(link)
    return found


def check_links(root, complain):
    targets = read_targets(root)
    for name, (folder, links) in sorted(targets.items()):
        if name == "hearthd":
            continue  # the daemon is host and rpc put together
        layer = layer_of(folder)
        if layer is None:
            complain(f"{folder}/CMakeLists.txt: {name} is in no layer")
            continue
        for link in sorted(links & set(targets)):
            linked = FOLDER_OF.get(link, targets[link][0])
            if not any(within(linked, allowed) for allowed in [*MAY_INCLUDE[layer], layer]):
                complain(f"{folder}/CMakeLists.txt: {name} must not link {link}")
    for name, forbidden in MUST_NOT_LINK.items():
        if name not in targets:
            complain(f"{name}: there is no such target; is the rule out of date?")
        for link in sorted(reach(targets, name) & set(forbidden)):
            complain(f"{name} must not link {link}, not even through others")


def main():
    root = pathlib.Path(sys.argv[1])
    complaints = []
    check_includes(root, complaints.append)
    check_links(root, complaints.append)
    for complaint in complaints:
        print(complaint)
    print(f"{len(complaints)} complaints")
    return 1 if complaints else 0


sys.exit(main())
