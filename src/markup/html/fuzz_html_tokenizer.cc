// The first byte chooses the state, whether CDATA sections are allowed and the last start tag; the rest is the source.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "markup/html/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::markup;
  if (size == 0) return 0;
  using State = Tokenizer::State;
  constexpr State kStates[] = {State::kData,       State::kRcdata,    State::kRawtext,
                               State::kScriptData, State::kPlaintext, State::kCdata};
  const std::uint8_t choice = *data++;
  --size;
  // Exactly as long as promised, so that the address sanitizer sees every byte read beyond.
  std::vector<char> source(data, data + size);
  source.resize(size + Tokenizer::kPadding);

  Arena spill;
  Tokenizer tokenizer({source.data(), size}, spill);
  tokenizer.set_state(kStates[choice % 6]);
  tokenizer.allow_cdata((choice & 64) != 0);
  if ((choice & 128) != 0) tokenizer.set_last_start_tag("script");

  std::size_t text = 0;
  std::size_t tokens = 0;
  const auto look_at = [&](std::string_view view) {
    // Reading it is enough for the sanitizer to say whether it lives; what is in the source must not reach behind it.
    const bool in_source = view.data() >= source.data() && view.data() <= source.data() + size;
    DATELINE_CHECK(!in_source || view.size() <= static_cast<std::size_t>(source.data() + size - view.data()));
    DATELINE_CHECK(in_source || view.empty() || spill.size() >= view.size());
    volatile char sink = 0;
    for (const char c : view) sink = static_cast<char>(sink ^ c);
    text += view.size();
  };
  for (;;) {
    const Token& token = tokenizer.next();
    if (token.kind == Token::Kind::kEnd) break;
    // Every token uses up at least one byte.
    DATELINE_CHECK(++tokens <= size);
    look_at(token.text);
    look_at(token.name);
    for (const Attribute& attribute : token.attributes) {
      look_at(attribute.name);
      look_at(attribute.value);
    }
    if (token.public_id) look_at(*token.public_id);
    if (token.system_id) look_at(*token.system_id);
    DATELINE_CHECK(token.attributes.size() <= kMaxAttributes);
    DATELINE_CHECK(token.kind != Token::Kind::kText || !token.text.empty());
    DATELINE_CHECK(token.tag == tag_of(token.kind == Token::Kind::kDoctype ? std::string_view() : token.name));
    if (token.kind == Token::Kind::kStartTag && token.name == "script") tokenizer.set_state(State::kScriptData);
    if (token.kind == Token::Kind::kStartTag && token.name == "title") tokenizer.set_state(State::kRcdata);
  }
  DATELINE_CHECK(tokenizer.next().kind == Token::Kind::kEnd);
  // U+0000 becomes three bytes, nothing grows more.
  DATELINE_CHECK(text <= 3 * size);
  for (std::size_t i = size; i < source.size(); ++i) DATELINE_CHECK(source[i] == '\0');
  return 0;
}
