#include <cstddef>
#include <cstdint>
#include <string_view>

#include "net/http_server.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto form = dateline::net::Form::parse(text);
  DATELINE_CHECK(dateline::text::is_utf8(form.get("a")));
  DATELINE_CHECK(form.has("a") || form.get("a").empty());
  dateline::net::Request request;
  request.headers = {{"cookie", std::string(text)}};
  DATELINE_CHECK(request.cookie("a").find(';') == std::string_view::npos);
  return 0;
}
