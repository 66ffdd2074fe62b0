# Builds the Rust half with cargo, as the imported library `unicql_core`, and gathers the headers of the bridge.

find_program(CARGO_EXECUTABLE cargo REQUIRED)
find_program(RUSTC_EXECUTABLE rustc REQUIRED)
execute_process(
  COMMAND ${RUSTC_EXECUTABLE} --print host-tuple
  WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
  OUTPUT_VARIABLE host_tuple
  OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
set(UNICQL_CARGO_TARGET "${host_tuple}" CACHE STRING "The target that cargo builds for")
cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH bindings_directory)
cmake_path(GET bindings_directory PARENT_PATH workspace_directory)
set(UNICQL_CARGO_TARGET_DIR "${workspace_directory}/target" CACHE PATH "Where cargo builds")

if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(cargo_profile dev)
  set(cargo_profile_directory debug)
else()
  set(cargo_profile release)
  set(cargo_profile_directory release)
endif()

set(core_directory "${UNICQL_CARGO_TARGET_DIR}/${UNICQL_CARGO_TARGET}")
set(core_archive "${core_directory}/${cargo_profile_directory}/libunicql_cpp.a")
set(unicql_bridge_include "${CMAKE_CURRENT_BINARY_DIR}/bridge")

# Cargo knows best what is out of date. What it generates are links that a package can't hold, so they are copied.
add_custom_target(unicql_core_build
  COMMAND ${CARGO_EXECUTABLE} build --locked --package unicql-cpp --profile ${cargo_profile}
          --target ${UNICQL_CARGO_TARGET} --target-dir ${UNICQL_CARGO_TARGET_DIR}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${unicql_bridge_include}/rust
  COMMAND ${CMAKE_COMMAND} -E copy_if_different
          ${core_directory}/cxxbridge/unicql-cpp/src/bridge.rs.h ${unicql_bridge_include}/bridge.rs.h
  COMMAND ${CMAKE_COMMAND} -E copy_if_different
          ${core_directory}/cxxbridge/rust/cxx.h ${unicql_bridge_include}/rust/cxx.h
  BYPRODUCTS ${core_archive} ${unicql_bridge_include}/bridge.rs.h ${unicql_bridge_include}/rust/cxx.h
  WORKING_DIRECTORY ${workspace_directory}
  COMMENT "Building the core"
  VERBATIM)

add_library(unicql_core STATIC IMPORTED GLOBAL)
set_target_properties(unicql_core PROPERTIES IMPORTED_LOCATION ${core_archive})
add_dependencies(unicql_core unicql_core_build)
