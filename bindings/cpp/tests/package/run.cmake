# Installs the package, and builds and runs a program that finds it, with the shared and the static library.

file(REMOVE_RECURSE ${WORK_DIRECTORY})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIRECTORY} --prefix ${WORK_DIRECTORY}/prefix
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${CONSUMER_DIRECTORY} -B ${WORK_DIRECTORY}/build -DCMAKE_PREFIX_PATH=${WORK_DIRECTORY}/prefix
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK_DIRECTORY}/build COMMAND_ERROR_IS_FATAL ANY)
foreach(program shared static)
  execute_process(COMMAND ${WORK_DIRECTORY}/build/${program} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
  if(NOT printed STREQUAL "InvalidOption contact_points\n")
    message(FATAL_ERROR "${program} printed: ${printed}")
  endif()
endforeach()

find_program(PKG_CONFIG pkg-config REQUIRED)
file(GLOB_RECURSE pc ${WORK_DIRECTORY}/prefix/*/unicql.pc)
execute_process(COMMAND ${PKG_CONFIG} --validate --static --libs ${pc} COMMAND_ERROR_IS_FATAL ANY)
