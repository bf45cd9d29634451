#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/url.h"
#include "text/utf8.h"
#include "wire/feed_links.h"
#include "wire/page_rules.h"

// The first line is a header field, the rest a page: what is declared twice holds as once, and no rule takes another
// back; links are addresses.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  net::FetchResponse response;
  response.fields = {{"x-robots-tag", std::string(bytes.substr(0, end))}};
  response.body = bytes.substr(end);
  const wire::PageRules once = wire::page_rules(response);
  response.fields.push_back(response.fields.front());
  DATELINE_CHECK(wire::page_rules(response) == once);
  response.fields.emplace_back("x-robots-tag", "index, all, max-snippet:-1, max-image-preview:large");
  DATELINE_CHECK(wire::page_rules(response) == once);

  wire::FetchedPage page;
  page.final_url = "https://example.org/news/";
  page.body = bytes.substr(end);
  const wire::FeedLinks links = wire::feed_links(page, bytes.substr(0, end));
  for (const auto* list : {&links.declared, &links.linked}) {
    for (const std::string& url : *list) DATELINE_CHECK(text::Url::parse(url).has_value());
  }
  return 0;
}
