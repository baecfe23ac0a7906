# Installs the units and their settings: they hold paths that depend on the prefix, which only the installation knows.
# hearth_units: a folder of the build tree.
set(bindir ${CMAKE_INSTALL_PREFIX}/bin)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  set(sysconfdir /etc)
else()
  set(sysconfdir ${CMAKE_INSTALL_PREFIX}/etc)
endif()

foreach(unit hearthd.service hearthd@.service)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${unit}.in ${hearth_units}/${unit} @ONLY)
  file(INSTALL ${hearth_units}/${unit} DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/systemd/system)
endforeach()
foreach(settings hearthd.conf auth.conf calendar.conf gateway.conf)
  file(INSTALL ${CMAKE_CURRENT_LIST_DIR}/${settings} DESTINATION ${sysconfdir}/hearth)
endforeach()
