# Installs both libraries, the headers, the CMake package and unicql.pc.

install(TARGETS unicql EXPORT unicql-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development)
install(TARGETS unicql_static EXPORT unicql-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
# The static library is two archives: rewriting cargo's to add to it breaks it where a linker plugin reads it.
install(FILES ${core_archive} DESTINATION ${CMAKE_INSTALL_LIBDIR} RENAME libunicql_core.a COMPONENT development)
install(DIRECTORY include/unicql DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/unicql)
install(EXPORT unicql-targets NAMESPACE unicql:: DESTINATION ${package_directory} COMPONENT development)
configure_package_config_file(cmake/unicql-config.cmake.in unicql-config.cmake
  INSTALL_DESTINATION ${package_directory}
  PATH_VARS CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(unicql-config-version.cmake COMPATIBILITY SameMinorVersion)
configure_file(cmake/unicql.pc.in unicql.pc @ONLY)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/unicql-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/unicql-config-version.cmake
  DESTINATION ${package_directory} COMPONENT development)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/unicql.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

# The build tree is a package as well, for the examples of this checkout.
export(TARGETS unicql NAMESPACE unicql:: FILE ${CMAKE_CURRENT_BINARY_DIR}/unicql-targets.cmake)
