#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace dateline::markup {

/// 64 MiB: a feed above it is an attack or an archive. Depth: the deepest real feed in our corpora has 14 levels.
inline constexpr std::size_t kMaxXmlBytes = std::size_t{64} << 20;
inline constexpr int kMaxXmlDepth = 256;

/// Receives the parts of an XML document in order. Names come expanded as "namespace-uri local", or "local" outside
/// any.
class XmlHandler {
 public:
  using Attributes = std::vector<std::pair<std::string, std::string>>;
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view utf8) = 0;
};

/// Reads `bytes` with Expat (no external entities; entity bombs refused). Undeclared HTML entities are resolved, stray
/// `&` taken as text, control characters and whatever stands before the declaration dropped, charsets that lie
/// repaired. On what cannot be repaired: an error with line, column and what was expected; the handler has had
/// everything before it.
Status read_xml(std::string_view bytes, XmlHandler& handler, std::string_view transport_charset = {});

}  // namespace dateline::markup
