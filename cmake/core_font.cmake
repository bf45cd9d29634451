# dateline_core_font(NAME FAMILY STYLE LIGHTEST BOLDEST)
# Cuts from fonts_dir's FAMILY what the first view of nearly every page needs, into core_fonts_dir/NAME.woff2 (see
# core_font.py). Above 17 KB each, two files cost a phone on a slow line one round trip more beside a page's one sheet:
# Lighthouse's largest paint was 1.2 s with 19 and 17 KB, 1.06 s with 16.8 and 16.5. The whole ones have the other letters;
# site.css says which.
set(core_fonts_dir ${CMAKE_CURRENT_BINARY_DIR}/fonts)
set(core_font ${CMAKE_SOURCE_DIR}/cmake/core_font.py)

# Debian's own python, which has the packages fonttools and python3-brotli, whatever else is on the path.
find_program(DEBIAN_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
execute_process(COMMAND ${DEBIAN_PYTHON} -c "import brotli, fontTools" RESULT_VARIABLE no_fonttools ERROR_QUIET)
if(no_fonttools)
  message(FATAL_ERROR "fonttools is missing: run script/setup, which installs what script/packages lists")
endif()

function(dateline_core_font name family style lightest boldest)
  set(whole ${fonts_dir}/${family}/files/${family}-latin-wght-${style}.woff2)
  set(core ${core_fonts_dir}/${name}.woff2)
  add_custom_command(OUTPUT ${core}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${core_fonts_dir}
    COMMAND ${DEBIAN_PYTHON} ${core_font} ${whole} ${core} ${lightest} ${boldest}
    DEPENDS ${whole} ${core_font}
    COMMENT "Cutting ${name}"
    VERBATIM)
endfunction()
