// Whatever the fast lane recognises, the server's parser must accept, and read the same.
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "net/packing.h"
#include "net/plain_get.h"
#include "net/request_path.h"
#include "net/request_rules.h"

namespace http = boost::beast::http;
using namespace dateline::net;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto get = recognise_plain_get(input);
  if (!get || !parse_request_target(get->target)) return 0;  // Such a target is never kept.

  http::request_parser<http::string_body> parser;
  boost::system::error_code error;
  parser.header_limit(1 << 20);
  const std::size_t used = parser.put(boost::asio::buffer(data, size), error);
  DATELINE_CHECK(!error && parser.is_done() && used == get->size);
  std::vector<RawField> fields;
  std::string_view encoding, condition;
  for (const auto& field : parser.get()) {
    const std::string_view name(field.name_string().data(), field.name_string().size());
    const std::string_view value(field.value().data(), field.value().size());
    fields.emplace_back(name, value);
    if (field.name() == http::field::accept_encoding) encoding = value;
    if (field.name() == http::field::if_none_match) condition = value;
  }
  DATELINE_CHECK(!check_request(1, fields));
  DATELINE_CHECK(parser.get().version() == 11);
  DATELINE_CHECK(parser.get().method_string() == (get->head_only ? "HEAD" : "GET"));
  DATELINE_CHECK(std::string_view(parser.get().target().data(), parser.get().target().size()) == get->target);
  DATELINE_CHECK(parser.keep_alive() == get->keep_alive);
  DATELINE_CHECK(accepts_gzip(encoding) == get->gzip);
  DATELINE_CHECK(condition == get->if_none_match);
  return 0;
}
