# Installs the libraries, the headers, the CMake package and the pkg-config files.

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/Cassandra)
# An installation may be moved as a whole.
file(RELATIVE_PATH prefix_from_pkgconfig /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" prefix_from_pkgconfig "${prefix_from_pkgconfig}")

if(CASS_BUILD_SHARED)
  install(TARGETS cassandra EXPORT cassandra-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development)
  install(EXPORT cassandra-targets NAMESPACE Cassandra:: DESTINATION ${package_directory} COMPONENT development)
  configure_file(cmake/cassandra.pc.in cassandra.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cassandra.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endif()

if(CASS_BUILD_STATIC)
  install(FILES ${static_library} DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
  configure_file(cmake/cassandra_static.pc.in cassandra_static.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cassandra_static.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endif()

install(FILES include/cassandra.h include/dse.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
configure_package_config_file(cmake/CassandraConfig.cmake.in CassandraConfig.cmake
  INSTALL_DESTINATION ${package_directory}
  PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(CassandraConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/CassandraConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/CassandraConfigVersion.cmake
  DESTINATION ${package_directory} COMPONENT development)
