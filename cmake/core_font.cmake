# dateline_core_font(FAMILY LIGHTEST BOLDEST)
# Cuts from fonts_dir's FAMILY what the first view of nearly every page needs, into core_fonts_dir/FAMILY-core.woff2: Latin
# letters with the accents of western languages, punctuation, the weights between the two. Above 20 KB a file costs a
# phone on a slow line one round trip more: Lighthouse's largest paint was 1.1 s with 19 and 17 KB, 1.3 s with 28 and 24,
# 1.7 s with the whole files (51 and 29). The whole ones have the other letters; site.css says which.
set(core_fonts_dir ${CMAKE_CURRENT_BINARY_DIR}/fonts)
set(core_letters U+20-7E,U+A0,U+A1,U+A3,U+A9,U+AB,U+B7,U+BB,U+BF,U+C9,U+E0-E5,U+E7-EA,U+ED,U+F1,U+F3-F6,U+F8,U+FA,U+FC,U+2013-2014,U+2018-2019,U+201C-201D,U+2026,U+20AC)

find_program(FONTTOOLS fonttools)
find_program(PYFTSUBSET pyftsubset)
if(NOT FONTTOOLS OR NOT PYFTSUBSET)
  message(FATAL_ERROR "fonttools is missing: run script/setup, which installs what script/packages lists")
endif()

function(dateline_core_font family lightest boldest)
  set(whole ${fonts_dir}/${family}/files/${family}-latin-wght-normal.woff2)
  set(core ${core_fonts_dir}/${family}-core.woff2)
  add_custom_command(OUTPUT ${core}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${core_fonts_dir}
    COMMAND ${FONTTOOLS} varLib.instancer -q ${whole} wght=${lightest}:${boldest} -o ${core}.ttf
    COMMAND ${PYFTSUBSET} ${core}.ttf --unicodes=${core_letters} --layout-features=kern --no-hinting
            --flavor=woff2 --output-file=${core}
    DEPENDS ${whole}
    COMMENT "Cutting ${family} to its core"
    VERBATIM)
endfunction()
