# Flags that every target shares.
add_library(dateline_options INTERFACE)
target_compile_options(dateline_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -fno-omit-frame-pointer -fstack-protector-strong)
target_compile_definitions(dateline_options INTERFACE
  DATELINE_VERSION="${PROJECT_VERSION}"
  _GLIBCXX_ASSERTIONS)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 at -O3 takes `"x" + string` for overlapping memory (GCC bug 105651, mended in 13).
  target_compile_options(dateline_options INTERFACE -Wno-restrict)
endif()

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # libstdc++ 12 uses what it deprecates (get_temporary_buffer, in stable_partition).
  target_compile_options(dateline_options INTERFACE -Wno-deprecated-declarations)
endif()

if(DATELINE_SANITIZE)
  # -Wno-maybe-uninitialized: with sanitizers on, GCC 12 reports false positives inside libstdc++.
  target_compile_options(dateline_options INTERFACE -fsanitize=${DATELINE_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(dateline_options INTERFACE -fsanitize=${DATELINE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(dateline_options INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(DATELINE_FUZZ)
  target_compile_options(dateline_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# A rebuild after a change of branch costs seconds with ccache; without it everything works the same.
find_program(DATELINE_CCACHE ccache)
if(DATELINE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${DATELINE_CCACHE})
endif()
