# The program that answers the conformance cases, which all languages share.

find_package(nlohmann_json 3.7 REQUIRED)
cmake_path(SET adapters NORMALIZE ${CMAKE_CURRENT_SOURCE_DIR}/../../tests/conformance/adapters)
add_executable(conformance_cpp ${adapters}/cpp.cc ${adapters}/cpp/type.cc ${adapters}/cpp/value.cc)
target_link_libraries(conformance_cpp PRIVATE unicql nlohmann_json::nlohmann_json)
target_include_directories(conformance_cpp PRIVATE ${adapters})
target_compile_options(conformance_cpp PRIVATE ${unicql_warnings})
