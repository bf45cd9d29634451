// Any bytes as headline, text and language: no crash, no hang, and traits in order, few, and linkable.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "story/abroad.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto next_part = [&] {
    const std::string_view part = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return std::string(part);
  };
  article::Article a;
  a.language = next_part();
  a.headline = next_part();
  a.image = next_part();
  a.text = std::string(rest);  // Not repaired: even ill-formed UTF-8 must do no harm.
  const story::Traits traits = story::traits_of(a);
  DATELINE_CHECK(traits.traits.size() < 1000);
  for (std::size_t i = 1; i < traits.traits.size(); ++i)
    DATELINE_CHECK(traits.traits[i - 1].hash < traits.traits[i].hash);

  static story::AbroadLinks links;
  links.put({1}, traits);
  a.language = "xx";  // The same in another language, which may link, and goes again.
  links.put({2}, story::traits_of(a));
  DATELINE_CHECK(links.links({1}).size() == links.links({2}).size());
  links.forget({1});
  links.forget({2});
  return 0;
}
