# dateline_embed(TARGET NAME ROOT file...)
# Puts files into the binary. Generates NAME.h in the build with
#   namespace dateline::embedded { std::span<const File> NAME(); }   File{path relative to ROOT, bytes}
function(dateline_embed target name root)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(asm "    .section .rodata\n")
  set(externs "")
  set(rows "")
  set(i 0)
  foreach(file IN LISTS ARGN)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${root} OUTPUT_VARIABLE path)
    set(sym "dateline_${name}_${i}")
    string(APPEND asm "    .global ${sym}\n    .global ${sym}_end\n    .balign 16\n${sym}:\n    .incbin \"${file}\"\n${sym}_end:\n    .byte 0\n")
    string(APPEND externs "extern \"C\" { extern const char ${sym}[]; extern const char ${sym}_end[]; }\n")
    string(APPEND rows "    {\"${path}\", {${sym}, ${sym}_end}},\n")
    math(EXPR i "${i}+1")
  endforeach()
  string(APPEND asm "    .section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT ${dir}/${name}.S CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${name}.h CONTENT
"#pragma once
#include <span>
#include <string_view>
namespace dateline::embedded {
struct ${name}_file {
  std::string_view path;
  std::string_view bytes;
};
std::span<const ${name}_file> ${name}();
}  // namespace dateline::embedded
" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${name}.cc CONTENT
"#include \"${name}.h\"
${externs}
namespace dateline::embedded {
std::span<const ${name}_file> ${name}() {
  static const ${name}_file files[] = {
${rows}  };
  return files;
}
}  // namespace dateline::embedded
" @ONLY)
  set_source_files_properties(${dir}/${name}.S PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${dir}/${name}.S ${dir}/${name}.cc)
  target_include_directories(${target} PRIVATE ${dir})
endfunction()
