#pragma once
// Inside wire/: the readers behind parse_feed().

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "markup/xml.h"
#include "text/url.h"
#include "wire/feed.h"
#include "wire/warnings.h"

namespace dateline::wire {

/// Makes a feed of the events of an XML document.
class FeedHandler : public markup::XmlHandler {
 public:
  virtual bool is_feed() const = 0;
  virtual const std::string& root() const = 0;  ///< Local name of the outermost element; "" before it.
  virtual Feed take() = 0;                      ///< Once, at the end.
};

/// Whether a document with this outermost element is NewsML-G2 or NITF.
bool is_news_root(std::string_view local);
std::unique_ptr<FeedHandler> news_handler(const std::optional<text::Url>& base, Warnings& warnings);

/// All XML. Fields as they stand in the document; parse_feed() makes ids and addresses whole.
Result<Feed> read_xml_feed(std::string_view bytes, const std::optional<text::Url>& base,
                           std::string_view transport_charset, Warnings& warnings);

/// JSON Feed and ninjs.
Result<Feed> read_json_feed(std::string_view bytes, const std::optional<text::Url>& base,
                            std::string_view transport_charset, Warnings& warnings);

/// A web page with microformats.
Result<Feed> read_h_feed(std::string_view bytes, const std::optional<text::Url>& base,
                         std::string_view transport_charset, Warnings& warnings);

}  // namespace dateline::wire
