# Headers that nearly every file includes, parsed once for all: dateline_precompiled (the standard library) and
# dateline_precompiled_tests (that, GoogleTest and RapidCheck). Presets that release what users run leave it off, so
# their builds show a file that does not include what it uses.
option(DATELINE_PRECOMPILED "Parse the commonest outside headers once" OFF)

set(standard_headers
  <algorithm> <array> <atomic> <charconv> <chrono> <cmath> <cstdint> <deque> <expected> <filesystem> <functional> <map>
  <memory> <mutex> <optional> <ranges> <set> <span> <string> <string_view> <thread> <unordered_map> <unordered_set>
  <utility> <variant> <vector>)

if(DATELINE_PRECOMPILED)
  file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cc "")
  add_library(dateline_precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cc)
  target_link_libraries(dateline_precompiled PRIVATE dateline_options)
  target_precompile_headers(dateline_precompiled PRIVATE ${standard_headers})
  if(DATELINE_TESTS)
    add_library(dateline_precompiled_tests OBJECT ${CMAKE_BINARY_DIR}/precompiled.cc)
    target_link_libraries(dateline_precompiled_tests PRIVATE dateline_options GTest::gmock_main rapidcheck)
    target_precompile_headers(dateline_precompiled_tests PRIVATE
      ${standard_headers} <gmock/gmock.h> <gtest/gtest.h> <rapidcheck/gtest.h>)
  endif()
endif()

# dateline_use_precompiled(TARGET SET)   SET: dateline_precompiled or dateline_precompiled_tests
function(dateline_use_precompiled target set)
  if(DATELINE_PRECOMPILED)
        target_precompile_headers(${target} REUSE_FROM ${set})
    # From a precompiled <string> GCC 12 takes its own inlined copies for overlong ones; without it these warnings are on.
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)

  endif()
endfunction()
