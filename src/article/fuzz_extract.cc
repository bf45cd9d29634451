#include <cstddef>
#include <cstdint>
#include <string>

#include "article/extract.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::wire::FetchedPage page;
  page.url = page.final_url = "https://example.org/news/1";
  page.body.assign(reinterpret_cast<const char*>(data), size);
  const auto article = dateline::article::extract(page);
  if (article && (article->headline.empty() || article->text.empty() || article->language.empty())) __builtin_trap();
  return 0;
}
