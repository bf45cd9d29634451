#include <cstddef>
#include <cstdint>
#include <string_view>

#include "desk/picture.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (const auto bare = dateline::desk::bare_webp({reinterpret_cast<const char*>(data), size})) {
    DATELINE_CHECK(dateline::desk::bare_webp(*bare) == *bare);
  }
  const auto head = dateline::desk::read_picture_head({reinterpret_cast<const char*>(data), size});
  if (!head) {
    DATELINE_CHECK(head.error().code == dateline::Code::kInvalid);
    DATELINE_CHECK(dateline::text::is_utf8(head.error().message));
    return 0;
  }
  DATELINE_CHECK(head->kind == dateline::desk::PictureHead::Kind::kHeif || (head->width > 0 && head->height > 0));
  DATELINE_CHECK(!dateline::desk::rendition_widths(head->width).empty());
  return 0;
}
