# `cpack -G DEB` in a build tree: hearthd_VERSION_ARCH.deb, the server, and hearth_VERSION_ARCH.deb, the app.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hearth)
set(CPACK_PACKAGE_VENDOR Hearth)
set(CPACK_PACKAGE_CONTACT "Hearth <hearth@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Shared calendar for families")
set(CPACK_STRIP_FILES ON)
# The units' paths depend on the prefix, so that it has to be the real one.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)

set(CPACK_COMPONENTS_ALL server app)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION net)

set(CPACK_DEBIAN_SERVER_PACKAGE_NAME hearthd)
set(CPACK_COMPONENT_SERVER_DESCRIPTION "Server of a shared calendar for families\n The three services of Hearth, in one process or in several.")
# Plugins that Qt loads by name.
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6sql6-psql, ca-certificates, tzdata")
set(CPACK_DEBIAN_SERVER_PACKAGE_SUGGESTS "postgresql, redis-server")
set(hearth_debian ${CMAKE_SOURCE_DIR}/deploy/debian)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
  "${hearth_debian}/conffiles;${hearth_debian}/postinst;${hearth_debian}/prerm;${hearth_debian}/postrm")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_APP_PACKAGE_NAME hearth)
set(CPACK_COMPONENT_APP_DESCRIPTION "Shared calendar for families\n The desktop app, which can serve others by itself.")
set(CPACK_DEBIAN_APP_PACKAGE_DEPENDS "libqt6sql6-sqlite, qt6-qpa-plugins, libqt6svg6, tzdata")

include(CPack)
