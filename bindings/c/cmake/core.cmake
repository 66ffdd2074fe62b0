# Builds the library with cargo, as the archive `core_archive`.

find_program(CARGO_EXECUTABLE cargo REQUIRED)
find_program(RUSTC_EXECUTABLE rustc REQUIRED)
execute_process(
  COMMAND ${RUSTC_EXECUTABLE} --print host-tuple
  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
  OUTPUT_VARIABLE host_tuple
  OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
set(CASS_CARGO_TARGET "${host_tuple}" CACHE STRING "The target that cargo builds for")
cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH bindings_directory)
cmake_path(GET bindings_directory PARENT_PATH workspace_directory)
set(CASS_CARGO_TARGET_DIR "${workspace_directory}/target" CACHE PATH "Where cargo builds")

if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(cargo_profile dev)
  set(cargo_profile_directory debug)
else()
  set(cargo_profile release)
  set(cargo_profile_directory release)
endif()
set(core_archive "${CASS_CARGO_TARGET_DIR}/${CASS_CARGO_TARGET}/${cargo_profile_directory}/libunicql_c.a")

# Cargo knows best what is out of date.
add_custom_target(cassandra_core_build
  COMMAND ${CARGO_EXECUTABLE} build --locked --package unicql-c --profile ${cargo_profile}
          --target ${CASS_CARGO_TARGET} --target-dir ${CASS_CARGO_TARGET_DIR}
  BYPRODUCTS ${core_archive}
  WORKING_DIRECTORY ${workspace_directory}
  COMMENT "Building the core"
  VERBATIM)
