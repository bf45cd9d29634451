# dateline_module(NAME
#   SOURCES a.cc b.cc       the module's code
#   TESTS   a_test.cc       become one program, NAME_test; CTest lists each fact as NAME.Suite.Fact
#   FUZZ    fuzz_a.cc       each becomes one libFuzzer program (preset fuzz)
#   DEPS    base text       the modules it may include; the build refuses any other
#   LIBS    PkgConfig::x    outside libraries; they stay inside the module (PRIVATE)
#   PUBLIC_LIBS x)          outside libraries that a header of the module shows (avoid)
#
# How an undeclared dependency is refused: a module's headers are reachable only through build/include/NAME, a folder
# that holds one link, NAME -> src/NAME, and is handed to those that name the module. What comes in transitively is
# refused by cmake/check_layers.cmake, which runs before the module compiles and again as the test `layers`.
function(dateline_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;TESTS;FUZZ;DEPS;LIBS;PUBLIC_LIBS" ${ARGN})

  set(target dateline_${name})
  foreach(dep IN LISTS arg_DEPS)
    if(NOT TARGET dateline_${dep})
      message(FATAL_ERROR "module '${name}' names '${dep}', which does not stand above it (see CMakeLists.txt)")
    endif()
  endforeach()

  set(include_dir ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${include_dir})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_dir}/${name} SYMBOLIC)

  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.cc
       ${CMAKE_CURRENT_SOURCE_DIR}/*/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cc)
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/layers.stamp)
  list(JOIN arg_DEPS "," deps)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -DMODULE=${name} -DDIR=${CMAKE_CURRENT_SOURCE_DIR} "-DDEPS=${deps}" -DSTAMP=${stamp}
            -P ${CMAKE_SOURCE_DIR}/cmake/check_layers.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/check_layers.cmake ${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt
    COMMENT "layers: ${name}")
  add_custom_target(${target}_layers DEPENDS ${stamp})
  if(DATELINE_TESTS)
    add_test(NAME layers.${name}
      COMMAND ${CMAKE_COMMAND} -DMODULE=${name} -DDIR=${CMAKE_CURRENT_SOURCE_DIR} "-DDEPS=${deps}"
              -P ${CMAKE_SOURCE_DIR}/cmake/check_layers.cmake)
  endif()

  add_library(${target} STATIC ${arg_SOURCES})
  add_dependencies(${target} ${target}_layers)
  target_include_directories(${target} PUBLIC ${include_dir})
  list(TRANSFORM arg_DEPS PREPEND dateline_ OUTPUT_VARIABLE dep_targets)
  target_link_libraries(${target} PUBLIC ${dep_targets} ${arg_PUBLIC_LIBS} PRIVATE dateline_options ${arg_LIBS})

    dateline_use_precompiled(${target} dateline_precompiled)

  if(DATELINE_TESTS AND arg_TESTS)
    add_executable(${name}_test ${arg_TESTS})
    target_link_libraries(${name}_test PRIVATE ${target} dateline_options rapidcheck GTest::gmock_main ${arg_LIBS})
    dateline_use_precompiled(${name}_test dateline_precompiled_tests)

    gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST
                         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTIES TIMEOUT 60)
  endif()

  if(DATELINE_FUZZ)
    foreach(source IN LISTS arg_FUZZ)
      get_filename_component(fuzzer ${source} NAME_WE)
      add_executable(${fuzzer} ${source})
      target_link_libraries(${fuzzer} PRIVATE ${target} dateline_options ${arg_LIBS})
      target_link_options(${fuzzer} PRIVATE -fsanitize=fuzzer)
    endforeach()
  endif()
endfunction()
