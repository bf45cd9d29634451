#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/url.h"
#include "wire/websub.h"

// Whatever a hub or a subscriber sends: what is taken is an address that may be asked, and what is read and written
// again reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::wire;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const HubLinks links = hub_links(text, "https://a.example/feed", {});
  for (const std::string& hub : links.hubs) {
    if (!dateline::text::Url::parse(hub)) __builtin_trap();
  }
  if (links.hubs.size() == 1 && hub_links(link_field(links.hubs[0], links.topic), "https://a.example/", {}) != links &&
      !links.topic.empty())
    __builtin_trap();

  const auto form = dateline::net::Form::parse(text);
  if (const auto request = read_subscription_request(form)) {
    const auto again = read_subscription_request(dateline::net::Form::parse(to_form(*request)));
    if (!again || again->topic != request->topic || again->callback != request->callback ||
        again->secret != request->secret || again->lease != request->lease)
      __builtin_trap();
    const HubQuestion question{request->mode, request->topic, "challenge", request->lease};
    const std::string url = question_url(request->callback, question);
    if (!url.starts_with(request->callback)) __builtin_trap();
  }
  read_question(form);
  if (has_signature(text, text, "secret")) __builtin_trap();
  return 0;
}
